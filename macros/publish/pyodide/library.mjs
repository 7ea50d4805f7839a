// Answers requests (a JSON list of the door's) by Pyodide and our wheel, or compiles what that takes:
// node library.mjs PYODIDE WHEEL MODULES REQUESTS ANSWERS
// node library.mjs PYODIDE WHEEL MODULES REQUESTS ZIP LIBRARY
//
// The first boots Pyodide as it comes, imports MODULES (a JSON list) and writes its answers. The second boots it with
// LIBRARY for its own, answers too, and records every module that this took: ZIP holds their bytecode, ours and the
// library's, with our data, as Pyodide's very own Python compiles it.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Of a failure the words count: Node would print the line it came from, and the engine is one line.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [pyodide, wheel, modules, requests, out, library] = /** @type {[string, string, string, string, string, string?]} */ (process.argv.slice(2));
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const asked = JSON.parse(readFileSync(requests, "utf8"));

/** Boot, and give what library.py offers, the wheel's modules imported. @param {Record<string, string>} [settings] */
async function boot(settings) {
  // A fixed seed: the same sources give the same bytes. And of a trace the line counts, not the column.
  const env = { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" };
  const python = await loadPyodide({ indexURL: pyodide, env, ...settings });
  python.FS.writeFile("/wheel.zip", readFileSync(wheel));
  python.FS.writeFile("/modules.json", readFileSync(modules));
  python.FS.writeFile("/library.py", readFileSync(new URL("./library.py", import.meta.url)));
  python.pyimport("sys").path.append("/");
  const { answer, loaded, pack, texts } = python.pyimport("library");
  const answers = () => asked.map((/** @type {object} */ request) => JSON.parse(answer(JSON.stringify(request))));
  return { files: python.FS, answers, loaded, pack, texts };
}

const whole = await boot();
if (library) {
  const thin = await boot({ stdLibURL: library });
  thin.answers();
  whole.files.writeFile("/library.zip", readFileSync(library));
  const loaded = thin.loaded();
  whole.files.writeFile("/texts.json", thin.texts());
  whole.pack(loaded);
  writeFileSync(out, whole.files.readFile("/python.zip"));
} else {
  writeFileSync(out, JSON.stringify(whole.answers()));
}
