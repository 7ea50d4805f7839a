"""Examples counted by hand, day by day: the door must find the same days for the same reasons."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.rules import api, calendar_fr, data
from tests.rules import door

TABLE = json.loads((Path(__file__).parent / "data" / "cases.json").read_text(encoding="utf-8"))
CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in TABLE["cases"]}

DAY_UNITS = ("jours_ouvres", "jours_ouvrables")
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]

# What the cases call a holiday, and the name the site shows.
NAMES = {
    "1er janvier": "jour de l’an",
    "Vendredi saint": "Vendredi saint",
    "lundi de Pâques": "lundi de Pâques",
    "1er mai": "fête du Travail",
    "8 mai": "Victoire 1945",
    "Ascension": "Ascension",
    "lundi de Pentecôte": "lundi de Pentecôte",
    "abolition de l'esclavage": "abolition de l’esclavage",
    "14 juillet": "fête nationale",
    "Assomption": "Assomption",
    "Toussaint": "Toussaint",
    "11 novembre": "Armistice 1918",
    "Noël": "Noël",
    "26 décembre": "Saint-Étienne",
}

LINE = re.compile(r"(\w+) (\d{4}-\d\d-\d\d) : (.*)")
HOLIDAY = re.compile(r"férié \((.*)\), non compté")
MOVED = re.compile(r"(.*), reporté \(CPC 642 al\. 2\)")


def cases(*, theme: str | None = None, having: str | None = None, units: tuple[str, ...] = ()) -> list[str]:
    """Return the ids of the cases of a theme, with a key in what they expect, in some units."""
    return [
        id
        for id, case in CASES.items()
        if (theme is None or case["theme"] == theme)
        and (having is None or having in case["expected"])
        and (not units or case["input"]["rule"] in units)
    ]


def ask(id: str, rollover: str = "none", zone: str = "") -> door.Result:
    given = CASES[id]["input"]
    start = date.fromisoformat(given["start"])
    return door.count(start, given["n"], given["rule"], zone or given["zone"], rollover)


def read_day(line: str, role: str, n: int | None, reason: str) -> dict[str, Any]:
    match = LINE.fullmatch(line)
    assert match, line
    weekday, on, _ = match.groups()
    return {"date": on, "weekday": WEEKDAYS.index(weekday) + 1, "role": role, "n": n, "reason": reason}


def read_step(line: str) -> dict[str, Any]:
    """Return a line of a day-counted case as the step it promises."""
    match = LINE.fullmatch(line)
    assert match, line
    weekday, _, what = match.groups()
    if what == "jour de l'événement, non compté":
        return read_day(line, "start", None, "")
    if what == "non compté":
        return read_day(line, "skipped", None, weekday)
    if holiday := HOLIDAY.fullmatch(what):
        return read_day(line, "skipped", None, NAMES[holiday[1]])
    return read_day(line, "counted", int(what.removeprefix("jour ")), "")


def read_move(line: str) -> dict[str, Any]:
    """Return a line that tells a report as the step it promises."""
    match = LINE.fullmatch(line)
    assert match, line
    moved = MOVED.fullmatch(match[3])
    assert moved, line
    return read_day(line, "moved", None, NAMES.get(moved[1], moved[1]))


def shown(step: dict[str, Any]) -> dict[str, Any]:
    return {name: step[name] for name in ("date", "weekday", "role", "n", "reason")}


def test_every_unit_and_theme_has_a_case() -> None:
    """The file of cases is whole: twenty-two cases, five units, eight themes."""
    assert len(TABLE["cases"]) == len(CASES) == 22
    assert {case["input"]["rule"] for case in CASES.values()} == {*DAY_UNITS, "jours", "mois", "annees"}
    assert len({case["theme"] for case in CASES.values()}) == 8


@pytest.mark.parametrize("rollover", ["none", "cpc642"])
@pytest.mark.parametrize("id", cases())
def test_deadline_is_never_extended(id: str, rollover: str) -> None:
    """The deadline and the safe date are those of the case, whether a report is shown or not."""
    result = ask(id, rollover)
    expected = CASES[id]["expected"]
    assert result["status"] == "answered"
    assert result["dates"]["deadline"] == expected["raw_end"]
    assert result["dates"]["safe_date"] == expected["safe_date"]


@pytest.mark.parametrize("id", cases(having="end_with_cpc642"))
def test_report_is_that_of_the_case(id: str) -> None:
    """Asked for, the report of procedure falls on the day of the case."""
    assert ask(id, "cpc642")["dates"]["deadline_642"] == CASES[id]["expected"]["end_with_cpc642"]


@pytest.mark.parametrize("id", cases())
def test_report_is_not_shown_unasked(id: str) -> None:
    """No report stands in the result when none was asked for."""
    assert set(ask(id)["dates"]) == {"deadline", "safe_date"}


@pytest.mark.parametrize("id", cases(theme="declaration"))
def test_declaration_gives_the_same_dates(id: str) -> None:
    """The declaration tool counts as the general one, and five jours ouvrés are the floor itself."""
    given, expected = CASES[id]["input"], CASES[id]["expected"]
    result = door.declare(date.fromisoformat(given["start"]), given["n"], given["rule"], given["zone"])
    assert result["dates"] == {"deadline": expected["raw_end"], "safe_date": expected["safe_date"]}
    assert [shown(step) for step in result["steps"]] == [shown(step) for step in ask(id)["steps"]]


@pytest.mark.parametrize("id", cases(units=DAY_UNITS))
def test_days_are_counted_one_by_one(id: str) -> None:
    """Each day of the case is counted or skipped with the same number and reason, then comes the end."""
    case = CASES[id]
    end = read_day(case["steps"][-1], "end", None, "")
    expected = [*(read_step(line) for line in case["steps"]), end]
    assert [shown(step) for step in ask(id, "cpc642")["steps"]] == expected


@pytest.mark.parametrize(
    "id", [id for id in cases(having="end_with_cpc642") if id not in cases(units=DAY_UNITS)]
)
def test_days_of_the_report_are_told(id: str) -> None:
    """Each day that the report leaves is told with its reason, and no other."""
    moved = [shown(step) for step in ask(id, "cpc642")["steps"] if step["role"] == "moved"]
    assert moved == [read_move(line) for line in CASES[id]["steps"][1:]]


@pytest.mark.parametrize("id", cases(units=("mois", "annees")))
def test_missing_day_number_is_told(id: str) -> None:
    """A month without the day's number says that its last day stands for it; another does not."""
    last = [step for step in ask(id)["steps"] if step["role"] == "counted"][-1]
    assert ("faute de jour" in last["text"]) == ("absent" in CASES[id]["steps"][0])


