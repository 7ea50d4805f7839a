// Reads words for a day as the pages do: {dataset, texts, on} in; each text with its words as dates out.

import { readFileSync } from "node:fs";
import { Days } from "../../docs/assets/js/days.mjs";

const { dataset, texts, on } = JSON.parse(readFileSync(0, "utf-8"));
const page = /** @type {any} */ ({ querySelector: () => ({ dataset }) });
const days = new Days(page);
const told = texts.map((/** @type {string} */ text) => [days.meant(text, on), days.fixed(text, on, (iso) => iso), days.relative(text)]);
process.stdout.write(JSON.stringify(told));
