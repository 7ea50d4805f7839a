// Amiable in your page: gives each <iframe data-amiable> the width of its place, and the height of what it shows.
// Loaded with its integrity. This file never changes: another version has another name.
(function () {
  "use strict";
  var VERSION = 1;
  var LEAST = 100;
  var MOST = 30000;
  // Only frames of the site that this script comes from are heard, and spoken to.
  var here = document.currentScript;
  var site = here ? originOf(here.src) : "";
  if (!site) return;

  // The origin of an address, "" for one that cannot be read: a page around may hold any frame.
  function originOf(address) {
    try {
      return new URL(address, location.href).origin;
    } catch (unreadable) {
      return "";
    }
  }

  function greet(frame) {
    if (frame.contentWindow) frame.contentWindow.postMessage({ amiable: VERSION, kind: "hello" }, site);
  }

  addEventListener("message", function (event) {
    var said = event.data;
    if (event.origin !== site || !said || said.amiable !== VERSION) return;
    document.querySelectorAll("iframe[data-amiable]").forEach(function (frame) {
      if (frame.contentWindow !== event.source) return;
      if (said.kind === "ready") greet(frame);
      if (said.kind === "height" && Number.isFinite(said.height)) {
        // Where the height of a box holds its border, the border comes on top of what is shown.
        var border = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
        frame.style.width = "100%";
        frame.style.height = Math.min(MOST, Math.max(LEAST, said.height)) + border + "px";
      }
    });
  });

  // Frames that were ready before this script came.
  document.querySelectorAll("iframe[data-amiable]").forEach(function (frame) {
    if (originOf(frame.src) === site) greet(frame);
  });
})();
