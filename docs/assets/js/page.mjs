// @ts-check
// What any script of a page needs: the day, the page's one voice, its address.

/** Return the day of this device, YYYY-MM-DD. @param {Date} [now] */
export function today(now = new Date()) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Say a sentence to those who listen: one voice for the whole page. @param {string} text */
export function say(text) {
  const live = document.querySelector("[data-live]");
  if (live) live.textContent = text;
}

/** Put answers into the address without leaving it. @param {string} fragment @param {any} [state] */
export function replaceAddress(fragment, state = null) {
  try {
    history.replaceState(state, "", `${location.pathname}${fragment}`);
  } catch {
    // Some browsers limit how often this may be done. The answer stands without it.
  }
}
