"""Where a tool leads: the answers that a link brings are those that the next tool's door accepts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from macros.rules import api, data, walk

TODAY = "2026-11-22"
KINDS = {one["id"]: one["kind"] for one in api.tools()}

Link = dict[str, Any]


def of_kind(kind: str) -> list[str]:
    return [id for id, one in KINDS.items() if one == kind]


def target(link: Link) -> str:
    """Return the tool that a link opens, "" for a page that is none."""
    if "tool" in link:
        return str(link["tool"])
    place, _, id = link["page"].partition("/")
    return id if place == "modeles" else ""


def wrong(links: list[Link]) -> Iterator[tuple[str, dict[str, str], object]]:
    """Yield each link whose answers its target drops, changes or refuses."""
    for link in links:
        answers = link.get("answers", {})
        if not (id := target(link)):
            if answers:
                yield link["page"], answers, "a page takes no answers"
            continue
        result = api.answer(id, answers, today=TODAY)
        problems = [one for one in result["problems"] if one["code"] != "missing"]
        if problems or not answers.items() <= result["answers"].items():
            yield id, answers, problems


def paths(tool: str) -> list[tuple[walk.Path, str]]:
    return [(path, end.id) for path, end in walk.paths(data.tree(tool))]


def links_of(tool: str, **answers: str) -> dict[str, dict[str, str]]:
    """Return the answers that each link of a result brings, by target."""
    result = api.answer(tool, answers, today=TODAY)
    return {target(link): link.get("answers", {}) for link in result["next"] if target(link)}


@pytest.mark.parametrize("tool", of_kind("tree"))
def test_every_link_of_a_path_opens_a_tool_taking_its_answers(tool: str) -> None:
    """Each outcome, by each way there is, leads on with answers that the next door takes as they are."""
    found = []
    for path, _ in paths(tool):
        result = api.answer(tool, dict(path), today=TODAY)
        assert result["status"] == "answered"
        found += list(wrong(result["next"]))
    assert found == []


@pytest.mark.parametrize("tool", of_kind("tree"))
def test_every_answer_that_may_be_handed_over_is_on_some_path(tool: str) -> None:
    """No row of a table is idle: each input that a link may fill is filled on a path."""
    promised, handed = set(), set()
    for outcome in data.tree(tool).outcomes.values():
        promised |= {(outcome.id, n, one.to) for n, link in enumerate(outcome.next) for one in link.carried}
    for path, end in paths(tool):
        asked = {"received_on": TODAY}  # Where the outcome asks for it.
        links = api.answer(tool, dict(path) | asked, today=TODAY)["next"]
        handed |= {(end, n, name) for n, link in enumerate(links) for name in link.get("answers", {})}
    assert promised <= handed


@pytest.mark.parametrize("tool", of_kind("deadline"))
def test_a_calculator_hands_its_dates_over(tool: str) -> None:
    """The links of an answer, in time and too late, are accepted where they lead."""
    example = api.describe(tool, today=TODAY)["example"]
    for today in (example["today"], "2045-01-01"):
        result = api.answer(tool, example["answers"], today=today)
        assert result["status"] == "answered"
        assert list(wrong(result["next"])) == []


@pytest.mark.parametrize("tool", of_kind("letter"))
def test_a_letter_hands_its_dates_over(tool: str) -> None:
    """The links below a filled letter are accepted where they lead, and hold none of the reader's words."""
    inputs = api.describe(tool, today=TODAY)["inputs"]
    answers = {one["name"]: "2026-11-20" if one["type"] == "date" else "Secret" for one in inputs}
    result = api.answer(tool, answers, today=TODAY)
    assert result["status"] == "answered"
    assert list(wrong(result["next"])) == []
    assert not any("Secret" in link.get("answers", {}).values() for link in result["next"])


@pytest.mark.parametrize("tool", of_kind("checklist") + of_kind("rehearsal"))
def test_other_tools_lead_where_their_answers_are_accepted(tool: str) -> None:
    """A list with nothing ticked and with all, a conversation not yet chosen."""
    ticked = {one["name"]: api.DONE for one in api.describe(tool, today=TODAY)["inputs"]}
    for answers in ({}, ticked):
        assert list(wrong(api.answer(tool, answers, today=TODAY)["next"])) == []


