"""By when to declare a claim to the professional liability insurer (C. assur. L113-2, 4°)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..calendar_fr import last_working_day_before
from ..model import Computation, Notice, Parameter, Unit, Values
from ..params import value_on
from ._contract import LOCAL, UNITS, ZONES, Contract
from ._zone import count_in_zone, zone_notices

CONTRACT = Contract(
    inputs={"received_on": "date", "length": "integer", "unit": UNITS[:3], "zone": ZONES},
    dates=("deadline", "safe_date", "legal_floor"),
    headlines=("overdue", "today"),
    warnings={"overdue": (), "safe_date_passed": (), "below_legal_floor": ("floor",), **LOCAL},
)


def compute(values: Values, today: date, parameters: Mapping[str, Parameter]) -> Computation:
    """Count the contract's own time limit from the day the réclamation was received.

    Dates: `deadline`, `safe_date`, and `legal_floor` when the contract's term ends before the
    legal floor. Raises Refusal("no_value") where the floor of that day is not known.
    """
    received_on, length = values.day("received_on"), values.number("length")
    unit, zone = Unit(values.choice("unit")), values.choice("zone")
    counted, _ = count_in_zone(received_on, length, unit, zone)
    deadline = counted.deadline
    safe_date = last_working_day_before(deadline, zone)
    dates = {"deadline": deadline, "safe_date": safe_date}
    notices = list(zone_notices(received_on, length, unit, zone, counted))

    # L113-2, 4°: the contract's time limit cannot be shorter than the floor, in jours ouvrés.
    floor = value_on(parameters["declaration_floor"], received_on)
    legal, _ = count_in_zone(received_on, floor.value, Unit.JOURS_OUVRES, zone)
    if deadline < legal.deadline:
        dates["legal_floor"] = legal.deadline
        notices.insert(0, Notice("below_legal_floor", {"floor": legal.deadline.isoformat()}))

    headline = ""
    if today > deadline:
        headline = "overdue"
        notices.insert(0, Notice("overdue"))
    elif today >= safe_date:
        headline = "today"
        if today > safe_date:
            notices.insert(0, Notice("safe_date_passed"))
    return Computation(dates, counted.steps, tuple(notices), (floor.source,), headline)
