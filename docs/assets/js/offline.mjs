// @ts-check
// Keeps the site for when there is no network, for who will want it: from the first touch of a tool, or from
// the second page on. Says when a newer version of the site is there.

const workers = navigator.serviceWorker;
const tools = [...document.querySelectorAll("[data-tool]")];
const notice = document.querySelector("[data-update]");

const PATIENCE_MS = 5_000;

/**
 * Let the browser keep this page, Python where it runs, and what else it is made of.
 * Rejects where the browser refuses; nothing changes then.
 * @param {string[]} [also]
 */
export async function keep(also = []) {
  if (!workers) return;
  const registration = await workers.register(new URL("../../sw.js", import.meta.url), { updateViaCache: "none" });
  registration.addEventListener("updatefound", () => announce(registration));
  announce(registration);
  // The browser looks for a newer version by itself, but when it likes. No network is no reason to stop here.
  registration.update().catch(() => {});
  const { active } = await workers.ready;
  const used = tools.filter((tool) => tool.getAttribute("data-state") === "ready");
  const { runtimeFor } = used.length ? await import("./runtime.mjs") : { runtimeFor: null };
  const python = used.flatMap((tool) => runtimeFor?.(tool.getAttribute("data-python") ?? "").files ?? []);
  active?.postMessage({ kind: "keep", urls: [location.href, ...also, ...python] });
}

/** Say that a newer version waits, once it does. @param {ServiceWorkerRegistration} registration */
function announce(registration) {
  const { installing, waiting } = registration;
  installing?.addEventListener("statechange", () => announce(registration));
  if (!waiting || !workers.controller || !(notice instanceof HTMLElement)) return;
  const button = notice.querySelector("button");
  if (!button) return;
  notice.hidden = false;
  // One handler, however often it is said: each newer version replaces the one that waited.
  button.onclick = () => {
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
  const known = workers.controller ?? document.referrer.startsWith(`${location.origin}/`);
  if (known) addEventListener("load", later, { once: true });
  // A tool was touched: Python comes first. Once it is there, or is not to come, its page is kept with it.
  const settled = new MutationObserver((changes) => {
    const states = changes.map(({ target }) => /** @type {Element} */ (target).getAttribute("data-state"));
    if (states.some((state) => state === "ready" || state === "failed")) later();
  });
  for (const tool of tools) settled.observe(tool, { attributeFilter: ["data-state"] });
}
