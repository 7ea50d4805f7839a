// @ts-check
// A tree: the printed questions, one at a time. The printed links say where an answer leads; Python confirms.

import { fill } from "./fill.mjs";
import { readAnchor, readAnswers, writeAnswers } from "./fragment.mjs";
import { isPlain, released } from "./gesture.mjs";
import { readLink } from "./link.mjs";
import { showCode } from "./answer_code.mjs";
import { Tool, replaceAddress, say, today } from "./tool.mjs";

/** @typedef {{node: string, value: string}} Step */

/** Guide through a tree. @param {HTMLElement} section */
export function tree(section) {
  new Tree(section).open();
}

class Tree extends Tool {
  /** @type {Map<string, string>} Every answer given, also those off the way: they serve again if the way comes back. */
  #answers = new Map();
  /** @type {Map<string, string>} What was answered before, to questions that are asked again. */
  #before = new Map();
  #start = "";
  #shown = 0;
  #title = document.title;

  /** @param {HTMLElement} section */
  constructor(section) {
    super(section);
    /** @type {Map<string, HTMLElement>} */
    this.nodes = new Map(
      [...section.querySelectorAll("[data-node]")].map((node) => [
        node.getAttribute("data-node") ?? "",
        /** @type {HTMLElement} */ (node),
      ]),
    );
    /** @type {Map<Element, string>} Where each option leads, as its printed link says. */
    this.leads = new Map(
      [...section.querySelectorAll("a[data-value]")].map((option) => [option, option.getAttribute("href")?.slice(1) ?? ""]),
    );
    this.first = section.querySelector("[data-start]")?.getAttribute("data-node") ?? "";
    this.output = this.part("[data-result]");
  }

  open() {
    this.section.addEventListener("click", (event) => this.#click(event));
    this.onFirstTouch(() => void this.#wakeAndConfirm());
    addEventListener("popstate", () => this.#fromAddress(true));
    this.part("[data-actions]").hidden = false;
    this.part("[data-progress]").hidden = false;
    this.#fromAddress(false);
    this.taken();
    if (this.#answers.size) void this.#wakeAndConfirm();
  }

  async #wakeAndConfirm() {
    if (await this.wake()) await this.#confirm();
  }

  /** @param {boolean} moved Whether the reader moved, and is led to the question. */
  #fromAddress(moved) {
    // What was pressed before this script came is an answer like any other.
    const early = (this.section.dataset.early ?? "").split(" ").filter(Boolean);
    delete this.section.dataset.early;
    if (early.length) replaceAddress(writeAnswers(early.map((pair) => /** @type {[string, string]} */ (pair.split("=")))));
    const link = readLink(location, this.#asks());
    const anchor = readAnchor(location);
    // A link to another place of the page is no answer, and takes none away.
    if (moved && anchor && !this.nodes.has(anchor)) return;
    this.#answers = link.answers;
    // A link to one node, as the printed tree has them, opens there.
    this.#start = [history.state?.start, anchor, this.first].find((id) => this.nodes.has(id)) ?? "";
    this.#show(moved);
    // Where the way goes on to an outcome, nothing of it was lost.
    const isLost = link.unread.size > 0 || link.cut !== null;
    if (isLost && this.section.dataset.guided === "question") this.#doubt();
    else this.offer();
  }

  /** Say that the link said more than could be read: its way ends at this question. */
  #doubt() {
    const text = this.word("link_lost_way");
    this.offer(text);
    say(text);
  }

  /** What each question may be answered. @returns {import("./link.mjs").Fields} */
  #asks() {
    const questions = [...this.nodes].map(([id, node]) => {
      const values = [...node.querySelectorAll("[data-value]")].map((option) => option.getAttribute("data-value") ?? "");
      return /** @type {const} */ ([id, { type: "choice", values }]);
    });
    return new Map(questions.filter(([, { values }]) => values.length));
  }

  /** @param {string} node @param {string} value */
  #option(node, value) {
    return this.nodes.get(node)?.querySelector(`[data-value="${CSS.escape(value)}"]`) ?? null;
  }

