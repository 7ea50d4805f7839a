// Writes the script of an engine: node glue.mjs PYODIDE WASM OUT
//
// OUT/engine.mjs is Pyodide's two modules in one, with what boot.mjs adds and exports; OUT/pyodide.asm.wasm is WASM with
// no names but those that it asks for. What Emscripten wrote to go with the engine serves compiled packages too, which
// find by its name what they call: graphics, sockets, other file systems. Ours has none, so what WASM does not call, and
// no script names, is no longer offered, and what only served that goes with it.

import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { minify } from "terser";
import { OFFER, takenBy } from "./offers.mjs";
import { Module } from "./wasm.mjs";

// Of a failure the words count: Node would print the line it came from, and the engine is one line.
process.on("uncaughtException", (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

const [pyodide, program, out] = /** @type {[string, string, string]} */ (process.argv.slice(2));
const ours = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
const boot = ours("boot.mjs");
const bytes = readFileSync(program);
const module = new Module(bytes);
let script = readFileSync(`${pyodide}/pyodide.asm.mjs`, "utf8");

/** Change every place of the script that looks so. @param {RegExp} pattern @param {(...found: string[]) => string} change */
function edit(pattern, change) {
  if (!script.match(pattern)) throw new Error(`pyodide.asm.mjs is not written as expected (${pattern}): see macros/publish/pyodide/glue.mjs`);
  script = script.replace(pattern, change);
}

// What the engine takes from the script: of what none of its functions calls, a name is enough.
const called = module.called();
const taken = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).map(({ name }) => name);
const needed = new Set(taken.filter((_, place) => called.has(place)));
const idle = taken.filter((name) => !needed.has(name));
edit(/(?<=var wasmImports=\{)([^}]*)\}/, (_, list = "") => {
  const kept = list.split(",").filter((one) => needed.has(one.split(":")[0] ?? ""));
  return `${kept.join()}};for(const name of ${JSON.stringify(idle)})wasmImports[name]=abort`;
});

// Signatures are for those who load packages, and `eval` runs what packages bring: seen, it would hold every name.
edit(/\b[\w$]+\.sig="\w*";/g, () => "");
edit(/\beval\(/g, () => "(0,eval)(");
// So does the list of the file systems hold each.
edit(/(?<=FS\.filesystems=\{)[^}]*(?=\})/, () => "MEMFS");
edit(/if\(ENVIRONMENT_IS_NODE\)\{NODEFS\.staticInit\(\)\}/, () => "");

// `Module["name"]=name;` for what the script offers. Pyodide asks for that, and so do our own programs.
const EXPORT = /Module\["(\w+)"\]=\1;/g;
const askers = [`${pyodide}/pyodide.mjs`, boot, ours("snapshot.mjs"), ours("spy.mjs")].map((one) => readFileSync(one, "utf8"));
const properties = [script.replace(EXPORT, ""), ...askers].flatMap((one) => [...one.matchAll(/(?:\.|\["|')([\w$]+)/g)]);
const asked = new Set(properties.map(([, name]) => name));
edit(EXPORT, (all, name) => (asked.has(name) ? all : ""));

// What the engine offers: where the rest of the script does not take it, no name of it is left there.
const rest = await minified(script.replace(OFFER, "$1=wasmExports[0];"), { mangle: false });
const isUsed = takenBy(rest, ...askers);
edit(OFFER, (all, variable = "") => (isUsed(variable.slice(1)) ? all : ""));
writeFileSync(`${out}/engine.mjs`, await minified(script, {}));
writeFileSync(`${out}/pyodide.asm.wasm`, module.exporting(isUsed));

/**
 * Return the module that boots this script, without what nothing in it uses.
 * @param {string} contents @param {import("terser").MinifyOptions} options
 */
async function minified(contents, options) {
  const { outputFiles } = await build({
    entryPoints: [boot],
    bundle: true,
    write: false,
    format: "esm",
    tsconfigRaw: {}, // The settings of the project's editor are not the engine's.
    target: "es2022",
    external: ["node:*", "ws"],
    logLevel: "error",
    plugins: [
      {
        name: "pyodide",
        setup(bundle) {
          bundle.onResolve({ filter: /^pyodide\.mjs$/ }, () => ({ path: `${pyodide}/pyodide.mjs` }));
          bundle.onResolve({ filter: /^engine$/ }, ({ path }) => ({ path, namespace: "engine" }));
          bundle.onLoad({ filter: /./, namespace: "engine" }, () => ({ contents, resolveDir: pyodide }));
        },
      },
    ],
  });
  // Unlike esbuild, it drops what stands unused within a function; and the whole engine is one.
  const { code = "" } = await minify(outputFiles[0]?.text ?? "", { module: true, ecma: 2020, compress: { passes: 3 }, ...options });
  return code;
}
