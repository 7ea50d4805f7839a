// @ts-check
// The case that this device keeps, as a calculator or a letter meets it: what was typed once is taken up here, and
// what is counted here can be added to it. A link that brings answers comes first.

import { addAside } from "./aside.mjs";
import { fill } from "./fill.mjs";
import { released } from "./gesture.mjs";
import { today } from "./tool.mjs";

/** @typedef {import("./tool.mjs").Tool} Tool */
/** @typedef {import("./dossier.mjs").Case} Case */
/** @typedef {import("./runtime.mjs").DoorAnswers} DoorAnswers */

const KEY = "amiable.case.dossier";
const VERSION = 1;
const QUIET = ["tree", "checklist"];

/** What is kept as a case, whatever it is. @returns {string | null} */
function keptText() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Return the case that is kept, null for none that this page can read. @returns {Case | null} */
function keptCase() {
  if (parent !== window) return null; // In another site's page the tool is there by itself.
  try {
    const kept = JSON.parse(keptText() ?? "null");
    return kept?.version === VERSION && Array.isArray(kept.facts ?? []) ? kept : null;
  } catch {
    return null;
  }
}

/**
 * Take up what the case answers of a tool, unless a link has brought answers: then say that it comes first.
 * `take` puts the answers into their fields and gives whether it did; `drop` takes them away again. With `offered`,
 * the sentence that says so, nothing is taken before its reader presses: what is read would change by itself.
 * @param {Tool} tool
 * @param {{linked: boolean, offered?: string, take: (answers: Record<string, string>) => boolean, drop: () => void}} ways
 */
export async function takeUp(tool, { linked, offered, take, drop }) {
  const kept = keptCase();
  if (!kept) return;
  if (linked) return offered ? undefined : tell(tool, tool.word("case_link"));
  const view = await seen(tool, kept);
  await released(); // Under a finger nothing changes.
  const answers = view?.fills[tool.id] ?? view?.documents.find((one) => one.id === tool.id)?.answers ?? {};
  if (!Object.keys(answers).length) return;
  const taken = () => {
    if (!take(answers)) return;
    const notice = tell(tool, tool.word("case_taken"), { drop: "yes" });
    notice.querySelector("[data-case-drop]")?.addEventListener("click", () => {
      tool.dismiss("case");
      drop();
    });
  };
  if (!offered) return taken();
  tell(tool, offered, { take: "yes" }).querySelector("[data-case-take]")?.addEventListener("click", taken);
}

/**
 * Add to the case what a tool gives, when its reader presses the button for it. Nothing is kept on a device that
 * keeps no case before its reader says so. @param {Tool} tool @param {() => Record<string, string>} given
 */
export function addTo(tool, given) {
  if (parent !== window) return; // In another site's page the tool is there by itself.
  tool.section.toggleAttribute("data-gives", true);
  tool.section.addEventListener("click", async ({ target }) => {
    if (!(target instanceof Element) || !target.closest("[data-case-add]")) return;
    const asked = { tool: tool.id, answers: given(), today: today() };
    const add = async () => {
      const one = await added(tool, asked);
      if (one) keep(tool, one);
    };
    if (keptCase()) return void add();
    if (!(await added(tool, asked))) return;
    const notice = tell(tool, tool.word("case_ask"), { keep: "yes" });
    notice.querySelector("[data-case-keep]")?.addEventListener("click", () => void add());
  });
}

/**
 * Return the case that is kept by now with what a tool adds, null where there is nothing to add, which is said. Another
 * tab may write while Python answers: then it is asked again. @param {Tool} tool @param {Record<string, unknown>} asked
 */
async function added(tool, asked) {
  let before, larger;
  do {
    before = keptText();
    larger = await ask(tool, "case_add", keptCase() ?? {}, asked);
  } while (larger && before !== keptText());
  if (!larger) tell(tool, tool.word("case_failed"));
  else if (!larger.added) tell(tool, tool.word(larger.given ? "case_known" : "case_no_date"));
  return larger?.added ? larger.case : null;
}

/**
 * Keep a case. What stands there and cannot be read here, a newer site's or a spoilt one, is put aside first: the page
 * of the case offers it. @param {Tool} tool @param {object} one
 */
function keep(tool, one) {
  try {
    const there = keptCase() ? null : keptText();
    if (there) addAside(KEY, there);
    localStorage.setItem(KEY, JSON.stringify(one));
    tell(tool, tool.word("case_added"));
  } catch {
    tell(tool, tool.word("case_refused"));
  }
}

/** Return what Python says of a case, null where it does not run. @param {Tool} tool @param {Case} one */
const seen = (tool, one) => ask(tool, "case_view", one, { today: today() });

/**
 * @template {keyof DoorAnswers} Name @param {Tool} tool @param {Name} name @param {Case} one
 * @param {Record<string, unknown>} more @returns {Promise<DoorAnswers[Name] | null>}
 */
async function ask(tool, name, one, more) {
  try {
    // Trees and lists do without Python, and say nothing of how it comes.
    const runs = QUIET.includes(tool.section.dataset.kind ?? "") || (await tool.wake());
    return runs ? await tool.runtime.case(name, one, more) : null;
  } catch {
    return null;
  }
}

/** @param {Tool} tool @param {string} said @param {Record<string, string>} [ways] */
const tell = (tool, said, ways = {}) => tool.notice("case", fill(tool.template("case"), { said, ...ways }));
