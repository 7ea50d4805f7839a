// @ts-check
// The home page answers its first question itself, from the table that the rules prepared. Where the table has no
// answer, and without this script, each answer is a link to the entry page.

import { Days } from "./days.mjs";
import { writeAnswers } from "./fragment.mjs";
import { onNewDay } from "./newday.mjs";
import { today } from "./page.mjs";
import { loadTable } from "./table.mjs";

/** The table covers the mainland; elsewhere the tool answers. */
const ZONE = "metropole";

/** Answer the first question of the home page. @param {HTMLElement} section */
export async function home(section) {
  const { toolId = "", input = "", contract = "", before = "" } = section.dataset;
  const days = new Days(section);
  const field = /** @type {HTMLInputElement} */ (section.querySelector("[data-other]"));
  const link = /** @type {HTMLAnchorElement} */ (section.querySelector("[data-other-link]"));
  const said = /** @type {HTMLElement} */ (section.querySelector("[data-other-date]"));
  const empty = said.textContent ?? "";
  const page = link.getAttribute("href") ?? "";
  /** @param {string} iso */
  const address = (iso) => page + writeAnswers([[input, iso]]);

  const table = await loadTable(toolId, ZONE);
  /** @param {string} iso */
  const find = (iso) => table?.find({ ...Object.fromEntries(new URLSearchParams(contract)), [input]: iso }, today())?.display;

  const tell = () => {
    field.max = today();
    for (const day of /** @type {NodeListOf<HTMLAnchorElement>} */ (section.querySelectorAll("[data-day]"))) {
      const iso = days.meant(day.dataset.day ?? "", today());
      const date = day.querySelector("[data-date]");
      const main = find(iso)?.main;
      if (!date || !main) continue;
      day.href = address(iso);
      date.textContent = main.day;
      /** @type {HTMLElement} */ (day.querySelector("[data-before]")).textContent = before;
    }
    tellOther();
  };

  const tellOther = () => {
    const iso = field.value;
    link.setAttribute("href", iso ? address(iso) : page);
    const view = iso ? find(iso) : null;
    if (!iso) said.textContent = empty;
    else if (!view) said.textContent = said.dataset.unknown ?? "";
    else if (view.headline) said.textContent = `${view.headline}.`;
    else said.textContent = `${before[0]?.toUpperCase()}${before.slice(1)} ${view.main?.day ?? ""}.`;
  };

  field.addEventListener("input", tellOther);
  addEventListener("pageshow", tellOther); // A browser may bring the date back with the page.
  onNewDay(tell);
  tell();
}
