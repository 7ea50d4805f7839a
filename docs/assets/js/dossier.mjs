// @ts-check
// The case: facts typed once, kept on this device if its reader says so. Python derives all the rest; this script
// shows it, and applies no rule.

import { Days } from "./days.mjs";
import { fill, listOf, textOf } from "./fill.mjs";
import { released } from "./gesture.mjs";
import { printAlone, standAlone } from "./admissions.mjs";
import { Kept } from "./kept.mjs";
import { onNewDay } from "./newday.mjs";
import { settle } from "./settle.mjs";
import { Tool, copy, handOver, instant, printPage, say, today } from "./tool.mjs";
import { handOverWord } from "./word.mjs";

/** @typedef {import("../../../macros/publish/door.js").CaseView} View */
/** @typedef {import("../../../macros/publish/door.js").CaseFact} Fact */
/** @typedef {import("../../../macros/publish/door.js").CaseDocument} CaseDocument */
/** @typedef {import("../../../macros/publish/door.js").CaseProblem} Problem */
/** @typedef {import("../../../macros/publish/door.js").DrawnLine} DrawnLine */
/** @typedef {import("../../../macros/publish/door.js").LetterResult} Letter */
/** @typedef {Record<string, import("../../../macros/publish/door.js").CaseMark[]>} Marks what the wording watch marks, by fact */
/**
 * What is typed, as it is kept: what its kind asks besides has its own names, each a text.
 * @typedef {{id: string, kind?: string, on?: string, text?: string, title?: string, quiet?: string, have?: boolean, pieces?: string[], also?: object, [asked: string]: unknown}} Noted
 * @typedef {Record<string, string>} Once
 * @typedef {{version?: number, me?: Once, client?: Once, contract?: Once, work?: Once, facts?: Noted[], pieces?: Noted[], exit?: string}} Case
 */

/** What is typed once, by the name of its record. @typedef {"me" | "client" | "contract" | "work"} RecordName */

const VERSION = 1;
/** A file larger than this is no case: it is not even read. */
const LARGEST_FILE = 8_000_000;
const DECLARATION = "declaration-de-sinistre";
/** A fact comes into the list at most so late after the last key. */
const PAUSE_MS = 300;

/** Tell a fact or an exhibit from what no page of ours wrote: each has the name that its buttons call it by. @param {unknown} one */
const isRow = (one) => typeof one === "object" && one !== null && typeof (/** @type {Noted} */ (one).id) === "string";

/** Read what was kept: a fact or an exhibit that no page of ours wrote is put aside. @param {unknown} kept @returns {import("./kept.mjs").Understood<Case>} */
function understood(kept) {
  const record = /** @type {Case & {facts?: unknown, pieces?: unknown}} */ (kept);
  const lists = record && typeof record === "object" && !Array.isArray(record) ? [record.facts ?? [], record.pieces ?? []] : [null];
  const whole = lists.every((list) => Array.isArray(list)) && (record.version ?? VERSION) === VERSION;
  if (!whole) return { record: null, lost: "" };
  const others = lists.flat().filter((one) => !isRow(one));
  if (!others.length) return { record, lost: "" };
  const [facts = [], pieces = []] = lists.map((list) => list.filter(isRow));
  return { record: { ...record, facts, pieces }, lost: JSON.stringify(others) };
}

/** Return a name that no other fact or exhibit has, on any device. */
const newId = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Let a list hold these elements, in their order. Those that have their place are not touched: taken out and put back,
 * each would be laid out anew, and lose the focus. @param {Element} list @param {Element[]} elements
 */
function hold(list, elements) {
  const kept = new Set(elements);
  for (const old of [...list.children]) if (!kept.has(old)) old.remove();
  let place = list.firstElementChild;
  for (const one of elements) {
    // One that comes later in the new order is passed by: its turn takes it there.
    if (one === place || one === place?.nextElementSibling) place = one.nextElementSibling;
    else list.insertBefore(one, place);
  }
}

/** Tell a press that means this window. @param {MouseEvent} event */
const isPlain = ({ ctrlKey, metaKey, shiftKey }) => !ctrlKey && !metaKey && !shiftKey;

/** Return what a field says: of a choice its words, not its value. @param {Element} field */
function saidBy(field) {
  if (field instanceof HTMLSelectElement) return field.value && (field.selectedOptions[0]?.textContent ?? "");
  return /** @type {HTMLInputElement} */ (field).value.split("\n")[0]?.trim() ?? "";
}

