"""When a mediation should end (C. consom. R612-2 to R612-5), and what really happens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ..model import Computation, Notice, Parameter, Values
from ._contract import Contract
from ._zone import NATIONAL, count_parameter

CONTRACT = Contract(
    inputs={"notified_on": "date"},
    dates=("outcome_due",),
    headlines=("overdue",),
    warnings={"overdue": (), "real_mean": ()},
)


def compute(values: Values, today: date, parameters: Mapping[str, Parameter]) -> Computation:
    """Count from the day the mediator notified the parties. Date: `outcome_due`."""
    counted = count_parameter(values.day("notified_on"), parameters["mediation_length"], NATIONAL)
    late = today > counted.deadline
    return Computation(
        {"outcome_due": counted.deadline},
        tuple(replace(step, of="outcome_due") for step in counted.steps),
        (Notice("overdue"), Notice("real_mean")) if late else (Notice("real_mean"),),
        ("cconso-R612-2", "mediation-duree-reelle"),
        headline="overdue" if late else "",
    )
