// @ts-check
// A result of the rules, as the templates read it: the rules have arranged it, in macros/rules/arrange.py.

/** @typedef {Record<string, any>} Row */

/** After "au plus tard le" a date follows at once; after "Limite théorique", a colon. */
export const ARTICLE = / (le|du|au|jusqu’au)$/;

/** "2026-11-22" as "22/11/2026". @param {string} iso */
export const dayMonthYear = (iso) => iso.split("-").reverse().join("/");

/** @param {Row} result @param {string} root @returns {Row} */
export function answerView(result, root) {
  const { display, status, warnings, code } = result;
  const next = display.next.map((/** @type {Row} */ link) => linkView(link, root));
  return { ...display, status, from: "python", by_python: true, warnings, next, more: next.slice(1), code };
}

/**
 * What a table has of an answer: its dates, the main one first, and what was asked. Python brings the rest.
 * @param {string} key Day from which the time runs. @param {Row[]} dates @param {Row[]} answers @returns {Row}
 */
export function tableView(key, [main, ...lines], answers) {
  const later = { counts: [], warnings: [], debated: [], sources: [], next: [], more: [], seal_words: "" };
  return { key, status: "answered", from: "table", by_table: true, main, lines, answers, ...later };
}

/** Where a link leads, below the root of the site. @param {Row} link @param {string} root @returns {Row} */
export const linkView = ({ text, address }, root) => ({ text, url: root + address });
