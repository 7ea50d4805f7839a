// @ts-check
// The search of the site: the index is fetched when a reader searches, and never leaves this site.

import { fill } from "./fill.mjs";
import { readAnswers, writeAnswers } from "./fragment.mjs";
import { replaceAddress, say } from "./page.mjs";

// Pagefind names its own worker by a text: under the policy this one text is the address of a script, and no other.
const SEARCHER = new URL("../search/pagefind-worker.js", import.meta.url).href;
globalThis.trustedTypes?.createPolicy("default", {
  createScriptURL: (address) => (new URL(address, location.href).href === SEARCHER ? address : null),
});

/** @typedef {{url: string, meta: Record<string, string>}} Page What Pagefind tells of a page. */
/** @typedef {{score: number, data: () => Promise<Page>}} Found */
/** @typedef {{init: () => Promise<void>, search: (words: string) => Promise<{results: Found[]}>}} Pagefind */

/** A pause this long ends a word. */
const PAUSE_MS = 150;
const MOST = 8;
/** An entry page goes before a page that fits this much better, no more: it is the shortest way to an answer. */
const NEAR = 0.5;
const ENTRY = "/e/";

/** Make a search of its printed form. @param {HTMLElement} section */
export function search(section) {
  new Search(section).open();
}

class Search {
  #asked = 0;
  /** @type {Promise<Pagefind> | null} */
  #index = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /** @param {HTMLElement} section */
  constructor(section) {
    this.section = section;
    this.field = /** @type {HTMLInputElement} */ (section.querySelector("input"));
    this.results = /** @type {HTMLElement} */ (section.querySelector("[data-results]"));
    this.line = /** @type {HTMLElement} */ (section.querySelector("[data-search-line]"));
    this.small = new Set((section.dataset.smallWords ?? "").split(" "));
  }

  open() {
    const form = /** @type {HTMLFormElement} */ (this.section.querySelector("form"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#search();
    });
    this.field.addEventListener("input", () => {
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => void this.#search(), PAUSE_MS);
    });
    this.field.addEventListener("focus", () => void this.#load().catch(() => {}), { once: true });
    addEventListener("hashchange", () => {
      this.field.value = "";
      this.#fromAddress();
    });
    form.hidden = false;
    this.#fromAddress();
    if (!this.field.value) this.field.focus({ preventScroll: true });
  }

  #fromAddress() {
    const words = readAnswers(location).get("q");
    // What was typed before this script came stays.
    if (words && !this.field.value) this.field.value = words;
    if (this.field.value || this.#asked) void this.#search();
  }

  /** @returns {Promise<Pagefind>} */
  async #load() {
    this.#index ??= import(new URL("../search/pagefind.js", import.meta.url).href).then(async (pagefind) => {
      await pagefind.init();
      return pagefind;
    });
    try {
      return await this.#index;
    } catch (cause) {
      this.#index = null; // The network may come back.
      throw cause;
    }
  }

  /** The words that say something, as the index has them: no accent, no elided article. @param {string} typed */
  #words(typed) {
    const plain = typed.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\b(?:[cdjlmnst]|qu)['’]/g, " ");
    const all = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const telling = all.filter((word) => !this.small.has(word));
    return (telling.length ? telling : all).join(" ");
  }

  async #search() {
    clearTimeout(this.#pause);
    const question = ++this.#asked;
    const typed = this.field.value.trim();
    replaceAddress(typed ? writeAnswers([["q", typed]]) : "");
    const words = this.#words(typed);
    /** @type {{score: number, page: Page}[]} */
    let found = [];
    let failed = false;
    try {
      if (words) found = await this.#ask(words);
    } catch {
      failed = true;
    }
    if (question !== this.#asked) return;
    const template = /** @type {HTMLTemplateElement} */ (this.section.querySelector('template[data-template="result"]'));
    this.results.replaceChildren(...found.map(({ page }) => fill(template, rowOf(page))));
    this.section.toggleAttribute("data-none", !found.length);
    const word = failed ? "failed" : !words ? "ask" : found.length === 0 ? "none" : found.length === 1 ? "one" : "many";
    const text = this.#word(word).replace("{n}", String(found.length));
    this.line.textContent = text;
    say(text);
  }

  /** @param {string} words */
  async #ask(words) {
    const { results } = await (await this.#load()).search(words);
    const best = results.slice(0, MOST);
    const found = await Promise.all(best.map(async ({ score, data }) => ({ score, page: await data() })));
    const enough = (found[0]?.score ?? 0) * NEAR;
    /** @param {{score: number, page: Page}} one */
    const first = ({ score, page }) => score >= enough && new URL(page.url, location.href).pathname.includes(ENTRY);
    return [...found.filter(first), ...found.filter((one) => !first(one))];
  }

  /** @param {string} name */
  #word(name) {
    const words = /** @type {HTMLTemplateElement} */ (this.section.querySelector("template[data-words]"));
    const found = words.content.querySelector(`[data-word="${name}"]`)?.textContent;
    if (!found) throw new Error(`search: no word ${name}`);
    return found;
  }
}

/** @param {Page} page */
const rowOf = ({ url, meta }) => ({ url, title: meta.title, text: meta.description });
