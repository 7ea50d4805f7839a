"""A word means the same in every bubble and in the glossary of the built site."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from macros.render import content

GUIDES = [
    path.stem for path in sorted(Path("docs/guides").glob("*.md")) if path.stem not in ("index", "glossaire")
]


class _Meanings(HTMLParser):
    """The text of each element that gives a meaning, by word; every id and popover target of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meanings: dict[str, str] = {}
        self.targets: list[str] = []
        self.ids: list[str] = []
        self._word = ""
        self.feed(html)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._word = given.get("data-meaning") or ""
        self.targets += [given["popovertarget"] or ""] if "popovertarget" in given else []
        self.ids += [given["id"] or ""] if "id" in given else []

    def handle_endtag(self, _tag: str) -> None:
        self._word = ""

    def handle_data(self, data: str) -> None:
        if self._word:
            self.meanings[self._word] = self.meanings.get(self._word, "") + data


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


@pytest.fixture(scope="module")
def glossary(built_site: Path) -> dict[str, str]:
    """Return the first paragraph under each word of the glossary's page."""
    html = (built_site / "guides/glossaire/index.html").read_text("utf-8")
    found = re.findall(r'<h3 id="([^"]+)">.*?</h3>\s*<p>(.*?)</p>', html, re.DOTALL)
    assert len(found) == len(content.glossary(date.fromisoformat("2026-11-23")))
    return {id: plain(text) for id, text in found}


@pytest.mark.parametrize("guide", GUIDES)
def test_a_bubble_says_what_the_glossary_says(guide: str, built_site: Path, glossary: dict[str, str]) -> None:
    """The meaning in the guide begins the word's entry, where its link leads; each bubble has its button."""
    html = (built_site / f"guides/{guide}/index.html").read_text("utf-8")
    page = _Meanings(html)
    assert page.meanings
    links = re.findall(r'data-meaning="(\w+)".*?href="\.\./\.\./guides/glossaire/#([\w-]+)"', html)
    assert [word for word, _ in links] == list(page.meanings)
    for word, anchor in links:
        assert glossary[anchor].startswith(plain(page.meanings[word]))
    assert len(set(page.targets)) == len(page.targets) == len(page.meanings)
    assert set(page.targets) <= set(page.ids)
    on_paper = re.search(r'<div class="am-words am-print".*?</dl>', html, re.DOTALL)
    assert on_paper
    meanings = re.findall(r"<dd>(.*?)</dd>", on_paper[0], re.DOTALL)
    assert sorted(map(plain, meanings)) == sorted(map(plain, page.meanings.values()))
