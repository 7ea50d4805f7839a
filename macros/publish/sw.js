// @ts-check
// Keeps the site for when there is no network: its looks and scripts, the pages read, Python once used.
//
// Pages and what they are made of come from the network first, so that nothing read is ever stale; what is
// kept answers where the network does not. Files under a hash never change, and come from what is kept.
// Written at the site's root by macros/publish/offline.py, which says what there is to keep.

const { version, shell, pages, python, library, snapshot, looks, checksums } = self.AMIABLE_SITE;

const HOME = new URL("./", self.location.href).href;
/** Two sites may share an origin: each keeps under its own path. No path holds a "#". */
const NAME = `amiable-${new URL(HOME).pathname}#`;
const CACHE = NAME + version;
const HASHED = /\/assets\/python\/([0-9a-f]{16})\//;
/** What a file is sent as, by its ending; hosts write these in more than one way. @type {Record<string, RegExp>} */
const TYPES = { css: /^text\/css\b/i, mjs: /script\b/i, js: /script\b/i, json: /json\b/i };
const HTML = /^text\/html\b/i;
/** A script of a page is named by its content too. */
const SCRIPT = /\/assets\/js\/([\w-]+\.([0-9a-f]{16})\.mjs)$/;
const TABLE = /\/assets\/table\/[^?#]+\.json$/;

/** A network this slow is no better than none, for who has the page already. */
const SLOW_MS = 4_000;
/** So long may a file of the shell take, and one that an earlier version kept: no newer version waits for ever. */
const SHELL_MS = 120_000;
const EARLIER_MS = 30_000;

/** @param {string} path */
const address = (path) => new URL(path, HOME).href;
/** @param {string} path */
const isOurs = (path) => address(path).startsWith(HOME);
/** @param {string} url */
const bare = (url) => url.replace(/[?#].*/, "");

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !url.startsWith(HOME)) return;
  event.respondWith(HASHED.test(url) || SCRIPT.test(url) ? fromCache(event) : fromNetwork(event));
});
self.addEventListener("message", (event) => {
  if (event.data.kind === "now") self.skipWaiting();
  if (event.data.kind === "keep") event.waitUntil(keep(event.data.urls.filter(isOurs)));
});

/** Keep the shell, and again what an earlier version of the site was keeping for this reader. */
async function install() {
  await keep([...shell, ...pages], SHELL_MS);
  // What does not come in time stays as it was: it is moved when this version takes over.
  if (!navigator.connection?.saveData) await keepEarlier().catch(() => {});
}

async function keepEarlier() {
  const known = (await Promise.all((await older()).map(async (name) => (await caches.open(name)).keys()))).flat();
  const urls = known.map(({ url }) => url);
  const start = urls.some((url) => url.endsWith(snapshot.slice(snapshot.lastIndexOf("/")))) ? snapshot : library;
  // Pages name their Python: new ones without theirs would be worth less than the old ones with theirs.
  if (urls.some((url) => HASHED.test(url))) await keep([...python, start], EARLIER_MS);
  const read = urls.filter((url) => isPage(url) || TABLE.test(url));
  // A page that is gone is no reason to stay with the old version.
  await Promise.allSettled(read.map((url) => keep([url], EARLIER_MS)));
}

/** @param {string} url */
const isPage = (url) => url.endsWith("/");

/**
 * Tell whether an answer is what its address holds. A hotel's portal, or a host out of order, answers with a page
 * of its own under any address, and says that all is well: kept, it would be shown where there is no network.
 * @param {string} url @param {Response} response Its body is left to be read.
 */
async function isItself(url, response) {
  if (!response.ok || response.redirected) return false;
  const { pathname } = new URL(url);
  const type = response.headers.get("Content-Type") ?? "";
  if (isPage(pathname)) {
    if (!HTML.test(type)) return false;
    const text = await response.clone().text();
    // Every page of the site, of this version or another, has one of its looks, and its end where no line was cut.
    return looks.some((name) => text.includes(name)) && /<\/html>\s*$/.test(text);
  }
  const ending = pathname.slice(pathname.lastIndexOf(".") + 1);
  if (HTML.test(type) ? ending !== "html" : TYPES[ending]?.test(type) === false) return false;
  if (ending === "json") return response.clone().json().then(() => true, () => false);
  const script = SCRIPT.exec(pathname)?.[2];
  if (script) return (await checksum(response)).startsWith(script);
  return !HASHED.test(url) || (await hasItsChecksum(pathname, response));
}

/** What is named by its content has it, byte for byte; of another version this one knows none. @param {string} pathname @param {Response} response */
async function hasItsChecksum(pathname, response) {
  const known = checksums[/[0-9a-f]{16}\/.*/.exec(pathname)?.[0] ?? ""];
  return known !== undefined && known === (await checksum(response));
}

