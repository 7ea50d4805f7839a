// Cuts Pyodide's engine down to what is used: node shrink.mjs PYODIDE OUT
//
// The engine offers thousands of functions to compiled packages. Ours has none, so what its own JavaScript
// never names is no longer offered, and what only served that goes with it. Writes OUT/pyodide.asm.wasm.

import binaryen from "binaryen";
import { readFileSync, writeFileSync } from "node:fs";
import { OFFER, takenBy } from "./offers.mjs";

// Of a failure the words count: Node would print the line it came from, and the engine is one line.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [pyodide, out] = process.argv.slice(2);
const script = readFileSync(`${pyodide}/pyodide.asm.mjs`, "utf8");
const program = readFileSync(`${pyodide}/pyodide.asm.wasm`);

// All that is offered stands under one long declaration.
const DECLARATION = /var _[\w$]+(?:,_[\w$]+){100,}/;
const declaration = script.match(DECLARATION)?.[0];
if (!declaration) throw new Error("pyodide.asm.mjs is not written as expected: see macros/publish/pyodide/shrink.mjs");

const isUsed = takenBy(script.replace(OFFER, "").replace(declaration, ""));
const offered = WebAssembly.Module.exports(new WebAssembly.Module(program)).map(({ name }) => name);

const wasm = binaryen.readBinary(program);
const { Features } = binaryen;
wasm.setFeatures(
  Features.MutableGlobals |
    Features.BulkMemory |
    Features.BulkMemoryOpt |
    Features.SignExt |
    Features.NontrappingFPToInt |
    Features.ExceptionHandling |
    Features.ReferenceTypes |
    Features.CallIndirectOverlong |
    Features.Multivalue,
);
for (const name of offered) if (!isUsed(name)) wasm.removeExport(name);
// Nothing more: the optimiser's further passes take a minute, and what they leave compresses no better.
wasm.runPasses(["remove-unused-module-elements"]);
writeFileSync(`${out}/pyodide.asm.wasm`, wasm.emitBinary());
