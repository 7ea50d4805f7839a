// Asks the lean Python, under Node: node run_requests.mjs LEAN/python.zip|LEAN/memory.bin LOCK REQUESTS ANSWERS
//
// Boots the files of the directory LEAN as the worker does, from the library or from the image, and writes the
// answers to the requests, two JSON lists. A module that is missing ends this with Python's own words.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

// Of a failure the words count: Node would print the line it came from, and the engine is one line.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [start, lock, requests, answers] = process.argv.slice(2);
const lean = dirname(start);
const { createPyodideModule, loadImage, loadPyodide } = await import(pathToFileURL(`${lean}/engine.mjs`).href);
const settings = {
  indexURL: lean,
  packageBaseUrl: lean,
  lockFileContents: { info: JSON.parse(readFileSync(lock, "utf8")).info, packages: {} },
};
// An image has its library in it: the archive is then any file.
const python = start.endsWith(".zip")
  ? await loadPyodide({ ...settings, createPyodideModule, stdLibURL: start })
  : await loadImage(new Uint8Array(readFileSync(start)), { ...settings, stdLibURL: lock });
const answer = python.pyimport("macros.rules.api").handle;
const asked = JSON.parse(readFileSync(requests, "utf8"));
const told = asked.map((/** @type {object} */ request) => JSON.parse(answer(JSON.stringify(request))));
writeFileSync(answers, JSON.stringify(told));
