// @ts-check
// The answer table: the whole answer of a common case before Python is there, and without it.
//
//   const table = await loadTable("delai-declaration", "metropole"); // null: no such table, or no network
//   const result = table?.find({ received_on: "2026-11-25", length: "10" }, today()); // null: Python alone knows
//   fill(template, answerView(result, root, { from: "table", calendar: table.calendar(result) }));
//
// `find` gives the very result that the rules give (macros/rules/api.py, `answer`), laid out from what
// macros/publish/answer_tables.py wrote: the kind of each day, the dates of each case, the words. No rule is
// applied here. What is not in the table, a start in the future among them, is left to Python.

import { later, weekdayOf } from "./days.mjs";
import { writeAnswers } from "./fragment.mjs";

/** @typedef {import("../../../macros/publish/door.js").Result} Result */
/** @typedef {import("../../../macros/publish/door.js").ShownDate} ShownDate */
/** @typedef {import("../../../macros/publish/door.js").NextResult} Next */
/** A source with its name in a few words. @typedef {import("../../../macros/publish/door.js").ShownSource & {short: string}} Source */
/** A step, with its words alone. @typedef {import("../../../macros/publish/door.js").StepResult & {words: string}} Step */
/** @typedef {{words: string, source: string | null}} Said what a step does, and the text it rests on */
/** @typedef {Said & {role: string, reason: string}} Kind of a day */
/** @typedef {{of: string, days: string, reading: number, start: Said, end: Said} | {of: string, steps: (Said & {at: string, role: string, n: number | null})[]}} Count */
/** @typedef {{code: string, text: string}} Warning */
/** @typedef {{warnings: Warning[], cited: string[], sources: string[], counts: Count[]}} Look what an answer says beside its dates */
/** @typedef {{from: string, plus: number, overdue: boolean, headline: string | null, warnings: Warning[], cited: string[], next: Next[]}} Stage */
/** @typedef {{answers: Record<string, string>, lengths?: Record<string, string>, columns: Record<string, string>, looks: string}} Case */
/** @typedef {{name: string, type: string, label: string, default: string, required: boolean, mark?: string, options?: Record<string, {text: string, mark: string}>}} Input */
/** @typedef {{role: string, label: string, note: string, colon: boolean, past: string}} DateWords */
/**
 * @typedef {{tool: string, version: string, from: string, until: string, first: string, starts: number, start: string, page: string,
 *   inputs: Input[], code: string, seal: string, words: {weekdays: string[], months: string[], short_months: string[], first: string, step: string, today: string},
 *   dates: Record<string, DateWords>, late: {call: string, write: string[]} | null, debated: string[], debated_sources: string[], stages: Stage[],
 *   calendar: {kinds: Kind[], days: Record<string, string[]>, compact: number},
 *   files: {names: string[], main: string, limit: string, first: string, last: string},
 *   cases: Case[], looks: Look[], sources: Record<string, Source>}} Written
 */

/** The character of an answer that is not there, and that of the start itself. */
const NONE = " ";
const ZERO = "0".charCodeAt(0);
const DAY_MS = 86_400_000;
/** The zone of a tool that asks for none. */
const NATIONAL = "national";

/** The characters of a printed code, how many of them stand for an answer, and how many tell one copied wrong. */
const CHARACTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const CHECK = 3;

/** Load the table of a tool for a zone, "" where the tool asks for none; null where there is none, or no network. @param {string} tool @param {string} zone */
export async function loadTable(tool, zone) {
  try {
    const address = new URL(`../table/${tool}/${encodeURIComponent(zone || NATIONAL)}.json`, import.meta.url).href;
    const response = await fetch(address);
    return response.ok ? new AnswerTable(await response.json(), address) : null;
  } catch {
    return null;
  }
}

/**
 * Look up what is a record's own; every object also has a "constructor".
 * @template T @param {Record<string, T> | undefined} record @param {string} key @returns {T | undefined}
 */
const own = (record, key) => (record && Object.hasOwn(record, key) ? record[key] : undefined);

/** Say whether one of the dates of a result comes before its like. @param {Pick<Result, "dates">} result @param {Pick<Result, "dates">} other */
export const isEarlier = (result, other) => Object.entries(result.dates).some(([name, day]) => day < (other.dates[name] ?? ""));

/** Return the characters that tell a code copied wrong, as macros/rules writes them: FNV-1a, folded to 20 bits. @param {string} text */
function checkOf(text) {
  let hashed = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hashed = Math.imul(hashed ^ byte, 0x01000193) >>> 0;
  const folded = ((hashed >>> 20) ^ hashed) & 0xfffff;
  return [15, 10, 5, 0].map((shift) => CHARACTERS[(folded >>> shift) & 31]).slice(-CHECK).join("");
}

