"""The pages that show how the site is checked: what is counted, and the examples that anybody can run."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

from macros import authoring
from macros.rules import api

from . import content
from .html import render
from .page import Page

ROOT = Path(__file__).resolve().parent.parent.parent
"""The project: its tests and its examples are counted in its files."""

_TEST = re.compile(r"(?m)^def test_")
_PROPERTY = re.compile(r"(?m)^@given\(")
_LISTS = {"metropole": "metropole.csv", "alsace_moselle": "alsace-moselle.csv"}

# What a tool may have to say while Python comes, from the words that all tools share.
_SHARED = ("loading", "download", "starting")


def verification(page: Page) -> str:
    """Print how much is checked, each figure counted on the day of the build."""
    figures = {"version": api.VERSION, **authoring.figures()}
    words = content.words("verification")
    total = {
        name: sum(tree[name] for tree in figures["trees"]) for name in ("questions", "outcomes", "paths")
    }
    years = {"first": figures["first_year"], "last": figures["last_year"]}
    counted: list[tuple[str, int, dict[str, Any]]] = [
        *((name, n, {}) for name, n in _examples(total["outcomes"]).items()),
        *((name, n, {}) for name, n in _tests().items()),
        *((one.pop("name"), one.pop("days"), one) for one in _lists()),
        ("zones", figures["zones"], years),
        ("sources", figures["sources"], {"texts": figures["texts"]}),
        ("values", figures["values"], {}),
        ("checks", figures["checks"], {}),
    ]
    return render(
        "verification.html",
        words=words,
        figures=figures,
        total={name: _number(n) for name, n in total.items()},
        lines=[(name, _number(n), words["lines"][name].format(**more)) for name, n, more in counted if n],
        trees=[
            tree | {"paths": _number(tree["paths"]), "url": page.link(f"outils/{tree['id']}")}
            for tree in figures["trees"]
        ],
        built_on=content.day_words(page.today.isoformat()),
    )


def recette(page: Page) -> str:
    """Print the button that runs the examples in the reader's browser, and the words of the report."""
    words = content.words("recette")
    said = {name: content.words("ui")[name] for name in _SHARED} | words["said"]
    return render("recette.html", words=words, said=said, page=page)


def stored(page: Page) -> str:
    """Print what shows, hands over and erases all that the site keeps on a reader's device."""
    kept = {
        f"amiable.{one['kind']}.{one['id']}": one["title"]
        for one in api.tools()
        if one["kind"] in ("checklist", "letter")
    }
    return render("stored.html", words=content.words("stored"), kept=kept, page=page)


def _number(n: int) -> str:
    return f"{n:,}".replace(",", "\N{NO-BREAK SPACE}")


def _examples(outcomes: int) -> dict[str, int]:
    """Count the examples counted by hand, and those that a browser runs again: one by outcome besides."""
    examples = tomllib.loads((ROOT / "macros/publish/golden.toml").read_text(encoding="utf-8"))
    by_hand = sum("dates" in example for example in examples.values())
    return {"by_hand": by_hand, "examples": len(examples) + outcomes}


def _tests() -> dict[str, int]:
    """Count the properties that are tried on drawn examples, and the tests in all; 0 without the tests."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "tests").rglob("test_*.py"))]
    return {
        "properties": sum(len(_PROPERTY.findall(text)) for text in texts),
        "tests": sum(len(_TEST.findall(text)) for text in texts),
    }


def _lists() -> list[dict[str, Any]]:
    """Count the days of the official lists that our calendar is compared with; none without the tests."""
    found = []
    for name, file in _LISTS.items():
        path = ROOT / "tests/rules/data" / file
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as lines:
                days = [row["date"] for row in csv.DictReader(lines)]
            years = sorted({day[:4] for day in days})
            found.append({"name": name, "days": len(days), "first": years[0], "last": years[-1]})
    return found
