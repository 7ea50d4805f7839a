// @ts-check
// A light door: the first question is answered here, from the table that the rules prepared. Without this
// script each choice is a link into the tool, and stays one wherever the table has no answer.

import { fill } from "./fill.mjs";
import { readAnswers, writeAnswers } from "./fragment.mjs";
import { keep } from "./offline.mjs";
import { replaceAddress, say, today } from "./page.mjs";
import { load } from "./prepared.mjs";

/** The table covers the mainland; elsewhere the tool answers. */
const ZONE = "metropole";
/** A network slower than this: the tool's page says more than a wait. */
const PATIENCE_MS = 3_000;
/** Longer than this it is no word of a campaign. */
const LONGEST_CAMPAIGN = 40;

/** @typedef {import("./prepared.mjs").Prepared} Prepared */

class Door {
  /** @type {Promise<Prepared | null>} */
  #table;

  /** @param {HTMLElement} main @param {HTMLTemplateElement} template @param {Map<string, string>} given */
  constructor(main, template, given) {
    this.main = main;
    this.template = template;
    this.root = main.dataset.root ?? "";
    this.tool = main.dataset.toolId ?? "";
    this.campaign = given.get("campagne") ?? "";
    this.contract = new Map(new URLSearchParams(main.dataset.contract));
    this.#table = load(this.tool, ZONE);
    void this.#open(given);
  }

  /** Take what a link says of the contract, and the answer if it brings one. @param {Map<string, string>} given */
  async #open(given) {
    for (const name of ["length", "unit", "zone"]) {
      const value = given.get(name);
      if (value) this.contract.set(name, value);
    }
    this.main.addEventListener("click", (event) => this.#click(event));
    this.main.querySelector("[data-dated]")?.addEventListener("submit", (event) => {
      event.preventDefault();
      const input = /** @type {HTMLInputElement} */ (this.main.querySelector("input[type=date]"));
      void this.#choose(input.value, -1);
    });
    const table = await this.#table;
    this.#sayContract(table);
    const start = table?.told.start ?? "";
    const received = given.get(start);
    if (received) this.#answer(table, received, this.#daysBack(received));
  }

  /** Show the contract of the link, where the table knows it; the links into the tool carry it in any case. @param {Prepared | null} table */
  #sayContract(table) {
    const words = table?.told.units[this.contract.get("unit") ?? ""]?.lengths[this.contract.get("length") ?? ""];
    const shown = this.main.querySelector("[data-length]");
    if (words && shown && words !== shown.textContent) {
      shown.textContent = words;
      const label = /** @type {HTMLElement | null} */ (this.main.querySelector("[data-shortest]"));
      if (label) label.textContent = label.dataset.contractLabel ?? "";
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
    const start = this.main.dataset.input ?? "";
    const answers = [...(received ? [[start, received]] : []), ...this.contract];
    return `${this.root}outils/${this.tool}/${writeAnswers(/** @type {[string, string][]} */ (answers))}`;
  }

  /** How many days ago a word like "hier" is; -1 for anything else. @param {string} word */
  #daysBack(word) {
    const said = word.toLowerCase().replace("'", "’");
    const choice = [...this.main.querySelectorAll("[data-value]")].find((one) => one.getAttribute("data-value") === said);
    return choice instanceof HTMLElement ? Number(choice.dataset.daysBack) : -1;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (link.dataset.value) {
      event.preventDefault();
      void this.#choose(link.dataset.value, this.#daysBack(link.dataset.value));
    }
    const form = /** @type {HTMLElement | null} */ (this.main.querySelector("[data-dated]"));
    if (link.dataset.other !== undefined && form) {
      event.preventDefault();
      form.hidden = false;
      const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
      input.max = today();
      input.focus();
    }
  }

  /** Answer here, or go where the answer is. @param {string} received @param {number} back */
  async #choose(received, back) {
    const late = new Promise((/** @type {(value: null) => void} */ resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
    const table = await Promise.race([this.#table, late]);
    if (!this.#answer(table, received, back)) location.assign(this.#address(received));
  }

  /** Show what the table says. Gives whether it says anything. @param {Prepared | null} table @param {string} received @param {number} back */
  #answer(table, received, back) {
    const answers = { ...Object.fromEntries(this.contract), [table?.told.start ?? ""]: received };
    const view = table?.find(answers, back);
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

const main = /** @type {HTMLElement | null} */ (document.querySelector("[data-door]"));
const template = /** @type {HTMLTemplateElement | null} */ (document.querySelector('template[data-template="answer"]'));
const given = readAnswers(location);
if (main && template) new Door(main, template, given);

// The sender's word for this link: it stays in the address, and is shown for who reads it out on the telephone.
const word = given.get("campagne")?.slice(0, LONGEST_CAMPAIGN);
const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-campaign]"));
const shown = place?.querySelector("span");
if (word && place && shown) {
  shown.textContent = word;
  place.hidden = false;
}
