// @ts-check
// An entry page: the first question is answered here, from the table that the rules prepared. Without this
// script each choice is a link into the tool, and stays one wherever the table has no answer.

import { Days, reached } from "./days.mjs";
import { fill } from "./fill.mjs";
import { writeAnswers } from "./fragment.mjs";
import { isPlain } from "./gesture.mjs";
import { readLink } from "./link.mjs";
import { onNewDay } from "./newday.mjs";
import { keep } from "./offline.mjs";
import { replaceAddress, say, today } from "./page.mjs";
import { settle } from "./settle.mjs";
import { isEarlier, loadTable } from "./table.mjs";
import { answerView, shownDates } from "./view.mjs";

/** The table covers the mainland; elsewhere the tool answers. */
const ZONE = "metropole";
/** A network slower than this: the tool's page says more than a wait. */
const PATIENCE_MS = 3_000;
/** What a link may say of the contract. */
const CONTRACT = ["length", "unit", "zone"];
/** Where this device keeps the case, if there is one. */
const CASE = "amiable.case.dossier";
/** Longer than this it is no word of a campaign. */
const LONGEST_CAMPAIGN = 40;
/** Its form, as the page that makes links asks for it: nothing else is shown beside an insurer's name. */
const CAMPAIGN = /^[a-z0-9]+(-[a-z0-9]+)*$/i;

/** @typedef {import("./table.mjs").AnswerTable} AnswerTable */
/** @typedef {import("./link.mjs").Link} Link */

/** The last word of a whole link: before it stands where in the page it leads. */
const END = /&fin$/;

class Entry {
  /** @type {Promise<AnswerTable | null>} */
  #table;
  /** The day whose answer is shown, YYYY-MM-DD; "" for none. */
  #shown = "";
  /** The last choice made: an earlier one that comes late shows nothing. */
  #choice = 0;

  /** @param {HTMLElement} main @param {HTMLTemplateElement} template @param {Link} given */
  constructor(main, template, given) {
    this.main = main;
    this.template = template;
    this.root = main.dataset.root ?? "";
    this.tool = main.dataset.toolId ?? "";
    this.campaign = "";
    this.link = given;
    this.days = new Days(main);
    /** @type {Map<string, string>} */
    this.contract = new Map();
    this.printed = {
      length: main.querySelector("[data-length]")?.textContent ?? "",
      label: main.querySelector("[data-limit]")?.textContent ?? "",
    };
    this.#table = loadTable(this.tool, ZONE);
    void this.#open(given);
  }

