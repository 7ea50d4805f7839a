"""What holds for every day, length, unit and zone. The examples are drawn, the same each time."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from macros.rules import api
from macros.rules import data as rules_data
from macros.rules.calendar_fr import ZONES, Calendar, calendars
from macros.rules.model import MonthRounding, Unit
from macros.rules.time_limits import count, extend_642
from tests.rules import door
from tests.rules.strategies import (
    DECLARATION_UNITS,
    LONGEST,
    day_units,
    days,
    limits,
    short,
    units,
    working_units,
    zones,
)

ONE_DAY = timedelta(days=1)
SATURDAY = 6


def is_working(day: date, unit: str, calendar: Calendar) -> bool:
    """Return whether a unit counts a day, from the list of holidays alone."""
    if unit == "jours":
        return True
    last = SATURDAY - 1 if unit == "jours_ouvres" else SATURDAY
    return day.isoweekday() <= last and not calendar.holiday(day)


def by_reading(start: date, length: int, unit: str, zone: str) -> list[tuple[date, Calendar]]:
    """Return the deadline under each reading of the zone's law, with its calendar."""
    return [
        (count(start, length, Unit(unit), calendar, rounding=MonthRounding.LAST_DAY).deadline, calendar)
        for calendar in calendars(zone)
    ]


# The deadline


@given(days, limits(), zones)
def test_a_later_start_never_ends_earlier(start: date, limit: tuple[int, str], zone: str) -> None:
    """The deadline never comes back when the start moves on by a day."""
    length, unit = limit
    assert door.deadline(start, length, unit, zone) <= door.deadline(start + ONE_DAY, length, unit, zone)


@given(days, limits(), zones)
def test_a_longer_limit_ends_later(start: date, limit: tuple[int, str], zone: str) -> None:
    """One unit more always ends on a later day."""
    length, unit = limit
    assert door.deadline(start, length, unit, zone) < door.deadline(start, length + 1, unit, zone)


@given(days, st.integers(1, 400), zones)
def test_ouvrables_never_end_after_ouvres(start: date, length: int, zone: str) -> None:
    """Jours calendaires end no later than jours ouvrables, and these no later than jours ouvrés."""
    calendar_days = door.deadline(start, length, "jours", zone)
    ouvrables = door.deadline(start, length, "jours_ouvrables", zone)
    assert calendar_days <= ouvrables <= door.deadline(start, length, "jours_ouvres", zone)


@given(days, limits(working_units), zones)
def test_deadline_is_a_counted_day(start: date, limit: tuple[int, str], zone: str) -> None:
    """A limit in jours ouvrés or ouvrables never ends on a day that its unit does not count."""
    length, unit = limit
    deadline = door.deadline(start, length, unit, zone)
    assert any(is_working(deadline, unit, calendar) for calendar in calendars(zone))


@given(days, limits(day_units), zones.filter(lambda zone: zone != "saint-martin"))
def test_deadline_is_the_nth_working_day(start: date, limit: tuple[int, str], zone: str) -> None:
    """The deadline is the n-th counted day of a plain list of the days that follow the start."""
    length, unit = limit
    (calendar,) = calendars(zone)
    following = (start + timedelta(days=n) for n in range(1, 3 * length + 20))
    working = [day for day in following if is_working(day, unit, calendar)]
    assert door.deadline(start, length, unit, zone) == working[length - 1]


@given(days, st.integers(1, 100), zones)
def test_weeks_are_seven_days(start: date, weeks: int, zone: str) -> None:
    """n weeks end as 7 n days do, on the weekday of the start."""
    deadline = door.deadline(start, weeks, "semaines", zone)
    assert deadline == door.deadline(start, 7 * weeks, "jours", zone)
    assert deadline.weekday() == start.weekday()


@given(days, st.integers(1, 48), zones)
@example(date(2026, 12, 31), 2, "metropole")
def test_months_keep_the_day_number(start: date, months: int, zone: str) -> None:
    """Months end on the day of the same number, or on the last day of a month that has none."""
    deadline = door.deadline(start, months, "mois", zone)
    elapsed = (deadline.year - start.year) * 12 + deadline.month - start.month
    is_last_day = (deadline + ONE_DAY).day == 1
    assert elapsed == months
    assert deadline.day == start.day or (is_last_day and deadline.day < start.day)


@given(days, st.integers(1, 4), zones)
@example(date(2024, 2, 29), 1, "metropole")
@example(date(2024, 2, 29), 4, "metropole")
def test_a_year_is_twelve_months(start: date, years: int, zone: str) -> None:
    """n years end as 12 n months do: from 29 February, on 28 February unless the year has a 29th."""
    assert door.deadline(start, years, "annees", zone) == door.deadline(start, 12 * years, "mois", zone)


