// Makes an engine that notes which of its functions are called: node instrument.mjs WASM OUT
//
// Each function begins by setting one byte of a second memory, exported as "called". What this engine does is
// otherwise the same, and a snapshot taken from one is good for the other. spy.mjs reads the notes.

import { readFileSync, writeFileSync } from "node:fs";
import { Module, SECTION, section, signed, unsigned } from "./wasm.mjs";

const [program, out] = /** @type {[string, string]} */ (process.argv.slice(2));
const engine = new Module(readFileSync(program));

/** Set a byte of memory 1. @param {number} place */
const note = (place) => [0x41, ...signed(place), 0x41, 1, 0x3a, 0x40, 1, 0];

const bodies = engine.bodies.flatMap((body, number) => {
  const begins = engine.instructions(body).at;
  const parts = [engine.bytes.subarray(body.start, begins), note(number), engine.bytes.subarray(begins, body.end)];
  const whole = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return [unsigned(whole.length), whole];
});

/** The rest of a section, after the number it begins with. @param {number} id @returns {[number, Uint8Array]} */
function counted(id) {
  const reader = engine.open(id);
  const count = reader.unsigned();
  return [count, engine.bytes.subarray(reader.at, engine.sections.find((one) => one.id === id)?.end)];
}

const [memories, memory] = counted(SECTION.memory);
const [exported, names] = counted(SECTION.exports);
if (memories !== 1) throw new Error("The engine has not one memory: see macros/publish/pyodide/instrument.mjs");
const name = Buffer.from("called");
const pages = Math.ceil(engine.bodies.length / 65536);
writeFileSync(
  out,
  engine.with({
    [SECTION.memory]: section(SECTION.memory, [2], memory, [0, ...unsigned(pages)]),
    [SECTION.exports]: section(SECTION.exports, unsigned(exported + 1), names, unsigned(name.length), name, [2, 1]),
    [SECTION.code]: section(SECTION.code, unsigned(engine.bodies.length), ...bodies),
  }),
);
