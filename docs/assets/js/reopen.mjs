// @ts-check
// A printed code, typed in: Python reads it, the tool opens with its answers.

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
  if (!form || !field || !button || !(error instanceof HTMLElement)) return;
  const runtime = runtimeFor(python);

  /** @param {string} text */
  const say = (text) => {
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
      const problem = result.problems.find((/** @type {{field: string}} */ one) => one.field === "code" || one.field === "tool");
      if (problem) say(problem.text);
      else location.assign(`${root}outils/${result.tool}/${writeAnswers(Object.entries(result.answers))}`);
    } catch {
      say(failed);
    }
    button.disabled = false;
  };

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
