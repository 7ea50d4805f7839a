// @ts-check
// A light door: the first question is answered here, from the table that the rules prepared. Without this
// script each choice is a link into the tool, and stays one wherever the table has no answer.

import { Days } from "./days.mjs";
import { fill } from "./fill.mjs";
import { readAnswers, writeAnswers } from "./fragment.mjs";
import { isPlain } from "./gesture.mjs";
import { keep } from "./offline.mjs";
import { replaceAddress, say, today } from "./page.mjs";
import { load } from "./prepared.mjs";

/** The table covers the mainland; elsewhere the tool answers. */
const ZONE = "metropole";
/** A network slower than this: the tool's page says more than a wait. */
const PATIENCE_MS = 3_000;
/** What a link may say of the contract. */
const CONTRACT = ["length", "unit", "zone"];
/** Longer than this it is no word of a campaign. */
const LONGEST_CAMPAIGN = 40;
/** Its form, as the page that makes links asks for it: nothing else is shown beside an insurer's name. */
const CAMPAIGN = /^[a-z0-9]+(-[a-z0-9]+)*$/i;

/** @typedef {import("./prepared.mjs").Prepared} Prepared */

class Door {
  /** @type {Promise<Prepared | null>} */
  #table;
  /** The last choice made: an earlier one that comes late shows nothing. */
  #choice = 0;

  /** @param {HTMLElement} main @param {HTMLTemplateElement} template @param {Map<string, string>} given */
  constructor(main, template, given) {
    this.main = main;
    this.template = template;
    this.root = main.dataset.root ?? "";
    this.tool = main.dataset.toolId ?? "";
    this.campaign = "";
    this.days = new Days(document);
    /** @type {Map<string, string>} */
    this.contract = new Map();
    this.printed = {
      length: main.querySelector("[data-length]")?.textContent ?? "",
      label: main.querySelector("[data-shortest]")?.textContent ?? "",
    };
    this.#table = load(this.tool, ZONE);
    void this.#open(given);
  }

  /** @param {Map<string, string>} given */
  async #open(given) {
    this.main.addEventListener("click", (event) => this.#click(event));
    this.main.querySelector("[data-dated]")?.addEventListener("submit", (event) => {
      event.preventDefault();
      const input = /** @type {HTMLInputElement} */ (this.main.querySelector("input[type=date]"));
      void this.#choose(input.value);
    });
    const opened = this.#dated(given);
    this.#hear(opened);
    const table = await this.#table;
    this.#take(table, opened);
    addEventListener("hashchange", () => {
      const other = this.#dated(readAnswers(location));
      // A link to a place of the page brings no answer.
      if (![...CONTRACT, table?.told.start ?? ""].some((name) => other.has(name))) return;
      this.#forget();
      this.#hear(other);
      this.#take(table, other);
    });
  }

