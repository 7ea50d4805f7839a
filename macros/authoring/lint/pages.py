"""Checking the Markdown pages: their macros, their links, their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .active import active
from .advice import nearest
from .codes import EditorProblem, problem
from .hardcoded_law import MARKDOWN, WAIVER, Known, typed_by_hand
from .macro_calls import JINJA, check_call, spoken
from .project import Project
from .style import WAIVER as STYLE_WAIVER
from .style import style
from .typography import BLANK, Mistake, long_sentences, typography

FRONT = "en-tête"

# What no macro and no reader sees.
# No search goes beyond the next thing of its kind, nor further than a link is long: time stays in proportion.
_RAW = re.compile(
    r"\{%\s*raw\s*%\}(?:(?!\{%\s*raw\s*%).)*?\{%\s*endraw\s*%\}|\{#(?:(?!\{#).)*?#\}", re.DOTALL
)
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_CODE = re.compile(
    r"^[ \t]*(?P<fence>```+|~~~+).*?^[ \t]*(?P=fence)[^\n]*$|(?<!`)(?P<tick>`{1,9})(?!`)[^`\n]+(?P=tick)",
    re.DOTALL | re.MULTILINE,
)
_LINK = re.compile(r"!?\[(?P<text>[^\]]{0,300})\]\((?P<target>[^)\s\0]{0,300})[^)]{0,300}\)")
_ADDRESS = re.compile(r"<https?://[^>]*>|https?://\S+")
_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_CLOSING = re.compile(r"</[A-Za-z][^<>]*>")
# What Markdown itself writes with the marks that French wants spaces before.
_MARKUP = re.compile(r"^\s*(?:!!!|\?\?\?\+?)\s+\w+|^\s*\|[\s|:-]+\|\s*$|\{:?\s*[.#][^}]*\}|\*+")
_KEY = re.compile(r"^\s*(?:#.*|[\w-]+:(?=\s|$))")
# A value of the head of a page, an item of its lists, the title of a note: in quotes that nobody reads.
_TITLE = re.compile(r'^\s*(?:-\s+)?"(.*)"\s*$')
_HEADING = re.compile(r"#+\s+(.*?)\s*$")
_ELSEWHERE = re.compile(r"[a-z]+:|#|$")


def check_page(name: str, text: str, project: Project, known: Known) -> Iterator[EditorProblem]:
    """Yield every mistake of a page; `name` is its path below docs/."""
    places = _places(text)
    found = list(_page(name, text, places, project, known))
    if not any(code == "S043" for _, (code, _) in found):  # What HTML holds is not said beside it.
        found += active(text, name, project)
    for line, (code, values) in found:
        yield problem(f"docs/{name}", line, code, places[line - 1], **values)


def _page(
    name: str, text: str, places: list[str], project: Project, known: Known
) -> Iterator[tuple[int, Mistake]]:
    """Yield what is wrong with a page, each with its line; hide bit by bit what is no prose."""
    waived, said = _waived(text, WAIVER), _waived(text, STYLE_WAIVER)
    text = _RAW.sub(_blank, text)
    for match in JINJA.finditer(text):
        yield from _at(match, check_call(match, project))
    text = spoken(text)
    for hidden in (JINJA, _COMMENT, _CODE):
        text = hidden.sub(_blank, text)
    for match in _LINK.finditer(text):
        if not match[0].startswith("!"):
            yield from _at(match, _link(match["target"], name, project))
        yield from _at(match, style(match["text"], "link"))
    text = _ADDRESS.sub(_blank, _LINK.sub(_link_text, text))
    for match in _TAG.finditer(text):
        yield from _at(match, [("S043", {"tag": match[0]})])
    text = _CLOSING.sub(_blank, _TAG.sub(_blank, text))
    for line, row in enumerate(text.split("\n"), 1):
        words = _MARKUP.sub("", _KEY.sub("", row) if places[line - 1] == FRONT else row)
        long = (found for cell in words.split("|") for found in long_sentences(cell))
        by_hand = () if line in waived else typed_by_hand(words, known, MARKDOWN)
        speech = () if line in said else _speech(row, words)
        yield from ((line, found) for found in (*typography(words), *long, *by_hand, *speech))


def _at(match: re.Match[str], found: Iterable[Mistake]) -> Iterator[tuple[int, Mistake]]:
    """Return each mistake the line of a match."""
    line = match.string.count("\n", 0, match.start()) + 1
    return ((line, one) for one in found)


def _blank(match: re.Match[str]) -> str:
    """Put one letter in place of what is hidden, and keep the number of lines."""
    return BLANK + "\n" * match[0].count("\n")


def _link_text(match: re.Match[str]) -> str:
    """Keep the words of a link, and the number of lines."""
    return match["text"] + "\n" * (match[0].count("\n") - match["text"].count("\n"))


def _places(text: str) -> list[str]:
    """Return where each line is: the front matter, or under which heading."""
    rows = text.split("\n")
    place, places = "page", []
    for number, row in enumerate(rows):
        if row == "---" and (number == 0 or place == FRONT):
            place = FRONT if number == 0 else "page"
            places.append(FRONT)
            continue
        if place != FRONT and (heading := _HEADING.match(row)):
            place = f"« {heading[1]} »"
        places.append(place)
    return places


def _speech(row: str, words: str) -> Iterator[Mistake]:
    """Yield what is wrong with the way a row speaks, cell by cell; one in a quotation may shout."""
    places = ("prose",) if row.lstrip().startswith(">") else ("prose", "quiet")
    for cell in _TITLE.sub(r"\1", words).split("|"):
        yield from style(cell.strip(), *places)


def _waived(text: str, waiver: re.Pattern[str]) -> set[int]:
    """Return the lines of the paragraphs, lists and tables that follow a waiver."""
    waived, state = set(), ""
    for line, row in enumerate(text.split("\n"), 1):
        if waiver.match(row):
            state = "before"
        elif row.strip():
            state = "inside" if state else ""
        elif state == "inside":
            state = ""
        if state == "inside":
            waived.add(line)
    return waived


def _link(target: str, page: str, project: Project) -> Iterator[Mistake]:
    """Yield a link to a file that does not exist."""
    if _ELSEWHERE.match(target):
        return
    folder = (project.docs / page).parent
    if (folder / target.partition("#")[0]).resolve() in project.files:
        return
    known = [(project.docs / other).relative_to(folder, walk_up=True).as_posix() for other in project.pages]
    yield "S042", {"target": target, "advice": nearest(target, known, otherwise="ou créez cette page")}
