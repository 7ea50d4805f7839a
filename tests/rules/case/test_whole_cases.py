"""Whole cases worked by hand: each date, its state, and the one thing to do next."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.rules import api

CASES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "data" / "whole_cases.toml").read_text("utf-8")
)


def case_of(record: dict[str, Any]) -> dict[str, Any]:
    """Return a case of the file as the site keeps one."""
    facts = [
        {"id": id, "on": on, "kind": kind, "text": f"Fait {id}", **(more[0] if more else {})}
        for id, on, kind, *more in record["facts"]
    ]
    return {
        "version": 1,
        "client": record.get("client", {}),
        "contract": record.get("contract", {}),
        "facts": facts,
    }


def view_of(name: str) -> dict[str, Any]:
    record = CASES[name]
    return api.case_view(case_of(record), today=record["today"].isoformat())


def shown(view: dict[str, Any]) -> dict[str, str]:
    return {
        one["id"]: " ".join(filter(None, (one["date"], one["limit"], one["state"], one["done_by"])))
        for one in view["timeline"]
    }


@pytest.mark.parametrize("name", CASES)
def test_every_date_is_the_one_counted_by_hand(name: str) -> None:
    """The line of time holds the dates of the file, and no other."""
    assert shown(view_of(name)) == CASES[name]["expect"]


@pytest.mark.parametrize("name", CASES)
def test_what_comes_next_is_one_action(name: str) -> None:
    """The next thing to do names its tool or letter, and its date where there is one."""
    following = view_of(name)["next"]
    assert [following["tool"], following["date"]] == CASES[name]["next"]
    assert following["text"]


@pytest.mark.parametrize("name", CASES)
def test_what_is_doubtful_is_said(name: str) -> None:
    """The warnings and the problems are those of the file, each with its sentence."""
    view = view_of(name)
    told = [one["code"] for one in view["warnings"] if one["code"] != "client_unknown"]
    assert told == CASES[name].get("warned", [])
    assert [one["field"] for one in view["problems"]] == CASES[name].get("problems", [])
    assert all(one["text"] for one in (*view["warnings"], *view["problems"]))


def counted() -> Iterator[tuple[str, dict[str, Any]]]:
    for name in CASES:
        yield from ((name, one) for one in view_of(name)["timeline"] if one["tool"])


def test_every_date_is_what_the_tool_answers() -> None:
    """Date, limit, sources and debates are those of the tool's own page for the same answers."""
    known = list(counted())
    assert len(known) > 40
    for name, one in known:
        answer = api.answer(one["tool"], one["answers"], today=CASES[name]["today"].isoformat())
        assert answer["dates"][one["role"]] == one["date"], (name, one["id"])
        assert answer["dates"][one["limit_role"]] == one["limit"], (name, one["id"])
        assert answer["sources"] == one["sources"]
        assert answer["display"]["debated"] == one["debated"]


@pytest.mark.parametrize("name", CASES)
def test_order_of_the_facts_does_not_matter(name: str) -> None:
    """The same facts in any order give the same view."""
    case, today = case_of(CASES[name]), CASES[name]["today"].isoformat()
    for seed in range(3):
        facts = list(case["facts"])
        random.Random(seed).shuffle(facts)  # noqa: S311 (no secret: an order)
        assert api.case_view(case | {"facts": facts}, today=today) == view_of(name)


def test_the_file_has_cases_of_every_length() -> None:
    """From one fact to forty, at least twenty-five, and every kind of fact is in one."""
    sizes = {len(one["facts"]) for one in CASES.values()}
    kinds = {fact[2] for one in CASES.values() for fact in one["facts"]}
    assert len(CASES) >= 25
    assert {1, 40} <= sizes
    lacking = set(api.data.case()["kind"]) - kinds
    assert not lacking, f"add a fact of these kinds to a case of tests/rules/data/whole_cases.toml: {lacking}"
    assert kinds == set(api.data.case()["kind"])


def on_the_line(view: dict[str, Any]) -> list[str]:
    """Return the dates that the line of the page shows."""
    return [row["item"] for row in view["line"] if "item" in row]


