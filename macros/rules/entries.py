"""The light doors, as pages and e-mails say them: three lines, the first question, where it leads."""

from __future__ import annotations

from datetime import date
from typing import Any

from . import data, present
from .model import Door, Result

#: The inputs of a calculator that a contract fixes: a link says them once and for all.
CONTRACT = ("length", "unit")


def presets() -> list[dict[str, str]]:
    """Return the time limits that have their own addresses: {length, unit, slug, words}."""
    return [
        {
            "length": str(one.length),
            "unit": str(one.unit),
            "slug": one.slug,
            "words": present.amount(one.length, one.unit),
        }
        for one in data.presets()
    ]


def described(door: Door, tool: Result, day: date) -> dict[str, Any]:
    """Return a door, its words as of `day`; `tool` is the description of what it opens, {} for a page.

    {id, title, lines, question, hint, input, options: [{value, label}], contract, tool or page, target,
    sources: [{short, url}], mail, button, next}. `input` is what the first question answers, "" where
    there is none; `options` is empty for a date; `contract` holds the time limit by default, {} where
    no contract matters.
    """
    (target,) = present.links([door.target], day)
    asked: dict[str, Any] = {"question": "", "hint": "", "input": "", "options": [], "contract": {}}
    if tool.get("kind") == "deadline":
        first, *others = tool["inputs"]
        contract = {one["name"]: one["default"] for one in others if one["name"] in CONTRACT}
        asked |= {
            "question": first["label"],
            "input": first["name"],
            "contract": contract if len(contract) == len(CONTRACT) else {},
        }
    elif tool.get("kind") == "tree":
        first = tool["questions"][0]
        options = [{"value": one["value"], "label": one["label"]} for one in first["options"]]
        asked |= {
            "question": first["text"],
            "hint": first["hint"],
            "input": first["id"],
            "options": options,
        }
    return {
        "id": door.id,
        "title": door.title,
        "lines": [present.law(line, day) for line in door.lines],
        **asked,
        **({"question": door.question} if door.question else {}),
        **{name: target[name] for name in ("tool", "page") if name in target},
        "target": target["address"].rstrip("/"),
        "sources": [
            {"short": data.sources()[id].short, "url": data.sources()[id].url} for id in door.sources
        ],
        "mail": door.mail,
        "button": door.button,
        "next": present.links(door.next, day),
    }
