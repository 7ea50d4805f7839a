"""What holds of every case: dates that nothing else moves, merging that loses nothing, exact reading."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from macros.rules import api
from macros.rules.case import model
from tests.rules.case.strategies import TODAY, cases, facts, spoilt

# Kinds that only close what is open, and those that concern no date at all.
CLOSING = ("declared", "mediator_seized")
UNRELATED = ("agreed", "incident", "blamed_orally", "promised", "note")


def view(case: object) -> dict[str, Any]:
    return api.case_view(case, today=TODAY)


def dates(case: object) -> dict[str, tuple[str, str]]:
    return {one["id"]: (one["date"], one["limit"]) for one in view(case)["timeline"]}


def closed(case: object) -> set[str]:
    return {one["id"] for one in view(case)["timeline"] if one["state"] in ("done", "closed")}


def ids(case: dict[str, Any], name: str) -> set[str]:
    return {one["id"] for one in case.get(name, ())}


@given(cases(), facts("new", UNRELATED))
def test_an_unrelated_fact_changes_no_date(case: dict[str, Any], fact: dict[str, Any]) -> None:
    """An order, an incident or a note moves no date and closes nothing."""
    more = case | {"facts": [*case["facts"], fact]}
    assert dates(more) == dates(case)
    assert closed(more) == closed(case)


@given(cases(), facts("new", CLOSING))
def test_closing_facts_only_close(case: dict[str, Any], fact: dict[str, Any]) -> None:
    """A declaration or a seized mediator moves no date and opens nothing again."""
    more = case | {"facts": [*case["facts"], fact]}
    assert dates(more) == dates(case)
    assert closed(more) >= closed(case)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_lists_does_not_matter(case: dict[str, Any], random: Any) -> None:
    """Facts and exhibits in any order give the same view."""
    mixed = {**case, "facts": list(case["facts"]), "pieces": list(case["pieces"])}
    random.shuffle(mixed["facts"])
    random.shuffle(mixed["pieces"])
    assert view(mixed) == view(case)


@given(cases())
def test_every_date_is_the_tools_own(case: dict[str, Any]) -> None:
    """Each counted date is what the tool answers for the answers that stand beside it."""
    for one in view(case)["timeline"]:
        if one["tool"]:
            answer = api.answer(one["tool"], one["answers"], today=TODAY)
            assert answer["dates"][one["role"]] == one["date"]
            assert answer["dates"][one["limit_role"]] == one["limit"]
        assert one["date"] <= one["limit"]


@given(cases(), cases())
def test_merging_is_the_same_both_ways(mine: dict[str, Any], other: dict[str, Any]) -> None:
    """Whichever device comes first, the case is the same, down to its file."""
    one, two = api.case_merge(mine, other), api.case_merge(other, mine)
    assert json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)


@given(cases(), cases())
def test_merging_twice_changes_nothing(mine: dict[str, Any], other: dict[str, Any]) -> None:
    """A case merged with itself, or again with a side of it, stays as it is."""
    assert api.case_merge(mine, mine) == mine
    both = api.case_merge(mine, other)
    assert api.case_merge(both, other) == both
    assert api.case_merge(both, mine) == both
    assert api.case_merge({}, mine) == api.case_merge(mine, {}) == mine


@given(cases(), cases())
def test_merging_loses_no_id(mine: dict[str, Any], other: dict[str, Any]) -> None:
    """Every fact and every exhibit of both sides is there, and no other."""
    both = api.case_merge(mine, other)
    for name in ("facts", "pieces"):
        assert ids(both, name) == ids(mine, name) | ids(other, name)
        assert len(both[name]) == len(ids(both, name))


@given(cases(), cases())
def test_merging_loses_no_text(mine: dict[str, Any], other: dict[str, Any]) -> None:
    """Of two texts of one fact, the one that does not stand is kept beside it, and said."""
    both = api.case_merge(mine, other)
    merged = {one["id"]: one for one in both["facts"]}
    for side in (mine, other):
        for fact in side["facts"]:
            kept = merged[fact["id"]]
            for name in ("on", "text", "kind"):
                assert fact[name] in ("", kept[name], *kept.get("also", {}).get(name, ()))
    differing = [one for one in both["facts"] if one.get("also")]
    told = [one for one in view(both)["warnings"] if one["code"] == "two_versions"]
    assert sorted(id for one in told for id in one["facts"]) == sorted(one["id"] for one in differing)


@given(cases())
def test_what_was_written_is_read_the_same(case: dict[str, Any]) -> None:
    """A file that this site wrote comes back as it was, unknown keys and all."""
    for escaped in (True, False):
        assert api.case_read(json.dumps(case, ensure_ascii=escaped)) == {"case": case, "problems": []}


@given(spoilt(), spoilt())
def test_nothing_a_file_holds_raises(case: Any, other: Any) -> None:
    """Anything in the place of anything: a view, a merge that holds, JSON at the end."""
    seen = view(case)
    assert seen["status"] in ("answered", "incomplete")
    assert seen["next"]["text"]
    json.dumps(seen, allow_nan=False)
    both = api.case_merge(case, other)
    assert both == api.case_merge(other, case)
    assert api.case_merge(both, case) == both
    json.dumps(both, allow_nan=False)


@settings(max_examples=30)
@given(cases(), cases())
def test_what_was_read_before_changes_no_view(one: dict[str, Any], other: dict[str, Any]) -> None:
    """A view is that of its case and its day alone, whatever was asked before; nothing is shared with it."""
    days = (TODAY, (date.fromisoformat(TODAY) + timedelta(days=9)).isoformat())
    asked = [(one, days[0]), (other, days[0]), (one, days[1]), (one, days[0])]
    told = [api.case_view(case, today=day) for case, day in asked]
    for (case, day), view in zip(asked, told, strict=True):
        model.forget()
        assert api.case_view(case, today=day) == view
    before = api.case_merge(one, {})
    for fact in before.get("facts", []):
        fact["text"] = "changé"
    assert api.case_view(one, today=days[0]) == told[0]
