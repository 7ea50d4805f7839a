// @ts-check
// A letter: what is typed stands on its sheet at once, and goes to Python, which judges it. The fields are kept on
// this device.

import { Asking } from "./asking.mjs";
import { addTo, takeUp } from "./case.mjs";
import { fill } from "./fill.mjs";
import { writeAnswers } from "./fragment.mjs";
import { showAdmissions } from "./admissions.mjs";
import { Kept, asText, isTypedIn, textsOf } from "./kept.mjs";
import { readLink } from "./link.mjs";
import { mailto } from "./mail.mjs";
import { onNewDay } from "./newday.mjs";
import { settle } from "./settle.mjs";
import { Sheet } from "./sheet.mjs";
import { copy, printPage, replaceAddress, say, today } from "./tool.mjs";
import { dayMonthYear, linkView } from "./view.mjs";
import { handOverWord } from "./word.mjs";

const VERSION = 1;
/** A pause this long ends a word. */
const PAUSE_MS = 300;

/** A day as the rules write it. */
const ISO = /^\d{4}-\d\d-\d\d$/;

/** A date that another tool hands over, as people write it; anything else as it is. @param {string} given */
const asTyped = (given) => (ISO.test(given) ? dayMonthYear(given) : given);

/** @typedef {{version: number, begun_on?: string, fields: Record<string, string>}} Filled */

/** @param {unknown} kept @param {Set<string>} names @returns {import("./kept.mjs").Understood<Filled>} */
function understood(kept, names) {
  const { version, begun_on, fields } = /** @type {Record<string, unknown>} */ (kept);
  if (version !== VERSION || !fields || typeof fields !== "object") return { record: null, lost: "" };
  const { texts, lost } = textsOf(fields, names);
  return { record: { version, ...(typeof begun_on === "string" && ISO.test(begun_on) && Date.parse(begun_on) ? { begun_on } : {}), fields: texts }, lost };
}

/** Fill a letter from its fields. @param {HTMLElement} section */
export function letter(section) {
  new Letter(section).open();
}

class Letter extends Asking {
  #said = "";
  /** @type {string[]} the fields that hold a word for a day nobody knows */
  #unknown = [];
  /** @type {import("./asking.mjs").Field | null} whose answer the link had lost */
  #lost = null;
  /** Whether something was typed since the letter was last kept. */
  #typed = false;
  /** Whether its lines come from another visit. */
  #older = false;
  /** @type {Map<string, string>} what the case has put into its fields */
  #taken = new Map();

  /** @param {HTMLElement} section */
  constructor(section) {
    super(section);
    const names = new Set(this.fields.keys());
    this.kept = new Kept(this, "letter", (kept) => understood(kept, names));
    this.letter = this.part("[data-letter]");
    this.output = this.part("[data-result]");
    this.inputs = /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ ([...this.fields.values()]);
    this.mail = /** @type {HTMLAnchorElement | null} */ (section.querySelector("[data-mail]"));
    this.sheet = new Sheet(this.letter);
    this.required = this.inputs.filter((field) => field.hasAttribute("data-required"));
  }

