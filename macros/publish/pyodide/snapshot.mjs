// Takes a snapshot of the memory of the trimmed Python, once it has booted and answered:
// node snapshot.mjs TRIMMED LOCK REQUESTS OUT
//
// OUT/memory.bin holds every module imported and every tool's data read, so that a browser reads none of them.
// What is free is wiped: it would be rubbish to carry. macros/publish/pyodide/boot.mjs says how a snapshot is read.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Of a failure the words count: Node would print the line it came from, and the engine is one line.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [trimmed, lock, requests, out] = /** @type {[string, string, string, string]} */ (process.argv.slice(2));
const { NAMED, beginning, combine, createPyodideModule, loadPyodide, unlink } = await import(pathToFileURL(`${trimmed}/engine.mjs`).href);
const settings = {
  ...NAMED,
  indexURL: trimmed,
  packageBaseUrl: trimmed,
  stdLibURL: `${trimmed}/python.zip`,
  lockFileContents: { info: JSON.parse(readFileSync(lock, "utf8")).info, packages: {} },
  // The same sources give the same snapshot; and there is nobody to hide the order of a set from.
  env: { PYTHONHASHSEED: "0" },
};

/** An engine as a snapshot finds it: begun, its `main` not called. @param {Record<string, string>} env */
async function newEngine(env) {
  let engine;
  const begin = async (/** @type {import("engine").Settings} */ asked) => {
    engine = await createPyodideModule({ ...asked, noInitialRun: true });
    throw new Error("begun");
  };
  await loadPyodide({ ...settings, env, createPyodideModule: begin }).catch((/** @type {Error} */ cause) => {
    if (cause.message !== "begun") throw cause;
  });
  return engine;
}

// Two engines, begun in two environments and by two clocks, tell where new engines differ.
const one = beginning(await newEngine({}), []);
let later = 1e6;
performance.now = () => (later += 1e3);
Date.now = performance.now;
const other = beginning(await newEngine({ ELSEWHERE: "x".repeat(999) }), []);
const places = [...one.keys()].filter((place) => one[place] !== other[place]);
for (const place of places) one[place] = 0;

// No chance and no clock from here on: the same sources give the same snapshot.
crypto.getRandomValues = (/** @type {any} */ array) => array.fill(1);
performance.now = Date.now = () => 0;

const python = await loadPyodide({ ...settings, createPyodideModule, _makeSnapshot: true });
const answer = python.pyimport("macros.rules.api").handle;
for (const request of JSON.parse(readFileSync(requests, "utf8"))) answer(JSON.stringify(request));
answer.destroy();
// What was answered is kept for who asks again: nobody has asked yet.
python.pyimport("macros.rules.answering").asked.cache_clear();
python.pyimport("macros.rules.case.wording")._watched.cache_clear();
python.pyimport("macros.rules.french").date_text.cache_clear();
python.pyimport("macros.rules.case.model").forget();
// Frozen, what is there is one ring, that the collector never goes round: what was loaded stays in any case.
const collector = python.pyimport("gc");
collector.collect();
collector.freeze();
// A member of the ring: what the collector holds comes after its two links.
const member = python.pyimport("builtins").id(python.globals) - 8;

const engine = python._module;
const taken = python.makeMemorySnapshot();
const start = new Uint32Array(taken.buffer)[1] ?? 0;
const memory = new Uint32Array(taken.buffer, start);
if (engine.HEAPU32.length !== memory.length) throw new Error("The heap has grown: Pyodide cannot restore such a snapshot");

// Every block of the heap that is free, except the links in its head.
const end = engine._sbrk(0);
const IN_USE = 2;
for (let block = (engine.___heap_base + 15) & ~15; block < end; ) {
  const head = memory[(block + 4) >> 2] ?? 0;
  const size = head & ~7;
  if (size < 16 || block + size > end) throw new Error("The heap is not laid out as expected: see macros/publish/pyodide/snapshot.mjs");
  const links = size < 256 ? 16 : 32;
  if (!(head & IN_USE)) memory.fill(0, (block + links) >> 2, (block + size) >> 2);
  block += size;
}

const first = unlink(memory, member);
const sum = combine(memory, one);
// The stack is empty, below where it stands.
memory.fill(0, engine._emscripten_stack_get_end() >> 2, engine._emscripten_stack_get_current() >> 2);

// Long runs of zeros are told, not carried: a browser would hand them on and hash them for nothing.
const LONG = 256; // words
const words = new Uint32Array(taken.buffer, 0, (start + end) >> 2);
const parts = [];
const gaps = [];
let from = 0;
for (let place = 0; place < words.length; place++) {
  const zeros = place;
  while (words[place] === 0) place++;
  if (place - zeros < LONG) continue;
  parts.push(words.subarray(from, zeros));
  gaps.push(zeros - from, place - zeros);
  from = place;
}
parts.push(words.subarray(from));
const more = Uint32Array.of(...gaps, ...places, gaps.length, places.length, first, sum);
const bytes = [...parts, more].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
writeFileSync(`${out}/memory.bin`, Buffer.concat(bytes));
