// Reads a table as pages do, for the tests: its file, then a file of [[answers, day], …]; writes what it finds.

import { readFileSync } from "node:fs";

import { AnswerTable } from "../../docs/assets/js/table.mjs";

const [table, asked] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf-8")));
const read = new AnswerTable(table);
const found = asked.map(([answers, day]) => {
  const result = read.find(answers, day);
  return result && { result, calendar: read.calendar(result, day) };
});
process.stdout.write(JSON.stringify(found));
