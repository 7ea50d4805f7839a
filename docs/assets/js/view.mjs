// @ts-check
// A result of the rules, as the templates read it: the rules have arranged it, in macros/rules/arrange.py.

/** @typedef {import("../../../macros/publish/door.js").Result} Result */
/** @typedef {import("../../../macros/publish/door.js").ShownDate} ShownDate */
/** @typedef {import("../../../macros/publish/door.js").ShownLink} ShownLink */
/** Where a link leads from this page. @typedef {{text: string, url: string}} Way */
/** The date in large, parted as the leaf of a calendar does. @typedef {ShownDate & {weekday: string, number: string}} Leaf */
/**
 * What the templates of an answer read.
 * @typedef {Omit<import("../../../macros/publish/door.js").Display, "main" | "next"> & Pick<Result, "status" | "warnings" | "code"> & {
 *   from: "table" | "python", main: Leaf | null, next: Way[], more: Way[], calendar: string, made_calendar: boolean, late_mark: string, soon_mark: string}} View
 */

/** "2026-11-22" as "22/11/2026". @param {string} iso */
export const dayMonthYear = (iso) => iso.split("-").reverse().join("/");

/**
 * Return what the templates read of a result: the same from the table as from Python.
 * @param {Result} result @param {string} root @param {{from: "table" | "python", calendar?: string}} how With the address of its calendar file, if there is one.
 * @returns {View}
 */
export function answerView(result, root, { from, calendar = "" }) {
  const { display, status, warnings, code } = result;
  const next = display.next.map((link) => linkView(link, root));
  const { main, headline } = display;
  const [weekday = "", ...number] = (main?.day ?? "").split(" ");
  return {
    ...display,
    status,
    from,
    warnings,
    next,
    more: next.slice(1),
    code,
    calendar: calendar && root + calendar,
    made_calendar: !calendar,
    main: main && { ...main, weekday, number: number.join(" ") },
    late_mark: !main && result.overdue ? "yes" : "",
    soon_mark: headline && !result.overdue ? "yes" : "",
  };
}

/** Return every date of an answer. @param {{dates: ShownDate[]}} view */
export const shownDates = ({ dates }) => dates;

/** Where a link leads, below the root of the site. @param {ShownLink} link @param {string} root @returns {Way} */
export const linkView = ({ text, address }, root) => ({ text, url: root + address });
