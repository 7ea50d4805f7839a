"""What breaks down around a page: the storage, the clock, the host, a long day. The page goes on."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.gestures import press
from tests.browser.tools import (
    BEFORE,
    EXAMPLE,
    RECEIVED,
    address,
    ask,
    dates,
    field,
    wait_for_answer,
    wait_for_script,
    write,
)
from tests.browser.visitors import Visitors

#: Storage has room for what is short: the write of a long text fails halfway through a letter.
FULL = """
const put = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (window.isFull) throw new DOMException("no room", "QuotaExceededError");
  put.call(this, key, value);
};
"""


def heights(page: Page) -> list[int]:
    """Return the height of the line under a letter's form at every width of a phone."""
    found = []
    for width in range(320, 440, 4):
        page.set_viewport_size({"width": width, "height": 740})
        found.append(page.locator(":has(> [data-kept])").evaluate("(place) => place.scrollHeight"))
    page.set_viewport_size({"width": 360, "height": 740})
    return found


def test_storage_full_in_mid_letter_is_said_and_loses_nothing(visitors: Visitors) -> None:
    """What was kept before stays, what is typed stays, and the reader is told; nothing moves for it."""
    page = visitors.page("/modeles/relance-assureur/", init=FULL)
    page.locator("[data-kept]").wait_for()
    write(page, "contract", "C-1")
    page.wait_for_function("() => localStorage.getItem('amiable.letter.relance-assureur')?.includes('C-1')")
    said = page.locator("[data-kept]").inner_text()
    before = heights(page)
    page.evaluate("window.isFull = true")
    write(page, "contract", "C-2 " + "x" * 60)
    page.wait_for_function("(said) => document.querySelector('[data-kept]').innerText !== said", arg=said)
    assert heights(page) == before
    assert field(page, "contract").input_value().startswith("C-2")
    assert "C-1" in page.evaluate("localStorage.getItem('amiable.letter.relance-assureur')")


@pytest.mark.parametrize("day", ["1970-01-02", "2001-09-09", "2039-12-31", "2099-01-01"])
def test_a_clock_wrong_by_years_breaks_no_page(visitors: Visitors, day: str) -> None:
    """Whatever day the device says, a fixed date has its fixed answer, or there is a sentence."""
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED), on=day)
    shown = page.locator("[data-result][data-from=python]:not([data-stale])")
    shown.wait_for(state="attached")
    if shown.get_attribute("data-status") == "answered":
        assert dates(page)["deadline"] == "2026-05-11"
    else:
        # A clock behind the claim has it in the future: the field says so.
        said = re.compile("L’horloge de votre appareil|À revoir avant de calculer")
        expect(page.locator("[data-tool]")).to_contain_text(said)
    page.goto("/e/mise-en-demeure/")
    page.locator("h1").wait_for()


class PlainHandler(SimpleHTTPRequestHandler):
    """A host that knows nothing: no header, no compressed variant, no repair, a bare 404."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def plain_host(built_site: Path, tmp_path: Path) -> Iterator[str]:
    """Return the address of the site under a path of its own, on a host that knows nothing."""
    variants = shutil.ignore_patterns("*.br", "*.gz", "_headers", "_redirects")
    shutil.copytree(built_site, tmp_path / "aide" / "clients", ignore=variants)

    def handler(*given: Any) -> PlainHandler:
        return PlainHandler(*given, directory=str(tmp_path))

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_under_a_sub_path_on_a_plain_host_all_works(plain_host: str, visitors: Visitors) -> None:
    """Without brotli, headers or redirects, below a folder: Python answers, every page has its looks."""
    page = visitors.page(f"/aide/clients{address(EXAMPLE, received_on=RECEIVED)}", site=plain_host, on=BEFORE)
    wait_for_answer(page)
    assert dates(page) == {"safe_date": "2026-05-07", "deadline": "2026-05-11"}
    lost: list[str] = []
    page.on("response", lambda answer: lost.append(answer.url) if answer.status >= 400 else None)
    for path in ("/", "/outils/faut-il-declarer/", "/e/mise-en-demeure/", "/modeles/", "/integrer/tecrep/"):
        page.goto(f"/aide/clients{path}")
        page.locator("h1, h2").first.wait_for()
        sheets = page.evaluate("[...document.styleSheets].map(({ href }) => href)")
        assert sheets
        inside = page.evaluate("[...document.querySelectorAll('a[href]')].map(({ href }) => href)")
        here = [url for url in inside if url.startswith(plain_host)]
        assert [url for url in here if not url.startswith(f"{plain_host}/aide/clients/")] == [], path
    assert lost == []


def test_without_https_the_tool_answers(visitors: Visitors) -> None:
    """Where the browser gives no service worker, no clipboard and no store of files, Python answers."""
    insecure = """
    const gone = {
      serviceWorker: Navigator.prototype,
      clipboard: Navigator.prototype,
      caches: window,
      subtle: Crypto.prototype,
      randomUUID: Crypto.prototype,
    };
    for (const [name, owner] of Object.entries(gone))
      Object.defineProperty(owner, name, { get: () => undefined });
    """
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED), on=BEFORE, init=insecure)
    wait_for_answer(page)
    assert dates(page) == {"safe_date": "2026-05-07", "deadline": "2026-05-11"}
    page.goto("/outils/tecrep/")
    wait_for_script(page)
    page.goto("/vie-privee/")
    press(page.locator("[data-action=see]"))


#: What grows where something is forgotten: elements, listeners' owners, what the page keeps.
SIZE = "[document.querySelectorAll('*').length, localStorage.length, history.length]"


def test_a_thousand_answers_leave_the_page_as_it_was(visitors: Visitors) -> None:
    """Answered a thousand times, a page has as many elements as after ten, and no more memory to speak of."""
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED), on=BEFORE)
    wait_for_answer(page)
    session = page.context.new_cdp_session(page)

    def used() -> tuple[int, list[int]]:
        session.send("HeapProfiler.collectGarbage")
        told = session.send("Runtime.getHeapUsage")
        return int(told["usedSize"]), page.evaluate(SIZE)

    many = """async (times) => {
      const field = document.querySelector("[data-tool] form [name=length]");
      for (let n = 0; n < times; n += 1) {
        const before = document.querySelector("[data-tool] [data-result]");
        before?.setAttribute("data-stale", "");
        field.value = String(5 + (n % 20));
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        const end = performance.now() + 10_000;
        while (document.querySelector("[data-tool] [data-result][data-stale]") && performance.now() < end)
          await new Promise((resolve) => setTimeout(resolve));
      }
    }"""
    page.evaluate(many, 40)
    before, sizes = used()
    page.evaluate(many, 1000)
    after, later = used()
    assert later == sizes
    assert after - before < 4_000_000
    ask(page, received_on=RECEIVED, length="5")
    assert dates(page)["deadline"] == "2026-05-11"
