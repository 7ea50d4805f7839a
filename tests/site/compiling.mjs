// Tells, as JSON, what the trimmed Python compiles while it loads the rules and answers:
// node compiling.mjs TRIMMED LOCK REQUESTS OUT

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [trimmed, lock, requests, out] = process.argv.slice(2);
const { NAMED, createPyodideModule, loadPyodide } = await import(pathToFileURL(`${trimmed}/engine.mjs`).href);
const python = await loadPyodide({
  ...NAMED,
  indexURL: trimmed,
  packageBaseUrl: trimmed,
  stdLibURL: `${trimmed}/python.zip`,
  lockFileContents: { info: JSON.parse(readFileSync(lock, "utf8")).info, packages: {} },
  createPyodideModule,
});
const compiled = [];
const heard = (event, what) => event === "compile" && compiled.push(String(what.get(0)));
python.pyimport("sys").addaudithook(heard);
const answer = python.pyimport("macros.rules.api").handle;
for (const request of JSON.parse(readFileSync(requests, "utf8"))) answer(JSON.stringify(request));
const told = [...compiled];
python.pyimport("builtins").compile("1", "", "eval");
if (compiled.length !== told.length + 1) throw new Error("What is compiled is not heard");
writeFileSync(out, JSON.stringify(told));
