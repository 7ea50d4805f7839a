// @ts-check
// What paper says of itself: where it comes from, when it was printed, the code that reopens it.

/** Write a code so that a line only breaks before a hyphen of it. @param {Element} place @param {string} code */
export function writeCode(place, code) {
  const parts = code.split(/(?=-)/).map((text) => {
    const part = document.createElement("span");
    part.textContent = text;
    return part;
  });
  place.replaceChildren(...parts);
}

/**
 * Write the code of what was answered under a tool: the marks of the page, in the order of the answers.
 * @param {HTMLElement} section @param {(string | undefined)[]} marks Of the answers; none hides the code.
 */
export function showCode(section, marks) {
  const code = section.querySelector("[data-code]");
  const line = section.querySelector("[data-code-line]");
  if (!(code instanceof HTMLElement) || !(line instanceof HTMLElement)) return;
  line.hidden = !marks.length;
  writeCode(code, `${code.dataset.code}.${marks.join("-")}`);
}

/** Return each link to another page of this site its path, for paper: no answer is in it. */
function paths() {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("article a[href]:not(.am-law)"))) {
    const leadsAway = link.protocol === location.protocol && link.host === location.host && link.pathname !== location.pathname;
    if (leadsAway) link.dataset.printedPath = link.pathname;
    else delete link.dataset.printedPath;
  }
}

/** Write the address and the hour at the head of the page: once there is time, and each time it is printed. */
export function letterhead() {
  const address = document.querySelector("[data-printed-address]");
  const on = document.querySelector("[data-printed-on]");
  if (!address || !(on instanceof HTMLElement)) return;
  const write = () => {
    const now = new Date().toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    address.textContent = location.href;
    on.hidden = false;
    if (on.lastElementChild) on.lastElementChild.textContent = now;
  };
  // The first hour in words costs more than the answer that somebody waits for.
  if ("requestIdleCallback" in window) requestIdleCallback(write);
  else setTimeout(write);
  addEventListener("beforeprint", () => {
    write();
    paths();
  });
}
