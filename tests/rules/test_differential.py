"""Our holidays against those that other people compute: every difference has its reason.

A difference without a reason fails, and so does a reason whose difference no longer happens.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from dateutil.easter import easter as their_easter
from dateutil.relativedelta import relativedelta
from holidays import country_holidays
from jours_feries_france import JoursFeries

from macros.rules import calendar_fr
from macros.rules.model import MonthRounding
from macros.rules.time_limits import add_months
from tests.rules import door

YEARS = range(2000, 2051)
DATA = Path(__file__).parent / "data"

HolidaysOfYear = Callable[[int], frozenset[date]]


# What others say


def of_library(subdivision: str | None) -> HolidaysOfYear:
    """Return the public holidays of the package `holidays`."""
    return lambda year: frozenset(country_holidays("FR", subdivision, years=year))


def of_etalab(zone: str) -> HolidaysOfYear:
    """Return the public holidays of the package `jours-feries-france`."""
    return lambda year: frozenset(JoursFeries.for_year(year, zone).values())


def of_official_list(name: str) -> HolidaysOfYear:
    """Return the public holidays of the list published on data.gouv.fr."""

    @cache
    def days() -> list[date]:
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            return [date.fromisoformat(row["date"]) for row in csv.DictReader(lines)]

    return lambda year: frozenset(day for day in days() if day.year == year)


LIBRARY, ETALAB, OFFICIAL = "holidays", "jours-feries-france", "data.gouv.fr"


@dataclass(frozen=True)
class Comparison:
    """One of our zones, under one reading of its law, beside what somebody else says of it."""

    oracle: str
    place: str
    theirs: HolidaysOfYear
    zone: str
    reading: str = "texte"

    def __str__(self) -> str:
        return f"{self.oracle} {self.place}, {self.zone} {self.reading}"

    def ours(self, year: int) -> frozenset[date]:
        return frozenset(calendar_fr.holidays(year, self.zone, self.reading))


COMPARISONS = [
    Comparison(LIBRARY, "France", of_library(None), "metropole"),
    Comparison(LIBRARY, "57", of_library("57"), "alsace-moselle"),
    Comparison(LIBRARY, "6AE", of_library("6AE"), "alsace-moselle"),
    Comparison(LIBRARY, "57", of_library("57"), "alsace-moselle-sans-temple"),
    Comparison(LIBRARY, "6AE", of_library("6AE"), "alsace-moselle-sans-temple"),
    Comparison(LIBRARY, "971", of_library("971"), "guadeloupe"),
    Comparison(LIBRARY, "972", of_library("972"), "martinique"),
    Comparison(LIBRARY, "973", of_library("973"), "guyane"),
    Comparison(LIBRARY, "974", of_library("974"), "la-reunion"),
    Comparison(LIBRARY, "976", of_library("976"), "mayotte"),
    Comparison(LIBRARY, "BL", of_library("BL"), "saint-barthelemy"),
    Comparison(LIBRARY, "MF", of_library("MF"), "saint-martin", "texte"),
    Comparison(LIBRARY, "MF", of_library("MF"), "saint-martin", "pratique"),
    Comparison(ETALAB, "Métropole", of_etalab("Métropole"), "metropole"),
    Comparison(ETALAB, "Alsace-Moselle", of_etalab("Alsace-Moselle"), "alsace-moselle"),
    Comparison(ETALAB, "Alsace-Moselle", of_etalab("Alsace-Moselle"), "alsace-moselle-sans-temple"),
    Comparison(ETALAB, "Guadeloupe", of_etalab("Guadeloupe"), "guadeloupe"),
    Comparison(ETALAB, "Martinique", of_etalab("Martinique"), "martinique"),
    Comparison(ETALAB, "Guyane", of_etalab("Guyane"), "guyane"),
    Comparison(ETALAB, "La Réunion", of_etalab("La Réunion"), "la-reunion"),
    Comparison(ETALAB, "Mayotte", of_etalab("Mayotte"), "mayotte"),
    Comparison(ETALAB, "Saint-Barthélémy", of_etalab("Saint-Barthélémy"), "saint-barthelemy"),
    Comparison(ETALAB, "Saint-Martin", of_etalab("Saint-Martin"), "saint-martin", "texte"),
    Comparison(ETALAB, "Saint-Martin", of_etalab("Saint-Martin"), "saint-martin", "pratique"),
    Comparison(OFFICIAL, "métropole", of_official_list("metropole"), "metropole"),
    Comparison(OFFICIAL, "Alsace-Moselle", of_official_list("alsace-moselle"), "alsace-moselle"),
    Comparison(OFFICIAL, "Alsace-Moselle", of_official_list("alsace-moselle"), "alsace-moselle-sans-temple"),
]


# Why they differ from us


def from_easter(days: int) -> Callable[[int], date]:
    return lambda year: their_easter(year) + timedelta(days=days)


def on(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


# The national list of each, to leave out the years when a local day makes no difference.
NATIONAL = {
    LIBRARY: of_library(None),
    ETALAB: of_etalab("Métropole"),
    OFFICIAL: of_official_list("metropole"),
}


@dataclass(frozen=True)
class Difference:
    """A day that one side alone counts, in some zones and years, and why.

    On a day that the other side holds as national it makes no difference: such years are left out.
    """

    name: str
    why: str
    oracles: tuple[str, ...]
    zones: tuple[str, ...]
    day: Callable[[int], date]
    years: range
    only: Literal["ours", "theirs"]
    readings: tuple[str, ...] = ("texte", "pratique")

    def is_about(self, one: Comparison) -> bool:
        return one.oracle in self.oracles and one.zone in self.zones and one.reading in self.readings

    def days(self, oracle: str) -> frozenset[date]:
        days = (self.day(year) for year in self.years)
        return frozenset(day for day in days if day not in NATIONAL[oracle](day.year))


ALL = calendar_fr.ZONES

DIFFERENCES = [
    Difference(
        name="whit-monday-2005-2007",
        only="ours",
        why="Whit Monday stayed a public holiday while it was the journée de solidarité: "
        "Cass. crim., 10 May 2006, n° 05-86.744. The package takes it out from law 2004-626 to law 2008-351.",
        oracles=(LIBRARY,),
        zones=ALL,
        day=from_easter(50),
        years=range(2005, 2008),
    ),
    Difference(
        name="good-friday-without-temple",
        only="theirs",
        why="Good Friday is kept only where there is a Protestant temple or a mixed church "
        "(C. trav. L3134-13). The lists count it in every commune of Alsace-Moselle.",
        oracles=(LIBRARY, ETALAB, OFFICIAL),
        zones=("alsace-moselle-sans-temple",),
        day=from_easter(-2),
        years=YEARS,
    ),
    Difference(
        name="good-friday-guadeloupe",
        only="theirs",
        why="Good Friday is a custom in Guadeloupe: neither C. trav. L3133-1 nor L3422-2 has it.",
        oracles=(LIBRARY,),
        zones=("guadeloupe",),
        day=from_easter(-2),
        years=YEARS,
    ),
    Difference(
        name="mi-careme-guadeloupe",
        only="theirs",
        why="Mi-Carême is a custom in Guadeloupe: neither C. trav. L3133-1 nor L3422-2 has it.",
        oracles=(LIBRARY,),
        zones=("guadeloupe",),
        day=from_easter(-24),
        years=YEARS,
    ),
    Difference(
        name="schoelcher",
        only="theirs",
        why="Schoelcher's day is observed by administrations: neither C. trav. L3133-1 nor L3422-2 has it.",
        oracles=(LIBRARY,),
        zones=("guadeloupe", "martinique"),
        day=on(7, 21),
        years=YEARS,
    ),
    Difference(
        name="schoelcher-saint-martin",
        only="theirs",
        why="Schoelcher's day is observed by administrations: neither C. trav. L3133-1 nor L3422-2 has it. "
        "The package starts Saint-Martin's own days with decree 2012-553.",
        oracles=(LIBRARY,),
        zones=("saint-martin",),
        day=on(7, 21),
        years=range(2012, 2051),
    ),
    Difference(
        name="saint-barthelemy-before-2012",
        only="ours",
        why="Decree 2012-553 gave Saint-Barthélemy its 9 October, in force on 26 April 2012. The site has "
        "read the text in force in 2019 alone and gives the earlier years the same day.",
        oracles=(LIBRARY,),
        zones=("saint-barthelemy",),
        day=on(10, 9),
        years=range(2000, 2012),
    ),
    Difference(
        name="saint-martin-code-against-holidays",
        only="ours",
        why="Saint-Martin, 27 May: the day of the Code (C. trav. L3422-2). The package has 28 May alone, "
        "and nothing before decree 2012-553.",
        oracles=(LIBRARY,),
        zones=("saint-martin",),
        readings=("texte",),
        day=on(5, 27),
        years=YEARS,
    ),
    Difference(
        name="saint-martin-practice-against-holidays",
        only="theirs",
        why="Saint-Martin, 28 May: the day of practice, which the package has had since decree 2012-553, "
        "although that decree says 27 May.",
        oracles=(LIBRARY,),
        zones=("saint-martin",),
        readings=("texte",),
        day=on(5, 28),
        years=range(2012, 2051),
    ),
    Difference(
        name="saint-martin-practice-before-2012",
        only="ours",
        why="Saint-Martin, 28 May: the day of practice, counted in all years because the earlier end is "
        "the one shown. The package has it since decree 2012-553.",
        oracles=(LIBRARY,),
        zones=("saint-martin",),
        readings=("pratique",),
        day=on(5, 28),
        years=range(2000, 2012),
    ),
    Difference(
        name="saint-martin-code-since-2018",
        only="ours",
        why="Saint-Martin, 27 May: the day of the Code (C. trav. L3422-2), never amended in the right words. "
        "The package has 28 May since 2018, as circulars and the prefecture do.",
        oracles=(ETALAB,),
        zones=("saint-martin",),
        readings=("texte",),
        day=on(5, 27),
        years=range(2018, 2051),
    ),
    Difference(
        name="saint-martin-practice-since-2018",
        only="theirs",
        why="Saint-Martin, 28 May: the day of practice since 2018, under the reading of the Code.",
        oracles=(ETALAB,),
        zones=("saint-martin",),
        readings=("texte",),
        day=on(5, 28),
        years=range(2018, 2051),
    ),
    Difference(
        name="saint-martin-practice-before-2018",
        only="ours",
        why="Saint-Martin, 28 May: the day of practice, counted in all years because the earlier end is "
        "the one shown. It began in 2018.",
        oracles=(ETALAB,),
        zones=("saint-martin",),
        readings=("pratique",),
        day=on(5, 28),
        years=range(2000, 2018),
    ),
    Difference(
        name="saint-martin-code-before-2018",
        only="theirs",
        why="Saint-Martin, 27 May: the day of the Code, which practice kept until 2017.",
        oracles=(ETALAB,),
        zones=("saint-martin",),
        readings=("pratique",),
        day=on(5, 27),
        years=range(2000, 2018),
    ),
]


def union(sets: Iterable[frozenset[date]]) -> frozenset[date]:
    return frozenset().union(*sets)


@pytest.mark.parametrize("one", COMPARISONS, ids=str)
def test_every_difference_is_explained(one: Comparison) -> None:
    """From 2000 to 2050, the days that one side alone counts are those of the table, and all of them."""
    for only, found in (
        ("ours", union(one.ours(year) - one.theirs(year) for year in YEARS)),
        ("theirs", union(one.theirs(year) - one.ours(year) for year in YEARS)),
    ):
        explained = [known for known in DIFFERENCES if known.is_about(one) and known.only == only]
        assert sorted(found) == sorted(union(known.days(one.oracle) for known in explained))


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.name)
def test_every_explanation_is_used(difference: Difference) -> None:
    """Each line of the table is about zones that are compared, and holds at least one day in each."""
    met = [one for one in COMPARISONS if difference.is_about(one)]
    assert {one.zone for one in met} == set(difference.zones)
    assert {one.oracle for one in met} == set(difference.oracles)
    assert all(difference.days(one.oracle) for one in met)


def test_every_zone_is_compared_twice() -> None:
    """Each zone is held against both packages, and Saint-Martin under both readings."""
    for oracle in (LIBRARY, ETALAB):
        compared = {(one.zone, one.reading) for one in COMPARISONS if one.oracle == oracle}
        assert compared == {(zone, "texte") for zone in ALL} | {("saint-martin", "pratique")}


@pytest.mark.parametrize(("name", "number"), [("metropole", 11), ("alsace-moselle", 13)])
def test_official_lists_are_whole(name: str, number: int) -> None:
    """The official lists have eleven and thirteen holidays a year, one less in 2008 (Ascension on 1 May)."""
    theirs = of_official_list(name)
    assert {year: len(theirs(year)) for year in YEARS} == {
        year: number - 1 if year == 2008 else number for year in YEARS
    }


@pytest.mark.parametrize(
    ("zone", "subdivision"), [("metropole", None), ("alsace-moselle", "57"), ("guyane", "973")]
)
def test_jours_ouvres_end_where_the_package_says(zone: str, subdivision: str | None) -> None:
    """From each day of 2025 to 2030, the package's n-th working day is our deadline in jours ouvrés."""
    theirs = country_holidays("FR", subdivision, years=range(2025, 2032))
    for offset in range((date(2031, 1, 1) - date(2025, 1, 1)).days):
        start = date(2025, 1, 1) + timedelta(days=offset)
        length = (5, 10, 15)[offset % 3]
        expected = theirs.get_nth_working_day(start, length)
        assert door.deadline(start, length, "jours_ouvres", zone) == expected


def test_months_end_where_dateutil_says() -> None:
    """From each day of four years, leap day included, months added end as dateutil's do."""
    for offset in range(1461):
        start = date(2027, 1, 1) + timedelta(days=offset)
        for months in (1, 2, 3, 6, 12, 24, 60):
            expected = start + relativedelta(months=months)
            assert add_months(start, months, rounding=MonthRounding.LAST_DAY) == expected


def test_easter_is_that_of_dateutil() -> None:
    """Easter is the Sunday that dateutil gives, in every year of the Gregorian calendar that it knows."""
    years = range(1583, 4100)
    assert [calendar_fr.easter(year) for year in years] == [their_easter(year) for year in years]