  /** Follow the printed links from the start. @returns {{path: Step[], node: string}} */
  #walk() {
    /** @type {Step[]} */
    const path = [];
    let node = this.#start;
    for (let value = this.#answers.get(node); value !== undefined; value = this.#answers.get(node)) {
      path.push({ node, value });
      const option = this.#option(node, value);
      node = (option && this.leads.get(option)) ?? "";
    }
    return { path, node };
  }

  /** Show where the answers lead. @param {boolean} moved */
  #show(moved) {
    this.#shown += 1;
    const { path, node } = this.#walk();
    for (const [id, section] of this.nodes) section.toggleAttribute("data-current", id === node);
    const current = /** @type {HTMLElement} */ (this.nodes.get(node));
    const isOutcome = current.hasAttribute("data-outcome");
    this.section.dataset.guided = isOutcome ? "outcome" : "question";

    // Tabs, histories and screen readers tell one question from another by the title.
    const title = current.querySelector("[data-title]")?.textContent ?? "";
    document.title = path.length ? `${title} – ${this.#title}` : this.#title;

    const progress = this.word(isOutcome ? "progress_outcome" : "progress_question", { n: String(path.length + 1), left: current.dataset.left ?? "" });
    this.#report(isOutcome ? "answered" : "incomplete", "table", progress);
    for (const note of current.querySelectorAll("[data-when]")) {
      const { when = "", is = "" } = /** @type {HTMLElement} */ (note).dataset;
      const given = path.find((step) => step.node === when)?.value;
      /** @type {HTMLElement} */ (note).hidden = given === undefined || !is.split(" ").includes(given);
    }
    this.#recall(node);
    this.#open(node);
    this.#tick(path);
    this.#carry(current, path);
    this.#trail(path);
    for (const name of ["back", "restart"]) this.part(`[data-action="${name}"]`).hidden = !path.length;
    if (moved) this.#lead(current, progress);
    if (this.state === "ready") void this.#confirm();
  }

  /** Tick the answers given, for paper. @param {Step[]} path */
  #tick(path) {
    for (const option of this.section.querySelectorAll("[data-given]")) option.removeAttribute("data-given");
    for (const { node, value } of path) this.#option(node, value)?.setAttribute("data-given", "");
  }

  /** Say beside an option that it was the reader's answer before. @param {string} node */
  #recall(node) {
    for (const mark of this.section.querySelectorAll("[data-before]")) mark.remove();
    const before = this.#before.get(node);
    if (before) this.#option(node, before)?.append(fill(this.template("before"), {}));
  }

  /** Let the options of a question open, in another tab, what they lead to with the answers given so far. @param {string} node */
  #open(node) {
    // A way begun elsewhere is not in an address: there the printed link leads on.
    if (this.#start !== this.first) return;
    for (const option of this.nodes.get(node)?.querySelectorAll("a[data-value]") ?? []) {
      const answers = new Map(this.#answers).set(node, option.getAttribute("data-value") ?? "");
      option.setAttribute("href", writeAnswers(answers));
    }
  }

  /** Ask a question again, and remember what was answered. @param {string} node */
  #askAgain(node) {
    const given = this.#answers.get(node);
    if (given !== undefined) this.#before.set(node, given);
    this.#answers.delete(node);
    this.#move();
  }

  /** Return the links of an outcome the answers of this way that they hand over. @param {HTMLElement} outcome @param {Step[]} path */
  #carry(outcome, path) {
    const given = new Set(path.map(({ node, value }) => `${node}:${value}`));
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (outcome.querySelectorAll("a[data-carried]"))) {
      const address = new URL(link.href);
      link.dataset.brought ??= address.hash;
      const answers = readAnswers({ hash: link.dataset.brought, search: "" });
      for (const pair of (link.dataset.carried ?? "").split(" ")) {
        const [own = "", there = ""] = pair.split("=");
        const [name = "", value = ""] = there.split(":");
        if (given.has(own)) answers.set(name, value);
      }
      address.hash = writeAnswers(answers);
      link.href = address.href;
    }
  }

  /** @param {HTMLElement} current @param {string} progress */
  #lead(current, progress) {
    current.scrollIntoView({ block: "start" });
    current.querySelector("h2")?.focus({ preventScroll: true });
    say(progress);
  }

  /** @param {string} status @param {string} from @param {string} progress */
  #report(status, from, progress) {
    this.output.dataset.status = status;
    this.output.dataset.from = from;
    this.output.textContent = progress;
  }

  /** @param {Step[]} path */
  #trail(path) {
    const trail = this.part("[data-trail]");
    trail.hidden = !path.length;
    const rows = path.map(({ node, value }) =>
      fill(this.template("given"), {
        name: node,
        label: this.nodes.get(node)?.querySelector("[data-title]")?.textContent,
        text: this.#option(node, value)?.querySelector("[data-label]")?.textContent,
      }),
    );
    trail.querySelector("ol")?.replaceChildren(...rows);
    const sealed = this.#start === this.first ? path : []; // A way begun elsewhere cannot be taken again.
    showCode(this.section, sealed.map(({ node, value }) => this.#option(node, value)?.getAttribute("data-mark") ?? ""));
  }

  /** Ask Python whether it arrives at the same node; where it does not, its word counts. */
  async #confirm() {
    const shown = this.#shown;
    if (this.#start !== this.first) return;
    const answers = Object.fromEntries(this.#answers);
    const result = await this.runtime.ask(this.id, answers, today()).catch(() => null);
    if (!result) {
      this.fail();
      return;
    }
    await released();
    if (shown !== this.#shown) return;
    for (const [id, section] of this.nodes) section.toggleAttribute("data-current", id === result.node);
    this.section.dataset.guided = result.kind;
    this.#report(result.status, "python", result.display.progress);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = event.target instanceof Element ? event.target.closest("a[data-value], button") : null;
    if (!(target instanceof HTMLElement) || !isPlain(event)) return;
    const node = target.closest("[data-node]")?.getAttribute("data-node");
    const { value, change, action } = target.dataset;
    if (value !== undefined && node) {
      event.preventDefault();
      this.#answers.set(node, value);
      this.#move();
    } else if (change) {
      this.#askAgain(change);
    } else if (action === "back") {
      this.#askAgain(this.#walk().path.at(-1)?.node ?? "");
    } else if (action === "restart") {
      this.#answers.clear();
      this.#before.clear();
      this.#start = this.first;
      this.#move();
    }
  }

  /** Make a new place in the browser's history: its Back is the previous question. */
  #move() {
    this.offer();
    const fragment = writeAnswers(this.#answers);
    const state = this.#start === this.first ? null : { start: this.#start };
    try {
      history.pushState(state, "", `${location.pathname}${fragment}`);
    } catch {
      replaceAddress(fragment, state);
    }
    this.#show(true);
  }
}
