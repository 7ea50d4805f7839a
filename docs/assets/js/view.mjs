// @ts-check
// A result of the rules, arranged for the templates; macros/render/view.py arranges the same way at build.
// Nothing is computed: dates are compared, grouped and put in order.

/** @typedef {Record<string, any>} Row */

/** Beyond this many sheets the strip becomes a compact list. */
const LONG = 45;

/** After "au plus tard le" a date follows at once; after "Limite théorique", a colon. */
export const ARTICLE = / (le|du|au|jusqu’au)$/;

/** "2026-11-22" as "22/11/2026". @param {string} iso */
export const dayMonthYear = (iso) => iso.split("-").reverse().join("/");

/** @param {Row} result @param {string} root @returns {Row} */
export function answerView(result, root) {
  const { display } = result;
  /** @type {Row[]} */
  const dates = display.dates.map((/** @type {Row} */ one) => ({ ...one, iso: result.dates[one.name] }));
  const main = display.headline ? null : (dates.find(({ role }) => role === "main") ?? null);
  const next = result.next.map((/** @type {Row} */ link) => linkView(link, root));
  return {
    status: result.status,
    from: "python",
    by_python: true,
    headline: display.headline,
    main,
    lines: dates.filter((one) => one !== main).map((one) => ({ ...one, colon: !ARTICLE.test(one.label) })),
    answers: display.answers,
    counts: counts(result.steps, dates),
    warnings: result.warnings,
    debated: display.debated,
    sources: result.sources.map(sourceView),
    next,
    more: next.slice(1),
    seal: display.seal?.replace(result.code, ""), // The code has a line of its own.
    code: result.code,
  };
}

/**
 * What a table has of an answer: its dates, the main one first, and what was asked. Python brings the rest.
 * @param {string} key Day from which the time runs. @param {Row[]} dates @param {Row[]} answers @returns {Row}
 */
export function tableView(key, [main, ...lines], answers) {
  const later = { counts: [], warnings: [], debated: [], sources: [], next: [], more: [], seal: "" };
  return { key, status: "answered", from: "table", by_table: true, main, lines, answers, ...later };
}

/** Where a link leads, with the answers that it brings. @param {Row} link @param {string} root @returns {Row} */
export function linkView(link, root) {
  const fragment = new URLSearchParams(link.answers ?? {}).toString();
  const target = link.tool ? `outils/${link.tool}` : link.page;
  return { text: link.text, url: `${root}${target}/${fragment && `#${fragment}`}` };
}

/** @param {Row} source @returns {Row} */
function sourceView(source) {
  return {
    ...source,
    rel: source.url && "noreferrer",
    read_on: dayMonthYear(source.checked_on),
    is_text: source.status === "text",
    is_secondary: source.status === "secondary",
  };
}

/** @param {Row[]} steps @param {Row[]} dates @returns {Row[]} */
function counts(steps, dates) {
  const titles = new Map(dates.map((one) => [one.name, one]));
  /** @type {Row[][]} */
  const groups = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.[0]?.of === step.of) last?.push(step);
    else groups.push([step]);
  }
  return groups.map((group) => ({
    title: groups.length > 1 ? titles.get(group[0]?.of) : null,
    form: form(group),
    steps: sheets(group, titles.get("safe_date")?.iso),
  }));
}

/** @param {Row[]} steps */
function form(steps) {
  const daily = steps.every((step, i) => i === 0 || follows(/** @type {Row} */ (steps[i - 1]), step));
  if (!daily) return "list";
  return steps.length > LONG ? "compact" : "sheets";
}

/** Say whether a step is the same day as the one before, or the next. @param {Row} before @param {Row} after */
function follows(before, after) {
  if (before.date === after.date) return true;
  const [last, number] = [parseInt(before.label, 10), parseInt(after.label, 10)];
  const nextNumber = number === last + 1 || (number === 1 && last >= 28);
  return after.weekday === (before.weekday % 7) + 1 && nextNumber;
}

/** @param {Row[]} steps @param {string | undefined} safeDate @returns {Row[]} */
function sheets(steps, safeDate) {
  /** @type {Row[]} */
  const shown = [];
  let monthBefore = "";
  for (const step of steps) {
    const last = shown.at(-1);
    if (last && last.date === step.date) {
      if (step.role === "end") last.mark = "end";
      last.text = `${last.text}, ${step.text.split("\u00a0: ").slice(1).join("\u00a0: ")}`;
      continue;
    }
    const [day, month = ""] = step.label.split("\u00a0");
    shown.push({
      ...step,
      day,
      month: month === monthBefore ? "" : month,
      mark: step.role === "counted" && step.date === safeDate ? "safe" : step.role,
      reason: step.text.startsWith(step.reason) ? "" : step.reason,
    });
    monthBefore = month;
  }
  return shown;
}
