"""A result arranged for whoever shows it: the date in large, the others, the days one by one.

Pages and script print what stands here; they compare, group and compose nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any

from . import addresses, data, present
from .french import date_text, sheet_parts, short_weekday
from .model import Deadline, Result, Step, Typed, Values

LONG = 45
"""Beyond this many sheets the strip becomes a compact list."""

_ONE_DAY = timedelta(days=1)


def blank(tool_id: str, version: str) -> Result:
    """Return a result with nothing in it yet: every key that each kind of tool fills, or leaves."""
    return {
        "tool": tool_id,
        "version": version,
        "status": "answered",
        "answers": {},
        "dates": {},
        "overdue": False,
        "steps": [],
        "sources": [],
        "warnings": [],
        "problems": [],
        "next": [],
        "code": "",
        "display": {
            "headline": None,
            "main": None,
            "lines": [],
            "answers": [],
            "dates": [],
            "counts": [],
            "debated": [],
            "sources": [],
            "next": [],
            "address": "",
            "progress": "",
            "seal": "",
            "seal_words": "",
            "rail": [],
            "late": None,
        },
    }


def arranged(result: Result) -> Result:
    """Return a result of any kind with what is shown of its sources, its links and its own address."""
    result["display"] |= {
        "sources": [_source(one) for one in result["sources"]],
        "next": [{"text": one["text"], "address": one["address"]} for one in result["next"]],
        "address": addresses.address(addresses.page_of(result["tool"]), result["answers"]),
    }
    return result


def _source(source: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **source,
        "rel": "noreferrer" if source["url"] else "",  # Some texts have no address of their own.
        "read_on": "/".join(reversed(source["checked_on"].split("-"))),
        "is_text": source["status"] == "text",
        "is_secondary": source["status"] == "secondary",
    }


def card(dates: list[dict[str, Any]], headline: str | None) -> dict[str, Any]:
    """Return the date in large type and those beneath it: {main, lines}.

    `main` is None where a headline stands in its place, or where no date is the main one.
    """
    main = None if headline else next((one for one in dates if one["role"] == "main"), None)
    return {"main": main, "lines": [one for one in dates if one is not main]}


def rail(tool: Deadline, values: Values, dates: list[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """Return the line of time of an answer: what the reader gave, today, and the dates, day by day.

    Each is {mark, date, is_past, weekday, day, month, label, text}; the mark is "start", "today" or the
    role of its date. Of the same day what the reader gave comes first, and today before a date.
    """
    given = [
        ("start", one.short, day) for one in tool.inputs for day in days_of(values.get(one.name)) if one.short
    ]
    computed = [(one["role"], one["label"], date.fromisoformat(one["iso"])) for one in dates]
    marked = [*given, ("today", data.strings()["today"], today), *computed]
    return [_on_rail(*one, today) for one in sorted(marked, key=lambda one: one[2])]


def days_of(value: Typed | None) -> tuple[date, ...]:
    """Return the days of an answer: one, several, or none."""
    if isinstance(value, date):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _on_rail(mark: str, label: str, day: date, today: date) -> dict[str, Any]:
    number, month = sheet_parts(day)
    return {
        "mark": mark,
        "date": day.isoformat(),
        "is_past": "yes" if day < today else "",
        "weekday": short_weekday(day),
        "day": number,
        "month": month,
        "label": label,
        "text": date_text(day),
    }


def counts(steps: Iterable[Step], dates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the steps grouped by the date they explain: [{title, form, steps}].

    The form is "sheets" for days that follow one another, "compact" beyond 45 of them, "list"
    for weeks, months and years. A single count needs no title.
    """
    titles = {one["name"]: one for one in dates}
    safe_date = titles["safe_date"]["iso"] if "safe_date" in titles else None
    groups = [(name, list(group)) for name, group in groupby(steps, key=lambda step: step.of)]
    return [
        {
            "title": titles[name] if len(groups) > 1 else None,
            "form": _form(group),
            "steps": _sheets(group, safe_date),
        }
        for name, group in groups
    ]


def _form(steps: list[Step]) -> str:
    days: list[date] = [step.date for step in steps]
    if any(after - before not in (timedelta(), _ONE_DAY) for before, after in pairwise(days)):
        return "list"
    return "compact" if len(steps) > LONG else "sheets"


def _sheets(steps: list[Step], safe_date: str | None) -> list[dict[str, Any]]:
    """Return one sheet for each day: day and month apart, the month only where it changes.

    Steps of the same day become one sheet: the last counted day is also the end.
    """
    sheets = []
    month_before = ""
    for day, group in groupby(steps, key=lambda step: step.date):
        first, *others = group
        number, month = sheet_parts(day)
        reason, text = present.short_reason(first), present.step_text(first)
        iso = day.isoformat()
        mark = "safe" if first.role == "counted" and iso == safe_date else first.role
        sheets.append(
            {
                "date": iso,
                "role": first.role,
                "n": first.n,
                "weekday": day.isoweekday(),
                "text": ", ".join([text, *(present.step_words(one) for one in others)]),
                "day": number,
                "month": "" if month == month_before else month,
                "mark": "end" if any(one.role == "end" for one in others) else mark,
                # A Sunday need not be told that it is one: its column and its sentence say so.
                "reason": "" if text.startswith(reason) else reason,
            }
        )
        month_before = month
    return sheets
