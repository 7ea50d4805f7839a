// @ts-check
// A deadline calculator: what is typed goes to Python, what comes back fills the page's own templates.
// The answer table, made by the same rules, answers the common cases before Python is there.

import { Asking } from "./asking.mjs";
import { addTo, takeUp } from "./case.mjs";
import { reached } from "./days.mjs";
import { become, fill } from "./fill.mjs";
import { writeAnswers } from "./fragment.mjs";
import { released } from "./gesture.mjs";
import { readLink } from "./link.mjs";
import { onNewDay } from "./newday.mjs";
import { writeCode } from "./answer_code.mjs";
import { isEarlier, loadTable } from "./table.mjs";
import { settle } from "./settle.mjs";
import { handOver, pageAddress, replaceAddress, say, still, today } from "./tool.mjs";
import { answerView, shownDates } from "./view.mjs";

/** @typedef {import("../../../macros/publish/door.js").Result} Result */
/** @typedef {import("./view.mjs").View} View */
/** @typedef {import("./asking.mjs").Problem} Problem */
/** Why there is no answer. @typedef {{status: string, problems: Problem[], from?: string}} Refusal */

/** A list of dates is longer than any other answer. Its field takes one character more than the rules, who refuse it then. */
const LONGEST_LIST = 1_001;
/** Python that is there answers sooner than this: until then the form stays. */
const AT_ONCE_MS = 250;
/** A link that holds this leads to the days of the answer, one by one. */
const TO_THE_DAYS = "voir=pourquoi";

/**
 * What a calculator shows. "asking": its form, and beside or beneath it the date as one types. "waiting": the answer is asked for, and
 * has its place. "answer": the answer, and the form as rows of answers, each to be changed in its own row.
 * @typedef {"asking" | "waiting" | "answer"} Face
 */

/** Make a calculator of its printed form. @param {HTMLElement} section */
export function deadline(section) {
  new Deadline(section).open();
}

class Deadline extends Asking {
  /** The question that waits for its answer, 0 for none. */
  #open = 0;
  /** @type {import("./table.mjs").AnswerTable | null} */
  #table = null;
  /** What is shown: an answer, null for none. @type {View | null} */
  #view = null;
  /** The page's own title, without what went wrong. */
  #title = document.title;
  /** @type {Map<string, string>} what a link says that cannot be believed: the sentence beside each field */
  #doubts = new Map();
  /** @type {import("./link.mjs").Link["others"]} */
  #others = null;
  /** The reader asked by a button, and is led to what comes of it. */
  #isAsked = false;
  /** What was said of the answer that is shown. */
  #said = "";
  /** The reader is led to the days once they are there. */
  #leadsToDays = false;

  /** @param {HTMLElement} section */
  constructor(section) {
    super(section);
    this.form = /** @type {HTMLFormElement} */ (this.part("[data-form]"));
    this.above = this.part("[data-answer]");
    this.below = this.part("[data-answer-below]");
    this.place = this.below;
  }

  /** @returns {Face} */
  get face() {
    return /** @type {Face} */ (this.section.dataset.face ?? "asking");
  }

  /** @param {Face} face */
  set face(face) {
    this.section.dataset.face = face;
    // The head of the page has made room for an answer: it moves for nothing that comes in its place.
    if (face !== "asking") this.section.dataset.asked = "";
    if (face !== "answer") for (const row of this.#rows) this.#openRow(row, false);
  }

  /** The rows of the form that stand for one answer each. */
  get #rows() {
    return /** @type {HTMLElement[]} */ ([...this.form.querySelectorAll("[data-field]:not([data-with])")]);
  }

