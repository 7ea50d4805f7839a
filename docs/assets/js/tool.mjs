// @ts-check
// What every tool of a page has: its words, its line of state, Python once a first gesture is done.

import { isPressed, released } from "./gesture.mjs";
import { say } from "./page.mjs";
import { runtimeFor } from "./runtime.mjs";

export { instant, replaceAddress, say, still, today } from "./page.mjs";

/** @typedef {import("./runtime.mjs").Progress} Progress */

/** A listener hears of the download at most this often. */
const SPEAK_EVERY_MS = 5_000;
const MEGABYTE = 1_000_000;
/** A file handed over is let go after this long: slow phones read it late. */
const RELEASE_MS = 60_000;
const CONTROLS = "input, textarea, select, button, a[data-value], label";

/**
 * Copy a text, in two forms where there is HTML. Returns whether the browser let us: off a secure connection there
 * is no clipboard, and an old one takes no HTML.
 * @param {string} text @param {string} [html] @returns {Promise<boolean>}
 */
export async function copy(text, html) {
  try {
    const { clipboard } = navigator;
    if (html === undefined) await clipboard.writeText(text);
    else {
      const forms = Object.entries({ "text/html": html, "text/plain": text });
      await clipboard.write([new ClipboardItem(Object.fromEntries(forms.map(([type, one]) => [type, new Blob([one], { type })])))]);
    }
    return true;
  } catch {
    return false;
  }
}

/** Offer an address to the other programs of a telephone. Returns whether there was anything to offer it to. @param {string} url */
async function shared(url) {
  if (!navigator.share) return false;
  try {
    await navigator.share({ title: document.title, url });
    return true;
  } catch (cause) {
    // Who closes the list has chosen.
    return cause instanceof DOMException && cause.name === "AbortError";
  }
}

/**
 * Say beside the button that was pressed what the browser refused, and lead to the page's PDF where there is one.
 * @param {string} word
 */
function refuse(word) {
  const text = sentenceOf(word);
  const near = document.activeElement?.closest("section")?.querySelector("[data-done]");
  const place = near ?? document.querySelector("[data-done], [data-status-line]");
  const pdf = document.querySelector(".am-paper a")?.cloneNode(true);
  if (place instanceof HTMLElement) {
    place.replaceChildren(text, ...(pdf ? [" ", pdf] : []));
    place.hidden = false;
  }
  say(text);
}

/** Return a sentence of whichever tool of the page has it. @param {string} name */
function sentenceOf(name) {
  const templates = /** @type {HTMLTemplateElement[]} */ ([...document.querySelectorAll("template[data-words]")]);
  const found = templates.map(({ content }) => content.querySelector(`[data-word="${name}"]`)?.textContent);
  return found.find(Boolean) ?? "";
}

/** Print the page. Programs that show pages inside of others may have no printer: then it is said. */
export function printPage() {
  try {
    window.print();
    return true;
  } catch {
    refuse("print_failed");
    return false;
  }
}

/**
 * Hand a file over. Returns whether the browser let us; where it does not, it is said.
 * @param {string} name @param {BlobPart} content @param {string} [type]
 */
export function handOver(name, content, type) {
  try {
    const link = document.createElement("a");
    if (!("download" in link)) throw new Error("no downloads");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_MS);
    return true;
  } catch {
    refuse("file_refused");
    return false;
  }
}

/** Return the address of this page, its answers left out; in a frame that of the whole page, the only one to cite. */
export function pageAddress() {
  const whole = parent !== window && document.querySelector("link[rel=canonical]");
  return whole instanceof HTMLLinkElement ? whole.href : `${location.origin}${location.pathname}`;
}

export class Tool {
  #spoken = 0;
  #sentence = "";
  /** @type {(string | Node)[]} what stands in the line of state whatever the state */
  #offered = [];
  /** @type {Map<string, Element>} what stands at the foot of the window */
  #notices = new Map();

