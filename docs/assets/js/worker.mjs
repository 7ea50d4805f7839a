// Python beside the page: this worker boots Pyodide from its own directory and hands JSON to the rules.
//
// page -> worker   {id, kind: "start"}
//                  {id, kind: "answer", tool, answers, today}
//                  {id, kind: "calendar", tool, answers, today, page_url, made_on}
//                  {id, kind: "link", asked, today}
//                  {id, kind: "case", asked}                 (a request of the door about a case)
//                  {id, kind: "insurer", asked, schemes, today}
// worker -> page   {kind: "progress", stage: "download" | "start", loaded, total}          (bytes on the wire)
//                  {id, kind: "ready", version, files}                     (names, from this directory)
//                  {id, kind: "result", result}
//                  {id, kind: "calendar", text}
//                  {id, kind: "link", result}
//                  {id, kind: "case", result}
//                  {id, kind: "insurer", result}
//                  {id, kind: "error", code: "download" | "start" | "integrity" | "internal", detail}
//
// Nothing is downloaded before the first message, and nothing ever from another directory than this one.
// Two forms of Python are there: the trimmed one, cut to what the rules need, and in `plain/` Pyodide as its
// authors deliver it, for a browser where the trimmed one does not start, or a question that it was cut too far for:
// what was cut ends its program, and the same question is asked of the plain one. The trimmed one boots from its library, or
// from a snapshot of its memory: ready sooner, heavier. The line decides, as it shows itself while the engine comes.
// A worker that failed stays failed: the page shows the tool without script, or begins with a new worker.

/** @typedef {{bytes: number, wire: number, sha256: string}} File */
/** @typedef {(code: string, cause: unknown) => Failure} Fail */
/** @typedef {{version: string, handle: (request: string) => string, isRaised: (cause: unknown) => boolean}} Rules
 * what answers, and whether a cause is what Python raised: after another its program is at an end */
/** @typedef {Rules & {files: string[]}} Door what answers, and the files that it took */

/** Written here when the site is built: what each file must be, and what Pyodide wants to read in a lock. */
const { trimmed: TRIMMED, plain: PLAIN, info: INFO } = globalThis.AMIABLE_FILES;

const HERE = new URL("./", import.meta.url).href;
const PACKAGE = "amiable";

const { fetch: fetchFromAnywhere } = globalThis;
const { instantiateStreaming } = globalThis.WebAssembly ?? {};

/** A failure with the code that the page understands. */
class Failure extends Error {
  /** @param {string} code @param {unknown} cause an error, Pyodide's own kind included, or a sentence */
  constructor(code, cause) {
    super(String(/** @type {{message?: string} | undefined} */ (cause)?.message ?? cause));
    this.code = code;
  }
}

/** How to say that what is being tried has failed, the innermost trial last. @type {Fail[]} */
const trials = [];

/**
 * Try one form of Python. Pyodide writes some failures to the console and then waits for ever (a lost
 * library, a spoilt .wasm): what we see ourselves goes through `fail`, and the boot races against it.
 * @param {(fail: Fail) => Promise<Door>} boot @returns {Promise<Door>}
 */
function attempt(boot) {
  return new Promise((resolve, reject) => {
    /** @type {Fail} */
    const fail = (code, cause) => {
      const failure = cause instanceof Failure ? cause : new Failure(code, cause);
      settle();
      reject(failure);
      return failure;
    };
    const settle = () => trials.splice(0, trials.length, ...trials.filter((one) => one !== fail));
    trials.push(fail);
    boot(fail).then(
      (door) => {
        settle();
        resolve(door);
      },
      (cause) => fail("start", cause),
    );
  });
}

/** Tells the page how much has come of some files: a message for every percent, not for every packet. */
class Progress {
  /** @type {Map<File, number>} what has come of each */
  #come = new Map();
  #shown = -1;

  /** @param {File[]} files */
  constructor(...files) {
    for (const file of files) this.#come.set(file, 0);
  }

