"""The examples of the page « Recette »: what the rules answer here, for a reader's own Python to find."""

import json
from collections import deque
from pathlib import Path
from typing import Any

from macros import authoring
from macros.rules import api

#: Where the page asks for them, in the site.
ADDRESS = Path("assets/recette/cases.json")

#: The trees give the same answer whatever the day; a result still wants one.
_ANY_DAY = "2026-11-22"


def write_recette(root: Path, site: Path) -> Path:
    """Write every example with its whole answer under `site`; return the file.

    The JSON is {version, cases: [{id, tool, answers, today, expected}]}: the examples of editors,
    then each outcome of each tree, by its shortest way.
    Raises SystemExit when the rules find another date than one counted by hand.
    """
    cases = [*_examples(root), *_outcomes()]
    file = site / ADDRESS
    file.parent.mkdir(parents=True, exist_ok=True)
    content = {"version": cases[0]["expected"]["version"], "cases": cases}
    file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return file


def _examples(root: Path) -> list[dict[str, Any]]:
    cases = []
    wrong = []
    for id, example in authoring.golden(root).items():
        case = _case(id, example["tool"], example["answers"], example["today"].isoformat())
        cases.append(case)
        for name, day in example.get("dates", {}).items():
            found = case["expected"]["dates"].get(name, "–")
            if found != day.isoformat():
                wrong.append(f"{authoring.GOLDEN} {id} : {name} vaut {day}, les règles trouvent {found}.")
    if wrong:
        raise SystemExit("\n".join(wrong))
    return cases


def _outcomes() -> list[dict[str, Any]]:
    """Return one example for each outcome of each tree: the shortest way there, the first options first."""
    cases = []
    for tree in (tool["id"] for tool in api.tools() if tool["kind"] == "tree"):
        for outcome, answers in _shortest_ways(api.describe(tree, today=_ANY_DAY)):
            cases.append(_case(f"{tree}/{outcome}", tree, answers, _ANY_DAY))
    return cases


def _shortest_ways(tree: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    questions = {question["id"]: question for question in tree["questions"]}
    ways: dict[str, dict[str, str]] = {tree["start"]: {}}
    queue = deque(ways)
    while queue:
        node = queue.popleft()
        for option in questions[node]["options"] if node in questions else ():
            if option["next"] not in ways:
                ways[option["next"]] = {**ways[node], node: option["value"]}
                queue.append(option["next"])
    return [(node, way) for node, way in ways.items() if node not in questions]


def _case(id: str, tool: str, answers: dict[str, str], today: str) -> dict[str, Any]:
    expected = api.answer(tool, answers, today=today)
    return {"id": id, "tool": tool, "answers": answers, "today": today, "expected": expected}