/** Open the case. @param {HTMLElement} section */
export function dossier(section) {
  new Dossier(section).open();
}

class Dossier extends Tool {
  #asked = 0;
  /** @type {View | null} what Python last said of the case */
  #view = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** Whether the page has what the device had no room for. */
  #isAhead = false;
  /** @type {Set<string>} the ids of the facts and the exhibits whose forms are open in their places */
  #editing = new Set();
  /** @type {Marks} */
  #marks = {};
  /** @type {Map<string, {text: string, element: Element}>} each fact and exhibit, and what it says */
  #shown = new Map();
  /** @type {WeakMap<EventTarget, string>} the day on which each field was last written in: a word for a day is of that one */
  #saidOn = new WeakMap();
  /** @type {Letter | null} the declaration as the case fills it, for paper */
  #declaration = null;

  /** @param {HTMLElement} section */
  constructor(section) {
    super(section);
    this.days = new Days(section);
    this.kept = new Kept(this, "case", understood);
    /** @type {Case} */
    this.case = {};
    this.isKept = false;
  }

  open() {
    const kept = this.kept.read();
    this.isKept = kept !== null;
    this.case = kept ?? {};
    this.part("[data-new-fact]").replaceChildren(fill(this.template("fact-form"), {}));
    this.part("[data-exhibit-form]").replaceChildren(fill(this.template("exhibit-form"), {}));
    this.section.addEventListener("click", (event) => this.#click(event));
    this.section.addEventListener("submit", (event) => this.#submit(event));
    this.section.addEventListener("change", ({ target }) => this.#changed(target));
    this.section.addEventListener("input", ({ target }) => {
      if (target) this.#saidOn.set(target, today());
      this.#typed(target);
    });
    this.kept.watch((other) => void this.#takeOver(other));
    onNewDay((day) => {
      this.days.tell("new_day", day);
      if (this.#has) void this.#show();
    });
    if (this.#has) void this.#show();
    else this.#reveal();
    this.onFirstTouch(() => void this.wake());
    addEventListener("beforeprint", () => this.#beforePrint());
    addEventListener("afterprint", () => this.part("[data-whole]").replaceChildren());
  }

  get #has() {
    return Object.keys(this.case).length > 0;
  }

  /** Show all at once: nothing that is read moves. */
  #reveal() {
    this.#keeping();
    this.#once();
    this.#options();
    this.part("[data-body]").hidden = false;
  }

  /**
   * Change the case. What another tab has written since is taken in first: it would be lost.
   * @param {(one: Case) => void} change
   */
  #change(change) {
    if (this.isKept && !this.#isAhead) this.case = this.kept.read() ?? this.case;
    change(this.case);
    this.case.version = VERSION;
    this.#store();
    void this.#show();
  }

  #store() {
    if (!this.isKept) return;
    this.#isAhead = !this.kept.write(this.case);
    if (this.#isAhead) this.#tell(this.word("refused"));
  }

  /** @param {string} said */
  #tell(said) {
    this.notice("told", fill(this.template("told"), { said }));
  }

  /** Another tab of this device has changed the case, or erased it. @param {Case | null} other */
  async #takeOver(other) {
    this.isKept = other !== null;
    // What the device had no room for is here alone: it joins what the other tab has kept.
    const joined = other && this.#isAhead && (await this.wake()) ? await this.runtime.case("case_merge", [this.case, other]) : other;
    this.case = joined ?? this.case;
    say(this.word("other_tab"));
    this.#once();
    void this.#show();
  }

  /** Ask Python for the view, and show it. The last question wins. */
  async #show() {
    const question = ++this.#asked;
    if (this.state !== "ready") this.#facts(this.#plain());
    if (this.#has && this.part("[data-body]").hidden && this.state === "failed") this.#reveal();
    const runs = await this.wake();
    await released();
    if (question !== this.#asked) return;
    if (!runs) return this.#reveal();
    try {
      const day = today();
      const texts = Object.fromEntries((this.case.facts ?? []).map(({ id, text }) => [id, textOf(text)]));
      const view = this.runtime.case("case_view", this.case, { today: day });
      const watched = this.runtime.case("case_watch", texts, { today: day });
      watched.catch(() => {}); // Whoever waits for the view hears of it.
      const seen = await view;
      await released();
      if (question !== this.#asked) return;
      this.#declaration = null;
      settle(() => this.#render(seen, this.#marks));
      // A long case is watched later than it is read: its dates do not wait for that.
      const [marks, declaration] = await Promise.all([watched, this.#toSend(seen)]);
      await released();
      if (question !== this.#asked) return;
      this.#declaration = declaration;
      if (JSON.stringify(marks) === JSON.stringify(this.#marks)) return;
      this.#marks = marks;
      settle(() => this.#render(seen, marks));
    } catch {
      this.fail();
      this.#reveal();
    }
  }

  /** Return the facts as they were typed, before Python has read them. @returns {{id: string}[]} */
  #plain() {
    const days = new Map((this.case.facts ?? []).map((fact) => [fact, textOf(fact.on)]));
    const facts = [...days].sort(([, one], [, two]) => (one || "9").localeCompare(two || "9"));
    return facts.map(([fact, day]) => ({ ...fact, label: this.#kind(fact), date: day || this.word("undated"), asked: [] }));
  }

  /** Return the name of the kind of a fact. @param {Noted} fact */
  #kind({ kind }) {
    const option = this.template("fact-form").content.querySelector(`option[value="${CSS.escape(textOf(kind))}"]`);
    return option?.textContent ?? "";
  }

  /** @param {View} view @param {Marks} marks what the wording watch marks in the texts of the facts, by fact */
  #render(view, marks) {
    this.#view = view;
    this.#fix(view);
    const when = !view.next.date ? "undated" : view.next.state !== "overdue" ? "ahead" : view.next.mine ? "late" : "theirs";
    const until = when === "theirs" ? "" : view.next.limit_text; // What another must do has no limit for the reader.
    const next = { ...view.next, until, [when]: "yes", url: view.next.address && this.root + view.next.address };
    this.part("[data-next-card]").replaceChildren(fill(this.template("next"), next));
    this.part("[data-next-card]").dataset.late = when === "late" ? "yes" : "";
    this.#line(view);
    this.#facts(view.chronology.map((row) => this.#rowOf(row, view, marks)));
    this.#exhibits(view);
    this.#documents(view);
    this.#draw(view.drawing);
    this.#errors(view.problems);
    this.part("[data-line-empty]").hidden = view.line.some((row) => row.item || row.fact);
    this.part('[data-do="ics"]').hidden = !view.timeline.length;
    this.#reveal();
  }

  /** A date that was typed becomes the day that Python read. @param {View} view */
  #fix(view) {
    const facts = new Map((this.case.facts ?? []).map((fact) => [fact.id, fact]));
    let changed = false;
    for (const { id, on } of view.chronology) {
      const fact = facts.get(id);
      if (!fact || !on || fact.on === on) continue;
      fact.on = on;
      changed = true;
    }
    if (changed) this.#store();
  }

  /** @param {View} view */
  #line(view) {
    const dates = new Map(view.timeline.map((item) => [item.id, item]));
    const facts = new Map(view.chronology.map((fact) => [fact.id, fact]));
    const items = view.line.map((row) => {
      if (row.now) return fill(this.template("now"), { day: this.days.written(today()) });
      if (row.fact) return fill(this.template("past"), facts.get(row.fact));
      const item = row.item && dates.get(row.item);
      if (!item) return new DocumentFragment();
      const two = item.limit !== item.date && item.state !== "done";
      return fill(this.template("item"), { ...item, two, url: this.root + item.address });
    });
    items.push(...view.waiting.map((one) => fill(this.template("waiting"), one)));
    this.part("[data-line]").replaceChildren(...items);
    this.part("[data-warned]").replaceChildren(...view.warnings.map((one) => fill(this.template("warned"), one)));
  }

  /** @param {Fact} row @param {View} view @param {Marks} marks */
  #rowOf(row, view, marks) {
    const place = `facts.${row.id}.`;
    const fact = (this.case.facts ?? []).find(({ id }) => id === row.id);
    const marked = fact?.quiet && fact.quiet === fact.text ? [] : (marks[row.id] ?? []);
    return {
      ...row,
      versions: Object.values(row.also).flat(),
      problems: view.problems.filter((one) => one.field.startsWith(place)),
      stamp: row.cites,
      marks: marked,
      marked: marked.length > 0,
    };
  }

  /** Return a row of a list: the one that is there, where it says the same. @param {string} list @param {{id: string, [name: string]: unknown}} row */
  #row(list, row) {
    const [name, text] = [`${list} ${row.id}`, JSON.stringify(row)];
    const shown = this.#shown.get(name);
    if (shown?.text === text) return shown.element;
    const element = /** @type {Element} */ (fill(this.template(list), row).firstElementChild);
    this.#shown.set(name, { text, element });
    return element;
  }

  /** Return the row whose form is open, null for another: what is typed there is not saved yet. @param {string} list @param {string} id */
  #opened(list, id) {
    return this.#editing.has(id) ? this.section.querySelector(`[data-${list}="${CSS.escape(id)}"]`) : null;
  }

  /** @param {{id: string}[]} rows */
  #facts(rows) {
    const list = this.part("[data-facts]");
    hold(list, rows.map((row) => this.#opened("fact", row.id) ?? this.#row("fact", row)));
    this.#options();
  }

  /** @param {View} view */
  #exhibits(view) {
    const list = this.part("[data-exhibits]");
    const rows = view.exhibits.map(
      (row) => this.#opened("exhibit", row.id) ?? this.#row("exhibit", { ...row, lacks: row.have ? "" : "yes" }),
    );
    hold(list, rows);
    const have = view.exhibits.filter((row) => row.have).length;
    this.part("[data-exhibit-count]").textContent = view.exhibits.length ? `: ${have} / ${view.exhibits.length}` : "";
    this.part("[data-missing-list]").replaceChildren(...view.missing.map((one) => fill(this.template("lacking"), one)));
    this.part("[data-missing-fold]").hidden = !view.missing.length;
  }

  /** @param {View} view */
  #documents(view) {
    const row = (/** @type {CaseDocument} */ one) => fill(this.template("document"), { ...one, filled: String(one.filled), total: String(one.total), url: this.root + one.address });
    this.part("[data-documents]").replaceChildren(...view.documents.filter((one) => one.wanted).map(row));
    const answered = view.answers.map((one) => fill(this.template("answered"), { ...one, url: this.root + one.address }));
    this.part("[data-answered]").replaceChildren(...answered);
    this.part("[data-answered-block]").hidden = !answered.length;
    this.part("[data-other-documents]").replaceChildren(...view.documents.filter((one) => !one.wanted).map(row));
  }

  /** Draw the line of time, in each width that the page shows: the list beneath says the same. @param {View["drawing"]} drawing */
  #draw(drawing) {
    const { wide, narrow } = drawing;
    this.part("[data-drawing]").replaceChildren(...(wide && narrow ? [this.#drawn(wide, "wide"), this.#drawn(narrow, "narrow")] : []));
  }

  /** @param {DrawnLine} form @param {string} name */
  #drawn(form, name) {
    const picture = /** @type {Element} */ (fill(this.template("line"), form).firstElementChild);
    picture.setAttribute("class", `am-drawn--${name}`);
    // A template within a drawing is none: each of its parts has its own.
    const part = (/** @type {string} */ which, /** @type {object} */ scope) =>
      /** @type {Element} */ (fill(this.template(which), scope).firstElementChild?.firstElementChild);
    picture.append(...form.words.map((word) => part("drawn", word)));
    for (const point of form.points) {
      const drawn = part("point", point);
      drawn.append(...point.rows.map((row) => part("drawn", row)));
      picture.append(drawn);
    }
    return picture;
  }

  /** Show beside what is typed once what cannot be read there. @param {Problem[]} problems */
  #errors(problems) {
    for (const field of /** @type {NodeListOf<HTMLElement>} */ (this.section.querySelectorAll("[data-once] [data-field]"))) {
      const problem = problems.find((one) => one.field === field.dataset.field);
      const error = /** @type {HTMLElement} */ (field.querySelector("[data-error]"));
      error.textContent = problem?.text ?? "";
      error.hidden = !problem;
    }
  }

  /** Show what is typed once, but not under the fingers of who types. */
  #once() {
    for (const fold of /** @type {NodeListOf<HTMLElement>} */ (this.section.querySelectorAll("[data-once]"))) {
      const record = this.case[/** @type {RecordName} */ (fold.dataset.once)] ?? {};
      for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (fold.querySelectorAll("[name]"))) {
        if (document.activeElement !== field) field.value = textOf(record[field.name]);
      }
      const said = fold.querySelector("[data-once-said]");
      const known = [...fold.querySelectorAll("[name]")].map(saidBy).filter(Boolean);
      if (said) said.textContent = known.slice(0, 2).join(", ").slice(0, 80);
    }
  }

  /** Offer the facts to the forms of the exhibits. */
  #options() {
    for (const select of /** @type {NodeListOf<HTMLSelectElement>} */ (this.section.querySelectorAll("form select[name=fact]"))) {
      const { value } = select;
      const known = new Map([...select.options].map((option) => [option.value, option]));
      const options = (this.case.facts ?? []).map((fact) => {
        const option = known.get(fact.id) ?? document.createElement("option");
        const day = textOf(fact.on);
        const on = /^\d{4}-\d\d-\d\d$/.test(day) ? this.days.written(day) : day;
        const said = [on, textOf(fact.text) || this.#kind(fact)].filter(Boolean).join(" : ").slice(0, 80);
        if (option.value !== fact.id) option.value = fact.id;
        if (option.textContent !== said) option.textContent = said;
        return option;
      });
      hold(select, [...[...select.options].slice(0, 1), ...options]);
      select.value = value;
    }
  }

  #keeping() {
    const { isKept } = this;
    this.part("[data-keeping]").hidden = false;
    this.part("[data-keeping]").textContent = this.word(isKept ? "is_kept" : "not_kept");
    this.part('[data-do="keep"]').hidden = isKept;
    this.part('[data-do="stop"]').hidden = !isKept;
    this.part("[data-unkept]").hidden = isKept || !this.case.facts?.length;
    /** @type {HTMLInputElement} */ (this.part("[data-exit-erases]")).checked = this.case.exit === "erase";
  }

  /** @param {EventTarget | null} target */
  #typed(target) {
    if (!(target instanceof HTMLElement) || !target.closest("[data-once]")) return;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#changed(target), PAUSE_MS);
  }

  /** @param {EventTarget | null} target */
  #changed(target) {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement)) return;
    const record = /** @type {RecordName | null} */ (target.closest("[data-once]")?.getAttribute("data-once") ?? null);
    if (record) {
      clearTimeout(this.#pause);
      if (textOf(this.case[record]?.[target.name]) === target.value) return;
      this.#change((one) => {
        one[record] = { ...one[record], [target.name]: target.value };
      });
      this.#once();
    } else if (target.matches("[data-open]")) void this.#open(/** @type {HTMLInputElement} */ (target));
    else if (target.matches("[data-exit-erases]")) {
      this.#change((one) => {
        one.exit = /** @type {HTMLInputElement} */ (target).checked ? "erase" : "keep";
      });
    } else if (target.name === "kind") this.#ask(target);
  }

  /** Ask what a kind of facts asks besides. @param {Element} select */
  #ask(select) {
    const form = select.closest("[data-fact-form]");
    const place = form?.querySelector("[data-asked]");
    if (!form || !place) return;
    const kind = /** @type {HTMLSelectElement} */ (select).value;
    const asks = /** @type {HTMLTemplateElement | null} */ (this.section.querySelector(`template[data-asks="${CSS.escape(kind)}"]`));
    place.replaceChildren(...(asks ? [fill(asks, {})] : []));
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    event.preventDefault();
    if (form.matches("[data-fact-form]")) this.#saveFact(form);
    if (form.matches("[data-exhibit-form-in]")) this.#saveExhibit(form);
  }

  /** Return what a form holds, words for a day made dates. @param {HTMLFormElement} form @returns {Record<string, string>} */
  #fields(form) {
    const pairs = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
    const fields = Object.fromEntries(pairs);
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("on"));
    fields.on = this.days.meant(fields.on ?? "", this.#saidOn.get(field) ?? today()) || fields.on;
    return fields;
  }

  /** @param {HTMLFormElement} form */
  #saveFact(form) {
    const fields = this.#fields(form);
    const error = /** @type {HTMLElement} */ (form.querySelector("[data-form-error]"));
    const empty = !fields.text && !fields.on && !fields.kind;
    error.textContent = empty ? this.word("nothing") : "";
    error.hidden = !empty;
    if (empty) return;
    const id = form.dataset.id ?? newId();
    const isNew = !form.dataset.id;
    this.#editing.delete(id);
    this.#change((one) => {
      const facts = (one.facts ??= []);
      const before = facts.find((fact) => fact.id === id);
      if (before) {
        delete before.also;
        Object.assign(before, { ...fields, kind: fields.kind || "note" });
      } else facts.push({ pieces: [], ...fields, kind: fields.kind || "note", id });
    });
    if (isNew) {
      form.reset();
      form.querySelector("[data-asked]")?.replaceChildren();
    }
    say(this.word(isNew ? "added" : "saved"));
    if (!isNew) /** @type {HTMLElement | null} */ (this.section.querySelector(`[data-fact="${CSS.escape(id)}"]`))?.focus();
  }

  /** @param {HTMLFormElement} form */
  #saveExhibit(form) {
    const { fact, have, ...fields } = this.#fields(form);
    const id = form.dataset.id ?? newId();
    this.#editing.delete(id);
    this.#change((one) => {
      const pieces = (one.pieces ??= []);
      const before = pieces.find((piece) => piece.id === id);
      const piece = { ...fields, have: have === "on" };
      if (before) Object.assign(before, piece);
      else pieces.push({ id, ...piece });
      for (const each of one.facts ?? []) {
        const others = /** @type {string[]} */ (listOf(each.pieces)).filter((other) => other !== id);
        each.pieces = each.id === fact ? [...others, id] : others;
      }
    });
    form.reset();
    say(this.word("saved"));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const { target } = event;
    if (!(target instanceof Element)) return;
    if (target.closest("[data-exit]")) return this.#exit(event);
    const link = target.closest('[data-case] a[href]:not([href^="#"])');
    if (link instanceof HTMLAnchorElement && this.#has && !this.isKept && isPlain(event)) return this.#leave(event, link.href);
    const action = target.closest("[data-do]");
    const fact = target.closest("[data-fact]")?.getAttribute("data-fact") ?? "";
    const exhibit = target.closest("[data-exhibit]")?.getAttribute("data-exhibit") ?? "";
    switch (action?.getAttribute("data-do")) {
      case "edit": return this.#edit(fact);
      case "remove": return this.#remove("facts", fact);
      case "quiet": return this.#change((one) => {
        const doubted = (one.facts ?? []).find(({ id }) => id === fact);
        if (doubted) doubted.quiet = doubted.text;
      });
      case "edit-exhibit": return this.#editExhibit(exhibit);
      case "remove-exhibit": return this.#remove("pieces", exhibit);
      case "have": return this.#change((one) => {
        const piece = (one.pieces ?? []).find(({ id }) => id === exhibit);
        if (piece) piece.have = true;
      });
      case "add-kind": return this.#change((one) => {
        const { kind = "", title = "" } = /** @type {HTMLElement} */ (action).dataset;
        (one.pieces ??= []).push({ id: newId(), kind, title, on: "", have: true });
      });
      case "cancel": {
        this.#editing.delete(fact || exhibit);
        target.closest("details")?.removeAttribute("open");
        void this.#show();
        return;
      }
      case "keep":
      case "keep-now": return this.#keep();
      case "stop": return this.#stop();
      case "take": return this.#take();
      case "erase": return this.#sure(true);
      case "erase-no": return this.#sure(false);
      case "erase-yes": return this.#erase();
      case "ics": return void this.#calendar();
      case "print": return void this.#print();
      case "print-one": return void this.#printOne(action?.getAttribute("data-letter") ?? "");
      case "word": return void this.#word();
      case "word-one": return void this.#wordOne(action?.getAttribute("data-letter") ?? "");
      case "summary": return void this.#summary();
    }
  }

  /** Open the form of a fact in its place. @param {string} id */
  #edit(id) {
    const fact = (this.case.facts ?? []).find((one) => one.id === id);
    const place = this.section.querySelector(`[data-fact="${CSS.escape(id)}"]`);
    if (!fact || !place) return;
    this.#editing.add(id);
    this.#shown.delete(`fact ${id}`);
    place.replaceChildren(fill(this.template("fact-form"), {}));
    const form = /** @type {HTMLFormElement} */ (place.querySelector("form"));
    this.#fillForm(form, fact, "kind");
    this.#ask(/** @type {Element} */ (form.querySelector("[name=kind]")));
    this.#fillForm(form, fact);
    /** @type {HTMLElement} */ (form.querySelector("[data-submit]")).textContent = this.word("save");
    /** @type {HTMLElement} */ (form.querySelector("[name=text]")).focus();
  }

  /** Put a record into a form, and show its way out. @param {HTMLFormElement} form @param {Noted} record @param {string} [only] */
  #fillForm(form, record, only) {
    form.dataset.id = record.id;
    for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name]"))) {
      if (only && field.name !== only) continue;
      const value = record[field.name];
      if (field.type === "checkbox") field.checked = value === true;
      else field.value = textOf(value);
    }
    const cancel = /** @type {HTMLElement | null} */ (form.querySelector('[data-do="cancel"]'));
    if (cancel) cancel.hidden = false;
  }

  /** @param {string} id */
  #editExhibit(id) {
    const piece = (this.case.pieces ?? []).find((one) => one.id === id);
    const place = this.section.querySelector(`[data-exhibit="${CSS.escape(id)}"]`);
    if (!piece || !place) return;
    this.#editing.add(id);
    this.#shown.delete(`exhibit ${id}`);
    place.replaceChildren(fill(this.template("exhibit-form"), {}));
    this.#options();
    const form = /** @type {HTMLFormElement} */ (place.querySelector("form"));
    const fact = (this.case.facts ?? []).find((one) => listOf(one.pieces).includes(id))?.id ?? "";
    this.#fillForm(form, { ...piece, fact });
    /** @type {HTMLElement} */ (form.querySelector("[name=title]")).focus();
  }

  /** Take a fact or an exhibit away, and offer to put it back. @param {"facts" | "pieces"} list @param {string} id */
  #remove(list, id) {
    const gone = (this.case[list] ?? []).find((one) => one.id === id);
    if (!gone) return;
    this.#change((one) => {
      one[list] = (one[list] ?? []).filter((other) => other.id !== id);
    });
    const what = (textOf(gone.text) || textOf(gone.title) || this.#kind(gone)).slice(0, 60);
    const notice = this.notice("undo", fill(this.template("undo"), { said: this.word("removed", { what }) }));
    notice.querySelector("[data-undo]")?.addEventListener("click", () => {
      this.dismiss("undo");
      this.#change((one) => {
        one[list] = [...(one[list] ?? []).filter((other) => other.id !== id), gone];
      });
      say(this.word("restored"));
    });
  }

  /** Ask before a link leads away from a case that is kept nowhere. @param {MouseEvent} event @param {string} url */
  #leave(event, url) {
    event.preventDefault();
    const notice = this.notice("leaving", fill(this.template("leaving"), {}));
    const go = () => location.assign(url);
    notice.querySelector("[data-go]")?.addEventListener("click", go);
    notice.querySelector("[data-keep-and-go]")?.addEventListener("click", () => {
      this.dismiss("leaving");
      this.#keep();
      if (this.isKept) go();
    });
  }

  #keep() {
    this.isKept = this.kept.write({ ...this.case, version: VERSION });
    this.#tell(this.word(this.isKept ? "kept" : "refused"));
    this.#keeping();
  }

  #stop() {
    this.isKept = this.#isAhead = false;
    this.kept.erase();
    this.#tell(this.word("stopped"));
    this.#keeping();
  }

  #take() {
    const file = JSON.stringify({ version: VERSION, ...this.case }, null, 1);
    handOver(`mon-dossier-${today()}.json`, file, "application/json");
    this.#tell(this.word("taken"));
  }

  /** Bring a file here: what is there and what it holds become one. @param {HTMLInputElement} input */
  async #open(input) {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    if (file.size > LARGEST_FILE) return this.#tell(this.word("too_large"));
    const text = await file.text().catch(() => null);
    if (text === null) return this.#tell(this.word("unreadable"));
    if (!(await this.wake({ again: true }))) return;
    try {
      const { case: brought, problems } = await this.runtime.case("case_read", text);
      const said = problems.map((one) => one.text).join(" ");
      if (!brought) return this.#tell(said);
      if (this.isKept && !this.#isAhead) this.case = this.kept.read() ?? this.case;
      this.case = await this.runtime.case("case_merge", [this.case, brought]);
      this.#store();
      this.#once();
      void this.#show();
      this.#tell(said || this.word("opened"));
    } catch {
      this.fail();
    }
  }

  /** Ask before erasing. @param {boolean} asked */
  #sure(asked) {
    this.part("[data-sure]").hidden = !asked;
    /** @type {HTMLElement} */ (asked ? this.part("[data-sure]") : this.part('[data-do="erase"]')).focus();
  }

  #erase() {
    this.kept.erase();
    this.isKept = this.#isAhead = false;
    this.case = {};
    this.#editing.clear();
    this.#sure(false);
    this.#once();
    void this.#show();
    this.#tell(this.word("erased"));
  }

  /** Leave at once for an empty page; Back does not come back here. @param {MouseEvent} event */
  #exit(event) {
    event.preventDefault();
    if (this.case.exit === "erase") this.kept.erase();
    document.documentElement.hidden = true;
    location.replace("about:blank");
  }

  async #calendar() {
    if (!(await this.wake({ again: true }))) return;
    const root = new URL(this.root || ".", location.href).href;
    const text = await this.runtime.case("case_calendar", this.case, { today: today(), page_url: root, made_on: instant() });
    if (text) handOver("mon-dossier.ics", text, "text/calendar");
    else this.#tell(this.word("no_ics"));
  }

  async #print() {
    if (!(await this.wake({ again: true })) || !this.#view) return void printPage();
    this.#declaration ??= await this.#toSend(this.#view);
    this.#whole(this.#view);
    printAlone(this.part("[data-whole]"));
  }

  /** Whoever prints by the browser's own menu has the whole case too, as Python last said it. */
  #beforePrint() {
    const whole = this.part("[data-whole]");
    if (whole.hasAttribute("data-alone") || !this.#has || !this.#view) return;
    this.#whole(this.#view);
    standAlone(whole);
  }

  /** Lay out the whole case for paper. @param {View} view */
  #whole(view) {
    const inOrder = [...view.timeline].sort((a, b) => (a.date + a.limit < b.date + b.limit ? -1 : 1));
    const timeline = inOrder.map((item) => ({
      ...item,
      date_text: item.text,
      limit_said: item.limit === item.date ? "" : item.limit_text,
    }));
    const exhibits = view.exhibits.map((one) => ({ ...one, number: String(one.number), day: one.on.split("-").reverse().join("/"), box: one.have ? "☑" : "☐" }));
    const whole = this.part("[data-whole]");
    const letter = this.#declaration;
    whole.replaceChildren(fill(this.template("whole"), { ...view, timeline, exhibits, listed: exhibits.length ? "yes" : "", letter, day: this.days.written(today()) }));
    whole.querySelector("[data-drawing-paper]")?.replaceChildren(...(view.drawing.paper ? [this.#drawn(view.drawing.paper, "paper")] : []));
  }

  /** Return what the case answers of a letter. @param {string} id @returns {Record<string, string>} */
  #answersOf(id) {
    return this.#view?.documents.find((one) => one.id === id)?.answers ?? {};
  }

  /** Return the declaration, null once it was sent: one of today would say another day. @param {View} view */
  async #toSend(view) {
    return view.states.includes("declared") ? null : this.#letter(DECLARATION);
  }

  /** Return a letter, filled from the case. @param {string} id */
  async #letter(id) {
    return (await this.runtime.ask(id, this.#answersOf(id), today())).letter ?? null;
  }

  /** @param {string} id */
  async #printOne(id) {
    if (!(await this.wake({ again: true }))) return;
    const whole = this.part("[data-whole]");
    whole.replaceChildren(fill(this.template("letter"), await this.#letter(id)));
    printAlone(whole);
  }

  /** @param {string} id */
  async #wordOne(id) {
    const asked = { answers: this.#answersOf(id), today: today() };
    const made = await handOverWord(this, { name: `${id}-${today()}.docx`, model: "letter", of: id, asked });
    this.#tell(this.word(made ? "taken" : "word_failed"));
  }

  async #word() {
    const asked = { today: today() };
    const made = await handOverWord(this, { name: `mon-dossier-${today()}.docx`, model: "case", of: this.case, asked });
    this.#tell(this.word(made ? "taken" : "word_failed"));
  }

  async #summary() {
    const lines = (this.#view?.summary ?? []).map(({ label, text }) => `${label} : ${text}`);
    const said = this.word((await copy(lines.join("\n"))) ? "copied" : "copy_failed");
    this.part("[data-done]").textContent = said;
    say(said);
  }
}
