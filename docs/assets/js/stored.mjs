// @ts-check
// What this site keeps on a reader's device, shown as it is, handed over as a file, erased. Our own keys alone:
// an address may be shared with other sites.

import { fill } from "./fill.mjs";
import { Tool, handOver, say, today } from "./tool.mjs";

/** Every key of ours begins so, and every cache: two sites may share an address. */
const KEY = "amiable.";
const CACHE = `amiable-${new URL("../../", import.meta.url).pathname}#`;
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
    const titles = /** @type {HTMLTemplateElement} */ (this.part("template[data-titles]")).content;
    this.part("[data-answers]").replaceChildren(
      ...(records ?? []).map(([key, text]) => {
        const own = key.replace(/\.old$/, "");
        const known = titles.querySelector(`[data-key="${CSS.escape(own)}"]`)?.textContent ?? this.word("gone");
        const title = own === key ? known : this.word("aside", { title: known });
        return fill(this.template("answer"), { title, key, text });
      }),
    );
    const count = records ? this.#count(records.length, ["nothing", "one", "several"]) : this.word("refused");
    this.part("[data-count]").textContent = count;
    const seen = this.part("[data-seen]");
    seen.hidden = false;
    seen.focus();
    this.#done("");
    await this.#showFiles();
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

  /** Drop the pages kept, and what keeps them. Gives whether the browser let us. */
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

/** A record as JSON when it is that, else as text. @param {string} text @returns {unknown} */
function asValue(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
