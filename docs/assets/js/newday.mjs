// @ts-check
// Another day: a page left open notices it at midnight, and when its reader comes back to it.

import { released } from "./gesture.mjs";
import { today } from "./page.mjs";

/** Looked at this often: a timer that slept with its device does not ring at midnight. */
const EVERY_MS = 30_000;
/** The press that brings a window back to its reader begins after the window has said so. */
const SETTLED_MS = 300;

/** @typedef {(day: string, before: string) => void} Heard both days, YYYY-MM-DD */

/** @type {Set<Heard>} */
const listeners = new Set();
let known = today();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Call back each time that the day of this device is another. @param {Heard} heard */
export function onNewDay(heard) {
  if (!listeners.size) watch();
  listeners.add(heard);
}

function watch() {
  document.addEventListener("visibilitychange", () => lookIn(SETTLED_MS));
  for (const type of ["pageshow", "focus"]) addEventListener(type, () => lookIn(SETTLED_MS));
  void look();
}

/** @param {number} ms */
function lookIn(ms) {
  clearTimeout(timer);
  timer = setTimeout(look, ms);
}

async function look() {
  const now = new Date();
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  lookIn(Math.min(EVERY_MS, Math.max(midnight.getTime() - now.getTime(), 1)));
  if (today() === known) return;
  await released();
  const [day, before] = [today(), known];
  known = day;
  if (day !== before) for (const heard of listeners) heard(day, before);
}
