"""A recorder stands between the browser and everything else: what a reader says goes nowhere.

The browser knows no other way out than this proxy. It answers for the site, refuses any other host, and
writes down all that it is sent: addresses, headers, bodies.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote_plus, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.publish.hosting.serve import SiteHandler, SiteServer
from tests.browser.gestures import press, type_over
from tests.browser.test_dossier import tell
from tests.browser.tools import (
    plain,
    reveal,
    tool,
    wait_for_answer,
    wait_for_script,
    wait_for_state,
    wait_until,
    write,
)

#: What this reader says, in the forms that it takes on its way: none of it may be written down.
NAME, CONTRACT, NOTE = "Quincampoix", "POLICE-778899", "Zanzibar"
DAY, LENGTH = "2026-04-30", "13"
SAID = (NAME, CONTRACT, NOTE, DAY, "30/04/2026", "30 avril", "received_on", "writ_insurer", "length=13")


class RecordingHandler(SiteHandler):
    """A proxy that serves the site by its own address, and nothing else."""

    server: Recorder

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        head = f"{self.requestline}\n{self.headers}"
        length = int(self.headers.get("Content-Length") or 0)
        self.server.heard.append(
            head + (self.rfile.read(length).decode("utf-8", "replace") if length else "")
        )
        host = urlsplit(self.path).netloc or self.headers.get("Host", "")
        if self.command == "CONNECT" or host != self.server.host:
            self.server.strangers.append(self.requestline)
            self.send_error(403)
            return False
        self.path = self.path.removeprefix(f"http://{host}")
        return True

    def end_headers(self) -> None:
        self.server.sent.append(b"".join(self._headers_buffer).decode("latin-1"))  # type: ignore[attr-defined]
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        self.server.logged.append(format % args)


class Recorder(SiteServer):
    """The proxy, and what it was sent, what it sent, what a host would have logged of it."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.RequestHandlerClass = partial(RecordingHandler, directory=str(directory))
        self.host = f"127.0.0.1:{self.server_port}"
        self.heard: list[str] = []
        self.sent: list[str] = []
        self.logged: list[str] = []
        self.strangers: list[str] = []


