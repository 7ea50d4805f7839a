"""How hard the guides are to read: the measure, then every guide."""

from datetime import date

import pytest

from macros.__main__ import main
from macros.authoring.readability import guides, measure, syllables
from macros.render import content
from tests.content.project import ROOT

GUIDES = guides(
    {
        file.relative_to(ROOT / "docs").as_posix(): file.read_text("utf-8")
        for file in (ROOT / "docs/guides").glob("*.md")
    },
    [one["text"] for one in content.glossary(date(2026, 11, 22))],
)

#: Between "fairly easy" (70) and "easy" (80): the words of insurance are long, the sentences short.
HARDEST = 75


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("chat", 1),
        ("table", 1),
        ("tables", 1),
        ("parlent", 1),
        ("vélo", 2),
        ("client", 1),
        ("assureur", 3),
        ("réclamation", 4),
        ("eau", 1),
        ("le", 1),
        ("l’assureur", 3),
        ("lorsqu’il", 2),
        ("année", 2),
    ],
)
def test_syllables_are_groups_of_vowels(word: str, count: int) -> None:
    """A silent end does not count; every whole word has one at least."""
    assert syllables(word) == count


def test_the_measure_is_that_of_kandel_and_moles() -> None:
    """207 - 1.015 × words a sentence - 73.6 × syllables a word, on a text counted by hand."""
    reading = measure("Le chat dort. Il a bu du lait.")
    assert (reading.words, reading.sentences) == (8, 2)
    assert reading.score == round(207 - 1.015 * 4 - 73.6 * 8 / 8, 1)


def test_what_is_no_prose_does_not_count() -> None:
    """Neither the head of a page, nor macros, tables, code, addresses and sources."""
    page = (
        '---\ntitle: "Un"\n---\n\n{{ tool("un") }}\n\n| un | deux |\n\n```\nun deux\n```\n\n'
        'Le [chat](../index.md) dort.\n\n## Sources\n\n{{ sources("un") }}\n\nUne source.\n'
    )
    assert measure(page)[:2] == (3, 1)
    assert measure("") == (0, 0, 0.0)


def test_a_list_is_as_many_sentences_as_it_has_items() -> None:
    """A heading, an item and a paragraph end where they end, with or without a point."""
    assert measure("## Le chat\n\n- un lit\n- un bol\n\nIl dort").sentences == 4


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_can_be_read_by_people_in_trouble(guide: str) -> None:
    """Each guide has its measure, and none is harder than the words of its subject make it."""
    assert GUIDES[guide].words > 300
    assert GUIDES[guide].score >= HARDEST


def test_the_command_prints_every_guide_the_hardest_first(capsys: pytest.CaptureFixture[str]) -> None:
    """A line by guide, and the name of the measure."""
    assert main(["readability"]) == 0
    *lines, about = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines] == list(GUIDES)
    scores = [float(line.split()[0]) for line in lines]
    assert scores == sorted(scores)
    assert "Kandel" in about
