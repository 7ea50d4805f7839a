// @ts-check
// A tree: the printed questions, one at a time. The printed links say where an answer leads; Python confirms.

import { addTo, takeUp } from "./case.mjs";
import { showCode, writeCode } from "./answer_code.mjs";
import { fill } from "./fill.mjs";
import { readAnchor, readAnswers, writeAnswers } from "./fragment.mjs";
import { isPlain, released } from "./gesture.mjs";
import { atRest, sparesData } from "./idle.mjs";
import { readLink } from "./link.mjs";
import { onNewDay } from "./newday.mjs";
import { Asked, isBelieved } from "./outcome.mjs";
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
  /** The node that is shown. @type {HTMLElement | null} */
  #current = null;
  #isWaking = false;

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
    this.asked = new Asked(this, {
      changed: (name, iso) => this.#take(name, iso),
      needed: () => this.state !== "failed" && (this.state === "ready" || !sparesData()),
    });
  }

  open() {
    this.#nameThePage();
    // Without a script nothing is folded away.
    for (const fold of /** @type {NodeListOf<HTMLDetailsElement>} */ (this.section.querySelectorAll("details[data-fold]"))) fold.open = false;
    this.section.addEventListener("click", (event) => this.#click(event));
    addEventListener("popstate", () => this.#fromAddress(true));
    onNewDay((day, before) => this.#newDay(day, before));
    this.#fromAddress(false);
    this.taken();
    this.#meetCase();
  }

  /** The case that this device keeps may answer questions that nobody has answered here. */
  #meetCase() {
    addTo(this, () => Object.fromEntries(this.#answers));
    if (sparesData()) return;
    void takeUp(this, {
      linked: this.#answers.size > 0,
      offered: this.word("case_offer"),
      take: (answers) => {
        for (const [name, value] of Object.entries(answers)) if (!this.#answers.has(name)) this.#answers.set(name, value);
        this.#move();
        return true;
      },
      drop: () => {
        this.#answers.clear();
        this.#move();
      },
    });
  }

  /** The question that is asked is the heading of the page, which keeps its own name for paper. */
  #nameThePage() {
    const heading = document.querySelector("h1");
    if (!heading) return;
    heading.classList.add("am-tree__name");
    retag(heading, "p");
  }

  /** Fetch Python once the reader is at rest: nothing here waits for it. */
  async #wakeAtRest() {
    if (this.#isWaking || sparesData()) return;
    this.#isWaking = true;
    await atRest();
    this.state = "loading";
    try {
      await this.runtime.start();
    } catch {
      this.fail();
      return;
    }
    this.state = "ready";
    await this.#confirm();
  }

  /** Python does not run here: the printed tree answers all the same. */
  fail() {
    this.state = "failed";
    this.asked.fail();
  }

  /** It is another day: what the outcome asked is counted again. @param {string} day @param {string} before */
  #newDay(day, before) {
    this.asked.newDay(day, before);
    if (this.state === "ready") void this.#confirm();
  }

  /** Take the day that an outcome asks. @param {string} name @param {string} iso */
  #take(name, iso) {
    this.#answers.set(name, iso);
    const state = this.#start === this.first ? null : { start: this.#start };
    replaceAddress(writeAnswers(this.#answers), state);
    this.#show(false);
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
    const isKnown = isBelieved(link, this.asked.fields);
    this.#answers = this.#dated(link.answers, isKnown);
    // A link to one node, as the printed tree has them, opens there.
    this.#start = [history.state?.start, anchor, this.first].find((id) => this.nodes.has(id)) ?? "";
    this.#show(moved);
    // Where the way goes on to an outcome, nothing of it was lost but the day that it asks.
    const isLost = link.unread.size > 0 || link.cut !== null;
    if (isLost && this.section.dataset.guided === "question") this.#doubt();
    else this.offer();
    if (!isKnown && this.asked.name) this.asked.doubt(this.word("link_lost_day"));
  }

  /**
   * Return the answers of a link, a word for a day as its date as of the day on which the link is opened. What the
   * outcomes ask is left out where it cannot be believed.
   * @param {Map<string, string>} answers @param {boolean} isKnown
   */
  #dated(answers, isKnown) {
    const { days, fields } = this.asked;
    const kept = [...answers].filter(([name]) => isKnown || !fields.has(name));
    const dated = new Map(kept.map(([name, value]) => [name, fields.get(name)?.type === "date" ? days.fixed(value, today(), (iso) => iso) : value]));
    const isFixed = kept.some(([name, value]) => dated.get(name) !== value);
    // Opened again on another day, it still says the day that was meant.
    if (isFixed) replaceAddress(writeAnswers(dated), history.state);
    return dated;
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
    return new Map([...questions.filter(([, { values }]) => values.length), ...this.asked.fields]);
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
    const current = /** @type {HTMLElement} */ (this.nodes.get(node));
    const isOutcome = current.hasAttribute("data-outcome");
    this.#stand(current);

    // Tabs, histories and screen readers tell one question from another by the title.
    const title = current.querySelector("[data-title]")?.textContent ?? "";
    document.title = path.length ? `${title} – ${this.#title}` : this.#title;

    const progress = this.word(isOutcome ? "progress_outcome" : "progress_question", { n: String(path.length + 1), left: current.dataset.left ?? "" });
    this.#report(isOutcome ? "answered" : "incomplete", "table", progress);
    const isGiven = (/** @type {string} */ name, /** @type {string[]} */ values) => path.some((step) => step.node === name && values.includes(step.value));
    for (const note of /** @type {NodeListOf<HTMLElement>} */ (current.querySelectorAll(".am-note[data-when]"))) {
      note.hidden = !isGiven(note.dataset.when ?? "", note.dataset.is?.split(" ") ?? []);
    }
    current.querySelector("[data-place]")?.append(this.part("[data-actions]"));
    this.asked.show(current, this.#answers, isGiven);
    this.#map(node, path);
    this.#recall(node);
    this.#open(node);
    this.#tick(path);
    this.#carry(current, path);
    this.#trail(path);
    this.part('[data-action="back"]').hidden = !path.length;
    if (moved) this.#lead(progress);
    if (this.state === "ready") void this.#confirm();
    else if (this.#answers.size) void this.#wakeAtRest();
  }

  /** Stand at a node: it alone is seen, and its title is the page's heading. @param {HTMLElement} current */
  #stand(current) {
    this.section.dataset.guided = current.hasAttribute("data-outcome") ? "outcome" : "question";
    if (current === this.#current) return;
    if (this.#current) retag(heading(this.#current), "h2");
    for (const node of this.nodes.values()) node.toggleAttribute("data-current", node === current);
    retag(heading(current), "h1");
    // What was under a second heading is under the first now: its own headings are the second.
    for (const other of this.section.querySelectorAll("h3")) other.removeAttribute("aria-level");
    for (const below of current.querySelectorAll("h3")) below.setAttribute("aria-level", "2");
    this.#current = current;
  }

  /** Show the place on the map of the tree. @param {string} here @param {Step[]} path */
  #map(here, path) {
    const been = new Set(path.map(({ node }) => node));
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.section.querySelectorAll("[data-map]"))) {
      const id = place.dataset.map ?? "";
      place.toggleAttribute("data-been", been.has(id));
      if (id === here) place.setAttribute("aria-current", "step");
      else place.removeAttribute("aria-current");
    }
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
        // What the outcome asked goes on as it is.
        const asked = own === this.asked.name ? this.#answers.get(own) : undefined;
        if (asked) answers.set(name, asked);
      }
      address.hash = writeAnswers(answers);
      link.href = address.href;
    }
  }

  /** Lead the reader to the node that is shown: its top is where the last one's was. @param {string} progress */
  #lead(progress) {
    const way = this.part("[data-way]");
    if (way.getBoundingClientRect().top < 0) way.scrollIntoView({ block: "start" });
    if (this.#current) heading(this.#current).focus({ preventScroll: true });
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
    const reached = this.nodes.get(result.node ?? "");
    if (reached) this.#stand(reached);
    this.#report(result.status, "python", result.display.progress);
    this.asked.confirm(result);
    if (result.code && result.asks && result.dates?.deadline) writeCode(this.part("[data-code]"), result.code);
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

/** Return the heading of a node. @param {HTMLElement} node @returns {HTMLElement} */
function heading(node) {
  return /** @type {HTMLElement} */ (node.querySelector("[data-title]")?.parentElement);
}

/** Make another element of a heading, with all that it has: its rank is told by its name. @param {HTMLElement} element @param {string} name */
function retag(element, name) {
  const other = document.createElement(name);
  for (const { name: attribute, value } of element.attributes) other.setAttribute(attribute, value);
  other.append(...element.childNodes);
  element.replaceWith(other);
}
