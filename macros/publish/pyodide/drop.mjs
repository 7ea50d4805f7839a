// Drops of a cut engine the data that nothing in it reads: node drop.mjs WHOLE CUT OUT READ…
//
// WHOLE is the engine before it was cut: what any of its code or data names tells where one object ends and the next begins. Kept
// are every object that code of CUT names, up to what other code names; what words of such an object name; and what a
// profile (READ, see spy.mjs) has seen read, each with much around it. The rest goes in long runs alone: the maps of
// languages that the rules never speak, the names of characters, the texts of help. What was dropped reads as zeros and
// ends nothing: tests/site/test_engine_tables.py asks every function that reads a table for all that it can say.

import { readFileSync, writeFileSync } from "node:fs";
import { BEGINNING, GRAIN, Module, NOTED } from "./wasm.mjs";

// Of a failure the words count: Node would print the line it came from.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

/** What is kept before and after what code names or a profile has seen, and the shortest run that goes, in bytes. */
const [BEFORE, AFTER, AT_LEAST] = [512, 2048, 1024];

const [before, after, out, ...profiles] = /** @type {[string, string, string, ...string[]]} */ (process.argv.slice(2));
const whole = new Module(readFileSync(before));
const cut = new Module(readFileSync(after));
const memory = cut.memory();
const words = new Uint32Array(memory.buffer);
const top = memory.length;
if (top > NOTED) throw new Error("The engine has more data than is noted: see macros/publish/pyodide/wasm.mjs");
const isPlace = (/** @type {number} */ value) => value >= BEGINNING && value < top;

/** Where objects begin: what code names, and what any word may name. */
const inCode = new Uint8Array(top + 1).fill(1, top);
for (const place of whole.named(top, whole.bodies.keys())) inCode[place] = 1;
const anywhere = inCode.slice();
for (const word of words) if (isPlace(word)) anywhere[word] = 1;

/** The object around a place. @param {number} place @param {Uint8Array} beginnings @returns {[number, number]} */
function around(place, beginnings) {
  let [start, end] = [place, place + 1];
  while (start > BEGINNING && !beginnings[start]) start--;
  while (!beginnings[end]) end++;
  return [start, end];
}

const kept = new Uint8Array(top);
const keep = (/** @type {number} */ start, /** @type {number} */ end) => kept.fill(1, Math.max(BEGINNING, start), end);
const live = [...cut.named(top, cut.bodies.keys())];
const named = live.length;
for (const profile of profiles) {
  for (const grain of JSON.parse(readFileSync(profile, "utf8")).read) {
    const place = grain * GRAIN;
    if (!isPlace(place) || place + GRAIN > top) continue;
    keep(place - BEFORE, place + GRAIN + BEFORE);
    // A grain may hold several objects: which of them was read is not known.
    for (let at = place; at < place + GRAIN; at += 4) live.push(at);
  }
}
for (const place of live.slice(0, named)) {
  const [start, end] = around(place, inCode);
  keep(start - BEFORE, Math.max(end, place + AFTER));
}
const reached = new Uint8Array(top);
for (let place = live.pop(); place !== undefined; place = live.pop()) {
  if (reached[place]) continue;
  const [start, end] = around(place, anywhere);
  reached.fill(1, start, end);
  keep(start, end);
  for (let word = (start + 3) >> 2; word < end >> 2; word++) {
    const told = /** @type {number} */ (words[word]);
    if (isPlace(told) && !reached[told]) live.push(told);
  }
}

for (let place = BEGINNING; place < top; place++) {
  if (kept[place]) continue;
  let end = place;
  while (end < top && !kept[end]) end++;
  if (end - place >= AT_LEAST) memory.fill(0, place, end);
  place = end;
}
writeFileSync(out, cut.beginning(memory));
