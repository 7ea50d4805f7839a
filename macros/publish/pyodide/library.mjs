// Compiles what the browser's Python imports, with that very Python:
// node library.mjs PYODIDE LIBRARY WHEEL MODULES REQUESTS OUT
//
// Boots Pyodide as it comes and answers the requests (a JSON list of the door's) from the wheel: OUT/answers.json.
// Boots it again with LIBRARY for its own, imports MODULES (a JSON list), answers, and records every module that
// this took: OUT/python.zip holds their bytecode, ours and the library's, with our data, as the first one compiles it.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Of a failure the words count: Node would print the line it came from, and the engine is one line.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [pyodide, library, wheel, modules, requests, out] = /** @type {[string, string, string, string, string, string]} */ (process.argv.slice(2));
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const asked = JSON.parse(readFileSync(requests, "utf8"));

/** Boot, and answer from the wheel. @param {Record<string, string>} [settings] */
async function answered(settings) {
  // A fixed seed: the same sources give the same bytes. And of a trace the line counts, not the column.
  const env = { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" };
  const python = await loadPyodide({ indexURL: pyodide, env, ...settings });
  python.FS.writeFile("/wheel.zip", readFileSync(wheel));
  python.FS.writeFile("/modules.json", readFileSync(modules));
  python.FS.writeFile("/library.py", readFileSync(new URL("./library.py", import.meta.url)));
  python.pyimport("sys").path.append("/");
  const { answer, loaded, pack } = python.pyimport("library");
  return { python, loaded, pack, answers: asked.map((/** @type {object} */ request) => JSON.parse(answer(JSON.stringify(request)))) };
}

const { python, pack, answers } = await answered();
writeFileSync(`${out}/answers.json`, JSON.stringify(answers));
const { loaded } = await answered({ stdLibURL: library });
python.FS.writeFile("/library.zip", readFileSync(library));
pack(loaded());
writeFileSync(`${out}/python.zip`, python.FS.readFile("/python.zip"));