  open() {
    const submit = /** @type {HTMLButtonElement} */ (this.part("[data-submit]"));
    submit.hidden = submit.disabled = false;
    this.dates.date(today());
    for (const quick of this.section.querySelectorAll("[data-quick]")) /** @type {HTMLElement} */ (quick).hidden = false;
    this.#nameDays();
    for (const fold of this.#folds) fold.open = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#believe();
      this.#answer({ asked: true });
    });
    this.form.addEventListener("input", ({ target }) => {
      this.#believe(target);
      this.later(() => this.#answer({}));
    });
    this.form.addEventListener("change", ({ target }) => {
      this.#believe(target);
      this.#answer({ left: true });
    });
    this.section.addEventListener("click", (event) => this.#click(event));
    this.onFirstTouch(() => void this.wake());
    addEventListener("hashchange", () => this.#fromAddress());
    onNewDay((day, before) => void this.#newDay(day, before));
    this.#leadsToDays = location.hash.includes(TO_THE_DAYS);
    this.#fromAddress();
    this.taken();
    this.#meetCase();
    if (!this.section.hasAttribute("data-tabled")) return;
    const zone = this.fields.get("zone");
    zone?.addEventListener("change", () => void this.#prepare());
    void this.#prepare();
  }

  /** Write on the buttons of a day which day that is. */
  #nameDays() {
    for (const place of this.section.querySelectorAll("[data-day-of]")) {
      const iso = this.dates.days.meant(place.getAttribute("data-day-of") ?? "", today());
      place.textContent = iso && this.dates.days.named(iso);
      // It is this day that is pressed, whichever has begun since.
      place.setAttribute("data-iso", iso);
    }
  }

  /** Fetch the answer table of the zone, and answer with it what was asked meanwhile. */
  async #prepare() {
    const asked = this.fields.get("zone")?.value;
    const table = asked === "" ? null : await loadTable(this.id, asked ?? "");
    await released();
    if (!table || this.fields.get("zone")?.value !== asked) return;
    this.#table = table;
    if (this.#open && this.state !== "ready" && this.#answerAtOnce(this.#typed()) && this.#isAsked) this.#lead();
  }

  /** @param {Record<string, string>} answers @returns {Result | null | undefined} */
  #look(answers) {
    return this.#table?.find(answers, today());
  }

  /** Return what is shown of a result. @param {Result} result @param {"table" | "python"} from */
  #viewed(result, from) {
    return answerView(result, this.root, { from, calendar: this.#table?.calendar(result, today()) });
  }

  /** Return what else a link may have said, whose last word could be the beginning of a longer one. @param {Record<string, string>} answers @returns {Record<string, string>[]} */
  #readings(answers) {
    const { name = "", values = [] } = this.#others ?? {};
    return values.map((value) => ({ ...answers, [name]: value }));
  }

  /** Ask the reader for the last word of the link: another reading of it ends earlier. */
  #doubt() {
    this.#doubts.set(this.#others?.name ?? "", this.word("link_cut"));
    this.#others = null;
    void this.#answer({ left: true });
  }

  /** Answer from a table what one of them holds. Returns whether it does. @param {Record<string, string>} answers */
  #answerAtOnce(answers) {
    const ready = this.#doubts.size ? null : this.#look(answers);
    if (!ready) return false;
    const others = this.#readings(answers).map((other) => this.#look(other));
    if (others.some((other) => !other || isEarlier(other, ready))) return false;
    this.#open = 0;
    this.#clearProblems();
    this.#show(this.#viewed(ready, "table"));
    replaceAddress(writeAnswers(Object.entries(ready.answers)));
    return true;
  }

  /** It is another day: the answer is asked for again, and the page says what changed. @param {string} day @param {string} before */
  async #newDay(day, before) {
    this.dates.date(day);
    this.#nameDays();
    if (!this.hasAsked) return;
    const shown = this.#view;
    const led = this.place.contains(document.activeElement);
    const answered = this.#answer({ left: true });
    // What the table has answered need not wait for Python.
    if (!this.#view || this.#open) await answered;
    // Where nothing can be counted any more, dates that are shown stay true.
    if (shown && !this.#view && this.state === "failed") this.#show(shown);
    // Whoever was on a button of the answer that was is on the one that is.
    if (led && !this.place.contains(document.activeElement)) this.#heading()?.focus({ preventScroll: true });
    const dates = this.#view && shownDates(this.#view);
    const [was, is] = [before, day].map((one) => dates && reached(dates, one));
    this.dates.days.tell(!dates ? "new_day" : is && is !== was ? `new_day_${is}` : "new_day_same", day);
  }

  get #folds() {
    return /** @type {NodeListOf<HTMLDetailsElement>} */ (this.section.querySelectorAll("details[data-fold]"));
  }