def test_leap_day_comes_back_after_four_years() -> None:
    """From 29 February 2024, one year ends on 28 February 2025 and four on 29 February 2028."""
    leap_day = date(2024, 2, 29)
    assert door.deadline(leap_day, 1, "annees") == date(2025, 2, 28)
    assert door.deadline(leap_day, 4, "annees") == date(2028, 2, 29)


def test_months_are_not_chained() -> None:
    """From 31 January, two months end on 31 March, although one month ends on 28 February."""
    start = date(2026, 1, 31)
    assert door.deadline(start, 1, "mois") == date(2026, 2, 28)
    assert door.deadline(start, 2, "mois") == date(2026, 3, 31)


# The steps


@given(days, limits(), zones, st.data())
def test_each_step_is_a_deadline(start: date, limit: tuple[int, str], zone: str, data: st.DataObject) -> None:
    """The n-th counted step is the deadline of n units from the start, never from the step before."""
    length, unit = limit
    # In Saint-Martin a shorter limit may end earlier under the other reading.
    assume(zone != "saint-martin")
    steps = door.count(start, length, unit, zone)["steps"]
    n = data.draw(st.integers(1, length))
    (reached,) = [step["date"] for step in steps if step["role"] == "counted" and step["n"] == n]
    assert date.fromisoformat(reached) == door.deadline(start, n, unit, zone)


@given(days, limits(), zones)
def test_steps_are_numbered_from_one_to_the_length(start: date, limit: tuple[int, str], zone: str) -> None:
    """There are as many counted steps as units, numbered in order; no other step has a number."""
    length, unit = limit
    steps = door.count(start, length, unit, zone, "cpc642")["steps"]
    assert [step["n"] for step in steps if step["role"] == "counted"] == list(range(1, length + 1))
    assert {step["n"] for step in steps if step["role"] != "counted"} == {None}


@given(days, limits(day_units), zones)
def test_every_day_is_told_once(start: date, limit: tuple[int, str], zone: str) -> None:
    """From the start to the deadline, each day stands once: start, counted or skipped. Then the end."""
    length, unit = limit
    result = door.count(start, length, unit, zone)
    *told, end = result["steps"]
    deadline = door.day(result)
    every_day = [start + timedelta(days=n) for n in range((deadline - start).days + 1)]
    assert [step["date"] for step in told] == [day.isoformat() for day in every_day]
    assert told[0]["role"] == "start"
    assert {step["role"] for step in told[1:]} <= {"counted", "skipped"}
    assert (end["role"], end["date"]) == ("end", deadline.isoformat())


@given(days, limits(), zones)
def test_skipped_days_have_a_reason(start: date, limit: tuple[int, str], zone: str) -> None:
    """A day has a short reason if and only if it is skipped or left by a report."""
    length, unit = limit
    for step in door.count(start, length, unit, zone, "cpc642")["steps"]:
        assert bool(step["reason"]) == (step["role"] in ("skipped", "moved"))


@given(days, limits(), zones)
def test_periods_are_told_without_days(start: date, limit: tuple[int, str], zone: str) -> None:
    """Weeks, months and years are told one line each: nothing is skipped."""
    length, unit = limit
    assume(unit in ("semaines", "mois", "annees"))
    roles = [step["role"] for step in door.count(start, length, unit, zone)["steps"]]
    assert roles == ["start", *["counted"] * length, "end"]


# The safe date


@given(days, limits(), zones)
def test_safe_date_is_the_last_sure_working_day(start: date, limit: tuple[int, str], zone: str) -> None:
    """The safe date is a Monday to Friday, no holiday under any reading, and the last one before the end."""
    length, unit = limit
    result = door.count(start, length, unit, zone)
    safe, deadline = door.day(result, "safe_date"), door.day(result)

    def is_sure(day: date) -> bool:
        return all(is_working(day, "jours_ouvres", calendar) for calendar in calendars(zone))

    between = [safe + timedelta(days=n) for n in range(1, (deadline - safe).days)]
    assert safe < deadline
    assert is_sure(safe)
    assert not any(is_sure(day) for day in between)


# The report of procedure


