"""The index of the law, as the page prints it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from macros import authoring
from macros.render.content import ROOT
from macros.render.law_index import index_du_droit
from macros.render.page import Page

ENTRY = re.compile(r'<section class="am-entry" id="(.*?)".*?</section>', re.DOTALL)


def entries(today: str) -> dict[str, str]:
    """Return the HTML of each entry by its id."""
    html = index_du_droit(Page("../../", "../../", date.fromisoformat(today)))
    found = {match[1]: match[0] for match in ENTRY.finditer(html)}
    assert len(found) == html.count('class="am-entry"')
    return found


@pytest.fixture(scope="module")
def index() -> dict[str, str]:
    """Return the entries of the index as a site built in November 2026 prints them."""
    return entries("2026-11-23")


def test_every_source_and_value_has_one_entry(index: dict[str, str]) -> None:
    """Each source of the rules, and each value of the law, stands once in the index."""
    law = authoring.law_index(ROOT, today="2026-11-23")
    expected = [one["id"] for one in law["sources"]] + [f"valeur-{one['id']}" for one in law["parameters"]]
    assert sorted(index) == sorted(expected)


def test_entry_says_how_and_when_the_text_was_read(index: dict[str, str]) -> None:
    """The title, what the text says, whether its words were read, and the day, are in the entry."""
    for source in authoring.law_index(ROOT, today="2026-11-23")["sources"]:
        entry = index[source["id"]]
        assert source["about"].replace("'", "&#39;").replace('"', "&#34;") in entry
        assert f'href="{source["url"]}"' in entry.replace("&amp;", "&") or not source["url"]
        assert source["where"].replace("'", "&#39;") in entry
        assert source["version"] in entry
        assert f'<time datetime="{source["checked_on"]}">' in entry
        assert ("Texte lu," in entry) is (source["status"] == "text")


def test_entry_leads_to_each_place(index: dict[str, str]) -> None:
    """L113-2 leads to its guides, to the nodes of the tree, to its value; a value leads to its sources."""
    entry = index["cassur-L113-2"]
    for link in (
        "../../guides/quand-contacter-son-assureur/",
        "../../outils/faut-il-declarer/#declare_now",
        "../../outils/delai-declaration/",
        "#valeur-declaration_floor",
    ):
        assert f'href="{link}"' in entry
    assert 'href="#cassur-L113-2"' in index["valeur-declaration_floor"]


def test_number_of_places_is_that_of_the_lists(index: dict[str, str]) -> None:
    """The count in the summary is the number of places below it; a text without any says so."""
    law = authoring.law_index(ROOT, today="2026-11-23")
    for source in law["sources"]:
        count = len(source["uses"])
        said = {0: "Aucune page", 1: "1 endroit "}.get(count, f"{count} endroits ")
        entry = index[source["id"]]
        assert said in entry
        assert "<li></li>" not in entry
        holidays = [
            one["text"] or "le calendrier entier" for one in source["uses"] if one["kind"] == "holiday"
        ]
        listed = re.findall(r"<li>([^<]+)</li>", entry)
        assert listed == [one.replace("'", "&#39;") for one in holidays], source["id"]


@pytest.mark.parametrize(
    ("day", "holds"), [("2026-08-31", "6\N{NO-BREAK SPACE}mois"), ("2026-09-01", "3\N{NO-BREAK SPACE}mois")]
)
def test_value_in_force_follows_the_day_of_the_build(day: str, holds: str) -> None:
    """Seen as of a day, the value marked as in force is the one of that day."""
    entry = entries(day)["valeur-injonction_service"]
    assert re.findall(r'<li class="am-values__now"><b>(.*?)</b>', entry) == [holds]
