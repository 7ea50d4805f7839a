"""What the properties are tried on: days, lengths, units, zones, and what a link may bring."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from macros.rules.calendar_fr import ZONES, holidays

DAY_UNITS = ("jours_ouvres", "jours_ouvrables", "jours")
WORKING_UNITS = ("jours_ouvres", "jours_ouvrables")
# The longest length tried in each unit: four years at most, so that an end stays in the calendar.
LONGEST = {
    "jours_ouvres": 400,
    "jours_ouvrables": 400,
    "jours": 400,
    "semaines": 100,
    "mois": 48,
    "annees": 4,
}
UNITS = tuple(LONGEST)
DECLARATION_UNITS = DAY_UNITS
FIRST, LAST = date(2000, 1, 1), date(2044, 12, 31)

zones = st.sampled_from(ZONES)
units = st.sampled_from(UNITS)
day_units = st.sampled_from(DAY_UNITS)
working_units = st.sampled_from(WORKING_UNITS)

_FEASTS = sorted({day for year in range(2000, 2045) for zone in ZONES for day in holidays(year, zone)})
_MONTH_ENDS = [
    date(year, month, 1) - timedelta(days=1) for year in range(2001, 2045) for month in range(1, 13)
]


@st.composite
def _near(draw: st.DrawFn, days: list[date], before: int, after: int) -> date:
    day = draw(st.sampled_from(days)) + timedelta(days=draw(st.integers(-before, after)))
    return min(max(day, FIRST), LAST)


days = st.one_of(
    st.dates(FIRST, LAST),
    # Where counting goes wrong: before a public holiday, around the end of a month.
    _near(_FEASTS, before=12, after=2),
    _near(_MONTH_ENDS, before=3, after=3),
)
"""A day of the calendar, often close to what makes counting hard."""

short = st.integers(1, 15)
"""A length as contracts have it."""


@st.composite
def limits(draw: st.DrawFn, units: st.SearchStrategy[str] = units) -> tuple[int, str]:
    """Return a time limit: its length and its unit, most often short."""
    unit = draw(units)
    return draw(st.one_of(short.map(lambda n: min(n, LONGEST[unit])), st.integers(1, LONGEST[unit]))), unit


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE dossiers; --",
    "{declaration_floor}",
    "{law:cassur-L113-2}",
    "{date.__class__}",
    "%s%n%(x)s",
    "../../etc/passwd",
    "\u202egnp.exe",
    "\x00\x1b[31m",
    "🦆" * 50,
    "é" * 100_000,
    "٣٠/٠٤/٢٠٢٦",
    "1" * 100_000,
    "-1",
    "1e9",
    "NaN",
    "null",
)

texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(HOSTILE),
    days.map(date.isoformat),
    st.integers(-10, 2000).map(str),
    st.sampled_from([*ZONES, *UNITS, "cpc642", "none", "yes", "no", "unknown", "done", "hier", "demain"]),
)
"""What a reader or a link may give as text."""

json_values = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([0, -1, 10**6, 10**5000]),
    st.floats(),
    st.lists(texts, max_size=3),
    st.dictionaries(st.text(max_size=5), texts, max_size=2),
)
"""What JSON may bring in place of an answer."""