  /** Without Python the printed form is what there is: it opens again, where nothing that is seen moves. */
  fail() {
    super.fail();
    for (const fold of this.#folds) fold.open ||= fold.getBoundingClientRect().top >= innerHeight;
  }

  /** Take the answers of the address, if it has any of ours, and answer at once. */
  #fromAddress() {
    const link = readLink(location, this.#asks(), LONGEST_LIST);
    for (const field of this.fields.values()) {
      if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.selectedIndex = [...field.options].findIndex((one) => one.defaultSelected);
    }
    const given = [...link.answers];
    for (const [name, value] of given) this.#take(name, value);
    this.#doubts.clear();
    if (link.cut !== null) this.#doubts.set(link.cut, this.word("link_cut"));
    for (const name of link.unread.keys()) {
      this.#doubts.set(name, this.word("link_unread"));
      const field = this.fields.get(name);
      // No answer stands where another was given: least of all the one of a list's first line.
      if (field instanceof HTMLSelectElement) field.selectedIndex = -1;
    }
    this.#others = link.others;
    const isAnswered = given.length > 0 || this.#doubts.size > 0;
    if (isAnswered) {
      this.place = this.above;
      this.section.dataset.asked = "";
    }
    // Opened again on another day, the address still says the day that was meant. A damaged one is left as it came.
    const fixed = this.dates.opened(given);
    const isWhole = !this.#doubts.size && !this.#others;
    if (isWhole && fixed.some(([, value], n) => value !== given[n]?.[1])) replaceAddress(writeAnswers(fixed));
    // Without answers in the address, what was typed before the script came.
    this.#answer({ left: isAnswered });
  }

  /** The case that this device keeps fills what nobody has: no link, and no reader who was quicker. */
  #meetCase() {
    addTo(this, () => this.#typed());
    const first = this.form.querySelector("input");
    const linked = this.#doubts.size > 0 || readLink(location, this.#asks(), LONGEST_LIST).answers.size > 0;
    if (!linked && first?.value.trim()) return;
    void takeUp(this, {
      linked,
      take: (answers) => {
        if (first?.value.trim()) return false;
        for (const [name, value] of Object.entries(answers)) this.#take(name, value);
        // Nobody has asked: its date stands where it comes as one types, and nothing moves for it.
        void this.#answer({ left: true });
        return true;
      },
      drop: () => {
        this.begin();
        this.form.reset();
        this.face = "asking";
        this.#remove();
        replaceAddress("");
        first?.focus();
      },
    });
  }

  /** What the fields may be answered. @returns {import("./link.mjs").Fields} */
  #asks() {
    const asks = [...this.fields].map(([name, field]) => {
      const values = field instanceof HTMLSelectElement ? [...field.options].map(({ value }) => value).filter(Boolean) : undefined;
      return /** @type {const} */ ([name, { type: field.dataset.type ?? "", values }]);
    });
    return new Map(asks);
  }

  /** Believe what the reader has seen and asked for, or one field that was filled again. A choice that nobody could read stays to be made. @param {EventTarget | null} [filled] */
  #believe(filled) {
    for (const name of this.#doubts.keys()) {
      const field = this.fields.get(name);
      if (filled ? filled === field : !(field instanceof HTMLSelectElement && !field.value)) this.#doubts.delete(name);
    }
    if (!filled || filled === this.fields.get(this.#others?.name ?? "")) this.#others = null;
  }

  /** Put a value into its field. @param {string} name @param {string} value */
  #take(name, value) {
    const field = this.fields.get(name);
    if (!field) return;
    // Bounded as what is typed. Blanks first: cut behind them, what is no date could become one.
    field.value = field instanceof HTMLInputElement ? value.replace(/\s+/g, " ").slice(0, field.maxLength) : value;
    this.dates.say(field);
  }

