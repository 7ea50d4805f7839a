// @ts-check
// A printed code, typed in: Python reads it, the tool opens with its answers; what could not be read is said before.

import { readAnswers, writeAnswers } from "./fragment.mjs";
import { runtimeFor } from "./runtime.mjs";
import { today } from "./tool.mjs";

/** Let a reader reopen what was printed. @param {HTMLElement} section */
export function reopen(section) {
  const { python = "", root = "" } = section.dataset;
  const form = section.querySelector("form");
  const field = section.querySelector("input");
  const button = section.querySelector("button");
  const error = section.querySelector("[data-error]");
  const failed = /** @type {HTMLTemplateElement | null} */ (section.querySelector("template"))?.content.textContent ?? "";
  const anyway = /** @type {HTMLElement | null} */ (section.querySelector("[data-anyway]"));
  if (!form || !field || !button || !anyway || !(error instanceof HTMLElement)) return;
  const runtime = runtimeFor(python);

  /** @param {string} text */
  const say = (text) => {
    anyway.hidden = true;
    error.hidden = !text;
    error.textContent = text.trim();
    field.toggleAttribute("aria-invalid", Boolean(text));
  };

  const open = async () => {
    const code = field.value.trim();
    if (!code) return field.focus();
    button.disabled = true;
    say("");
    try {
      const result = await runtime.ask(code.toLowerCase(), {}, today());
      const address = result.tool && `${root}outils/${result.tool}/${writeAnswers(Object.entries(result.answers))}`;
      // A tool fills what it does not know with its defaults: nobody goes there without hearing what was not read.
      /** @type {{code: string, text: string}[]} */
      const doubts = [...result.warnings.filter((/** @type {{code: string}} */ one) => one.code === "partly_read"), ...result.problems];
      if (doubts.length) {
        say([...new Set(doubts.map(({ text }) => text))].join(" "));
        anyway.hidden = !address;
        anyway.querySelector("a")?.setAttribute("href", address);
      } else location.assign(address);
    } catch {
      say(failed);
    }
    button.disabled = false;
  };

  field.addEventListener("input", () => say(""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void open();
  });
  field.addEventListener("focus", () => void runtime.start().catch(() => {}), { once: true });
  button.hidden = button.disabled = false;
  const given = readAnswers(location).get("code");
  // What was typed before this script came waits for its reader.
  if (!given || field.value) return;
  field.value = given;
  void open();
}
