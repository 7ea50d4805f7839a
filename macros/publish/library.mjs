// Compiles what the browser's Python imports, with that very Python: node library.mjs PYODIDE WHEEL REQUESTS OUT
//
// Boots Pyodide as it comes, answers the requests (a JSON list of the door's) from the wheel, and records
// every module that this took. OUT/python.zip then holds their bytecode, ours and the library's, with our
// data, and OUT/answers.json the answers.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Of a failure the words count: Node would print the line it came from, and the engine is one line.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [pyodide, wheel, requests, out] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
// A fixed seed: the same sources give the same bytes.
const python = await loadPyodide({ indexURL: pyodide, env: { PYTHONHASHSEED: "0" } });
python.FS.writeFile("/wheel.zip", readFileSync(wheel));
python.FS.writeFile("/requests.json", readFileSync(requests));
python.runPython(readFileSync(new URL("./library.py", import.meta.url), "utf8"), { filename: "library.py" });
for (const name of ["python.zip", "answers.json"]) writeFileSync(`${out}/${name}`, python.FS.readFile(`/${name}`));
