// @ts-check
// A tool in another site's page: says how tall it is to the page around it, and opens links beside it.

const VERSION = 1;

/** The sites that may show this copy, beside its own; none named, any may. */
const embedders = (document.documentElement.dataset.embedders ?? "").split(" ").filter(Boolean);

/** What a browser calls a page that has no site: a file of its reader's, a page made of its own address. */
const NO_SITE = /^(?:null$|file:)/;

/**
 * Whom to tell: known once the page around has spoken, and is one that may. One that has no site cannot be named: it
 * hears as anybody around may where no site is named, since it alone is around.
 */
let host = "";
let sent = 0;

function tell() {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  if (!host || height === sent) return;
  sent = height;
  parent.postMessage({ amiable: VERSION, kind: "height", height }, host);
}

if (parent !== window) {
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || data?.amiable !== VERSION || data.kind !== "hello") return;
    if (embedders.length && ![location.origin, ...embedders].includes(origin)) return;
    host = NO_SITE.test(origin) ? "*" : origin;
    sent = 0;
    tell();
  });
  new ResizeObserver(tell).observe(document.documentElement);
  // Whoever is around learns that it may speak, and nothing else.
  parent.postMessage({ amiable: VERSION, kind: "ready" }, "*");
}

// The site's other pages refuse to be shown in a frame.
addEventListener(
  "click",
  ({ target }) => {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || !link.protocol.startsWith("http")) return;
    if (link.origin !== location.origin || link.pathname !== location.pathname) link.target = "_blank";
  },
  { capture: true },
);
