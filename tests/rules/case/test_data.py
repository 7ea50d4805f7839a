"""What the file of the case names is there: tools, dates, fields and their sources, states, items."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from macros.rules import admissions, api, data
from macros.rules.case import letters

ROOT = Path(__file__).parents[3]
CASE = data.case()
TODAY = "2026-11-26"
RULES = ROOT / "macros" / "rules"


def inputs(tool: str) -> set[str]:
    return {one["name"] for one in api.describe(tool, today=TODAY)["inputs"]}


@pytest.mark.parametrize("table", ["letter", "fills"])
def test_what_fills_a_tool_is_known(table: str) -> None:
    """Each field exists in its letter or calculator, and takes a source of the closed list."""
    for tool, fields in CASE[table].items():
        assert set(fields) <= inputs(tool), tool
        assert set(fields.values()) <= set(letters.SOURCES), tool


def test_every_letter_has_its_row() -> None:
    """No letter is left to be filled by hand alone, and each says when it makes sense."""
    known = {one["id"] for one in api.tools() if one["kind"] == "letter"}
    assert set(CASE["letter"]) == known == {one["id"] for one in CASE["document"]}


def test_every_date_of_the_line_is_one_of_its_tool() -> None:
    """Role, limit and beginning are dates of the tool; what does it is a tool of the site."""
    for key, item in CASE["item"].items():
        if "tool" in item:
            dates = {one["name"] for one in api.describe(item["tool"], today=TODAY)["dates"]}
            assert {item[name] for name in ("role", "limit", "from") if name in item} <= dates, key
        assert "does" not in item or item["does"] in data.tool_ids(), key
        assert not item.get("mine") or item["todo"], key


def test_what_is_added_and_asked_is_known() -> None:
    """A calculator adds a kind of fact by one of its inputs; exhibits tick lines of the checklist."""
    for tool, added in CASE["adds"].items():
        assert added["kind"] in CASE["kind"]
        assert added["input"] in inputs(tool)
    items = {one.id for one in data.checklist("dossier-assureur").items}
    assert {one["item"] for one in CASE["piece"].values() if "item" in one} <= items
    assert {one["group"] for one in CASE["kind"].values()} == set(CASE["group"])
    assert {one["tool"] for one in CASE["next"] if "tool" in one} <= set(data.tool_ids())


def test_every_state_that_is_waited_for_can_come() -> None:
    """A state that a row waits for is one that the rules set: a word misspelt would never come."""
    source = (RULES / "case" / "timeline.py").read_text("utf-8")
    waited: list[str] = [one["when"] for one in CASE["next"]]
    waited += [state for one in CASE["document"] for state in one["when"]]
    waited += [one["unless"] for one in CASE["waiting"]]
    assert [state for state in waited if f'"{state}"' not in source] == []


def words(table: object) -> list[str]:
    """Return every text of a table, names of tools and of fields apart."""
    if isinstance(table, dict):
        return [text for one in table.values() for text in words(one)]
    if isinstance(table, list):
        return [text for one in table for text in words(one)]
    return [table] if isinstance(table, str) and " " in table else []


@pytest.mark.parametrize("table", [CASE, data.wording()], ids=["case", "wording"])
def test_the_words_are_typed_as_french_is(table: dict[str, Any]) -> None:
    """No straight apostrophe, and no space that breaks before a high sign or inside quotation marks."""
    patterns = {text for rule in data.wording()["rule"].values() for text in rule.get("says", ())}
    for text in set(words(table)) - patterns:
        assert not re.search(r"'| [;:!?»]|« ", text), text


def test_no_source_is_invented() -> None:
    """Each text of the law that a sentence names is in the records."""
    for name in ("case.toml", "wording.toml"):
        text = (RULES / "data" / name).read_text("utf-8")
        cited = set(re.findall(r"\{law:([\w-]+)\}", text)) | set(re.findall(r'sources = \["([\w-]+)"', text))
        assert cited <= set(data.sources()), name


def test_no_sentence_of_the_case_admits_liability() -> None:
    """What the letters take from the case by itself admits nothing."""
    assert [text for text in words(CASE["word"]) if admissions.find(text, data.admissions())] == []
