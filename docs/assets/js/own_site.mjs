// @ts-check
// An insurer types its name, its colours and its contacts: the site shows them at once, and Python judges them and
// writes the settings file. Nothing that is typed leaves the page.

import { Asking } from "./asking.mjs";
import { fill } from "./fill.mjs";
import { writeAnswers } from "./fragment.mjs";
import { showMessage } from "./message.mjs";
import { settle } from "./settle.mjs";
import { copy, handOver, say, today } from "./tool.mjs";

/** @typedef {import("../../../macros/publish/door.js").InsurerSettings} Settings */
/** @typedef {"light" | "dark"} Scheme */
/** What stands behind and beside a colour, and what is written on it. @typedef {{paper?: string, card?: string, ink?: string, soft?: string, on?: string, share?: number}} Grounds */

const WHOLE_COLOUR = /^#[0-9a-f]{6}$/i;
/** The day that the page shown answers for. */
const RECEIVED = "received_on";

/** Let an insurer see the site with its name. @param {HTMLElement} section */
export function ownSite(section) {
  new OwnSite(section).open();
}

class OwnSite extends Asking {
  /** What Python last gave. @type {Settings | null} */
  #made = null;
  /** @type {Scheme} */
  #scheme = "light";
  /** @type {Record<Scheme, Grounds>} */
  #grounds = { light: {}, dark: {} };
  /** @type {Record<Scheme, Record<string, string>>} */
  #palettes = { light: {}, dark: {} };
  #page = "";
  /** The contract that the page shown answers with. */
  #shown = "";

  /** @param {HTMLElement} section */
  constructor(section) {
    super(section);
    this.form = /** @type {HTMLFormElement} */ (this.part("[data-form]"));
    this.frame = /** @type {HTMLIFrameElement} */ (this.part("[data-phone]"));
  }

