// @ts-check
// What a tool keeps on this device: one record. What has no place in the page any more, a whole record or some of
// its lines, is put aside and offered as a file, until its reader says that it may go.

import { addAside, asideOf } from "./aside.mjs";
import { fill } from "./fill.mjs";
import { copy, handOver, say } from "./tool.mjs";

/** What a record holds. @template T @typedef {{record: T | null, lost: string}} Understood the record, null for none; what the page has no place for, "" for nothing */

/** @template T */
export class Kept {
  /**
   * @param {import("./tool.mjs").Tool} tool @param {string} kind
   * @param {(kept: unknown) => Understood<T>} understood Reads what was kept; null where it is no record of ours.
   */
  constructor(tool, kind, understood) {
    this.tool = tool;
    this.key = `amiable.${kind}.${tool.id}`;
    this.aside = asideOf(this.key);
    this.understood = understood;
  }

  /** Return what is kept, null for nothing that can be read. What has no place any more is offered. @returns {T | null} */
  read() {
    this.#secure();
    this.#offer();
    return this.#understand(this.#get(this.key)).record;
  }

  /** @param {string} key @returns {string | null} */
  #get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage is refused: the tool works all the same.
    }
  }

  /** @param {string | null} text @returns {Understood<T>} */
  #understand(text) {
    if (text === null) return { record: null, lost: "" };
    try {
      const { record, lost } = this.understood(JSON.parse(text));
      return record ? { record, lost } : { record, lost: text };
    } catch {
      return { record: null, lost: text };
    }
  }

  /**
   * Put aside what stands under our key and has no place in this page. Returns whether all may be written over now:
   * where there is no room, what nobody can read stays where it is.
   */
  #secure() {
    const { record, lost } = this.#understand(this.#get(this.key));
    return !lost || (this.#add(lost) && this.#set(this.key, record && JSON.stringify(record)));
  }

  /** Put a text aside, behind what is there. Returns whether the browser let us. @param {string} text */
  #add(text) {
    try {
      addAside(this.key, text);
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} key @param {string | null} text null takes it away. */
  #set(key, text) {
    try {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      return true;
    } catch {
      return false;
    }
  }

  /** Put aside lines that their reader begins anew, and offer them. Returns whether the browser let us. @param {string} text */
  putAside(text) {
    const done = this.#add(text);
    this.#offer();
    return done;
  }

  /** Offer what is aside, and what could not be put there. */
  #offer() {
    const { lost } = this.#understand(this.#get(this.key));
    const old = [this.#get(this.aside), lost].filter(Boolean).join("\n\n");
    this.tool.dismiss("old");
    if (!old) return;
    const notice = this.tool.notice("old", fill(this.tool.template("old"), {}));
    notice.querySelector("[data-keep-old]")?.addEventListener("click", (event) => {
      event.preventDefault();
      if (!handOver(`${this.key}.txt`, old, "text/plain")) notice.querySelector("[data-said]")?.replaceChildren(this.tool.word("file_refused"));
    });
    notice.querySelector("[data-copy-old]")?.addEventListener("click", async () => {
      const text = this.tool.word((await copy(old)) ? "old_copied" : "old_copy_failed");
      notice.querySelector("[data-said]")?.replaceChildren(text);
      say(text);
    });
    notice.querySelector("[data-erase-old]")?.addEventListener("click", () => this.#drop());
  }

  /** Erase what was offered: its reader says so. */
  #drop() {
    const { record } = this.#understand(this.#get(this.key));
    this.#set(this.aside, null);
    this.#set(this.key, record && JSON.stringify(record));
    this.#offer();
    say(this.tool.word("cleared"));
  }

  /** Keep a record, or none. Returns whether the browser let us. @param {T | null} record */
  write(record) {
    const before = this.#get(this.aside);
    const safe = this.#secure();
    if (before !== this.#get(this.aside)) this.#offer();
    return safe && (this.#set(this.key, record && JSON.stringify(record)) || record === null);
  }

  /** Erase all that is kept, also what was put aside. */
  erase() {
    this.#set(this.key, null);
    this.#set(this.aside, null);
    this.#offer();
  }

  /** Take over what another tab of this tool keeps: else the last to write would wipe the other's work. @param {(record: T | null) => void} take */
  watch(take) {
    addEventListener("storage", ({ key, newValue }) => {
      if (key === this.aside) this.#offer();
      if (key !== this.key && key !== null) return;
      const { record } = this.#understand(newValue);
      if (record || newValue === null) take(record);
    });
  }
}

/**
 * Part the texts of a record, by name: those that have a place in this page, and the others as one text.
 * @param {unknown} kept @param {Set<string>} known @returns {{texts: Record<string, string>, lost: string}}
 */
export function textsOf(kept, known) {
  const pairs = kept && typeof kept === "object" ? Object.entries(kept) : [];
  const here = pairs.filter(([name, text]) => known.has(name) && typeof text === "string");
  const others = pairs.filter((pair) => !here.includes(pair));
  return { texts: Object.fromEntries(here), lost: asText(others.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)])) };
}

/** Write lines under their names, as a reader finds them again. @param {string[][]} lines */
export const asText = (lines) => lines.map(([name, text]) => `${name}\n${text}`).join("\n\n");

/** Return whether somebody types in a field of this very window. @param {Element} field */
export const isTypedIn = (field) => document.hasFocus() && document.activeElement === field;
