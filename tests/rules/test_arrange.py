"""Results arranged for whoever shows them: the date in large, the sheets of a calendar, the links."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest

from macros.rules import api
from macros.rules.arrange import LONG

DAY = "2026-04-30"


def view(**answers: str) -> dict[str, Any]:
    shown: dict[str, Any] = api.answer("compter-un-delai", {"start": DAY, **answers}, today=DAY)["display"]
    return shown


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


def test_the_day_it_starts_stays_the_start() -> None:
    """Where the prudent day is the very first, its sheet is still marked as the one that does not count."""
    days = sheets(length="1", unit="jours")
    assert (
        api.answer("compter-un-delai", {"start": DAY, "length": "1", "unit": "jours"}, today=DAY)["dates"][
            "safe_date"
        ]
        == days[0]["date"]
    )
    assert [one["mark"] for one in days] == ["start", "end"]


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
            (count,) = api.answer("compter-un-delai", answers, today=day)["display"]["counts"]
            assert count["form"] == "list", (day, unit)


def test_several_counts_bear_the_name_of_their_date() -> None:
    """A tool with several dates shows one count for each, under the date's label."""
    shown = api.answer("suivi-reclamation", {"sent_on": "2026-12-31"}, today="2026-12-31")["display"]
    titles = [count["title"]["name"] for count in shown["counts"]]
    assert titles == ["acknowledgement_due", "answer_due", "mediator_until"]
    assert view(length="5", unit="jours")["counts"][0]["title"] is None


def test_a_headline_takes_the_place_of_the_date() -> None:
    """When the date is past, the headline is in large and every date stands beneath it."""
    result = api.answer("delai-declaration", {"received_on": DAY}, today="2026-11-23")
    shown = result["display"]
    assert shown["main"] is None
    assert shown["headline"]
    assert [one["name"] for one in shown["lines"]] == [one["name"] for one in result["display"]["dates"]]


def test_a_colon_follows_a_name_but_no_article() -> None:
    """« Limite théorique : lundi », but « au plus tard le mercredi »."""
    shown = api.answer("suivi-reclamation", {"sent_on": "2026-12-31"}, today="2026-12-31")["display"]
    assert {one["label"].split()[-1]: one["colon"] for one in shown["lines"]}["le"] is False
    assert all(one["colon"] != one["label"].endswith((" le", " du", " au")) for one in shown["lines"])


def test_the_seal_and_its_code_are_apart() -> None:
    """What is printed with an answer is the words, then the code, which has a line of its own."""
    result = api.answer("delai-declaration", {"received_on": DAY}, today=DAY)
    display = result["display"]
    assert result["code"] not in display["seal_words"]
    assert display["seal"] == display["seal_words"] + result["code"]


@pytest.mark.parametrize("tool", [one["id"] for one in api.tools()])
def test_every_link_of_an_answer_has_its_address(tool: str) -> None:
    """Nobody else composes one: below the root of the site, a page, a slash, the answers it brings."""
    described = api.describe(tool)
    example = described.get("example", {"answers": {}, "today": "2026-11-22"})
    result = api.answer(tool, example["answers"], today=example["today"])
    assert described["address"] in (f"outils/{tool}/", f"modeles/{tool}/")
    assert result["display"]["address"].partition("#")[0] == described["address"]
    assert [one["text"] for one in result["display"]["next"]] == [one["text"] for one in result["next"]]
    for link in result["next"]:
        page = f"outils/{link['tool']}" if "tool" in link else link["page"]
        given = "&".join(f"{name}={value}" for name, value in link.get("answers", {}).items())
        assert link["address"] == f"{page}/{f'#debut&{given}&fin' if given else ''}"


def test_an_address_is_encoded_as_a_form_is() -> None:
    """A browser that reads it finds what was typed, whatever was typed."""
    typed = {"jour": "1er mai, à 9 h", "mots": "a&b=c#d%\u202f*~"}
    address = api.address("outils/essai", typed)
    assert address.startswith("outils/essai/#debut&jour=1er+mai%2C+%C3%A0+9+h&mots=")
    assert dict(parse_qsl(address.partition("#")[2])) == typed
