// @ts-check
// A conversation to prepare: the page's own lines for a profile and a channel, changed by the reader,
// and read again by Python for the words that may admit liability. The choice is in the address, the words are not.

import { Asking } from "./asking.mjs";
import { writeAnswers } from "./fragment.mjs";
import { released } from "./gesture.mjs";
import { printAlone, showAdmissions } from "./admissions.mjs";
import { readLink } from "./link.mjs";
import { onNewDay } from "./newday.mjs";
import { replaceAddress, say } from "./tool.mjs";

/** Lay out six lines to say. @param {HTMLElement} section */
export function rehearsal(section) {
  new Rehearsal(section).open();
}

class Rehearsal extends Asking {
  #said = "";

  /** @param {HTMLElement} section */
  constructor(section) {
    super(section);
    this.card = this.part("[data-card]");
    this.output = this.part("[data-result]");
    this.choices = /** @type {HTMLSelectElement[]} */ ([...section.querySelectorAll("[data-form] select")]);
    this.lines = /** @type {HTMLTextAreaElement[]} */ ([...this.card.querySelectorAll("textarea")]);
  }

  open() {
    const form = this.part("[data-form]");
    form.hidden = false;
    this.#fromAddress();
    addEventListener("hashchange", () => {
      if (this.#fromAddress()) this.#show();
    });
    form.addEventListener("change", () => {
      this.offer();
      this.#show();
    });
    this.card.addEventListener("input", () => {
      this.#printed();
      this.later(() => this.#read());
    });
    onNewDay((day) => {
      if (this.card.hidden) return;
      if (this.state === "ready") void this.#read();
      this.dates.days.tell("new_day", day);
    });
    this.section.addEventListener("click", ({ target }) => {
      const action = target instanceof Element ? target.closest("[data-action]")?.getAttribute("data-action") : "";
      if (action === "print-letter") printAlone(this.card);
      if (action === "restore") this.#show();
    });
    this.card.addEventListener("focusin", () => void released().then(() => this.wake()), { once: true });
    this.#show();
    this.section.toggleAttribute("data-laid", true);
    this.taken();
  }

  /** Take the choices of the address. Returns whether it has any of ours. */
  #fromAddress() {
    const fields = this.choices.map(({ name, options }) => {
      const values = [...options].map(({ value }) => value).filter(Boolean);
      return /** @type {const} */ ([name, { type: "choice", values }]);
    });
    const { answers, unread, cut } = readLink(location, new Map(fields));
    // What nobody could read is chosen again, whatever stood there.
    for (const choice of this.choices) {
      if (answers.has(choice.name) || unread.has(choice.name)) choice.value = answers.get(choice.name) ?? "";
    }
    this.offer(unread.size || cut !== null ? this.word("link_unread") : "");
    return answers.size + unread.size > 0;
  }

  /** Put the page's lines for the two choices into the card; no card until both are made. */
  #show() {
    const [profile, channel] = this.choices.map((choice) => choice.value);
    const table = this.section.querySelector(`table[data-profile="${profile}"][data-channel="${channel}"]`);
    this.card.hidden = !table;
    replaceAddress(writeAnswers(this.choices.filter(({ value }) => value).map(({ name, value }) => [name, value])));
    if (!table) return;
    this.part("[data-heading]").textContent = table.querySelector("caption")?.textContent ?? "";
    for (const line of this.lines) {
      line.value = table.querySelector(`[data-line="${line.name}"]`)?.textContent ?? "";
    }
    this.#printed();
    showAdmissions(this, []);
    this.#answered("table");
    if (this.state === "ready") void this.#read();
  }

  /** A text area cannot grow on paper: its words are printed from a paragraph. */
  #printed() {
    for (const line of this.lines) this.part(`[data-printed="${line.name}"]`).textContent = line.value;
  }

  /** @param {"table" | "python"} from */
  #answered(from) {
    this.output.dataset.status = "answered";
    this.output.dataset.from = from;
    this.output.textContent = this.lines.map((line) => line.value).join("\n");
  }

  /** Have the lines read by Python. A newer question wins. */
  async #read() {
    const question = this.begin();
    const pairs = [...this.choices, ...this.lines].map((field) => [field.name, field.value]);
    const result = await this.ask(question, Object.fromEntries(pairs));
    if (result === "late" || result === "failed") return;
    this.#answered("python");
    const found = showAdmissions(this, result.admissions ?? []);
    if (found && found !== this.#said) say(found);
    this.#said = found;
  }
}
