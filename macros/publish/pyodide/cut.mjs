// Keeps of an engine what is executed: node cut.mjs WASM OUT CALLED…
//
// Of each function that no profile (CALLED, see spy.mjs) has seen called, the body becomes one instruction that ends the
// program with an error: the worker then answers from the plain form. Two margins are kept besides: the slots of
// every type found in memory, and all that kept functions call by name. No function's number changes, and no entry of
// the table: a snapshot of the memory holds those.

import { readFileSync, writeFileSync } from "node:fs";
import { Module } from "./wasm.mjs";

// Of a failure the words count: Node would print the line it came from.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [program, out, ...profiles] = /** @type {[string, string, ...string[]]} */ (process.argv.slice(2));
const engine = new Module(readFileSync(program));

/** Which functions are kept, by their place among the engine's own. @type {Set<number>} */
const kept = new Set();
const table = engine.table();
for (const profile of profiles) {
  const { called, slots } = JSON.parse(readFileSync(profile, "utf8"));
  for (const place of called) kept.add(place);
  for (const slot of slots) {
    const place = (table[slot] ?? 0) - engine.imported;
    if (place >= 0) kept.add(place);
  }
}
// A set is walked in the order of its growth: what is added here is walked too.
for (const place of kept) {
  const body = /** @type {import("./wasm.mjs").Span} */ (engine.bodies[place]);
  for (const callee of engine.calls(body)) if (callee >= engine.imported) kept.add(callee - engine.imported);
}

writeFileSync(out, engine.keeping(kept));
