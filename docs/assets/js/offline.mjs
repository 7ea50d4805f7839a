// @ts-check
// Keeps the site for when there is no network, for who will want it: from the first touch of a tool, or from
// the second page on. Says when a newer version of the site is there.

const workers = navigator.serviceWorker;
const tools = [...document.querySelectorAll("[data-tool]")];
const notice = document.querySelector("[data-update]");

const SCRIPT = new URL("../../sw.js", import.meta.url);
/** No text says which service worker is this site's. */
const policy = globalThis.trustedTypes?.createPolicy("amiable-offline", {
  createScriptURL: () => SCRIPT.href,
});
const PATIENCE_MS = 5_000;
/** An open page looks for a newer version at most this often. */
const LOOK_EVERY_MS = 3_600_000;
/** After an installation that failed, as for one file that did not come: the pause, and how often. */
const PAUSE_MS = 30_000;
let tries = 3;
let looked = 0;

/**
 * Let the browser keep this page, Python where it runs, and what else it is made of.
 * Rejects where the browser refuses; nothing changes then.
 * @param {string[]} [also]
 */
export async function keep(also = []) {
  if (!workers) return;
  await look();
  const { active } = await workers.ready;
  const used = tools.filter((tool) => tool.getAttribute("data-state") === "ready");
  const { runtimeFor } = used.length ? await import("./runtime.mjs") : { runtimeFor: null };
  const python = used.flatMap((tool) => runtimeFor?.(tool.getAttribute("data-python") ?? "").files ?? []);
  const tables = [.../** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[rel=preload][as=fetch]"))];
  active?.postMessage({ kind: "keep", urls: [location.href, ...also, ...tables.map(({ href }) => href), ...python] });
}

/** Have the browser look for a newer version: it does so by itself, but when it likes. */
async function look() {
  looked = Date.now();
  const registration = await workers.register(policy?.createScriptURL("") ?? SCRIPT, { updateViaCache: "none" });
  registration.onupdatefound = () => announce(registration);
  announce(registration);
  // Without a network now, at the next occasion.
  registration.update().catch(() => (looked = 1));
}

/** Look again in a page that stays open, if it looked before. */
function lookAgain() {
  if (looked && !document.hidden && Date.now() - looked > LOOK_EVERY_MS) void look().catch(() => {});
}

/** Say that a newer version waits, once it does. @param {ServiceWorkerRegistration} registration */
function announce(registration) {
  const { installing, waiting } = registration;
  if (installing) {
    installing.onstatechange = () => {
      if (installing.state === "redundant" && tries-- > 0) setTimeout(() => void look().catch(() => {}), PAUSE_MS);
      announce(registration);
    };
  }
  if (!waiting || !workers.controller || !(notice instanceof HTMLElement)) return;
  const button = notice.querySelector("button");
  if (!button) return;
  notice.hidden = false;
  // One handler, however often it is said: each newer version replaces the one that waited.
  button.onclick = () => {
    // Another tab was quicker: the newer version is in charge already.
    if (registration.waiting !== waiting) return location.reload();
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage({ kind: "now" });
  };
}

/** Do it when the page has nothing better to do, and soon all the same: a busy page must not wait for ever. */
function later() {
  const work = () => void keep().catch(() => {}); // Refused, or no secure connection: the site works as before.
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: PATIENCE_MS });
  else setTimeout(work);
}

if (workers) {
  // No page tells the next where its reader came from; the browser knows which pages of ours were before this one.
  const known = workers.controller ?? (globalThis.navigation?.entries().length ?? 0) > 1;
  if (known) addEventListener("load", later, { once: true });
  // A tool was touched: Python comes first. Once it is there, or is not to come, its page is kept with it.
  const settled = new MutationObserver((changes) => {
    const states = changes.map(({ target }) => /** @type {Element} */ (target).getAttribute("data-state"));
    if (states.some((state) => state === "ready" || state === "failed")) later();
  });
  for (const tool of tools) settled.observe(tool, { attributeFilter: ["data-state"] });
  addEventListener("pageshow", lookAgain);
  addEventListener("online", lookAgain);
  document.addEventListener("visibilitychange", lookAgain);
}
