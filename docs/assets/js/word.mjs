// @ts-check
// Word files: the model that the site was built with, filled by Python with what is typed, handed over as a file.

import { handOver } from "./tool.mjs";

/** @typedef {import("./tool.mjs").Tool} Tool */

const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/**
 * Hand over a Word file. Returns whether there was one: without Python, or without the network, there is none.
 * @param {Tool} tool @param {{name: string, model: "letter" | "case", of: unknown, asked: Record<string, unknown>}} file `of` is what the file is made of
 */
export async function handOverWord(tool, { name, model, of, asked }) {
  if (!(await tool.wake({ again: true }))) return false;
  try {
    const answer = await fetch(`${tool.root}assets/word/${model}.json`);
    const content = await tool.runtime.case(/** @type {const} */ (`${model}_word`), of, { ...asked, model: await answer.json() });
    return handOver(name, Uint8Array.from(atob(content), (one) => one.charCodeAt(0)), TYPE);
  } catch {
    return false;
  }
}