  open() {
    this.#grounds = JSON.parse(this.section.dataset.schemes ?? "");
    this.#palettes = JSON.parse(this.section.dataset.palettes ?? "");
    this.#page = new URL(this.frame.dataset.page ?? "", location.href).href;
    this.form.hidden = false;
    this.part("[data-sight]").hidden = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#write();
    });
    this.form.addEventListener("input", ({ target }) => this.#typed(/** @type {HTMLElement} */ (target)));
    this.section.addEventListener("click", (event) => this.#click(event));
    this.frame.addEventListener("load", () => this.#paint());
    if (matchMedia("(prefers-color-scheme: dark)").matches) this.#scheme = "dark";
    this.#lead();
    this.#paint();
  }

  /** What is typed, by the name of its field. @returns {Record<string, string>} */
  get #typedIn() {
    return Object.fromEntries([...new FormData(this.form)].map(([name, value]) => [name, String(value)]));
  }

  /** Show what is typed at once; what Python says of it follows. @param {HTMLElement} field */
  #typed(field) {
    const picked = field.dataset.picker;
    if (picked) /** @type {HTMLInputElement} */ (this.fields.get(picked)).value = /** @type {HTMLInputElement} */ (field).value;
    for (const name of /** @type {Scheme[]} */ (["light", "dark"])) {
      const colour = this.#typedIn[name] ?? "";
      if (WHOLE_COLOUR.test(colour)) /** @type {HTMLInputElement} */ (this.part(`[data-picker="${name}"]`)).value = colour;
    }
    this.mark(picked ?? field.getAttribute("name") ?? "", "");
    this.#paint();
    this.later(() => this.#judge());
  }

  /** Ask Python how the site looks with what is typed. Returns what it says, null where it does not come. */
  async #judge(again = false) {
    const question = this.begin();
    if (!(await this.wake({ again }))) return null;
    try {
      const made = await this.runtime.insurer(this.#typedIn, this.#grounds, today());
      if (!this.isNewest(question)) return null;
      this.#made = made;
    } catch {
      this.fail();
      return null;
    }
    const unread = this.#made?.problems.find((one) => ["light", "dark"].includes(one.field) && one.code !== "missing");
    if (unread || this.#typedIn.light) this.part("[data-verdict]").textContent = unread?.text ?? this.word("legible");
    this.#lead();
    this.#paint();
    return this.#made;
  }

  /** Hand over the file, or say beside each field what it lacks. */
  async #write() {
    const made = await this.#judge(true);
    if (made) settle(() => this.#show(made));
  }

  /** @param {Settings} made */
  #show(made) {
    for (const name of this.fields.keys()) {
      const text = made.problems.find((one) => one.field === name)?.text ?? "";
      const fold = text && this.fields.get(name)?.closest("details");
      if (fold) fold.open = true;
      this.mark(name, text);
    }
    this.part("[data-made]").hidden = made.status !== "answered";
    if (made.status !== "answered") {
      /** @type {HTMLElement | null} */ (this.section.querySelector("[aria-invalid]"))?.focus();
      return;
    }
    const parts = { toml: made.toml, command: made.command, place: `macros/branding/insurers/${made.file}` };
    for (const [part, text] of Object.entries(parts)) this.part(`[data-part="${part}"]`).textContent = text;
    const heading = this.part("[data-heading]");
    heading.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
    say(parts.place);
  }

  /** Lead the page shown to the answer that the contract gives for a writing received today. */
  #lead() {
    const { length = "", unit = "" } = this.#typedIn;
    const isRight = length && this.#made && !this.#made.problems.some((one) => one.field === "length");
    const contract = /** @type {[string, string][]} */ (isRight ? [["length", length], ["unit", unit]] : []);
    const address = this.#page + writeAnswers([[RECEIVED, today()], ...contract]);
    if (address === this.#shown) return;
    this.#shown = address;
    this.frame.contentWindow?.location.replace(address); // It is no step back for whoever reads.
  }

  /** The colours of a scheme with what is typed, by name. @param {Scheme} scheme @returns {Record<string, string>} */
  #colours(scheme) {
    const { deep, on, wash } = this.#made?.colours[scheme] ?? {};
    const typed = this.#typedIn[scheme] ?? "";
    return {
      ...this.#palettes[scheme],
      ...(deep ? { deep, "on-deep": on, wash } : {}),
      ...(WHOLE_COLOUR.test(typed) ? { deep: typed, "on-deep": this.#grounds[scheme].on ?? "" } : {}),
    };
  }

  /** Return the page shown, and the e-mail, the name, the number and the colours that are typed. */
  #paint() {
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.section.querySelectorAll("[data-scheme]"))) {
      button.setAttribute("aria-pressed", String(button.dataset.scheme === this.#scheme));
    }
    const day = this.#colours("light");
    const from = this.#palettes.light.deep ?? "";
    const message = this.template("message");
    showMessage(this.part("[data-message]"), message, this.#page, { from, to: day.deep ?? from });
    const shown = this.frame.contentDocument;
    if (!shown?.querySelector(".brand")) return; // On its way.
    const root = shown.documentElement;
    root.style.colorScheme = this.#scheme;
    for (const [name, colour] of Object.entries(this.#colours(this.#scheme))) root.style.setProperty(`--am-${name}`, colour);
    this.#name(shown);
  }

  /** @param {Document} shown */
  #name(shown) {
    const { name = "", telephone = "", hours = "" } = this.#typedIn;
    const brand = /** @type {HTMLElement} */ (shown.querySelector(".brand"));
    brand.dataset.plain ??= brand.textContent ?? "";
    brand.textContent = name.trim() || (brand.dataset.plain ?? "");
    for (const own of shown.querySelectorAll("[data-own]")) own.remove();
    if (!name.trim()) return;
    const words = { call: this.word("call", { name }), foot: this.word("foot", { name }), telephone, hours, dial: `tel:${telephone.replace(/\D/g, "")}` };
    const foot = shown.createElement("div");
    foot.dataset.own = "";
    foot.append(shown.importNode(fill(this.template("foot"), words), true));
    shown.querySelector("footer")?.prepend(foot);
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button?.dataset.scheme) {
      this.#scheme = /** @type {Scheme} */ (button.dataset.scheme);
      this.#paint();
    }
    if (!button || this.#made?.status !== "answered") return;
    if (button.dataset.copy) void this.#copy(this.#made[/** @type {"toml" | "command"} */ (button.dataset.copy)]);
    if (button.dataset.save !== undefined) handOver(this.#made.file, this.#made.toml, "application/toml");
  }

  /** @param {string} text */
  async #copy(text) {
    const said = this.word((await copy(text)) ? "done_copied" : "done_failed");
    this.part("[data-done]").textContent = said;
    say(said);
  }
}
