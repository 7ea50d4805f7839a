// @ts-check
// What this device keeps of its reader's work, and the way back to it, in a slot that is there in any case.

/** Fill the slot. @param {HTMLElement} slot */
export function resume(slot) {
  const titles = /** @type {HTMLTemplateElement} */ (slot.querySelector("template[data-titles]")).content;
  const line = /** @type {HTMLElement} */ (slot.querySelector("[data-kept]"));
  const kept = [...titles.querySelectorAll("a")].filter(({ dataset }) => isKept(dataset.key ?? ""));
  const [first, ...others] = kept;
  if (!first) return;
  const { one = "", moreOne = "", more = "" } = line.dataset;
  const words = others.length > 1 ? more : others.length ? moreOne : one;
  const link = /** @type {HTMLAnchorElement} */ (first.cloneNode());
  link.className = slot.className;
  link.append(...slot.childNodes);
  line.textContent = words.replace("{title}", first.textContent ?? "").replace("{n}", String(others.length));
  slot.replaceWith(link);
}

/** @param {string} key */
function isKept(key) {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false; // Storage is refused: nothing is kept.
  }
}