def test_a_paid_invoice_is_over_with_its_day() -> None:
    """Until then it is ticked on the line, and then no more; unpaid or unsaid it stays, and is said so."""
    record = CASES["paid"]
    ahead, after = (api.case_view(case_of(record), today=day) for day in ("2026-10-31", "2026-11-01"))
    assert on_the_line(ahead) == ["payment:f"]
    assert on_the_line(after) == []
    assert on_the_line(view_of("unpaid")) == ["payment:f"]
    for name in ("unpaid_agreed", "consumer_unsaid"):
        view = view_of(name)
        (item,) = view["timeline"]
        assert on_the_line(view) == [item["id"]]
        assert item["said"] == "si elle n’est pas payée"


CLAIM = {"id": "f1", "on": "2026-12-18", "kind": "claimed", "text": "Il demande une reprise", "form": "email"}
DECLARED = {"id": "f2", "on": "2026-12-21", "kind": "declared", "to": "insurer"}


def told(*facts: dict[str, str], today: str = "2026-12-18", **contract: str) -> dict[str, Any]:
    """Return the view of a case of some facts under a contract."""
    return api.case_view({"version": 1, "contract": contract, "facts": list(facts)}, today=today)


def summary(view: dict[str, Any]) -> dict[str, str]:
    """Return the case in ten lines, by their labels, with ordinary spaces."""
    return {one["label"]: " ".join(one["text"].split()) for one in view["summary"]}


def test_a_case_says_the_doubt_of_the_count_that_it_shows() -> None:
    """A contract below the law, or without its time limit: said beside the date, until it is met."""
    short = {"length": "3", "unit": "jours_ouvrables"}
    counted = api.answer("delai-declaration", {"received_on": "2026-12-18", **short}, today="2026-12-18")
    assert counted["warnings"]
    assert told(CLAIM, **short)["warnings"] == [{**one, "facts": ["f1"]} for one in counted["warnings"]]
    assert told(CLAIM, DECLARED, today="2026-12-21", **short)["warnings"] == []
    for contract, is_said in (({}, True), ({"length": "10"}, False)):
        (declaration,) = (one for one in told(CLAIM, **contract)["timeline"] if one["key"] == "declaration")
        assert ("Nous comptons 5\xa0jours ouvrés, le minimum" in declaration["assumed"]) == is_said


def test_what_another_must_do_is_no_limit_of_the_reader() -> None:
    """An insurer that is late: the reader reminds it, and no time limit of his own is told as missed."""
    sent = {"id": "f3", "on": "2026-10-17", "kind": "complained"}
    claim, declared = CLAIM | {"on": "2026-10-12"}, DECLARED | {"on": "2026-10-15"}
    view = told(claim, declared, sent, today="2026-11-26", length="5")
    assert (view["next"]["item"], view["next"]["mine"]) == ("acknowledgement", False)
    said = {one["id"]: one["said"] for one in view["timeline"]}
    assert said["acknowledgement"] == "attendu, date passée"
    (reminder,) = (one for one in view["documents"] if one["id"] == "relance-assureur")
    assert reminder["why"]
    assert summary(view)["À faire"] == view["next"]["text"]


def test_the_summary_says_by_when_and_in_which_words() -> None:
    """A date is one to act before, beside its limit; how the claim came is no more than was said."""
    lines = summary(told(CLAIM, length="5"))
    assert "avant la fin du jeudi 24 décembre 2026 (limite théorique : lundi 28 décembre" in lines["À faire"]
    assert lines["La réclamation"].endswith("18 décembre 2026. Il demande une reprise")
    late = summary(told(CLAIM, today="2027-02-01", length="5"))
    assert "limite théorique passée : lundi 28 décembre 2026" in late["À faire"]
    letter = next(one for one in told(CLAIM)["documents"] if one["id"] == "declaration-de-sinistre")
    assert "un message écrit (courriel, SMS ou avis en ligne)" in str(letter["answers"])
