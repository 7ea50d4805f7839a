// @ts-check
// The page that makes links: what is chosen goes to Python, what comes back is shown as text, copied or saved.

import { Asking } from "./asking.mjs";
import { showMessage } from "./message.mjs";
import { settle } from "./settle.mjs";
import { copy, handOver, say, today } from "./tool.mjs";

/** How many points of a picture a module of the code takes, and how many modules its border has. */
const [SCALE, BORDER] = [12, 4];

/** @typedef {import("../../../macros/publish/door.js").LinkResult} LinkResult */
/** A link that was made, with its e-mail. @typedef {Required<LinkResult> & Mail} Made */
/** @typedef {{subject: string, text: string, html: string, eml: string}} Mail */

/** Make links of a form. @param {HTMLElement} section */
export function links(section) {
  new Links(section).open();
}

class Links extends Asking {
  /** What was made: the link, its code, its e-mail. @type {Made | null} */
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
    /** @type {LinkResult} */
    let made;
    try {
      made = await this.runtime.link({ ...Object.fromEntries(typed), site }, today());
    } catch {
      this.fail();
      return;
    }
    settle(() => this.#show(made, typed));
  }

  /** @param {LinkResult} made @param {string[][]} typed */
  #show(made, typed) {
    this.#refuse(made.problems);
    const warning = (made.warnings ?? []).map((one) => one.text).join(" ");
    // Beside the field, and beside the link, where the reader is led.
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (this.section.querySelectorAll("[data-warning]"))) {
      line.textContent = warning;
      line.hidden = !warning;
    }
    this.part("[data-made]").hidden = made.status !== "answered";
    if (made.status !== "answered") return;
    const link = /** @type {Required<LinkResult>} */ (made);
    const situation = String(typed.find(([name]) => name === "situation")?.[1]);
    this.#made = { ...link, ...this.#mail(situation, link.url) };
    showMessage(this.part("[data-message]"), this.template(`message-${situation}`), link.url);
    for (const part of this.section.querySelectorAll("[data-part]")) {
      part.textContent = String(this.#made[/** @type {keyof Made} */ (part.getAttribute("data-part"))]);
    }
    this.part("[data-open]").setAttribute("href", link.url);
    const whole = link.size + 2 * BORDER;
    this.#picture.setAttribute("viewBox", `${-BORDER} ${-BORDER} ${whole} ${whole}`);
    this.#picture.querySelector("path")?.setAttribute("d", link.path);
    const heading = this.part("[data-heading]");
    heading.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
    say(`${warning} ${link.url}`.trim());
  }

  get #picture() {
    return /** @type {SVGElement} */ (this.section.querySelector(".am-links__qr"));
  }

  /**
   * The e-mail of a situation, written at build, with its address. It is text to copy or to save: none of it goes
   * into the page but as text. @param {string} situation @param {string} url @returns {Mail}
   */
  #mail(situation, url) {
    const template = /** @type {HTMLTemplateElement} */ (this.part("template[data-mails]"));
    const { subject, text, html, eml } = JSON.parse(template.content.textContent ?? "")[situation];
    const place = template.dataset.address ?? "";
    const inHtml = html.replaceAll(place, url.replaceAll("&", "&amp;"));
    // In the draft the plain text comes first, and holds the address once.
    const draft = eml.replace(place, () => url).replaceAll(place, url.replaceAll("&", "&amp;"));
    return { subject, text: text.replaceAll(place, url), html: inHtml, eml: draft };
  }

  /** Say what is wrong beside each field; beside the button what has no field. @param {import("./asking.mjs").Problem[]} problems */
  #refuse(problems) {
    for (const name of this.fields.keys()) this.mark(name, problems.find((one) => one.field === name)?.text ?? "");
    this.status(problems.find((one) => one.field === "site")?.text ?? "");
    /** @type {HTMLElement | null} */ (this.section.querySelector("[aria-invalid]"))?.focus();
  }

  /** @param {MouseEvent} event */
  #click({ target }) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button || !this.#made) return;
    if (button.dataset.copy) void this.#copy(button.dataset.copy, this.#made);
    if (button.dataset.save) void this.#save(button.dataset.save, this.#made);
  }

  /** @param {string} what @param {Made} made */
  async #copy(what, made) {
    const done = await (what === "block" ? copy(made.text, made.html) : copy(String(made[/** @type {keyof Made} */ (what)])));
    const text = this.word(done ? "done_copied" : "done_failed");
    this.part("[data-done]").textContent = text;
    say(text);
  }

  /** @param {string} kind @param {Made} made */
  async #save(kind, made) {
    if (kind === "eml") handOver("amiable.eml", made.eml, "message/rfc822");
    if (kind === "svg") {
      handOver("amiable.svg", new XMLSerializer().serializeToString(this.#picture), "image/svg+xml");
    }
    if (kind === "png") handOver("amiable.png", await drawn(made), "image/png");
  }
}

/** Draw a code in black on white. @param {Made} made @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function drawn({ size, path }) {
  const whole = (size + 2 * BORDER) * SCALE;
  const canvas = Object.assign(document.createElement("canvas"), { width: whole, height: whole });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, whole, whole);
  pen.scale(SCALE, SCALE);
  pen.translate(BORDER, BORDER);
  pen.fillStyle = "#000";
  pen.fill(new Path2D(path));
  const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ done) => canvas.toBlob(done, "image/png"));
  return new Uint8Array(await /** @type {Blob} */ (blob).arrayBuffer());
}
