"""How much there is, counted: what the page about our checks says, and nothing else."""

from __future__ import annotations

from typing import Any

from macros.rules import data
from macros.rules.calendar_fr import ZONES
from macros.rules.walk import paths

from .lint.codes import CODES


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
