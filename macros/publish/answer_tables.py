"""Answers ready before they are asked: one table for a tool and a zone, for whoever has no Python yet.

Each start day is counted once, up to the longest time limit. What the calculator would answer with a
warning or a headline is left out: a table has room for two dates, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from macros.rules import data
from macros.rules.calendar_fr import ZONES, calendars, last_working_day_before
from macros.rules.french import day_text
from macros.rules.model import PACIFIC, MonthRounding, Refusal, Unit
from macros.rules.params import value_on
from macros.rules.present import amount
from macros.rules.time_limits import count

_DAILY = tuple(range(2, 31))
_COMMON: dict[Unit, tuple[int, ...]] = {
    Unit.JOURS_OUVRES: _DAILY,
    Unit.JOURS_OUVRABLES: _DAILY,
    Unit.JOURS: _DAILY,
}
LENGTHS: dict[str, dict[Unit, tuple[int, ...]]] = {
    "delai-declaration": _COMMON,
    "compter-un-delai": {**_COMMON, Unit.MOIS: (1, 2, 3, 6), Unit.ANNEES: (1,)},
}
"""The tools that have a table: their units, and the lengths in each."""

#: The character of an answer that the table does not give; the others count on from it, in days.
NONE = " "
_BASE = ord(NONE)

Dates = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Ready:
    """The answers of a tool in a zone: `limits` and `safe` hold one character an answer, by unit.

    Start by start from the first of `days`, length by length in the order of `LENGTHS`: `NONE`, or
    the number of days from the start to the date, as a distance of characters from `NONE`.
    """

    days: tuple[date, ...]
    limits: dict[Unit, str]
    safe: dict[Unit, str]


def ready(tool_id: str, zone: str, first: date, last: date) -> Ready:
    """Return the answers for every start from `first` to `last`, both included.

    `days` goes on to the last date that an answer names. A territory that is refused has no answer.
    Raises KeyError for a tool that has no table, ValueError for an unknown zone.
    """
    if zone in PACIFIC:
        return Ready((), {}, {})
    if zone not in ZONES:
        raise ValueError(zone)
    starts = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    limits, safe = {}, {}
    for unit, lengths in LENGTHS[tool_id].items():
        cells = [cell for start in starts for cell in _cells(tool_id, zone, start, unit, lengths)]
        origins = [start for start in starts for _ in lengths]
        limits[unit] = _written([cell and cell[0] for cell in cells], origins)
        safe[unit] = _written([cell and cell[1] for cell in cells], origins)
    reach = max((ord(mark) - _BASE for text in limits.values() for mark in text), default=0)
    span = (last - first).days + reach
    return Ready(tuple(first + timedelta(days=n) for n in range(span + 1)), limits, safe)


def described(tool_id: str, zone: str, first: date, last: date) -> dict[str, object]:
    """Return the answers ready for JSON, with the words that they are shown in.

    {start: the input of the start, starts: how many there are, days: ["2026-04-30 jeudi 30 avril"],
    units: {unit: {lengths: {"5": "5 jours ouvrés"}, limits, safe}}, dates: {name: {label, note}},
    inputs: {name: {label, default, options}}}. Raises as `ready` does.
    """
    tool, table = data.deadline(tool_id), ready(tool_id, zone, first, last)
    return {
        "start": tool.inputs[0].name,
        "starts": (last - first).days + 1 if table.days else 0,
        "days": [f"{day.isoformat()} {day_text(day)}" for day in table.days],
        "units": {
            str(unit): {
                "lengths": {str(n): amount(n, str(unit)) for n in lengths},
                "limits": table.limits[unit],
                "safe": table.safe[unit],
            }
            for unit, lengths in LENGTHS[tool_id].items()
            if unit in table.limits
        },
        "dates": {one.name: {"label": one.label, "note": one.note} for one in tool.dates},
        "inputs": {
            one.name: {"label": one.short, "default": one.default, "options": dict(one.options)}
            for one in tool.inputs
        },
    }


def _written(days: list[date | None], starts: list[date]) -> str:
    return "".join(
        NONE if day is None else chr(_BASE + (day - start).days)
        for day, start in zip(days, starts, strict=True)
    )


def _cells(
    tool_id: str, zone: str, start: date, unit: Unit, lengths: tuple[int, ...]
) -> Iterator[Dates | None]:
    """Yield the two dates of each length, None where there is more to say than two dates."""
    ends = _ends(start, unit, zone)
    floor = _floor(start, zone) if tool_id == "delai-declaration" else date.min
    national = _ends(start, unit, "metropole")
    doubtful = _doubtful(start, zone) if unit in (Unit.JOURS_OUVRES, Unit.JOURS_OUVRABLES) else date.max
    for n in lengths:
        end = ends[n - 1]
        safe = _safe(end, zone)
        plain = floor <= end < doubtful and national[n - 1] == end and end <= data.verified()["last"]
        # On its safe day, and before it, an answer has a headline: "today".
        yield (end, safe) if plain and safe > start else None


@cache
def _ends(start: date, unit: Unit, zone: str) -> list[date]:
    """Return the deadlines of 1, 2, 3… units, the earlier of the readings of the zone."""
    longest = max(max(lengths.get(unit, (0,))) for lengths in LENGTHS.values())
    readings = [
        [
            step.date
            for step in count(start, longest, unit, calendar, rounding=MonthRounding.LAST_DAY).steps[1:-1]
            if step.role == "counted"
        ]
        for calendar in calendars(zone)
    ]
    return [min(ends) for ends in zip(*readings, strict=True)]


@cache
def _safe(end: date, zone: str) -> date:
    return last_working_day_before(end, zone)


def _floor(start: date, zone: str) -> date:
    """Return the end of the shortest time limit that the law allows; the end of time where it is unknown."""
    try:
        floor = value_on(data.parameters()["declaration_floor"], start)
    except Refusal:
        return date.max
    return _ends(start, Unit(data.parameters()["declaration_floor"].unit), zone)[floor.value - 1]


def _doubtful(start: date, zone: str) -> date:
    """Return the first doubtful holiday after `start`; the end of time where there is none."""
    readings = calendars(zone)
    if len(readings) == 1:
        return date.max
    local = {day for one in readings for day in one.local_days(start.year, start.year + 1)}
    return min((day for day in local if day > start), default=date.max)
