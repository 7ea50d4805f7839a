"""Each public holiday: the days it falls on, the years and zones that have it, and those that have not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from macros.rules import data
from macros.rules.calendar_fr import (
    ZONES,
    Calendar,
    calendars,
    easter,
    holidays,
    last_working_day_before,
)

YEARS = range(2000, 2051)
READINGS = [(zone, calendar.reading) for zone in ZONES for calendar in calendars(zone)]


def days_of(holiday: str, zone: str, reading: str = "texte") -> list[str]:
    """Return the days of a holiday in a zone, 2000 to 2050."""
    return [
        day.isoformat()
        for year in YEARS
        for day, id in holidays(year, zone, reading).items()
        if id == holiday
    ]


def assert_holiday(holiday: str, days: Iterable[str], zones: Iterable[str] = ZONES) -> None:
    """Check that a holiday falls on each of these days, in every one of the zones."""
    for zone in zones:
        for calendar in calendars(zone):
            missing = [day for day in days if calendar.holiday(date.fromisoformat(day)) != holiday]
            assert not missing, (zone, calendar.reading)


def assert_no_holiday(days: Iterable[str], zones: Iterable[str] = ZONES) -> None:
    """Check that none of these days is a holiday, in any of the zones."""
    for zone in zones:
        for calendar in calendars(zone):
            found = {day: id for day in days if (id := calendar.holiday(date.fromisoformat(day)))}
            assert not found, (zone, calendar.reading)


def others(*zones: str) -> list[str]:
    return [zone for zone in ZONES if zone not in zones]


def every_year(month_day: str) -> list[str]:
    return [f"{year}-{month_day}" for year in YEARS]


# The eleven


@pytest.mark.parametrize(
    ("holiday", "month_day"),
    [
        ("jour-de-l-an", "01-01"),
        ("victoire-1945", "05-08"),
        ("fete-nationale", "07-14"),
        ("assomption", "08-15"),
        ("toussaint", "11-01"),
        ("armistice-1918", "11-11"),
        ("noel", "12-25"),
    ],
)
def test_fixed_holidays_fall_every_year(holiday: str, month_day: str) -> None:
    """A holiday of a fixed day falls on it every year, in every zone."""
    assert_holiday(holiday, every_year(month_day))


def test_first_of_may_is_a_holiday_every_year() -> None:
    """1 May is a holiday every year; in 2008 it is named by Ascension, which fell on it."""
    assert_holiday("fete-du-travail", [day for day in every_year("05-01") if day != "2008-05-01"])
    assert_holiday("ascension", ["2008-05-01"])


@pytest.mark.parametrize(
    ("holiday", "days"),
    [
        (
            "lundi-de-paques",
            ["2025-04-21", "2026-04-06", "2027-03-29", "2028-04-17", "2029-04-02", "2038-04-26"],
        ),
        ("ascension", ["2025-05-29", "2026-05-14", "2027-05-06", "2028-05-25", "2029-05-10", "2038-06-03"]),
        (
            "lundi-de-pentecote",
            ["2025-06-09", "2026-05-25", "2027-05-17", "2028-06-05", "2029-05-21", "2038-06-14"],
        ),
    ],
)
def test_holidays_of_easter_follow_it(holiday: str, days: list[str]) -> None:
    """Easter Monday, Ascension and Whit Monday fall where the printed calendars have them."""
    assert_holiday(holiday, days)


def test_whit_monday_stays_a_holiday_when_worked() -> None:
    """Whit Monday is a holiday from 2005 to 2007 too, when it was the journée de solidarité."""
    assert_holiday(
        "lundi-de-pentecote", ["2004-05-31", "2005-05-16", "2006-06-05", "2007-05-28", "2008-05-12"]
    )


def test_easter_falls_where_it_was_printed() -> None:
    """Easter Sunday is that of the printed calendars, its two extreme days included."""
    printed = (
        "1818-03-22", "1913-03-23", "1943-04-25", "2000-04-23", "2008-03-23", "2011-04-24", "2016-03-27",
        "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25", "2049-04-18",
    )  # fmt: skip
    assert tuple(easter(int(day[:4])).isoformat() for day in printed) == printed


def test_sundays_of_feasts_are_no_holidays() -> None:
    """Easter, Whit Sunday and the day before them are in no list of public holidays."""
    assert_no_holiday(["2026-04-04", "2026-04-05", "2026-05-24", "2027-03-28", "2027-05-16"])


def test_commemorations_are_no_holidays() -> None:
    """10 May and 21 July are commemorated, Mi-Carême and Christmas Eve are customs: no public holiday."""
    assert_no_holiday(["2026-05-10", "2027-05-10", "2026-07-21", "2027-07-21", "2026-03-12", "2026-12-24"])


@pytest.mark.parametrize("year", YEARS)
def test_metropole_has_eleven_holidays(year: int) -> None:
    """Metropolitan France has the eleven of C. trav. L3133-1 each year, on ten days in 2008."""
    assert len(holidays(year, "metropole")) == (10 if year == 2008 else 11)


# Alsace-Moselle


def test_saint_stephen_is_kept_in_alsace_moselle_only() -> None:
    """26 December is a holiday in Alsace-Moselle, with or without a temple, and nowhere else."""
    zones = ("alsace-moselle", "alsace-moselle-sans-temple")
    assert_holiday("saint-etienne", every_year("12-26"), zones)
    assert_no_holiday(every_year("12-26"), others(*zones))


def test_good_friday_is_kept_where_there_is_a_temple_only() -> None:
    """Good Friday is a holiday in communes of Alsace-Moselle with a temple, and nowhere else."""
    days = ["2025-04-18", "2026-04-03", "2027-03-26", "2028-04-14"]
    assert_holiday("vendredi-saint", days, ["alsace-moselle"])
    assert_no_holiday(days, others("alsace-moselle"))


# Overseas


@pytest.mark.parametrize(
    ("zone", "month_day"),
    [
        ("mayotte", "04-27"),
        ("martinique", "05-22"),
        ("guyane", "06-10"),
        ("saint-barthelemy", "10-09"),
        ("la-reunion", "12-20"),
    ],
)
def test_abolition_is_kept_on_the_day_of_the_territory(zone: str, month_day: str) -> None:
    """The abolition of slavery is kept on the territory's own day, 2025 to 2029, and nowhere else then."""
    days = [f"{year}-{month_day}" for year in range(2025, 2030)]
    assert_holiday("abolition-de-l-esclavage", days, [zone])
    assert_no_holiday(days, others(zone))


