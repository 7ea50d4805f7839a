// @ts-check
// What stands around a page: printing it, sharing its address, leaving it at once.

/** Wake the buttons of a page. */
export function open() {
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-share]"))) {
    button.addEventListener("click", () => void share(button));
  }
  document.querySelector("[data-exit]")?.addEventListener("click", (event) => {
    event.preventDefault();
    // The page does not stay behind the button that goes back.
    location.replace(/** @type {HTMLAnchorElement} */ (event.currentTarget).href);
  });
}

/** Share the address of the page, without the answers that it may hold. @param {HTMLElement} button */
async function share(button) {
  const url = `${location.origin}${location.pathname}`;
  const said = document.querySelector("[data-share-said]");
  /** @param {string} text */
  const tell = (text) => {
    if (said) said.textContent = text;
  };
  if (navigator.share) {
    // A reader may change their mind: nothing is to be said then.
    await navigator.share({ title: document.title, url }).catch(() => {});
    return;
  }
  try {
    await navigator.clipboard.writeText(url);
    tell(button.dataset.shared ?? "");
  } catch {
    tell(`${button.dataset.unshared ?? ""}${url}`);
  }
}
