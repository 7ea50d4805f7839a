"""No sentence that the site offers to say or to send may admit liability."""

import re
from datetime import date

import pytest

from macros.authoring.lint.macro_calls import spoken
from macros.rules import admissions, api, data
from tests.content.project import ROOT

TODAY = "2026-11-23"
DOCS = ROOT / "docs"
#: A quotation that begins as a sentence does is to be said; another names a thing.
QUOTED = re.compile(r"«\u00a0([A-ZÀ-Ý][^»]*)\u00a0»")
#: What introduces words not to say.
REFUSED = re.compile(r"n’écri|ne dites|évit|à ne pas|jamais|sans dire|au lieu", re.IGNORECASE)


def found(text: str) -> list[str]:
    return [one["said"] for one in admissions.mark(text, date.fromisoformat(TODAY))]


@pytest.mark.parametrize("tool", [one["id"] for one in api.tools() if one["kind"] == "letter"])
def test_no_letter_admits_anything(tool: str) -> None:
    """The words of a letter, all of them, with its blanks and once filled with harmless words."""
    described = api.describe(tool, today=TODAY)
    filled = api.answer(
        tool,
        {one["name"]: "hier" if one["type"] == "date" else "Bonjour" for one in described["inputs"]},
        today=TODAY,
    )
    assert filled["status"] == "answered"
    for letter in (described["letter"], filled["letter"]):
        assert found("\n\n".join([*letter["head"], letter["subject"], *letter["body"]])) == []


@pytest.mark.parametrize("tool", [one["id"] for one in api.tools() if one["kind"] == "checklist"])
def test_no_sentence_of_a_checklist_admits_anything(tool: str) -> None:
    """What a checklist gives to say is safe."""
    items = data.checklist(tool).items
    assert [words for item in items for words in found(item.say)] == []


@pytest.mark.parametrize("tool", [one["id"] for one in api.tools() if one["kind"] == "tree"])
def test_no_quoted_sentence_of_a_tree_admits_anything(tool: str) -> None:
    """What a tree quotes is to be said, unless its sentence says that it is not."""
    wrong = []
    for outcome in data.tree(tool).outcomes.values():
        texts = [outcome.action, *outcome.why, outcome.contact, *(note.text for note in outcome.notes)]
        for text in texts:
            for sentence in re.split(r"(?<=[.!?»])\s+(?=[A-ZÀ-Ý«])", text):
                if not REFUSED.search(sentence):
                    wrong += [words for quote in QUOTED.findall(sentence) for words in found(quote)]
    assert wrong == []


@pytest.mark.parametrize("page", sorted(DOCS.glob("guides/*.md")), ids=lambda page: page.stem)
def test_no_example_of_a_guide_admits_anything(page) -> None:
    """The letters and talks quoted in a guide, and the left column of what to say, are safe."""
    rows = spoken(page.read_text("utf-8")).split("\n")
    offered = [row for row in rows if row.startswith(">")]
    to_say = False
    for row in rows:
        if row.startswith("|"):
            cells = [cell.strip() for cell in row.strip("|").split("|")]
            to_say = to_say or cells[0] in ("À dire", "À écrire", "Dites", "Écrivez")
            offered += [cells[0]] if to_say else []
        else:
            to_say = False
    assert [words for row in offered for words in found(row)] == []