/** Put days in the place of their {names}. @param {string} text @param {Record<string, string>} days */
const filled = (text, days) => text.replace(/\{(\w+)\}/g, (whole, name) => own(days, name) ?? whole);

/** Leave out what a source has for showing alone. @param {Source} source @returns {import("../../../macros/publish/door.js").SourceResult} */
const plainSource = ({ short, rel, read_on, is_text, is_secondary, ...source }) => source;

export class AnswerTable {
  /** @type {Map<string, number> | undefined} the place of each start, by its words */
  #words;

  /** @param {Written} written @param {string} [address] */
  constructor(written, address = "") {
    this.written = written;
    this.address = address;
  }

  /** Return the place of a start, -1 for a day that is none. @param {string} iso */
  #place(iso) {
    const { first, starts } = this.written;
    const place = Math.round((Date.parse(iso) - Date.parse(first)) / DAY_MS);
    return place >= 0 && place < starts && later(first, place) === iso ? place : -1;
  }

  /** Return the place of a start as it was typed, -1 for another. @param {string} text */
  #typed(text) {
    const said = text.toLowerCase().replace(/\s+/g, " ");
    const iso = said.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, "$3-$2-$1");
    if (/^\d{4}-\d\d-\d\d$/.test(iso)) return this.#place(iso);
    // Links carry dates as above: only who types words waits for those of every day.
    this.#words ??= new Map(
      Array.from({ length: this.written.starts }, (_, place) => place).flatMap((place) => {
        const whole = this.#day(later(this.written.first, place)).whole.replaceAll("\u00a0", " ");
        return /** @type {[string, number][]} */ ([whole, whole.slice(whole.indexOf(" ") + 1)].map((words) => [words, place]));
      }),
    );
    return this.#words.get(said) ?? -1;
  }

  /** The name of the answer from which the time runs. */
  get start() {
    return this.written.start;
  }

  /** Say a time limit in words; undefined for one that the table does not know. @param {string} unit @param {string} length */
  words(unit, length) {
    const found = this.written.cases.find(({ answers, lengths }) => answers.unit === unit && own(lengths, length));
    return own(found?.lengths, length);
  }

  /**
   * Return the result of some answers on a day, as Python gives it; null for what is not here.
   * @param {Record<string, string>} answers As an address has them. Words like "hier" as their date.
   * @param {string} today YYYY-MM-DD @returns {Result | null}
   */
  find(answers, today) {
    const { from, until, first } = this.written;
    if (today < from || (until && today >= until)) return null;
    const given = this.#given(answers);
    const start = given?.[this.start];
    if (!given || !start || start > today) return null;
    const place = this.#place(start);
    const found = this.written.cases.find(
      (one) => Object.entries(one.answers).every(([name, value]) => given[name] === value) && (!one.lengths || own(one.lengths, given.length ?? "")),
    );
    if (!found) return null;
    const lengths = Object.keys(found.lengths ?? { "": "" });
    const cell = place * lengths.length + Math.max(0, lengths.indexOf(given.length ?? ""));
    const look = found.looks[cell] === NONE ? null : this.written.looks[found.looks.charCodeAt(cell) - ZERO];
    if (!look) return null;
    const marks = Object.entries(found.columns).filter(([, text]) => text[cell] !== NONE);
    const days = Object.fromEntries(marks.map(([name, text]) => [name, later(first, place + text.charCodeAt(cell) - ZERO)]));
    return this.#result(given, days, look, own(found.lengths, given.length ?? ""), today);
  }

  /** Return the address of the calendar file of a result on a day, below the root of the site; "" where there is none. @param {Result} result @param {string} today */
  calendar({ tool, answers, dates }, today) {
    const { names, main, limit, first, last } = this.written.files;
    const days = names.map((name) => dates[name] ?? "");
    const end = dates[limit] ?? "";
    if (tool !== this.written.tool || !days.every(Boolean) || (answers[this.start] ?? "") > last || end < first || end < today) return "";
    return `ics/${tool}/${[...new Set(days), ...((dates[main] ?? "") < today ? ["limite"] : [])].join("_")}.ics`;
  }

  /** Read the answers: each as the table knows it, or its default; null where one is not. @param {Record<string, string>} answers */
  #given(answers) {
    /** @type {Record<string, string>} */
    const given = {};
    for (const input of this.written.inputs) {
      const text = answers[input.name] || input.default;
      if (!text && !input.required) continue;
      if (input.name === this.start) {
        const place = this.#typed(text);
        if (place < 0) return null;
        given[input.name] = later(this.written.first, place);
      } else {
        // Where one of them may be, the case says which lengths there are.
        const isKnown = input.options ? own(input.options, text) && (input.name !== "zone" || text === input.default) : input.name === "length";
        if (!isKnown) return null;
        given[input.name] = text;
      }
    }
    // Another report than none has a third date.
    const { rollover } = Object.fromEntries(this.written.inputs.map((one) => [one.name, one.default]));
    return given.rollover === rollover ? given : null;
  }

  /** @param {Record<string, string>} given @param {Record<string, string>} days @param {Look} look @param {string | undefined} length @param {string} today @returns {Result} */
  #result(given, days, look, length, today) {
    const { tool, page, version, dates: words, stages, debated, debated_sources } = this.written;
    const dates = Object.fromEntries(Object.entries(days).filter(([name]) => own(words, name)));
    const stage = /** @type {Stage} */ (stages.filter(({ from, plus }) => !from || today >= later(dates[from] ?? "", plus)).at(-1));
    const shown = Object.entries(words).flatMap(([name, one]) => (dates[name] ? [this.#date(name, dates[name], one, today)] : []));
    const main = stage.headline ? null : (shown.find(({ role }) => role === "main") ?? null);
    const counts = look.counts.map((count) => ({ of: count.of, steps: this.#steps(count, given[this.start] ?? "", days) }));
    const steps = counts.flatMap((count) => count.steps);
    const named = [...look.sources, ...steps.map(({ source }) => source), ...stage.cited, ...look.cited, ...debated_sources];
    const sources = [...new Set(named)].flatMap((id) => (id ? (this.written.sources[id] ?? []) : []));
    const next = stage.next.map((link) => this.#link(link, { ...given, ...dates }));
    const code = this.#code(given);
    const seal_words = this.written.seal.replace("{texts}", [...new Set(sources.map(({ short }) => short))].join("\u202f; "));
    return {
      tool,
      version,
      status: "answered",
      answers: given,
      dates,
      overdue: stage.overdue,
      steps: steps.map(({ words, ...step }) => step),
      sources: sources.map(plainSource),
      warnings: [...stage.warnings, ...look.warnings].map((one) => ({ ...one, text: this.#said(one.text, days) })),
      problems: [],
      next,
      code,
      display: {
        headline: stage.headline,
        main,
        lines: shown.filter((one) => one !== main),
        answers: this.#recap(given, length),
        dates: shown,
        counts: counts.map((count) => this.#counted(count, counts.length > 1 ? shown.find(({ name }) => name === count.of) : null, dates.safe_date)),
        debated,
        sources: sources.map(({ short, ...source }) => source),
        next: next.map(({ text, address }) => ({ text, address })),
        address: `${page}/${writeAnswers(Object.entries(given))}`,
        progress: "",
        seal: seal_words + code,
        seal_words,
        rail: this.#rail(given, shown, today),
        late: stage.overdue ? this.#late({ ...given, ...dates, today }) : null,
      },
    };
  }

  /** Let a link hand over the days of this answer. @param {Next} link @param {Record<string, string>} own @returns {Next} */
  #link({ address, answers, ...link }, own) {
    const handed = answers && Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, filled(value, own)]));
    return { ...link, address: filled(address, own), ...(handed && { answers: handed }) };
  }

  /** Say a day in words. @param {string} iso */
  #day(iso) {
    const { weekdays, months, short_months, first } = this.written.words;
    const [year = "", month = "", date = ""] = iso.split("-");
    const number = date === "01" ? first : String(Number(date));
    const weekday = weekdayOf(iso);
    const day = `${weekdays[weekday - 1]} ${number}\u00a0${months[Number(month) - 1]}`;
    return { number, month: short_months[Number(month) - 1] ?? "", weekday, day, year, whole: `${day} ${year}` };
  }

  /** @param {string} name @param {string} iso @param {DateWords} words @param {string} today @returns {ShownDate} */
  #date(name, iso, { role, label, note, colon, past }, today) {
    const { day, year, whole } = this.#day(iso);
    const gone = past && iso < today ? { label: past, note: "", colon: false } : {};
    return { name, role, label, text: whole, day, year, note, iso, colon, ...gone };
  }

  /** Lay the line of time out: what was given, today, and the dates, day by day. @param {Record<string, string>} given @param {ShownDate[]} dates @param {string} today @returns {import("../../../macros/publish/door.js").OnRail[]} */
  #rail(given, dates, today) {
    const days = this.written.inputs.flatMap(({ name, type, label }) => (type === "date" && given[name] ? [{ role: "start", label, iso: given[name] }] : []));
    const marked = [...days, { role: "today", label: this.written.words.today, iso: today }, ...dates];
    return marked
      .sort((one, other) => (one.iso < other.iso ? -1 : Number(one.iso > other.iso)))
      .map(({ role, label, iso }) => {
        const { number, month, weekday, whole } = this.#day(iso);
        const name = `${this.written.words.weekdays[weekday - 1]?.slice(0, 3)}.`;
        return { mark: role, date: iso, is_past: iso < today ? "yes" : "", weekday: name, day: number, month, label, text: whole };
      });
  }

  /** Say what to do once the limit is gone. @param {Record<string, string>} days */
  #late(days) {
    const { late } = this.written;
    return late && { call: late.call, write: late.write.map((text) => this.#said(text, days)) };
  }

  /** Say the days of a sentence, {=name} each. @param {string} text @param {Record<string, string>} days */
  #said(text, days) {
    return text.replace(/\{=([\w.]+)\}/g, (_, name) => this.#day(days[name] ?? "").whole);
  }

  /** Lay the steps of a count out: the days one by one, or those that the table names. @param {Count} count @param {string} start @param {Record<string, string>} days @returns {Step[]} */
  #steps(count, start, days) {
    if ("steps" in count) {
      return count.steps.map(({ at, role, n, words, source }) => this.#step(at ? (days[at] ?? "") : start, role, n, words, source, "", count.of));
    }
    const { kinds, days: calendar } = this.written.calendar;
    const { of, reading } = count;
    const end = days[of] ?? "";
    const marks = calendar[count.days]?.[reading] ?? "";
    const steps = [this.#step(start, "start", null, count.start.words, count.start.source, "", of)];
    let n = 0;
    for (let place = this.#place(start) + 1; steps.at(-1)?.date !== end; place += 1) {
      const { role, words, source, reason } = /** @type {Kind} */ (kinds[marks.charCodeAt(place) - ZERO]);
      const number = role === "counted" ? ++n : null;
      steps.push(this.#step(later(this.written.first, place), role, number, words.replace("{n}", String(n)), source, reason, of));
    }
    return [...steps, this.#step(end, "end", null, count.end.words, count.end.source, "", of)];
  }

  /** @param {string} date @param {string} role @param {number | null} n @param {string} words @param {string | null} source @param {string} reason @param {string} of @returns {Step} */
  #step(date, role, n, words, source, reason, of) {
    const { number, month, weekday, whole } = this.#day(date);
    const text = this.written.words.step.replace("{date}", whole).replace("{words}", () => words);
    return { date, role, n, text, source, of, weekday, label: `${number}\u00a0${month}`, reason, words };
  }

  /**
   * Lay the sheets of a count out: one for each day, its month where it changes.
   * @param {{of: string, steps: Step[]}} count @param {ShownDate | null | undefined} title @param {string | undefined} safe
   * @returns {import("../../../macros/publish/door.js").ShownCount}
   */
  #counted({ steps }, title, safe) {
    /** @type {import("../../../macros/publish/door.js").ShownStep[]} */
    const sheets = [];
    let before = "";
    const follow = steps.slice(1).every(({ date }, n) => [0, 1].some((far) => date === later(steps[n]?.date ?? "", far)));
    for (const step of steps) {
      const last = sheets.at(-1);
      if (last && last.date === step.date) {
        last.text += `, ${step.words}`;
        if (step.role === "end") last.mark = "end";
        continue;
      }
      const { number, month } = this.#day(step.date);
      sheets.push({
        date: step.date,
        role: step.role,
        n: step.n,
        weekday: step.weekday,
        text: step.text,
        day: number,
        month: month === before ? "" : month,
        mark: step.role === "counted" && step.date === safe ? "safe" : step.role,
        reason: step.text.startsWith(step.reason) ? "" : step.reason,
      });
      before = month ?? "";
    }
    return { title: title ?? null, form: !follow ? "list" : steps.length > this.written.calendar.compact ? "compact" : "sheets", steps: sheets };
  }

  /** @param {Record<string, string>} given @param {string | undefined} length @returns {import("../../../macros/publish/door.js").ShownAnswer[]} */
  #recap(given, length) {
    const shown = this.written.inputs.filter(({ name }) => given[name] !== undefined && !(name === "unit" && given.length !== undefined));
    return shown.map(({ name, label, type, options }) => {
      const value = given[name] ?? "";
      const text = options ? own(options, value)?.text : type === "date" ? this.#day(value).whole : length;
      return { name, label, text: text ?? "" };
    });
  }

  /** Write the printed code of the answers. @param {Record<string, string>} given */
  #code(given) {
    const groups = this.written.inputs.flatMap(({ name, mark, options }) => {
      const value = given[name];
      if (value === undefined) return [];
      return options ? (own(options, value)?.mark ?? "") : mark + value.replace(/\D/g, "");
    });
    return `${this.written.code}.${[...groups, checkOf(`${this.written.tool}=${groups.join("-")}`)].join("-")}`;
  }
}
