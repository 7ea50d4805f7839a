"""The wording watch, measured: a hundred and fifty factual sentences, a hundred and fifty loaded ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from macros.rules import api, data
from macros.rules.answering import read_day
from macros.rules.case import wording
from tests.rules import strategies

DATA = Path(__file__).parent.parent / "data"
TODAY = "2026-11-26"


def sentences(name: str) -> list[str]:
    return (DATA / f"wording_{name}.txt").read_text("utf-8").splitlines()


def marked(texts: list[str]) -> dict[str, list[str]]:
    found = api.case_watch({text: text for text in texts}, today=TODAY)
    return {text: [one["rule"] for one in marks] for text, marks in found.items()}


def test_factual_sentences_are_left_alone(record_property: Callable[[str, object], None]) -> None:
    """Of a hundred and fifty sentences that state a fact, at most three are marked."""
    texts = sentences("factual")
    false = marked(texts)
    record_property("marked of 150 factual", len(false))
    assert len(set(texts)) == 150
    assert len(false) <= 3, false


def test_loaded_sentences_are_marked(record_property: Callable[[str, object], None]) -> None:
    """Of a hundred and fifty loaded ones, at least a hundred and thirty-five are marked."""
    texts = sentences("loaded")
    found = marked(texts)
    by_rule = Counter(rule for rules in found.values() for rule in set(rules))
    record_property("marked of 150 loaded", f"{len(found)} {dict(by_rule)}")
    assert len(set(texts)) == 150
    assert len(found) >= 135, [text for text in texts if text not in found]
    assert set(by_rule) == {*data.wording()["rule"], "admission"}


def test_each_mark_explains_itself() -> None:
    """What was said, why it weakens, what to write: in whole sentences, at the right place."""
    for text, marks in api.case_watch({text: text for text in sentences("loaded")}, today=TODAY).items():
        for one in marks:
            assert " ".join(text[one["start"] : one["end"]].split()) == one["said"]
            assert one["why"].endswith(".")
            assert one["safe"].endswith(".")
        ends = [(one["start"], one["end"]) for one in marks]
        assert all(before[1] <= after[0] for before, after in pairwise(ends))


@pytest.mark.parametrize("text", strategies.HOSTILE)
def test_hostile_text_is_watched_too(text: str) -> None:
    """Anything can be watched; nothing raises."""
    assert all(one["said"] for one in wording.watch(text, read_day(TODAY)))


@pytest.mark.parametrize(
    "text",
    [
        "La société SARL DUPONT BATIMENT a répondu.",
        "Le client travaille chez IKEA.",
        "Voir le RIB et le KBIS.",
    ],
)
def test_names_in_capitals_do_not_cry(text: str) -> None:
    """A name or a form in capitals is left alone."""
    assert marked([text]) == {}


def test_a_mark_given_away_changes_none_to_come() -> None:
    """Who changes what the watch gave has changed it for nobody else."""
    day = date.fromisoformat(TODAY)
    text = "C’est de la mauvaise foi !"
    first = wording.watch(text, day)
    first[0]["why"] = ""
    assert wording.watch(text, day)[0]["why"]
