// @ts-check
// A result of the rules, as the templates read it: the rules have arranged it, in macros/rules/arrange.py.

import { reached } from "./days.mjs";

/** @typedef {Record<string, any>} Row */

/** After "au plus tard le" a date follows at once; after "Limite théorique", a colon. */
const ARTICLE = / (le|du|au|jusqu’au)$/;

/** "2026-11-22" as "22/11/2026". @param {string} iso */
export const dayMonthYear = (iso) => iso.split("-").reverse().join("/");

/** @param {Row} result @param {string} root @returns {Row} */
export function answerView(result, root) {
  const { display, status, warnings, code } = result;
  const next = display.next.map((/** @type {Row} */ link) => linkView(link, root));
  return { ...display, status, from: "python", by_python: true, warnings, next, more: next.slice(1), code };
}

/** Return a date of a table: what it is, its day, its words. @param {string} name @param {string} iso @param {string} day "jeudi 30 avril" @param {{label: string, note: string}} words @returns {Row} */
export function dateOf(name, iso, day, { label, note }) {
  const year = iso.slice(0, 4);
  return { name, iso, day, year, text: `${day} ${year}`, label, note, colon: !ARTICLE.test(label) };
}

/** Return every date of an answer. @param {Row} view @returns {{iso: string, role?: string}[]} */
export const shownDates = ({ main, lines }) => (main ? [main, ...lines] : lines);

/**
 * Say of an answer of a table what has come of its dates on a day: in the place of the date in large, which then
 * stands beneath with the others. @param {Row} view @param {string} day @param {import("./days.mjs").Days} words @returns {Row}
 */
export function onDay(view, day, words) {
  const what = reached(shownDates(view), day);
  if (!what) return view;
  // What to do before a limit is of no use after it.
  const lines = shownDates(view).map((one) => (what === "limit" ? { ...one, note: "" } : one));
  return { ...view, headline: words.sentence(`reached_${what}`), main: null, lines };
}

/**
 * What a table has of an answer: its dates, the main one first, and what was asked. Python brings the rest.
 * @param {string} key Day from which the time runs. @param {Row[]} dates @param {Row[]} answers @returns {Row}
 */
export function tableView(key, [main, ...lines], answers) {
  const later = { counts: [], warnings: [], debated: [], sources: [], next: [], more: [], seal_words: "" };
  const dates = { main: { ...main, role: "main" }, lines: lines.map((one) => ({ ...one, role: "limit" })) };
  return { key, status: "answered", from: "table", by_table: true, ...dates, answers, ...later };
}

/** Where a link leads, below the root of the site. @param {Row} link @param {string} root @returns {Row} */
export const linkView = ({ text, address }, root) => ({ text, url: root + address });
