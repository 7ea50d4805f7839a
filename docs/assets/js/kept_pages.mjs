// @ts-check
// The pages of the site that this device keeps, by their titles, for whoever has no network.

import { fill } from "./fill.mjs";

const HOME = new URL(document.querySelector("[data-kept-pages] a")?.getAttribute("href") ?? "./", location.href);
const CACHE = `amiable-${HOME.pathname}#`;

/** List the pages kept after the home page. @param {HTMLElement} section */
export async function keptPages(section) {
  const list = /** @type {HTMLElement} */ (section.querySelector("[data-pages]"));
  const template = /** @type {HTMLTemplateElement} */ (section.querySelector("template"));
  const found = await pages().catch(() => new Map()); // Storage refused: the home page stands alone.
  const rows = [...found].sort(([, one], [, other]) => one.localeCompare(other, "fr"));
  list.append(...rows.map(([url, title]) => fill(template, { url, title })));
}

/** Return the title of each page that is kept, by its address, but for home and this one. */
async function pages() {
  /** @type {Map<string, string>} */
  const titles = new Map();
  for (const name of await caches.keys()) {
    if (!name.startsWith(CACHE)) continue;
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      if (!url.endsWith("/") || url === HOME.href || url === location.href.replace(/[?#].*/, "")) continue;
      const text = (await (await cache.match(url, { ignoreVary: true }))?.text()) ?? "";
      const title = /<title>([^<]*)</.exec(text)?.[1]?.replace(/ [-–] Amiable$/, "");
      if (title) titles.set(url, title);
    }
  }
  return titles;
}