@given(days, limits(), zones)
@example(date(2026, 4, 27), (1, "mois"), "saint-martin")
@example(date(2027, 4, 28), (1, "mois"), "saint-martin")
def test_report_is_the_next_working_day(start: date, limit: tuple[int, str], zone: str) -> None:
    """The report falls on the first Monday-to-Friday non-holiday from the deadline on.

    Where the zone has two readings, each gives an end: the earlier one is shown.
    """
    length, unit = limit
    shown = door.day(door.count(start, length, unit, zone, "cpc642"), "deadline_642")
    ends = []
    for deadline, calendar in by_reading(start, length, unit, zone):
        end = deadline
        while not is_working(end, "jours_ouvres", calendar):
            end += ONE_DAY
        ends.append(end)
    assert shown == min(ends)


@given(days, limits(), zones)
def test_report_changes_nothing_else(start: date, limit: tuple[int, str], zone: str) -> None:
    """Asking for the report moves no other date, and gives the deadline itself on a working day."""
    length, unit = limit
    plain, asked = (door.count(start, length, unit, zone, how) for how in ("none", "cpc642"))
    deadline, report = door.day(asked), door.day(asked, "deadline_642")
    assert {name: on for name, on in asked["dates"].items() if name != "deadline_642"} == plain["dates"]
    assert deadline <= report
    if all(is_working(deadline, "jours_ouvres", calendar) for calendar in calendars(zone)):
        assert report == deadline


@given(days, limits(), zones)
def test_moved_days_lead_to_the_report(start: date, limit: tuple[int, str], zone: str) -> None:
    """The days that the report leaves follow one another from the deadline to the day before it."""
    length, unit = limit
    result = door.count(start, length, unit, zone, "cpc642")
    deadline, report = door.day(result), door.day(result, "deadline_642")
    left = [(deadline + timedelta(days=n)).isoformat() for n in range((report - deadline).days)]
    assert [step["date"] for step in result["steps"] if step["role"] == "moved"] == left


@given(days, st.sampled_from(ZONES))
def test_report_of_a_working_day_is_itself(day: date, zone: str) -> None:
    """A working day is not moved, and moving twice is moving once."""
    for calendar in calendars(zone):
        moved, _ = extend_642(day, calendar)
        assert extend_642(moved, calendar) == (moved, ())


# Zones


@given(days, limits(), zones)
def test_more_holidays_never_end_earlier(start: date, limit: tuple[int, str], zone: str) -> None:
    """No zone ends before metropolitan France, whose holidays it all has."""
    length, unit = limit
    assert door.deadline(start, length, unit, zone) >= door.deadline(start, length, unit, "metropole")


@given(days, limits())
@example(date(2026, 4, 2), (1, "jours_ouvres"))
@example(date(2028, 12, 25), (1, "jours_ouvres"))
def test_good_friday_only_adds_days(start: date, limit: tuple[int, str]) -> None:
    """With Good Friday, Alsace-Moselle never ends before what it is without it."""
    length, unit = limit
    without = door.deadline(start, length, unit, "alsace-moselle-sans-temple")
    assert without <= door.deadline(start, length, unit, "alsace-moselle")


@given(days, limits())
@example(date(2026, 5, 26), (1, "jours_ouvres"))
@example(date(2026, 5, 27), (1, "jours_ouvres"))
def test_saint_martin_is_the_earlier_reading(start: date, limit: tuple[int, str]) -> None:
    """In Saint-Martin, where 27 and 28 May are both doubtful, the earlier end is the deadline."""
    length, unit = limit
    ends = [deadline for deadline, _ in by_reading(start, length, unit, "saint-martin")]
    assert len(ends) == 2
    assert door.deadline(start, length, unit, "saint-martin") == min(ends)


@given(days, limits(working_units))
def test_doubtful_days_are_said(start: date, limit: tuple[int, str]) -> None:
    """In Saint-Martin, a count that meets 27 or 28 May out of a national holiday says the doubt."""
    length, unit = limit
    result = door.count(start, length, unit, "saint-martin")
    national = Calendar("metropole")
    met = [
        day
        for step in result["steps"]
        if (day := date.fromisoformat(step["date"])) > start
        and (day.month, day.day) in ((5, 27), (5, 28))
        and not national.holiday(day)
    ]
    assert ("doubtful_holiday" in door.warned(result)) == bool(met)


@given(days, limits(), zones)
def test_a_later_local_end_is_said(start: date, limit: tuple[int, str], zone: str) -> None:
    """A zone that ends after metropolitan France says so; one that ends with it says nothing."""
    length, unit = limit
    result = door.count(start, length, unit, zone)
    national = door.deadline(start, length, unit, "metropole")
    assert ("local_holiday" in door.warned(result)) == (national < door.day(result))


# The declaration


