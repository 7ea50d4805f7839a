"""Counting itself, below the door: its refusals, its steps, and the report of procedure."""

from __future__ import annotations

from datetime import date

import pytest

from macros.rules.calendar_fr import Calendar
from macros.rules.model import MonthRounding, Refusal, Step, Unit
from macros.rules.time_limits import add_months, count, extend_642

FRANCE = Calendar("metropole")
LAST_DAY, REFUSE = MonthRounding.LAST_DAY, MonthRounding.REFUSE


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("length", [0, -1, -1000])
def test_a_length_is_at_least_one(unit: Unit, length: int) -> None:
    """Nothing, or less than nothing, is not counted in any unit."""
    with pytest.raises(ValueError, match=f"^{length}$"):
        count(date(2026, 3, 4), length, unit, FRANCE, rounding=LAST_DAY)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 1, 28), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2096, 2, 29), 48, date(2100, 2, 28)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_months_end_on_the_last_day_of_a_short_month(start: date, months: int, expected: date) -> None:
    """A month without the day's number ends on its last day (CPC 641, second paragraph)."""
    assert add_months(start, months, rounding=LAST_DAY) == expected


def test_rounding_may_be_refused() -> None:
    """Where no text rounds, a month without the day's number is refused; another is counted."""
    assert add_months(date(2026, 1, 28), 1, rounding=REFUSE) == date(2026, 2, 28)
    assert add_months(date(2026, 3, 30), 1, rounding=REFUSE) == date(2026, 4, 30)
    with pytest.raises(Refusal, match=r"^no_such_day$"):
        add_months(date(2026, 1, 31), 1, rounding=REFUSE)
    with pytest.raises(Refusal, match=r"^no_such_day$"):
        count(date(2024, 2, 29), 1, Unit.ANNEES, FRANCE, rounding=REFUSE)


def test_steps_of_days_give_every_reason() -> None:
    """A skipped day has all its reasons: the day of the week, then the holiday."""
    # 14 August 2026 is a Friday, and the next day a Saturday and Assumption.
    counted = count(date(2026, 8, 14), 1, Unit.JOURS_OUVRES, FRANCE, rounding=LAST_DAY)
    unit = Unit.JOURS_OUVRES
    assert counted.steps == (
        Step(date(2026, 8, 14), "start"),
        Step(date(2026, 8, 15), "skipped", None, ("saturday", "assomption"), unit),
        Step(date(2026, 8, 16), "skipped", None, ("sunday",), unit),
        Step(date(2026, 8, 17), "counted", 1, unit=unit),
        Step(date(2026, 8, 17), "end"),
    )


def test_steps_of_months_say_which_were_cut_short() -> None:
    """Each month has one step; those that end on a last day for want of the number say so."""
    counted = count(date(2026, 1, 31), 3, Unit.MOIS, FRANCE, rounding=LAST_DAY)
    months = [step for step in counted.steps if step.role == "counted"]
    assert [step.date for step in months] == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    assert [bool(step.words) for step in months] == [True, False, True]


@pytest.mark.parametrize(
    ("deadline", "expected", "left"),
    [
        (date(2026, 3, 11), date(2026, 3, 11), []),
        (date(2026, 3, 14), date(2026, 3, 16), [("saturday",), ("sunday",)]),
        (date(2026, 4, 4), date(2026, 4, 7), [("saturday",), ("sunday",), ("lundi-de-paques",)]),
        (date(2026, 12, 25), date(2026, 12, 28), [("noel",), ("saturday",), ("sunday",)]),
        (date(2027, 12, 31), date(2027, 12, 31), []),
    ],
)
def test_a_report_leaves_each_day_for_its_reason(
    deadline: date, expected: date, left: list[tuple[str, ...]]
) -> None:
    """Saturdays, Sundays and holidays are left one by one, up to the next day that is none (CPC 642)."""
    end, moved = extend_642(deadline, FRANCE)
    assert (end, [step.reasons for step in moved]) == (expected, left)
    assert {step.role for step in moved} <= {"moved"}