/** Return the checksum of a body, "" of one that cannot be read to its end. @param {Response} response */
async function checksum(response) {
  const bytes = await response.clone().arrayBuffer().catch(() => null);
  if (!bytes) return "";
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Return the names of this site's caches; another site of this origin has its own. */
const ours = async () => (await caches.keys()).filter((name) => name.startsWith(NAME));

/** Return those from before this version; one of a still newer version comes behind it. */
async function older() {
  await caches.open(CACHE);
  const names = await ours();
  return names.slice(0, names.indexOf(CACHE));
}

/** Move what was read or used since this version was installed, or did not come then; forget the rest. */
async function forgetOlder() {
  const cache = await caches.open(CACHE);
  const names = (await older()).reverse(); // The newest first.
  for (const name of names) await move(await caches.open(name), cache, (url) => isPage(url) || TABLE.test(url));
  const pages = await Promise.all((await cache.keys()).filter(({ url }) => isPage(url)).map((one) => cache.match(one)));
  const texts = await Promise.all(pages.map((page) => page?.text() ?? ""));
  // Python and the scripts of another version are for the pages that name them, and go with them.
  /** @param {string} hash */
  const isNamed = (hash) => texts.some((text) => text.includes(hash));
  /** @param {string} url */
  const named = (url) => HASHED.exec(url)?.[1] ?? SCRIPT.exec(url)?.[1];
  for (const name of names) {
    await move(await caches.open(name), cache, (url) => {
      const hash = named(url);
      return hash !== undefined && isNamed(hash);
    });
    await caches.delete(name);
  }
}

/** Move what a cache lacks of another. Without room for it the new version goes on with less.
 * @param {Cache} from @param {Cache} to @param {(url: string) => boolean} isMeant */
async function move(from, to, isMeant) {
  const has = new Set((await to.keys()).map(({ url }) => url));
  for (const { url } of await from.keys()) {
    if (has.has(url) || !isMeant(url)) continue;
    const response = await from.match(url, { ignoreVary: true });
    if (response && !response.redirected) await to.put(url, response).catch(() => {});
  }
}

/** Download and keep. @param {string[]} paths @param {number} [limit] Milliseconds for each. */
async function keep(paths, limit) {
  const cache = await caches.open(CACHE);
  await Promise.all(
    paths.map(async (path) => {
      const url = bare(address(path));
      const hashed = HASHED.test(url);
      const known = hashed ? await caches.match(url, { ignoreVary: true }) : undefined;
      if (known && (await isItself(url, known))) return cache.put(url, known);
      const signal = limit ? AbortSignal.timeout?.(limit) : undefined;
      const response = await fetch(url, { cache: hashed && !known ? "default" : "no-cache", signal });
      // A redirected answer is another address's; given to a visit it would be an error of the network.
      if (!(await isItself(url, response))) throw new Error(`${response.status} for ${url}`);
      return cache.put(url, response);
    }),
  );
}

/** What is kept of an address, by this version before any other; nothing where storage is refused. @param {string} url */
async function kept(url) {
  try {
    const cache = await caches.open(CACHE);
    return (await cache.match(bare(url), { ignoreVary: true })) ?? (await caches.match(bare(url), { ignoreVary: true }));
  } catch {
    return undefined;
  }
}

/** Keep a response as it passes. @param {string} url @param {Response} response */
async function store(url, response) {
  try {
    if (!(await isItself(bare(url), response))) return;
    await (await caches.open(CACHE)).put(bare(url), response);
  } catch {
    // Storage is full or refused: the reader has the answer all the same.
  }
}

/** Return what is kept under a hash, unless it is spoilt: then it is asked for anew. Python checks its own files. @param {FetchEvent} event */
async function fromCache(event) {
  const { cache, url } = event.request;
  const known = cache === "reload" ? undefined : await kept(url);
  if (known && (!SCRIPT.test(url) || (await isItself(url, known)))) return known;
  if (known || cache === "reload") await forget(url).catch(() => {});
  return download(event);
}

/** @param {string} url */
async function forget(url) {
  for (const name of await ours()) await (await caches.open(name)).delete(url, { ignoreVary: true });
}

/** @param {FetchEvent} event @returns {Promise<Response>} */
async function fromNetwork(event) {
  const fresh = download(event);
  const known = await kept(event.request.url);
  if (!known) return event.request.mode === "navigate" ? fresh.catch(withoutNetwork) : fresh;
  /** @type {Promise<Response>} */
  const late = new Promise((resolve) => setTimeout(() => resolve(known), SLOW_MS));
  return Promise.race([fresh.then((response) => meant(event.request, response, known)), late]).catch(() => known);
}

/** Lead a reader whose page is not kept to the page that says which are. @param {unknown} reason */
async function withoutNetwork(reason) {
  const there = address(pages.at(-1) ?? "");
  if (!(await kept(there))) throw reason;
  return Response.redirect(there);
}

/** A reader who opens a page may have to see the portal of a hotel; a script that a page asks for is no portal.
 * @param {Request} request @param {Response} response @param {Response} known */
async function meant({ mode, url }, response, known) {
  if (mode === "navigate" || !response.ok || response.redirected) return response;
  return (await isItself(bare(url), response)) ? response : known;
}

/** @param {FetchEvent} event */
async function download(event) {
  const response = await fetch(event.request);
  const copy = response.clone();
  event.waitUntil(store(event.request.url, copy));
  return response;
}
