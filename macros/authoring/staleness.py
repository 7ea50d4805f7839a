"""What has not been read again for a year, and what is about to end. For editors and for the build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from macros.rules.french import NBSP, date_text
from macros.rules.model import MonthRounding
from macros.rules.time_limits import add_months

from .lint.project import Document, Project
from .lint.toml_lines import place
from .words import words

MONTHS_BETWEEN_READINGS = 12
"""A text of law is read again every year."""

NOTICE = timedelta(days=90)
"""How long before an end it is told: the time to read the next text."""

_CHECKED_ON = re.compile(r'checked_on="([0-9]{4}-[0-9]{2}-[0-9]{2})"')


@dataclass(frozen=True, slots=True)
class Stale:
    """One thing to read again: where it is, why, and the day that says so.

    `code` is "unread" (`day`: when it was last read), "ending" (the last day of a value that
    nothing follows) or "calendar" (the last day of the verified calendar).
    """

    code: Literal["unread", "ending", "calendar"]
    file: str
    line: int
    place: str
    day: date


def stale(project: Project, today: date) -> list[Stale]:
    """Return everything to read again on a day: the most pressing first, then file by file."""
    found = [*_calendar(project, today), *_ending(project, today), *_unread(project, today)]
    return sorted(found, key=lambda one: one.code == "unread")


def line(one: Stale) -> str:
    """Return a thing to read again as editors read it: where it is, what to do."""
    template: str = words("stale")[one.code]
    sentence = template.format(date=date_text(one.day, weekday=False))
    return f"{one.file}:{one.line} {one.place}{NBSP}: {sentence}"


def _calendar(project: Project, today: date) -> Iterator[Stale]:
    """Yield the end of the verified calendar: after it the rules refuse to answer."""
    for document in _of_kind(project, "holidays"):
        last = document.data.get("verified", {}).get("last")
        if last and today + NOTICE >= last:
            yield _at(document, "calendar", ("verified", "last"), last)


def _ending(project: Project, today: date) -> Iterator[Stale]:
    """Yield the values that end with none after them: from the next day the rules refuse."""
    for document in _of_kind(project, "parameters"):
        for id, record in document.data.items():
            values = record.get("value", [])
            for number, value in enumerate(values):
                end = value.get("valid_until")
                followed = end and any(
                    other.get("valid_from")
                    and value["valid_from"] < other["valid_from"] <= end + timedelta(days=1)
                    for other in values
                )
                if end and not followed and today + NOTICE >= end:
                    yield _at(document, "ending", (id, "value", number, "valid_until"), end)


def _unread(project: Project, today: date) -> Iterator[Stale]:
    for document in project.documents:
        for leaf in document.leaves:
            if leaf.kind == "day" and leaf.path[-1] == "checked_on" and is_old(leaf.value, today):
                yield _at(document, "unread", leaf.path, leaf.value)
    for name, text in project.pages.items():
        for match in _CHECKED_ON.finditer(text):
            day = date.fromisoformat(match[1])
            if is_old(day, today):
                yield Stale("unread", f"docs/{name}", text.count("\n", 0, match.start()) + 1, "page", day)


def is_old(checked_on: date, today: date) -> bool:
    """Return whether what was read on a day must be read again."""
    return today >= add_months(checked_on, MONTHS_BETWEEN_READINGS, rounding=MonthRounding.LAST_DAY)


def _of_kind(project: Project, kind: str) -> Iterator[Document]:
    return (document for document in project.documents if document.kind == kind)


def _at(
    document: Document, code: Literal["unread", "ending", "calendar"], path: tuple[str | int, ...], day: date
) -> Stale:
    return Stale(code, document.name, document.line(path), place(path[:-1]), day)
