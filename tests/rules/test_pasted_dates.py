"""Dates as people paste them: from a mail, a cell, a letter, a header; and what is said of those refused."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules import api
from macros.rules.french import MONTHS, RELATIVE, SHORT_MONTHS, WEEKDAYS, parse_date
from macros.rules.model import Refusal

TODAY = date(2026, 11, 26)
DAY = date(2026, 11, 25)  # A Wednesday.
NBSP, NARROW = "\u00a0", "\u202f"

FORMS = {
    name: [one for line in several.splitlines() for one in line.split(" · ")]
    for name, several in tomllib.loads(
        (Path(__file__).parent / "data" / "pasted-dates.toml").read_text("utf-8")
    ).items()
}
CORPUS = [one for name in ("figures", "words", "hours", "english", "around") for one in FORMS[name]]


def test_the_corpus_is_large() -> None:
    """At least a hundred and fifty different forms are tried."""
    assert len(set(CORPUS)) >= 150


@pytest.mark.parametrize("text", CORPUS)
def test_a_pasted_date_is_read(text: str) -> None:
    """Wednesday 25 November 2026, as mails, letters, programs and people write it; its zone moves nothing."""
    assert parse_date(text, TODAY) == DAY
    assert parse_date(text.replace(" ", NBSP), TODAY) == DAY
    assert parse_date(f"  {text.replace(' ', NARROW)}\n", TODAY) == DAY


@pytest.mark.parametrize("text", FORMS["firsts"])
def test_the_first_of_may_is_read(text: str) -> None:
    """« 1er », « 1 er », « 1° », « 1ᵉʳ »."""
    assert parse_date(text, TODAY) == date(2026, 5, 1)


@pytest.mark.parametrize("text", FORMS["no_year"])
def test_a_date_without_its_year_is_said(text: str) -> None:
    """The sentence says that the year lacks, and gives an example that has one."""
    with pytest.raises(Refusal) as refusal:
        parse_date(text, TODAY)
    assert refusal.value.values == {"why": "no_year"}
    (problem,) = api.answer("delai-declaration", {"received_on": text}, today="2026-11-26")["problems"]
    assert (problem["field"], problem["code"]) == ("received_on", "unreadable_date")
    assert problem["text"].startswith("Il manque l’année.")


@pytest.mark.parametrize("text", FORMS["refused"])
def test_what_is_ambiguous_or_wrong_is_refused(text: str) -> None:
    """A month of 25 days is never a day, an hour that does not exist is no hour."""
    with pytest.raises(Refusal) as refusal:
        parse_date(text, TODAY)
    assert refusal.value.code == "unreadable_date"
    assert refusal.value.values.get("why") in (None, "impossible_date")


def test_two_figures_are_the_year_at_the_end() -> None:
    """« 03/04/05 » is read as people write in France: day, month, year; the answer says it in full."""
    assert parse_date("03/04/05", TODAY) == date(2005, 4, 3)
    assert parse_date("26/11/25", TODAY) == date(2025, 11, 26)


@pytest.mark.parametrize("text", ["26-11-25", "26-04-30", "mer. 26-11-25", "25-11-27", "26‑11‑05"])
def test_a_short_year_that_may_be_the_day_is_asked(text: str) -> None:
    """« 26-04-30 » is 2026-04-30 to a machine: nearer to this day than the year 2030, hence not guessed."""
    with pytest.raises(Refusal) as refusal:
        parse_date(text, TODAY)
    assert refusal.value.values == {"why": "short_year"}
    (problem,) = api.answer("delai-declaration", {"received_on": text}, today="2026-11-26")["problems"]
    assert "quatre chiffres" in problem["text"]


@pytest.mark.parametrize("text", ["25-11-26", "30-04-26", "01-12-25", "31-12-99", "25-13-26"])
def test_a_short_year_that_can_be_nothing_else_is_read(text: str) -> None:
    """As people write in France, where that is the nearer day or the only one."""
    day, month, year = (int(part) for part in text.split("-"))
    try:
        written = date(2000 + year, month, day)
    except ValueError:
        with pytest.raises(Refusal):
            parse_date(text, TODAY)
    else:
        assert parse_date(text, TODAY) == written


def test_a_weekday_that_is_wrong_is_said_in_short_too() -> None:
    """« mar. 25 nov. 2026 » is refused, as « mardi 25 novembre 2026 » is; English ones too."""
    for text in (
        "mar. 25 nov. 2026",
        "mar 25/11/26",
        "Tue, 25 Nov 2026 14:32:00 +0100",
        "jeu. 25 nov. 2026 à 14:32",
    ):
        with pytest.raises(Refusal) as refusal:
            parse_date(text, TODAY)
        assert refusal.value.values["why"] == "wrong_weekday"


# A word for a day, with an hour behind it

CLOCKS = [f"{hour}{form}" for hour in ("0", "9", "09", "14", "23")
          for form in ("h", " h", " h 30", "h30", ":05", " heures", " heures 30", " heure")]  # fmt: skip


@pytest.mark.parametrize("word", RELATIVE)
def test_a_word_with_an_hour_is_its_day(word: str) -> None:
    """« hier à 14:32 », « Ce matin vers 9 h »: the hour says nothing of the day."""
    for lead, clock, case in product((" ", " à ", ", ", ", vers "), CLOCKS, (str.lower, str.capitalize)):
        said = f"{word}{lead}{clock}"
        for text in (case(said), f"le {said}".replace(" ", NBSP), f"« {said} ».", f"({said}) !"):
            assert parse_date(text, TODAY) == TODAY - timedelta(days=RELATIVE[word]), text


@pytest.mark.parametrize(
    "behind",
    [" à 25 h", " à 24:00", " 14:3", " 14:60", " 9", " 14:32 h", " nuit", " minuit", " à minuit", " 12/2026",
     " à 14:32 ou 15:00", " à 14:32 lundi", "9h", " ou lundi", " hier"],
)  # fmt: skip
def test_a_word_with_anything_else_is_refused(behind: str) -> None:
    """No hour is guessed, and a night belongs to two days."""
    for word in RELATIVE:
        with pytest.raises(Refusal):
            parse_date(word + behind, TODAY)


@pytest.mark.parametrize(
    "text", ["ce", "cet", "cette nuit", "lundi dernier", "lundi dernier vers 18h", "demain 9h"]
)
def test_what_may_be_two_days_is_refused(text: str) -> None:
    """« lundi dernier », said on a Tuesday, is of this week or of the last one."""
    with pytest.raises(Refusal):
        parse_date(text, TODAY)


# Every form of every day

_EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EN_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
              "October", "November", "December")  # fmt: skip


def bodies(day: date) -> list[str]:
    """Return a day as figures and as words, without what may stand around."""
    month, short = MONTHS[day.month - 1], SHORT_MONTHS[day.month - 1]
    first = "1er" if day.day == 1 else str(day.day)
    return [
        day.isoformat(),
        *(f"{day:%d}{sep}{day:%m}{sep}{day:%Y}" for sep in ("/", ".", "-", " ", " / ", ". ")),
        *(f"{day:%Y}{sep}{day:%m}{sep}{day:%d}" for sep in ("/", ".", " ")),
        f"{day:%d/%m/%y}",
        f"{day:%Y%m%d}",
        f"{day.day} {month} {day.year}",
        f"{first} {month} {day:%y}",
        f"{first} {short} {day.year}",
        f"{day.day}-{short.rstrip('.')}-{day:%Y}",
    ]


def headers(day: date) -> list[str]:
    """Return a day as English programs write it."""
    name, month = _EN_DAYS[day.weekday()], _EN_MONTHS[day.month - 1]
    return [
        f"{name}, {day.day} {month[:3]} {day.year} 14:32:00 +0100",
        f"{month} {day.day}, {day.year}",
        f"{name}, {month[:3]} {day.day}, {day.year}",
    ]


BEFORE = ("", "le ", "reçu le ", "{weekday} ", "{short} ", "{short}. ", "le {weekday} ", "« ", "(")
BEHIND = ("", " à 14:32", " 14h32", ", 14:32", ".", " »", ")", " à 9 h")
every_day = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@given(every_day, st.sampled_from(list(product(range(17), BEFORE, BEHIND))))
def test_every_accepted_form_of_a_day_is_that_day(day: date, form: tuple[int, str, str]) -> None:
    """Whatever stands before and behind it, a day that is read is the day that was written."""
    which, before, behind = form
    weekday = WEEKDAYS[day.weekday()]
    texts = bodies(day)
    text = before.format(weekday=weekday, short=weekday[:3]) + texts[which % len(texts)] + behind
    assert parse_date(text, TODAY) == day


@given(every_day, st.integers(0, 2))
def test_every_header_is_its_day(day: date, which: int) -> None:
    """The dates of English mail headers."""
    assert parse_date(headers(day)[which], TODAY) == day


@given(every_day, st.integers(0, 16), st.text(alphabet="0123456789/-. ,:hTZ+()«»aeimnorstuv°'", max_size=12))
def test_what_is_read_is_what_is_written(day: date, which: int, noise: str) -> None:
    """Noise behind a date never makes it another day of the same month: it is that day, or refused."""
    texts = bodies(day)
    text = texts[which % len(texts)] + " " + noise
    try:
        found = parse_date(text, TODAY)
    except Refusal:
        return
    assert found == day


@given(st.text(max_size=80))
def test_no_text_is_more_than_a_refusal(text: str) -> None:
    """Anything at all is a day or a problem of its field, with its sentence."""
    result = api.answer("delai-declaration", {"received_on": text}, today=TODAY.isoformat())
    assert result["status"] == "answered" or all(problem["text"] for problem in result["problems"])


# Lists


@pytest.mark.parametrize(
    "text",
    [
        "10/01/2026, 25/11/2026",
        "10/01/2026,25/11/2026",
        "10/01/2026; 25/11/2026",
        "10/01/2026\n25/11/2026",
        "10/01/2026 et 25/11/2026",
        "le 10 janvier 2026 et le 25 novembre 2026",
        "samedi, 10 janvier 2026, mercredi, 25 novembre 2026",
        "10 janvier 2026, 9:05, 25 novembre 2026, 14:32",
        "January 10, 2026, November 25, 2026",
        "Sat, 10 Jan 2026 09:05:00 +0100; Wed, 25 Nov 2026 14:32:00 +0100",
        "10/01/2026, 25/11/2026,",
        ", 10/01/2026, , 25/11/2026",
    ],
)
def test_a_list_of_dates_is_parted(text: str) -> None:
    """A comma inside a date parts nothing."""
    result = api.answer(
        "prescription-biennale",
        {"trigger": "assignation", "trigger_on": "2025-06-02", "lrar_sent_on": text},
        today=TODAY.isoformat(),
    )
    assert result["answers"]["lrar_sent_on"] == "2026-01-10,2026-11-25", result["problems"]


@pytest.mark.parametrize(
    ("text", "which", "cause"),
    [
        ("10/01/2026, 31/02/2026", "2", "n’existe pas"),
        ("31/02/2026, 10/01/2026", "1", "n’existe pas"),
        ("10/01/2026, 25/11/2026, 4 mai", "3", "l’année"),
        ("3 mars, 10, 17 avril 2025", "1", "l’année"),
        ("10/01/2026, demain, 25/11/2026", "2", "n’est pas lisible"),
        ("10/01/2026, lundi 25/11/2026", "2", "mercredi 25\u00a0novembre"),
        ("10/01/2026, 31/12/1999", "2", "hors du calendrier"),
    ],
)
def test_a_list_says_which_of_its_dates(text: str, which: str, cause: str) -> None:
    """The sentence counts the dates as they stand."""
    answers = {"trigger": "assignation", "trigger_on": "2025-06-02", "lrar_sent_on": text}
    (problem,) = api.answer("prescription-biennale", answers, today=TODAY.isoformat())["problems"]
    assert problem["text"].startswith(f"Date {which} de la liste")
    assert cause in problem["text"]


def test_one_date_alone_is_not_counted() -> None:
    """In a list of one, there is nothing to tell apart."""
    answers = {"trigger": "assignation", "trigger_on": "2025-06-02", "lrar_sent_on": "4 mai"}
    (problem,) = api.answer("prescription-biennale", answers, today=TODAY.isoformat())["problems"]
    assert problem["text"].startswith("Il manque l’année.")


def test_dates_are_read_in_time() -> None:
    """The longest texts that are read at all take no time: sixty signs of any kind, ten thousand times."""
    texts = [sign * 60 for sign in "1/-. ,:hta(°«e"] + ["25/11/2026 " + " 1:" * 16, "1 " * 30, "a 1" * 20]
    for text in texts * 100:
        with pytest.raises(Refusal):
            parse_date(text[:60], TODAY + timedelta(days=1))
