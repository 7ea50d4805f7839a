// Runs before a tool is painted, and paints nothing. It says on the page whether the tool will show something else
// than the page holds, for an address with answers or a record kept: what stands there is then left out, and comes
// once, in its place. Where no module comes, the page stands as without a script.
(function () {
  "use strict";
  /** No longer than this is anything left out. */
  var PATIENCE_MS = 4000;
  var me = document.currentScript;
  var page = document.documentElement;
  if (!("noModule" in me)) return;

  /** @param {Event} event */
  function stand(event) {
    if (!(event.target instanceof HTMLScriptElement) || event.target.type !== "module") return;
    page.removeAttribute("data-brings");
    page.setAttribute("data-unscripted", "");
  }

  /** What is pressed before the modules have come: an option is remembered, what folds opens. @param {Event} event */
  function press(event) {
    var target = event.target instanceof Element ? event.target : null;
    var tool = target && target.closest("[data-tool]:not([data-taken])");
    if (!tool || page.hasAttribute("data-unscripted")) return;
    var option = target.closest("a[data-value]");
    if (option) tool.dataset.early = (tool.dataset.early || "") + " " + option.closest("[data-node]").id + "=" + option.dataset.value;
    var fold = target.closest("[data-fold] > summary");
    if (fold) {
      event.preventDefault();
      fold.parentElement.toggleAttribute("data-pressed");
    }
  }

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
  addEventListener("error", stand, true);
  addEventListener("click", press, true);
})();
