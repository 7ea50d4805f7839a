// @ts-check
// The case that this device keeps, as a calculator or a letter meets it: what was typed once is taken up here, and
// what is counted here can be added to it. A link that brings answers comes first.

import { fill } from "./fill.mjs";
import { today } from "./tool.mjs";

/** @typedef {import("./tool.mjs").Tool} Tool */
/** @typedef {Record<string, any>} Row */

const KEY = "amiable.case.dossier";
const VERSION = 1;

/** Give the case that is kept, null for none that this page can read. @returns {Row | null} */
function keptCase() {
  if (parent !== window) return null; // In another site's page the tool is there by itself.
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return kept?.version === VERSION && Array.isArray(kept.facts ?? []) ? kept : null;
  } catch {
    return null;
  }
}

/**
 * Take up what the case answers of a tool, unless a link has brought answers: then say that it comes first.
 * `take` puts the answers into their fields and gives whether it did; `drop` takes them away again.
 * @param {Tool} tool @param {{linked: boolean, take: (answers: Record<string, string>) => boolean, drop: () => void}} ways
 */
export async function takeUp(tool, { linked, take, drop }) {
  const kept = keptCase();
  if (!kept) return;
  if (linked) return tell(tool, tool.word("case_link"));
  const view = await seen(tool, kept);
  const answers = view?.fills[tool.id] ?? view?.documents.find((/** @type {Row} */ one) => one.id === tool.id)?.answers ?? {};
  if (!Object.keys(answers).length || !take(answers)) return;
  const notice = tell(tool, tool.word("case_taken"), { drop: "yes" });
  notice.querySelector("[data-case-drop]")?.addEventListener("click", () => {
    tool.dismiss("case");
    drop();
  });
}

/**
 * Add to the case what is counted here, when its reader presses the button for it. Nothing is kept on a device that
 * keeps no case before its reader says so. @param {Tool} tool @param {(name: string) => string} typed
 */
export function addTo(tool, typed) {
  const button = /** @type {HTMLElement | null} */ (tool.section.querySelector("[data-case-add]"));
  const place = button?.parentElement;
  if (!button || !place || parent !== window) return;
  place.hidden = false;
  button.addEventListener("click", async () => {
    const { kind = "", input = "" } = button.dataset;
    const view = await seen(tool, { facts: [{ id: "new", kind, on: typed(input) }] });
    const on = view?.chronology[0]?.on;
    if (!on) return tell(tool, tool.word("case_no_date"));
    const kept = keptCase();
    if (kept?.facts?.some((/** @type {Row} */ one) => one.kind === kind && one.on === on)) return tell(tool, tool.word("case_known"));
    if (kept) return add(tool, kind, on);
    const notice = tell(tool, tool.word("case_ask"), { keep: "yes" });
    notice.querySelector("[data-case-keep]")?.addEventListener("click", () => add(tool, kind, on));
  });
}

/** @param {Tool} tool @param {string} kind @param {string} on */
function add(tool, kind, on) {
  const kept = keptCase() ?? {};
  const id = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    const facts = [...(kept.facts ?? []), { id, kind, on, text: "", pieces: [] }];
    localStorage.setItem(KEY, JSON.stringify({ ...kept, version: VERSION, facts }));
    tell(tool, tool.word("case_added"));
  } catch {
    tell(tool, tool.word("case_refused"));
  }
}

/** Give what Python says of a case, null where it does not run. @param {Tool} tool @param {Row} one @returns {Promise<Row | null>} */
async function seen(tool, one) {
  try {
    return (await tool.wake()) ? await tool.runtime.case({ case_view: one, today: today() }) : null;
  } catch {
    return null;
  }
}

/** @param {Tool} tool @param {string} said @param {Row} [ways] */
const tell = (tool, said, ways = {}) => tool.notice("case", fill(tool.template("case"), { said, ...ways }));
