// Runs before the almanac is painted, and paints nothing: the month that opens is the reader's, not the one of the
// build. What shows one month at a time is the style sheet; this keeps the other months within reach of a search in
// the page, where the browser can open what it finds there.
(function () {
  "use strict";
  var now = new Date();
  var own = "mois-" + now.getFullYear() + "-" + String(now.getMonth() + 1).padStart(2, "0");
  var page = document.currentScript.parentElement;
  if (!page || !("MutationObserver" in window)) return;

  function months() {
    return Array.from(page.querySelectorAll(".am-almanac__month"));
  }

  /** Mark the reader's month, where the almanac has it. On a narrow screen the list of months folds. */
  function mark() {
    var list = page.querySelector(".am-almanac__list:not([data-placed])");
    if (list) {
      list.setAttribute("data-placed", "");
      if (matchMedia("(max-width: 60em)").matches) list.removeAttribute("open");
    }
    if (!page.querySelector('[href="#' + own + '"]')) return;
    for (const month of months()) month.toggleAttribute("data-opens", month.id === own);
  }

  /** Say in the list which month is shown, and let a search in the page reach the others. */
  function turn() {
    var shown = months().find((month) => month.matches(":target") || month.querySelector(":target"))
      || page.querySelector(".am-almanac__month[data-opens]");
    if (!shown) return;
    for (const link of page.querySelectorAll(".am-almanac__nav a")) {
      if (link.getAttribute("href") === "#" + shown.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (!("onbeforematch" in page) || !CSS.supports("selector(:has(a))")) return;
    for (const month of months()) {
      if (month === shown) month.removeAttribute("hidden");
      else month.setAttribute("hidden", "until-found");
    }
  }

  var parsing = new MutationObserver(mark);
  parsing.observe(page, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => {
    parsing.disconnect();
    mark();
    turn();
  });
  addEventListener("hashchange", turn);
  page.addEventListener("beforematch", ({ target }) => {
    var found = target instanceof Element && target.closest(".am-almanac__month");
    if (found && location.hash !== "#" + found.id) location.replace("#" + found.id);
  });
})();
