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
"""The letter that a whole case ends with."""


def declared(seen: Json) -> dict[str, str]:
    """Return what the declaration takes from a case, of which `seen` is the view."""
    answers: dict[str, str] = next(one["answers"] for one in seen["documents"] if one["id"] == DECLARATION)
    return answers


def whole(seen: Json, sheet: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return the rows of each part of the file, from the view of a case and its declaration."""
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
        **word.letter(sheet),
    }
