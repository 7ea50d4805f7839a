"""Counting a time limit: from a day, a length and a unit to a deadline and its reasons.

The day of the event is never counted (CPC 641, by analogy outside procedure). A deadline is
never extended here; `extend_642` gives the day that CPC 642 would move it to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from .model import MonthRounding, Refusal, Step, Unit, WorkingDays

_ONE_DAY = timedelta(days=1)
_MONTHS = {Unit.MOIS: 1, Unit.ANNEES: 12}
# The library's `calendar` knows them too, and brings `locale`: 23 kB for every phone.
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Count:
    """A counted time limit: its last day, never extended, and one step per day or period."""

    deadline: date
    steps: tuple[Step, ...]


def add_months(start: date, months: int, *, rounding: MonthRounding) -> date:
    """Return the day with the same number `months` later.

    When that month has no such day: its last day under LAST_DAY (CPC 641, second paragraph),
    Refusal("no_such_day") under REFUSE.
    """
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = 29 if month0 == 1 and _is_leap(year) else _LAST_DAYS[month0]
    if start.day > last and rounding is MonthRounding.REFUSE:
        raise Refusal("no_such_day")
    return date(year, month0 + 1, min(start.day, last))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def count(start: date, length: int, unit: Unit, days: WorkingDays, *, rounding: MonthRounding) -> Count:
    """Count `length` units from the day after `start` and return the deadline with its steps.

    The steps are "start", then the days in order ("skipped", or "counted" with n = 1 to
    `length`), then "end" on the day of the last counted one. Raises ValueError when `length`
    is below 1, Refusal("no_such_day") as `add_months` does.
    """
    if length < 1:
        raise ValueError(length)
    if unit in _MONTHS:
        # Each anniversary is counted from the start, never from the one before: from 31 January,
        # two months end on 31 March although one month ends on 28 February.
        ends = [add_months(start, n * _MONTHS[unit], rounding=rounding) for n in range(1, length + 1)]
        steps = [_anniversary(start, end, n, unit) for n, end in enumerate(ends, 1)]
    elif unit is Unit.SEMAINES:
        weeks = range(1, length + 1)
        steps = [Step(start + timedelta(weeks=n), "counted", n, unit=unit) for n in weeks]
    else:
        steps = _days(start, length, unit, days)
    deadline = steps[-1].date
    return Count(deadline, (Step(start, "start"), *steps, Step(deadline, "end")))


def _anniversary(start: date, end: date, n: int, unit: Unit) -> Step:
    words = "" if end.day == start.day else f"counted_{unit}_last_day"
    return Step(end, "counted", n, unit=unit, words=words)


def _uncounted(unit: Unit, days: WorkingDays) -> Callable[[date], tuple[str, ...]]:
    if unit is Unit.JOURS_OUVRES:
        return days.why_not_ouvre
    if unit is Unit.JOURS_OUVRABLES:
        return days.why_not_ouvrable
    return lambda _: ()


def _days(start: date, length: int, unit: Unit, days: WorkingDays) -> list[Step]:
    uncounted = _uncounted(unit, days)
    steps: list[Step] = []
    day, n = start, 0
    while n < length:
        day += _ONE_DAY
        reasons = uncounted(day)
        if reasons:
            steps.append(Step(day, "skipped", None, reasons, unit))
        else:
            n += 1
            steps.append(Step(day, "counted", n, unit=unit))
    return steps


def extend_642(deadline: date, days: WorkingDays) -> tuple[date, tuple[Step, ...]]:
    """Return where CPC 642 moves a deadline, and one "moved" step for each day it leaves.

    A term on a Saturday, a Sunday or a public holiday moves to the next day that is none of them.
    """
    steps: list[Step] = []
    while reasons := days.why_not_ouvre(deadline):
        steps.append(Step(deadline, "moved", None, reasons))
        deadline += _ONE_DAY
    return deadline, tuple(steps)
