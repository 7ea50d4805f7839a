// Asks the trimmed Python, under Node:
// node run_requests.mjs TRIMMED/python.zip|TRIMMED/memory.bin LOCK REQUESTS ANSWERS [tell]
//
// Boots the files of the directory TRIMMED as the worker does, from the library or from the snapshot, and writes the
// answers to the requests, two JSON lists; of a request that is text, the text. Half are asked of a memory that has
// grown. A module that is missing ends this with Python's own words; with `tell`, what else Python raises is told as
// {"raised": type}, and what ends the engine as {"ended": why}: the rest is asked of a new one.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

// Of a failure the words count: Node would print the line it came from, and the engine is one line.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [start, lock, requests, answers, tell] = /** @type {[string, string, string, string, string?]} */ (process.argv.slice(2));
const trimmed = dirname(start);
const { NAMED, createPyodideModule, loadSnapshot, loadPyodide } = await import(pathToFileURL(`${trimmed}/engine.mjs`).href);
const settings = {
  ...NAMED, // Not by the folder of this project: what Python calls while it boots would depend on it.
  indexURL: trimmed,
  packageBaseUrl: trimmed,
  lockFileContents: { info: JSON.parse(readFileSync(lock, "utf8")).info, packages: {} },
};

/** More than what an engine begins with. */
const MUCH = 40_000_000;

// A snapshot has its library in it: the archive is then any file.
const boot = () =>
  start.endsWith(".zip")
    ? loadPyodide({ ...settings, createPyodideModule, stdLibURL: start })
    : loadSnapshot(new Uint8Array(readFileSync(start)), { ...settings, stdLibURL: lock });

const asked = JSON.parse(readFileSync(requests, "utf8"));
const told = [];
let python = await boot();
let answer = python.pyimport("macros.rules.api").handle;
for (const [n, request] of asked.entries()) {
  if (n === asked.length >> 1) python.pyimport("builtins").bytearray(MUCH).destroy();
  try {
    told.push(typeof request === "string" ? answer(request) : JSON.parse(answer(JSON.stringify(request))));
  } catch (error) {
    const cause = /** @type {any} */ (error);
    if (!tell || cause.type === "ModuleNotFoundError") throw cause;
    if (cause instanceof python.ffi.PythonError) {
      told.push({ raised: cause.type });
      continue;
    }
    const where = String(cause.stack).match(/wasm-function\[\d+\]/g);
    told.push({ ended: `${cause} ${where?.slice(0, 3).join(" < ")}` });
    python = await boot();
    answer = python.pyimport("macros.rules.api").handle;
  }
}
try {
  if (tell) python.pyimport("macros.nothing"); // What is missing has its words too.
} catch (cause) {
  if (!(cause instanceof python.ffi.PythonError)) throw cause;
}
writeFileSync(answers, JSON.stringify(told));
