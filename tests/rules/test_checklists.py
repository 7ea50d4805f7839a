"""Checklists: what is ticked, how many, and how it is said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules import api
from macros.rules import data as rules_data

TODAY = "2026-11-22"
CHECKLISTS = [tool["id"] for tool in api.tools() if tool["kind"] == "checklist"]

every_checklist = pytest.mark.parametrize("tool", CHECKLISTS)


def items(tool: str) -> list[str]:
    return [item["id"] for item in api.describe(tool, today=TODAY)["items"]]


def tick(tool: str, ticked: list[str]) -> dict[str, Any]:
    return api.answer(tool, dict.fromkeys(ticked, "done"), today=TODAY)


def test_there_are_checklists() -> None:
    """The site has checklists, and TECREP is one of them, with its six letters in order."""
    assert "tecrep" in CHECKLISTS
    assert "".join(item["letter"] for item in api.describe("tecrep")["items"]) == "TECREP"


@every_checklist
@given(data=st.data())
def test_ticks_are_counted(tool: str, data: st.DataObject) -> None:
    """Any items may be ticked, in any order: they are done, the others are not, and they are counted."""
    ticked = data.draw(st.lists(st.sampled_from(items(tool)), unique=True))
    result = tick(tool, ticked)
    assert result["items"] == [{"id": id, "done": id in ticked} for id in items(tool)]
    assert (result["done"], result["total"]) == (len(ticked), len(items(tool)))
    assert result["answers"] == dict.fromkeys(ticked, "done")
    assert (result["status"], result["problems"]) == ("answered", [])


@every_checklist
def test_items_are_those_written(tool: str) -> None:
    """The items come in the order they are written in, each once, and there is at least one."""
    assert items(tool) == [item.id for item in rules_data.checklist(tool).items]
    assert len(set(items(tool))) == len(items(tool)) > 0
    assert [one["name"] for one in api.describe(tool)["inputs"]] == items(tool)


@every_checklist
def test_progress_is_said_in_words(tool: str) -> None:
    """Each number of ticks has its own sentence; from one on, it holds the number and the total."""
    every = items(tool)
    said = [tick(tool, every[:n])["display"]["progress"] for n in range(len(every) + 1)]
    assert len(set(said)) == len(said)
    for n, progress in enumerate(said[1:], 1):
        assert str(n) in progress
        assert str(len(every)) in progress


@every_checklist
@pytest.mark.parametrize(
    "value", ["", "no", "DONE", "done ", "true", True, 1, None, ["done"], {"done": "done"}], ids=repr
)
def test_only_done_is_done(tool: str, value: object) -> None:
    """Anything else than « done » leaves an item to do."""
    result = api.answer(tool, dict.fromkeys(items(tool), value), today=TODAY)
    assert (result["done"], result["answers"]) == (0, {})


@every_checklist
def test_unknown_items_are_dropped(tool: str) -> None:
    """An item that does not exist, or a tracking parameter, is dropped."""
    first = items(tool)[0]
    given = {first: "done", "nope": "done", "utm_source": "done", "": "done"}
    assert api.answer(tool, given, today=TODAY) == tick(tool, [first])


@every_checklist
def test_every_item_says_what_to_do(tool: str) -> None:
    """Each item has a label and a text; its sources are among those of the list."""
    described = api.describe(tool, today=TODAY)
    known = {source["id"] for source in described["sources"]}
    for item in described["items"]:
        assert item["label"]
        assert item["text"]
        assert {source["id"] for source in item["sources"]} <= known


@every_checklist
def test_a_list_leads_on(tool: str) -> None:
    """A checklist leads to tools that exist, or to pages."""
    known = {one["id"] for one in api.tools()}
    links = tick(tool, [])["next"]
    assert links
    assert all(link["tool"] in known if "tool" in link else link["page"] for link in links)
