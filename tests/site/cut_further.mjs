// Cuts an engine too far, for a test of what then happens: node cut_further.mjs PROGRAM OUT [FIRST… THEN]
//
// Each of FIRST and THEN says what it called, as macros/publish/pyodide/spy.mjs writes it: what THEN alone has is cut.
// Without them all is cut. One that would lose nothing is an error.

import { readFileSync, writeFileSync } from "node:fs";
import { Module } from "../../macros/publish/pyodide/wasm.mjs";

const [program, out, ...profiles] = process.argv.slice(2);
const engine = new Module(readFileSync(program));
const called = profiles.map((file) => JSON.parse(readFileSync(file, "utf8")).called);
const then = new Set(called.pop());
const first = new Set(called.flat());
const kept = profiles.length ? [...engine.bodies.keys()].filter((place) => first.has(place) || !then.has(place)) : [];
if (kept.length === engine.bodies.length) throw new Error("The last profile called nothing more");
writeFileSync(out, engine.keeping(new Set(kept)));
