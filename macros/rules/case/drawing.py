"""The line of time as a picture: where each fact and each date stands. The list beside it says the same."""

from __future__ import annotations

from datetime import date
from typing import Any

from .. import data
from .model import Json
from .timeline import Timeline, sheet

#: The box of the picture, in its own units, and the line in it.
WIDTH, HEIGHT, AXIS = 1200, 268, 96
#: As many facts and dates as can be read: the last facts, the first dates.
_FACTS, _DATES = 5, 6
_ROWS, _LETTERS = 4, 15
_OPEN = ("overdue", "today", "soon", "later")


def drawing(line: Timeline, cited: dict[str, list[int]]) -> Json:
    """Return {width, height, axis, now, points}: what is past on the left, today, then what is to come.

    The places are in the order of time, not at its scale: a case has days and years.
    """
    past = [(one, one.on) for one in line.case.facts if one.on and one.on <= line.today][-_FACTS:]
    ahead = [one for one in line.items if one["state"] in _OPEN or one["date"] >= line.today.isoformat()]
    ahead = sorted(ahead, key=lambda one: one["date"])[:_DATES]
    slots = len(past) + 1 + len(ahead)
    step = WIDTH / slots
    places = [round(step * (n + 0.5)) for n in range(slots)]
    facts = [
        _point(x, "fact", day, data.case()["kind"][one.kind]["short"], _numbers(cited.get(one.id, [])))
        for x, (one, day) in zip(places, past, strict=False)
    ]
    dates = [
        _point(x, one["state"], date.fromisoformat(one["date"]), one["label"], one["said"])
        for x, one in zip(places[len(past) + 1 :], ahead, strict=True)
    ]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "axis": AXIS,
        "now": places[len(past)],
        "points": [*facts, *dates] if facts or dates else [],
    }


def _point(x: int, state: str, day: date, label: str, note: str) -> dict[str, Any]:
    return {"x": x, "state": state, "note": note, **sheet(day), "year": str(day.year), **_wrapped(label)}


def _numbers(numbers: list[int]) -> str:
    if not numbers:
        return ""
    words = data.case()["word"]["exhibits" if len(numbers) > 1 else "exhibit"]
    told: str = words.format(n=", ".join(str(one) for one in numbers[:3]))
    return told


def _wrapped(label: str) -> dict[str, str]:
    """Return a label in rows short enough for a place: {row_0, row_1…}, the last one cut."""
    rows = [""]
    for word in label.split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) <= _LETTERS or not rows[-1]:
            rows[-1] = longer
        else:
            rows.append(word)
    if len(rows) > _ROWS:
        rows = [*rows[: _ROWS - 1], f"{rows[_ROWS - 1][: _LETTERS - 1]}…"]
    return {f"row_{n}": rows[n] if n < len(rows) else "" for n in range(_ROWS)}
