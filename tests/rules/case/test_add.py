"""What a tool gives to the case, and takes from it: typed once, on whichever page."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from macros.rules import api, data
from tests.rules import strategies
from tests.rules.case.strategies import cases

TODAY = "2026-11-27"
CASE = data.case()
WRIT = {"trigger": "assignation", "trigger_on": "2/11/2026", "lrar_sent_on": "3/11/2026, 12/11/2026"}
GIVEN: list[tuple[str, dict[str, str], dict[str, str]]] = [
    (
        "delai-declaration",
        {"received_on": "hier", "length": "10"},
        {"received_on": "2026-11-26", "length": "10"},
    ),
    (
        "suivi-reclamation",
        {"sent_on": "2/11/2026", "answered_on": "20/11/2026"},
        {"answered_on": "2026-11-20"},
    ),
    ("issue-mediation", {"notified_on": "2/11/2026"}, {"notified_on": "2026-11-02"}),
    ("prescription-injure", {"published_on": "2/11/2026"}, {"published_on": "2026-11-02"}),
    ("prescription-biennale", WRIT, {"trigger_on": "2026-11-02", "lrar_sent_on": "2026-11-03,2026-11-12"}),
    (
        "impaye",
        {"performed_on": "1/9/2026", "invoiced_on": "2/9/2026", "terms_from": "facture", "terms_days": "45"},
        {"invoiced_on": "2026-09-02", "terms_from": "facture", "terms_days": "45"},
    ),
    ("faut-il-declarer", {"received": "spoken", "damage_possible": "yes"}, {"damage_possible": "yes"}),
    ("dossier-assureur", {"policy": "done", "copies": "done"}, {"policy": "done", "copies": "done"}),
    ("tecrep", {"listen": "done"}, {"listen": "done"}),
]


def add(case: object, tool: str, answers: dict[str, str]) -> dict[str, Any]:
    return api.case_add(case, tool, answers, today=TODAY)


def fills(case: object, tool: str) -> dict[str, str]:
    found: dict[str, str] = api.case_view(case, today=TODAY)["fills"][tool]
    return found


@pytest.mark.parametrize(("tool", "answers", "taken"), GIVEN, ids=[one[0] for one in GIVEN])
def test_what_a_tool_gave_comes_back_to_it(tool: str, answers: dict[str, str], taken: dict[str, str]) -> None:
    """Given once, it is there for that tool; given again, nothing is added."""
    told = add({}, tool, answers)
    assert (told["added"], told["given"]) == (True, True)
    assert taken.items() <= fills(told["case"], tool).items()
    again = add(told["case"], tool, answers)
    assert (again["added"], again["case"]) == (False, told["case"])


@pytest.mark.parametrize("tool", [one["id"] for one in api.tools() if one["kind"] != "rehearsal"])
def test_a_tool_without_answers_gives_nothing(tool: str) -> None:
    """Nothing is made up: no fact comes of a blank form, but for a letter that its reader says is sent."""
    told = add({}, tool, {})
    facts = told["case"].get("facts", [])
    assert facts == [] if not tool.startswith(tuple(CASE["letter"])) else len(facts) <= 1
    assert told["added"] == bool(facts)


def test_a_letter_that_is_sent_is_a_fact_of_today() -> None:
    """The declaration closes its date; what is typed once is kept where it was empty, and only there."""
    case = {"facts": [{"id": "c", "kind": "claimed", "on": "2026-11-25"}], "contract": {"number": "RC-1"}}
    answers = {"contract": "RC-2", "client": "Bob", "received_on": "25/11/2026", "signed": "Ana"}
    told = add(case, "declaration-de-sinistre", answers)["case"]
    assert [(one["kind"], one["on"]) for one in told["facts"]] == [
        ("claimed", "2026-11-25"),
        ("declared", TODAY),
    ]
    assert (told["contract"]["number"], told["client"]["name"], told["me"]["name"]) == ("RC-1", "Bob", "Ana")
    (item,) = [one for one in api.case_view(told, today=TODAY)["timeline"] if one["key"] == "declaration"]
    assert item["state"] == "done"


def test_what_is_known_of_a_fact_is_completed_never_changed() -> None:
    """A writ of a day that is noted without its form gets it; where another form is noted, both stand."""
    for form, count in (("", 1), ("email", 2)):
        fact = {"id": "c", "kind": "claimed", "on": "2026-11-02", "form": form, "text": "Une lettre."}
        facts = add({"facts": [fact]}, "prescription-biennale", WRIT)["case"]["facts"]
        claims = [one for one in facts if one["kind"] == "claimed"]
        assert (len(claims), claims[-1]["form"], claims[0]["text"]) == (count, "writ", "Une lettre.")


def test_the_facts_answer_the_trees() -> None:
    """What is noted is not asked again: the way through a tree begins where the case knows no more."""
    facts = [
        {"id": "a", "kind": "claimed", "on": "2026-11-02", "form": "writ"},
        {"id": "b", "kind": "declared", "on": "2026-11-03", "to": "insurer"},
        {"id": "c", "kind": "insurer_answered", "on": "2026-11-10", "answer": "refuses"},
    ]
    case = {"facts": facts, "client": {"kind": "consumer"}, "contract": {"legal_protection": "yes"}}
    expected = {
        "faut-il-declarer": {"received": "writ", "declared": "yes"},
        "suis-je-couvert": {"protection": "yes"},
        "mon-assureur-ne-repond-pas": {"problem": "refusal"},
        "mon-client-ne-paie-pas": {"reason": "written", "client": "consumer"},
    }
    for tool, answers in expected.items():
        assert fills(case, tool) == answers, tool


def test_an_editor_adds_a_kind_of_fact_in_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new kind with its tool, its state and a letter’s field: dates and letter follow without any code."""
    kind = {
        "label": "Propos publics", "short": "Propos", "group": "client", "feeds": "Une date.",
        "state": "insulted",
        "asks": {"tool": "prescription-injure", "input": "published_on", "items": ["insult"]},
        "ask": {"place": {"type": "text", "label": "Où ?"}},
    }  # fmt: skip
    letter = {**CASE["letter"]["limite-client-insultant"], "topic": "last.said.place"}
    changed = {**CASE, "kind": {**CASE["kind"], "said": kind}}
    changed["letter"] = {**CASE["letter"], "limite-client-insultant": letter}
    monkeypatch.setattr(data, "case", lambda: changed)
    case = {"facts": [{"id": "s", "kind": "said", "on": "2026-11-02", "place": "Un forum"}]}
    view = api.case_view(case, today=TODAY)
    tool = api.answer("prescription-injure", {"published_on": "2026-11-02"}, today=TODAY)
    assert [one["limit"] for one in view["timeline"]] == [tool["dates"]["deadline"]]
    (document,) = [one for one in view["documents"] if one["id"] == "limite-client-insultant"]
    assert (document["wanted"], document["answers"]["topic"]) == (True, "Un forum")


@given(cases(4), strategies.texts)
def test_whatever_a_case_holds_a_tool_adds_to_it(case: dict[str, Any], text: str) -> None:
    """Nothing of the case is lost, and no text raises."""
    told = add(case, "delai-declaration", {"received_on": text, "length": text, "zone": "guadeloupe"})["case"]
    ids = [one["id"] for one in told.get("facts", ())]
    assert {one["id"] for one in case["facts"]} <= set(ids)
    assert len(set(ids)) == len(ids)