def test_abolition_is_kept_on_27_may_in_guadeloupe() -> None:
    """27 May is a holiday in Guadeloupe, in Saint-Martin as the Code reads, and nowhere else."""
    days = [f"{year}-05-27" for year in range(2025, 2030)]
    assert_holiday("abolition-de-l-esclavage", days, ["guadeloupe"])
    assert_no_holiday(days, others("guadeloupe", "saint-martin"))


def test_saint_martin_has_two_readings() -> None:
    """In Saint-Martin one reading has 27 May and not the 28th, the other the 28th and not the 27th."""
    code, practice = calendars("saint-martin")
    for year in range(2025, 2030):
        days = [date(year, 5, 27), date(year, 5, 28)]
        assert [bool(code.holiday(day)) for day in days] == [True, False]
        assert [bool(practice.holiday(day)) for day in days] == [False, True]


@pytest.mark.parametrize("zone", others("saint-martin"))
def test_other_zones_have_one_reading(zone: str) -> None:
    """A zone whose law is certain is counted once."""
    assert calendars(zone) == (Calendar(zone),)


def test_local_day_on_a_national_holiday_adds_nothing() -> None:
    """A local day that falls on Ascension or Whit Monday leaves the national name and the number of days."""
    assert_holiday("ascension", ["2004-05-20", "2009-05-21", "2031-05-22"], ["martinique"])
    assert_holiday("lundi-de-pentecote", ["2030-06-10"], ["guyane"])
    assert len(holidays(2030, "guyane")) == 11


