// Beside another program of this directory, writes down what its engines called: CALLED=FILE node --import spy.mjs …
//
// For an engine of instrument.mjs. FILE holds, as JSON: the numbers of the functions that were `called`, those of the
// grains of its data that were `read`, and the entries of the table that stand in the `slots` of the types found in
// memory. Python calls these at moments of its own, to collect, delete, compare or doubt: an object of another fate
// than those seen so far would come to them.

import nodeCrypto from "node:crypto";
import { writeFileSync } from "node:fs";
import { GRAIN, NOTED } from "./wasm.mjs";

// No chance and no clock: the same sources call the same functions.
nodeCrypto.randomFillSync = (/** @type {any} */ array) => array.fill(1);
performance.now = Date.now = () => 0;

const { instantiate } = WebAssembly;
/** @type {WebAssembly.Exports[]} */
const engines = [];
WebAssembly.instantiate = /** @type {any} */ (
  async (/** @type {any} */ ...given) => {
    /** @type {any} */
    const made = await Reflect.apply(instantiate, WebAssembly, given);
    const { exports } = made.instance ?? made;
    if (exports.called) engines.push(exports);
    return made;
  }
);

/** Where a type has what: the offset in bytes of each slot, in Python's PyTypeObject for 32 bits. */
const SLOTS = {
  dealloc: 24,
  repr: 44,
  hash: 60,
  str: 68,
  getattro: 72,
  setattro: 76,
  traverse: 92,
  clear: 96,
  richcompare: 100,
  iter: 108,
  iternext: 112,
  free: 160,
  is_gc: 164,
};
/** Where it has its tables, and in each the slot that says whether an object is true. */
const TRUTH = { number: [48, 36], sequence: [52, 0], mapping: [56, 0] };
const [TYPE, NAME, SIZE] = [4, 12, 168];
/** An error is made at a moment that was never seen: how each kind of them begins. */
const ERRORS = { init: 148, new: 156 };
const [FLAGS, IS_ERROR] = [84, 1 << 30];
/** A booted Python has more types than this: fewer found, and they are not laid out as written above. */
const TYPES = 500;

/** Give every slot of every type in a memory to `found`; return how many types there are.
 * @param {Uint32Array} memory @param {Set<number>} found */
function slots(memory, found) {
  const text = Buffer.from(memory.buffer);
  const word = (/** @type {number} */ place) => memory[place >> 2] ?? 0;
  const is = (/** @type {number} */ place, /** @type {string} */ name) => text.toString("latin1", place, place + name.length + 1) === `${name}\0`;
  // The type of types is its own.
  let type = 1024;
  while (type < text.length && !(word(type + TYPE) === type && is(word(type + NAME), "type"))) type += 4;
  let types = 0;
  for (let place = 1024; place < text.length - SIZE; place += 4) {
    if (word(place + TYPE) !== type || word(place + NAME) < 1024 || word(place + NAME) >= text.length) continue;
    types++;
    const kinds = word(place + FLAGS) & IS_ERROR ? { ...SLOTS, ...ERRORS } : SLOTS;
    for (const offset of Object.values(kinds)) if (word(place + offset)) found.add(word(place + offset));
    for (const [table = 0, offset = 0] of Object.values(TRUTH)) {
      const methods = word(place + table);
      if (methods && word(methods + offset)) found.add(word(methods + offset));
    }
  }
  return types;
}

process.on("exit", (code) => {
  if (code || !process.env.CALLED) return;
  const called = new Set();
  const held = new Set();
  const read = new Set();
  let types = 0;
  for (const { called: notes, reads, memory } of /** @type {any[]} */ (engines)) {
    new Uint8Array(reads.buffer, 0, NOTED / GRAIN).forEach((was, grain) => was && read.add(grain));
    new Uint8Array(notes.buffer).forEach((was, number) => was && called.add(number));
    types = Math.max(types, slots(new Uint32Array(memory.buffer), held)); // One only begun has few.
  }
  if (types < TYPES) throw new Error(`Only ${types} types in memory: see macros/publish/pyodide/spy.mjs`);
  writeFileSync(process.env.CALLED, JSON.stringify({ called: [...called], slots: [...held], read: [...read] }));
});
