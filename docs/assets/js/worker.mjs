// Python beside the page: this worker boots Pyodide from its own directory and hands JSON to the rules.
//
// page -> worker   {id, kind: "start"}
//                  {id, kind: "answer", tool, answers, today}
//                  {id, kind: "calendar", tool, answers, today, page_url}
// worker -> page   {kind: "progress", stage: "download" | "start", loaded, total}          (bytes, decoded)
//                  {id, kind: "ready", version}
//                  {id, kind: "result", result}
//                  {id, kind: "calendar", text}
//                  {id, kind: "error", code: "download" | "start" | "integrity" | "internal", detail}
//
// Nothing is downloaded before the first message, and nothing ever from another directory than this one.
// Two forms of Python are there: the lean one, cut to what the rules need, and in `plain/` Pyodide as its
// authors deliver it, for a browser where the lean one does not start.
// A worker that failed stays failed: the page shows the tool without script, or begins with a new worker.

/** @typedef {{bytes: number, sha256: string}} File */
/** @typedef {(bytes: number) => void} Received */
/** @typedef {(code: string, cause: unknown) => Failure} Fail */
/** @typedef {{version: string, answer: (request: string) => string, calendar: (request: string) => string}} Door */

/** Written here when the site is built: what each file must be, and what Pyodide wants to read in a lock.
 * @type {{lean: Record<string, File>, plain: Record<string, File>, info: Record<string, string>}} */
const { lean: LEAN, plain: PLAIN, info: INFO } = /** @type {any} */ (globalThis).AMIABLE_FILES;

const HERE = new URL("./", import.meta.url).href;
const PACKAGE = "amiable";

const { fetch: fetchFromAnywhere } = globalThis;
const { instantiateStreaming } = globalThis.WebAssembly ?? {};

/** A failure with the code that the page understands. */
class Failure extends Error {
  /** @param {string} code @param {any} cause an error, Pyodide's own kind included, or a sentence */
  constructor(code, cause) {
    super(String(cause?.message ?? cause));
    this.code = code;
  }
}

/**
 * Try one form of Python. Pyodide writes some failures to the console and then waits for ever (a lost
 * library, a spoilt .wasm): what we see ourselves goes through `fail`, and the boot races against it.
 * @param {(fail: Fail, received: Received) => Promise<Door>} boot @param {Record<string, File>} files
 * @returns {Promise<Door>}
 */
function attempt(boot, files) {
  return new Promise((resolve, reject) => {
    /** @type {Fail} */
    const fail = (code, cause) => {
      const failure = cause instanceof Failure ? cause : new Failure(code, cause);
      reject(failure);
      return failure;
    };
    boot(fail, progress(files)).then(resolve, (cause) => fail("start", cause));
  });
}

/** Tell the page how much has come: a message for every percent, not for every packet.
 * @param {Record<string, File>} files @returns {Received} */
function progress(files) {
  const total = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  let shown = -1;
  return (bytes) => {
    loaded += bytes;
    const percent = Math.floor((100 * loaded) / total);
    if (percent === shown) return;
    shown = percent;
    postMessage({ kind: "progress", stage: loaded < total ? "download" : "start", loaded, total });
  };
}

/**
 * Download one file. Gives the response at once, and its bytes when they have all come and are the right
 * ones. Off a secure connection a browser does not hash for us: it then checks before it hands over.
 * @param {string} name @param {File} file @param {Fail} fail @param {Received} received
 */
