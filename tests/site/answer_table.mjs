// Reads a table as pages do, for the tests: its file, then a file of [[answers, day], …]; writes what it finds, and
// whether a date of it comes before that of the first.

import { readFileSync } from "node:fs";

import { AnswerTable, isEarlier } from "../../docs/assets/js/table.mjs";

const [table, asked] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf-8")));
const read = new AnswerTable(table);
const first = read.find(...asked[0]);
const found = asked.map(([answers, day]) => {
  const result = read.find(answers, day);
  const words = read.words(answers.unit, answers.length);
  return result && { result, calendar: read.calendar(result, day), earlier: first && isEarlier(result, first), words };
});
process.stdout.write(JSON.stringify(found));
