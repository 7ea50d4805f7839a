"""What an outcome still asks: the day of the réclamation; the calculator's dates stand in the outcome."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from macros.rules import api, data, walk
from macros.rules.model import Outcome

TODAY = "2026-11-26"
CALCULATOR = "delai-declaration"
INPUT = "received_on"
TREES = [one["id"] for one in api.tools() if one["kind"] == "tree"]
#: Every outcome that leads to the calculator, with a way to it on which it asks.
DECLARING = [
    (tree, end) for tree in TREES for end in data.tree(tree).outcomes.values()
    if any(link.tool == CALCULATOR for link in end.next)
]  # fmt: skip

every_declaring = pytest.mark.parametrize(
    ("tree", "end"), DECLARING, ids=[f"{tree}/{end.id}" for tree, end in DECLARING]
)


def way_to(tree: str, end: Outcome, *, asking: bool = True) -> dict[str, str]:
    """Return answers that lead to an outcome, on which it asks or not."""
    assert end.asks
    for way, reached in walk.paths(data.tree(tree)):
        if reached.id == end.id and walk.meets(end.asks.when, way) is asking:
            return dict(way)
    raise LookupError(end.id)


def ask(tree: str, answers: dict[str, str], today: str = TODAY) -> dict[str, Any]:
    return api.answer(tree, answers, today=today)


def test_who_is_told_to_declare_is_asked_when() -> None:
    """Wherever the declaration or its date is offered, the outcome itself asks the day and gives the date."""
    unasked = [
        f"{tree}/{end.id}"
        for tree in TREES
        for end in data.tree(tree).outcomes.values()
        if {CALCULATOR, "declaration-de-sinistre"} & {link.tool for link in end.next} and not end.asks
    ]
    assert unasked == []
    assert len(DECLARING) > 35


@every_declaring
def test_its_dates_are_those_of_the_calculator(tree: str, end: Outcome) -> None:
    """On any day, for any contract: the same dates, days, reasons, words and warnings, to the letter."""
    draw = random.Random(f"{tree}/{end.id}")  # noqa: S311 (cases, no secret)
    answers = way_to(tree, end)
    for _ in range(6):
        today = date(2026, 1, 1) + timedelta(days=draw.randrange(900))
        given = {INPUT: (today - timedelta(days=draw.choice((0, 1, 3, 6, 8, 40)))).isoformat()}
        given |= draw.choice(({}, {"length": "10"}, {"length": "15", "unit": "jours", "zone": "guyane"}))
        found, counted = (
            ask(tree, answers | given, str(today)),
            ask(CALCULATOR, given, str(today)),
        )
        assert (found["status"], found["node"], found["kind"]) == ("answered", end.id, "outcome")
        assert {name: found[name] for name in ("dates", "overdue", "steps")} == {
            name: counted[name] for name in ("dates", "overdue", "steps")
        }
        assert found["dates"]["safe_date"] < found["dates"]["deadline"]
        for name in ("headline", "main", "lines", "dates", "counts", "debated"):
            assert found["display"][name] == counted["display"][name]
        assert [one for one in found["warnings"] if one in counted["warnings"]] == counted["warnings"]
        assert {one["id"] for one in counted["sources"]} <= {one["id"] for one in found["sources"]}


@every_declaring
def test_the_date_goes_on_with_the_links(tree: str, end: Outcome) -> None:
    """The calculator, and the letters that ask for that day, open on the day that was given here."""
    day = "2026-11-24"
    links = ask(tree, way_to(tree, end) | {INPUT: "24/11/2026"})["next"]
    by_address = {one["address"].partition("#")[0]: one.get("answers", {}) for one in links}
    assert by_address[f"outils/{CALCULATOR}/"][INPUT] == day
    # What is only feared was not received: the letter asks again.
    if end.id != "declare_precaution" and "modeles/declaration-de-sinistre/" in by_address:
        assert by_address["modeles/declaration-de-sinistre/"][INPUT] == day


@every_declaring
def test_without_a_day_an_outcome_is_what_it_was(tree: str, end: Outcome) -> None:
    """The day is one more answer: without it there is the question, no date, and no problem."""
    found = ask(tree, way_to(tree, end))
    assert end.asks
    assert found["asks"] == {"tool": CALCULATOR, "input": INPUT, "label": end.asks.label}
    assert (found["status"], found["dates"], found["problems"]) == ("answered", {}, [])
    assert found["display"]["main"] is None


@every_declaring
def test_a_day_that_cannot_be_read_is_said(tree: str, end: Outcome) -> None:
    """The outcome stands, its answers are kept, and the field is told what it expects."""
    answers = way_to(tree, end)
    for said, code in (
        ("demain peut-être", "unreadable_date"),
        ("31/02/2026", "unreadable_date"),
        ("2026-12-24", "future_date"),
        ("1812-01-01", "date_out_of_range"),
    ):
        found = ask(tree, answers | {INPUT: said})
        assert [(one["field"], one["code"]) for one in found["problems"]] == [(INPUT, code)], said
        assert (found["node"], found["answers"], found["dates"]) == (end.id, answers, {})
        assert found["status"] in ("invalid", "refused")


@every_declaring
def test_the_code_of_an_outcome_holds_its_day(tree: str, end: Outcome) -> None:
    """What is printed with the outcome opens it again, with its dates."""
    found = ask(tree, way_to(tree, end) | {INPUT: "hier"})
    opened = ask(found["code"], {}, today="2026-12-20")
    assert opened["node"] == end.id
    assert opened["dates"] == found["dates"]
    assert opened["overdue"]
    # A code printed before any day was asked is read as it always was.
    assert ask(ask(tree, way_to(tree, end))["code"], {})["node"] == end.id


def test_a_day_known_early_waits_for_its_outcome() -> None:
    """It may come with a link to the first question: it is kept through every answer, and used at the end."""
    tree, end = "faut-il-declarer", data.tree("faut-il-declarer").outcomes["declare_now"]
    found = ask(tree, {INPUT: "30/04/2026"}, "2026-05-02")
    assert (found["status"], found["answers"]) == ("incomplete", {INPUT: "2026-04-30"})
    found = ask(tree, way_to(tree, end) | found["answers"], "2026-05-02")
    assert found["dates"] == {"deadline": "2026-05-11", "safe_date": "2026-05-07"}


def test_where_nothing_was_received_no_day_is_asked() -> None:
    """An outcome that asks on some ways only gives no date on the others, whatever a link says."""
    some = [(tree, end) for tree, end in DECLARING if end.asks and end.asks.when]
    assert len(some) > 4
    for tree, end in some:
        found = ask(tree, way_to(tree, end, asking=False) | {INPUT: "2026-11-24"})
        assert (found["status"], found["dates"]) == ("answered", {})
        assert "asks" not in found


@pytest.mark.parametrize("tree", TREES)
def test_what_is_asked_is_described(tree: str) -> None:
    """A page prints the question of each outcome with the field of its calculator, and invents nothing."""
    described = api.describe(tree, today=TODAY)
    field = next(one for one in api.describe(CALCULATOR, today=TODAY)["inputs"] if one["name"] == INPUT)
    for outcome in described["outcomes"]:
        asks = data.tree(tree).outcomes[outcome["id"]].asks
        assert (outcome["asks"] is None) == (asks is None)
        if asks:
            assert outcome["asks"]["input"] == field
            assert outcome["asks"]["label"] == asks.label
    assert INPUT not in {one["name"] for one in described["inputs"]}


def test_a_calendar_file_keeps_an_outcome_s_dates() -> None:
    """The dates that an outcome gives can be noted like those of the calculator."""
    tree, end = "suis-je-couvert", data.tree("suis-je-couvert").outcomes["likely"]
    answers = way_to(tree, end) | {INPUT: "2026-11-24"}
    text = api.calendar(tree, answers, today=TODAY, page_url="https://exemple.fr/outils/suis-je-couvert/")
    own = api.calendar(CALCULATOR, {INPUT: "2026-11-24"}, today=TODAY, page_url="https://exemple.fr/o/")
    events = [
        [line for line in file.splitlines() if line.startswith(("UID", "DTSTART", "TRIGGER", "SUMMARY"))]
        for file in (text, own)
    ]
    # The same event, which either file may bring up to date.
    assert events[0] == events[1] != []


@pytest.mark.parametrize("tree", TREES)
def test_how_many_questions_are_left_is_true(tree: str) -> None:
    """From every question, the fewest and the most that any way still asks, counted along every way."""
    seen: dict[str, set[int]] = {}
    for way, _ in walk.paths(data.tree(tree)):
        for place, (name, _) in enumerate(way):
            seen.setdefault(name, set()).add(len(way) - place - 1)
    assert walk.left(data.tree(tree)) == {name: (min(all_), max(all_)) for name, all_ in seen.items()}
    for question in api.describe(tree, today=TODAY)["questions"]:
        least, most = min(seen[question["id"]]), max(seen[question["id"]])
        for number in {least, most} - {0}:
            assert str(number) in question["left"]
