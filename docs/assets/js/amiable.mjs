// @ts-check
// Finds the tools of a page and wakes each by its kind. The page is complete without this.

import { repaired } from "./fragment.mjs";
import { letterhead } from "./answer_code.mjs";

/** @type {Record<string, () => Promise<(section: HTMLElement) => void>>} */
const KINDS = {
  deadline: async () => (await import("./deadline.mjs")).deadline,
  tree: async () => (await import("./tree.mjs")).tree,
  checklist: async () => (await import("./checklist.mjs")).checklist,
  letter: async () => (await import("./letter.mjs")).letter,
  dossier: async () => (await import("./dossier.mjs")).dossier,
  rehearsal: async () => (await import("./rehearsal.mjs")).rehearsal,
};

// On the page of lost addresses: an e-mail program may have written the "#" of a link as %23.
const meant = document.querySelector("[data-lost]") ? repaired(location) : null;
if (meant) location.replace(meant);

for (const section of document.querySelectorAll("[data-tool]")) {
  const kind = section.getAttribute("data-kind") ?? "";
  KINDS[kind]?.()
    .then((open) => open(/** @type {HTMLElement} */ (section)))
    .catch((cause) => {
      // A part of the script did not come: the page stands as without it.
      document.documentElement.removeAttribute("data-brings");
      document.documentElement.setAttribute("data-unscripted", "");
      throw cause;
    });
}

const kept = document.querySelector("[data-stored]");
if (kept) import("./stored.mjs").then(({ stored }) => stored(/** @type {HTMLElement} */ (kept)));

letterhead();

const reopened = document.querySelector("[data-reopen]");
if (reopened) import("./reopen.mjs").then(({ reopen }) => reopen(/** @type {HTMLElement} */ (reopened)));

const examples = document.querySelector("[data-recette]");
if (examples) import("./recette.mjs").then(({ recette }) => recette(/** @type {HTMLElement} */ (examples)));

const made = document.querySelector("[data-links]");
if (made) import("./links.mjs").then(({ links }) => links(/** @type {HTMLElement} */ (made)));

const named = document.querySelector("[data-own-site]");
if (named) import("./own_site.mjs").then(({ ownSite }) => ownSite(/** @type {HTMLElement} */ (named)));

const sought = document.querySelector("[data-search]");
if (sought) import("./search.mjs").then(({ search }) => search(/** @type {HTMLElement} */ (sought)));

const asked = document.querySelector("[data-feedback]");
if (asked) import("./feedback.mjs").then(({ feedback }) => feedback(/** @type {HTMLElement} */ (asked)));

const first = document.querySelector("[data-home]");
if (first) import("./home.mjs").then(({ home }) => home(/** @type {HTMLElement} */ (first)));

const slot = document.querySelector("[data-resume]");
if (slot) import("./resume.mjs").then(({ resume }) => resume(/** @type {HTMLElement} */ (slot)));

const frame = document.querySelector("[data-share], [data-print], [data-exit]");
if (frame) import("./frame.mjs").then(({ open }) => open());

const offline = document.querySelector("[data-kept-pages]");
if (offline) import("./kept_pages.mjs").then(({ keptPages }) => keptPages(/** @type {HTMLElement} */ (offline)));