  open() {
    const given = this.#given();
    const kept = this.kept.read();
    this.#date(kept);
    // A reader may be quicker than this script: what is typed by now stays.
    const untouched = this.inputs.filter((field) => field.value === field.defaultValue);
    for (const field of untouched) field.value = kept?.fields[field.name] ?? field.value;
    this.#older = kept !== null;
    const brought = !this.#asksFirst(given) && this.#bring(given, untouched);
    const form = this.part("[data-form]");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => {
      if (target === this.#lost) this.#lost = null;
      this.#typed = true;
      this.part("[data-done]").textContent = "";
      this.#write();
      this.later(() => this.#fill(), PAUSE_MS);
    });
    form.addEventListener("focusin", ({ target }) => this.sheet.point(target instanceof Element ? (target.getAttribute("name") ?? "") : ""));
    for (const type of ["pagehide", "visibilitychange"]) {
      addEventListener(type, () => {
        if (this.#typed) this.#store();
      }, true);
    }
    form.addEventListener("change", () => void this.#fill({ left: true }));
    this.section.addEventListener("click", (event) => this.#click(event));
    addEventListener("hashchange", () => this.#fromAddress());
    this.kept.watch((other) => this.#takeOver(other));
    onNewDay((day) => this.#newDay(day));
    for (const part of ["[data-actions]", "[data-more]", "[data-kept]"]) this.part(part).hidden = false;
    this.section.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === "radio") this.part("[data-steps]").scrollIntoView({ block: "nearest" });
    });
    this.#watchSheet();
    this.#problems(this.#undated(), true);
    this.#write();
    this.#showLost();
    this.#address();
    // What is kept was judged when it was written: nothing is loaded for who comes to read it.
    this.onFirstTouch(() => (this.#changed() ? void this.#fill({ left: true }) : void this.wake()));
    this.taken();
    this.#meetCase(given.size > 0);
    if (brought || untouched.length < this.inputs.length) void this.#fill({ left: true });
  }

  /** Put what is typed on the sheet, and count it: no rule is needed for that. */
  #write() {
    const unknown = this.undated().map(({ field }) => field);
    const known = this.inputs.filter(({ name }) => !unknown.includes(name));
    const typed = new Map(known.map((field) => [field.name, this.#inWords(field)]));
    const isComplete = this.required.every(({ name }) => typed.get(name));
    this.sheet.fill(typed, isComplete);
    const filled = this.inputs.filter(({ name }) => typed.get(name));
    const [n, total] = [filled.length, this.inputs.length];
    this.part("[data-count]").textContent = this.word(n === 1 ? "one_field" : "field_count", { n: String(n), total: String(total) });
    this.part("[data-gauge]").style.setProperty("--filled", String(n / total));
    this.#countSteps();
  }

  #countSteps() {
    for (const place of this.section.querySelectorAll("[data-step-count]")) {
      const step = this.part(`[data-step="${place.getAttribute("data-step-count")}"]`);
      const fields = this.inputs.filter((field) => step.contains(field));
      const isWrong = fields.some((field) => field.hasAttribute("aria-invalid"));
      const n = fields.filter((field) => this.#inWords(field)).length;
      place.textContent = isWrong ? this.word("step_problem") : this.word("step_count", { n: String(n), total: String(fields.length) });
    }
  }

  /** Return what a field says, a day as letters write it. @param {HTMLInputElement | HTMLTextAreaElement} field */
  #inWords(field) {
    const text = (field.value || field.defaultValue).trim();
    if (field.dataset.type !== "date") return text;
    const { days } = this.dates;
    const [, day = "", month = "", year = ""] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
    const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    const isDay = ISO.test(iso) && new Date(`${iso}T00:00:00Z`).toJSON()?.startsWith(iso);
    const written = isDay ? days.written(iso) : text;
    const [first = "", ...rest] = written.split(" ");
    return days.weekdays.includes(first.toLowerCase()) ? rest.join(" ") : written;
  }

  /** On a phone the sheet is below what is filled in: the button that leads there leads back from it. */
  #watchSheet() {
    const button = this.part('[data-action="see"]');
    new IntersectionObserver(([entry]) => {
      button.toggleAttribute("data-seen", entry?.isIntersecting ?? false);
    }, { rootMargin: "-25% 0px -40%" }).observe(this.letter);
  }

  /** Lead to the sheet, or back to what is filled in. @param {Element} button */
  #see(button) {
    const to = this.part(button.hasAttribute("data-seen") ? "[data-form]" : ".am-sheet-title");
    to.scrollIntoView({ block: "start" });
    if (to.tabIndex === -1 && to.matches("h2")) to.focus({ preventScroll: true });
  }

  /** Show the step of the answer that a link had lost: what is said of it is there. */
  #showLost() {
    const step = this.#lost?.closest("[data-step]")?.getAttribute("data-step");
    if (step && !this.#lost?.value) this.#choose(step);
  }

  /** @param {string} n */
  #choose(n) {
    const radio = this.section.querySelector(`[data-steps] input[value="${n}"]`);
    if (radio instanceof HTMLInputElement) radio.checked = true;
  }

  /** Open a step, and begin at its head. @param {string} n */
  #step(n) {
    this.#choose(n);
    this.part("[data-steps]").scrollIntoView({ block: "start" });
    /** @type {HTMLElement | null} */ (this.section.querySelector(`[data-step="${n}"] legend`))?.focus({ preventScroll: true });
  }

  /**
   * Return what the address brings, as people write it: it is understood today, and says so from now on. An answer in
   * which it was cut is left out: half a date is another date.
   */
  #given() {
    const fields = this.inputs.map(({ name, dataset }) => /** @type {const} */ ([name, { type: dataset.type ?? "" }]));
    const { answers: given, cut } = readLink(location, new Map(fields));
    this.#lost = this.inputs.find(({ name }) => name === cut) ?? null;
    if (cut) given.delete(cut);
    const opened = this.dates.opened(given);
    if (cut === null && opened.some(([name, value]) => value !== given.get(name))) replaceAddress(writeAnswers(opened));
    return new Map([...given].map(([name, value]) => [name, asTyped(value)]));
  }

  /** The case that this device keeps fills the fields that its reader has left as they were. @param {boolean} linked */
  #meetCase(linked) {
    addTo(this, () => this.#answers(this.undated()));
    void takeUp(this, {
      linked,
      take: (answers) => {
        const free = this.inputs.filter((field) => field.value === field.defaultValue && answers[field.name]);
        settle(() => {
          for (const field of free) {
            field.value = asTyped(answers[field.name] ?? "");
            this.#taken.set(field.name, field.value);
            this.dates.say(field);
          }
          if (free.length) void this.#fill({ left: true });
        });
        return free.length > 0;
      },
      drop: () => {
        for (const field of this.inputs) if (this.#isTaken(field)) field.value = field.defaultValue;
        this.#taken.clear();
        if (this.#changed()) void this.#fill({ left: true });
        else this.#blank();
      },
    });
  }

  /** Say whether a field holds what the case has put there: it is the case’s to keep. @param {import("./asking.mjs").Field} field */
  #isTaken({ name, value }) {
    return this.#taken.get(name) === value;
  }

  /** A letter is dated on the day on which it was begun: a default like "aujourd’hui" means that day. @param {Filled | null} kept */
  #date(kept) {
    this.begun = kept?.begun_on ?? today();
    this.dates.date(this.begun);
  }

  /** Put what a link brings into its fields. @param {Map<string, string>} given @param {typeof this.inputs} [fields] */
  #bring(given, fields = this.inputs) {
    const meant = fields.filter(({ name }) => given.has(name));
    for (const field of meant) {
      field.value = given.get(field.name) ?? "";
      this.dates.say(field);
    }
    return meant.length > 0;
  }

  /** Another link was followed into this page: what it brings takes its place, the rest stays. */
  #fromAddress() {
    const given = this.#given();
    this.#showLost();
    if (this.#asksFirst(given)) return;
    if (this.#bring(given)) void this.#fill({ left: true });
    else this.#problems(this.#undated(), true);
  }

  /**
   * Ask before a link changes a letter of another visit: it may be about another client. Returns whether it does.
   * @param {Map<string, string>} given
   */
  #asksFirst(given) {
    const lines = this.inputs.filter((field) => field.value !== field.defaultValue);
    const others = lines.some(({ name }) => !given.has(name));
    const changed = [...given].some(([name, value]) => this.fields.has(name) && !this.#isSame(this.fields.get(name)?.value ?? "", value));
    this.dismiss("mixed");
    if (!this.#older || !others || !changed) return false;
    const said = this.word("letter_mixed", { day: this.dates.days.written(this.begun ?? today()) });
    const notice = this.notice("mixed", fill(this.template("mixed"), { said }));
    notice.querySelector("[data-keep]")?.addEventListener("click", () => this.#mix(given));
    notice.querySelector("[data-restart]")?.addEventListener("click", () => this.#restart(given));
    return true;
  }

  /** Return whether a field holds what a link brings: the same words, or the same day. @param {string} typed @param {string} brought */
  #isSame(typed, brought) {
    const [day = "", month = "", year = ""] = brought.split("/");
    const iso = `${year}-${month}-${day}`;
    const written = ISO.test(iso) ? this.dates.days.written(iso) : brought;
    return [brought, iso, written, written.slice(written.indexOf(" ") + 1)].includes(typed.trim());
  }

  /** The lines are of the same case: what the link brings takes its place among them. @param {Map<string, string>} given */
  #mix(given) {
    this.dismiss("mixed");
    this.#older = false;
    this.#bring(given);
    void this.#fill({ left: true });
  }

  /** The link is of another case: the lines are put aside, and offered. @param {Map<string, string>} given */
  #restart(given) {
    this.dates.fix();
    const lines = this.inputs.filter((field) => field.value !== field.defaultValue);
    const text = asText(lines.map((field) => [this.#label(field), field.value]));
    if (!this.kept.putAside(text)) return this.#done(this.word("no_room"));
    this.dismiss("mixed");
    this.#older = false;
    this.#date(null);
    for (const field of this.inputs) field.value = field.defaultValue;
    this.#bring(given);
    void this.#fill({ left: true });
  }

  /** @param {HTMLElement} field */
  #label(field) {
    return field.closest("[data-field]")?.querySelector("label")?.textContent?.trim() ?? "";
  }

  /** It is another day: a letter that is not begun bears it, one that is keeps its date; what depends on the day is asked for again. @param {string} day */
  #newDay(day) {
    const begun = this.#changed();
    if (begun) void this.#fill({ left: true, keep: false });
    else this.#date(null);
    const dated = this.dates.hasDefaults;
    this.dates.days.tell(dated ? `new_day_letter_${begun ? "kept" : "dated"}` : "new_day", day);
  }

  /** Show what another tab keeps, but not under the fingers of who types here. @param {Filled | null} other */
  #takeOver(other) {
    this.#date(other);
    for (const field of this.inputs) if (!isTypedIn(field)) field.value = other?.fields[field.name] ?? field.defaultValue;
    if (this.#changed()) void this.#fill({ left: true, keep: false });
    else this.#blank();
  }

  /** Return whether a field holds anything that the page did not put there. */
  #changed() {
    return this.inputs.some((field) => field.value !== field.defaultValue);
  }

  /** Fill the letter with what is typed. A newer question wins. @param {{left?: boolean, keep?: boolean}} [how] `left`: a field was left. */
  async #fill({ left = false, keep = true } = {}) {
    const question = this.begin();
    if (keep) this.#store();
    else this.dates.fix();
    const undated = this.#undated();
    this.#write();
    const result = await this.ask(question, this.#answers(undated));
    if (result === "late" || result === "failed") return;
    settle(() => this.#show(result, undated, left));
  }

  /** Show what Python says of the letter. @param {import("../../../macros/publish/door.js").Result} result @param {import("./asking.mjs").Problem[]} undated @param {boolean} left */
  #show(result, undated, left) {
    const { admissions = [], letter } = result;
    this.sheet.note(admissions);
    if (letter) this.sheet.take(letter.paragraphs);
    this.#showSlips(admissions.length);
    this.output.textContent = result.display.progress;
    this.output.dataset.status = result.status;
    this.output.dataset.from = "python";
    this.#problems([...undated, ...result.problems], left);
    this.#address();
    this.#lead(result.next);
    const found = showAdmissions(this, admissions);
    if (found && found !== this.#said) say(found);
    this.#said = found;
  }

  /** @param {number} n */
  #showSlips(n) {
    this.part("[data-slips]").textContent = n ? this.word(n === 1 ? "one_slip" : "slips", { n: String(n) }) : "";
  }

  /**
   * Show beside each field what cannot be read there; a field still empty is no mistake.
   * @param {import("./asking.mjs").Problem[]} problems @param {boolean} left
   */
  #problems(problems, left) {
    for (const field of this.inputs) {
      const lost = field === this.#lost && !field.value ? { text: this.word("link_lost_answer") } : undefined;
      const problem = problems.find((one) => one.field === field.name && one.code !== "missing") ?? lost;
      // While somebody types, a mistake may go away but none appears.
      if (!problem || left || field.hasAttribute("aria-invalid")) this.mark(field.name, problem?.text ?? "");
    }
    this.#countSteps();
  }

  /** Return what is typed. Where a date was emptied the rules would put the day of today, and tomorrow another. @param {import("./asking.mjs").Problem[]} undated */
  #answers(undated) {
    const given = this.inputs.filter(({ name }) => !undated.some(({ field }) => field === name));
    return Object.fromEntries(given.map((field) => [field.name, field.value || field.defaultValue]));
  }

