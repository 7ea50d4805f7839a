"""The French calendar: public holidays by zone, jours ouvrés, jours ouvrables.

Every `if` has above it the act that justifies it. The records (names, sources, dates of
checking) are in `data/law/holidays.toml`; a test holds the two lists against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

SATURDAY, SUNDAY = 6, 7
ONE_DAY = timedelta(days=1)

ZONES = (
    "metropole",
    "alsace-moselle",
    "alsace-moselle-sans-temple",
    "guadeloupe",
    "martinique",
    "guyane",
    "la-reunion",
    "mayotte",
    "saint-barthelemy",
    "saint-martin",
)

# C. trav. L3422-2 and decree 83-1003 (amended by 2012-553): the day that commemorates the
# abolition of slavery, by territory, as (month, day).
_ABOLITION: dict[str, tuple[int, int]] = {
    "mayotte": (4, 27),
    "martinique": (5, 22),
    "guadeloupe": (5, 27),
    "guyane": (6, 10),
    "saint-barthelemy": (10, 9),
    "la-reunion": (12, 20),
}

# Saint-Martin: the Code says 27 May; practice, circulars and the prefecture have used 28 May
# since 2018. Neither is certain: each is a reading, and the earlier result is the one shown.
_SAINT_MARTIN: dict[str, tuple[int, int]] = {"texte": (5, 27), "pratique": (5, 28)}


def easter(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar (Meeus, Astronomical Algorithms)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int, zone: str, reading: str = "texte") -> dict[date, str]:
    """Return the public holidays of a year and zone: {day: id of the holiday's record}.

    `reading` matters in Saint-Martin only: "texte" (27 May) or "pratique" (28 May).
    Raises ValueError for a zone that is not in `ZONES`.
    """
    if zone not in ZONES:
        raise ValueError(zone)
    sunday = easter(year)
    # C. trav. L3133-1: the eleven national public holidays.
    days = {
        date(year, 1, 1): "jour-de-l-an",
        sunday + 1 * ONE_DAY: "lundi-de-paques",
        date(year, 5, 1): "fete-du-travail",
        date(year, 5, 8): "victoire-1945",
        sunday + 39 * ONE_DAY: "ascension",
        # Still a public holiday when it is worked as the journée de solidarité, 2005 to 2007
        # included: Cass. crim., 10 May 2006, n° 05-86.744.
        sunday + 50 * ONE_DAY: "lundi-de-pentecote",
        date(year, 7, 14): "fete-nationale",
        date(year, 8, 15): "assomption",
        date(year, 11, 1): "toussaint",
        date(year, 11, 11): "armistice-1918",
        date(year, 12, 25): "noel",
    }
    # C. trav. L3134-13 (ordinance of 16 August 1892): Moselle, Bas-Rhin, Haut-Rhin.
    if zone in ("alsace-moselle", "alsace-moselle-sans-temple"):
        days[date(year, 12, 26)] = "saint-etienne"
    # Same article: Good Friday only in communes with a Protestant temple or a mixed church.
    if zone == "alsace-moselle":
        days[sunday - 2 * ONE_DAY] = "vendredi-saint"
    # C. trav. L3422-2, decree 83-1003. setdefault: a local day that falls on a national
    # holiday (Whit Monday, Ascension) takes nothing away and adds nothing.
    if zone in _ABOLITION:
        days.setdefault(date(year, *_ABOLITION[zone]), "abolition-de-l-esclavage")
    if zone == "saint-martin":
        days.setdefault(date(year, *_SAINT_MARTIN[reading]), "abolition-de-l-esclavage-saint-martin")
    return days


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one zone under one reading of its law."""

    zone: str
    reading: str = "texte"

    def holiday(self, day: date) -> str:
        """Return the id of the public holiday kept on `day`, or ""."""
        return holidays(day.year, self.zone, self.reading).get(day, "")

    def why_not_ouvrable(self, day: date) -> tuple[str, ...]:
        """Return why `day` is no jour ouvrable: "sunday", a holiday's id, both, or nothing."""
        reasons = ("sunday",) if day.isoweekday() == SUNDAY else ()
        holiday = self.holiday(day)
        return (*reasons, holiday) if holiday else reasons

    def why_not_ouvre(self, day: date) -> tuple[str, ...]:
        """Return why `day` is no jour ouvré: "saturday", "sunday", a holiday's id, or nothing."""
        # Service-public, fiche F35697: jours ouvrés are generally Monday to Friday.
        reasons = ("saturday",) if day.isoweekday() == SATURDAY else ()
        return (*reasons, *self.why_not_ouvrable(day))

    def local_days(self, first_year: int, last_year: int) -> frozenset[date]:
        """Return the days of those years, both included, that are holidays here and not nationally."""
        return frozenset(
            day
            for year in range(first_year, last_year + 1)
            for day in holidays(year, self.zone, self.reading).keys() - holidays(year, "metropole")
        )


def calendars(zone: str) -> tuple[Calendar, ...]:
    """Return the calendars a zone must be counted with: one, or one per reading of a doubtful law.

    Raises ValueError for a zone that is not in `ZONES`.
    """
    if zone not in ZONES:
        raise ValueError(zone)
    if zone == "saint-martin":
        return tuple(Calendar(zone, reading) for reading in _SAINT_MARTIN)
    return (Calendar(zone),)


def last_working_day_before(day: date, zone: str) -> date:
    """Return the last Monday-to-Friday day before `day` that no reading of the zone calls a holiday."""
    readings = calendars(zone)
    day -= ONE_DAY
    while any(calendar.why_not_ouvre(day) for calendar in readings):
        day -= ONE_DAY
    return day
