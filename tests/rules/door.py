"""Asking the door in one line: what every test of the rules does."""

from __future__ import annotations

from datetime import date
from typing import Any

from macros.rules import api, data, params

Result = dict[str, Any]


def count(
    start: date,
    length: int,
    unit: str,
    zone: str = "metropole",
    rollover: str = "none",
    *,
    today: date | None = None,
) -> Result:
    """Answer with `compter-un-delai`, on the day of the start unless another is given."""
    answers = {
        "start": start.isoformat(),
        "length": str(length),
        "unit": unit,
        "zone": zone,
        "rollover": rollover,
    }
    return api.answer("compter-un-delai", answers, today=(today or start).isoformat())


def declare(
    received_on: date,
    length: int = 5,
    unit: str = "jours_ouvres",
    zone: str = "metropole",
    *,
    today: date | None = None,
) -> Result:
    """Answer with `delai-declaration`, on the day of the réclamation unless another is given."""
    answers = {"received_on": received_on.isoformat(), "length": str(length), "unit": unit, "zone": zone}
    return api.answer("delai-declaration", answers, today=(today or received_on).isoformat())


def law(name: str, day: date) -> int:
    """Return a value of the law as it stands on a day: what any day is counted with when the law changes."""
    return params.value_on(data.parameters()[name], day).value


def day(result: Result, name: str = "deadline") -> date:
    """Return one date of a result."""
    return date.fromisoformat(result["dates"][name])


def deadline(start: date, length: int, unit: str, zone: str = "metropole") -> date:
    """Return the deadline that `compter-un-delai` gives."""
    return day(count(start, length, unit, zone))


def codes(result: Result) -> dict[str, str]:
    """Return the problems of a result as {field: code}."""
    return {problem["field"]: problem["code"] for problem in result["problems"]}


def warned(result: Result) -> list[str]:
    """Return the codes of the warnings of a result."""
    return [warning["code"] for warning in result["warnings"]]
