"""What a page may not hold: a script, an action, an address that acts, another site's picture.

The page is read as the generator reads it, by the same Markdown, and what comes out is held against short
lists: a spelling that hides a thing from a search hides nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

import markdown

from .macro_calls import JINJA
from .project import Project
from .typography import BLANK, Mistake

#: Where a link may lead beside this site: to a page that cannot be changed on its way, a letter, a call.
SCHEMES = frozenset({"https", "mailto", "tel"})

#: As in mkdocs.yml; the last is one that MkDocs adds.
EXTENSIONS = ("admonition", "attr_list", "tables", "toc", "fenced_code")

_TAGS = frozenset(
    "a blockquote br code div em h1 h2 h3 h4 h5 h6 hr img li ol p pre strong".split()  # noqa: SIM905
) | {"table", "tbody", "td", "th", "thead", "tr", "ul"}
_EVERYWHERE = frozenset({"class", "id", "title"})
_OF = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
# What the tables of Markdown write themselves.
_ALIGNED = re.compile(r"text-align: (?:left|right|center);")

_FRONT = re.compile(r"\A---\n.*?\n---(?:\n|\Z)", re.DOTALL)
_RAW = re.compile(r"\{%\s*raw\s*%\}((?:(?!\{%\s*raw\s*%).)*?)\{%\s*endraw\s*%\}", re.DOTALL)
_NOTE = re.compile(r"\{#(?:(?!\{#).)*?#\}", re.DOTALL)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# Browsers drop these from an address, wherever they stand.
_DROPPED = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")


def active(text: str, page: str, project: Project) -> Iterator[tuple[int, Mistake]]:
    """Yield what a page holds beyond words, links and pictures of the site, each with its line."""
    written = _written(text)
    reader = _Reader()
    reader.feed(markdown.markdown(written, extensions=list(EXTENSIONS)))
    reader.close()
    for tag, name, value in reader.found:
        if tag not in _TAGS:
            yield _line(text, tag), ("S043", {"tag": f"<{tag}>"})
        elif name in ("href", "src"):
            yield from ((_line(text, value), one) for one in _address(tag, value, page, project))
        elif not _is_harmless(tag, name, value):
            yield _line(text, name), ("S046", {"name": name, "tag": tag})


def _written(text: str) -> str:
    """Return what Markdown reads of a page: without its head, a letter in the place of each macro."""
    parts = _RAW.split(_FRONT.sub(lambda head: "\n" * head[0].count("\n"), text))
    outside = [JINJA.sub(_letter, _NOTE.sub(_letter, part)) for part in parts[::2]]
    inside = [*parts[1::2], ""]
    return "".join(f"{one}{other}" for one, other in zip(outside, inside, strict=True))


def _letter(match: re.Match[str]) -> str:
    return BLANK + "\n" * match[0].count("\n")


def _is_harmless(tag: str, name: str, value: str) -> bool:
    if tag in ("th", "td") and name == "style":
        return _ALIGNED.fullmatch(value) is not None
    return name in _EVERYWHERE or name in _OF.get(tag, ())


def _address(tag: str, value: str, page: str, project: Project) -> Iterator[Mistake]:
    """Yield what is wrong with where a link leads, or where a picture comes from."""
    bare = _DROPPED.sub("", value)
    scheme = _SCHEME.match(bare)
    is_away = scheme is not None or bare.replace("\\", "/").startswith("//")
    if tag == "img":
        path = unquote(bare.partition("#")[0].partition("?")[0])
        if is_away or ((project.docs / page).parent / path).resolve() not in project.files:
            yield "S047", {"target": value}
    elif is_away and (scheme is None or scheme[1].lower() not in SCHEMES):
        yield "S045", {"target": value}


def _line(text: str, sought: str) -> int:
    """Return the first line that holds what was found, or its beginning, as it is written; else the first."""
    rows = [unescape(row).casefold() for row in text.split("\n")]
    for part in (sought.casefold(), sought.casefold()[:8].rstrip()):
        for line, row in enumerate(rows, 1):
            if part and part in row:
                return line
    return 1


class _Reader(HTMLParser):
    """Every attribute of every element, and each element alone: (tag, attribute, value)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, "class", ""))
        self.found += [(tag, name, value or "") for name, value in attrs if tag in _TAGS]
