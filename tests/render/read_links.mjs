// Reads links as the pages do: {fields: {tool: …}, links: [[tool, link], …]} in, what each says out.

import { readFileSync } from "node:fs";
import { readLink } from "../../docs/assets/js/link.mjs";

const { fields, links } = JSON.parse(readFileSync(0, "utf-8"));
const asks = new Map(Object.entries(fields).map(([tool, its]) => [tool, new Map(Object.entries(its))]));
const told = links.map((/** @type {any} */ [tool, link]) => {
  const { answers, unread, cut, others } = readLink(new URL(link, "https://amiable.example/"), asks.get(tool));
  return { answers: Object.fromEntries(answers), unread: [...unread], cut, others };
});
process.stdout.write(JSON.stringify(told));
