// @ts-check
// What comes late: an answer that a slow line brings long after its reader asked, or without their asking. Nothing that is
// read slides away under the eye: what has the focus stays where it is, and what has another place is drawn there anew.

/** A change that comes sooner after what a hand did is seen as its doing. */
const SOON_MS = 400;
/** As long as what has another place is not seen. */
const DRAWN_MS = 50;

/** When a hand last did something. */
let last = -Infinity;
const heard = () => {
  last = performance.now();
};
for (const type of ["keydown", "click", "change", "input"]) addEventListener(type, heard, { capture: true, passive: true });

/** Change the page. @param {() => void} change */
export function settle(change) {
  if (performance.now() - last < SOON_MS || document.hidden) return change();
  const places = new Map([...document.querySelectorAll(":is(main, footer), :is(main, footer) *")].map((one) => [one, one.getBoundingClientRect()]));
  const focused = document.activeElement;
  const before = focused && places.get(focused);
  const scrolled = scrollY;
  change();
  if (before && focused === document.activeElement && focused.getClientRects().length) {
    scrollBy({ top: focused.getBoundingClientRect().top - before.top, behavior: "instant" });
  }
  /** @type {Element[]} */
  const moved = [];
  for (const [one, { top, bottom, left }] of places) {
    // Elements come in the order of the page: what moves with what it is in is unseen with it.
    if (moved.at(-1)?.contains(one)) continue;
    const now = one.getBoundingClientRect();
    // A long list moves as a whole: what is out of sight before and after slides under no eye.
    if ((bottom < 0 || top > innerHeight) && (now.bottom < 0 || now.top > innerHeight)) continue;
    const isStill = now.left === left && (now.top === top || now.top + scrollY === top + scrolled);
    if (!isStill) moved.push(one);
  }
  // Asked and changed by turns, the page would be laid out anew for each. Only `opacity` leaves what is unseen within reach
  // of the keyboard: what is not `visible` loses the focus, and Tab passes it by.
  for (const one of moved) one.animate({ opacity: [0, 0] }, DRAWN_MS);
}