@pytest.mark.parametrize(("id", "national"), [("C14", "2029-01-02"), ("C16", "2026-05-28")])
def test_local_holiday_is_compared(id: str, national: str) -> None:
    """Where a local holiday puts off the end, the end without it is the one of the case's note."""
    result = ask(id)
    assert ask(id, zone="metropole")["dates"]["deadline"] == national
    assert door.warned(result) == ["local_holiday"]


def test_five_ouvrables_are_under_the_floor() -> None:
    """Five jours ouvrables from Friday 6 March 2026 end before the legal floor, 13 March."""
    result = door.declare(date(2026, 3, 6), 5, "jours_ouvrables")
    assert result["dates"] == {
        "deadline": "2026-03-12",
        "safe_date": "2026-03-11",
        "legal_floor": "2026-03-13",
    }
    assert "below_legal_floor" in door.warned(result)


# The tool that each of the other cases is about: its input, and the names of its dates.
OTHER_TOOLS = {
    "C22": ("suivi-reclamation", {"sent_on": "start"}, {"acknowledgement_due": "raw_end"}),
    "C24": (
        "suivi-reclamation",
        {"sent_on": "start"},
        {"answer_due": "raw_end", "mediator_from": "mediator_from"},
    ),
    "C26": (
        "suivi-reclamation",
        {"sent_on": "start"},
        {"answer_due": "raw_end", "mediator_from": "mediator_from"},
    ),
    "C28": (
        "suivi-reclamation",
        {"sent_on": "start"},
        {"mediator_until": "raw_end", "safe_date": "safe_date"},
    ),
    "C30": ("issue-mediation", {"notified_on": "start"}, {"outcome_due": "raw_end"}),
    "C34": (
        "impaye",
        {"performed_on": "start", "order_on": "start"},
        {"service_due": "raw_end", "service_due_642": "end_with_cpc642"},
    ),
    "C35": (
        "prescription-injure",
        {"published_on": "start"},
        {"deadline": "raw_end", "safe_date": "safe_date"},
    ),
    "C36": (
        "impaye",
        {"performed_on": "start", "served_on": "start"},
        {"opposition_due": "raw_end", "opposition_due_642": "end_with_cpc642"},
    ),
    "C38": (
        "impaye",
        {"performed_on": "start"},
        {"payment_due": "raw_end", "penalties_from": "penalties_from"},
    ),
}


