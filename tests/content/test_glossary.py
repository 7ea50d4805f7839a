"""The words of the glossary: explained where each guide first uses them, in one and the same way."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from macros.render import content
from tests.content.project import ROOT

TODAY = "2026-11-23"
GLOSSARY = content.glossary(date.fromisoformat(TODAY))
GUIDES = sorted(
    page for page in (ROOT / "docs/guides").glob("*.md") if page.stem not in ("index", "glossaire")
)

_TERM = re.compile(r'\{\{\s*term\("([^"]+)"\)\s*\}\}')
#: What is no running text: the head, headings, quotations, notes to editors, macros, links, code.
_NOT_PROSE = re.compile(
    r"\A---\n.*?\n---\n|^#[^\n]*$|^>[^\n]*$|<!--.*?-->|\{\{.*?\}\}|\[[^\]]*\]\([^)]*\)|`[^`]*`",
    re.DOTALL | re.MULTILINE,
)


def first_uses(text: str) -> dict[str, tuple[int, str]]:
    """Return where the running text of a page first uses each word of the glossary, and in which form.

    A longer form counts for its own word only: « base réclamation » is no use of « réclamation ».
    """
    hidden = re.sub(r"[ \u00a0\u202f]", " ", _NOT_PROSE.sub(lambda match: "\0" * len(match[0]), text))
    forms = sorted(
        ((form, one["id"]) for one in GLOSSARY for form in one["forms"]), key=lambda one: -len(one[0])
    )
    found: dict[str, tuple[int, str]] = {}
    for form, id in forms:
        pattern = re.compile(
            rf"(?<![\w’-]){re.escape(form)}(?![\w-])|(?<=[dlDL]’){re.escape(form)}(?![\w-])", re.IGNORECASE
        )
        for match in pattern.finditer(hidden):
            if id not in found or match.start() < found[id][0]:
                found[id] = (match.start(), text[match.start() : match.end()])
        hidden = pattern.sub(lambda match: "\0" * len(match[0]), hidden)
    return found


def bubbles(text: str) -> dict[str, list[int]]:
    """Return where a page calls the bubble of each word of the glossary."""
    by_form = {form.casefold(): one["id"] for one in GLOSSARY for form in one["forms"]}
    found: dict[str, list[int]] = {}
    for match in _TERM.finditer(text):
        found.setdefault(by_form[match[1].casefold()], []).append(match.start())
    return found


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_each_word_is_explained_where_the_guide_first_uses_it(guide: Path) -> None:
    """Every word of the glossary that a guide uses has its bubble, once, and nothing uses it before."""
    text = guide.read_text("utf-8")
    called = bubbles(text)
    assert {id: places for id, places in called.items() if len(places) > 1} == {}
    plain = first_uses(text)
    early = {form: id for id, (place, form) in plain.items() if id not in called or place < called[id][0]}
    assert early == {}


def test_the_guides_explain_most_of_the_words() -> None:
    """The words that have a bubble are used: a form that no guide writes would be checked for nothing."""
    called = {id for guide in GUIDES for id in bubbles(guide.read_text("utf-8"))}
    assert {one["id"] for one in GLOSSARY if one["forms"]} == called


def test_the_words_are_in_the_order_of_the_alphabet() -> None:
    """A reader finds a word where a dictionary has it, accents and spaces aside."""
    words = [
        unicodedata.normalize("NFKD", one["word"]).encode("ascii", "ignore").decode().lower().replace(" ", "")
        for one in GLOSSARY
    ]
    assert words == sorted(words)


def test_a_form_belongs_to_one_word() -> None:
    """The same words never have two meanings."""
    forms = [form.casefold() for one in GLOSSARY for form in one["forms"]]
    assert len(forms) == len(set(forms))
