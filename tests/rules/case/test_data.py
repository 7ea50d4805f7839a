"""What the file of the case names is there: tools, dates, fields and their sources, states, items."""

from __future__ import annotations

import re
from pathlib import Path

from macros.rules import admissions, api, data
from macros.rules.case import timeline

ROOT = Path(__file__).parents[3]
CASE = data.case()
TODAY = "2026-11-26"
RULES = ROOT / "macros" / "rules"


def inputs(tool: str) -> set[str]:
    return {one["name"] for one in api.describe(tool, today=TODAY)["inputs"]}


def test_every_letter_has_its_row() -> None:
    """No letter is left to be filled by hand alone, and each says when it makes sense."""
    known = {one["id"] for one in api.tools() if one["kind"] == "letter"}
    assert set(CASE["letter"]) == known == {one["id"] for one in CASE["document"]}


def test_what_the_reader_does_is_said() -> None:
    """A date on which the reader acts says how, and each tool of the site takes from the case."""
    for key, item in CASE["item"].items():
        assert not item.get("mine") or item["todo"], key
    kinds = data.tool_ids()
    calculators = {id for id, kind in kinds.items() if kind == "deadline"}
    letters = {id for id, kind in kinds.items() if kind == "letter"}
    trees = {id for id, kind in kinds.items() if kind == "tree"}
    unfilled = [f"[fills.{id}]" for id in sorted((calculators | trees) - set(CASE["fills"]))]
    assert not unfilled, (
        f"add to macros/rules/data/case.toml what these take from a case, even nothing: {unfilled}"
    )
    unadded = [f"[[adds.{id}]]" for id in sorted((calculators | letters) - set(CASE["adds"]))]
    assert not unadded, f"add to macros/rules/data/case.toml the fact that these give to a case: {unadded}"


def test_no_state_is_set_that_nobody_knows() -> None:
    """The states that `check` knows are those of the rules: one misspelt there would never come."""
    source = (RULES / "case" / "timeline.py").read_text("utf-8")
    code = source[source.index("Ask = ") :]
    assert [state for state in timeline.STATES if f'"{state}"' not in code] == []
    for found in cases_of_states():
        assert found <= timeline.STATES | {one["state"] for one in CASE["kind"].values() if "state" in one}


def cases_of_states() -> list[set[str]]:
    """Return the states of a case with a fact of each kind, answered in each way."""
    asked: dict[str, list[str]] = {}
    for kind in CASE["kind"].values():
        for name, one in kind.get("ask", {}).items():
            asked.setdefault(name, [""]).extend(option["value"] for option in one.get("options", ()))
    most = max(len(values) for values in asked.values())
    found = []
    for n in range(most):
        more = {name: values[n % len(values)] for name, values in asked.items()}
        facts = [{"id": kind, "kind": kind, "on": "2026-10-12", **more} for kind in CASE["kind"]]
        found.append(set(api.case_view({"facts": facts}, today=TODAY)["states"]))
    return found


def words(table: object) -> list[str]:
    """Return every text of a table, names of tools and of fields apart."""
    if isinstance(table, dict):
        return [text for one in table.values() for text in words(one)]
    if isinstance(table, list):
        return [text for one in table for text in words(one)]
    return [table] if isinstance(table, str) and " " in table else []


def test_no_source_is_invented() -> None:
    """Each text of the law that a sentence names is in the records."""
    for name in ("case.toml", "wording.toml"):
        text = (RULES / "data" / name).read_text("utf-8")
        cited = set(re.findall(r"\{law:([\w-]+)\}", text)) | set(re.findall(r'sources = \["([\w-]+)"', text))
        assert cited <= set(data.sources()), name


def test_no_sentence_of_the_case_admits_liability() -> None:
    """What the letters take from the case by itself admits nothing."""
    assert [text for text in words(CASE["word"]) if admissions.find(text, data.admissions())] == []