@given(days, st.sampled_from(DECLARATION_UNITS), short, zones)
@example(date(2026, 3, 6), "jours_ouvrables", 5, "metropole")
@example(date(2026, 3, 6), "jours_ouvres", 5, "metropole")
@example(date(2026, 3, 6), "jours_ouvres", 4, "metropole")
def test_floor_is_said_when_the_contract_ends_before(start: date, unit: str, length: int, zone: str) -> None:
    """A contract's term before five jours ouvrés is answered, with the floor's date and a warning."""
    result = door.declare(start, length, unit, zone)
    floor = door.deadline(start, door.law("declaration_floor", start), "jours_ouvres", zone)
    is_below = door.deadline(start, length, unit, zone) < floor
    assert result["dates"].get("legal_floor") == (floor.isoformat() if is_below else None)
    assert ("below_legal_floor" in door.warned(result)) == is_below


@given(days, st.sampled_from(DECLARATION_UNITS), short, zones)
def test_declaration_counts_as_the_general_tool(start: date, unit: str, length: int, zone: str) -> None:
    """The declaration's dates and steps are those of the general tool."""
    declared, counted = door.declare(start, length, unit, zone), door.count(start, length, unit, zone)
    assert declared["steps"] == counted["steps"]
    assert {name: declared["dates"][name] for name in counted["dates"]} == counted["dates"]


@given(days, short, zones, st.integers(0, 40))
def test_overdue_is_after_the_deadline(start: date, length: int, zone: str, later: int) -> None:
    """The reader is late from the day after the deadline on, in both tools, and not before."""
    today = start + timedelta(days=later)
    for result in (
        door.declare(start, length, zone=zone, today=today),
        door.count(start, length, "jours_ouvres", zone, today=today),
    ):
        assert result["overdue"] == (today > door.day(result))


@given(days, short, zones, st.integers(0, 40))
def test_headline_asks_for_today_from_the_safe_date_on(
    start: date, length: int, zone: str, later: int
) -> None:
    """Before the safe date there is no headline; from it on, one; past the deadline, another."""
    today = start + timedelta(days=later)
    result = door.declare(start, length, zone=zone, today=today)
    headline = result["display"]["headline"]
    headlines = rules_data.deadline("delai-declaration").headlines
    if today > door.day(result):
        assert headline == headlines["overdue"]
    elif today >= door.day(result, "safe_date"):
        assert headline == headlines["today"]
    else:
        assert headline is None


@given(days, short, zones, st.integers(0, 40))
def test_passed_safe_date_is_said(start: date, length: int, zone: str, later: int) -> None:
    """After the safe date and until the deadline a warning says so; after that, another."""
    today = start + timedelta(days=later)
    result = door.declare(start, length, zone=zone, today=today)
    is_between = door.day(result, "safe_date") < today <= door.day(result)
    assert ("safe_date_passed" in door.warned(result)) == is_between
    assert ("overdue" in door.warned(result)) == result["overdue"]


@given(days, limits(), zones, st.integers(0, 40))
def test_headline_of_the_general_tool_is_for_the_late(
    start: date, limit: tuple[int, str], zone: str, later: int
) -> None:
    """The general tool has a headline once the deadline is over, and none before."""
    length, unit = limit
    result = door.count(start, length, unit, zone, today=start + timedelta(days=later))
    assert bool(result["display"]["headline"]) == result["overdue"]


@given(days, short, zones, st.integers(0, 40))
def test_today_changes_no_date(start: date, length: int, zone: str, later: int) -> None:
    """The day of the question changes what is said, never the dates nor their reasons."""
    first = door.declare(start, length, zone=zone)
    then = door.declare(start, length, zone=zone, today=start + timedelta(days=later))
    assert (first["dates"], first["steps"]) == (then["dates"], then["steps"])


# The answers


@given(days, limits(), zones, st.sampled_from(["none", "cpc642"]))
def test_answers_understood_give_the_same_result(
    start: date, limit: tuple[int, str], zone: str, rollover: str
) -> None:
    """Giving back the answers as understood gives the same result: a link reopens the same state."""
    length, unit = limit
    result = door.count(start, length, unit, zone, rollover)
    assert api.answer("compter-un-delai", result["answers"], today=start.isoformat()) == result


def test_longest_lengths_stay_in_the_calendar() -> None:
    """The longest lengths drawn here, from the last day drawn, are answered and not refused."""
    for unit, length in LONGEST.items():
        for zone in ZONES:
            assert door.count(date(2045, 1, 1), length + 1, unit, zone, "cpc642")["status"] == "answered"


@given(units)
def test_a_length_of_one_is_answered(unit: str) -> None:
    """The shortest length has its dates in every unit."""
    assert set(door.count(date(2026, 4, 30), 1, unit)["dates"]) == {"deadline", "safe_date"}
