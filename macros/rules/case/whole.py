"""The whole case as a claims handler reads it: what fills the model of its Word file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .. import data, word
from .letters import long_day
from .model import Json
from .timeline import by_date

DECLARATION = "declaration-de-sinistre"
"""The letter that a whole case ends with, until it was sent: a new one would say another day."""


def declaration(seen: Json) -> dict[str, str] | None:
    """Return what the declaration takes from a case, of which `seen` is the view; None once it was sent."""
    if "declared" in seen["states"]:
        return None
    answers: dict[str, str] = next(one["answers"] for one in seen["documents"] if one["id"] == DECLARATION)
    return answers


def whole(seen: Json, sheet: Mapping[str, Any] | None, today: date) -> dict[str, Any]:
    """Return the rows of each part of the file, from the view of a case and its declaration, if any."""
    words = data.case()["word"]
    return {
        "title": words["whole"],
        "day": today.isoformat(),
        "written": long_day(today.isoformat()),
        "summary": seen["summary"],
        "timeline": [
            {
                "date": one["text"],
                "label": one["label"],
                "limit": one["limit_text"] if one["limit"] != one["date"] else "",
                "state": one["said"],
            }
            for one in sorted(seen["timeline"], key=by_date)
        ],
        "chronology": [
            {
                "date": one["date"],
                "text": words["told" if one["text"] else "untold"].format(**one),
                "cites": one["cites"],
            }
            for one in seen["chronology"]
        ],
        "exhibits": [
            {
                "number": one["number"],
                "title": one["title"],
                "date": long_day(one["on"]),
                "ready": words["here" if one["have"] else "to_come"],
            }
            for one in seen["exhibits"]
        ],
        "declaration": [{}] if sheet else [],
        **(word.letter(sheet) if sheet else {"head": [], "subject": [], "body": []}),
    }
