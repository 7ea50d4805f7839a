// @ts-check
// The reader at rest: what nobody waits for is fetched then, and never where data are counted.

/** Whoever has pressed, typed or scrolled nothing for so long reads. */
const QUIET_MS = 2_000;

/** Say whether the reader asked their browser to spare data. */
export const sparesData = () => Boolean(navigator.connection?.saveData);

/** Resolve once the reader has been at rest for a while, and the browser with them. @returns {Promise<void>} */
export function atRest() {
  const heard = new AbortController();
  return new Promise((resolve) => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const rest = () => {
      heard.abort();
      if ("requestIdleCallback" in window) requestIdleCallback(() => resolve());
      else resolve();
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(rest, QUIET_MS);
    };
    const everywhere = { capture: true, passive: true, signal: heard.signal };
    for (const type of ["pointerdown", "pointerup", "keydown", "wheel", "touchmove"]) addEventListener(type, wait, everywhere);
    wait();
  });
}
