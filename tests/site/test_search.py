"""The site is searched as readers do: in its own search box, with their own words, accents or not."""

import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

QUERIES: list[dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "queries.toml").read_text(encoding="utf-8")
)["query"]
FIRST = 3

#: Counts the answers of the search's own worker: when one more has come, the list is that of the query.
COUNT = """
window.answers = 0;
window.Worker = class extends window.Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => { if (data.type === 3) window.answers += 1; });
  }
};
"""
PAGES = """() => [...document.querySelectorAll(".md-search-result__item")].map(
  item => item.querySelector("a").href
)"""


@pytest.fixture(scope="module")
def box(browser: Browser, site_server: str) -> Iterator[Page]:
    """Give the home page on a phone, with its search open."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.add_init_script(COUNT)
    page.goto(site_server)
    page.locator("label.am-search").click()
    yield page
    context.close()


def found(box: Page, words: str) -> list[str]:
    """Type words in the search box, and give the pages found, best first: "guides/recours"."""
    search = box.get_by_role("textbox", name="Rechercher")
    before = box.evaluate("window.answers")
    search.fill(words)
    search.press("End")  # The theme asks its worker when a key comes up.
    box.wait_for_function("before => window.answers > before", arg=before)
    box.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return [urlsplit(address).path.strip("/") for address in box.evaluate(PAGES)]


def bare(words: str) -> str:
    """Give words as they are typed in a hurry on a phone: no accent, a capital first."""
    letters = unicodedata.normalize("NFD", words)
    return "".join(one for one in letters if not unicodedata.combining(one)).capitalize()


def test_there_are_forty_queries() -> None:
    """Enough to stand for what people look for, each once."""
    assert len({query["words"] for query in QUERIES}) >= 40


@pytest.mark.parametrize("typed", [str, bare], ids=["as written", "without accents"])
def test_the_words_of_readers_find_the_right_page(box: Page, typed: Callable[[str], str]) -> None:
    """The expected page is among the first three, whichever way it is typed."""
    missed = {}
    for query in QUERIES:
        pages = found(box, typed(query["words"]))
        if query["page"] not in pages[:FIRST]:
            missed[typed(query["words"])] = pages[:FIRST]
    assert missed == {}


def test_words_that_are_nowhere_find_nothing(box: Page) -> None:
    """The test can tell found from not found."""
    assert found(box, "xylophone") == []
