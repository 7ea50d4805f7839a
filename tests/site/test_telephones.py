"""Every telephone number of the site is a link that calls it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

#: A French number of ten digits, a short one that is named as such, or an emergency's.
NUMBER = re.compile(r"\b0[1-9](?:[ .\u00a0\u202f]?\d\d){4}\b|(?<=\ble )(?:17|112)\b|(?<=\bau )(?:17|112)\b")
MONTHS = r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
DAY = re.compile(rf"(?:le|au) 17[ \u00a0](?:{MONTHS})")
#: Pages for who writes the site, or makes it: the numbers there are examples of a form to fill in.
EXAMPLES = ("methode/", "assureurs/", "integrer/methode")


class _Page(HTMLParser):
    """Read the words of a page that are in no link that calls, and in no script."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._calls = 0
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._calls += (dict(attrs).get("href") or "").startswith("tel:")
        self._hidden += tag in ("script", "style", "textarea", "code")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._calls = 0
        self._hidden -= tag in ("script", "style", "textarea", "code")

    def handle_data(self, data: str) -> None:
        # What is in a call is no number by itself; the words around it stay apart.
        self.words.append("\n" if self._hidden else "\u2026" if self._calls else data)


def bare(html: str) -> list[str]:
    """Return the numbers of a page that no link calls."""
    page = _Page()
    page.feed(html)
    return [found[0] for found in NUMBER.finditer(DAY.sub("", "".join(page.words)))]


def test_every_number_of_the_site_can_be_called(built_site: Path) -> None:
    """On every page for readers, no number stands without its link."""
    wrong, called = [], 0
    for file in sorted(built_site.rglob("*.html")):
        path = file.relative_to(built_site).as_posix()
        html = file.read_text("utf-8")
        called += html.count('href="tel:')
        if not path.startswith(EXAMPLES) and (numbers := bare(html)):
            wrong.append((path, numbers))
    assert wrong == []
    assert called > 10


def test_a_number_without_its_link_is_found() -> None:
    """The reading of the pages sees what it looks for, and takes no date for a number."""
    assert bare("<p>Appelez le 17 ou le 112, ou le 01 99 00 12 34.</p>") == ["17", "112", "01 99 00 12 34"]
    assert bare('<p>Appelez le <a href="tel:17">17</a>, avant le 17 mai 2026.</p>') == []
