"""Any time limit, forward: jours ouvrés, jours ouvrables, days, weeks, months, years."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..calendar_fr import last_working_day_before
from ..model import Computation, Parameter, Unit, Values
from ..time_limits import extend_642
from ._contract import LOCAL, UNITS, ZONES, Contract
from ._zone import count_in_zone, zone_notices

CONTRACT = Contract(
    inputs={
        "start": "date",
        "length": "integer",
        "unit": UNITS,
        "zone": ZONES,
        "rollover": ("none", "cpc642"),
    },
    dates=("deadline", "safe_date", "deadline_642"),
    headlines=("overdue",),
    warnings=LOCAL,
)


def compute(values: Values, today: date, _parameters: Mapping[str, Parameter]) -> Computation:
    """Count `length` `unit` after `start` in `zone`.

    Dates: `deadline` (never extended), `safe_date` (the last Monday-to-Friday day before it
    that is no holiday), `deadline_642` when `rollover` is cpc642.
    """
    start, length = values.day("start"), values.number("length")
    unit, zone = Unit(values.choice("unit")), values.choice("zone")
    counted, calendar = count_in_zone(start, length, unit, zone)
    dates = {
        "deadline": counted.deadline,
        "safe_date": last_working_day_before(counted.deadline, zone),
    }
    steps = counted.steps
    sources = ["cpc-641"]
    if values.choice("rollover") == "cpc642":
        dates["deadline_642"], moved = extend_642(counted.deadline, calendar)
        steps += moved
        sources.append("cpc-642")
    return Computation(
        dates,
        steps,
        zone_notices(start, length, unit, zone, counted),
        tuple(sources),
        headline="overdue" if today > counted.deadline else "",
    )
