// @ts-check
// A checklist: ticks and notes kept on this device, progress in the sentences of the page. It needs no Python.

import { fill } from "./fill.mjs";
import { readAnswers, writeAnswers } from "./fragment.mjs";
import { seal } from "./seal.mjs";
import { Tool, replaceAddress, say } from "./tool.mjs";

const VERSION = 1;

/** @typedef {{done: string[], notes: Record<string, string>}} Kept */

/** Keep the ticks and the notes of a checklist. @param {HTMLElement} section */
export function checklist(section) {
  new Checklist(section).open();
}

/** Give the texts of what may be notes: kept before there were any, or spoilt. @param {unknown} notes @returns {Record<string, string>} */
function textsOf(notes) {
  const pairs = notes && typeof notes === "object" ? Object.entries(notes) : [];
  return Object.fromEntries(pairs.filter(([, text]) => typeof text === "string"));
}

class Checklist extends Tool {
  /** @param {HTMLElement} section */
  constructor(section) {
    super(section);
    this.key = `amiable.checklist.${this.id}`;
    this.boxes = /** @type {HTMLInputElement[]} */ ([...section.querySelectorAll("input[type=checkbox]")]);
    this.notes = /** @type {HTMLTextAreaElement[]} */ ([...section.querySelectorAll("[data-notes]")]);
    this.output = this.part("[data-result]");
  }

  open() {
    const given = readAnswers(location);
    const fromLink = this.boxes.filter((box) => given.get(box.name) === box.value);
    const kept = this.#stored();
    const known = fromLink.length ? fromLink.map((box) => box.name) : kept.done;
    for (const field of this.notes) field.value ||= kept.notes[field.dataset.notes ?? ""] ?? "";
    // A reader may be quicker than this script: what is ticked by now is a tick like any other.
    const early = this.boxes.filter((box) => box.checked && !known.includes(box.name));
    for (const box of this.boxes) box.checked ||= known.includes(box.name);
    const form = this.part("[data-form]");
    form.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) this.#changed();
    });
    form.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLTextAreaElement) this.#noted();
    });
    this.section.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest('[data-action="erase"]')) this.#clear();
    });
    this.part("[data-actions]").hidden = false;
    this.part("[data-progress]").hidden = false;
    this.state = "ready";
    if (early.length) this.#changed();
    else this.#show();
  }

  #show() {
    for (const box of this.boxes) box.closest("li")?.classList.toggle("am-checked", box.checked);
    const words = /** @type {HTMLTemplateElement} */ (this.part("template[data-progress-words]"));
    const done = this.boxes.filter((box) => box.checked).length;
    this.output.textContent = words.content.children[done]?.textContent ?? "";
    const ticked = this.boxes.filter((box) => box.checked);
    seal(this.section, ticked.map((box) => box.dataset.mark));
    for (const field of this.notes) {
      // A field grows with its text, and paper has the text itself.
      field.rows = Math.max(1, field.value.split("\n").length);
      this.part(`[data-printed="${field.dataset.notes}"]`).textContent = field.value;
    }
  }

  #changed() {
    this.#show();
    say(this.output.textContent ?? "");
    this.#keep();
    replaceAddress(writeAnswers(this.boxes.filter((box) => box.checked).map((box) => [box.name, box.value])));
  }

  #noted() {
    this.#show();
    this.#keep();
  }

  #keep() {
    const done = this.boxes.filter((box) => box.checked).map((box) => box.name);
    const notes = Object.fromEntries(this.notes.filter(({ value }) => value).map((field) => [field.dataset.notes, field.value]));
    try {
      localStorage.setItem(this.key, JSON.stringify({ version: VERSION, done, notes }));
      this.status("");
    } catch {
      this.status(this.word("not_stored"));
    }
  }

  /** Give what is kept on this device; nothing, and a sentence, when it cannot be read. @returns {Kept} */
  #stored() {
    /** @type {string | null} */
    let kept = null;
    try {
      kept = localStorage.getItem(this.key);
      if (kept === null) return { done: [], notes: {} };
      const { version, done, notes } = JSON.parse(kept);
      if (version === VERSION && Array.isArray(done)) return { done, notes: textsOf(notes) };
    } catch {
      // Storage refused, or its content spoilt: the list works all the same.
    }
    if (kept !== null) this.#offer(kept);
    return { done: [], notes: {} };
  }

  /** Offer what could not be read as a file. @param {string} kept */
  #offer(kept) {
    const line = this.part("[data-status-line]");
    const href = URL.createObjectURL(new Blob([kept], { type: "text/plain" }));
    this.status(`${this.word("not_readable")} `);
    line.append(fill(this.template("old"), { href, name: `${this.key}.txt` }));
  }

  #clear() {
    for (const box of this.boxes) box.checked = false;
    for (const field of this.notes) field.value = "";
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing could be kept, so nothing is left.
    }
    replaceAddress("");
    this.#show();
    this.status(this.word("cleared"));
    say(this.word("cleared"));
  }
}
