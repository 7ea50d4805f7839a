// @ts-check
// A message to whoever publishes the site: prepared here, sent by the reader's own mail program or not at all.

/** Complete the messages of a page at the moment they are opened. @param {HTMLElement} block */
export function feedback(block) {
  const choice = /** @type {HTMLElement} */ (block.querySelector("[data-with-answers]"));
  choice.hidden = !document.querySelector("[data-tool]");
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-message]") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    link.dataset.prepared ??= link.href; // Each time from what the page prepared, not from the last message.
    link.href = completed(link.dataset.prepared, block);
  });
}

/**
 * Return a prepared message with the node that is shown, and the answers where the reader has ticked that.
 * @param {string} href @param {HTMLElement} block
 */
function completed(href, block) {
  const [address = "", query = ""] = href.split("?");
  const said = new URLSearchParams(query);
  const node = document.querySelector("[data-tool] [data-node][data-current]")?.getAttribute("data-node") ?? "";
  const ticked = block.querySelector("input")?.checked ?? false;
  const { node: nodeLabel = "", answers: answersLabel = "" } = block.dataset;
  const lines = [said.get("body")?.split("\r\n\r\n")[0] ?? ""];
  if (node) lines.push(`${nodeLabel} ${node}`);
  if (ticked && location.hash) lines.push(`${answersLabel} ${location.hash.slice(1)}`);
  const body = `${lines.join("\r\n")}\r\n\r\n`;
  return `${address}?subject=${encodeURIComponent(said.get("subject") ?? "")}&body=${encodeURIComponent(body)}`;
}
