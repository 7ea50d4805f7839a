// Keeps the site for when there is no network: its looks and scripts, the pages read, Python once used.
//
// Pages and what they are made of come from the network first, so that nothing read is ever stale; what is
// kept answers where the network does not. Files under a hash never change, and come from what is kept.
// Written at the site's root by macros/publish/offline.py, which says what there is to keep.

const { version, shell, python, library, image } = self.AMIABLE_SITE;

const HOME = new URL("./", self.location).href;
const NAME = "amiable-";
const CACHE = NAME + version;
const HASHED = /\/assets\/(python|table)\/[0-9a-f]{16}\//;

/** A network this slow is no better than none, for who has the page already. */
const SLOW_MS = 4_000;

const address = (path) => new URL(path, HOME).href;
const isOurs = (path) => address(path).startsWith(HOME);
const bare = (url) => url.replace(/[?#].*/, "");

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !url.startsWith(HOME)) return;
  event.respondWith(HASHED.test(url) ? fromCache(event) : fromNetwork(event));
});
self.addEventListener("message", (event) => {
  if (event.data.kind === "now") self.skipWaiting();
  if (event.data.kind === "keep") event.waitUntil(keep(event.data.urls.filter(isOurs)));
});

/** Keep the shell, and again what an earlier version of the site was keeping for this reader. */
async function install() {
  await keep(shell);
  const earlier = await Promise.all((await older()).map(async (name) => (await caches.open(name)).keys()));
  const known = earlier.flat().map(({ url }) => url);
  const pages = known.filter((url) => url.endsWith("/"));
  const used = known.some((url) => url.includes("/assets/python/")) && !navigator.connection?.saveData;
  const start = known.some((url) => url.endsWith(image.slice(image.lastIndexOf("/")))) ? image : library;
  // A page that is gone is no reason to stay with the old version.
  await Promise.allSettled([...pages, ...(used ? [...python, start] : [])].map((one) => keep([one])));
}

const older = async () => (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== CACHE);

async function forgetOlder() {
  for (const name of await older()) await caches.delete(name);
}

/** Download and keep. @param {string[]} paths */
async function keep(paths) {
  const cache = await caches.open(CACHE);
  await Promise.all(
    paths.map(async (path) => {
      const url = bare(address(path));
      const hashed = HASHED.test(url);
      const known = hashed ? await caches.match(url, { ignoreVary: true }) : undefined;
      const response = known ?? (await fetch(url, { cache: hashed ? "default" : "no-cache" }));
      if (!response.ok) throw new Error(`${response.status} for ${url}`);
      await cache.put(url, response);
    }),
  );
}

/** What is kept of an address, by this version before any other; nothing where storage is refused. */
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
    if (response.ok && response.type === "basic") await (await caches.open(CACHE)).put(bare(url), response);
  } catch {
    // Storage is full or refused: the reader has the answer all the same.
  }
}

async function fromCache(event) {
  return (await kept(event.request.url)) ?? download(event);
}

async function fromNetwork(event) {
  const fresh = download(event);
  const known = await kept(event.request.url);
  if (!known) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(known), SLOW_MS));
  return Promise.race([fresh, late]).catch(() => known);
}

async function download(event) {
  const response = await fetch(event.request);
  const copy = response.clone();
  event.waitUntil(store(event.request.url, copy));
  return response;
}