@pytest.mark.parametrize("id", OTHER_TOOLS)
def test_tool_of_the_case_agrees(id: str) -> None:
    """The tool that a case is about finds its dates too, with the time limits of the law."""
    tool, inputs, dates = OTHER_TOOLS[id]
    start = CASES[id]["input"]["start"]
    result = api.answer(tool, {name: CASES[id]["input"][key] for name, key in inputs.items()}, today=start)
    assert {name: result["dates"][name] for name in dates} == {
        name: CASES[id]["expected"][key] for name, key in dates.items()
    }


def test_registered_letter_starts_two_new_years() -> None:
    """C32: an LRAR sent on 20 October 2028 carries the end from 12 November 2028 to 20 October 2030."""
    answers = {"trigger": "assignation", "trigger_on": "2026-11-12"}
    before = api.answer("prescription-biennale", answers, today="2026-11-22")
    after = api.answer("prescription-biennale", answers | {"lrar_sent_on": "2028-10-20"}, today="2026-11-22")
    assert before["dates"]["deadline"] == "2028-11-12"
    expected = CASES["C32"]["expected"]
    assert after["dates"] == {"deadline": expected["raw_end"], "safe_date": expected["safe_date"]}


READINGS = {
    "saint-martin-texte": ("saint-martin", "texte"),
    "saint-martin-pratique": ("saint-martin", "pratique"),
}

# Two holidays on one day: the table names the local one, the site the national one.
COINCIDENCES = {("guyane", date(2030, 6, 10)): ("abolition de l’esclavage", "lundi de Pentecôte")}


@pytest.mark.parametrize("year", range(2025, 2031))
@pytest.mark.parametrize("table", TABLE["holidays"])
def test_holidays_are_those_of_the_table(table: str, year: int) -> None:
    """The public holidays of a zone and year are those of the table, by day and name."""
    zone, reading = READINGS.get(table, (table, "texte"))
    records = data.holidays()
    ours = {on: records[id].name for on, id in calendar_fr.holidays(year, zone, reading).items()}
    theirs = {date.fromisoformat(on): NAMES[name] for on, name in TABLE["holidays"][table][str(year)].items()}
    for (place, on), (local, national) in COINCIDENCES.items():
        if (place, on.year) == (zone, year):
            assert (theirs[on], ours[on]) == (local, national)
            theirs[on] = national
    assert ours == theirs


def test_table_covers_every_zone() -> None:
    """The table has every zone but one, which is Alsace-Moselle without Good Friday."""
    tables = {READINGS.get(table, (table, ""))[0] for table in TABLE["holidays"]}
    assert set(calendar_fr.ZONES) - tables == {"alsace-moselle-sans-temple"}