  /** Another file comes, and one does not. @param {File} file @param {File} instead */
  change(file, instead) {
    this.#come.delete(instead);
    this.#come.set(file, 0);
  }

  /** @param {File} file @param {number} bytes */
  add(file, bytes) {
    this.#come.set(file, (this.#come.get(file) ?? 0) + bytes);
    let [loaded, total] = [0, 0];
    for (const [{ wire, bytes: whole }, come] of this.#come) {
      total += wire;
      loaded += Math.round((wire * come) / whole);
    }
    const percent = Math.floor((100 * loaded) / total);
    if (percent === this.#shown) return;
    this.#shown = percent;
    postMessage({ kind: "progress", stage: loaded < total ? "download" : "start", loaded, total });
  }
}

/** Where files may come from: "reload" once what a browser keeps of them was found spoilt, for under a hash it
 * would keep it for ever. @type {RequestCache} */
let cache = "default";

/**
 * Download one file. Returns the response at once, and its bytes when they have all come and are the right
 * ones. Off a secure connection a browser does not hash for us: it then checks before it hands over.
 * @param {string} name @param {File} file @param {Fail} fail @param {(bytes: number) => void} received
 * @param {RequestInit} [how]
 */
async function download(name, file, fail, received, how) {
  const { bytes, sha256 } = file;
  const options = globalThis.crypto?.subtle ? { cache, ...how } : { cache, ...how, integrity: `sha256-${sha256}` };
  const response = await fetchFromAnywhere(HERE + name, options).catch((cause) => {
    throw fail("download", cause);
  });
  if (!response.ok) throw fail("download", `${response.status} for ${name}`);
  const content = read(response.clone(), bytes, received).then(
    async (whole) => {
      if (globalThis.crypto?.subtle && (await hash(whole)) !== sha256) {
        throw fail("integrity", `${name} is not the file that this site was built with`);
      }
      return whole;
    },
    (cause) => {
      throw fail("download", cause);
    },
  );
  content.catch(() => {}); // Whoever waits for it hears of it; the attempt has failed in any case.
  return { response, content };
}

/** Read a response to its end, of the length it should have. @param {Response} response
 * @param {number} bytes @param {(bytes: number) => void} received @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function read(response, bytes, received) {
  const whole = new Uint8Array(bytes);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const room = piece.value.subarray(0, bytes - length);
    whole.set(room, length);
    length += piece.value.byteLength;
    received(room.byteLength);
  }
  // Of another length it is another file: one byte less than any hash was made of.
  return length === bytes ? whole : whole.subarray(1);
}

/** @param {Uint8Array<ArrayBuffer>} content @returns {Promise<string>} SHA-256, in base 64 */
async function hash(content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return btoa(String.fromCharCode(...digest));
}

const ENGINE = "engine.mjs";
const PROGRAM = "pyodide.asm.wasm";
const LIBRARY = "python.zip";
const SNAPSHOT = "memory.bin";

/** @param {string} name */
const fileOf = (name) => /** @type {File} */ (TRIMMED[name]);

/** The trimmed form: its engine, compiled while it comes, and beside it the snapshot or the library.
 * @param {Fail} fail @returns {Promise<Door>} */
async function bootTrimmed(fail) {
  const progress = new Progress(fileOf(ENGINE), fileOf(PROGRAM), fileOf(LIBRARY));
  const line = new Line(fileOf(PROGRAM));
  const get = (/** @type {string} */ name) => {
    const file = fileOf(name);
    return download(name, file, fail, (bytes) => {
      progress.add(file, bytes);
      line.pass(file, bytes);
    });
  };
  const engine = get(ENGINE).then(({ content }) => content);
  const begun = Promise.all([
    engine.then(() => import(HERE + ENGINE)),
    get(PROGRAM).then(async ({ response, content }) => {
      // A host may send another type, which streaming refuses: the bytes are the same.
      const module = WebAssembly.compileStreaming(response).catch(async () => WebAssembly.compile(await content));
      await content;
      return module;
    }),
  ]);
  const snapshot = (await isWorthASnapshot(line, engine)) ? await loadedSnapshot(progress) : null;
  const library = snapshot ? null : get(LIBRARY).then(({ content }) => content);
  // Nothing is begun before all is there and right: the plain form must find a worker untouched.
  const [{ loadPyodide, loadSnapshot, createPyodideModule }, module] = await begun;
  if (snapshot) {
    // A snapshot that this browser does not take is no loss: the engine still has its library.
    const started = attempt(async (failed) => {
      const python = await loadSnapshot(snapshot, settings(module, null, failed));
      return open(python, [ENGINE, PROGRAM, SNAPSHOT]);
    });
    const door = await started.catch(() => null);
    if (door) return door;
  }
  const content = await (library ?? get(LIBRARY).then((downloaded) => downloaded.content));
  const python = await loadPyodide({ ...settings(module, content, fail), createPyodideModule });
  return open(python, [ENGINE, PROGRAM, LIBRARY]);
}

/** Return what the trimmed form boots with, and hand it what has come.
 * @param {WebAssembly.Module} module @param {Uint8Array<ArrayBuffer> | null} library @param {Fail} fail */
function settings(module, library, fail) {
  globalThis.fetch = async (input) => {
    const url = String(input instanceof Request ? input.url : input);
    if (url === HERE + LIBRARY) return new Response(library); // A snapshot has its library in it.
    if (url === HERE + PROGRAM) return new Response(); // Compiled already, see below.
    throw fail("internal", `refused to fetch ${url}`);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const instance = await WebAssembly.instantiate(module, imports).catch((cause) => {
      throw fail("start", cause);
    });
    return { instance, module };
  };
  return { ...QUIET, stdLibURL: HERE + LIBRARY, lockFileContents: { info: INFO, packages: {} } };
}

/** Bytes a second on the wire from which Python is ready sooner with the snapshot. */
const FAST_LINE = 1_500_000;
/** The line is judged between these parts of the program: after its slow start, and while there is time. */
const JUDGED_FROM = 0.1;
const JUDGED_TO = 0.35;
/** The snapshot may be silent for this long; the library is fetched then. */
const PATIENCE_MS = 8_000;

/** How fast the line is, while the program comes. */
class Line {
  #wire = 0;
  #part = 0;
  #before = { wire: 0, at: 0 };

