// A line of JSON in, {method, params}; a line of JSON out, {result} or {error}: WebDriver BiDi for Python.

import { createInterface } from "node:readline";

const browser = new WebSocket(`${process.argv[2]}/session`);
const waiting = new Map();
let last = 0;
browser.addEventListener("message", ({ data }) => {
  const { id, type, result, message } = JSON.parse(data);
  if (id) waiting.get(id)?.(type === "error" ? { error: message } : { result });
});
await new Promise((resolve, reject) => {
  browser.addEventListener("open", resolve);
  browser.addEventListener("error", () => reject(new Error("the browser does not answer")));
});
for await (const line of createInterface({ input: process.stdin })) {
  const id = ++last;
  const answer = new Promise((resolve) => waiting.set(id, resolve));
  browser.send(JSON.stringify({ id, ...JSON.parse(line) }));
  process.stdout.write(`${JSON.stringify(await answer)}\n`);
}
process.exit(0);
