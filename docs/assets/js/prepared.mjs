// @ts-check
// The table that the build prepared for a tool and a zone: common answers, before Python is there.
// Everything in it was counted by the rules; here it is looked up.

import { today } from "./page.mjs";
import { dateOf, tableView } from "./view.mjs";

/** @typedef {Record<string, any>} Row */
/**
 * `limits` and `safe` hold one character an answer, start by start, length by length: a blank for none,
 * else how many days further the date stands in `days` ("2026-04-30 jeudi 30 avril").
 * @typedef {{lengths: Record<string, string>, limits: string, safe: string}} UnitTable
 * @typedef {{start: string, starts: number, days: string[], units: Record<string, UnitTable>,
 *   dates: Record<string, {label: string, note: string}>,
 *   inputs: Record<string, {label: string, default: string, options: Record<string, string>}>}} Told
 */

const BLANK = " ".charCodeAt(0);

/** Load the table of a tool for a zone; null where there is none, or no network. @param {string} tool @param {string} zone */
export async function load(tool, zone) {
  try {
    const address = new URL(`../table/${tool}/${encodeURIComponent(zone)}.json`, import.meta.url).href;
    const response = await fetch(address);
    return response.ok ? new Prepared(await response.json(), zone, address) : null;
  } catch {
    return null;
  }
}

/**
 * Look up what is a record's own; every object also has a "constructor".
 * @template T @param {Record<string, T> | undefined} record @param {string} key @returns {T | undefined}
 */
const own = (record, key) => (record && Object.hasOwn(record, key) ? record[key] : undefined);

/** Return the dates of what a table says, by name. @param {Row} view @returns {Record<string, string>} */
export const datesOf = ({ main, lines }) => Object.fromEntries([main, ...lines].map(({ name, iso }) => [name, iso]));

/** Tell whether one of the dates comes before its like. @param {Record<string, string>} dates @param {Record<string, string>} others */
export const isEarlier = (dates, others) => Object.entries(dates).some(([name, day]) => day < (others[name] ?? ""));

export class Prepared {
  /** @type {Map<string, number>} where each day stands, under each way to type it */
  #places = new Map();

  /** @param {Told} told @param {string} zone @param {string} address */
  constructor(told, zone, address) {
    this.told = told;
    this.zone = zone;
    this.address = address;
    told.days.slice(0, told.starts).forEach((_, place) => {
      const { iso, day, year } = this.#day(place);
      const whole = `${day} ${year}`.replaceAll("\u00a0", " ");
      const bare = whole.slice(whole.indexOf(" ") + 1);
      for (const key of [iso, iso.split("-").reverse().join("/"), whole, bare]) this.#places.set(key, place);
    });
  }

  /** Say a time limit in words; undefined for one that the table does not know. @param {string} unit @param {string} length */
  words(unit, length) {
    return own(own(this.told.units, unit)?.lengths, length);
  }

  /**
   * Read an answer; null where it is not there, or where there is more to say than two dates.
   * @param {Record<string, string>} answers Words like "hier" as their date. @returns {Row | null}
   */
  find(answers) {
    const { start, units, inputs } = this.told;
    const given = (/** @type {string} */ name) => answers[name] || (inputs[name]?.default ?? "");
    const unit = own(units, given("unit"));
    const plain = given(start).toLowerCase().replace(/\s+/g, " ");
    const place = this.#places.get(plain);
    const column = Object.keys(unit?.lengths ?? {}).indexOf(given("length"));
    if (!unit || place === undefined || column < 0 || given("zone") !== this.zone) return null;
    // Another report than none has a third date.
    if (inputs.rollover && given("rollover") !== inputs.rollover.default) return null;
    const cell = place * Object.keys(unit.lengths).length + column;
    const [limit, safe] = [unit.limits, unit.safe].map((marks) => marks.charCodeAt(cell) - BLANK);
    const received = this.#day(place);
    if (!limit || !safe || received.iso > today()) return null;
    const shown = [
      [start, `${received.day} ${received.year}`],
      ["length", unit.lengths[given("length")]],
      ["zone", inputs.zone?.options[this.zone]],
    ];
    return tableView(
      received.iso,
      [this.#date("safe_date", place + safe), this.#date("deadline", place + limit)],
      shown.map(([name, text]) => ({ name, label: inputs[name ?? ""]?.label, text })),
    );
  }

  /** @param {number} place */
  #day(place) {
    const told = this.told.days[place] ?? "";
    const [iso = "", ...words] = told.split(" ");
    return { iso, day: words.join(" "), year: iso.slice(0, 4) };
  }

  /** @param {string} name @param {number} place @returns {Row} */
  #date(name, place) {
    const { iso, day } = this.#day(place);
    return dateOf(name, iso, day, this.told.dates[name] ?? { label: "", note: "" });
  }
}
