// Python beside the page: this worker boots Pyodide from its own directory and hands JSON to the rules.
//
// page -> worker   {id, kind: "start"}
//                  {id, kind: "answer", tool, answers, today}
// worker -> page   {kind: "progress", stage: "download" | "start", loaded, total}          (bytes, decoded)
//                  {id, kind: "ready", version}
//                  {id, kind: "result", result}
//                  {id, kind: "error", code: "download" | "start" | "integrity" | "internal", detail}
//
// Nothing is downloaded before the first message, and nothing ever from another directory than this one.
// A worker that failed stays failed: the page shows the tool without script, or begins with a new worker.

const HERE = new URL("./", import.meta.url).href;
const PACKAGE = "amiable";

/** A failure with the code that the page understands. */
class Failure extends Error {
  /** @param {string} code @param {any} cause an error, Pyodide's own kind included, or a sentence */
  constructor(code, cause) {
    super(String(cause?.message ?? cause));
    this.code = code;
  }
}

// Pyodide writes some failures to the console and then waits for ever (a lost library, a spoilt .wasm).
// Those we see ourselves go through `fail`, and the boot races against it.
/** @type {(code: string, cause: unknown) => Failure} */
let fail;
/** @type {Promise<never>} */
const failed = new Promise((_, reject) => {
  fail = (code, cause) => {
    const failure = new Failure(code, cause);
    reject(failure);
    return failure;
  };
});
failed.catch(() => {}); // Without a boot under way nobody listens, and that is not an error of its own.

/** Import a module of this directory. @param {string} name @returns {Promise<any>} */
async function load(name) {
  try {
    return await import(HERE + name);
  } catch (cause) {
    throw fail("download", cause);
  }
}

const fetchFromAnywhere = globalThis.fetch;

/** Count the bytes of a response as they come, from a copy: the original goes on untouched. */
async function count(/** @type {Response} */ response, /** @type {(bytes: number) => void} */ received) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.clone().body).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    received(piece.value.byteLength);
  }
}

/** Say why a request failed: with an integrity to meet, the bytes may have come and been refused. */
async function reason(/** @type {string} */ url, /** @type {RequestInit | undefined} */ options) {
  if (!options?.integrity) return "download";
  const unchecked = await fetchFromAnywhere(url).catch(() => null);
  return unchecked?.ok ? "integrity" : "download";
}

/** Wrap fetch, which Pyodide calls for its files: this directory only, counted, and no failure lost. */
function watchDownloads(/** @type {(bytes: number) => void} */ received) {
  globalThis.fetch = async (input, options) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(HERE)) throw fail("internal", `refused to fetch ${url}`);
    const response = await fetchFromAnywhere(input, options).catch(async (cause) => {
      throw fail(await reason(url, options), cause);
    });
    if (!response.ok) throw fail("download", `${response.status} for ${url}`);
    count(response, received).catch((cause) => fail("download", cause));
    return response;
  };
}

/** Report a WebAssembly that does not start; Pyodide itself would only warn in the console. */
function watchEngine() {
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = (source, imports) =>
    instantiateStreaming(source, imports).catch((cause) => {
      // A TypeError is a response that broke off; anything else is bytes that are no valid program.
      throw fail(cause instanceof TypeError ? "download" : "start", cause);
    });
}

/** Boot Python and give the door of the rules. */
async function prepare() {
  if (typeof WebAssembly === "undefined") throw new Failure("start", "WebAssembly is switched off");
  const [{ FILES }, { loadPyodide }] = await Promise.all([load("files.mjs"), load("pyodide.mjs")]);

  const total = Object.values(FILES).reduce((sum, bytes) => sum + bytes, 0);
  let loaded = 0;
  let shown = -1;
  watchDownloads((bytes) => {
    loaded += bytes;
    const percent = Math.floor((100 * loaded) / total);
    if (percent === shown) return; // A message for every percent, not for every packet.
    shown = percent;
    postMessage({ kind: "progress", stage: loaded < total ? "download" : "start", loaded, total });
  });
  watchEngine();

  const python = await loadPyodide({
    indexURL: HERE,
    lockFileURL: `${HERE}pyodide-lock.json`,
    packageBaseUrl: HERE, // Unset, Pyodide would look for packages on a public network.
    packages: [PACKAGE], // Asked for here, our wheel comes while Python boots; its sha256 is checked.
    createPyodideModule: async (/** @type {object} */ settings) =>
      (await load("pyodide.asm.mjs")).default(settings), // Imported by us, so that its loss has a name.
    stdout: () => {}, // Its news about packages are for nobody.
  });
  if (!(PACKAGE in python.loadedPackages)) throw new Failure("start", `${PACKAGE} was not installed`);
  return {
    version: python.pyimport("macros.rules").__version__,
    answer: python.pyimport("macros.rules.api").answer_json,
  };
}

/** @type {ReturnType<typeof prepare> | undefined} */
let door;
const boot = () => (door ??= Promise.race([failed, prepare()]));

/** Do what a message asks. Values travel as JSON text and never become part of a program. */
async function reply(/** @type {any} */ { kind, tool, answers, today }) {
  const { version, answer } = await boot().catch((cause) => {
    throw cause instanceof Failure ? cause : new Failure("start", cause);
  });
  if (kind === "start") return { kind: "ready", version };
  if (kind === "answer") {
    return { kind: "result", result: JSON.parse(answer(JSON.stringify({ tool, answers, today }))) };
  }
  throw new Failure("internal", `unknown message ${kind}`);
}

addEventListener("message", async ({ data }) => {
  try {
    postMessage({ id: data.id, ...(await reply(data)) });
  } catch (cause) {
    const { code, message } = cause instanceof Failure ? cause : new Failure("internal", cause);
    postMessage({ id: data.id, kind: "error", code, detail: message });
  }
});
