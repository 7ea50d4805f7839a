"""Tables of common answers, made at build by the rules: read without script or before Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from macros.rules import api
from macros.rules.result import Result

from .html import day as day_month_year


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which answers a table holds: a date input, day by day, and some lengths."""

    start: str
    lengths: tuple[str, ...]
    before: int
    after: int


#: The calculators whose answers the build prepares in tables, for a page to read before Python is there.
TABLED = (
    "delai-declaration",
    "compter-un-delai",
    "suivi-reclamation",
    "issue-mediation",
    "prescription-biennale",
    "prescription-injure",
)

_PLANS = {"delai-declaration": _Plan(start="received_on", lengths=("5", "10"), before=30, after=60)}


def ready_table(tool_id: str, today: date, contract: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the ready table of a tool around a day, None for a tool that has none.

    The time limit of an insurer's `contract`, {length, unit}, has its column if it counts as the table does.

    {start, fixed, labels, columns: [{length, label}], rows: [{iso, keys, label, weekday, text, cells}]};
    a cell is {length, dates: [a date as displayed, with iso, label, weekday]}.
    """
    plan = _PLANS.get(tool_id)
    if plan is None:
        return None
    defaults = {
        one["name"]: one["default"]
        for one in api.describe(tool_id, today=today.isoformat())["inputs"]
        if one["default"]
    }
    fixed = {name: value for name, value in defaults.items() if name != "length"}
    if contract.get("unit") == fixed.get("unit") and contract.get("length"):
        lengths = sorted({*plan.lengths, contract["length"]}, key=int)
        plan = replace(plan, lengths=tuple(lengths))
    days = [today + timedelta(days=n) for n in range(-plan.before, plan.after + 1)]
    # Each row is answered as of its own reception day: a table speaks of no reader's today.
    rows = [_row(tool_id, plan, fixed, day) for day in days]
    return {
        "start": plan.start,
        "fixed": fixed,
        "labels": rows[0]["labels"],
        "columns": [{"length": cell["length"], "label": cell["length_words"]} for cell in rows[0]["cells"]],
        "rows": rows,
    }


def _row(tool_id: str, plan: _Plan, fixed: dict[str, str], day: date) -> dict[str, Any]:
    iso = day.isoformat()
    results = {
        length: api.answer(tool_id, {**fixed, plan.start: iso, "length": length}, today=iso)
        for length in plan.lengths
    }
    first = results[plan.lengths[0]]
    text = _words(first, plan.start)
    return {
        "iso": iso,
        # What a reader may type for this day, compared as it stands: nothing is computed in the page.
        "keys": "|".join((iso, day_month_year(iso), text.partition(" ")[2].replace("\u00a0", " "))),
        "text": text,
        "labels": {one["name"]: one["label"] for one in first["display"]["answers"]},
        "label": first["steps"][0]["label"],
        "weekday": first["steps"][0]["weekday"],
        "cells": [
            {"length": length, "length_words": _words(result, "length"), "dates": _dates(result)}
            for length, result in results.items()
        ],
    }


def _words(result: Result, name: str) -> str:
    return str(next(one["text"] for one in result["display"]["answers"] if one["name"] == name))


def _dates(result: Result) -> list[dict[str, Any]]:
    """Return the main date and the limit, with the short day that the steps give them."""
    sheets = {step["date"]: step for step in result["steps"]}
    return [
        {
            **one,
            "iso": result["dates"][one["name"]],
            "short": sheets[result["dates"][one["name"]]]["label"],
            "weekday": sheets[result["dates"][one["name"]]]["weekday"],
        }
        for one in result["display"]["dates"]
        if one["role"] in ("main", "limit")
    ]
