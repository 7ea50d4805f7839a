// @ts-check
// The examples again, in this reader's own Python: each whole answer is compared with the site's own.

import { Tool, copy, say } from "./tool.mjs";

/** @typedef {{id: string, tool: string, answers: Record<string, string>, today: string, expected: unknown}} Example */

const SECOND_MS = 1000;

/** Let a reader run the examples. @param {HTMLElement} section */
export function recette(section) {
  new Recette(section).open();
}

/**
 * Return where two JSON values first differ, "dates.deadline"; null when they are the same to the last key.
 * @param {unknown} expected @param {unknown} found @param {string} [path]
 * @returns {string | null}
 */
export function difference(expected, found, path = "") {
  if (expected === null || found === null || typeof expected !== "object" || typeof found !== "object") {
    return expected === found ? null : path;
  }
  if (Array.isArray(expected) !== Array.isArray(found)) return path;
  const ours = /** @type {Record<string, unknown>} */ (expected);
  const theirs = /** @type {Record<string, unknown>} */ (found);
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const inner = path ? `${path}.${key}` : key;
    if (!(key in ours) || !(key in theirs)) return inner;
    const first = difference(ours[key], theirs[key], inner);
    if (first !== null) return first;
  }
  return null;
}

class Recette extends Tool {
  open() {
    this.start = /** @type {HTMLButtonElement} */ (this.part("[data-start]"));
    this.start.hidden = false;
    this.start.addEventListener("click", () => this.#run());
    this.part("[data-copy]").addEventListener("click", () => this.#copy());
  }

  async #run() {
    const start = /** @type {HTMLButtonElement} */ (this.start);
    start.disabled = true;
    this.part("[data-report]").hidden = true;
    try {
      await this.#examples();
    } catch {
      this.fail();
    }
    start.disabled = false;
  }

  async #examples() {
    const began = performance.now();
    if (!(await this.wake({ again: true }))) return;
    const started = performance.now();
    const answer = await fetch(`${this.root}assets/recette/cases.json`);
    if (!answer.ok) throw new Error(String(answer.status));
    /** @type {{version: string, cases: Example[]}} */
    const { version, cases } = await answer.json();
    /** @type {string[]} */
    const failures = [];
    for (const [done, example] of cases.entries()) {
      this.status(this.word("running", { done: String(done + 1), total: String(cases.length) }));
      const found = await this.runtime.ask(example.tool, example.answers, example.today);
      const where = difference(example.expected, found);
      if (where !== null) failures.push(this.word("failure", { id: example.id, where }));
    }
    this.#report(version, cases.length, failures, [began, started, performance.now()]);
  }

  /** @param {string} version @param {number} total @param {string[]} failures @param {[number, number, number]} times */
  #report(version, total, failures, [began, started, ended]) {
    const seconds = (/** @type {number} */ from, /** @type {number} */ to) =>
      new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format((to - from) / SECOND_MS);
    const counts = { passed: String(total - failures.length), total: String(total) };
    const verdict = this.word(failures.length ? "some_failed" : "all_passed", counts);
    this.part("[data-verdict]").textContent = verdict;
    this.part("[data-lines]").textContent = [
      verdict,
      ...failures,
      "",
      this.word("version", { version }),
      this.word("browser", { browser: navigator.userAgent }),
      this.word("duration", { start: seconds(began, started), examples: seconds(started, ended) }),
      this.word("page", { address: location.href }),
    ].join("\n");
    this.section.dataset.passed = counts.passed;
    this.status("");
    const report = this.part("[data-report]");
    report.hidden = false;
    report.focus();
    say(verdict);
  }

  async #copy() {
    const text = this.part("[data-lines]").textContent ?? "";
    const done = this.word((await copy(text)) ? "copied" : "copy_failed");
    this.part("[data-done]").textContent = done;
    say(done);
  }
}
