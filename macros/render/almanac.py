"""The almanac of time limits: for every day of two years, what the rules answer, to print and pin up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from macros.rules import api
from macros.rules.result import Result

from . import content
from .html import render
from .page import Page

ZONE = "metropole"
_NBSP = "\u00a0"
_ONE_DAY = timedelta(days=1)

Cell = dict[str, str]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Column:
    """One time limit: how its answer is asked for, and how its length reads in words."""

    ask: Callable[[str], Result]
    words: str


def almanach(page: Page) -> str:
    """Print the year of the build and the next one, a table by month, and which of them opens."""
    first, last = date(page.today.year, 1, 1), date(page.today.year + 1, 12, 31)
    columns = _columns(first)
    months: list[dict[str, Any]] = []
    day = first
    while day <= last:
        if day.day == 1:
            opens = (day.year, day.month) == (page.today.year, page.today.month)
            months.append(_month(day) | {"rows": [], "opens": opens})
        months[-1]["rows"].append(_row(day, columns))
        day += _ONE_DAY
    for before, month, after in zip([None, *months], months, [*months[1:], None], strict=False):
        month |= {"before": before, "after": after}
    declaration = api.describe("delai-declaration", today=page.today.isoformat())
    return render(
        "almanac.html",
        words=content.words("almanac"),
        zone=content.shared("zones")[ZONE],
        version=api.VERSION,
        checked_on=content.day_words(declaration["checked_on"]),
        columns=[column.words for column in columns],
        years=[{"name": name, "months": list(of)} for name, of in groupby(months, itemgetter("year"))],
        months=months,
    )


def _columns(first: date) -> list[_Column]:
    """Return the common contracts, then a time limit in months."""
    asked = [
        partial(_declaration, length="5"),
        partial(_declaration, length="10"),
        partial(_any_limit, length="2", unit="mois"),
    ]
    results = [ask(first.isoformat()) for ask in asked]
    lengths = [
        next(one["text"] for one in result["display"]["answers"] if one["name"] == "length")
        for result in results
    ]
    return [_Column(ask, words) for ask, words in zip(asked, lengths, strict=True)]


def _declaration(iso: str, length: str) -> Result:
    return api.answer("delai-declaration", {"received_on": iso, "length": length, "zone": ZONE}, today=iso)


def _any_limit(iso: str, length: str, unit: str) -> Result:
    answers = {"start": iso, "length": length, "unit": unit, "zone": ZONE}
    return api.answer("compter-un-delai", answers, today=iso)


def _row(day: date, columns: list[_Column]) -> Row:
    return {
        "weekday": day.isoweekday(),
        "day": f"{content.words('ui')['weekdays'][day.weekday()]} {'1er' if day.day == 1 else day.day}",
        "cells": [_cell(column.ask(day.isoformat())) for column in columns],
    }


def _cell(result: Result) -> Cell:
    """Return the prudent day and the limit, short; dashes where the rules do not answer."""
    if result["status"] != "answered":
        return {"safe": "–", "limit": ""}
    safe, limit = (date.fromisoformat(result["dates"][name]) for name in ("safe_date", "deadline"))
    return {
        "safe": f"{content.words('ui')['weekdays'][safe.weekday()]} {safe:%d/%m}",
        "limit": f"{limit:%d/%m}",
    }


def _month(day: date) -> dict[str, Any]:
    """Return what a month is called: "janvier 2026", and "janvier" in the list of its year."""
    name = content.day_words(day.isoformat()).partition(_NBSP)[2]
    return {"id": f"mois-{day:%Y-%m}", "name": name, "short": name.split()[0], "year": str(day.year)}
