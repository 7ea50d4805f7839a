"""The two years to sue the insurer (C. assur. L114-1 to L114-3), never extended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..calendar_fr import last_working_day_before
from ..model import Computation, MonthRounding, Notice, Parameter, Refusal, Step, Unit, Values
from ..params import value_on
from ..time_limits import add_months
from ._contract import Contract
from ._zone import NATIONAL, count_parameter

# C. civ. 2238: after a mediation the prescription runs for at least six months.
_FLOOR_MONTHS = "mediation_suspension_floor"

CONTRACT = Contract(
    inputs={
        "trigger": ("assignation", "paiement_au_tiers", "sinistre_connu"),
        "trigger_on": "date",
        "lrar_sent_on": "dates",
        "suspended_on": "date",
        "resumed_on": "date",
    },
    optional=("lrar_sent_on", "suspended_on", "resumed_on"),
    dates=("deadline", "safe_date"),
    headlines=("overdue",),
    warnings={
        "overdue": (),
        "sinistre_connu": (),
        "lrar_too_early": ("date",),
        "lrar_too_late": ("date",),
        "suspension_too_early": (),
        "suspension_too_late": (),
    },
)


def compute(values: Values, today: date, parameters: Mapping[str, Parameter]) -> Computation:
    """Count two years from the trigger, anew from each LRAR sent in time, stopped by a mediation.

    Dates: `deadline`, `safe_date`. An LRAR interrupts from its sending (L114-2) and starts a new
    period of the same length (C. civ. 2231). A mediation suspends from `suspended_on` to
    `resumed_on`, then leaves at least six months (C. civ. 2238). What comes too early or too
    late to have an effect is a notice, never silently dropped.
    Raises Refusal("missing") when one end of the suspension lacks, "before_start" when they are
    in the wrong order.
    """
    suspension = _suspension(values)
    start = values.day("trigger_on")
    steps = [Step(start, "start", words="prescription")]
    notices: list[Notice] = []
    deadline = _deadline(start, suspension, parameters)
    for sent in values.days("lrar_sent_on"):
        if sent < start:
            notices.append(Notice("lrar_too_early", {"date": sent.isoformat()}))
        elif sent > deadline:
            notices.append(Notice("lrar_too_late", {"date": sent.isoformat()}))
        else:
            start = sent
            deadline = _deadline(start, suspension, parameters)
            steps.append(Step(sent, "start", words="lrar"))
    steps += _running(start, deadline, suspension, parameters)
    if suspension and suspension[1] <= values.day("trigger_on"):
        notices.append(Notice("suspension_too_early"))
    if suspension and suspension[0] > count_parameter(start, parameters["prescription"], NATIONAL).deadline:
        notices.append(Notice("suspension_too_late"))
    if values.choice("trigger") == "sinistre_connu":
        notices.append(Notice("sinistre_connu"))
    if today > deadline:
        notices.insert(0, Notice("overdue"))
    return Computation(
        {"deadline": deadline, "safe_date": last_working_day_before(deadline, NATIONAL)},
        tuple(steps),
        tuple(notices),
        ("cassur-L114-1", "cassur-L114-2"),
        headline="overdue" if today > deadline else "",
    )


def _suspension(values: Values) -> tuple[date, date] | None:
    given = [name for name in ("suspended_on", "resumed_on") if name in values]
    if not given:
        return None
    if len(given) == 1:
        raise Refusal("missing", "resumed_on" if given == ["suspended_on"] else "suspended_on")
    suspended_on, resumed_on = values.day("suspended_on"), values.day("resumed_on")
    if resumed_on < suspended_on:
        raise Refusal("before_start", "resumed_on")
    return suspended_on, resumed_on


def _deadline(start: date, suspension: tuple[date, date] | None, parameters: Mapping[str, Parameter]) -> date:
    """Return the end of a period from `start`: two years, plus the days the mediation stopped."""
    end = count_parameter(start, parameters["prescription"], NATIONAL).deadline
    if suspension is None or suspension[0] > end or suspension[1] <= start:
        return end
    suspended_on, resumed_on = suspension
    # C. civ. 2230: suspension stops the clock without erasing the time already run. The day of
    # resumption is not given back: of two readings, the earlier end.
    return max(end + (resumed_on - max(suspended_on, start)), _floor(resumed_on, parameters))


def _floor(resumed_on: date, parameters: Mapping[str, Parameter]) -> date:
    months = value_on(parameters[_FLOOR_MONTHS], resumed_on).value
    return add_months(resumed_on, months, rounding=MonthRounding.LAST_DAY)


def _running(
    start: date,
    deadline: date,
    suspension: tuple[date, date] | None,
    parameters: Mapping[str, Parameter],
) -> list[Step]:
    """Return the steps of the last period: its years, the stop and the floor where they play."""
    counted = count_parameter(start, parameters["prescription"], NATIONAL)
    years = [step for step in counted.steps if step.role == "counted"]
    if suspension is None or deadline == counted.deadline:
        return [*years, Step(deadline, "end")]
    suspended_on, resumed_on = suspension
    stops = [
        Step(suspended_on, "moved", words="suspended"),
        Step(resumed_on, "moved", words="resumed"),
    ]
    floor = _floor(resumed_on, parameters)
    if floor == deadline:
        stops.append(Step(floor, "moved", words="floor_after_mediation"))
    return [
        *(step for step in years if step.date < suspended_on),
        *stops,
        Step(deadline, "end", unit=Unit.ANNEES),
    ]
