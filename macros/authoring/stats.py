"""Counts shown on the page about our checks: the rules, and the proofs of them."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

from macros.rules import data
from macros.rules.calendar_fr import ZONES
from macros.rules.walk import paths

from .golden import golden
from .lint.codes import CODES

_TEST = re.compile(r"(?m)^def test_")
_PROPERTY = re.compile(r"(?m)^@given\(")
_LISTS = {"metropole": "metropole.csv", "alsace_moselle": "alsace-moselle.csv"}


def figures() -> dict[str, Any]:
    """Return the figures of the rules, ready for JSON.

    {trees: [{id, title, questions, outcomes, paths}], checklists, items, calculators,
    sources, texts (sources whose words were read), parameters, values, zones, first_year,
    last_year, checks (mistakes that the checker knows)}. A path is a complete way from the first
    question to an outcome; every one is walked to be counted.
    """
    kinds = data.tool_ids()
    trees = [data.tree(id) for id, kind in kinds.items() if kind == "tree"]
    checklists = [data.checklist(id) for id, kind in kinds.items() if kind == "checklist"]
    sources, parameters = data.sources().values(), data.parameters().values()
    return {
        "trees": [
            {
                "id": tree.id,
                "title": tree.title,
                "questions": len(tree.questions),
                "outcomes": len(tree.outcomes),
                "paths": sum(1 for _ in paths(tree)),
            }
            for tree in trees
        ],
        "checklists": len(checklists),
        "items": sum(len(one.items) for one in checklists),
        "calculators": sum(kind == "deadline" for kind in kinds.values()),
        "sources": len(sources),
        "texts": sum(source.status == "text" for source in sources),
        "parameters": len(parameters),
        "values": sum(len(parameter.values) for parameter in parameters),
        "zones": len(ZONES),
        "first_year": data.verified()["first"].year,
        "last_year": data.verified()["last"].year,
        "checks": len(CODES),
    }


def proofs(root: Path) -> dict[str, Any]:
    """Return how much proves the rules of the project at `root`.

    {by_hand (examples counted by hand), examples (that a browser runs again, but those of outcomes),
    properties (tried on drawn examples), tests (in all), breakdowns (sorts of, each with its tests), criteria
    (of the RGAA, by how they are checked), lists: [{name, days, first, last}]}; `lists` are the
    official lists of holidays that our calendar is compared with. Without its tests a copy counts none.
    """
    examples = golden(root)
    texts = [file.read_text(encoding="utf-8") for file in sorted((root / "tests").rglob("test_*.py"))]
    return {
        "by_hand": sum("dates" in example for example in examples.values()),
        "examples": len(examples),
        "properties": sum(len(_PROPERTY.findall(text)) for text in texts),
        "tests": sum(len(_TEST.findall(text)) for text in texts),
        "breakdowns": len(_rows(root, "tests/faults.toml")),
        "criteria": {
            state: sum(one["state"] == state for one in _rows(root, "tests/content/rgaa.toml").values())
            for state in ("machine", "partie", "absent", "personne")
        },
        "lists": [
            _list(name, path)
            for name, file in _LISTS.items()
            if (path := root / "tests/rules/data" / file).is_file()
        ],
    }


def _rows(root: Path, name: str) -> dict[str, Any]:
    file = root / name
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def _list(name: str, path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8", newline="") as lines:
        days = [row["date"] for row in csv.DictReader(lines)]
    years = sorted({day[:4] for day in days})
    return {"name": name, "days": len(days), "first": years[0], "last": years[-1]}
