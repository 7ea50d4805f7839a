"""Dates as people type them, and what is said of those that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

import pytest

from macros.rules import api
from macros.rules.french import (
    MONTHS,
    SHORT_MONTHS,
    WEEKDAYS,
    date_text,
    day_text,
    number_text,
    parse_date,
    short_text,
)
from macros.rules.model import Refusal
from tests.rules import door

TODAY = date(2026, 5, 2)
NBSP, NARROW = "\u00a0", "\u202f"

EVERY_DAY = [date(2000, 1, 1) + timedelta(days=n) for n in range((date(2051, 1, 1) - date(2000, 1, 1)).days)]

QUOTED = re.compile("«[\u00a0\u202f ](.*?)[\u00a0\u202f ]»")
SAID = re.compile(r"^Cette date est le (.*?)\.")


def without_accents(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


# What is read


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-30",
        "2026-4-30",
        "30/04/2026",
        "30/4/2026",
        "30.04.2026",
        "30-04-2026",
        "30 04 2026",
        "30/04/26",
        "30.4.26",
        "30 avril 2026",
        "30 Avril 2026",
        "30 AVRIL 2026",
        "30 avr. 2026",
        "30 avr 2026",
        "jeudi 30 avril 2026",
        "Jeudi 30 avril 2026",
        "jeudi, 30 avril 2026",
        "jeudi 30/04/2026",
        "  30 avril 2026  ",
        "30   avril   2026",
        f"30{NBSP}avril{NBSP}2026",
        f"jeudi{NBSP}30{NARROW}avril{NBSP}2026",
        f"30{NBSP}04{NBSP}2026",
        "\u200930\u2009avril\u20092026",
        # What systems and documents copy with the signs that are seen.
        "\u200e30/\u200e04/\u200e2026",
        "\u200f30/04/2026\u200b",
        "\ufeff30 avril 2026",
        "30 av\u00adril 2026\u2060",
        " \u202a2026-04-30\u202c ",
    ],
)
def test_a_day_is_read_in_many_ways(text: str) -> None:
    """30 April 2026 is read in figures, in words, abbreviated, in capitals, with any kind of space."""
    assert parse_date(text, TODAY) == date(2026, 4, 30)


@pytest.mark.parametrize(
    "text",
    [
        "1er mai 2026",
        "1ER MAI 2026",
        "1 mai 2026",
        "01 mai 2026",
        "vendredi 1er mai 2026",
        "01/05/2026",
        "1/5/26",
    ],
)
def test_the_first_of_the_month_is_read(text: str) -> None:
    """The first of a month is read with « 1er » or without."""
    assert parse_date(text, TODAY) == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("aujourd'hui", 0),
        ("aujourd’hui", 0),
        ("Aujourd’hui", 0),
        ("AUJOURD'HUI", 0),
        ("aujourdhui", 0),
        ("ce jour", 0),
        ("hier", 1),
        ("Hier", 1),
        (" hier ", 1),
        ("avant-hier", 2),
        ("avant hier", 2),
        (f"avant{NBSP}hier", 2),
    ],
)
def test_days_are_read_from_today(text: str, days: int) -> None:
    """Today, yesterday and the day before are read, with either apostrophe."""
    assert parse_date(text, TODAY) == TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 février 2026", date(2026, 2, 3)),
        ("3 fevrier 2026", date(2026, 2, 3)),
        ("3 FÉVRIER 2026", date(2026, 2, 3)),
        ("3 fe\u0301vrier 2026", date(2026, 2, 3)),
        ("3 févr. 2026", date(2026, 2, 3)),
        ("3 fev 2026", date(2026, 2, 3)),
        ("3 déc. 2026", date(2026, 12, 3)),
        ("3 dec 2026", date(2026, 12, 3)),
        ("3 decembre 2026", date(2026, 12, 3)),
        ("15 août 2026", date(2026, 8, 15)),
        ("15 aout 2026", date(2026, 8, 15)),
        ("15 juil. 2026", date(2026, 7, 15)),
        ("15 juin 2026", date(2026, 6, 15)),
    ],
)
def test_accents_and_abbreviations_do_not_matter(text: str, expected: date) -> None:
    """A month is read with its accents or without, whole or abbreviated."""
    assert parse_date(text, TODAY) == expected


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_read(month: int) -> None:
    """Each month is read by its name and by the abbreviation that the site shows."""
    for name in (MONTHS[month - 1], SHORT_MONTHS[month - 1], without_accents(MONTHS[month - 1])):
        assert parse_date(f"9 {name} 2026", TODAY) == date(2026, month, 9)


def test_every_day_shown_is_read_back() -> None:
    """Each day of 2000 to 2050, written in full by the site, is read as that day."""
    assert [day for day in EVERY_DAY if parse_date(date_text(day), TODAY) != day] == []


def test_every_day_in_figures_is_read() -> None:
    """Each day of 2000 to 2050 is read in ISO form, in French figures, and in plain capitals."""
    for day in EVERY_DAY:
        assert parse_date(day.isoformat(), TODAY) == day
        assert parse_date(f"{day.day}/{day.month}/{day.year}", TODAY) == day
        assert parse_date(without_accents(date_text(day)).upper(), TODAY) == day


def test_two_figures_are_a_year_of_this_century() -> None:
    """A year of two figures is a year of the 2000s, whatever the day of the question."""
    assert parse_date("30/04/99", TODAY) == date(2099, 4, 30)
    assert parse_date("30/04/00", date(2050, 1, 1)) == date(2000, 4, 30)


# What is not


UNREADABLE = [
    "demain",
    "demain peut-être",
    "la semaine dernière",
    "avril 2026",
    "2026",
    "30",
    "/",
    "30/04/2026 ou 02/05/2026",
    "30/04/2026 02/05/2026",
    "30 avril 2026 et 2 mai 2026",
    "30/avril/2026",
    "30//04//2026",
    "300/04/2026",
    "30/04/202",
    "30/04/20266",
    "30 jui 2026",
    "30 ma 2026",
    "3 fé 2026",
    "3 d 2026",
    "30 avrill 2026",
    "jeudi",
    "jeudi dernier",
    "monday 30/04/2026",
    "le 30 avril 2026 dans la nuit",
    "<b>30/04/2026</b>",
    "<script>alert(1)</script>",
    "30/04/2026<!-- -->",
    "🗓️",
    "30/04/2026 🦆",
    "٣٠/٠٤/٢٠٢٦",
    "३०/०४/२०२६",
    "+30/04/2026",
    "-30/04/2026",
    "30/04/2026;",
    "NaN",
    "null",
    "\x00",
    "jeudi" + " " * 120 + "30 avril 2026",
    "3" * 100_000,
    "30/04/2026" + " " * 100_000 + "x",
    "é" * 100_000,
]

IMPOSSIBLE = [
    "31/02/2026",
    "29/02/2026",
    "31 avril 2026",
    "31 juin 2026",
    "32/01/2026",
    "00/01/2026",
    "01/13/2026",
    "04/30/2026",
    "2026-02-30",
    "2026-13-01",
    "0000-01-01",
    "lundi 31 février 2026",
]

WRONG_WEEKDAY = ["lundi 30 avril 2026", "dimanche 30/04/2026", "vendredi, 30 avril 2026"]


def short_id(text: str) -> str:
    return ascii(text[:24])


@pytest.mark.parametrize("text", UNREADABLE, ids=short_id)
def test_what_is_no_date_is_not_read(text: str) -> None:
    """What is no date, or more than one, is refused as unreadable: never guessed."""
    with pytest.raises(Refusal) as refusal:
        parse_date(text, TODAY)
    assert (refusal.value.code, refusal.value.values) == ("unreadable_date", {})


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_a_day_that_does_not_exist_is_said(text: str) -> None:
    """A day that is in no calendar is refused as such, never moved to another."""
    with pytest.raises(Refusal) as refusal:
        parse_date(text, TODAY)
    assert (refusal.value.code, refusal.value.values) == ("unreadable_date", {"why": "impossible_date"})


@pytest.mark.parametrize("text", WRONG_WEEKDAY)
def test_a_wrong_weekday_is_said(text: str) -> None:
    """A weekday that is not that of the date is refused, with the right one."""
    with pytest.raises(Refusal) as refusal:
        parse_date(text, TODAY)
    assert refusal.value.values == {"why": "wrong_weekday", "date": date_text(date(2026, 4, 30))}


@pytest.mark.parametrize("text", [*UNREADABLE, *IMPOSSIBLE, *WRONG_WEEKDAY], ids=short_id)
def test_the_sentence_has_an_example_that_works(text: str) -> None:
    """Each refused date is answered by one problem of its field, whose sentence can be copied and read.

    It gives examples; where the weekday alone is wrong, it says the date itself.
    """
    result = api.answer("delai-declaration", {"received_on": text}, today=TODAY.isoformat())
    (problem,) = result["problems"]
    assert (result["status"], result["dates"]) == ("invalid", {})
    assert (problem["field"], problem["code"]) == ("received_on", "unreadable_date")
    examples = [*QUOTED.findall(problem["text"]), *SAID.findall(problem["text"])]
    assert examples
    for one in examples:
        parse_date(one, TODAY)


def test_each_reason_has_its_own_sentence() -> None:
    """The sentences of an unreadable date, of an impossible day and of a wrong weekday differ."""
    sentences = {
        api.answer("delai-declaration", {"received_on": text}, today="2026-05-02")["problems"][0]["text"]
        for text in ("demain peut-être", "31/02/2026", "lundi 30 avril 2026")
    }
    assert len(sentences) == 3


@pytest.mark.parametrize("text", ["", "   ", NBSP, "\t\n"], ids=ascii)
def test_an_empty_date_is_missing(text: str) -> None:
    """An empty field is a missing answer, not a mistake."""
    result = api.answer("delai-declaration", {"received_on": text}, today="2026-05-02")
    assert (result["status"], door.codes(result)) == ("incomplete", {"received_on": "missing"})


def test_other_answers_are_kept() -> None:
    """When one answer cannot be read, the others come back as understood."""
    given = {"received_on": "31/02/2026", "length": "10", "unit": "jours_ouvrables", "zone": "guyane"}
    result = api.answer("delai-declaration", given, today="2026-05-02")
    assert door.codes(result) == {"received_on": "unreadable_date"}
    assert result["answers"] == {"length": "10", "unit": "jours_ouvrables", "zone": "guyane"}


def test_every_mistake_is_said_at_once() -> None:
    """Several bad answers have one problem each, in the order of the form."""
    given = {"received_on": "31/02/2026", "length": "0", "unit": "lunes", "zone": "atlantide"}
    result = api.answer("delai-declaration", given, today="2026-05-02")
    assert list(door.codes(result)) == ["received_on", "length", "unit", "zone"]
    assert result["answers"] == {}


# What is written


def test_dates_are_written_in_french() -> None:
    """A day is written in words, the first of a month with « 1er », the month held to its number."""
    assert date_text(date(2026, 4, 30)) == f"jeudi 30{NBSP}avril 2026"
    assert date_text(date(2026, 5, 1)) == f"vendredi 1er{NBSP}mai 2026"
    assert day_text(date(2026, 5, 7)) == f"jeudi 7{NBSP}mai"
    assert short_text(date(2026, 4, 30)) == f"30{NBSP}avr."
    assert short_text(date(2026, 5, 1)) == f"1er{NBSP}mai"


def test_weekdays_start_on_monday() -> None:
    """The seven names of days are those of the ISO week."""
    assert [date_text(date(2026, 3, 2) + timedelta(days=n)).split()[0] for n in range(7)] == list(WEEKDAYS)


def test_thousands_are_apart() -> None:
    """Thousands are separated by a no-break space."""
    assert [number_text(n) for n in (0, 40, 5000, 1_234_567)] == [
        "0",
        "40",
        f"5{NBSP}000",
        f"1{NBSP}234{NBSP}567",
    ]


@pytest.mark.parametrize("text", ["le 30 avril 2026", "Le jeudi 30 avril 2026", "30–04–2026", "2026‑04‑30"])
def test_a_date_is_read_with_its_article_or_a_phone_s_dashes(text: str) -> None:
    """« le 30 avril 2026 » and the dashes that phones write by themselves are the same day."""
    assert parse_date(text, date(2026, 11, 23)) == date(2026, 4, 30)
