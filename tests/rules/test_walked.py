"""Situations as people tell them: the way through a tree ends at what a good lawyer would answer."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from macros.rules import api, data, walk

TODAY = "2026-11-26"
DATA = Path(__file__).parent / "data"
SITUATIONS: list[dict[str, Any]] = tomllib.loads((DATA / "walked.toml").read_text("utf-8"))["situation"]

#: The trees as they were first published: {tree: {start, questions: {question: {option: next}}}}.
#: Links and codes hold their answers: nothing is ever changed or taken out here.
PUBLISHED = json.loads((DATA / "published_trees.json").read_text("utf-8"))

#: Published options that led a reader to the wrong outcome, and where they lead now.
MOVED = {
    # Who says that there is no contract was told to find the insurer.
    ("faut-il-declarer", "policy", "none"): "no_insurer",
}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def seen(result: dict[str, Any]) -> str:
    """Return all that a reader is told at an outcome, the notes of the way taken among it."""
    outcomes = api.describe(result["tool"], today=TODAY)["outcomes"]
    (end,) = [one for one in outcomes if one["id"] == result["node"]]
    notes = [one["text"] for one in result["warnings"]]
    return plain("\n".join([end["title"], end["action"], *end["why"], *notes, end["contact"]]))


def leads(result: dict[str, Any]) -> set[str]:
    """Return where the links of an outcome lead, each alone and with the answers that it brings."""
    found = set()
    for link in result["next"]:
        target = link.get("tool") or link["page"]
        found |= {target, f"{target}?{urlencode(link.get('answers', {}))}".rstrip("?")}
    return found


@pytest.mark.parametrize("told", SITUATIONS, ids=lambda told: told["says"])
def test_a_situation_gets_the_answer_of_a_good_lawyer(told: dict[str, Any]) -> None:
    """Every answer is used on the way; the outcome, its words and its links are those expected."""
    result = api.answer(told["tree"], told["answers"], today=TODAY)
    assert (result["status"], result["node"]) == ("answered", told["outcome"])
    assert {one["node"]: one["value"] for one in result["path"]} == told["answers"]
    text = seen(result)
    assert [words for words in told["words"] if plain(words) not in text] == []
    assert [words for words in told.get("absent", ()) if plain(words) in text] == []
    assert set(told["links"]) <= leads(result)


@pytest.mark.parametrize("tree", PUBLISHED)
def test_a_published_way_still_ends_where_it_ended(tree: str) -> None:
    """No link of old stops at a question that was added since, nor ends elsewhere unless it was wrong."""
    questions, paths = PUBLISHED[tree]["questions"], []

    def below(node: str, path: walk.Path) -> None:
        if node not in questions:
            paths.append((path, node))
        for value, after in questions.get(node, {}).items():
            below(MOVED.get((tree, node, value), after), (*path, (node, value)))

    below(PUBLISHED[tree]["start"], ())
    for path, end in paths:
        reached = walk.walk(data.tree(tree), dict(path))
        assert (reached.path, reached.node.id) == (path, end)
    assert paths