  /** @returns {Record<string, string>} */
  #typed() {
    this.dates.fix();
    const pairs = [...this.fields].map(([name, field]) => [name, field.value.trim()]);
    return Object.fromEntries(pairs.filter(([, value]) => value));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const { target } = event;
    const button = target instanceof Element ? target.closest("button, a") : null;
    if (button instanceof HTMLButtonElement && button.dataset.fill) {
      const iso = button.querySelector("[data-iso]")?.getAttribute("data-iso");
      this.#take(button.dataset.fill, iso ? this.dates.days.written(iso) : button.value);
      this.#believe(this.fields.get(button.dataset.fill));
      this.#answer({ asked: true });
    }
    if (button instanceof HTMLButtonElement && button.dataset.change) this.#change(button);
    if (button?.getAttribute("data-action") !== "calendar") return;
    // Where Python is there, a file with these answers; else the one that the build wrote.
    if (button instanceof HTMLAnchorElement && this.state !== "ready") return;
    event.preventDefault();
    void this.#keep();
  }

  /** Open one answer in its own row, or close it. @param {HTMLButtonElement} button */
  #change(button) {
    const row = /** @type {HTMLElement} */ (button.closest("[data-field]"));
    const opens = !row.hasAttribute("data-open");
    this.#openRow(row, opens);
    if (opens) this.fields.get(button.dataset.change ?? "")?.focus();
  }

  /** @param {HTMLElement} row @param {boolean} opens */
  #openRow(row, opens) {
    row.querySelector("[data-change]")?.setAttribute("aria-expanded", String(opens));
    const parts = [row, ...this.form.querySelectorAll(`[data-with="${row.dataset.field}"]`)];
    for (const part of parts) part.toggleAttribute("data-open", opens);
  }

  /** Write what was answered on each row. @param {View} view */
  #fillRows({ answers }) {
    for (const place of this.form.querySelectorAll("[data-row]")) {
      const name = place.getAttribute("data-row") ?? "";
      const field = this.fields.get(name);
      const chosen = field instanceof HTMLSelectElement ? field.selectedOptions[0]?.text : field?.value;
      const said = answers.find((one) => one.name === name)?.text;
      place.textContent = said || chosen || this.word("not_given");
    }
  }

  /** Hand the dates over as a calendar file, made by Python from what is typed. */
  async #keep() {
    if (!(await this.wake({ again: true }))) return;
    /** @type {string} */
    let text;
    try {
      text = await this.runtime.calendar(this.id, this.#typed(), today(), pageAddress());
    } catch {
      this.fail();
      return;
    }
    handOver(`${this.id}.ics`, text, "text/calendar");
  }

  /**
   * Answer what is typed: from the table at once, from Python when it is there. A newer question wins.
   * `asked`: the reader pressed the button, and is led to the answer or to what is wrong.
   * `left`: the reader has left a field, whose problem may now be shown.
   * @param {{asked?: boolean, left?: boolean}} how
   */
  async #answer({ asked = false, left = false }) {
    if (this.#doubts.size) {
      this.#open = 0;
      this.begin();
      const problems = [...this.#doubts].map(([field, text]) => ({ field, text }));
      return this.#refuse({ status: "invalid", problems }, { asked, shown: true });
    }
    const answers = this.#typed();
    const start = this.form.querySelector("input");
    if (!asked && start && !start.value.trim()) return;
    const question = this.begin();
    this.#isAsked = asked;
    if (asked) this.place = this.above;
    const undated = this.undated();
    this.#open = undated.length ? 0 : question;
    if (undated.length) return this.#refuse({ status: "invalid", from: "table", problems: undated }, { asked, shown: true });

    const atOnce = this.#answerAtOnce(answers);
    if (asked && atOnce) this.#lead();
    // Python may be long in coming: no date of other answers stands beside these.
    if (!atOnce && this.state !== "ready") this.#remove();
    if (!atOnce && this.place === this.above && this.face !== "answer") this.#await(question);
    const result = await this.ask(question, answers, { again: asked });
    if (result === "late") return;
    if (result === "failed") {
      if (!this.#open) return;
      this.face = "asking";
      this.#remove();
      if (!asked) return;
      for (const fold of this.#folds) fold.open = true;
      this.part("[data-status-line]").focus();
      return;
    }
    for (const other of this.#readings(answers)) {
      const read = await this.ask(question, other);
      if (read === "late" || read === "failed") return;
      if (isEarlier(read, result)) return this.#doubt();
    }
    this.#open = 0;
    if (result.status === "answered") {
      this.#clearProblems();
      this.#show(this.#viewed(result, "python"));
      replaceAddress(writeAnswers(Object.entries(result.answers)));
      if (asked && !atOnce) this.#lead();
    } else {
      settle(() => this.#refuse(result, { asked, shown: asked || left }));
    }
  }

  /** Give the answer its place, and what stands there away: at once, or where Python is long in coming. @param {number} question */
  #await(question) {
    const wait = () => {
      if (this.#open === question && this.face === "asking") this.face = "waiting";
    };
    if (this.state === "ready") setTimeout(wait, AT_ONCE_MS);
    else wait();
  }

  /** Show an answer. What is the same stays the same element: it keeps the focus, and its place. @param {View} view */
  #show(view) {
    this.#view = view;
    const head = fill(this.template("answer"), view);
    const tail = fill(this.template("reasons"), view);
    for (const day of head.querySelectorAll("[data-day]")) day.toggleAttribute("data-today", day.getAttribute("data-day") === today());
    const code = tail.querySelector("[data-code]");
    if (code) writeCode(code, view.code);
    const isAbove = this.place === this.above;
    still(this.above, () => {
      if (isAbove) {
        become(this.above, head);
        become(this.below, tail);
      } else {
        head.append(tail);
        this.above.replaceChildren();
        become(this.below, head);
      }
      this.#fillRows(view);
      this.face = isAbove ? "answer" : "asking";
      this.section.dataset.hasAnswer = view.from;
      for (const part of this.section.querySelectorAll("[data-debated]")) {
        /** @type {HTMLElement} */ (part).hidden = view.debated.length > 0;
      }
    });
    const { main, headline } = view;
    const said = headline ?? [main?.label, main?.day, main?.year].join(" ");
    // The same from another source is no news.
    if (said !== this.#said) say(said);
    this.#said = said;
    if (this.#leadsToDays && isAbove) this.#leadToDays();
  }

  /** Bring the days into view for whoever asked why, unless they went on reading elsewhere. */
  #leadToDays() {
    const days = /** @type {HTMLElement | null} */ (this.above.querySelector("[data-why]"));
    if (!days) return;
    this.#leadsToDays = false;
    if (scrollY > 0) return;
    // Once the answer has its place: what a scroll carries has not moved.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        days.scrollIntoView({ block: "start" });
        days.focus({ preventScroll: true });
      }),
    );
  }

  /** Take the answer away. Where the rows of answers stand beneath it, they stay where they are. */
  #remove() {
    this.#view = null;
    this.#said = "";
    if (this.face !== "answer") this.above.replaceChildren();
    for (const box of /** @type {NodeListOf<HTMLElement>} */ (this.above.querySelectorAll("[data-box]"))) {
      box.style.minHeight = `${box.offsetHeight}px`;
      box.replaceChildren();
    }
    this.below.replaceChildren();
    delete this.section.dataset.hasAnswer;
  }

  #lead() {
    this.#heading()?.scrollIntoView({ block: "start" });
    this.#heading()?.focus({ preventScroll: true });
  }

  #heading() {
    return /** @type {HTMLElement | null} */ (this.place.querySelector("[data-heading]"));
  }

  /** Say why there is no date: beside each field, and in a summary for who asked. @param {Refusal} result @param {{asked: boolean, shown: boolean}} how */
  #refuse(result, { asked, shown }) {
    const { problems } = result;
    this.#remove();
    // In a row of the answers the reader is told there; before there was any, in the form.
    const inRow = this.face === "answer" && problems.every(({ field }) => this.fields.has(field));
    if (!inRow) {
      this.face = "asking";
      this.above.replaceChildren();
    }
    const elsewhere = problems.filter(({ field }) => !this.fields.has(field));
    (inRow ? this.below : this.place).replaceChildren(
      fill(this.template("unanswered"), {
        status: result.status,
        from: result.from ?? "python",
        text: elsewhere.map(({ text }) => text).join(" "),
        hidden: elsewhere.length ? "" : "hidden",
      }),
    );
    this.#clearProblems();
    if (!shown) return;
    for (const { field, text } of problems) this.mark(field, text);
    if (inRow) {
      for (const { field } of problems) this.#openRow(this.#rowOf(field), true);
      if (asked) this.fields.get(problems[0]?.field ?? "")?.focus();
    }
    if (asked && !inRow) this.#summarise(problems);
    else say(problems.map(({ text }) => text).join(" "));
  }

  /** @param {string} name @returns {HTMLElement} */
  #rowOf(name) {
    const field = /** @type {HTMLElement} */ (this.fields.get(name)?.closest("[data-field]"));
    return field.dataset.with ? this.#rowOf(field.dataset.with) : field;
  }

  #clearProblems() {
    document.title = this.#title;
    this.part("[data-summary]").hidden = true;
    for (const name of this.fields.keys()) this.mark(name, "");
  }

  /** @param {Problem[]} problems */
  #summarise(problems) {
    const summary = this.part("[data-summary]");
    const items = problems.map(({ field, text }) =>
      fill(this.template("problem"), { text, href: `#${this.fields.get(field)?.id ?? ""}` }),
    );
    summary.querySelector("ul")?.replaceChildren(...items);
    summary.hidden = false;
    document.title = this.word("error_title", { title: this.#title });
    for (const link of summary.querySelectorAll("a")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        document.getElementById(link.hash.slice(1))?.focus();
      });
    }
    summary.focus();
  }
}
