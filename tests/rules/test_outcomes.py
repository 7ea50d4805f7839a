"""What every outcome of every tree owes its reader: calm, an action, a date or why not, a person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from macros.rules import api, data, walk
from macros.rules.model import Link, Outcome
from macros.rules.params import value_on

TODAY = "2026-11-26"
KINDS = {one["id"]: one["kind"] for one in api.tools()}
TREES = [id for id, kind in KINDS.items() if kind == "tree"]
OUTCOMES = [(tree, end) for tree in TREES for end in data.tree(tree).outcomes.values()]
IDS = [f"{tree}/{end.id}" for tree, end in OUTCOMES]

every_outcome = pytest.mark.parametrize("end", [end for _, end in OUTCOMES], ids=IDS)

#: Why there is no date, as the outcomes say it.
NO_DATE = re.compile(r"(?i)\baucune? (?:délai|date)\b|\bne donnons pas de date\b|\bne pas donner de date\b")


def spoken(end: Outcome) -> list[str]:
    return [end.title, end.action, *end.why, *(note.text for note in end.notes), end.contact]


def tools(end: Outcome) -> list[str]:
    return [link.tool for link in end.next if link.tool]


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


@every_outcome
def test_an_outcome_opens_with_a_calm_line(end: Outcome) -> None:
    """Something is said to the person first; the order comes in the second sentence or after a pause."""
    first, *_ = sentences(end.action)
    assert not re.match(r"\w+ez\b", first), f"begin `action` with a calm line, then the order: {first}"
    assert len(re.split(r"(?<=[.!?:])\s+", end.action)) > 1, f"after its calm line, say the order: {first}"


@every_outcome
def test_an_outcome_has_a_date_or_says_why_not(end: Outcome) -> None:
    """It leads to a calculator of dates, or it says that there is no date and why."""
    dated = any(KINDS[tool] == "deadline" for tool in tools(end))
    assert dated or NO_DATE.search(" ".join(spoken(end))), (
        f"lead to a calculator in `next`, or say in `why` that there is « aucun délai » and why: {end.title}"
    )


#: Whom an outcome gives to call: somebody, and never only a page or a form.
PERSON = re.compile(
    r"(?i)\b(?:assureur|avocat|courtier|sinistres|conciliateur|commissaire de justice|greffe|médiateur|"
    r"mandataire|liquidateur|police|service|collègue|client)\b"
)


@every_outcome
def test_an_outcome_has_an_action_and_a_person(end: Outcome) -> None:
    """Whatever the answer is, there is something to do now, and somebody to call about it."""
    assert end.title
    assert re.search(r"\w+(?:ez|ites)\b", end.action), end.action
    assert PERSON.search(end.contact), end.contact


@every_outcome
def test_who_must_declare_is_led_to_the_date(end: Outcome) -> None:
    """Where a declaration is offered, so is its date, and the least that a contract may set is said."""
    if "declaration-de-sinistre" in tools(end):
        assert "delai-declaration" in tools(end)[:2], (
            'put tool = "delai-declaration" first or second in `next`'
        )
        assert any("{declaration_floor}" in text for text in spoken(end)), "say {declaration_floor} in `why`"


@every_outcome
def test_a_declaration_goes_to_the_insurer_itself(end: Outcome) -> None:
    """The broker may be told, but is never the only one named where a declaration is offered."""
    if "declaration-de-sinistre" in tools(end):
        assert "service sinistres" in end.contact, (
            f"name the « service sinistres » in `contact`: {end.contact}"
        )


def test_who_is_sued_is_told_to_be_defended() -> None:
    """Whatever the insurer does, no way ends without a word on the client's lawsuit and a lawyer."""
    unsaid = []
    for way, end in walk.paths(data.tree("mon-assureur-ne-repond-pas")):
        told = " ".join([end.action, *end.why, *(note.text for note in walk.notes(end, way))])
        sued = re.search(r"assigné|assigne un jour|[Uu]n procès avance", told)
        if not (sued and re.search(r"défen[ds]", told) and "avocat" in told):
            unsaid.append(way)
    assert unsaid == []


def counted() -> Iterator[tuple[str, Link]]:
    for tree, end in OUTCOMES:
        for link in end.next:
            if link.tool == "compter-un-delai":
                yield f"{tree}/{end.id}", link


#: A link that brings a length must bring that of the law: {outcome: value of the law}.
LENGTHS = {
    "faut-il-declarer/order_claim": "opposition",
    "faut-il-declarer/order_debt": "opposition",
    "mon-client-ne-paie-pas/insolvent": "creditor_declaration",
}


def test_a_length_brought_by_a_link_is_that_of_the_law() -> None:
    """No link counts another number, or another unit, than the value of the law that its words name.

    It is the value of the day on which the tree was last read: one to come is brought when it is read again.
    """
    found = dict(counted())
    assert found.keys() == LENGTHS.keys()
    for place, name in LENGTHS.items():
        law = data.parameters()[name]
        value = value_on(law, data.tree(place.partition("/")[0]).checked_on).value
        assert found[place].given == {"length": str(value), "unit": law.unit}


def test_nobody_says_time_to_sue() -> None:
    """« Le délai pour agir », as lawyers and everybody say; never « le temps pour agir »."""
    wrong = re.compile(r"temps (?:qui (?:court|reste) )?pour agir|\btemps pour\b")
    asked = [
        text
        for tree in TREES
        for one in data.tree(tree).questions.values()
        for text in (one.text, one.hint, one.look)
    ]
    told = [text for _, end in OUTCOMES for text in spoken(end)]
    leads = [data.tree(tree).lead for tree in TREES]
    assert [text for text in (*asked, *told, *leads) if wrong.search(text)] == []


def test_no_outcome_says_the_same_sentence_twice() -> None:
    """A reader never hears one sentence twice on the same screen, and the trees keep few refrains."""
    for place, (_, end) in zip(IDS, OUTCOMES, strict=True):
        always = [one for text in (end.action, *end.why, end.contact) for one in sentences(text)]
        assert [one for one, n in Counter(always).items() if n > 1] == [], place
    openings = Counter(sentences(end.action)[0] for _, end in OUTCOMES)
    assert max(openings.values()) <= 2
    often = " ".join(text for _, end in OUTCOMES for text in spoken(end))
    assert often.count("On lit souvent") <= 1
