// Runs before a tool is painted, and paints nothing. It says on the page whether the tool will show something else
// than the page holds, for an address with answers or a record kept: what stands there is then left out, and comes
// once, in its place. A script that does not come is asked for once more; then the page stands as without one.
(function () {
  "use strict";
  /** No longer than this is anything left out. */
  var PATIENCE_MS = 4000;
  /** A line that broke off is back after this long, or for nobody who waits. */
  var PAUSE_MS = 500;
  var me = document.currentScript;
  var page = document.documentElement;
  if (!("noModule" in me)) return;

  /** No script comes before the end of the page: it was lost, cut, or refused. What failed is asked for by another address. */
  function look() {
    var script = document.querySelector("script[type=module][src]");
    // One that has the name of its content says that it has come; in a preview the modules are as they were written.
    if (page.hasAttribute("data-scripted") || !(script instanceof HTMLScriptElement) || !/\.[0-9a-f]{16}\.mjs$/.test(script.src)) return;
    var again = script.src + "?again";
    setTimeout(function () {
      import(again).catch(stand);
    }, PAUSE_MS);
  }

  /** Have the page look and speak as where no script may run: it was made whole for that. */
  function stand() {
    page.removeAttribute("data-brings");
    page.setAttribute("data-unscripted", "");
    for (const sheet of document.styleSheets) {
      try {
        turn(sheet.cssRules);
      } catch {
        // In a page saved on a disk, or a frame in a sandbox, styles are another's: they may not be read.
      }
    }
    for (const unread of document.querySelectorAll("noscript")) {
      // To a browser that runs scripts, what stands there is a text: `<p class="am-note">…</p>`.
      const note = document.createElement("p");
      note.className = "am-note";
      note.textContent = (unread.textContent ?? "").replace(/<[^>]*>/g, "");
      unread.replaceWith(note);
    }
  }

  /** Have what is meant for pages without a script hold for this one. @param {CSSRuleList} rules */
  function turn(rules) {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule) {
        const { media } = rule;
        const meant = media.mediaText.replace(/scripting: (enabled|none)/, (_, now) => "scripting: " + (now === "none" ? "enabled" : "none"));
        if (meant !== media.mediaText) media.mediaText = meant;
      }
      if ("cssRules" in rule) turn(/** @type {CSSGroupingRule} */ (rule).cssRules);
    }
  }

  /** What is pressed before the modules have come: an option is remembered, what folds opens. @param {MouseEvent} event */
  function press(event) {
    var target = event.target instanceof Element ? event.target : null;
    var tool = target && target.closest("[data-tool]:not([data-taken])");
    if (!tool || page.hasAttribute("data-unscripted")) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // The browser's own.
    var option = target.closest("a[data-value]");
    if (option) tool.dataset.early = (tool.dataset.early || "") + " " + option.closest("[data-node]").id + "=" + option.dataset.value;
    var fold = target.closest("[data-fold] > summary");
    if (fold) {
      event.preventDefault();
      fold.parentElement.toggleAttribute("data-pressed");
    }
  }

  addEventListener("DOMContentLoaded", look);
  if (me.defer) return; // A page without a tool: nothing is painted late there.
  var kept = false;
  try {
    // A tool keeps its record under its kind and its id, which is the last part of its address.
    var id = location.pathname.split("/").filter(Boolean).pop();
    kept = Object.keys(localStorage).some((key) => key.startsWith("amiable.") && key.split(".")[2] === id);
  } catch {
    // Storage is refused: nothing is kept.
  }
  if (parent !== window) page.setAttribute("data-inside", "");
  if (kept || location.hash.length > 1 || /%23/.test(location.search) || history.state) page.setAttribute("data-brings", me.getAttribute("data-brings") || "");
  setTimeout(page.removeAttribute.bind(page, "data-brings"), PATIENCE_MS);
  addEventListener("click", press, true);
})();
