"""An unpaid invoice between professionals: due date, penalties, injonction de payer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ..calendar_fr import ONE_DAY, Calendar
from ..model import Computation, MonthRounding, Notice, Parameter, Refusal, Step, Unit, Values
from ..params import value_on
from ..time_limits import Count, count, extend_642
from ._zone import NATIONAL, count_parameter


def compute(values: Values, today: date, parameters: Mapping[str, Parameter]) -> Computation:
    """Count from the performance, then from the order and its service when they are given.

    Dates: `payment_due`, `penalties_from` (C. com. L441-10: the day after, without reminder),
    `service_due` with `service_due_642` after an order, `opposition_due` with
    `opposition_due_642` after its service. CPC 642 applies: this is procedure.
    Raises Refusal("before_start") when the service is older than the order, "no_value" before
    the version of L441-10 that was read.
    """
    performed_on, terms = values.day("performed_on"), values.number("terms_days")
    notices: list[Notice] = []
    due, steps = _payment_due(performed_on, terms)
    dates = {"payment_due": due, "penalties_from": due + ONE_DAY}
    if terms > value_on(parameters["payment_terms_max"], performed_on).value:
        notices.append(Notice("terms_too_long"))
    if "order_on" in values:
        # Decree 2026-96: orders made from 1 September 2026 are served within three months.
        counted = count_parameter(values.day("order_on"), parameters["injonction_service"], NATIONAL)
        steps += _procedure("service_due", counted, dates)
    if "served_on" in values:
        served_on = values.day("served_on")
        if "order_on" in values and served_on < values.day("order_on"):
            raise Refusal("before_start", "served_on")
        if "service_due_642" in dates and served_on > dates["service_due_642"]:
            notices.append(Notice("served_too_late"))
        counted = count_parameter(served_on, parameters["opposition"], NATIONAL)
        steps += _procedure("opposition_due", counted, dates)
    if today > due:
        notices.insert(0, Notice("overdue"))
    return Computation(dates, tuple(steps), tuple(notices), ("ccom-L441-10",))


def _payment_due(performed_on: date, terms: int) -> tuple[date, list[Step]]:
    if terms == 0:
        return performed_on, [Step(performed_on, "end", of="payment_due")]
    counted = count(performed_on, terms, Unit.JOURS, Calendar(NATIONAL), rounding=MonthRounding.LAST_DAY)
    return counted.deadline, [replace(step, of="payment_due") for step in counted.steps]


def _procedure(name: str, counted: Count, dates: dict[str, date]) -> list[Step]:
    """Add a deadline of procedure and its extension to `dates`; return their steps."""
    dates[name] = counted.deadline
    dates[f"{name}_642"], moved = extend_642(counted.deadline, Calendar(NATIONAL))
    return [replace(step, of=name) for step in (*counted.steps, *moved)]