  /** Take what a link says of its sender and of the contract. @param {Map<string, string>} given */
  #hear(given) {
    this.campaign = campaignOf(given);
    this.contract = new Map(new URLSearchParams(this.main.dataset.contract));
    for (const name of CONTRACT) {
      const value = given.get(name);
      if (value) this.contract.set(name, value);
    }
  }

  /** Show the contract, and the answer if the link brings one. @param {Prepared | null} table @param {Map<string, string>} given */
  #take(table, given) {
    this.#sayContract(table);
    const received = given.get(table?.told.start ?? "");
    if (received) this.#answer(table, received);
  }

  /**
   * Give the answers of an address with the date of a word for a day, as of the day on which the link is opened.
   * @param {Map<string, string>} given
   */
  #dated(given) {
    const start = this.main.dataset.input ?? "";
    const iso = this.days.meant(given.get(start) ?? "", today());
    if (!iso) return given;
    const dated = new Map([...given, [start, iso]]);
    replaceAddress(writeAnswers(dated)); // Opened again on another day, it still says the day that was meant.
    return dated;
  }

  /** Take the answer of another link away. */
  #forget() {
    this.main.querySelector("[data-answer]")?.replaceChildren();
    delete this.main.dataset.hasAnswer;
    for (const link of this.main.querySelectorAll("a[data-carried]")) {
      link.setAttribute("href", (link.getAttribute("href") ?? "").replace(/#.*/, ""));
    }
  }

  /** Show the contract of the link, where the table knows it; the links into the tool carry it in any case. @param {Prepared | null} table */
  #sayContract(table) {
    const words = table?.words(this.contract.get("unit") ?? "", this.contract.get("length") ?? "") ?? this.printed.length;
    const shown = this.main.querySelector("[data-length]");
    if (shown) shown.textContent = words;
    const label = /** @type {HTMLElement | null} */ (this.main.querySelector("[data-shortest]"));
    if (label) label.textContent = words === this.printed.length ? this.printed.label : (label.dataset.contractLabel ?? "");
    for (const link of this.main.querySelectorAll("[data-other], [data-tool-link]")) {
      link.setAttribute("href", this.#address());
    }
    for (const link of this.main.querySelectorAll("[data-value]")) {
      link.setAttribute("href", this.#address(link.getAttribute("data-value") ?? ""));
    }
  }

  /** The tool, with what is known already. @param {string} [received] */
  #address(received) {
    const start = this.main.dataset.input ?? "";
    const answers = [...(received ? [[start, received]] : []), ...this.contract];
    return `${this.root}outils/${this.tool}/${writeAnswers(/** @type {[string, string][]} */ (answers))}`;
  }

  /** Give the date of a word for a day: it is said now. @param {string} word */
  #fixed(word) {
    return this.days.meant(word, today()) || word;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || !isPlain(event)) return;
    if (link.dataset.value) {
      event.preventDefault();
      void this.#choose(this.#fixed(link.dataset.value));
    }
    const form = /** @type {HTMLElement | null} */ (this.main.querySelector("[data-dated]"));
    if (link.dataset.other !== undefined && form) {
      event.preventDefault();
      this.#choice += 1;
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
    const table = await Promise.race([this.#table, late]);
    if (choice !== this.#choice) return;
    if (!this.#answer(table, received)) location.assign(this.#address(received));
  }

  /** Show what the table says. Gives whether it says anything. @param {Prepared | null} table @param {string} received */
  #answer(table, received) {
    const answers = { ...Object.fromEntries(this.contract), [table?.told.start ?? ""]: received };
    const view = table?.find(answers);
    if (!table || !view) return false;
    view.why = this.#address(view.key);
    view.calendar = this.#calendar(view.key);
    const place = /** @type {HTMLElement} */ (this.main.querySelector("[data-answer]"));
    place.replaceChildren(fill(this.template, view));
    this.main.dataset.hasAnswer = "";
    for (const link of this.main.querySelectorAll("a[data-carried]")) {
      const page = (link.getAttribute("href") ?? "").replace(/#.*/, "");
      link.setAttribute("href", page + writeAnswers([[link.getAttribute("data-carried") ?? "", view.key]]));
    }
    const heading = /** @type {HTMLElement | null} */ (place.querySelector("[data-heading]"));
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: "start" });
    say([view.main.label, view.main.day, view.main.year].join(" "));
    const campaign = /** @type {[string, string][]} */ (this.campaign ? [["campagne", this.campaign]] : []);
    replaceAddress(writeAnswers([[table.told.start, view.key], ...this.contract, ...campaign]));
    void keep([table.address]).catch(() => {}); // Refused, or no secure connection: the answer stands.
    return true;
  }

  /** The calendar file of an answer, where there is one. @param {string} received */
  #calendar(received) {
    const { ics = "", icsFirst = "", icsLast = "" } = this.main.dataset;
    const slug = `${this.contract.get("length")}-${this.contract.get("unit")?.replaceAll("_", "-")}`;
    const there = ics.split(" ").includes(slug) && icsFirst <= received && received <= icsLast;
    return there ? `${this.root}ics/declaration/${received}/${slug}.ics` : "";
  }
}

/**
 * Show the sender's word for this link, for who reads it out on the telephone, and give it: it stays in the
 * address. "" for none, or for what is no such word.
 * @param {Map<string, string>} given
 */
function campaignOf(given) {
  const told = given.get("campagne") ?? "";
  const word = told.length <= LONGEST_CAMPAIGN && CAMPAIGN.test(told) ? told : "";
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-campaign]"));
  const shown = place?.querySelector("span");
  if (place && shown) {
    shown.textContent = word;
    place.hidden = !word;
  }
  return word;
}

const main = /** @type {HTMLElement | null} */ (document.querySelector("[data-door]"));
const template = /** @type {HTMLTemplateElement | null} */ (document.querySelector('template[data-template="answer"]'));
const given = readAnswers(location);
if (main && template) new Door(main, template, given);
else campaignOf(given);
