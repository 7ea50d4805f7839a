// @ts-check
// The sheet of a letter: what is typed stands in its place at once; what the rules make of it takes over later.

/** @typedef {{text: string, shown: boolean, box: boolean, parts: {field: string, text: string}[]}} Ruled a paragraph as the rules give it */
/** @typedef {{element: HTMLElement, name: string, stop: string, blank: string}} Slot */

/** @param {string | undefined} names */
const list = (names) => (names ? names.split(" ") : []);

export class Sheet {
  /** @type {Map<string, string[]>} the words of each field that may engage */
  #slips = new Map();

  /** @param {HTMLElement} letter */
  constructor(letter) {
    this.letter = letter;
    this.paragraphs = /** @type {HTMLElement[]} */ ([...letter.querySelectorAll("[data-paragraph]")]).map((element) => ({
      element,
      box: element.querySelector("[data-box]"),
      needs: list(element.dataset.needs),
      instead: element.dataset.instead ?? "",
      slots: /** @type {HTMLElement[]} */ ([...element.querySelectorAll("[data-slot]")]).map((slot) => {
        const { slot: name = "", stop = "" } = slot.dataset;
        const text = slot.textContent ?? "";
        return { element: slot, name, stop, blank: stop && text.endsWith(stop) ? text.slice(0, -stop.length) : text };
      }),
    }));
    this.box = this.paragraphs.map(({ box }) => box?.textContent).find(Boolean) ?? "";
  }

  /**
   * Put what is typed into its places: the blanks stay where nothing is. Once all that is required is there, a
   * paragraph without its answer goes, as the rules do it.
   * @param {Map<string, string>} typed @param {boolean} complete
   */
  fill(typed, complete) {
    for (const { element, box, needs, instead, slots } of this.paragraphs) {
      const has = (/** @type {string} */ name) => Boolean(typed.get(name));
      for (const slot of slots) this.#write(slot, typed.get(slot.name) ?? "");
      element.hidden = instead ? has(instead) : complete && !slots.every(({ name }) => has(name));
      if (box) box.textContent = !complete && (instead || !needs.every(has)) ? this.box : "";
    }
  }

  /** Take over what the rules say of each paragraph. @param {Record<string, Ruled[]>} ruled */
  take({ head = [], subject = [], body = [] }) {
    for (const [n, { shown, box, parts }] of [...head, ...subject, ...body].entries()) {
      const here = this.paragraphs[n];
      if (!here) continue;
      here.element.hidden = !shown;
      if (here.box) here.box.textContent = box ? this.box : "";
      const filled = parts.filter(({ field }) => field);
      for (const [at, slot] of here.slots.entries()) this.#put(slot, filled[at]?.text ?? "");
    }
  }

  /** @param {Slot} slot @param {string} typed */
  #write(slot, typed) {
    const words = typed || slot.blank;
    this.#put(slot, words.endsWith(".") ? words : words + slot.stop);
  }

  /** Put a text into a slot, what may engage marked. @param {Slot} slot @param {string} text */
  #put({ element, name, blank }, text) {
    element.toggleAttribute("data-blank", text.startsWith(blank) && blank !== "");
    const said = this.#slips.get(name) ?? [];
    /** @type {(string | Node)[]} */
    const parts = [];
    let rest = text;
    while (rest) {
      const [at, words] = said.reduce(
        ([first, found], one) => {
          const place = rest.indexOf(one);
          return place >= 0 && place < first ? [place, one] : [first, found];
        },
        [rest.length, ""],
      );
      parts.push(rest.slice(0, at));
      if (words) {
        const mark = document.createElement("mark");
        mark.textContent = words;
        parts.push(mark);
      }
      rest = rest.slice(at + words.length);
    }
    element.replaceChildren(...parts);
  }

  /** Note what may engage; the next words that are put in are marked. @param {{field: string, said: string}[]} found */
  note(found) {
    this.#slips = new Map();
    for (const { field, said } of found) this.#slips.set(field, [...(this.#slips.get(field) ?? []), said].filter(Boolean));
  }

  /** Show where a field stands, "" for none. @param {string} name */
  point(name) {
    for (const { element, slots } of this.paragraphs) {
      const here = slots.some((slot) => slot.name === name);
      element.toggleAttribute("data-writing", here);
      if (here && !element.hidden) this.letter.scrollTo({ top: element.offsetTop - this.letter.offsetTop - this.letter.clientHeight / 3 });
    }
  }

  /** The letter as plain text, its head or not. @param {boolean} whole */
  text(whole) {
    const shown = this.paragraphs.filter(
      ({ element }) => !element.hidden && (whole || !element.matches(".am-letter__head, .am-letter__subject")),
    );
    return shown.map(({ element }) => element.textContent?.trim() ?? "").join("\n\n");
  }
}
