"""Results arranged for the calendar sheets, and templates that ask for nothing a result has not."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from macros.render.page import Page
from macros.render.tools import tool
from macros.render.view import LONG, answer_view
from macros.rules import api
from tests.render.reading import Element, read

DAY = "2026-04-30"


def view(**answers: str) -> dict[str, Any]:
    return answer_view(api.answer("compter-un-delai", {"start": DAY, **answers}, today=DAY))


def sheets(**answers: str) -> list[dict[str, Any]]:
    (count,) = view(**answers)["counts"]
    return list(count["steps"])


def test_the_end_and_the_last_counted_day_are_one_sheet() -> None:
    """The days of the example: each once, in order, the last one both counted and the end."""
    days = sheets(length="5", unit="jours_ouvres")
    assert [one["date"][-2:] for one in days] == [
        "30", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11",
    ]  # fmt: skip
    assert [one["n"] for one in days if one["n"]] == [1, 2, 3, 4, 5]
    assert (days[-1]["mark"], days[-1]["n"]) == ("end", 5)
    assert [one["date"] for one in days if one["mark"] == "safe"] == ["2026-05-07"]
    assert "jour 5" in days[-1]["text"]
    assert "fin du délai" in days[-1]["text"]


def test_a_month_is_named_where_it_changes() -> None:
    """The first sheet and the first of a new month bear its name; the others their number alone."""
    days = sheets(length="5", unit="jours_ouvres")
    assert [(one["day"], one["month"]) for one in days[:3]] == [("30", "avr."), ("1er", "mai"), ("2", "")]


def test_a_sunday_is_not_called_sunday_twice() -> None:
    """The column says the day of the week; only a holiday's name is worth the room of a sheet."""
    reasons = {one["date"]: one["reason"] for one in sheets(length="5", unit="jours_ouvres")}
    assert reasons["2026-05-01"] == "fête du Travail"
    assert reasons["2026-05-02"] == reasons["2026-05-03"] == ""


@pytest.mark.parametrize(
    ("length", "unit", "form"),
    [
        ("10", "jours", "sheets"),
        ("25", "jours_ouvres", "sheets"),
        ("90", "jours", "compact"),
        ("1", "semaines", "list"),
        ("1", "mois", "list"),
        ("2", "annees", "list"),
    ],
)
def test_the_form_follows_the_unit(length: str, unit: str, form: str) -> None:
    """Days that follow one another are sheets, a compact list when there are too many; the rest is a list."""
    (count,) = view(length=length, unit=unit)["counts"]
    assert count["form"] == form
    assert (len(count["steps"]) > LONG) == (form == "compact")


def test_a_month_is_never_taken_for_the_next_day() -> None:
    """Whatever the day, a month, a year or a week is a list: no two dates stand side by side by chance."""
    for day in ("2026-01-31", "2026-02-27", "2026-02-28", "2027-12-31", "2028-01-30", "2026-03-01"):
        for unit in ("semaines", "mois", "annees"):
            answers = {"start": day, "length": "1", "unit": unit}
            (count,) = answer_view(api.answer("compter-un-delai", answers, today=day))["counts"]
            assert count["form"] == "list", (day, unit)


def test_several_counts_bear_the_name_of_their_date() -> None:
    """A tool with several dates shows one count for each, under the date's label."""
    shown = answer_view(api.answer("suivi-reclamation", {"sent_on": "2026-12-31"}, today="2026-12-31"))
    titles = [count["title"]["name"] for count in shown["counts"]]
    assert titles == ["acknowledgement_due", "answer_due", "mediator_until"]
    assert view(length="5", unit="jours")["counts"][0]["title"] is None


def test_a_headline_takes_the_place_of_the_date() -> None:
    """When the date is past, the headline is in large and every date stands beneath it."""
    result = api.answer("delai-declaration", {"received_on": DAY}, today="2026-11-23")
    shown = answer_view(result)
    assert shown["main"] is None
    assert shown["headline"] == result["display"]["headline"]
    assert [one["name"] for one in shown["lines"]] == [one["name"] for one in result["display"]["dates"]]


def test_a_colon_follows_a_name_but_no_article() -> None:
    """« Limite théorique : lundi », but « au plus tard le mercredi »."""
    shown = answer_view(api.answer("suivi-reclamation", {"sent_on": "2026-12-31"}, today="2026-12-31"))
    assert {one["label"].split()[-1]: one["colon"] for one in shown["lines"]}["le"] is False
    assert all(one["colon"] != one["label"].endswith((" le", " du", " au")) for one in shown["lines"])


#: What the script adds to the view, in docs/assets/js: where it comes from and where it leads.
ADDED = {
    **dict.fromkeys(("status", "from", "printed", "address"), "x"),
    "next": [{"text": "x", "url": "x"}],
    "more": [{"text": "x", "url": "x"}],
    "by_python": True,
    "by_table": False,
}
ADDED_TO_SOURCES = {"read_on": "22/11/2026", "is_text": True, "is_secondary": False}


def paths(element: Element) -> list[str]:
    asked = [element.attributes.get(name, "") for name in ("data-text", "data-if", "data-each")]
    asked += [pair.partition("=")[2] for pair in element.attributes.get("data-attrs", "").split()]
    return [path for path in asked if path]


def at(scope: Any, path: str) -> Any:
    for name in path.split("."):
        scope = scope[int(name)] if isinstance(scope, list) else scope[name]
    return scope


def walk(element: Element, scope: Any) -> None:
    """Look up every path of a live template as the script does. Raises KeyError for one that is nowhere."""
    for child in element.children:
        if isinstance(child, str):
            continue
        for path in paths(child):
            at(scope, path)
        if "data-each" in child:
            for item in at(scope, child["data-each"]) or []:
                walk(child, item)
        elif "data-if" not in child or at(scope, child["data-if"]):
            walk(child, scope)


@pytest.mark.parametrize("today", [DAY, "2026-11-23"])
def test_a_live_template_asks_for_what_an_answer_has(today: str) -> None:
    """Every place that the script will fill is in the view of an answer, on time or late."""
    result = api.answer("delai-declaration", {"received_on": DAY, "length": "2"}, today=today)
    shown = answer_view(result) | ADDED
    shown["sources"] = [source | ADDED_TO_SOURCES for source in shown["sources"]]
    html = tool(Page("", "", date.fromisoformat(today)), "delai-declaration")
    template = read(html).one("template", data_template="answer")
    walk(template, shown)
    lists = {one["data-each"] for one in template.all("template", templates=True, data_each=None)}
    assert {"answers", "lines", "counts", "steps", "warnings", "more", "debated", "sources"} == lists


def test_the_example_and_the_live_answer_are_one_template() -> None:
    """What is printed at build and what the script clones have the same elements, place for place."""
    html = tool(Page("", "", date.fromisoformat(DAY)), "delai-declaration")
    root = read(html)
    strips = [
        next(root.all("li", **{"class": "am-sheet"})),
        next(root.one("template", data_template="answer").all("li", templates=True, **{"class": "am-sheet"})),
    ]
    shapes = [[(one.name, one.attributes.get("class")) for one in strip.all()] for strip in strips]
    assert shapes[0] == shapes[1]
    assert len(shapes[0]) > 6
    assert not re.search(r"data-(text|each|if|attrs)", html.split("<template data-template")[0])