  /** Say beside its field that the day of a word is not known any more: that needs no rule. */
  #undated() {
    const problems = this.undated();
    for (const name of this.#unknown) this.mark(name, "");
    for (const { field, text } of problems) this.mark(field, text);
    this.#unknown = problems.map(({ field }) => field);
    return problems;
  }

  /** Return the links below the letter the dates that they hand over. @param {import("../../../macros/publish/door.js").NextResult[]} next */
  #lead(next) {
    const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (this.section.querySelectorAll("[data-next] a"));
    for (const [n, link] of [...links].entries()) {
      const to = next[n];
      if (to) link.href = linkView(to, this.root).url;
    }
  }

  /** Put the letter into the address of a new message, its subject alone when it is too long. */
  #address() {
    if (!this.mail) return;
    const subject = this.letter.querySelector("[data-subject]")?.textContent ?? "";
    const { href, whole } = mailto(subject, this.sheet.text(false));
    this.mail.href = href;
    this.mail.toggleAttribute("data-too-long", !whole);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const { target } = event;
    const pressed = target instanceof Element ? target.closest("[data-action], [data-mail], [data-to-step], [data-word-file]") : null;
    const action = pressed?.getAttribute("data-action");
    if (action === "print-letter") printPage();
    if (action === "see" && pressed) this.#see(pressed);
    const step = pressed?.getAttribute("data-to-step");
    if (step) this.#step(step);
    if (action === "copy-letter") void this.#copy();
    if (action === "erase") this.#clear();
    if (pressed instanceof HTMLAnchorElement && pressed.matches("[data-word-file]") && this.#changed()) {
      event.preventDefault();
      void this.#file(pressed);
    }
    if (pressed === this.mail && this.mail?.hasAttribute("data-too-long")) this.#done(this.word("mail_too_long"));
  }

  /** Hand the letter over as a Word file, filled; with its blanks where that cannot be. @param {HTMLAnchorElement} link */
  async #file(link) {
    this.dates.fix();
    const asked = { answers: this.#answers(this.undated()), today: today() };
    if (await handOverWord(this, { name: link.download, model: "letter", of: this.id, asked })) return this.#done(this.word("word_done"));
    this.#done(this.word("word_blank"));
    location.assign(link.href);
  }

  async #copy() {
    this.#done(this.word((await copy(this.sheet.text(true))) ? "letter_copied" : "letter_copy_failed"));
  }

  /** @param {string} text */
  #done(text) {
    this.part("[data-done]").textContent = text;
    say(text);
  }

  #store() {
    this.#typed = false;
    this.dates.fix();
    const given = this.inputs.filter((field) => field.value !== field.defaultValue && !this.#isTaken(field));
    const fields = Object.fromEntries(given.map((field) => [field.name, field.value]));
    const kept = this.kept.write(given.length ? { version: VERSION, begun_on: this.begun, fields } : null);
    if (!kept) this.part("[data-kept]").textContent = this.word("letter_not_stored");
  }

  #clear() {
    this.#date(null);
    for (const field of this.inputs) field.value = field.defaultValue;
    this.dismiss("mixed");
    this.#older = false;
    this.kept.erase();
    this.#blank();
    this.#done(this.word("cleared"));
  }

  /** Show the letter with its blanks. */
  #blank() {
    this.begin();
    this.sheet.note([]);
    this.#showSlips(0);
    this.output.textContent = "";
    this.output.dataset.status = "incomplete";
    this.#problems([], true);
    this.#write();
    showAdmissions(this, []);
    this.#address();
  }
}