@pytest.mark.parametrize(("zone", "reading"), READINGS)
def test_every_zone_has_the_national_holidays(zone: str, reading: str) -> None:
    """Each zone keeps every day of metropolitan France, and at most two of its own."""
    for year in YEARS:
        national, local = set(holidays(year, "metropole")), set(holidays(year, zone, reading))
        assert national <= local
        assert len(local - national) <= 2
        assert Calendar(zone, reading).local_days(year, year) == local - national


# The records


def test_records_name_every_holiday() -> None:
    """Each holiday of the calendar has a record, and each record a holiday of the calendar."""
    found = {
        id for zone, reading in READINGS for year in YEARS for id in holidays(year, zone, reading).values()
    }
    assert found == set(data.holidays())


@pytest.mark.parametrize("id", data.holidays())
def test_record_has_the_zones_of_the_calendar(id: str) -> None:
    """The zones that a record lists are those where the calendar keeps it."""
    written = data.read("law/holidays.toml")["holiday"][id]["zones"]
    kept = [zone for zone in ZONES if days_of(id, zone)]
    assert kept == (list(ZONES) if written == ["*"] else sorted(written, key=ZONES.index))


def test_records_name_known_sources() -> None:
    """The source of each holiday is one of the list."""
    assert {record.source for record in data.holidays().values()} <= set(data.sources())


def test_verified_years_are_those_compared() -> None:
    """The calendar says it is verified for the years that are held against the official list."""
    assert data.verified()["first"] == date(YEARS[0], 1, 1)
    assert data.verified()["last"] == date(YEARS[-1], 12, 31)


# Working days


def test_week_has_five_ouvres_and_six_ouvrables() -> None:
    """In a week without holiday, jours ouvrés are Monday to Friday and jours ouvrables Monday to Saturday."""
    calendar = Calendar("metropole")
    week = [date(2026, 3, 2) + timedelta(days=n) for n in range(7)]
    assert [calendar.why_not_ouvre(day) for day in week] == [()] * 5 + [("saturday",), ("sunday",)]
    assert [calendar.why_not_ouvrable(day) for day in week] == [()] * 6 + [("sunday",)]


def test_holiday_on_a_sunday_has_both_reasons() -> None:
    """A holiday on a weekend says both why, the day of the week first."""
    calendar = Calendar("metropole")
    assert calendar.why_not_ouvrable(date(2027, 8, 15)) == ("sunday", "assomption")
    assert calendar.why_not_ouvre(date(2026, 8, 15)) == ("saturday", "assomption")
    assert calendar.why_not_ouvrable(date(2026, 8, 15)) == ("assomption",)


@pytest.mark.parametrize(
    ("day", "zone", "expected"),
    [
        (date(2026, 3, 11), "metropole", date(2026, 3, 10)),
        (date(2026, 5, 11), "metropole", date(2026, 5, 7)),
        (date(2026, 4, 7), "alsace-moselle", date(2026, 4, 2)),
        (date(2026, 4, 7), "alsace-moselle-sans-temple", date(2026, 4, 3)),
        (date(2026, 5, 29), "saint-martin", date(2026, 5, 26)),
    ],
)
def test_last_working_day_before_skips_what_is_doubtful(day: date, zone: str, expected: date) -> None:
    """The last working day before a day is no weekend and no holiday under any reading."""
    assert last_working_day_before(day, zone) == expected


@pytest.mark.parametrize("zone", ["", "france", "Metropole", "nouvelle-caledonie", "polynesie-francaise"])
def test_unknown_zone_is_refused(zone: str) -> None:
    """A zone that is not covered is never counted as another."""
    with pytest.raises(ValueError, match=f"^{zone}$"):
        holidays(2026, zone)
    with pytest.raises(ValueError, match=f"^{zone}$"):
        calendars(zone)
