// Makes an engine that notes what it calls and reads: node instrument.mjs WASM OUT
//
// Each function begins by setting one byte of a second memory, exported as "called"; before each load, and each copy,
// one byte of a third, "reads", is set for each GRAIN bytes that are read. What this engine does is otherwise the same,
// and a snapshot taken from one is good for the other. spy.mjs reads the notes.

import { readFileSync, writeFileSync } from "node:fs";
import { GRAIN, Module, OP, Reader, SECTION, section, signed, step, unsigned } from "./wasm.mjs";

// Of a failure the words count: Node would print the line it came from.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [program, out] = /** @type {[string, string]} */ (process.argv.slice(2));
const engine = new Module(readFileSync(program));

const [GET, SET, TEE, ADD, SHIFT, IF, EMPTY, INT] = [0x20, 0x21, 0x22, 0x6a, 0x76, 0x04, 0x40, 0x7f];
const [PREFIX, COPY, FILL] = [0xfc, 10, 11];
const [CALLED, READS] = [1, 2]; // The memories, by their numbers.
const number = (/** @type {number} */ value) => [OP.constant, ...signed(value)];
/** Store a byte in a memory. @param {number} memory */
const store = (memory) => [0x3a, 0x40, memory, 0];
const toGrain = [...number(Math.log2(GRAIN)), SHIFT];

const parameters = engine.parameters();
const bodies = engine.bodies.flatMap((body, place) => {
  const reader = new Reader(engine.bytes, body.start);
  const groups = reader.unsigned();
  const declared = reader.at;
  let locals = /** @type {number} */ (parameters[place]);
  for (let left = groups; left; left--) {
    locals += reader.unsigned();
    reader.byte();
  }
  // Three locals more: where is read, and for a copy where to and how much.
  const from = unsigned(locals);
  const to = unsigned(locals + 1);
  const much = unsigned(locals + 2);
  /** @type {(Uint8Array | number[])[]} */
  const parts = [unsigned(groups + 1), engine.bytes.subarray(declared, reader.at), [3, INT]];
  parts.push([...number(place), ...number(1), ...store(CALLED)]);
  let told = reader.at;
  const note = (/** @type {number} */ at, /** @type {number[]} */ ...code) => {
    parts.push(engine.bytes.subarray(told, at), code);
    told = at;
  };
  while (reader.at < body.end) {
    const { at } = reader;
    const op = step(reader);
    const how = new Reader(engine.bytes, at + 1);
    if (op >= OP.firstLoad && op <= OP.lastLoad) {
      if (how.unsigned() & 64) throw new Error("The engine has not one memory: see macros/publish/pyodide/instrument.mjs");
      note(at, TEE, ...from, GET, ...from, ...number(how.unsigned()), ADD, ...toGrain, ...number(1), ...store(READS));
    } else if (op === PREFIX && how.unsigned() === COPY) {
      const grains = [GET, ...from, ...toGrain, ...number(1), GET, ...much, ...toGrain, ...number(2), ADD];
      note(at, SET, ...much, SET, ...from, SET, ...to);
      note(at, GET, ...much, IF, EMPTY, ...grains, PREFIX, FILL, READS, OP.end);
      note(at, GET, ...to, GET, ...from, GET, ...much);
    }
  }
  parts.push(engine.bytes.subarray(told, body.end));
  const whole = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return [unsigned(whole.length), whole];
});

const code = section(SECTION.code, unsigned(engine.bodies.length), ...bodies);
writeFileSync(out, engine.noting({ called: engine.bodies.length, reads: 2 ** 32 / GRAIN }, { [SECTION.code]: code }));
