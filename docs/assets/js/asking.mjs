// @ts-check
// What every tool with fields does: a pause ends a word, a newer question wins, a problem stands beside its field,
// a day that is said is fixed.

import { DateFields } from "./days.mjs";
import { released } from "./gesture.mjs";
import { Tool, today } from "./tool.mjs";

/** A pause this long ends a word. */
const PAUSE_MS = 500;

/** @typedef {import("../../../macros/publish/door.js").Result} Result */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */
/** @typedef {{field: string, code?: string, text: string}} Problem */

export class Asking extends Tool {
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /** @param {HTMLElement} section */
  constructor(section) {
    super(section);
    /** @type {Map<string, Field>} */
    this.fields = new Map(
      [...this.part("[data-form]").querySelectorAll("[name]")].map((field) => [
        field.getAttribute("name") ?? "",
        /** @type {Field} */ (field),
      ]),
    );
    this.dates = new DateFields(section);
  }

  /** Ask once a word is ended. @param {() => unknown} ask @param {number} [pause] */
  later(ask, pause = PAUSE_MS) {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(ask, pause);
  }

  /** Return whether anything was asked yet. */
  get hasAsked() {
    return this.#asked > 0;
  }

  /** Return the number of the newest question. */
  get newest() {
    return this.#asked;
  }

  /** Begin a question: what was asked before it shows nothing any more. Returns its number. */
  begin() {
    clearTimeout(this.#pause);
    return ++this.#asked;
  }

  /** Return whether no newer question was begun. @param {number} question */
  isNewest(question) {
    return question === this.#asked;
  }

  /**
   * Put a question to Python. Returns its result; "late" when a newer question was begun meanwhile, "failed" where
   * Python does not run. @param {number} question @param {Record<string, string>} answers
   * @param {{again?: boolean}} [how] @returns {Promise<Result | "late" | "failed">}
   */
  async ask(question, answers, how) {
    const runs = await this.wake(how);
    await released();
    if (!this.isNewest(question)) return "late";
    if (!runs) return "failed";
    try {
      const result = await this.runtime.ask(this.id, answers, today());
      await released();
      return this.isNewest(question) ? result : "late";
    } catch {
      this.fail();
      return this.isNewest(question) ? "failed" : "late";
    }
  }

  /** Return the problems of words for a day that an older version kept: their day is not known any more. @returns {Problem[]} */
  undated() {
    const { days } = this.dates;
    return this.dates.undated().map(([field, word]) => ({ field, code: "day_unknown", text: days.sentence("unknown", { word }) }));
  }

  /** Show a problem beside its field, "" for none. @param {string} name @param {string} text */
  mark(name, text) {
    const field = this.fields.get(name);
    const error = field?.closest("[data-field]")?.querySelector("[data-error]");
    if (!field || !(error instanceof HTMLElement)) return;
    error.textContent = text;
    error.hidden = !text;
    const described = new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
    if (text) described.add(error.id);
    else described.delete(error.id);
    setOrRemove(field, "aria-describedby", [...described].join(" "));
    setOrRemove(field, "aria-invalid", text ? "true" : "");
  }
}

/** @param {Element} element @param {string} name @param {string} value "" takes the attribute away. */
function setOrRemove(element, name, value) {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}
