"""Readers with a browser of their own, and what must be true of each whatever a test is about."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route

#: A phone as the site is drawn for, and the narrowest that it serves.
PHONE = 360
NARROW = 320
HEIGHT = 740

#: Booting Python takes seconds, and more on a busy machine; nothing here measures time.
PATIENCE_MS = 15_000


#: Keep every sentence that a page says to those who listen: the next one takes its place there.
LISTEN = """
addEventListener("DOMContentLoaded", () => {
  const live = document.querySelector("[data-live]");
  window.heardHere = [];
  const keep = (changes) => {
    for (const { addedNodes } of changes) heardHere.push(...[...addedNodes].map((one) => one.textContent));
  };
  if (live) new MutationObserver(keep).observe(live, { childList: true });
});
"""


class Visitors:
    """Open pages as new readers; at the end say what went wrong in any of them.

    Whatever a test looks at: no error is left uncaught, no dialog opens, nobody else is asked for
    anything, no cookie is set, and the browser refuses nothing because of the host's policy.
    """

    def __init__(self, browser: Browser, site: str, today: str) -> None:
        """`site` is the address of the served site, `today` the day that its pages were made for."""
        self.browser, self.site, self.today = browser, site, today
        self.requests: list[str] = []
        self.troubles: list[str] = []
        self.refusals: list[str] = []  # A test that wants some looks at them and takes them out.
        self._contexts: list[BrowserContext] = []
        self._origins = {site}

    def context(self, *, on: str = "", site: str = "", width: int = PHONE, **settings: Any) -> BrowserContext:
        """Return a browser that knows nothing yet, on the morning of a day (today unless `on` says another).

        `settings` are those of Playwright's `new_context`.
        """
        context = self.browser.new_context(
            base_url=site or self.site, viewport={"width": width, "height": HEIGHT}, **settings
        )
        if settings.get("java_script_enabled", True):
            context.add_init_script(LISTEN)
        self._origins.add(site or self.site)
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", lambda error: self.troubles.append(f"uncaught: {error.error}"))
        context.on("console", self._listen)
        context.on("request", lambda request: self.requests.append(request.url))
        if settings.get("java_script_enabled", True):
            context.clock.install(time=f"{on or self.today}T10:00:00")
        return context

    def page(
        self,
        path: str = "",
        *,
        python: str = "",
        init: str = "",
        within: BrowserContext | None = None,
        **settings: Any,
    ) -> Page:
        """Return a page of a new reader, at an address of the site if there is a `path`.

        `python` says what becomes of the browser's Python when it is no point of the test: "refused" or
        "held", for ever. `init` is a script that runs in the page before any other; `settings` as for
        `context`. Opened `within` a browser that is there, whose workers are blocked, it has forgotten all
        that it had stored.
        """
        if python:
            settings = {"service_workers": "block", **settings}  # They would ask in the page's place.
        page = (within or self.context(**settings)).new_page()
        if within:
            session = within.new_cdp_session(page)
            kinds = {"origin": self.site, "storageTypes": "local_storage,indexeddb"}
            session.send("Storage.clearDataForOrigin", kinds)
            session.detach()
        if python:
            page.route("**/assets/python/**", {"refused": _abort, "held": hold}[python])
        if init:
            page.add_init_script(init)
        page.on("dialog", self._refuse)
        if path:
            page.goto(path)
        return page

    def leave(self, context: BrowserContext) -> None:
        """Close a browser that is no longer needed, once its cookies have been counted."""
        self._contexts.remove(context)
        self.troubles += [f"cookie {cookie.get('name')}" for cookie in context.cookies()]
        context.close()

    def know(self, site: str) -> None:
        """Let pages ask another site too: one of ours behind another address."""
        self._origins.add(site)

    def close(self) -> None:
        """End, and fail if any page met what no page may meet."""
        for context in list(self._contexts):
            self.leave(context)
        self.troubles += [f"asked {url}" for url in self.requests if _origin(url) not in self._origins]
        self.troubles += self.refusals
        assert not self.troubles, "\n".join(self.troubles)

    def _listen(self, said: ConsoleMessage) -> None:
        """Note what a browser says of the policy, workers' included."""
        if "Content Security Policy" in said.text:
            self.refusals.append(said.text)

    def _refuse(self, dialog: Any) -> None:
        self.troubles.append(f"dialog {dialog.type}: {dialog.message}")
        dialog.dismiss()


def _abort(route: Route) -> None:
    route.abort()


def hold(route: Route) -> None:
    """Leave a request without an answer."""


def _origin(url: str) -> str:
    """Return scheme and host; what is no request to anybody (data:, blob:) has that of its own site."""
    if url.startswith("blob:"):
        return _origin(url.removeprefix("blob:"))
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
