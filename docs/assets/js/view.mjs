// @ts-check
// A result of the rules, as the templates read it: the rules have arranged it, in macros/rules/arrange.py.

/** @typedef {Record<string, any>} Row */

/** "2026-11-22" as "22/11/2026". @param {string} iso */
export const dayMonthYear = (iso) => iso.split("-").reverse().join("/");

/**
 * Return what the templates read of a result: the same from the table as from Python.
 * @param {Row} result @param {string} root @param {{from: "table" | "python", calendar?: string}} how With the address of its calendar file, if there is one.
 * @returns {Row}
 */
export function answerView(result, root, { from, calendar = "" }) {
  const { display, status, warnings, code } = result;
  const next = display.next.map((/** @type {Row} */ link) => linkView(link, root));
  const view = { ...display, status, from, warnings, next, more: next.slice(1), code, calendar: calendar && root + calendar, made_calendar: !calendar };
  const { main, headline } = display;
  // The date in large is parted as the leaf of a calendar does.
  const [weekday = "", ...number] = (main?.day ?? "").split(" ");
  return {
    ...view,
    main: main && { ...main, weekday, number: number.join(" ") },
    late_mark: !main && result.overdue ? "yes" : "",
    soon_mark: headline && !result.overdue ? "yes" : "",
  };
}

/** Return every date of an answer. @param {Row} view @returns {{iso: string, role?: string}[]} */
export const shownDates = ({ dates }) => dates;

/** Where a link leads, below the root of the site. @param {Row} link @param {string} root @returns {Row} */
export const linkView = ({ text, address }, root) => ({ text, url: root + address });