@pytest.fixture(scope="module")
def recorder(built_site: Path) -> Iterator[Recorder]:
    """Return the one way out of the browser."""
    with Recorder(built_site) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def page(browser: Browser, recorder: Recorder) -> Iterator[Page]:
    """Return the page of a reader whose browser speaks through the recorder alone, this machine included."""
    context = browser.new_context(
        proxy={"server": f"http://{recorder.host}", "bypass": "<-loopback>"},
        base_url=f"http://{recorder.host}",
        accept_downloads=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def calculator(page: Page) -> None:
    """A link of an e-mail, another length, the calendar file."""
    page.goto(f"/outils/delai-declaration/#received_on={DAY}")
    wait_for_answer(page)
    write(page, "length", LENGTH)
    wait_for_answer(page)
    press(tool(page).locator("[data-action=calendar]").first)


def entry(page: Page) -> None:
    """The short page that an insurer's e-mail leads to."""
    page.goto(f"/e/mise-en-demeure/#length={LENGTH}&unit=jours_ouvres")
    press(page.locator("[data-primary] a[data-value]").first)
    page.locator("time[data-date=deadline]").first.wait_for(state="attached")


def tree(page: Page) -> None:
    """A tree, by presses, from a link."""
    page.goto("/outils/faut-il-declarer/#received=writ")
    wait_for_state(page, "ready")
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", "writ_insurer")
    press(tool(page).locator("[data-current] [data-value]").first)


def checklist(page: Page) -> None:
    """A tick and a note."""
    page.goto("/outils/tecrep/")
    wait_for_script(page)
    press(page.locator("form input[type=checkbox]").first)
    notes = page.locator("[data-tool] textarea, [data-tool] input[type=text]")
    if notes.count():
        notes.first.fill(NOTE, force=True)
        notes.first.blur()


def letter(page: Page) -> None:
    """A letter with a name and a number, then copied."""
    page.goto("/modeles/relance-assureur/")
    page.locator("[data-kept]").wait_for()
    write(page, "contract", CONTRACT)
    for one in page.locator("[data-tool] form input[type=text]").all()[:4]:
        if not one.input_value():
            reveal(one)
            type_over(one, NAME)
    page.wait_for_function("() => localStorage.getItem('amiable.letter.relance-assureur')")


def search(page: Page) -> None:
    """Words of the reader's own in the search."""
    page.goto("/recherche/")
    page.locator("#seek").fill(f"franchise {NAME}")
    page.keyboard.press("Enter")
    wait_until(page, "() => document.querySelector('[data-search-line]').textContent.trim().length > 0")


def pages(page: Page) -> None:
    """From page to page, and a link that a mail program damaged in its query."""
    page.goto("/guides/tecrep/?utm_source=assureur")
    page.goto("/outils/impaye/#performed_on=" + DAY)
    wait_for_script(page)
    page.goto("/vie-privee/")


def case(page: Page) -> None:
    """Mon dossier: a fact with its day, kept on the device, taken away as files."""
    page.goto("/dossier/")
    tell(page, "claimed", "30/04/2026", f"{NAME} parle de {NOTE}.", form="letter")
    press(page.locator("[data-do=keep]"))
    wait_until(page, "() => localStorage.getItem('amiable.case.dossier')")
    for taken in ("take", "ics"):
        with page.expect_download():
            press(page.locator(f"[data-do={taken}] >> visible=true").first)


JOURNEYS = (calculator, entry, tree, checklist, letter, case, search, pages)


def test_what_a_reader_says_goes_nowhere(
    page: Page, recorder: Recorder, record_property: Callable[[str, object], None]
) -> None:
    """No other host, no cookie, no answer in an address, a referrer, a body, a title or a log line."""
    titles = []
    for journey in JOURNEYS:
        journey(page)
        titles.append(page.title())
        page.wait_for_timeout(300)
    assert recorder.strangers == []
    assert len(recorder.heard) > 40
    written = [*recorder.heard, *recorder.logged, *titles]
    found = {(word, one.split("\n")[0]) for one in written for word in SAID if word in unquote_plus(one)}
    assert found == set()
    assert not [one for one in recorder.heard if "\nCookie:" in one or "\ncookie:" in one]
    assert not [one for one in recorder.sent if "set-cookie" in one.lower()]
    assert {one.split(" ")[0] for one in recorder.heard} <= {"GET", "HEAD"}
    assert page.context.cookies() == []
    assert page.evaluate("document.cookie") == ""
    record_property("journeys", len(JOURNEYS))
    record_property("requests", len(recorder.heard))


def test_what_is_stored_is_what_the_page_lists(page: Page) -> None:
    """Key by key, in the words of its tool: the page on privacy shows all that is kept, and no more."""
    page.goto("/vie-privee/")
    press(page.locator("[data-action=see]"))
    page.locator("[data-answers] h4").first.wait_for()
    listed = page.locator("[data-answers] code").all_text_contents()
    kept = page.evaluate("Object.entries(localStorage)")
    assert sorted(listed) == sorted(key for key, _ in kept)
    shown = page.locator("[data-answers] pre").all_text_contents()
    assert sorted(shown) == sorted(value for _, value in kept)
    named = [plain(text) for text in page.locator("[data-answers] h4").all_text_contents()]
    assert len(named) == len(listed)
    assert not [text for text in named if text.startswith("amiable.") or not text]
    assert CONTRACT in json.dumps(kept)  # The letter is there: this is no empty list.
    assert "amiable.case.dossier" in listed  # And so is the case.
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => !/^amiable/.test(key))") == []
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    files = page.locator("[data-files] li")
    wait_until(page, "() => document.querySelectorAll('[data-files] li').length > 0")
    told = {plain(text) for text in files.all_text_contents()}
    cached = page.evaluate(
        """async () => {
          const urls = [];
          for (const name of await caches.keys()) urls.push(...(await (await caches.open(name)).keys()));
          return urls.map(({ url }) => decodeURI(new URL(url).pathname));
        }"""
    )
    assert told == set(cached)
