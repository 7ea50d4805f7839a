// Asks two engines for all that their tables hold: node sweeps.mjs BUNDLE PYODIDE OUT
//
// OUT tells as JSON, of most family of questions, how many answers of the BUNDLE's trimmed Python were PYODIDE's own, how
// many were others, and whether one ended its program, which a reader's worker mends.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { ENDED, asked, families, told } from "../../macros/publish/pyodide/families.mjs";

const [bundle, pyodide, out] = process.argv.slice(2);
const { createPyodideModule, loadPyodide } = await import(pathToFileURL(`${bundle}/engine.mjs`).href);
const whole = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const { info } = JSON.parse(readFileSync(`${pyodide}/pyodide-lock.json`, "utf8"));
const settings = { indexURL: bundle, packageBaseUrl: bundle, stdLibURL: `${bundle}/python.zip`, lockFileContents: { info, packages: {} }, createPyodideModule };
const boot = async () => asked(await loadPyodide(settings));
const stock = asked(await whole.loadPyodide({ indexURL: pyodide }));
let trimmed = await boot();

/** What reads no table that others do not read too, or is no part of the trimmed library. */
const LEFT_OUT = /^whole str\.(?!lower)|^cp1252|^float (?!\.2f|to )|^int base (?!10)/;

const found = {};
for (const [name, [questions, ask]] of Object.entries(families)) {
  if (LEFT_OUT.test(name)) continue;
  const counts = { same: 0, other: 0, ended: false };
  for (const question of questions) {
    const answer = told(trimmed, ask, question);
    if (answer === ENDED) {
      counts.ended = true;
      trimmed = await boot();
      break;
    }
    counts[answer === told(stock, ask, question) ? "same" : "other"]++;
  }
  found[name] = counts;
}
writeFileSync(out, JSON.stringify(found));
