// Asks the trimmed Python, under Node: node run_requests.mjs TRIMMED/python.zip|TRIMMED/memory.bin LOCK REQUESTS ANSWERS
//
// Boots the files of the directory TRIMMED as the worker does, from the library or from the snapshot, and writes the
// answers to the requests, two JSON lists. A module that is missing ends this with Python's own words.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

// Of a failure the words count: Node would print the line it came from, and the engine is one line.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [start, lock, requests, answers] = /** @type {[string, string, string, string]} */ (process.argv.slice(2));
const trimmed = dirname(start);
const { createPyodideModule, loadSnapshot, loadPyodide } = await import(pathToFileURL(`${trimmed}/engine.mjs`).href);
const settings = {
  indexURL: trimmed,
  packageBaseUrl: trimmed,
  lockFileContents: { info: JSON.parse(readFileSync(lock, "utf8")).info, packages: {} },
};
// A snapshot has its library in it: the archive is then any file.
const python = start.endsWith(".zip")
  ? await loadPyodide({ ...settings, createPyodideModule, stdLibURL: start })
  : await loadSnapshot(new Uint8Array(readFileSync(start)), { ...settings, stdLibURL: lock });
const answer = python.pyimport("macros.rules.api").handle;
const asked = JSON.parse(readFileSync(requests, "utf8"));
const told = asked.map((/** @type {object} */ request) => JSON.parse(answer(JSON.stringify(request))));
writeFileSync(answers, JSON.stringify(told));
