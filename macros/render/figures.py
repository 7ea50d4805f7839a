"""The drawings that explain, made from what the rules answer: a line of time, the steps of a method.

Each is a picture and a list that says the same: for the ear, on paper, and where colours are not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from macros.rules import api

from . import content
from .html import render
from .page import Page

#: The box of a line of time, in its own units: margins left and right, where the line is drawn.
WIDTH, MARGIN, AXIS = 720, 16, 40

#: Above this many days the line is marked by months, else by days.
DAYS = 45


def timeline(page: Page, tool_id: str) -> str:
    """Print what a calculator answers for an event of the day of the build, as a line at its true scale.

    Raises LookupError for an unknown tool, and for one that needs more than a date.
    """
    today = page.today.isoformat()
    described = api.describe(tool_id, today=today)
    asked = next(one for one in described["inputs"] if one["type"] == "date")
    result = api.answer(tool_id, {asked["name"]: today}, today=today)
    if result["status"] != "answered":
        raise LookupError(tool_id)
    shown = result["display"]
    dates = sorted(
        (one for one in [shown["main"], *shown["lines"]] if one), key=lambda one: (one["iso"], one["role"])
    )
    words = content.words("figures")
    last = date.fromisoformat(dates[-1]["iso"])
    scale = _Scale(page.today, last)
    points = [
        {**one, "x": scale.place(date.fromisoformat(one["iso"])), "n": n}
        for n, one in enumerate(dates, start=1)
    ]
    return render(
        "timeline.html",
        id=tool_id,
        words=words,
        title=words["example"].format(day=content.day_words(today)),
        start=asked["label"],
        start_x=scale.place(page.today),
        width=WIDTH,
        axis=AXIS,
        points=points,
        limit=next((one for one in points if one["role"] == "limit"), points[-1]),
        window=_window(points),
        marks=scale.marks(result["steps"]),
    )


def ladder(tool_id: str) -> str:
    """Print the steps of a checklist that has letters, each a step higher than the one before."""
    items = api.describe(tool_id)["items"]
    wide = WIDTH / len(items)
    steps = [
        {"letter": one["letter"], "label": one["label"], "x": round(n * wide), "y": 150 - 22 * n}
        for n, one in enumerate(items)
    ]
    return render("ladder.html", id=tool_id, words=content.words("figures"), steps=steps, wide=round(wide))


class _Scale:
    """The line from a day to another, a little room after it."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.days = (last - first).days

    def place(self, day: date) -> int:
        """Return where a day stands."""
        return round(MARGIN + (WIDTH - 2 * MARGIN) * (day - self.first).days / self.days)

    def marks(self, steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return the marks beneath the line: each day where they are few, else the first of each month."""
        if self.days <= DAYS:
            skipped = {one["date"] for one in steps if one["role"] == "skipped"}
            return [
                {"x": self.place(day), "label": str(day.day), "is_skipped": day.isoformat() in skipped}
                for day in (self.first + timedelta(days=n) for n in range(self.days + 1))
            ]
        every = 1 if self.days < 200 else 3
        months = [date(self.first.year + n // 12, n % 12 + 1, 1) for n in range(40)]
        within = [day for day in months if self.first < day <= self.last and (day.month - 1) % every == 0]
        names = content.words("figures")["months"]
        return [{"x": self.place(day), "label": names[day.month - 1], "is_skipped": False} for day in within]


def _window(points: list[dict[str, Any]]) -> dict[str, int] | None:
    """Return the part of the line in which a door is open: from a date named so to its end."""
    found = {one["name"]: one["x"] for one in points}
    if "mediator_from" not in found:
        return None
    return {"x": found["mediator_from"], "width": found["mediator_until"] - found["mediator_from"]}