async function download(name, { bytes, sha256 }, fail, received) {
  const options = globalThis.crypto?.subtle ? {} : { integrity: `sha256-${sha256}` };
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
 * @param {number} bytes @param {Received} received @returns {Promise<Uint8Array<ArrayBuffer>>} */
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

/** The lean form: three files side by side, checked, the program compiled while it comes.
 * @param {Fail} fail @param {Received} received @returns {Promise<Door>} */
async function bootLean(fail, received) {
  const get = (/** @type {string} */ name) => download(name, /** @type {File} */ (LEAN[name]), fail, received);
  const parts = [
    get("engine.mjs").then(async ({ content }) => {
      await content;
      return import(`${HERE}engine.mjs`);
    }),
    get("python.zip").then(({ content }) => content),
    get("pyodide.asm.wasm").then(async ({ response, content }) => {
      // A host may send another type, which streaming refuses: the bytes are the same.
      const module = WebAssembly.compileStreaming(response).catch(async () => WebAssembly.compile(await content));
      await content;
      return module;
    }),
  ];
  // Nothing is begun before all three are there and right: the plain form must find a worker untouched.
  const [{ loadPyodide, createPyodideModule }, library, module] = await Promise.all(parts);
  globalThis.fetch = async (input) => {
    const url = String(input instanceof Request ? input.url : input);
    if (url === `${HERE}python.zip`) return new Response(library);
    if (url === `${HERE}pyodide.asm.wasm`) return new Response(); // Compiled already, see below.
    throw fail("internal", `refused to fetch ${url}`);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const instance = await WebAssembly.instantiate(module, imports).catch((cause) => {
      throw fail("start", cause);
    });
    return /** @type {any} */ ({ instance, module });
  };
  const python = await loadPyodide({
    ...QUIET,
    createPyodideModule,
    stdLibURL: `${HERE}python.zip`,
    lockFileContents: { info: INFO, packages: {} },
  });
  return open(python);
}

/** The plain form: Pyodide as it comes, and our wheel, which it checks and installs.
 * @param {Fail} fail @param {Received} received @returns {Promise<Door>} */
async function bootPlain(fail, received) {
  const home = `${HERE}plain/`;
  /** Import a module of this form. @param {string} name @returns {Promise<any>} */
  const load = (name) =>
    import(home + name).catch((cause) => {
      throw fail("download", cause);
    });
  globalThis.fetch = async (input) => {
    const url = String(input instanceof Request ? input.url : input);
    const name = url.slice(HERE.length);
    const file = url.startsWith(HERE) ? PLAIN[name] : undefined;
    if (!file) throw fail("internal", `refused to fetch ${url}`);
    return (await download(name, file, fail, received)).response;
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
    createPyodideModule: async (/** @type {object} */ settings) =>
      (await load("pyodide.asm.mjs")).default(settings), // Imported by us, so that its loss has a name.
  });
  if (!(PACKAGE in python.loadedPackages)) throw new Failure("start", `${PACKAGE} was not installed`);
  return open(python);
}

const QUIET = {
  indexURL: HERE,
  packageBaseUrl: HERE, // Unset, Pyodide would look for packages on a public network.
  stdout: () => {}, // Its news about packages are for nobody.
};

/** Give the door of the rules. @param {any} python @returns {Door} */
function open(python) {
  return {
    version: python.pyimport("macros.rules").__version__,
    answer: python.pyimport("macros.rules.api").answer_json,
    calendar: python.pyimport("macros.rules.api").calendar_json,
  };
}

/** Boot the lean form, or else the plain one. @returns {Promise<Door>} */
async function prepare() {
  if (typeof WebAssembly === "undefined") throw new Failure("start", "WebAssembly is switched off");
  return attempt(bootLean, LEAN).catch(() => attempt(bootPlain, PLAIN));
}

/** @type {Promise<Door> | undefined} */
let door;
const boot = () => (door ??= prepare());

/** Do what a message asks. Values travel as JSON text and never become part of a program. */
async function reply(/** @type {any} */ { kind, tool, answers, today, page_url }) {
  const { version, answer, calendar } = await boot();
  if (kind === "start") return { kind: "ready", version };
  if (kind === "answer") {
    return { kind: "result", result: JSON.parse(answer(JSON.stringify({ tool, answers, today }))) };
  }
  if (kind === "calendar") {
    return { kind: "calendar", text: JSON.parse(calendar(JSON.stringify({ tool, answers, today, page_url }))) };
  }
  throw new Failure("internal", `unknown message ${kind}`);
}

// A lost or spoilt file also breaks promises that nobody waits for, Pyodide's and ours: `fail` has told of it.
addEventListener("unhandledrejection", (event) => event.preventDefault());

addEventListener("message", async ({ data }) => {
  try {
    postMessage({ id: data.id, ...(await reply(data)) });
  } catch (cause) {
    const { code, message } = cause instanceof Failure ? cause : new Failure("internal", cause);
    postMessage({ id: data.id, kind: "error", code, detail: message });
  }
});
