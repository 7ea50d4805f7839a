"""What the grid of the RGAA says of the site without a browser: what it has, and what it has nothing of."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

#: Criteria 1.4, 1.5, 4, 5.3, 5.8, 8.8, 8.10, 12.10: there is nothing of the kind.
NEVER = {
    "audio",
    "video",
    "track",
    "object",
    "embed",
    "applet",
    "canvas",
    "marquee",
    "blink",
    "font",
    "center",
}


class _Page(HTMLParser):
    """Every element of a page with its attributes, and the headers of each table."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[list[dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        if tag == "th" and self.tables:
            self.tables[-1].append(dict(attrs))


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, _Page]:
    """Return every page of the site, read."""
    read = {}
    for file in sorted(built_site.rglob("*.html")):
        read[file.relative_to(built_site).as_posix()] = page = _Page()
        page.feed(file.read_text("utf-8"))
    assert len(read) > 100
    return read


def test_nothing_that_the_grid_says_is_absent_is_there(pages: dict[str, _Page]) -> None:
    """Neither sound nor video nor embedded object, no layout table, no key of its own, no other language."""
    found = set()
    for name, page in pages.items():
        for tag, attributes in page.elements:
            if (
                tag in NEVER
                or "accesskey" in attributes
                or ("dir" in attributes and attributes["dir"] != "ltr")
            ):
                found.add((name, tag))
            if tag == "table" and attributes.get("role") in ("presentation", "none"):
                found.add((name, tag))
            if attributes.get("lang", "fr") != "fr" and tag != "html":
                found.add((name, tag))
    assert found == set()


def test_every_page_is_in_french_and_has_a_title(pages: dict[str, _Page], built_site: Path) -> None:
    """Said in the source of each, a title of its own."""
    for name, page in pages.items():
        assert dict(page.elements)["html"].get("lang") == "fr", name
        text = (built_site / name).read_text("utf-8")
        assert re.search(r"<title>\s*\S[^<]+</title>", text), name


def test_every_table_has_headers_with_their_scope(pages: dict[str, _Page]) -> None:
    """A cell is read with its column and its row."""
    bare = {name for name, page in pages.items() for headers in page.tables if not headers}
    unscoped = {
        name
        for name, page in pages.items()
        for headers in page.tables
        for one in headers
        if "scope" not in one
    }
    assert (bare, unscoped) == (set(), set())
