"""Nothing moves after the first paint: the browser measures what shifts, on every page, in every state."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.publish.hosting.serve import SiteHandler, SiteServer
from macros.rules import api
from tests.browser.gestures import down, point, press, up
from tests.browser.stillness import WATCH, moved
from tests.browser.tools import (
    APART,
    EXAMPLE,
    address,
    field,
    of_kind,
    tool,
    wait_for_answer,
    wait_for_script,
)
from tests.browser.visitors import Visitors

#: The narrow phone, the common one, the desk.
SCREENS = {320: 640, 360: 740, 1280: 900}
#: What a link says besides what its calculator must be told, for what only Python answers.
MORE = {
    "compter-un-delai": {"length": "8", "unit": "jours"},
    "prescription-biennale": {"trigger": "sinistre_connu"},
    "impaye": {"client": "professionnel"},
}

#: A page of each kind whose head, forms and cards a slow line may bring in two halves.
KINDS = (
    "guides/faq",
    f"outils/{EXAMPLE}",
    "modeles/declaration-de-sinistre",
    "e/client-insultant",
    "dossier",
    "integrer/declaration-de-sinistre",
)
#: Where the first pieces end: within a line, a menu, the steps of a letter, and what stands under its sheet.
ENDS = (b'class="promise">Rien ne', b"<details ", b'-step" value="2"', b"data-progress")


class PiecesHandler(SiteHandler):
    """Sends a page as a slow line does: up to the middle of what moves most easily, a pause, the rest."""

    def _variant(self, file: Path) -> tuple[str, Path]:
        return "", file

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:  # type: ignore[override]
        """Send a page in pieces of 16 kB, and fewer where one of the `ENDS` is."""
        rest = source.read()
        is_page = self.path.endswith("/")
        ends = sorted(place + len(end) for end in ENDS if (place := rest.find(end)) >= 0)
        ends = [*ends, *range(16_384, len(rest), 16_384), len(rest)] if is_page else [len(rest)]
        sent = 0
        for end in sorted(ends):
            outputfile.write(rest[sent:end])
            outputfile.flush()
            # The first piece is drawn once its style sheet is there.
            time.sleep((0.06 if sent else 0.25) if end < len(rest) else 0)
            sent = end


@pytest.fixture(scope="module")
def slow_line(built_site: Path) -> Iterator[str]:
    """Return the address of the site on a line that brings each page piece by piece."""
    server = SiteServer(built_site)
    server.RequestHandlerClass = partial(PiecesHandler, directory=str(built_site))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def screens(browser: Browser, site_server: str) -> Iterator[list[Page]]:
    """Return a page on each screen, whose shifts are kept; no worker keeps files between two pages."""
    pages = []
    for width, height in SCREENS.items():
        size = {"width": width, "height": height}
        context = browser.new_context(
            base_url=site_server,
            viewport=size,
            has_touch=width < 1000,
            service_workers="block",
            locale="fr-FR",
        )
        context.add_init_script(WATCH)
        pages.append(context.new_page())
    yield pages
    for page in pages:
        page.context.close()


def visit(pages: list[Page], path: str) -> None:
    """Open an address anew on every screen."""
    for page in pages:
        page.goto(APART)
        page.goto(path, wait_until="load")
    pages[0].wait_for_timeout(100)


def test_no_page_moves(screens: list[Page], addresses: list[str]) -> None:
    """No page of the site shifts while it loads and its scripts come, on any screen.

    On the common telephone this is asked where every page is looked at.
    """
    others = [page for page in screens if page.viewport_size != {"width": 360, "height": SCREENS[360]}]
    found = {}
    for path in addresses:
        for page in others:
            page.goto(path, wait_until="load")
        others[0].wait_for_timeout(100)
        found |= {f"{path} {page.viewport_size}": shifts for page in others if (shifts := moved(page))}
    assert not found, "\n".join(f"{path}: {shifts}" for path, shifts in found.items())


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_moves_that_comes_in_pieces(screens: list[Page], slow_line: str, kind: str) -> None:
    """What has come of a page on a slow line stays in its place while the rest comes."""
    for page in screens:
        page.goto(f"{slow_line}/{kind}/", wait_until="load")
        assert not moved(page), page.viewport_size


@pytest.mark.parametrize("name", of_kind("deadline"))
def test_no_answer_of_a_link_moves(screens: list[Page], today: str, name: str) -> None:
    """A link with answers is answered in its place: by the table, then by Python, nothing shifts."""
    described = api.describe(name)
    given = {
        one["name"]: today if one["type"] == "date" else described["example"]["answers"][one["name"]]
        for one in described["inputs"]
        if one["required"]
    }
    visit(screens, address(name, **(given | MORE.get(name, {}))))
    for page in screens:
        wait_for_answer(page)
        page.wait_for_timeout(100)
        assert not moved(page), page.viewport_size


@pytest.mark.parametrize("width", [360, 1280])
def test_typing_moves_nothing(visitors: Visitors, width: int, today: str) -> None:
    """As one types the date has its place, Python comes, a problem is said, and nothing shifts."""
    page = visitors.page(f"/outils/{EXAMPLE}/", width=width, init=WATCH)
    wait_for_script(page)
    field(page, "received_on").fill(today)
    wait_for_answer(page)
    field(page, "received_on").fill("32/13/2026")
    field(page, "length").focus()
    expect(tool(page).locator("[data-field=received_on] [data-error]")).not_to_be_empty()
    page.wait_for_timeout(700)
    assert not moved(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_press_moves_nothing(visitors: Visitors, width: int) -> None:
    """Between the press of any button of a calculator and its release, nothing shifts at all."""
    page = visitors.page(f"/outils/{EXAMPLE}/", width=width, init=WATCH)
    wait_for_script(page)
    button = tool(page).locator("[data-fill]").first
    down(page, *point(button))
    page.wait_for_timeout(600)
    assert not moved(page, by_hand=True)
    up(page)
    wait_for_answer(page)
    page.wait_for_timeout(600)
    assert not moved(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_changing_an_answer_opens_it_in_its_row(
    visitors: Visitors, width: int, today: str, hold: Callable[[Page], dict[str, float]]
) -> None:
    """« Changer » opens its row beneath itself: what stands above, and the button, do not move."""
    page = visitors.page(address(EXAMPLE, received_on=today), width=width, init=WATCH)
    wait_for_answer(page)
    assert not field(page, "zone").is_visible()
    button = tool(page).locator("[data-change=length]")
    button.scroll_into_view_if_needed()
    before = hold(page)
    press(button)
    expect(field(page, "length")).to_be_visible()
    expect(field(page, "unit")).to_be_visible()
    assert not field(page, "zone").is_visible()
    after = hold(page)
    assert {name: after[name] - before[name] for name in before} == dict.fromkeys(before, 0)
    assert not moved(page)


@pytest.fixture
def hold() -> Callable[[Page], dict[str, float]]:
    """Return a function that says where the answer, its days and the rows down to the pressed one stand."""
    places = """(all) => Object.fromEntries(all.map((one) => {
      const found = document.querySelector(`[data-tool] ${one}`);
      return [one, found.getBoundingClientRect().top + scrollY];
    }))"""
    above = ["[data-heading]", "[data-result]", "li[data-role]"]
    above += ["[data-row=received_on]", "[data-change=length]"]
    return lambda page: page.evaluate(places, above)
