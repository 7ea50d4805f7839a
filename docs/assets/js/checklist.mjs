// @ts-check
// A checklist: ticks and notes kept on this device, progress in the sentences of the page. It needs no Python.

import { addTo, takeUp } from "./case.mjs";
import { writeAnswers } from "./fragment.mjs";
import { Kept, isTypedIn, textsOf } from "./kept.mjs";
import { readLink } from "./link.mjs";
import { showCode } from "./answer_code.mjs";
import { Tool, replaceAddress, say } from "./tool.mjs";

const VERSION = 1;

/** @typedef {{version: number, done: string[], notes: Record<string, string>}} Ticks */

/** Keep the ticks and the notes of a checklist. @param {HTMLElement} section */
export function checklist(section) {
  new Checklist(section).open();
}

/**
 * Read what was kept: an item that is no longer in the list had a tick, a note, or both.
 * @param {unknown} kept @param {Set<string>} items @returns {import("./kept.mjs").Understood<Ticks>}
 */
function understood(kept, items) {
  const { version, done, notes } = /** @type {Record<string, unknown>} */ (kept);
  if (version !== VERSION || !Array.isArray(done)) return { record: null, lost: "" };
  const { texts, lost } = textsOf(notes, items);
  const ticked = done.filter((id) => !items.has(id)).map((id) => `[x] ${typeof id === "string" ? id : JSON.stringify(id)}`);
  return { record: { version, done: done.filter((id) => items.has(id)), notes: texts }, lost: [...ticked, lost].filter(Boolean).join("\n\n") };
}

class Checklist extends Tool {
  /** @param {HTMLElement} section */
  constructor(section) {
    super(section);
    this.boxes = /** @type {HTMLInputElement[]} */ ([...section.querySelectorAll("input[type=checkbox]")]);
    const items = new Set(this.boxes.map(({ name }) => name));
    this.kept = new Kept(this, "checklist", (kept) => understood(kept, items));
    this.notes = /** @type {HTMLTextAreaElement[]} */ ([...section.querySelectorAll("[data-notes]")]);
    this.output = this.part("[data-result]");
  }

  open() {
    const fromLink = this.#fromLink();
    const kept = this.kept.read();
    const known = fromLink.length ? fromLink : (kept?.done ?? []);
    for (const field of this.notes) field.value ||= kept?.notes[field.dataset.notes ?? ""] ?? "";
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
      if (!(target instanceof Element)) return;
      if (target.closest('[data-action="erase"]')) this.#clear();
      const open = target.closest("[data-open]");
      if (open) this.#fold(open, open.getAttribute("aria-expanded") === "true");
    });
    addEventListener("hashchange", () => this.#tick(this.#fromLink()));
    this.kept.watch((other) => this.#takeOver(other));
    this.part("[data-actions]").hidden = false;
    this.part("[data-progress]").hidden = false;
    // What was done at another visit takes a line; what is ticked now stays as it is, under the finger.
    for (const box of this.boxes) {
      const open = box.closest("li")?.querySelector("[data-open]");
      if (open && known.includes(box.name)) this.#fold(open, true);
    }
    for (const field of this.notes) if (field.value) field.closest("details")?.toggleAttribute("open", true);
    this.state = "ready";
    if (early.length) this.#changed();
    else this.#show();
    this.taken();
    this.#meetCase(fromLink.length > 0);
  }

  /** The case that this device keeps may tick lines that nobody has ticked here. @param {boolean} linked */
  #meetCase(linked) {
    addTo(this, () => Object.fromEntries(this.#ticked().map(({ name, value }) => [name, value])));
    const before = new Set(this.#ticked());
    void takeUp(this, {
      linked: linked || before.size > 0,
      offered: this.word("case_ticks"),
      take: (answers) => {
        for (const box of this.boxes) box.checked ||= answers[box.name] === box.value;
        this.#changed();
        return true;
      },
      drop: () => {
        for (const box of this.boxes) box.checked = before.has(box);
        this.#changed();
      },
    });
  }

  #ticked() {
    return this.boxes.filter((box) => box.checked);
  }

  /** Fold an item to its line, or open it again. @param {Element} open Its button. @param {boolean} folded */
  #fold(open, folded) {
    open.removeAttribute("hidden");
    open.setAttribute("aria-expanded", String(!folded));
    open.closest("li")?.classList.toggle("am-folded", folded);
  }

  /** Return the items that the address says are done, and say whether it may have named others. */
  #fromLink() {
    const { answers, unread, cut } = readLink(location, new Map(this.boxes.map((box) => [box.name, { type: "choice", values: [box.value] }])));
    this.status(unread.size || cut !== null ? this.word("link_lost_ticks") : "");
    return [...answers.keys()];
  }

  /** Another link was followed into this page. @param {string[]} done None for a link to a place of the page. */
  #tick(done) {
    if (!done.length) return;
    for (const box of this.boxes) box.checked = done.includes(box.name);
    this.#show();
    say(this.output.textContent ?? "");
  }

  /** Show what another tab keeps, but not under the fingers of who types here. @param {Ticks | null} other */
  #takeOver(other) {
    for (const box of this.boxes) box.checked = other?.done.includes(box.name) ?? false;
    for (const field of this.notes) if (!isTypedIn(field)) field.value = other?.notes[field.dataset.notes ?? ""] ?? "";
    this.#show();
    this.#address();
  }

  #address() {
    replaceAddress(writeAnswers(this.#ticked().map((box) => [box.name, box.value])));
  }

  #show() {
    for (const box of this.boxes) box.closest("li")?.classList.toggle("am-checked", box.checked);
    const words = /** @type {HTMLTemplateElement} */ (this.part("template[data-progress-words]"));
    const ticked = this.#ticked();
    const done = ticked.length;
    this.output.textContent = words.content.children[done]?.textContent ?? "";
    showCode(this.section, ticked.map((box) => box.dataset.mark));
    for (const [n, part] of [...this.part("[data-bar]").children].entries()) part.toggleAttribute("data-done", n < done);
    for (const field of this.notes) {
      // A field grows with its text, and paper has the text itself.
      field.rows = Math.max(2, field.value.split("\n").length);
      this.part(`[data-printed="${field.dataset.notes}"]`).textContent = field.value;
    }
  }

  #changed() {
    this.#show();
    say(this.output.textContent ?? "");
    this.#keep();
    this.#address();
  }

  #noted() {
    this.#show();
    this.#keep();
  }

  #keep() {
    const done = this.#ticked().map((box) => box.name);
    const notes = Object.fromEntries(this.notes.filter(({ value }) => value).map((field) => [field.dataset.notes, field.value]));
    this.status(this.kept.write({ version: VERSION, done, notes }) ? "" : this.word("not_stored"));
  }

  #clear() {
    for (const box of this.boxes) box.checked = false;
    for (const field of this.notes) field.value = "";
    for (const open of this.section.querySelectorAll(".am-folded [data-open]")) this.#fold(open, false);
    this.kept.erase();
    replaceAddress("");
    this.#show();
    this.status(this.word("cleared"));
    say(this.word("cleared"));
  }
}
