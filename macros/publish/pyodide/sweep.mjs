// Has an engine read every table that it holds: node --import spy.mjs sweep.mjs ENGINE LIBRARY LOCK
//
// ENGINE is the directory of a whole one, of instrument.mjs; LIBRARY and LOCK are Pyodide's own.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { ENDED, asked, families, told } from "./families.mjs";

// Of a failure the words count: Node would print the line it came from, and the engine is one line.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [home, library, lock] = /** @type {[string, string, string]} */ (process.argv.slice(2));
const { createPyodideModule, loadPyodide } = await import(pathToFileURL(`${home}/engine.mjs`).href);
const lockFileContents = { info: JSON.parse(readFileSync(lock, "utf8")).info, packages: {} };
const python = asked(await loadPyodide({ indexURL: home, packageBaseUrl: home, stdLibURL: library, lockFileContents, createPyodideModule }));
for (const [name, [questions, ask]] of Object.entries(families)) {
  for (const question of questions) if (told(python, ask, question) === ENDED) throw new Error(`The whole engine ended: ${name}`);
}