  /** Write on the buttons of a day which day that is. */
  #nameDays() {
    for (const place of this.main.querySelectorAll("[data-day-of]")) {
      const iso = this.days.meant(place.getAttribute("data-day-of") ?? "", today());
      place.textContent = iso && this.days.named(iso);
      // It is this day that is pressed, whichever has begun since.
      place.setAttribute("data-iso", iso);
    }
  }

  /** @param {Link} given */
  async #open(given) {
    this.#nameDays();
    this.main.addEventListener("click", (event) => this.#click(event));
    this.main.querySelector("[data-dated]")?.addEventListener("submit", (event) => {
      event.preventDefault();
      const input = /** @type {HTMLInputElement} */ (this.main.querySelector("input[type=date]"));
      void this.#choose(input.value);
    });
    const opened = this.#dated(given);
    this.#hear(opened);
    const bring = () => document.documentElement.removeAttribute("data-brings");
    if (!opened.answers.has(this.main.dataset.input ?? "")) bring();
    const table = await this.#table;
    this.#take(table, opened);
    bring();
    addEventListener("hashchange", () => {
      const other = this.#dated(readLink(location, asks()));
      // A link to a place of the page brings no answer.
      if (![...CONTRACT, table?.start ?? ""].some((name) => other.answers.has(name) || other.unread.has(name))) return;
      this.#forget();
      this.#hear(other);
      this.#take(table, other);
    });
    onNewDay((day, before) => this.#newDay(table, day, before));
  }

  /** It is another day: the answer is looked up again, and the page says what changed. @param {AnswerTable | null} table @param {string} day @param {string} before */
  #newDay(table, day, before) {
    this.#nameDays();
    const input = /** @type {HTMLInputElement | null} */ (this.main.querySelector("input[type=date]"));
    if (input) input.max = day;
    const result = this.#shown ? this.#find(table, this.#shown) : null;
    if (!table || !result) return;
    this.#fill(table, result);
    const [was, is] = [before, day].map((one) => reached(shownDates(result.display), one));
    this.days.tell(is && is !== was ? `new_day_${is}` : "new_day_same", day);
  }

  /** Take what a link says of its sender and of the contract. @param {Link} given */
  #hear(given) {
    this.campaign = campaignOf(given);
    this.contract = new Map(new URLSearchParams(this.main.dataset.contract));
    this.link = given;
    for (const name of CONTRACT) {
      const value = given.answers.get(name);
      if (value) this.contract.set(name, value);
      if (given.unread.has(name)) this.contract.delete(name);
    }
  }

  /** Whether the link was damaged: nothing is answered from it, what it brings is shown in the tool, and asked again. */
  get #isDamaged() {
    return this.link.unread.size > 0 || this.link.cut !== null;
  }

  /** Show the contract, and the answer if the link brings one. @param {AnswerTable | null} table @param {Link} given */
  #take(table, given) {
    this.#sayContract(table);
    const received = given.answers.get(table?.start ?? "");
    if (received) this.#answer(table, received);
  }

  /**
   * Return what a link says with the date of a word for a day, as of the day on which the link is opened.
   * @param {Link} given @returns {Link}
   */
  #dated(given) {
    const start = this.main.dataset.input ?? "";
    const iso = this.days.meant(given.answers.get(start) ?? "", today());
    if (!iso) return given;
    const dated = { ...given, answers: new Map([...given.answers, [start, iso]]) };
    // Opened again on another day, it still says the day that was meant. A damaged link is left as it came.
    if (given.cut === null && !given.unread.size && !given.others) replaceAddress(writeAnswers(dated.answers));
    return dated;
  }

  /** Take the answer of another link away. */
  #forget() {
    this.#shown = "";
    this.main.querySelector("[data-answer]")?.replaceChildren();
    delete this.main.dataset.hasAnswer;
    for (const link of this.main.querySelectorAll("a[data-carried]")) {
      link.setAttribute("href", (link.getAttribute("href") ?? "").replace(/#.*/, ""));
    }
  }

  /** Show the contract of the link, where the table knows it; the links into the tool carry it in any case. @param {AnswerTable | null} table */
  #sayContract(table) {
    const words = table?.words(this.contract.get("unit") ?? "", this.contract.get("length") ?? "") ?? this.printed.length;
    const shown = this.main.querySelector("[data-length]");
    const label = /** @type {HTMLElement | null} */ (this.main.querySelector("[data-limit]"));
    if (shown && label) {
      const isPrinted = words === this.printed.length;
      shown.textContent = this.#isDamaged ? this.printed.length : words;
      label.textContent = this.#isDamaged ? (label.dataset.damaged ?? "") : isPrinted ? this.printed.label : (label.dataset.contractLabel ?? "");
      if (this.#isDamaged) say(`${label.textContent} ${shown.textContent}.`);
    }
    for (const link of this.main.querySelectorAll("[data-other], [data-tool-link]")) {
      link.setAttribute("href", this.#address());
    }
    for (const link of this.main.querySelectorAll("[data-value]")) {
      link.setAttribute("href", this.#address(link.getAttribute("data-value") ?? ""));
    }
  }

  /** The tool, with what is known already. @param {string} [received] */
  #address(received) {
    const { unread, others } = this.link;
    /** @type {[string, string][]} */
    const answers = [[this.main.dataset.input ?? "", received ?? ""], ...this.contract];
    // What the link may have lost comes last: the tool judges it as it would have judged the link.
    const last = others?.name ?? "";
    const ordered = [...answers.filter(([name]) => name !== last), ...answers.filter(([name]) => name === last)];
    const words = this.#isDamaged ? { last: "" } : others ? { first: "", last: "" } : {};
    const fragment = writeAnswers([...ordered, ...unread].filter(([, value]) => value), words);
    return `${this.root}outils/${this.tool}/${fragment}`;
  }

  /** Return the date of a word for a day: it is said now. @param {string} word */
  #fixed(word) {
    return this.days.meant(word, today()) || word;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || !isPlain(event)) return;
    if (link.dataset.value) {
      event.preventDefault();
      void this.#choose(link.querySelector("[data-iso]")?.getAttribute("data-iso") || this.#fixed(link.dataset.value));
    }
    const form = /** @type {HTMLElement | null} */ (this.main.querySelector("[data-dated]"));
    if (link.dataset.other !== undefined && form) {
      event.preventDefault();
      this.#choice += 1;
      this.main.toggleAttribute("data-waiting", false);
      form.hidden = false;
      const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
      input.max = today();
      input.focus();
    }
  }

  /** Answer here, or go where the answer is. @param {string} received */
  async #choose(received) {
    const late = new Promise((/** @type {(value: null) => void} */ resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
    const choice = ++this.#choice;
    this.main.toggleAttribute("data-waiting", true);
    const table = await Promise.race([this.#table, late]);
    if (choice !== this.#choice) return;
    const isAnswered = this.#answer(table, received);
    this.main.toggleAttribute("data-waiting", false);
    if (!isAnswered) location.assign(this.#address(received));
  }

  /** Show what the table says. Returns whether it says anything. @param {AnswerTable | null} table @param {string} received */
  #answer(table, received) {
    const result = this.#find(table, received);
    if (!table || !result) return false;
    const { name, values } = this.link.others ?? { name: "", values: [] };
    const others = values.map((value) => this.#find(table, received, { [name]: value }));
    if (others.some((other) => !other || isEarlier(other, result))) return false;
    this.link = { ...this.link, others: null };
    settle(() => this.#show(table, result));
    return true;
  }

  /** @param {AnswerTable} table @param {import("../../../macros/publish/door.js").Result} result */
  #show(table, result) {
    const place = this.#fill(table, result);
    const start = result.answers[table.start] ?? "";
    this.#shown = start;
    this.main.dataset.hasAnswer = "";
    for (const link of this.main.querySelectorAll("a[data-carried]")) {
      const page = (link.getAttribute("href") ?? "").replace(/#.*/, "");
      link.setAttribute("href", page + writeAnswers([[link.getAttribute("data-carried") ?? "", start]]));
    }
    const heading = /** @type {HTMLElement | null} */ (place.querySelector("[data-heading]"));
    // Shown within another page of the site, it takes neither its focus nor its place, and keeps nothing.
    if (parent === window) {
      heading?.focus({ preventScroll: true });
      heading?.scrollIntoView({ block: "start" });
      void keep([table.address]).catch(() => {}); // Refused, or no secure connection: the answer stands.
    }
    say(place.querySelector("[data-said]")?.textContent ?? "");
    const campaign = /** @type {[string, string][]} */ (this.campaign ? [["campagne", this.campaign]] : []);
    replaceAddress(writeAnswers([[table.start, start], ...this.contract, ...campaign]));
  }

  /** Look an answer up; null for none, and where the link was damaged. @param {AnswerTable | null} table @param {string} received @param {Record<string, string>} [other] */
  #find(table, received, other = {}) {
    if (!table || this.#isDamaged) return null;
    return table.find({ ...Object.fromEntries(this.contract), [table.start]: received, ...other }, today());
  }

  /** Show an answer. @param {AnswerTable} table @param {import("../../../macros/publish/door.js").Result} result */
  #fill(table, result) {
    const view = answerView(result, this.root, { from: "table", calendar: table.calendar(result, today()) });
    const place = /** @type {HTMLElement} */ (this.main.querySelector("[data-answer]"));
    const focused = place.contains(document.activeElement) ? document.activeElement : null;
    const isOpen = place.querySelector("details")?.open ?? false;
    place.replaceChildren(fill(this.template, { ...view, why: this.#address(result.answers[table.start]).replace(END, "&voir=pourquoi&fin") }));
    // What a reader has unfolded stays so, and whoever was in the answer that was is in the one that is.
    for (const fold of place.querySelectorAll("details")) fold.open = isOpen;
    const heir = focused && place.querySelector(focused.localName === "summary" ? "summary" : "[data-heading]");
    if (heir instanceof HTMLElement) heir.focus({ preventScroll: true });
    return place;
  }
}

/** What a link to this page may say. @returns {import("./link.mjs").Fields} */
function asks() {
  const fields = /** @type {HTMLElement | null} */ (document.querySelector("[data-fields]"))?.dataset.fields;
  return new Map(Object.entries({ ...JSON.parse(fields ?? "{}"), campagne: { type: "text" } }));
}

/**
 * Show the sender's word for this link, for who reads it out on the telephone, and give it: it stays in the
 * address. "" for none, or for what is no such word.
 * @param {Link} given
 */
function campaignOf({ answers }) {
  const written = (answers.get("campagne") ?? "").replace(/[^a-z0-9]+$/i, "");
  const word = written.length <= LONGEST_CAMPAIGN && CAMPAIGN.test(written) ? written : "";
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-campaign]"));
  const shown = place?.querySelector("span");
  if (place && shown) {
    shown.textContent = word;
    place.hidden = !word;
  }
  return word;
}

/** Say that the case of this device goes on, where there is one. */
function resume() {
  const link = /** @type {HTMLElement | null} */ (document.querySelector("[data-case]"));
  try {
    if (link && localStorage.getItem(CASE) !== null) link.textContent = link.dataset.case ?? "";
  } catch {
    // Storage is refused: there is no case.
  }
}

const main = /** @type {HTMLElement | null} */ (document.querySelector("[data-entry]"));
const template = /** @type {HTMLTemplateElement | null} */ (document.querySelector('template[data-template="answer"]'));
const given = readLink(location, asks());
if (main && template) new Entry(main, template, given);
else campaignOf(given);
resume();
