// @ts-check
// A checklist: ticks kept on this device, progress in the sentences of the page. It needs no Python.

import { fill } from "./fill.mjs";
import { readAnswers, writeAnswers } from "./fragment.mjs";
import { Tool, replaceAddress, say } from "./tool.mjs";

const VERSION = 1;

/** Keep the ticks of a checklist. @param {HTMLElement} section */
export function checklist(section) {
  new Checklist(section).open();
}

class Checklist extends Tool {
  /** @param {HTMLElement} section */
  constructor(section) {
    super(section);
    this.key = `amiable.checklist.${this.id}`;
    this.boxes = /** @type {HTMLInputElement[]} */ ([...section.querySelectorAll("input[type=checkbox]")]);
    this.output = this.part("[data-result]");
  }

  open() {
    const given = readAnswers(location);
    const fromLink = this.boxes.filter((box) => given.get(box.name) === box.value);
    const known = fromLink.length ? fromLink.map((box) => box.name) : this.#stored();
    // A reader may be quicker than this script: what is ticked by now is a tick like any other.
    const early = this.boxes.filter((box) => box.checked && !known.includes(box.name));
    for (const box of this.boxes) box.checked ||= known.includes(box.name);
    this.part("[data-form]").addEventListener("change", () => this.#changed());
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
  }

  #changed() {
    this.#show();
    say(this.output.textContent ?? "");
    const ticked = this.boxes.filter((box) => box.checked).map((box) => box.name);
    try {
      localStorage.setItem(this.key, JSON.stringify({ version: VERSION, done: ticked }));
      this.status("");
    } catch {
      this.status(this.word("not_stored"));
    }
    replaceAddress(writeAnswers(this.boxes.filter((box) => box.checked).map((box) => [box.name, box.value])));
  }

  /** Give the ids kept on this device; none, and a sentence, when they cannot be read. @returns {string[]} */
  #stored() {
    /** @type {string | null} */
    let kept = null;
    try {
      kept = localStorage.getItem(this.key);
      if (kept === null) return [];
      const { version, done } = JSON.parse(kept);
      if (version === VERSION && Array.isArray(done)) return done;
    } catch {
      // Storage refused, or its content spoilt: the list works all the same.
    }
    if (kept !== null) this.#offer(kept);
    return [];
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
