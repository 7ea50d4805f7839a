// @ts-check
// What any script of a page needs: the day, the page's one voice, its address.

/** Return the day of this device, YYYY-MM-DD. @param {Date} [now] */
export function today(now = new Date()) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Return this instant by the clock of this device, with its offset: "2026-11-26T22:40:00+01:00". @param {Date} [now] */
export function instant(now = new Date()) {
  const ahead = -now.getTimezoneOffset();
  const clock = new Date(now.getTime() + ahead * 60_000).toISOString().slice(0, 19);
  const offset = new Date(Math.abs(ahead) * 60_000).toISOString().slice(11, 16);
  return `${clock}${ahead < 0 ? "-" : "+"}${offset}`;
}

/** Say a sentence to those who listen: one voice for the whole page. @param {string} text */
export function say(text) {
  const live = document.querySelector("[data-live]");
  if (live) live.textContent = text;
}

/**
 * Change a part of the page, and keep what somebody looks at where it is on the screen: the field they are in, else
 * what follows a part that begins above the screen.
 * @param {Element} part @param {() => void} change
 */
export function still(part, change) {
  const inView = (/** @type {Element | null} */ one) => {
    const { top, bottom } = one?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
    return bottom > 0 && top < innerHeight && bottom !== top;
  };
  const focused = document.activeElement;
  let kept = focused !== document.body && !part.contains(focused) && inView(focused) ? focused : null;
  if (!kept && part.getBoundingClientRect().top < 0) {
    for (kept = part.nextElementSibling; kept && !inView(kept); ) kept = kept.nextElementSibling;
  }
  const before = kept?.getBoundingClientRect().top ?? 0;
  change();
  const moved = kept?.getClientRects().length ? kept.getBoundingClientRect().top - before : 0;
  if (moved) scrollBy({ top: moved, behavior: "instant" });
}

/** Put answers into the address without leaving it. @param {string} fragment @param {unknown} [state] */
export function replaceAddress(fragment, state = null) {
  try {
    history.replaceState(state, "", `${location.pathname}${fragment}`);
  } catch {
    // Some browsers limit how often this may be done. The answer stands without it.
  }
}
