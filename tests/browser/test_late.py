"""Answers that come long after their reader asked, or unasked: nothing that is read slides away."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from playwright.sync_api import Browser, Locator, Page

from macros.publish.hosting.serve import SiteHandler, SiteServer
from tests.browser.gestures import press, type_over
from tests.browser.stillness import WATCH, moved
from tests.browser.tools import choose_day, field, tool, wait_until

#: A browser takes a shift for the doing of a hand as long as this after it, and a little less.
HAND_MS = 700
CASE = {
    "version": 1,
    "client": {"name": "Cliente Exemple"},
    "facts": [
        {
            "id": "c",
            "on": "2026-11-25",
            "kind": "claimed",
            "form": "letter",
            "text": "Elle demande la reprise.",
        }
    ],
}


class HeldHandler(SiteHandler):
    """Keeps back the browser's Python, and the answer tables, until its gate opens."""

    gate = threading.Event()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Open the file that is asked for, some of them once they may come."""
        if self.path.startswith(("/assets/python/", "/assets/table/")):
            self.gate.wait(60)
        return super().send_head()


@pytest.fixture(scope="module")
def held(built_site: Path) -> Iterator[str]:
    """Return the address of the site, whose Python waits for the gate."""
    server = SiteServer(built_site)
    server.RequestHandlerClass = partial(HeldHandler, directory=str(built_site))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    HeldHandler.gate.set()
    server.shutdown()
    server.server_close()


def wrong_date(page: Page) -> Locator:
    """Ask for a date from one that cannot be read; give the sentence that says so."""
    page.goto("/outils/issue-mediation/")
    type_over(field(page, "notified_on"), "25/13/2026")
    press(tool(page).locator("[data-submit]"))
    return tool(page).locator("[data-summary] li")


def new_fact(page: Page) -> Locator:
    """Add a fact to a case; give the next thing to do."""
    page.goto("/dossier/")
    form = page.locator("[data-new-fact] form")
    form.locator("[name=kind]").select_option("claimed")
    type_over(form.locator("[name=on]"), "25/11/2026")
    press(form.locator("[data-submit]"))
    return page.locator("[data-next-card] time")


def kept_case(page: Page) -> Locator:
    """Open a calculator on a device that keeps a case, and touch nothing; give its answer."""
    page.add_init_script(f"localStorage.setItem('amiable.case.dossier', {json.dumps(CASE)!r})")
    page.goto("/outils/delai-declaration/")
    return tool(page).locator("time[data-date=deadline]")


def entry_page(page: Page) -> Locator:
    """Press a day of an entry page before its table is there; give the answer."""
    # However slow the machine, the page waits for its table.
    page.add_init_script("const wait = setTimeout; window.setTimeout = (then, ms) => wait(then, ms * 20)")
    page.goto("/e/assignation/")
    choose_day(page, "Hier")
    return page.locator("[data-answer] time")


@pytest.mark.parametrize("act", [wrong_date, new_fact, kept_case, entry_page])
def test_what_comes_late_moves_nothing(browser: Browser, held: str, act: Callable[[Page], Locator]) -> None:
    """What comes after seconds, asked or not, comes in its own place."""
    HeldHandler.gate.clear()
    with browser.new_context(
        base_url=held, viewport={"width": 360, "height": 740}, service_workers="block"
    ) as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        answer = act(page)
        page.wait_for_timeout(HAND_MS)
        HeldHandler.gate.set()
        answer.first.wait_for(state="attached")
        page.wait_for_timeout(200)
        assert not moved(page)


#: Take the way of the keyboard as soon as a problem is said: at once, and in the two frames that follow.
REACH = """
new MutationObserver((changes, watch) => {
  const link = document.querySelector("[data-summary] li a");
  if (!link?.getClientRects().length) return;
  watch.disconnect();
  window.reached = [];
  const home = document.activeElement;
  const reach = () => {
    const seen = getComputedStyle(home).visibility === "visible";
    link.focus();
    window.reached.push(document.activeElement === link && seen);
    home.focus();
    if (window.reached.length < 3) requestAnimationFrame(reach);
  };
  reach();
}).observe(document, { subtree: true, childList: true, attributes: true });
"""


def test_what_comes_late_is_within_reach_at_once(browser: Browser, held: str) -> None:
    """A problem's link takes the focus in the very moment it is said, while what moved is drawn anew."""
    HeldHandler.gate.clear()
    with browser.new_context(base_url=held, service_workers="block") as context:
        page = context.new_page()
        page.add_init_script(REACH)
        wrong_date(page)
        page.wait_for_timeout(HAND_MS)
        HeldHandler.gate.set()
        wait_until(page, "window.reached?.length === 3")
        assert page.evaluate("window.reached") == [True, True, True]
