"""The prepared tables: each cell says what the calculator says, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from macros.publish import answer_tables
from macros.rules import api, data
from macros.rules.calculators import CALCULATORS
from macros.rules.calendar_fr import ZONES
from macros.rules.model import Refusal, Unit, Values

BUILT = date(2026, 11, 23)
FIRST, LAST = BUILT - timedelta(days=400), BUILT + timedelta(days=400)
START = {"delai-declaration": "received_on", "compter-un-delai": "start"}

Cell = tuple[date, Unit, int, tuple[date, date] | None]


def cells(tool: str, zone: str, first: date, last: date) -> Iterator[Cell]:
    """Read a table back: each start, unit and length with its limit and safe date, None for a blank."""
    table = answer_tables.ready(tool, zone, first, last)
    for unit, lengths in answer_tables.LENGTHS[tool].items():
        marks = iter(zip(table.limits[unit], table.safe[unit], strict=True))
        for place in range((last - first).days + 1):
            for length in lengths:
                distances = [ord(mark) - ord(answer_tables.NONE) for mark in next(marks)]
                dates = tuple(table.days[place + distance] for distance in distances)
                yield table.days[place], unit, length, (dates[0], dates[1]) if all(distances) else None
        assert next(marks, None) is None


def expected(tool: str, zone: str, start: date, unit: Unit, length: int) -> tuple[date, date] | None:
    """Ask the calculator, on the day of the start; None where it has more to say than two dates."""
    answers = {START[tool]: start, "length": length, "unit": unit, "zone": zone, "rollover": "none"}
    compute = CALCULATORS[data.deadline(tool).calculator].compute
    computed = compute(Values(answers), start, data.parameters())
    if computed.notices or computed.headline or set(computed.dates) != {"deadline", "safe_date"}:
        return None
    limit, safe = computed.dates["deadline"], computed.dates["safe_date"]
    return (limit, safe) if safe > start else None


@pytest.mark.parametrize("tool", answer_tables.LENGTHS)
@pytest.mark.parametrize("zone", ZONES)
def test_every_cell_is_what_the_calculator_answers(tool: str, zone: str) -> None:
    """In metropolitan France all of them, elsewhere one in seventeen, each length and weekday in turn."""
    step = 1 if zone == "metropole" else 17
    read = [cell for n, cell in enumerate(cells(tool, zone, FIRST, LAST)) if n % step == 0]
    wrong = [cell for cell in read if cell[3] != expected(tool, zone, *cell[:3])]
    assert wrong == []
    assert len(read) > 800 * 29 * 3 // step
    assert sum(cell[3] is not None for cell in read) > len(read) / 2


def test_nothing_is_said_where_a_day_is_doubtful() -> None:
    """In Saint-Martin a count that meets 27 or 28 May has a warning: the calculator says it."""
    day = date(2026, 5, 26)
    blank = {
        length
        for _, unit, length, dates in cells("compter-un-delai", "saint-martin", day, day)
        if unit == Unit.JOURS_OUVRES and dates is None
    }
    assert blank == set(range(2, 31))


def test_nothing_is_said_below_the_legal_floor() -> None:
    """Four jours ouvrés are no lawful contract: the calculator says so, the table says nothing."""
    day = date(2026, 11, 23)
    for _, unit, length, dates in cells("delai-declaration", "metropole", day, day):
        if unit == Unit.JOURS_OUVRES:
            assert (dates is None) == (length < 5)


def test_nothing_is_said_after_the_verified_calendar() -> None:
    """A deadline after the last verified year is refused: the table has no such date."""
    last = data.verified()["last"]
    day = last - timedelta(days=10)
    dates = [cell for cell in cells("compter-un-delai", "metropole", day, day) if cell[3]]
    assert max(cell[3][0] for cell in dates if cell[3]) <= last
    refused = api.answer(
        "compter-un-delai", {"start": day.isoformat(), "length": "30", "unit": "jours"}, today=day.isoformat()
    )
    assert refused["status"] == "refused"


def test_nothing_is_said_before_the_first_value_of_the_law() -> None:
    """Where the floor of a day is not known the calculator refuses; the table says nothing."""
    first = min(value.valid_from for value in data.parameters()["declaration_floor"].values)
    day = first - timedelta(days=1)
    with pytest.raises(Refusal):
        expected("delai-declaration", "metropole", day, Unit.JOURS, 20)
    assert {cell[3] for cell in cells("delai-declaration", "metropole", day, day)} == {None}


def test_a_tool_or_zone_without_table_is_an_error_of_the_build() -> None:
    """A name that nobody knows is refused, and never an empty table."""
    with pytest.raises(LookupError):
        answer_tables.described("impaye", "metropole", date.fromisoformat("2026-01-01"), date.fromisoformat("2026-01-02"))
    with pytest.raises(ValueError, match="atlantide"):
        answer_tables.described("delai-declaration", "atlantide", date.fromisoformat("2026-01-01"), date.fromisoformat("2026-01-02"))


def test_the_words_are_those_of_an_answer() -> None:
    """A day, a length and a label in the table are the words that the door would say."""
    told = answer_tables.described("delai-declaration", "metropole", date.fromisoformat("2026-04-30"), date.fromisoformat("2026-05-01"))
    answer = api.answer("delai-declaration", {"received_on": "2026-04-30", "length": "7"}, today="2026-04-30")
    shown = {one["name"]: one for one in answer["display"]["dates"]}
    assert told["starts"] == 2
    assert f"{answer['dates']['deadline']} {shown['deadline']['day']}" in told["days"]
    assert told["dates"]["safe_date"]["label"] == shown["safe_date"]["label"]
    said = {one["name"]: one["text"] for one in answer["display"]["answers"]}
    assert told["units"]["jours_ouvres"]["lengths"]["7"] == said["length"]
    assert told["inputs"]["zone"]["options"]["metropole"] == said["zone"]
