"""Counting in a zone, when the law of the zone may have two readings."""

from __future__ import annotations

from datetime import date

from ..calendar_fr import Calendar, calendars
from ..model import MonthRounding, Notice, Parameter, Unit
from ..params import value_on
from ..time_limits import Count, count, extend_642

# Prescription and procedure are counted with the national holidays: no zone is asked.
NATIONAL = "metropole"


def count_in_zone(start: date, length: int, unit: Unit, zone: str) -> tuple[Count, Calendar]:
    """Return the count with the earlier end among the readings of the zone, and its calendar.

    Where they end on the same day, it is the one that CPC 642 would extend the least.
    Months are rounded to their last day (CPC 641, second paragraph).
    """
    counts = [
        (count(start, length, unit, calendar, rounding=MonthRounding.LAST_DAY), calendar)
        for calendar in calendars(zone)
    ]
    return min(counts, key=lambda one: (one[0].deadline, extend_642(one[0].deadline, one[1])[0]))


def zone_notices(start: date, length: int, unit: Unit, zone: str, counted: Count) -> tuple[Notice, ...]:
    """Return what the zone changed: a doubtful holiday on the way, an end that a local day put off."""
    if unit not in (Unit.JOURS_OUVRES, Unit.JOURS_OUVRABLES):
        return ()
    notices = []
    readings = calendars(zone)
    days = {step.date for step in counted.steps if step.role in ("counted", "skipped")}
    if len(readings) > 1 and any(
        calendar.local_days(start.year, counted.deadline.year) & days for calendar in readings
    ):
        notices.append(Notice("doubtful_holiday"))
    national, _ = count_in_zone(start, length, unit, "metropole")
    if national.deadline < counted.deadline:
        notices.append(Notice("local_holiday", {"national": national.deadline.isoformat()}))
    return tuple(notices)


def count_parameter(start: date, parameter: Parameter, zone: str) -> Count:
    """Count a time limit of the law, as it stands on `start`. Raises Refusal as `value_on` does."""
    counted, _ = count_in_zone(start, value_on(parameter, start).value, Unit(parameter.unit), zone)
    return counted
