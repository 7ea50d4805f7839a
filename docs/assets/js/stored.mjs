// @ts-check
// What this site keeps on a reader's device, said in the words of its pages, handed over as a file, erased. Our own keys alone:
// an address may be shared with other sites.

import { fill, listOf, textOf } from "./fill.mjs";
import { dayMonthYear } from "./view.mjs";
import { Tool, handOver, say, today } from "./tool.mjs";

/** Every key of ours begins so, and every cache: two sites may share an address. */
const KEY = "amiable.";
const CACHE = `amiable-${new URL("../../", import.meta.url).pathname}#`;
const ISO = /^\d{4}-\d{2}-\d{2}$/;
/** The form of the file that is handed over. */
const VERSION = 1;

/** Show what is kept. @param {HTMLElement} section */
export function stored(section) {
  new Stored(section).open();
}

class Stored extends Tool {
  open() {
    this.part("[data-actions]").hidden = false;
    this.section.addEventListener("click", ({ target }) => {
      const action = target instanceof Element ? target.closest("[data-action]")?.getAttribute("data-action") : "";
      if (action === "see") void this.#show();
      if (action === "take") this.#take();
      if (action === "erase") this.#ask(true);
      if (action === "keep") this.#ask(false);
      if (action === "erase-all") void this.#erase();
    });
  }

