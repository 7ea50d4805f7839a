// Boots Pyodide, as part of engine.mjs: from its library, or from a snapshot of the memory it had once booted.
//
// A snapshot is what `makeMemorySnapshot` gives, without its long runs of zeros and the end of the heap, and some words
// more. Its first part, the engine's own data, is told by what differs from a new engine's (exclusive or). Python's
// collector holds its objects in a ring: of its links the way to the next is told, not where it is. The words
// more are, for each run of zeros, how many words come before it and how long it is; the places where new engines
// differ (by chance, by their surroundings); how many words those two lists have; where the ring begins; and a sum of
// all that a new engine begins with: from another beginning a snapshot would make nonsense.

import create from "engine";
import { loadPyodide } from "pyodide.mjs";

export { loadPyodide };

/**
 * Start an engine. Rejects where its program ends meanwhile: Emscripten hands over what is left of it all the same.
 * @param {import("engine").Settings} asked
 */
export async function createPyodideModule(asked) {
  let isWhole = false;
  asked.postRun = [asked.postRun ?? [], () => (isWhole = true)].flat();
  const engine = await create(asked);
  if (!isWhole) throw new Error("The engine ended while it started");
  return engine;
}

/** An engine remembers what it is called; in a browser, this. */
export const NAMED = { _sysExecutable: "./this.program" };

/**
 * Boot from a snapshot. Rejects where it is not this engine's.
 * @param {Uint8Array<ArrayBuffer>} snapshot @param {Record<string, unknown>} settings
 */
export function loadSnapshot(snapshot, settings) {
  const words = new Uint32Array(snapshot.buffer, 0, snapshot.length >> 2);
  const [gapped = 0, placed = 0, first = 0, sum] = words.subarray(-4);
  const end = words.length - 4 - placed - gapped;
  const places = words.subarray(end + gapped, -4);
  const whole = filled(words.subarray(0, end), words.subarray(end, end + gapped));
  const start = whole[1] ?? 0; // Pyodide's own head says where the memory begins.
  return loadPyodide({
    ...settings,
    ...NAMED,
    _loadSnapshot: new Uint8Array(whole.buffer),
    createPyodideModule: async (/** @type {import("engine").Settings} */ asked) => {
      delete asked.INITIAL_MEMORY; // The engine's own size: a snapshot is shorter than the memory it fills.
      const engine = await createPyodideModule(asked);
      const memory = whole.subarray(start >> 2);
      if (combine(memory, beginning(engine, places)) !== sum) throw new Error("another engine's snapshot");
      link(memory, first);
      return engine;
    },
  });
}

/**
 * Put the runs of zeros back. @param {Uint32Array} words @param {Uint32Array} gaps pairs: words before a run, zeros
 * @returns {Uint32Array<ArrayBuffer>}
 */
function filled(words, gaps) {
  const whole = new Uint32Array(words.length + gaps.reduce((all, length, n) => (n % 2 ? all + length : all), 0));
  let [from, to] = [0, 0];
  for (let n = 0; n < gaps.length; n += 2) {
    const [before = 0, zeros = 0] = gaps.subarray(n);
    whole.set(words.subarray(from, from + before), to);
    from += before;
    to += before + zeros;
  }
  whole.set(words.subarray(from), to);
  return whole;
}

/**
 * Return the data that a new engine begins with, 0 where new engines differ.
 * @param {import("engine").Engine} engine @param {Iterable<number>} places @returns {Uint32Array}
 */
export function beginning(engine, places) {
  for (const place of places) engine.HEAPU32[place] = 0;
  return engine.HEAPU32.subarray(0, engine._emscripten_stack_get_end() >> 2);
}

/**
 * Turn the first part of a memory into what differs from a beginning, or back. Returns the sum of the beginning.
 * @param {Uint32Array} memory @param {Uint32Array} data @returns {number}
 */
export function combine(memory, data) {
  let sum = 0;
  for (let place = 0; place < data.length; place++) {
    const word = /** @type {number} */ (data[place]);
    sum = (Math.imul(sum, 31) + word) >>> 0;
    memory[place] = /** @type {number} */ (memory[place]) ^ word;
  }
  return sum;
}

/** The bits of a link that say something of its object. */
const FLAGS = 3;

/**
 * Make links of the ways between the members of a ring: each has a word for the next one, and one for the one before.
 * @param {Uint32Array} memory @param {number} first the address of a member
 */
export function link(memory, first) {
  let at = first;
  do {
    const word = /** @type {number} */ (memory[at >> 2]);
    const next = (at + (word & ~FLAGS)) >>> 0;
    memory[at >> 2] = next | (word & FLAGS);
    memory[(next + 4) >> 2] = at | (/** @type {number} */ (memory[(next + 4) >> 2]) & FLAGS);
    at = next;
  } while (at !== first);
}

/**
 * Put a ring into the order of its addresses, where the ways are short, and tell its links by them: `link` undoes that.
 * @param {Uint32Array} memory @param {number} member the address of any @returns {number} the first one's
 */
export function unlink(memory, member) {
  const members = [];
  let at = member;
  do {
    members.push(at);
    const next = /** @type {number} */ (memory[at >> 2]) & ~FLAGS;
    if ((/** @type {number} */ (memory[(next + 4) >> 2]) & ~FLAGS) !== at) throw new Error("The collector's links are not laid out as expected");
    at = next;
  } while (at !== member);
  members.sort((one, other) => one - other);
  for (const [n, at] of members.entries()) {
    const next = /** @type {number} */ (members[(n + 1) % members.length]);
    memory[at >> 2] = (next - at) | (/** @type {number} */ (memory[at >> 2]) & FLAGS);
    memory[(at + 4) >> 2] = /** @type {number} */ (memory[(at + 4) >> 2]) & FLAGS;
  }
  return /** @type {number} */ (members[0]);
}
