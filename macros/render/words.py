"""The macros that print words: a value of the law, a source, the head of a guide, the situations."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import Any

from . import content
from .html import render
from .page import Page, build_day
from .tools import tool_link

_CALLS = re.compile(r'\{\{\s*term\("([^"]+)"\)')


def value(name: str) -> str:
    """Print a value of the law in words, as it stands on the day of the build."""
    return render("value.html", name=name, words=content.value_words(name, build_day()))


def law(source_id: str) -> str:
    """Print the short title of a source, linked to it."""
    return render("law.html", source=content.source(source_id))


def guide_header(checked_on: str, minutes: int) -> str:
    """Print when the guide was checked ("2026-11-22") and how many minutes it takes."""
    return render(
        "guide_header.html",
        iso=checked_on,
        day=content.day_words(checked_on),
        minutes=minutes,
        stale=content.is_stale(checked_on, build_day()),
    )


def sources(*ids: str) -> str:
    """Print the list of a page's sources: title, what it says, when it was read, text or secondary."""
    return render("sources.html", sources=[content.source(id) for id in ids])


def situations(page: Page) -> str:
    """Print the situations of the home page, each a tile that leads to its entry page."""
    drawings = content.drawings()
    tiles = [
        one | {"url": page.link(f"e/{one['id']}"), "drawing": drawings[one["id"]]}
        for one in content.situations()
    ]
    return render("situations.html", tiles=tiles)


def term(page: Page, words: str) -> str:
    """Print words of the glossary with their meaning in a bubble: a tap, a key or a printer opens it.

    Raises LookupError for words that no record of the glossary has among its forms.
    """
    terms = content.glossary(page.today)
    found = [one for one in terms if words.casefold() in map(str.casefold, one["forms"])]
    if not found:
        raise LookupError(words)
    url = f"{page.link('guides/glossaire')}#{_anchor(found[0])}"
    return render("term.html", words=words, term=found[0], url=url)


def guide_words(page: Page) -> str:
    """Print, on paper alone, the words that have a bubble in this page, with their meanings."""
    text = (content.ROOT / "docs" / page.source).read_text(encoding="utf-8")
    called = {words.casefold() for words in _CALLS.findall(text)}
    terms = content.glossary(page.today)
    found = [one for one in terms if called & {form.casefold() for form in one["forms"]}]
    return render("guide_words.html", terms=found)


def glossary(page: Page) -> str:
    """Print the words of the glossary as Markdown: its headings are those of the page."""
    lines: list[str] = []
    for initial, terms in groupby(content.glossary(page.today), key=_initial):
        lines += [f"## {initial}", ""]
        for one in terms:
            lines += [f"### {one['word']} {{ #{_anchor(one)} }}", "", _meaning(one), ""]
            if one["tool"]:
                lines += [tool_link(page, one["tool"]), ""]
    return "\n".join(lines)


def _meaning(one: dict[str, Any]) -> str:
    """Return what a word means, then the sources of it."""
    texts = ", ".join(law(id) for id in one["sources"])
    return f"{one['text']} ({texts})" if texts else str(one["text"])


def _anchor(one: dict[str, Any]) -> str:
    """Return the place of a word in its page: "jour-ouvre"."""
    plain = unicodedata.normalize("NFKD", one["word"].lower().replace("’", "-"))
    return "-".join(plain.encode("ascii", "ignore").decode().split())


def _initial(one: dict[str, Any]) -> str:
    return unicodedata.normalize("NFKD", one["word"])[0].upper()