  /** @param {HTMLElement} section */
  constructor(section) {
    this.section = section;
    this.id = section.dataset.tool ?? "";
    this.root = section.dataset.root ?? "";
    this.runtime = runtimeFor(section.dataset.python ?? "");
    section.addEventListener("click", (event) => this.#act(event));
  }

  get state() {
    return this.section.dataset.state ?? "static";
  }

  set state(state) {
    this.section.dataset.state = state;
  }

  /** Say that this script has the tool in hand: it shows what there is to show. */
  taken() {
    this.section.toggleAttribute("data-taken", true);
    for (const state of ["data-brings", "data-unscripted"]) document.documentElement.removeAttribute(state);
  }

  /** @param {string} selector @returns {HTMLElement} */
  part(selector) {
    const found = this.section.querySelector(selector);
    if (!(found instanceof HTMLElement)) throw new Error(`${this.id}: no ${selector}`);
    return found;
  }

  /** @param {string} name @returns {HTMLTemplateElement} */
  template(name) {
    return /** @type {HTMLTemplateElement} */ (this.part(`template[data-template="${name}"]`));
  }

  /**
   * Return one of the page's sentences, its {names} filled. Throws where the page has none of that name.
   * @param {string} name @param {Record<string, string>} [values]
   */
  word(name, values = {}) {
    const words = /** @type {HTMLTemplateElement} */ (this.part("template[data-words]"));
    const sentence = words.content.querySelector(`[data-word="${name}"]`)?.textContent;
    if (sentence === undefined || sentence === null) throw new Error(`${this.id}: no word ${name}`);
    return Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), sentence);
  }

  /** Show a sentence in the tool's line of state, none for "". @param {string} text */
  status(text) {
    this.#sentence = text;
    if (isPressed()) void released().then(() => this.#showStatus());
    else this.#showStatus();
  }

  #showStatus() {
    const text = this.#sentence;
    const line = this.part("[data-status-line]");
    line.replaceChildren(...(text && this.#offered.length ? [text, " "] : [text]), ...this.#offered);
    line.hidden = !line.textContent;
  }

  /** Offer something in the line of state, after a sentence and until another offer; none of it is taken away by a state. @param {(string | Node)[]} offered */
  offer(...offered) {
    this.#offered = offered;
    this.status("");
  }

  /**
   * Show something at the foot of the window, where nothing moves for it, until its reader closes it. One of each
   * name. @param {string} name @param {DocumentFragment} content One element. @returns {Element}
   */
  notice(name, content) {
    this.dismiss(name);
    const notice = /** @type {Element} */ (content.firstElementChild);
    this.#notices.set(name, notice);
    notice.querySelector("[data-close]")?.addEventListener("click", () => this.dismiss(name));
    void released().then(() => {
      if (this.#notices.get(name) !== notice) return;
      (this.section.querySelector("[data-notices]") ?? this.section).append(notice);
      say(notice.querySelector("[data-said]")?.textContent ?? "");
    });
    return notice;
  }

  /** Take a notice away. @param {string} name */
  dismiss(name) {
    this.#notices.get(name)?.remove();
    this.#notices.delete(name);
  }

  /**
   * Call back once, when a first gesture on the tool is done or the keyboard reaches it; at once if that was
   * before the script came. A press is no gesture yet: what it is on may not move, and it may be a scroll.
   * @param {() => void} wake
   */
  onFirstTouch(wake) {
    if (this.section.contains(document.activeElement)) {
      void released().then(wake);
      return;
    }
    const once = new AbortController();
    for (const type of ["click", "change", "input", "focusin"]) {
      this.section.addEventListener(
        type,
        ({ target }) => {
          if (!(target instanceof Element) || !target.closest(CONTROLS) || (type === "focusin" && isPressed())) return;
          once.abort();
          wake();
        },
        { signal: once.signal, passive: true },
      );
    }
  }

  /**
   * Start Python and say how it goes. Resolves with whether it runs.
   * After a failure only a reader who asks again makes it try again.
   * @param {{again?: boolean}} [how] @returns {Promise<boolean>}
   */
  async wake({ again = false } = {}) {
    if (this.state === "ready") return true;
    if (this.state === "failed" && !again) return false;
    const begun = this.state === "loading";
    this.state = "loading";
    if (!begun) this.status(this.word("loading"));
    try {
      await this.runtime.start(begun ? undefined : (progress) => this.#progress(progress));
    } catch {
      if (this.state !== "failed") this.fail();
      return false;
    }
    if (this.state === "loading") {
      this.state = "ready";
      this.status("");
    }
    return true;
  }

  /** Say that Python does not run here; what stands in the page goes on. */
  fail() {
    this.state = "failed";
    this.status(this.word("failed"));
    say(this.word("failed"));
  }

  /** @param {Progress} progress */
  #progress({ stage, loaded, total }) {
    if (this.state !== "loading") return;
    const megabytes = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
    const text =
      stage === "download"
        ? this.word("download", {
            loaded: megabytes.format(loaded / MEGABYTE),
            total: megabytes.format(total / MEGABYTE),
          })
        : this.word("starting");
    this.status(text);
    if (Date.now() - this.#spoken > SPEAK_EVERY_MS) {
      this.#spoken = Date.now();
      say(text);
    }
  }

  /** @param {MouseEvent} event */
  async #act({ target }) {
    const button = target instanceof Element ? target.closest("[data-action]") : null;
    const action = button?.getAttribute("data-action");
    if (action === "print") printPage();
    if (action === "copy") {
      const address = pageAddress() + location.hash;
      if (button?.hasAttribute("data-handed-on") && (await shared(address))) return;
      this.done(button, this.word((await copy(address)) ? "copied" : "copy_failed"));
    }
    if (action === "copy-words") {
      const words = button?.closest(".am-actions")?.previousElementSibling?.querySelectorAll("p") ?? [];
      const text = [...words].map((one) => one.textContent).join("\n");
      this.done(button, this.word((await copy(text)) ? "words_copied" : "words_not_copied"));
    }
  }

  /** Say beside a button what it has done. @param {Element | null} button @param {string} text */
  done(button, text) {
    const done = (button?.closest(".am-actions") ?? button?.parentElement)?.querySelector("[data-done]");
    if (done) done.textContent = text;
    say(text);
  }
}