def test_an_answer_is_not_asked_for_again() -> None:
    """Who said that the client blames nothing is not asked for it by the tool on unpaid bills."""
    brought = links_of("faut-il-declarer", received="unpaid", unpaid_reason="no_blame")
    assert brought["mon-client-ne-paie-pas"] == {"reason": "no"}
    opened = api.answer("mon-client-ne-paie-pas", brought["mon-client-ne-paie-pas"], today=TODAY)
    assert opened["node"] == "due"


def test_what_is_fixed_and_what_is_carried_come_together() -> None:
    """The profile is that of the outcome, the channel that of the path: six lines are there at once."""
    brought = links_of(
        "mon-client-est-mecontent", respect="no", channel="phone", blame="written", profile="angry"
    )
    assert brought["repetition-tecrep"] == {"profile": "angry", "channel": "phone"}
    opened = api.answer("repetition-tecrep", brought["repetition-tecrep"], today=TODAY)
    assert (opened["status"], len(opened["lines"])) == ("answered", 6)
    assert brought["faut-il-declarer"] == {"received": "written", "subject": "blame"}


def test_only_answers_of_the_way_are_carried() -> None:
    """An answer that was changed, and lies off the way, is kept for the way back but handed to nobody."""
    away = links_of("mon-client-m-insulte", danger="yes", target="me", blame="yes", what="tone")
    assert away == {"client-insultant": {}}
    back = links_of("mon-client-m-insulte", danger="no", target="me", blame="yes", what="tone")
    assert back["faut-il-declarer"] == {"received": "written", "subject": "blame"}


def test_an_answer_without_a_row_is_not_carried() -> None:
    """« Je ne sais pas » says nothing to the next tool."""
    brought = links_of("mon-client-m-insulte", danger="no", target="me", blame="unknown", what="tone")
    assert brought["faut-il-declarer"] == {}


def test_a_date_is_typed_once() -> None:
    """The day a réclamation was received goes from the calculator to the declaration, and to the question
    on the prejudice when it is late."""
    in_time = links_of("delai-declaration", received_on="20/11/2026")
    assert in_time["declaration-de-sinistre"] == {"received_on": "2026-11-20"}
    late = links_of("delai-declaration", received_on="1er mai 2026")
    assert late["question-sur-le-prejudice"] == {"received_on": "2026-05-01"}


def test_a_computed_date_is_handed_over() -> None:
    """The day a bill was due is computed by one tool and written by the letter of another."""
    brought = links_of("impaye", performed_on="2026-09-01", terms_days="30")
    assert brought["mise-en-demeure-facture"] == {"due_on": "2026-10-01", "penalties_from": "2026-10-02"}
    consumer = links_of("impaye", performed_on="2026-09-01", client="consommateur", terms_from="prestation")
    assert consumer["mise-en-demeure-facture"] == {"due_on": "2026-10-01"}


def test_a_description_says_what_a_link_would_carry() -> None:
    """Without answers the pages know the table, so that a link can be filled before Python."""
    outcomes = {one["id"]: one for one in api.describe("faut-il-declarer", today=TODAY)["outcomes"]}
    (link,) = [one for one in outcomes["not_a_claim"]["next"] if one.get("tool") == "mon-client-ne-paie-pas"]
    assert "answers" not in link
    assert link["carried"] == [
        {"from": "unpaid_reason", "to": "reason", "values": {"no_blame": "no"}},
        {"from": "subject", "to": "reason", "values": {"payment_only": "no"}},
    ]
    (fixed,) = [one for one in outcomes["writ_today"]["next"] if one.get("tool") == "prescription-biennale"]
    assert fixed["answers"] == {"trigger": "assignation"}


def test_every_letter_is_at_the_end_of_some_way() -> None:
    """Each letter is offered by an outcome of a tree: nobody has to know that it exists."""
    offered = {
        link.tool for id in of_kind("tree") for end in data.tree(id).outcomes.values() for link in end.next
    }
    assert set(of_kind("letter")) <= offered
