"""What a new tool still has of its model, and a page that no menu leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .codes import EditorProblem, problem
from .project import Document

MODELS = Path(__file__).parent.parent / "models"
MENU = "mkdocs.yml"

#: Ends a line of a model whose words stand for those of the editor; it is not written.
MARK = re.compile(r" #\*$", re.MULTILINE)
_MARKED = re.compile(r'^(?:.*"([^"]+)"\]?,?|(.*)) #\*$', re.MULTILINE)
# What stands around the words of a line of a page: a key, the sign of a heading, quotes.
_AROUND = re.compile(r'(?:\w+:|#+)?\s*"?(.*?)"?\s*')
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_UNLISTED = re.compile(r"^search:\n  exclude: true$", re.MULTILINE)
_NAV = re.compile(r"^nav:\n((?:[ #-].*\n|\n)*)", re.MULTILINE)
_LISTED = re.compile(r'^ *- (?:[^#\n]*: )?"?([^\s"#:]+\.md)"?\s*(?:#.*)?$', re.MULTILINE)


@cache
def placeholders() -> frozenset[str]:
    """Return the sentences of the models that an editor replaces."""
    texts = [model.read_text(encoding="utf-8") for model in sorted(MODELS.iterdir())]
    return frozenset(quoted or row for text in texts for quoted, row in _MARKED.findall(text))


def check_leftovers(document: Document) -> Iterator[EditorProblem]:
    """Yield each sentence of a file that a model wrote, and nobody since."""
    for leaf in document.leaves:
        if leaf.value in placeholders():
            yield document.problem("S026", leaf.path, excerpt=leaf.value)


def check_new_page(name: str, text: str, listed: set[str]) -> Iterator[EditorProblem]:
    """Yield the same of a page, and that the menu lacks it; what the search leaves out may stay apart."""
    for line, row in enumerate(text.split("\n"), 1):
        match = _AROUND.fullmatch(row)
        if match and match[1] in placeholders():
            yield problem(f"docs/{name}", line, "S026", "page", excerpt=match[1])
    head = _HEAD.match(text)
    if listed and name not in listed and not (head and _UNLISTED.search(head[1])):
        yield problem(f"docs/{name}", 1, "S048", "page", page=name)


def menu(root: Path) -> set[str]:
    """Return the pages of the menu; none where it cannot be read, which the generator says itself."""
    try:
        text = (root / MENU).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return set()
    nav = _NAV.search(text)
    return set(_LISTED.findall(nav[1])) if nav else set()
