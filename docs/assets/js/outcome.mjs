// @ts-check
// What an outcome asks, the day of the réclamation, and the dates that answer it, in its own card: from the answer
// table at once, then confirmed by Python where it is there.

import { Days, reached } from "./days.mjs";
import { fill } from "./fill.mjs";
import { writeAnswers } from "./fragment.mjs";
import { say, today } from "./page.mjs";
import { settle } from "./settle.mjs";
import { loadTable } from "./table.mjs";
import { answerView } from "./view.mjs";

/** @typedef {import("../../../macros/publish/door.js").Result} Result */
/** @typedef {import("./table.mjs").AnswerTable} AnswerTable */
/** What goes by the name of an answer. @typedef {Map<string, string>} Answers */

/** The zone of who has said none. */
const ZONE = "metropole";

export class Asked {
  /** Where it stands, null where no outcome asks. @type {HTMLElement | null} */
  #place = null;
  /** @type {Answers} */
  #answers = new Map();
  /** @type {Map<string, Promise<AnswerTable | null>>} */
  #tables = new Map();
  /** What is shown: a result, null for none. @type {Result | null} */
  #shown = null;
  /** The last question: an earlier one that comes late shows nothing. */
  #turn = 0;

  /**
   * `root` is the way to the root of the site; `changed` hears of each day that the reader gives; `needed` is
   * called where the table does not have the answer, and says whether Python may come.
   * @param {import("./tool.mjs").Tool} tool @param {{changed: (name: string, iso: string) => void, needed: () => boolean}} heard
   */
  constructor(tool, heard) {
    this.tool = tool;
    this.heard = heard;
    this.days = new Days(tool.section);
    const template = tool.section.querySelector('template[data-template="ask"]');
    const filled = template instanceof HTMLTemplateElement ? fill(template, {}) : null;
    this.element = /** @type {HTMLElement | null} */ (filled?.firstElementChild ?? null);
    /** What a link may say to it. @type {import("./link.mjs").Fields} */
    this.fields = new Map(Object.entries(JSON.parse(this.element?.dataset.fields ?? "{}")));
    this.element?.addEventListener("click", (event) => this.#click(event));
    this.element?.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#give(/** @type {HTMLInputElement} */ (this.#part("input")).value);
    });
  }

  /** @param {string} selector @returns {HTMLElement} */
  #part(selector) {
    const found = this.element?.querySelector(selector);
    if (!(found instanceof HTMLElement)) throw new Error(`no ${selector}`);
    return found;
  }

  /** The name of what is asked here; "" for nothing. */
  get name() {
    return this.#place?.dataset.asks ?? "";
  }

  /**
   * Stand in an outcome, with what is known; nowhere in a question.
   * @param {HTMLElement} node @param {Answers} answers @param {(name: string, values: string[]) => boolean} isGiven
   */
  show(node, answers, isGiven) {
    const place = /** @type {HTMLElement | null} */ (node.querySelector("[data-asks]"));
    const { askedWhen: when = "", askedIs: is = "" } = place?.dataset ?? {};
    const isAsked = place && this.element && (!when || isGiven(when, is.split(" ")));
    if (place) place.hidden = !isAsked;
    const moved = (isAsked ? place : null) !== this.#place;
    this.#place = isAsked ? place : null;
    if (!isAsked || !this.element) return;
    if (moved) {
      place.append(this.element);
      this.#part("[data-ask-label]").textContent = place.dataset.label ?? "";
      void this.#table();
    }
    this.#answers = new Map([...answers].filter(([name]) => this.fields.has(name)));
    this.#answer();
  }

  /** Say that the link was damaged where it gave the day: it is asked again. @param {string} text */
  doubt(text) {
    this.#error(text);
  }

  /** It is another day: the same day is asked again. @param {string} day @param {string} before */
  newDay(day, before) {
    if (!this.name) return;
    const was = this.#shown;
    this.#answer({ quiet: true });
    if (!was) return;
    const { dates } = was.display;
    const [had, has] = [before, day].map((one) => reached(dates, one));
    this.days.tell(has && has !== had ? `new_day_${has}` : "new_day_same", day);
  }

  /** Take what Python says of the same answers: where it is another answer, its word counts. @param {Result} result */
  confirm(result) {
    if (!this.name || result.asks?.input !== this.name || !this.#answers.get(this.name)) return;
    settle(() => this.#take(result));
  }

  /** @param {Result} result */
  #take(result) {
    if (result.problems.length) {
      this.#clear();
      this.#error(result.problems.map(({ text }) => text).join(" "));
      return;
    }
    if (this.#isShown(result)) {
      this.#shown = result;
      this.#part("[data-answer]").dataset.from = "python";
    } else this.#lay(result, "python");
  }

  /** Python will not come: what the table has not is counted on another page. */
  fail() {
    if (this.name && this.#answers.get(this.name) && !this.#shown) this.#elsewhere();
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    if (button.dataset.said) this.#give(this.days.meant(button.dataset.said, today()));
    if (button.dataset.other !== undefined) this.#ask(true);
  }

  /** Show the field for another day in the place of the answer, or put the answer back. @param {boolean} open */
  #ask(open) {
    const [form, other, slot] = ["form", "[data-other]", "[data-answer]"].map((one) => this.#part(one));
    const input = /** @type {HTMLInputElement} */ (this.#part("input"));
    if (form && slot) [form.hidden, slot.hidden] = [!open, open];
    other?.setAttribute("aria-expanded", String(open));
    if (!open) return;
    input.max = today();
    input.focus();
  }

  /** Take a day from the reader. @param {string} iso */
  #give(iso) {
    if (!iso) return;
    this.#ask(false);
    this.heard.changed(this.name, iso);
  }

  /** @param {string} text "" for none */
  #error(text) {
    const line = this.#part("[data-error]");
    line.textContent = text;
    line.hidden = !text;
    if (text) say(text);
  }

  /** The answers that are given here, with those that are the same for every reader. @returns {Record<string, string>} */
  #given() {
    return { ...Object.fromEntries(this.#answers), ...Object.fromEntries(new URLSearchParams(this.#place?.dataset.fixed)) };
  }

  /** @returns {Promise<AnswerTable | null>} */
  #table() {
    const calculator = this.#place?.dataset.askedOf ?? "";
    const zone = this.#given().zone || ZONE;
    const key = `${calculator}/${zone}`;
    const known = this.#tables.get(key) ?? loadTable(calculator, zone);
    this.#tables.set(key, known);
    return known;
  }

  /** What the calculator takes where nothing is answered. @returns {Record<string, string>} */
  #defaults() {
    return Object.fromEntries(new URLSearchParams(this.#place?.dataset.defaults));
  }

  /** Answer the day that is given, if there is one: from the table, else Python is asked. @param {{quiet?: boolean}} [how] */
  async #answer({ quiet = false } = {}) {
    const turn = ++this.#turn;
    const given = this.#given();
    const day = given[this.name] ?? "";
    this.#press(day);
    this.#error("");
    if (!day) {
      this.#clear();
      return;
    }
    const table = await this.#table();
    if (turn !== this.#turn) return;
    const result = table?.find({ ...this.#defaults(), ...given }, today()) ?? null;
    if (result) {
      if (this.#isShown(result)) return;
      settle(() => this.#lay(result, "table", table?.calendar(result, today())));
      if (!quiet) say(spoken(result));
    } else {
      this.#clear("asked-wait");
      if (!this.heard.needed()) this.#elsewhere();
    }
  }

  /** Say which of the buttons was pressed, as of today. @param {string} day */
  #press(day) {
    /** @type {HTMLElement[]} */
    const quick = [...(this.element?.querySelectorAll("[data-said]") ?? [])].filter((one) => one instanceof HTMLElement);
    const meant = quick.find(({ dataset }) => this.days.meant(dataset.said ?? "", today()) === day);
    for (const one of quick) one.setAttribute("aria-pressed", String(one === meant));
    this.#part("[data-other]").setAttribute("aria-pressed", String(Boolean(day) && !meant));
    if (/^\d{4}-\d\d-\d\d$/.test(day)) /** @type {HTMLInputElement} */ (this.#part("input")).value = day;
  }

  /** Say whether the dates of a result, and what has come of them, are those that are shown. @param {Result} result */
  #isShown(result) {
    const [shown, other] = [this.#shown, result].map((one) => one && JSON.stringify([Object.entries(one.dates).sort(), one.display.headline ?? ""]));
    return shown === other;
  }

  /** @param {Result} result @param {"table" | "python"} from @param {string} [calendar] */
  #lay(result, from, calendar = "") {
    this.#shown = result;
    const slot = this.#part("[data-answer]");
    slot.dataset.from = from;
    slot.dataset.status = "answered";
    const view = answerView(result, this.tool.root, { from, calendar });
    const warnings = result.warnings.filter(isOfDates);
    slot.replaceChildren(fill(this.tool.template("asked"), { ...view, warnings, why: this.#address() }));
    this.#calendar(view.calendar);
  }

  /** Offer the calendar file of the answer, "" for none. @param {string} address */
  #calendar(address) {
    const link = this.tool.section.querySelector("[data-calendar]");
    if (!(link instanceof HTMLAnchorElement)) return;
    if (address) link.href = address;
    link.hidden = !address;
  }

  /** Show no date. @param {string} [words] The template of what stands in its place; none for what stood at first. */
  #clear(words = "asked-none") {
    this.#shown = null;
    const slot = this.#part("[data-answer]");
    delete slot.dataset.from;
    delete slot.dataset.status;
    slot.replaceChildren(fill(this.tool.template(words), {}));
    this.#calendar("");
  }

  #elsewhere() {
    this.#part("[data-answer]").replaceChildren(fill(this.tool.template("asked-elsewhere"), { why: this.#address() }));
  }

  /** The page of the calculator, with what is known. */
  #address() {
    return `${this.tool.root}outils/${this.#place?.dataset.askedOf}/${writeAnswers(Object.entries(this.#given()))}`;
  }
}

/** Tell a warning of the calculator from a note of the outcome, which stands beside the card. @param {{code: string}} warning */
const isOfDates = ({ code }) => !code.startsWith("note_");

/** Return a result as it is said. @param {Result} result */
function spoken({ display: { headline, main } }) {
  return headline ?? [main?.label, main?.day, main?.year].join(" ");
}

/**
 * Say whether what a link gives to the day that is asked can be believed: not where it was cut, nor where it has
 * another reading that ends earlier.
 * @param {import("./link.mjs").Link} link @param {import("./link.mjs").Fields} fields
 */
export function isBelieved({ unread, cut, others }, fields) {
  return cut === null && !(others && fields.has(others.name)) && ![...unread.keys()].some((name) => fields.has(name));
}
