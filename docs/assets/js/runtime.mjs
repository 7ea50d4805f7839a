// @ts-check
// Python in its worker: started once, asked with numbered questions, given up when it is silent.

import { instant } from "./page.mjs";

/** No sign of life for this long: given up. */
export const STALL_MS = 20_000;
/** Once everything has come, Python starts in silence: on a slow phone for longer than a line may be silent. */
export const START_MS = 60_000;
/** Not ready after this long: given up, however busy it looks. */
export const TOTAL_MS = 90_000;

/** The browser is told to run no script by an address that a text gave: but for Python's own, under its hash. */
const policy = globalThis.trustedTypes?.createPolicy("amiable-python", {
  createScriptURL: (address) => {
    const home = new URL("../python/", import.meta.url).href;
    if (address.startsWith(home) && /^[0-9a-f]{16}\/worker\.mjs$/.test(address.slice(home.length))) return address;
    throw new TypeError("not the address of Python");
  },
});

/** @typedef {{stage: "download" | "start", loaded: number, total: number}} Progress */
/** @typedef {import("../../../macros/publish/door.js").DoorAnswers} DoorAnswers what the rules answer, by what is asked for */
/**
 * What the worker replies, by the kind of the message.
 * @typedef {{
 *   start: {files?: string[]},
 *   answer: {result: DoorAnswers["tool"]},
 *   calendar: {text: DoorAnswers["page_url"]},
 *   link: {result: DoorAnswers["link"]},
 *   insurer: {result: DoorAnswers["insurer"]},
 *   case: {result: unknown},
 * }} Replies
 */
/** @typedef {{resolve: (reply: never) => void, reject: (reason: Error) => void}} Waiting */
/** @typedef {{kind: "progress"} & Progress | {kind: "error", code: string, stage?: undefined} | {kind: "ready" | "result", id: number, stage?: undefined}} Message */

export class Runtime {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Promise<void> | null} */
  #starting = null;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  /** @type {Set<(progress: Progress) => void>} */
  #watchers = new Set();
  #last = 0;
  #refreshed = false;
  /** @type {string[]} the addresses of what Python took to start */
  files = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #stall;

  /** @param {URL | null} address The worker's script; null where there is no Python to run. */
  constructor(address) {
    this.address = address;
  }

  /**
   * Start Python, or join a start under way. Rejects when it cannot run here; a later call tries again.
   * @param {(progress: Progress) => void} [watch]
   * @returns {Promise<void>}
   */
  start(watch) {
    if (watch) this.#watchers.add(watch);
    this.#starting ??= this.#boot().catch((cause) => {
      if (cause.message !== "worker" || this.#refreshed) throw cause;
      this.#refreshed = true;
      this.#starting = this.#refresh().then(() => this.#boot());
      return this.#starting;
    });
    return this.#starting;
  }

  /** Ask the host once more for a script that does not run: what is kept of it, under its hash, would stay for ever. */
  async #refresh() {
    try {
      const signal = AbortSignal.timeout?.(STALL_MS);
      await (await fetch(this.address ?? "", { cache: "reload", signal })).arrayBuffer();
    } catch {
      // No network: the start that follows fails as the first did.
    }
  }

  /**
   * Ask one tool. Resolves with the result of the rules.
   * @param {string} tool @param {Record<string, string>} answers @param {string} today
   */
  async ask(tool, answers, today) {
    await this.start();
    const { result } = await this.#send({ kind: "answer", tool, answers, today });
    return result;
  }

  /**
   * Ask for the dates of a result as the text of a calendar file, "" when there is nothing to note.
   * @param {string} tool @param {Record<string, string>} answers @param {string} today @param {string} address
   * @returns {Promise<string>}
   */
  async calendar(tool, answers, today, address) {
    await this.start();
    // The rules have no clock: a file corrected the same day must be newer than the one it replaces, and ring later than now.
    const { text } = await this.#send({ kind: "calendar", tool, answers, today, page_url: address, made_on: instant() });
    return text;
  }

  /**
   * Ask for a link to an entry page, and what to send it with.
   * @param {Record<string, string>} asked @param {string} today
   */
  async link(asked, today) {
    await this.start();
    const { result } = await this.#send({ kind: "link", asked, today });
    return result;
  }

  /**
   * Ask for the settings file of an insurer, and how the site looks with it.
   * @param {Record<string, string>} asked @param {unknown} schemes @param {string} today
   */
  async insurer(asked, schemes, today) {
    await this.start();
    const { result } = await this.#send({ kind: "insurer", asked, schemes, today });
    return result;
  }

  /**
   * Ask the door about a case: its view, two of them as one, a text as a case, a Word file.
   * @template {keyof DoorAnswers} Name
   * @param {Name} name @param {unknown} what @param {Record<string, unknown>} [more]
   * @returns {Promise<DoorAnswers[Name]>}
   */
  async case(name, what, more) {
    await this.start();
    const { result } = await this.#send({ kind: "case", asked: { [name]: what, ...more } });
    return /** @type {DoorAnswers[Name]} */ (result);
  }

  async #boot() {
    if (!this.address || typeof Worker === "undefined" || typeof WebAssembly === "undefined") {
      this.#starting = null;
      throw new Error("unavailable");
    }
    const worker = new Worker(policy?.createScriptURL(this.address.href) ?? this.address, { type: "module" });
    this.#worker = worker;
    worker.addEventListener("message", ({ data }) => this.#receive(data));
    worker.addEventListener("error", () => this.#giveUp("worker"));
    worker.addEventListener("messageerror", () => this.#giveUp("worker"));
    const total = setTimeout(() => this.#giveUp("timeout"), TOTAL_MS);
    try {
      const { files } = await this.#send({ kind: "start" });
      this.files = (files ?? []).map((name) => new URL(name, this.address ?? undefined).href);
    } finally {
      clearTimeout(total);
    }
  }

  /** @template {keyof Replies} Kind @param {{kind: Kind} & Record<string, unknown>} message @returns {Promise<Replies[Kind]>} */
  #send(message) {
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      this.#waiting.set(id, { resolve, reject });
      this.#listen();
      this.#worker?.postMessage({ id, ...message });
    });
  }

  /** @param {Message} data */
  #receive(data) {
    this.#listen(data.stage === "start" ? START_MS : STALL_MS);
    if (data.kind === "progress") {
      for (const watch of this.#watchers) watch(data);
      return;
    }
    if (data.kind === "error") {
      this.#giveUp(data.code);
      return;
    }
    this.#waiting.get(data.id)?.resolve(/** @type {never} */ (data)); // Of the kind that was asked for, by its number.
    this.#waiting.delete(data.id);
    if (!this.#waiting.size) clearTimeout(this.#stall);
  }

  /** Something is awaited, and something was just heard: wait again. */
  #listen(limit = STALL_MS) {
    clearTimeout(this.#stall);
    this.#stall = setTimeout(() => this.#giveUp("timeout"), limit);
  }

  /** @param {string} code */
  #giveUp(code) {
    clearTimeout(this.#stall);
    this.#worker?.terminate();
    this.#worker = null;
    this.#starting = null;
    for (const { reject } of this.#waiting.values()) reject(new Error(code));
    this.#waiting.clear();
  }
}

/** @type {Map<string, Runtime>} */
const runtimes = new Map();

/** Return the one Python of this page for a bundle. @param {string} hash "" for none. */
export function runtimeFor(hash) {
  const known = runtimes.get(hash) ?? new Runtime(hash ? new URL(`../python/${hash}/worker.mjs`, import.meta.url) : null);
  runtimes.set(hash, known);
  return known;
}
