// @ts-check
// An e-mail shown as it will look. Its looks come from the block itself, where they stand under another name: the
// policy of the site lets no page bring looks in its elements, and a script may give them.

/**
 * Show the block of an e-mail with the address that it leads to, its colour maybe another.
 * @param {Element} place @param {HTMLTemplateElement} template @param {string} url
 * @param {{from: string, to: string}} [colour]
 */
export function showMessage(place, template, url, colour) {
  const block = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (block.querySelectorAll("[data-style]"))) {
    const looks = part.dataset.style ?? "";
    part.style.cssText = colour ? looks.replaceAll(colour.from, colour.to) : looks;
    part.removeAttribute("data-style");
  }
  for (const link of block.querySelectorAll("[data-url]")) {
    link.setAttribute("href", url);
    link.setAttribute("target", "_blank");
    if (!link.textContent) link.textContent = url;
  }
  place.replaceChildren(block);
}
