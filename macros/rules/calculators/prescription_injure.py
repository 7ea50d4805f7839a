"""Three months after a public insult or defamation (law of 29 July 1881, article 65), never extended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ..calendar_fr import last_working_day_before
from ..model import Computation, Notice, Parameter, Values
from ._contract import Contract
from ._zone import NATIONAL, count_parameter

CONTRACT = Contract(
    inputs={"published_on": "date"},
    dates=("deadline", "safe_date"),
    headlines=("overdue", "lawyer"),
    warnings={"overdue": (), "complaint_is_not_enough": ()},
)


def compute(values: Values, today: date, parameters: Mapping[str, Parameter]) -> Computation:
    """Count from the publication, date to date. Dates: `deadline`, `safe_date`.

    The headline is whom to see, and never a date: a lawyer must be found before anything is done.
    """
    counted = count_parameter(values.day("published_on"), parameters["press_offence"], NATIONAL)
    late = today > counted.deadline
    return Computation(
        {"deadline": counted.deadline, "safe_date": last_working_day_before(counted.deadline, NATIONAL)},
        (replace(counted.steps[0], words="publication"), *counted.steps[1:]),
        (Notice("overdue"),) if late else (Notice("complaint_is_not_enough"),),
        ("loi-1881-65",),
        headline="overdue" if late else "lawyer",
    )
