// @ts-check
// Showing, beside each field, the words that may admit liability, and what to write instead.

import { fill } from "./fill.mjs";
import { printPage } from "./tool.mjs";

/** @typedef {import("./tool.mjs").Tool} Tool */
/** @typedef {{field: string, said: string, why: string, safe: string}} Admission */

/**
 * Show what the rules found in the fields of a tool. Returns a sentence that says how many there are, "" for none.
 * @param {Tool} tool @param {Admission[]} found
 */
export function showAdmissions(tool, found) {
  const words = tool.template("admission");
  for (const list of tool.section.querySelectorAll("[data-admissions]")) {
    const here = found.filter(({ field }) => field === list.getAttribute("data-admissions"));
    list.replaceChildren(...here.map((one) => fill(words, one)));
    /** @type {HTMLElement} */ (list).hidden = !here.length;
  }
  if (!found.length) return "";
  return found.length === 1
    ? tool.word("one_admission", { said: found[0]?.said ?? "" })
    : tool.word("admissions", { n: String(found.length) });
}

/** Let one part of the page stand alone on paper, until it was printed. Returns what ends that. @param {Element} part */
export function standAlone(part) {
  const page = document.documentElement;
  const done = () => {
    page.removeAttribute("data-print-alone");
    part.removeAttribute("data-alone");
  };
  addEventListener("afterprint", done, { once: true });
  page.setAttribute("data-print-alone", "");
  part.setAttribute("data-alone", "");
  return done;
}

/** Print one part of the page, without the site around it. @param {Element} part */
export function printAlone(part) {
  const done = standAlone(part);
  if (!printPage()) done();
}
