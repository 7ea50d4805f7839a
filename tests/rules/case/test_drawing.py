"""The line of time as a picture: to scale, nothing over another, and the list that says the same."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.rules import api
from macros.rules.case.drawing import FORMS

from .strategies import TODAY, cases

NEAR = {
    "facts": [
        {"id": "a", "on": "2026-10-01", "kind": "agreed"},
        {"id": "b", "on": "2026-11-25", "kind": "claimed", "form": "letter"},
        {"id": "c", "on": "2026-11-25", "kind": "note"},
        {"id": "d", "on": "2026-11-26", "kind": "note"},
        {"id": "e", "on": "2027-01-14", "kind": "hearing"},
    ]
}
#: A round of a place to a whole unit, twice.
ROUNDED = 2


def drawn(case: dict[str, Any], form: str = "wide", today: str = "2026-11-27") -> dict[str, Any]:
    """Return the picture of a case in one of its widths, {} for none."""
    picture: dict[str, Any] = api.case_view(case, today=today)["drawing"].get(form, {})
    return picture


def place(transform: str) -> int:
    """Return how far to the right a part of the picture is moved."""
    found = re.match(r"translate\((-?\d+) ", transform)
    assert found, transform
    return int(found[1])


def days(picture: dict[str, Any]) -> list[int]:
    """Return the place of the day of each point on the line."""
    return [place(one["at"]) + int(one["dot"]) for one in picture["points"]]


@pytest.mark.parametrize("form", FORMS)
def test_a_day_has_the_same_room_all_along(form: str) -> None:
    """From the réclamation on, the places are those of the days: its eve, today, the date, its limit."""
    picture = drawn(NEAR, form)
    claim = days(picture)[-5]
    until = re.search(r"H(-?\d+)$", picture["points"][-2]["until"])
    assert until
    limit = place(picture["points"][-2]["at"]) + int(until[1])
    told = {0: claim, 1: days(picture)[-3], 2: place(picture["now"]), 6: days(picture)[-2], 7: limit}
    unit = (limit - claim) / 7
    assert unit > 0
    for day, x in told.items():
        assert abs(x - claim - day * unit) <= ROUNDED, (day, told)


def test_a_long_wait_is_cut_and_said() -> None:
    """Two years after days: the days stay apart, and the cut says how long it is."""
    case = {"facts": [{"id": "w", "on": "2026-11-25", "kind": "claimed", "form": "writ"}]}
    picture = drawn(case)
    claim, limit = days(picture)[0], days(picture)[1]
    assert limit - claim > ROUNDED * 20
    assert "2 ans" in [one["text"] for one in picture["words"]]
    assert picture["marks"].count("l6 -16") == 2


@settings(max_examples=40)
@given(cases(), st.sampled_from(sorted(FORMS)))
def test_nothing_is_drawn_over_another(case: dict[str, Any], form: str) -> None:
    """What is written under the days is in their order, apart, and within the picture."""
    picture = api.case_view(case, today=TODAY)["drawing"].get(form)
    if not picture:
        return
    places = sorted(place(one["at"]) for one in picture["points"])
    assert all(after - before >= FORMS[form].slot - 1 for before, after in pairwise(places))
    half = FORMS[form].slot // 2
    assert half - 1 <= places[0]
    assert places[-1] <= picture["width"] - half + 1
    assert all(0 <= x <= picture["width"] for x in [*days(picture), place(picture["now"])])
    words = sorted(int(one["x"]) for one in picture["words"])
    assert all(after - before >= 40 for before, after in pairwise(words))


@settings(max_examples=40)
@given(cases())
def test_the_list_says_what_is_drawn(case: dict[str, Any]) -> None:
    """Every date of the line of time is in the list, today too, in the order of time."""
    view = api.case_view(case, today=TODAY)
    dates = {one["id"]: one["date"] for one in view["timeline"]}
    facts = {one["id"]: one["on"] for one in view["chronology"]}
    told = [
        TODAY if "now" in one else dates[one["item"]] if "item" in one else facts[one["fact"]]
        for one in view["line"]
    ]
    assert told == sorted(told)
    assert {one["item"] for one in view["line"] if "item" in one} == set(dates)
    assert sum("now" in one for one in view["line"]) == 1
    for form in view["drawing"].values():
        assert len(form["points"]) <= len(view["line"]) - 1


def test_the_year_is_said_where_it_is_another() -> None:
    """A sheet of another year than this one says which."""
    points = drawn(NEAR)["points"]
    assert points[-1]["rows"][0]["text"] == "2027"
    assert not any(row["text"] == "2026" for one in points for row in one["rows"])


@given(cases(), st.sampled_from([name for name, form in FORMS.items() if form.letter]))
def test_what_is_written_under_a_day_stays_in_its_place(case: dict[str, Any], form: str) -> None:
    """No row is wider than a place may be, but for one word; nor what is said of a day."""
    for today in (TODAY, "2027-06-30"):
        picture = drawn(case, form, today)
        rows = [row["text"] for one in picture.get("points", ()) for row in one["rows"]]
        assert [text for text in rows if " " in text and len(text) * FORMS[form].letter > 150] == []
