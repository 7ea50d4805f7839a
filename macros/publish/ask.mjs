// Asks the lean Python, under Node: node ask.mjs LEAN LOCK REQUESTS ANSWERS
//
// Boots the files of the directory LEAN as the worker does, and writes the answers to the requests, two
// JSON lists. A module that the lean library lacks ends this with Python's own words.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Of a failure the words count: Node would print the line it came from, and the engine is one line.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [lean, lock, requests, answers] = process.argv.slice(2);
const { loadPyodide, createPyodideModule } = await import(pathToFileURL(`${lean}/engine.mjs`).href);
const python = await loadPyodide({
  indexURL: lean,
  packageBaseUrl: lean,
  stdLibURL: `${lean}/python.zip`,
  lockFileContents: { info: JSON.parse(readFileSync(lock, "utf8")).info, packages: {} },
  createPyodideModule,
});
const answer = python.pyimport("macros.rules.api").answer_json;
const asked = JSON.parse(readFileSync(requests, "utf8"));
const told = asked.map((/** @type {object} */ request) => JSON.parse(answer(JSON.stringify(request))));
writeFileSync(answers, JSON.stringify(told));
