// @ts-check
// What a tool keeps on this device: one record. One that cannot be read is put aside, and offered as a file until
// its reader has taken it.

import { fill } from "./fill.mjs";

/** @template T */
export class Kept {
  /**
   * @param {import("./tool.mjs").Tool} tool @param {string} kind
   * @param {(told: any) => T | null} understood Gives a record of what was kept, null where it is none.
   */
  constructor(tool, kind, understood) {
    this.tool = tool;
    this.key = `amiable.${kind}.${tool.id}`;
    this.aside = `${this.key}.old`;
    this.understood = understood;
  }

  /** Give what is kept; null for nothing, or nothing that can be read: a sentence then offers it. @returns {T | null} */
  read() {
    /** @type {string | null} */
    let text;
    /** @type {string | null} */
    let aside;
    try {
      text = localStorage.getItem(this.key);
      aside = localStorage.getItem(this.aside);
    } catch {
      return null; // Storage is refused: the tool works all the same.
    }
    const record = this.#record(text);
    if (text !== null && !record) {
      aside = aside === null ? text : `${aside}\n\n${text}`;
      try {
        localStorage.setItem(this.aside, aside);
        localStorage.removeItem(this.key);
      } catch {
        // No room: it is offered where it stands.
      }
    }
    if (aside !== null) this.#offer(aside);
    return record;
  }

  /** @param {string | null} text @returns {T | null} */
  #record(text) {
    try {
      return text === null ? null : this.understood(JSON.parse(text));
    } catch {
      return null;
    }
  }

  /** @param {string} text */
  #offer(text) {
    const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    const link = fill(this.tool.template("old"), { href, name: `${this.key}.txt` });
    link.querySelector("a")?.addEventListener("click", () => this.#remove(this.aside));
    this.tool.offer(`${this.tool.word("not_readable")} `, ...link.childNodes);
  }

  /** Keep a record, or none. Gives whether the browser let us. @param {T | null} record */
  write(record) {
    if (record === null) return this.#remove(this.key);
    try {
      localStorage.setItem(this.key, JSON.stringify(record));
      return true;
    } catch {
      return false;
    }
  }

  /** Erase all that is kept, also what was put aside. */
  erase() {
    this.#remove(this.key);
    this.#remove(this.aside);
    this.tool.offer();
  }

  /** @param {string} key */
  #remove(key) {
    try {
      localStorage.removeItem(key);
      return true;
    } catch {
      return false; // Nothing could be kept, so nothing is left.
    }
  }

  /** Take over what another tab of this tool keeps: else the last to write would wipe the other's work. @param {(record: T | null) => void} take */
  watch(take) {
    addEventListener("storage", ({ key, newValue }) => {
      if (key !== this.key && key !== null) return;
      const record = this.#record(newValue);
      if (record || newValue === null) take(record);
    });
  }
}

/** Give the texts of what may be texts by name: kept before there were any, or spoilt. @param {unknown} kept @returns {Record<string, string>} */
export function textsOf(kept) {
  const pairs = kept && typeof kept === "object" ? Object.entries(kept) : [];
  return Object.fromEntries(pairs.filter(([, text]) => typeof text === "string"));
}

/** Say whether somebody types in a field of this very window. @param {Element} field */
export const isTypedIn = (field) => document.hasFocus() && document.activeElement === field;
