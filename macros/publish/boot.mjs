// Boots Pyodide, as part of engine.mjs: from its library, or from an image of the memory it had once booted.
//
// An image is what `makeMemorySnapshot` gives, without the empty stack and the end of the heap, and some words more.
// Its first part, the engine's own data, is told by what differs from a new engine's (exclusive or). The words more
// are the places where new engines differ (by chance, by their surroundings), how many those are, where the stack
// goes, and a sum of all that a new engine begins with: from another beginning an image would make nonsense.

import createPyodideModule from "engine";
import { loadPyodide } from "pyodide.mjs";

export { createPyodideModule, loadPyodide };

/** An engine remembers what it is called; in a browser, this. */
export const NAMED = { _sysExecutable: "./this.program" };

/**
 * Boot from an image. Rejects where it is not this engine's.
 * @param {Uint8Array<ArrayBuffer>} image @param {Record<string, unknown>} settings @returns {Promise<any>}
 */
export function loadImage(image, settings) {
  const words = new Uint32Array(image.buffer, 0, image.length >> 2);
  const [count = 0, from = 0, to = 0, sum] = words.subarray(-4);
  const places = words.subarray(-4 - count, -4);
  const start = words[1] ?? 0; // Pyodide's own head says where the memory begins.
  const end = places.byteOffset;
  const whole = new Uint8Array(end + to - from);
  whole.set(image.subarray(0, start + from));
  whole.set(image.subarray(start + from, end), start + to);
  return loadPyodide({
    ...settings,
    ...NAMED,
    _loadSnapshot: whole,
    createPyodideModule: async (/** @type {any} */ asked) => {
      delete asked.INITIAL_MEMORY; // The engine's own size: an image is shorter than the memory it fills.
      const engine = await createPyodideModule(asked);
      if (combine(new Uint32Array(whole.buffer, start), beginning(engine, places)) !== sum) {
        throw new Error("another engine's image");
      }
      return engine;
    },
  });
}

/**
 * Give the data that a new engine begins with, 0 where new engines differ.
 * @param {any} engine @param {Iterable<number>} places @returns {Uint32Array}
 */
export function beginning(engine, places) {
  for (const place of places) engine.HEAPU32[place] = 0;
  return engine.HEAPU32.subarray(0, engine._emscripten_stack_get_end() >> 2);
}

/**
 * Turn the first part of a memory into what differs from a beginning, or back. Gives the sum of the beginning.
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
