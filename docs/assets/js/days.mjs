// @ts-check
// A day that is said is a day fixed: "hier" becomes its date, as of the day on which it was typed. The words for
// a day, and the names that a date is written with, are the rules' own, printed in the page.

import { say, today } from "./page.mjs";

/** What stands between the dates of a list. */
const SEPARATOR = /([,;\n]|\bet\b)/;
/** Phones write typographic apostrophes and dashes by themselves. @type {[RegExp, string][]} */
const LIKE_ASCII = [
  [/\u2019/g, "'"],
  [/[\u2010-\u2014\u2212]/g, "-"],
];

/** Return the day some days after another, or before it. @param {string} iso @param {number} days */
export function later(iso, days) {
  const day = new Date(`${iso}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** Return the day of the week, Monday being 1. @param {string} iso */
export const weekdayOf = (iso) => ((new Date(`${iso}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

/** Write a text as the rules compare it: they read it in the same way. @param {string} text */
function plain(text) {
  const ascii = LIKE_ASCII.reduce((written, [character, like]) => written.replace(character, like), text);
  const bare = ascii.toLowerCase().normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "");
  return bare.trim().replace(/\s+/g, " ");
}

/** @typedef {{iso: string, role?: string}} Shown a date of an answer */

/** Say what has come of the dates of an answer on a day: "limit" or "main" has passed, "today" is the main one, or "". @param {Shown[]} dates @param {string} day */
export function reached(dates, day) {
  if (dates.some(({ role, iso }) => role === "limit" && iso < day)) return "limit";
  const main = dates.find(({ role }) => role === "main")?.iso;
  return main === day ? "today" : main && main < day ? "main" : "";
}

/** The words of a page for days. */
export class Days {
  /** @param {HTMLElement} page The tool or the page that has them in a template. */
  constructor(page) {
    this.page = page;
    this.template = /** @type {HTMLTemplateElement | null} */ (page.querySelector("template[data-days]"));
    const { relative = "", around = "$", weekdays = "", months = "", first = "" } = this.template?.dataset ?? {};
    /** @type {Map<string, number>} */
    this.back = new Map([...new URLSearchParams(relative)].map(([word, back]) => [word, Number(back)]));
    /** What the rules take off around such a word: « Hier à 14 h 32 ». */
    this.around = new RegExp(around, "g");
    this.weekdays = weekdays.split(" ");
    this.months = months.split(" ");
    this.first = first;
  }

  /** Return how many days back a word like "hier" is, whatever stands around it. @param {string} text */
  #back(text) {
    return this.back.get(plain(text).replace(this.around, ""));
  }

  /** Return the day that a word like "hier" means on a day, YYYY-MM-DD; "" for any other text. @param {string} text @param {string} on */
  meant(text, on) {
    const back = this.#back(text);
    return back === undefined ? "" : later(on, -back);
  }

  /** Write a day as people do: "mercredi 25 novembre 2026". @param {string} iso */
  written(iso) {
    return `${this.named(iso).replace("\u00a0", " ")} ${Number(iso.slice(0, 4))}`;
  }

  /** Name a day of this year: "mercredi 25 novembre". @param {string} iso */
  named(iso) {
    const day = new Date(`${iso}T00:00:00Z`);
    const number = day.getUTCDate();
    const weekday = this.weekdays[weekdayOf(iso) - 1];
    return `${weekday} ${number === 1 ? this.first : number}\u00a0${this.months[day.getUTCMonth()]}`;
  }

  /** Return a sentence about days, its {names} filled. @param {string} name @param {Record<string, string>} [values] */
  sentence(name, values = {}) {
    const sentence = this.template?.content.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
    if (!sentence) throw new Error(`no sentence ${name}`);
    return Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), sentence);
  }

  /**
   * Say that it is another day, and what that changes: at the foot of the window, where nothing moves for it,
   * until its reader has seen it.
   * @param {string} name @param {string} day
   */
  tell(name, day) {
    const text = this.sentence(name, { day: this.named(day) });
    this.page.querySelector("[data-news]")?.remove();
    const news = /** @type {Element} */ (this.template?.content.querySelector("[data-news]")?.cloneNode(true));
    news.querySelector("p")?.replaceChildren(text);
    news.querySelector("button")?.addEventListener("click", () => news.remove());
    (this.page.querySelector("[data-notices]") ?? this.page).append(news);
    say(text);
  }

  /**
   * Put in the place of each word for a day what is made of its date; the rest of a text stays as it is.
   * @param {string} text One date, or a list. @param {string} on The day on which it was said.
   * @param {(iso: string) => string} [write]
   */
  fixed(text, on, write = (iso) => this.written(iso)) {
    const parts = text.split(SEPARATOR).map((part) => {
      const iso = this.meant(part, on);
      return iso ? part.replace(/\S.*\S/s, write(iso)) : part;
    });
    return parts.join("");
  }

  /** Return the words for a day that a text still holds. @param {string} text @returns {string[]} */
  relative(text) {
    return text.split(SEPARATOR).filter((part) => this.#back(part) !== undefined).map((part) => part.trim());
  }
}

