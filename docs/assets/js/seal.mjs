// @ts-check
// What paper says of itself: where it comes from, when it was printed, the code that reopens it.

/**
 * Write the code of what was answered under a tool: the marks of the page, in the order of the answers.
 * @param {HTMLElement} section @param {(string | undefined)[]} marks Of the answers; none hides the code.
 */
export function seal(section, marks) {
  const code = section.querySelector("[data-code]");
  const line = section.querySelector("[data-code-line]");
  if (!(code instanceof HTMLElement) || !(line instanceof HTMLElement)) return;
  line.hidden = !marks.length;
  code.textContent = `${code.dataset.code}.${marks.join("-")}`;
}

/** Write the address and the hour at the head of the page: now, and each time it is printed. */
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
  write();
  addEventListener("beforeprint", write);
}
