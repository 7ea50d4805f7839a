"""The almanac: two years of answers, each the engine's own."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from macros.render import content
from macros.render.almanac import almanach
from macros.render.page import Page
from macros.rules import api

MONTHS = re.compile(r'<section class="am-almanac__month" id="mois-(\d{4}-\d{2})".*?</section>', re.DOTALL)
ROW = re.compile(r'<tr[^>]*><th scope="row">(.*?)</th>(.*?)</tr>')
CELL = re.compile(r"<td><b>(.*?)</b> <span>(.*?)</span></td>")
WEEKDAYS = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."]


def printed(today: str) -> str:
    return almanach(Page("../../", "../../", date.fromisoformat(today)))


@pytest.fixture(scope="module")
def almanac() -> str:
    """Return the almanac as a site built in November 2026 prints it."""
    return printed("2026-11-23")


def rows(html: str) -> dict[date, list[tuple[str, str]]]:
    """Return the cells (prudent, limit) of every day of an almanac; its rows must be in order."""
    found: dict[date, list[tuple[str, str]]] = {}
    for month in MONTHS.finditer(html):
        first = date.fromisoformat(f"{month[1]}-01")
        for n, row in enumerate(ROW.finditer(month[0])):
            day = first + timedelta(days=n)
            assert row[1] == f"{WEEKDAYS[day.weekday()]} {'1er' if day.day == 1 else day.day}"
            found[day] = CELL.findall(row[2])
    return found


def short(iso: str, *, weekday: bool) -> str:
    day = date.fromisoformat(iso)
    number = f"{day:%d/%m}"
    return f"{WEEKDAYS[day.weekday()]} {number}" if weekday else number


def test_every_day_of_two_years_is_there_once(almanac: str) -> None:
    """From 1 January of the build's year to 31 December of the next, every day has its row."""
    days = list(rows(almanac))
    assert (days[0], days[-1], len(days)) == (date(2026, 1, 1), date(2027, 12, 31), 730)
    assert days == sorted(set(days))


def test_every_cell_is_the_answer_of_the_engine(almanac: str) -> None:
    """Each of the three time limits of each day is the engine's, prudent day and limit."""
    for day, cells in rows(almanac).items():
        iso = day.isoformat()
        expected = [
            api.answer("compter-un-delai", {"start": iso, "length": length, "unit": unit}, today=iso)["dates"]
            for length, unit in (("5", "jours_ouvres"), ("10", "jours_ouvres"), ("2", "mois"))
        ]
        assert cells == [
            (short(dates["safe_date"], weekday=True), short(dates["deadline"], weekday=False))
            for dates in expected
        ], iso


def test_known_day_reads_as_counted_by_hand(almanac: str) -> None:
    """30 April 2026: five jours ouvrés end on 11 May, to be done before the end of Thursday 7 May."""
    assert rows(almanac)[date(2026, 4, 30)][0] == ("jeu. 07/05", "11/05")


def test_the_almanac_opens_on_the_month_of_the_build(almanac: str) -> None:
    """Twenty-four months, each named and captioned once and in the list; that of the build alone opens."""
    names = re.findall(r"<h2 [^>]*>(.*?)</h2>", almanac)
    assert len(names) == len(set(names)) == 24
    assert (names[0], names[-1]) == ("janvier 2026", "décembre 2027")
    assert almanac.count("<caption>") == 24
    assert re.findall(r'id="mois-([\d-]+)"[^>]* data-opens>', almanac) == ["2026-11"]
    listed = re.search(r"<nav.*?</nav>", almanac, re.DOTALL)
    assert listed
    months = [month[1] for month in MONTHS.finditer(almanac)]
    assert re.findall(r'<a href="#mois-(.*?)">', listed[0]) == months


def test_each_month_leads_to_the_one_before_and_after(almanac: str) -> None:
    """Above and below its table a month links to its neighbours, by their whole names for the ear."""
    months = list(MONTHS.finditer(almanac))
    ids = [None, *(month[1] for month in months), None]
    for n, month in enumerate(months, 1):
        expected = [one for one in (ids[n - 1], ids[n + 1]) if one]
        assert re.findall(r'<a [^>]*href="#mois-(.*?)"|<table', month[0]) == [*expected, "", *expected]
    links = re.findall(r"<a [^>]*href=.*?</a>", months[0][0] + months[12][0])
    heard = [re.sub(r"<span aria-hidden.*?</span>|<[^>]+>", "", link).strip() for link in links]
    assert heard[0] == "Mois suivant\N{NO-BREAK SPACE}: février 2026"
    assert heard[2] == "Mois précédent\N{NO-BREAK SPACE}: décembre 2026"


def test_almanac_says_what_it_holds_for(almanac: str) -> None:
    """The zone, the version of the rules and the day they were checked stand above, and on every month."""
    version = api.answer("delai-declaration", {}, today="2026-11-23")["version"]
    assert almanac.count("France métropolitaine") == 25
    assert almanac.count(version) == 25
    checked = content.day_words(api.describe("delai-declaration", today="2026-11-23")["checked_on"])
    assert almanac.count(f"vérifié le {checked}") == 25
    for words in (
        "5\N{NO-BREAK SPACE}jours ouvrés",
        "10\N{NO-BREAK SPACE}jours ouvrés",
        "2\N{NO-BREAK SPACE}mois",
    ):
        assert almanac.count(f'<th scope="col">{words}</th>') == 24


def test_almanac_follows_the_day_of_the_build() -> None:
    """Built in 2028, it has the year of that build, with its leap day, and the next one."""
    days = rows(printed("2028-01-05"))
    assert (min(days), max(days), len(days)) == (date(2028, 1, 1), date(2029, 12, 31), 366 + 365)


def test_days_beyond_the_calendar_have_no_date() -> None:
    """At the end of the verified calendar a dash stands where the rules refuse to answer."""
    cells = rows(printed("2050-06-01"))
    assert cells[date(2050, 12, 31)] == [("–", "")] * 3
    assert cells[date(2050, 12, 1)][0] == ("mer. 07/12", "08/12")
    assert cells[date(2050, 12, 1)][2] == ("–", "")


def test_almanac_needs_no_script(almanac: str) -> None:
    """Plain tables: no script, no control, no picture."""
    assert not re.search(r"<(script|button|input|img|template)\b", almanac)
