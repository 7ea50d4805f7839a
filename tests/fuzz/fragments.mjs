// Reads fragments as the pages do: {fields: {tool: …}, links: [[tool, fragment], …]} in, "" or what was wrong out.

import { readFileSync } from "node:fs";
import { LONGEST, piecesOf, readAnchor, readAnswers, repaired, writeAnswers } from "../../docs/assets/js/fragment.mjs";
import { readLink } from "../../docs/assets/js/link.mjs";

/** So long may one link take: none of a person's is noticed. */
const MOST_MS = 1_000;

const { fields, links } = JSON.parse(readFileSync(0, "utf-8"));
const asks = new Map(Object.entries(fields).map(([tool, its]) => [tool, new Map(Object.entries(its))]));

/** @param {string} tool @param {string} fragment */
function fault(tool, fragment) {
  const known = asks.get(tool);
  const began = performance.now();
  const address = new URL(`#${fragment.replace(/^#/, "")}`, "https://amiable.example/outils/x/");
  const { answers, unread, cut, others } = readLink(address, known);
  for (const [name, value] of [...answers, ...unread]) {
    if (!known.has(name)) return `an answer that nothing asks: ${name}`;
    if (typeof value !== "string" || value.length > LONGEST) return `a value without bound: ${name}`;
  }
  for (const [name, value] of answers) {
    const { values } = known.get(name);
    if (values && !values.includes(value)) return `a choice that is none: ${name}=${value}`;
    if (unread.has(name)) return `read and not read: ${name}`;
  }
  if (cut !== null && cut !== "" && !known.has(cut)) return `cut in an answer that nothing asks: ${cut}`;
  if (others && !known.has(others.name)) return `longer choices of nothing: ${others.name}`;
  piecesOf(address);
  readAnswers(address);
  readAnchor(address);
  const other = repaired({ pathname: `/outils/x/${fragment.replaceAll("#", "%23")}`, search: "" });
  if (other !== null && /^[/\\]{2}/.test(other)) return `repaired to another host: ${other}`;
  // What was understood is written so that it is understood again, to the letter.
  const again = readLink({ hash: writeAnswers(answers), search: "" }, known);
  for (const [name, value] of answers) {
    // A date or a number with half an escape in it, or with what a broken line leaves before it, is none, however
    // often it is read.
    if (!["text", "multiline"].includes(known.get(name).type) && /[%&]|^3d/i.test(value)) continue;
    // A letter's text may begin with an empty line, which its link leaves out.
    if ((again.answers.get(name) ?? "") !== value.replace(/^[\r\n]+/, "")) return `not read again: ${name}=${JSON.stringify(value)} as ${JSON.stringify(again.answers.get(name))}`;
  }
  return performance.now() - began > MOST_MS ? "too slow" : "";
}

const told = links.map(([tool, fragment]) => {
  try {
    return fault(tool, fragment);
  } catch (error) {
    return String(error);
  }
});
process.stdout.write(JSON.stringify(told));
