// @ts-check
// The page that makes links: what is chosen goes to Python, what comes back is shown as text, copied or saved.

import { Tool, copy, handOver, say, today } from "./tool.mjs";

/** @type {Record<string, string>} */
const TYPES = { svg: "image/svg+xml", png: "image/png", eml: "message/rfc822" };

/** @typedef {Record<string, any>} Row */

/** Make links of a form. @param {HTMLElement} section */
export function links(section) {
  new Links(section).open();
}

class Links extends Tool {
  /** @type {Row | null} */
  #made = null;

  open() {
    this.form = /** @type {HTMLFormElement} */ (this.part("[data-form]"));
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#make();
    });
    this.form.addEventListener("change", () => this.#fit());
    this.section.addEventListener("click", (event) => this.#click(event));
    this.#fit();
  }

  /** Ask for the contract only where it matters. */
  #fit() {
    const chosen = this.form?.querySelector("select")?.selectedOptions[0];
    for (const name of ["length", "unit"]) {
      this.part(`[data-field="${name}"]`).hidden = chosen?.dataset.dated === undefined;
    }
  }

  async #make() {
    if (!(await this.wake({ again: true }))) return;
    const typed = [...new FormData(this.form)].map(([name, value]) => [name, String(value)]);
    const site = new URL(this.root || "./", location.href).href.replace(/[?#].*/, "");
    /** @type {Row} */
    let made;
    try {
      made = await this.runtime.link({ ...Object.fromEntries(typed), site }, today());
    } catch {
      this.fail();
      return;
    }
    this.#refuse(made.problems);
    const warning = (made.warnings ?? []).map((/** @type {Row} */ one) => one.text).join(" ");
    // Beside the field, and beside the link, where the reader is led.
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (this.section.querySelectorAll("[data-warning]"))) {
      line.textContent = warning;
      line.hidden = !warning;
    }
    this.part("[data-made]").hidden = made.status !== "answered";
    if (made.status !== "answered") return;
    this.#made = made;
    for (const part of this.section.querySelectorAll("[data-part]")) {
      part.textContent = made[part.getAttribute("data-part") ?? ""];
    }
    this.part("[data-open]").setAttribute("href", made.url);
    const picture = this.section.querySelector(".am-links__qr");
    picture?.setAttribute("viewBox", `-4 -4 ${made.size + 8} ${made.size + 8}`);
    picture?.querySelector("path")?.setAttribute("d", made.path);
    const heading = this.part("[data-heading]");
    heading.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
    say(`${warning} ${made.url}`.trim());
  }

  /** Say what is wrong beside each field; beside the button what has no field. @param {Row[]} problems */
  #refuse(problems) {
    for (const field of this.section.querySelectorAll("[data-field]")) {
      const problem = problems.find((one) => one.field === field.getAttribute("data-field"));
      const line = /** @type {HTMLElement} */ (field.querySelector("[data-error]"));
      line.textContent = problem?.text ?? "";
      line.hidden = !problem;
      const input = /** @type {HTMLElement} */ (field.querySelector("input, select"));
      if (problem) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    this.status(problems.find((one) => one.field === "site")?.text ?? "");
    /** @type {HTMLElement | null} */ (this.section.querySelector("[aria-invalid]"))?.focus();
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button || !this.#made) return;
    if (button.dataset.copy) void this.#copy(button.dataset.copy, this.#made);
    if (button.dataset.save) this.#save(button.dataset.save, this.#made);
  }

  /** @param {string} what @param {Row} made */
  async #copy(what, made) {
    const done = await (what === "block" ? copy(made.text, made.html) : copy(made[what]));
    const text = this.word(done ? "done_copied" : "done_failed");
    this.part("[data-done]").textContent = text;
    say(text);
  }

  /** @param {string} kind @param {Row} made */
  #save(kind, made) {
    const content = kind === "png" ? Uint8Array.from(atob(made.png), (sign) => sign.charCodeAt(0)) : made[kind];
    handOver(`amiable.${kind}`, content, TYPES[kind]);
  }
}