  /** @param {File} program */
  constructor(program) {
    this.program = program;
    /** @type {Promise<boolean>} */
    this.isFast = new Promise((tell) => {
      this.tell = tell;
    });
  }

  /** @param {File} file @param {number} bytes */
  pass(file, bytes) {
    this.#wire += (file.wire * bytes) / file.bytes;
    if (file !== this.program) return;
    this.#part += bytes / file.bytes;
    const now = { wire: this.#wire, at: performance.now() };
    if (this.#part < JUDGED_FROM) this.#before = now;
    if (this.#part < JUDGED_TO) return;
    this.tell?.((now.wire - this.#before.wire) * 1000 >= FAST_LINE * (now.at - this.#before.at));
  }
}

/** Return whether the snapshot is better than the library: it is here already, or will be soon.
 * @param {Line} line @param {Promise<unknown>} engine settled once the engine has come @returns {Promise<boolean>} */
async function isWorthASnapshot(line, engine) {
  for (const name of [SNAPSHOT, LIBRARY]) if (await isKept(name)) return name === SNAPSHOT;
  await engine.catch(() => {});
  const [entry] = performance.getEntriesByName(HERE + ENGINE);
  // What the browser had already says nothing of the line: the snapshot is there too, or is not worth it.
  if (/** @type {PerformanceResourceTiming | undefined} */ (entry)?.transferSize === 0) return isHeld(SNAPSHOT);
  return !navigator.connection?.saveData && line.isFast;
}

/** Return whether the browser holds a file of its own accord; nothing is asked of the network. @param {string} name */
function isHeld(name) {
  return fetchFromAnywhere(HERE + name, { cache: "only-if-cached", mode: "same-origin" }).then(
    ({ ok, body }) => {
      void body?.cancel();
      return ok;
    },
    () => false,
  );
}

/** Return whether the site's service worker keeps a file. @param {string} name */
async function isKept(name) {
  try {
    return !!(await caches.match(HERE + name, { ignoreVary: true }));
  } catch {
    return false; // Storage is refused, or the connection is not a secure one.
  }
}

/** Let go of what is kept of a file. @param {string} name */
async function forget(name) {
  try {
    for (const kept of await caches.keys()) await (await caches.open(kept)).delete(HERE + name, { ignoreVary: true });
  } catch {
    // Storage is refused: nothing is kept.
  }
}

/** Download the snapshot; null where it does not come, or is another one. @param {Progress} progress */
async function loadedSnapshot(progress) {
  const snapshot = fileOf(SNAPSHOT);
  progress.change(snapshot, fileOf(LIBRARY));
  const patience = new AbortController();
  const wait = () => setTimeout(() => patience.abort(), PATIENCE_MS);
  let timer = wait();
  const received = (/** @type {number} */ bytes) => {
    clearTimeout(timer);
    timer = wait();
    progress.add(snapshot, bytes);
  };
  try {
    const { content } = await download(SNAPSHOT, snapshot, (code, cause) => new Failure(code, cause), received, {
      signal: patience.signal,
    });
    return await content;
  } catch (cause) {
    // Spoilt, it is not to be chosen again; the library is kept in its place.
    if (cause instanceof Failure && cause.code === "integrity") await forget(SNAPSHOT);
    progress.change(fileOf(LIBRARY), snapshot);
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The modules of the plain form: Pyodide, and the engine that it starts.
 * @typedef {{"pyodide.mjs": typeof import("pyodide"), "pyodide.asm.mjs": {default: Create}}} Plain
 * @typedef {NonNullable<NonNullable<Parameters<typeof import("pyodide").loadPyodide>[0]>["createPyodideModule"]>} Create
 */
/** The plain form: Pyodide as it comes, and our wheel, which it checks and installs.
 * @param {Fail} fail @returns {Promise<Door>} */
async function bootPlain(fail) {
  const progress = new Progress(...Object.values(PLAIN));
  const home = `${HERE}plain/`;
  /** Import a module of this form. @template {keyof Plain} Name @param {Name} name @returns {Promise<Plain[Name]>} */
  const load = (name) =>
    import(home + name).catch((cause) => {
      throw fail("download", cause);
    });
  globalThis.fetch = async (input) => {
    const url = String(input instanceof Request ? input.url : input);
    const name = url.slice(HERE.length);
    const file = url.startsWith(HERE) ? PLAIN[name] : undefined;
    if (!file) throw fail("internal", `refused to fetch ${url}`);
    return (await download(name, file, fail, (bytes) => progress.add(file, bytes))).response;
  };
  WebAssembly.instantiateStreaming = (source, imports) =>
    instantiateStreaming(source, imports).catch((cause) => {
      // A TypeError is a response that broke off; anything else is bytes that are no valid program.
      throw fail(cause instanceof TypeError ? "download" : "start", cause);
    });
  const { loadPyodide } = await load("pyodide.mjs");
  const python = await loadPyodide({
    ...QUIET,
    indexURL: home,
    lockFileURL: `${home}pyodide-lock.json`,
    packageBaseUrl: home,
    packages: [PACKAGE], // Asked for here, our wheel comes while Python boots; its sha256 is checked.
    createPyodideModule: async (settings) =>
      (await load("pyodide.asm.mjs")).default(settings), // Imported by us, so that its loss has a name.
  });
  if (!(PACKAGE in python.loadedPackages)) throw new Failure("start", `${PACKAGE} was not installed`);
  return open(python, [...Object.keys(PLAIN), "plain/pyodide.mjs", "plain/pyodide.asm.mjs"]);
}

const QUIET = {
  indexURL: HERE,
  packageBaseUrl: HERE, // Unset, Pyodide would look for packages on a public network.
  stdout: () => {}, // Its news about packages are for nobody.
};

/** Return the door of the rules. @param {import("pyodide").PyodideAPI} python @param {string[]} files @returns {Door} */
function open(python, files) {
  const { PythonError } = python.ffi; // Looked up while it lives.
  return {
    files: ["worker.mjs", ...files],
    version: python.pyimport("macros.rules").__version__,
    handle: python.pyimport("macros.rules.api").handle,
    isRaised: (cause) => cause instanceof PythonError,
  };
}

/** Boot the trimmed form, from the host itself where what is kept of it is spoilt, or else the plain one. @returns {Promise<Door>} */
async function prepare() {
  if (typeof WebAssembly === "undefined") throw new Failure("start", "WebAssembly is switched off");
  return attempt(bootTrimmed)
    .catch((cause) => {
      if (cause.code !== "integrity") throw cause;
      cache = "reload";
      return attempt(bootTrimmed);
    })
    .catch(restart);
}

/** @type {Promise<Door> | undefined} */
let door;
const boot = () => (door ??= prepare());

/**
 * Ask the rules. Where their program ends it is never asked again, by whatever waits for it neither: what is left of it
 * could answer wrongly. The plain form lacks nothing; should it end too, that is said.
 * @param {object} request @returns {Promise<unknown>}
 */
async function ask(request) {
  const asked = boot();
  const { handle, isRaised } = await asked;
  if (asked !== door) return ask(request);
  try {
    return JSON.parse(handle(JSON.stringify(request)));
  } catch (cause) {
    if (isRaised(cause)) throw cause;
    if (isPlain) door = Promise.reject(new Failure("internal", cause));
    else door = restart();
    return ask(request);
  }
}

let isPlain = false;

/** Boot the plain form in the place of what has ended. @returns {Promise<Door>} */
function restart() {
  isPlain = true;
  return attempt(bootPlain);
}

/** What a page asks: the rest belongs to its kind.
 * @typedef {{kind: "start" | "answer" | "calendar" | "link" | "insurer" | "case", asked: object, [rest: string]: unknown}} Message */

/** Do what a message asks. Values travel as JSON text and never become part of a program. */
async function reply(/** @type {Message} */ { kind, tool, answers, today, page_url, made_on, asked, schemes }) {
  if (kind === "start") {
    const { version, files } = await boot();
    return { kind: "ready", version, files };
  }
  if (kind === "answer") return { kind: "result", result: await ask({ tool, answers, today }) };
  if (kind === "calendar") return { kind: "calendar", text: await ask({ tool, answers, today, page_url, made_on }) };
  if (kind === "link") return { kind: "link", result: await ask({ link: asked, today }) };
  if (kind === "insurer") return { kind, result: await ask({ insurer: asked, schemes, today }) };
  if (kind === "case") return { kind: "case", result: await ask(asked) };
  throw new Failure("internal", `unknown message ${kind}`);
}

// A lost or spoilt file also breaks promises that nobody waits for, Pyodide's and ours: `fail` has told of it. A program
// that ends while it starts breaks such a promise too, and nothing else tells of that.
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  // The plain form may be on trial by then: nothing was cut from it.
  if (!isPlain && event.reason?.name === "RuntimeError") trials.at(-1)?.("start", event.reason);
});

addEventListener("message", async ({ data }) => {
  try {
    postMessage({ id: data.id, ...(await reply(data)) });
  } catch (cause) {
    const { code, message } = cause instanceof Failure ? cause : new Failure("internal", cause);
    postMessage({ id: data.id, kind: "error", code, detail: message });
  }
});