/** The fields for dates of a form: each word for a day is fixed in its field as of the day on which it was typed. */
export class DateFields {
  /** @type {Map<HTMLInputElement, string>} the day on which each was last written in */
  #saidOn = new Map();
  /** @type {Map<HTMLInputElement, string>} what the page put there that is a word for a day */
  #defaults = new Map();

  /** @param {HTMLElement} section */
  constructor(section) {
    this.days = new Days(section);
    /** @type {Map<string, HTMLInputElement>} */
    this.fields = new Map(
      /** @type {HTMLInputElement[]} */ ([...section.querySelectorAll("[data-type=date], [data-type=dates]")]).map(
        (field) => [field.name, field],
      ),
    );
    section.addEventListener("input", ({ target }) => this.say(target), { capture: true });
    // What was typed before this script came was typed since the page was opened: today, but around midnight.
    const opened = today(new Date(Date.now() - performance.now()));
    for (const field of this.fields.values()) {
      if (field.value !== field.defaultValue && opened === today()) this.say(field);
      if (this.days.relative(field.defaultValue).length) this.#defaults.set(field, field.defaultValue);
    }
  }

  /** Note that a field was written in on this day; nothing for what is no date. @param {unknown} field */
  say(field) {
    if (field instanceof HTMLInputElement && this.fields.get(field.name) === field) this.#saidOn.set(field, today());
  }

  /** Return whether the page put a word for a day somewhere. */
  get hasDefaults() {
    return this.#defaults.size > 0;
  }

  /** Date what the page put there, "aujourd’hui", as of a day. @param {string} on */
  date(on) {
    for (const [field, text] of this.#defaults) {
      const untouched = field.value === field.defaultValue;
      field.defaultValue = this.days.fixed(text, on);
      if (untouched) field.value = field.defaultValue;
    }
  }

  /** Write in each field the date of the words for a day that it holds. One of an unknown day stays. */
  fix() {
    for (const field of this.fields.values()) {
      const on = this.#saidOn.get(field);
      if (on) this.#write(field, on);
    }
  }

  /** @param {HTMLInputElement} field @param {string} on */
  #write(field, on) {
    const fixed = this.days.fixed(field.value, on);
    if (fixed === field.value) return;
    const typing = document.activeElement === field;
    // Whoever goes on typing does so where they were.
    const place = typing ? this.days.fixed(field.value.slice(0, field.selectionEnd ?? undefined), on).length : 0;
    field.value = fixed;
    if (typing) field.setSelectionRange(place, place);
  }

  /** Return the answers of an address with the words for a day as dates: an address is understood on the day it is opened. @param {Iterable<[string, string]>} answers @returns {[string, string][]} */
  opened(answers) {
    return [...answers].map(([name, value]) => [
      name,
      this.fields.has(name) ? this.days.fixed(value, today(), (iso) => iso) : value,
    ]);
  }

  /** Return the words for a day whose day nobody knows, by the name of their field. @returns {[string, string][]} */
  undated() {
    return [...this.fields].flatMap(([name, { value }]) => {
      const [word] = this.days.relative(value);
      return word ? [/** @type {[string, string]} */ ([name, word])] : [];
    });
  }
}
