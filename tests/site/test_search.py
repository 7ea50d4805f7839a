"""The site is searched as readers do: on its own page, with their own words, accents or not."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.gestures import press

QUERIES: list[dict[str, str | list[str]]] = tomllib.loads(
    (Path(__file__).parent / "queries.toml").read_text(encoding="utf-8")
)["query"]
FIRST = 3


@pytest.fixture(scope="module")
def box(browser: Browser, site_server: str) -> Iterator[Page]:
    """Return the page of the search on a phone, reached from the home page."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(site_server)
    press(page.get_by_role("link", name="Chercher"))
    page.wait_for_url("**/recherche/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    yield page
    context.close()


def found(box: Page, words: str) -> list[str]:
    """Type words in the search box, and give the pages found, best first: "guides/recours"."""
    box.evaluate("document.querySelector('[data-search-line]').textContent = ''")
    box.get_by_role("searchbox").fill(words)
    expect(box.locator("[data-search-line]")).not_to_be_empty(timeout=30_000)
    expect(box.locator("[data-live]").first).to_have_text(box.locator("[data-search-line]").inner_text())
    links = box.locator("[data-results] a").evaluate_all("links => links.map(link => link.href)")
    return [urlsplit(address).path.strip("/") for address in links]


def bare(words: str) -> str:
    """Return words as they are typed in a hurry on a phone: no accent, a capital first."""
    letters = unicodedata.normalize("NFD", words)
    return "".join(one for one in letters if not unicodedata.combining(one)).capitalize()


def test_there_are_sixty_queries() -> None:
    """Enough to stand for what people look for, each once."""
    assert len({str(query["words"]) for query in QUERIES}) >= 60


@pytest.mark.parametrize("typed", [str, bare], ids=["as written", "without accents"])
def test_readers_words_find_the_right_page(box: Page, typed: Callable[[str], str]) -> None:
    """The expected page is among the first three, whichever way it is typed."""
    missed = {}
    for query in QUERIES:
        words, page = typed(str(query["words"])), query["page"]
        pages = found(box, words)
        if not set(pages[:FIRST]) & ({page} if isinstance(page, str) else set(page)):
            missed[words] = pages
    assert not missed, (
        "give the page that should be found these words, in its `tags`; where a new page answers better, "
        f"add it to `page` in tests/site/queries.toml: {missed}"
    )


def test_what_is_searched_stays_in_the_address(box: Page) -> None:
    """A link to a search opens it, and the words never reach the host: they stand behind the #."""
    asked: list[str] = []
    box.on("request", lambda request: asked.append(request.url))
    found(box, "mise en demeure")
    assert re.search(r"/recherche/#debut&q=mise%20en%20demeure&fin$", box.url)
    box.reload()
    expect(box.locator("[data-results] a").first).to_be_visible()
    assert not [address for address in asked if "demeure" in address.partition("#")[0]]


def test_entry_pages_come_first(box: Page) -> None:
    """Who searches what has just happened finds the shortest way to an answer."""
    assert found(box, "j’ai reçu une mise en demeure")[0] == "e/mise-en-demeure"
    assert found(box, "mon client m’insulte")[0] == "e/client-insultant"


def test_nothing_found_offers_the_situations(box: Page) -> None:
    """Words that are nowhere find nothing, said in a sentence, with another way."""
    assert found(box, "xylophone") == []
    expect(box.locator("[data-search-line]")).to_contain_text("Rien ne répond")
    expect(box.locator(".am-seek__ways a").first).to_be_visible()


def test_no_page_fetches_the_index_before_a_search(browser: Browser, site_server: str) -> None:
    """A guide asks for nothing of the search, nor for a script of the theme."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_server}/guides/recours/", wait_until="networkidle")
    assert asked
    assert not [address for address in asked if "/assets/search/" in address or "javascripts" in address]
    page.close()


def test_a_search_that_fails_is_said(browser: Browser, site_server: str) -> None:
    """Without the index a sentence says so, and the situations stay."""
    page = browser.new_page()
    page.route("**/assets/search/**", lambda route: route.abort())
    page.goto(f"{site_server}/recherche/#q=juge")
    expect(page.locator("[data-search-line]")).to_contain_text("n’a pas pu être chargée")
    expect(page.locator(".am-seek__ways a").first).to_be_visible()
    page.close()