  /** Return our records as they are kept; null where the browser refuses. @returns {[string, string][] | null} */
  #records() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(KEY))
        .sort()
        .map((key) => [key, localStorage.getItem(key) ?? ""]);
    } catch {
      return null;
    }
  }

  /** Show the records at once and lead there; the files follow: the reader may have gone on by then. */
  async #show() {
    const records = this.#records();
    this.part("[data-answers]").replaceChildren(...(records ?? []).map(([key, text]) => fill(this.template("answer"), this.#inWords(key, text))));
    const count = records ? this.#count(records.length, ["nothing", "one", "several"]) : this.word("refused");
    this.part("[data-count]").textContent = count;
    const seen = this.part("[data-seen]");
    seen.hidden = false;
    seen.focus();
    this.#done("");
    await this.#showFiles();
  }

  /** What a record holds, in the words of its page. @param {string} key @param {string} text */
  #inWords(key, text) {
    const titles = /** @type {HTMLTemplateElement} */ (this.part("template[data-titles]")).content;
    const own = key.replace(/\.old$/, "");
    const known = /** @type {HTMLElement | null} */ (titles.querySelector(`[data-key="${CSS.escape(own)}"]`));
    const title = known?.querySelector("[data-title]")?.textContent ?? this.word("gone");
    const named = own === key ? title : this.word("aside", { title });
    const record = asValue(text);
    const lines = known && own === key && record && typeof record === "object" ? this.#lines(/** @type {Record<string, unknown>} */ (record), known) : null;
    const said = lines ? (lines.length ? "" : this.word("empty")) : this.word("unread");
    const url = known ? this.root + known.dataset.address : "";
    const shown = (lines ?? []).map((one) => ({ line: this.#line(one) }));
    return { key, text, lines: shown, said, url, title: named, plain: url ? "" : named };
  }

  /** Say a line: a question has its own sign, what is blank has none. @param {{label: string, text: string}} line */
  #line({ label, text }) {
    if (!text) return label;
    return this.word(label.endsWith("?") ? "answered" : "line", { label, text });
  }

  /** @param {Record<string, unknown>} record @param {HTMLElement} known @returns {{label: string, text: string}[]} */
  #lines(record, known) {
    const named = (/** @type {string} */ name) => known.querySelector(`[data-name="${CSS.escape(name)}"]`)?.textContent;
    const called = (/** @type {string} */ name) => named(name) ?? this.word("other");
    /** @param {string} name @param {unknown} value */
    const line = (name, value) => ({ label: called(name), text: named(`${name}=${textOf(value)}`) ?? textOf(value) });
    const pairs = (/** @type {unknown} */ part) => Object.entries(recordOf(part)).filter(([, value]) => textOf(value));
    return [
      ...listOf(record.done).map((id) => ({ label: this.word("ticked"), text: called(textOf(id)) })),
      ...pairs(record.notes).map(([id, note]) => ({ label: this.word("note", { label: called(id) }), text: textOf(note) })),
      ...pairs(record.fields).map(([name, value]) => line(name, value)),
      ...["me", "client", "contract", "work"].flatMap((part) => pairs(record[part]).map(([name, value]) => line(`${part}.${name}`, value))),
      ...listOf(record.facts).flatMap((fact) => this.#fact(fact, called, line)),
      ...listOf(record.pieces).map(recordOf).map(({ title, kind }) => ({ label: this.word("piece"), text: textOf(title) || called(`piece.${textOf(kind)}`) })),
    ];
  }

  /** @param {unknown} fact @param {(name: string) => string} called @param {(name: string, value: unknown) => {label: string, text: string}} line */
  #fact(fact, called, line) {
    const { kind: of, on, text, ...more } = recordOf(fact);
    const id = textOf(of);
    const kind = called(`fact.${id}`);
    const day = textOf(on);
    const label = day ? this.word("fact", { kind, day: ISO.test(day) ? dayMonthYear(day) : day }) : this.word("undated", { kind });
    const asked = Object.entries(more).filter(([name, value]) => typeof value === "string" && value && name !== "id");
    return [{ label, text: textOf(text) }, ...asked.map(([name, value]) => line(`${id}.${name}`, value))];
  }

  async #showFiles() {
    const files = await this.#files();
    this.part("[data-files]").replaceChildren(...files.map((address) => fill(this.template("file"), { address })));
    this.part("[data-file-count]").textContent = this.#count(files.length, ["no_file", "one_file", "several_files"]);
  }

  /** @param {number} n @param {[string, string, string]} names None, one, several. */
  #count(n, [none, one, several]) {
    return this.word(n > 1 ? several : n ? one : none, { n: String(n) });
  }

  /** Return the path of every file of the site that is kept. @returns {Promise<string[]>} */
  async #files() {
    try {
      const kept = await Promise.all((await ourCaches()).map(async (name) => (await caches.open(name)).keys()));
      return [...new Set(kept.flat().map(({ url }) => new URL(url).pathname))].sort();
    } catch {
      return []; // No secure connection, or storage refused: nothing is kept.
    }
  }

  /** Hand our records over as a file: text that any program reads. */
  #take() {
    const kept = this.#records();
    if (!kept) return this.#done(this.word("refused"));
    const records = Object.fromEntries(kept.map(([key, text]) => [key, asValue(text)]));
    const file = JSON.stringify({ version: VERSION, made_on: today(), records }, null, 2);
    handOver(`amiable-${today()}.json`, file, "application/json");
  }

  /** Ask before erasing. @param {boolean} asked */
  #ask(asked) {
    const sure = this.part("[data-sure]");
    sure.hidden = !asked;
    if (asked) sure.focus();
    else /** @type {HTMLElement} */ (this.part('[data-action="erase"]')).focus();
  }

  async #erase() {
    for (const [key] of this.#records() ?? []) localStorage.removeItem(key);
    const names = await this.#drop();
    this.#ask(false);
    if (!this.part("[data-seen]").hidden) await this.#show();
    this.#done(this.word(names && !this.#records()?.length ? "erased" : "not_erased"));
  }

  /** Drop the pages kept, and what keeps them. Returns whether the browser let us. */
  async #drop() {
    try {
      const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
      const ours = new URL(this.root || ".", location.href).href;
      for (const one of registrations) if (one.scope === ours) await one.unregister();
      for (const name of await ourCaches()) await caches.delete(name);
    } catch {
      return !("caches" in globalThis); // Without a secure connection there is nothing to drop.
    }
    return true;
  }

  /** @param {string} text */
  #done(text) {
    this.part("[data-done]").textContent = text;
    if (text) say(text);
  }
}

/** Return the names of this site's caches. */
const ourCaches = async () => (await caches.keys()).filter((name) => name.startsWith(CACHE));

/** @param {unknown} value @returns {Record<string, unknown>} */
const recordOf = (value) => (value && typeof value === "object" ? /** @type {Record<string, unknown>} */ (value) : {});

/** A record as JSON when it is that, else as text. @param {string} text @returns {unknown} */
function asValue(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
