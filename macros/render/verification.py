"""The pages that show how the site is checked: what is counted, and the examples that anybody can run."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from macros import authoring
from macros.rules import api

from . import content
from .dossier import case_names
from .html import render
from .page import Page

# What a tool may have to say while Python comes, from the words that all tools share.
_SHARED = ("loading", "download", "starting")


#: What the tests went through, as they told it: see tests/report.py.
REPORT = Path(__file__).parent / "proved.toml"


def verification(page: Page) -> str:
    """Print how much is checked: what the build counts itself, then what the tests told and when."""
    figures = {"version": api.VERSION, **authoring.figures()}
    words = content.words("verification")
    total = {
        name: sum(tree[name] for tree in figures["trees"]) for name in ("questions", "outcomes", "paths")
    }
    years = {"first": figures["first_year"], "last": figures["last_year"]}
    proofs = authoring.proofs(content.ROOT)
    counted: list[tuple[str, int, dict[str, Any]]] = [
        ("by_hand", proofs["by_hand"], {}),
        ("examples", proofs["examples"] + total["outcomes"], {}),  # One by outcome besides.
        ("properties", proofs["properties"], {}),
        ("tests", proofs["tests"], {}),
        ("breakdowns", proofs["breakdowns"], {}),
        ("criteria", proofs["criteria"]["machine"], proofs["criteria"]),
        *((one["name"], one["days"], one) for one in proofs["lists"]),
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
        proved=proved(REPORT.read_text("utf-8")),
    )


def proved(report: str) -> list[dict[str, Any]]:
    """Return what the report of the tests holds, by day, the latest first.

    Each day is {on, lines: [(name, number, sentence)]}. A figure that no run has told is not there.
    """
    said = content.words("verification")["proved_lines"]
    held = tomllib.loads(report)
    return [
        {
            "on": content.day_words(day),
            "lines": [
                (name, _number(one["count"]), said[name]) for name, one in held.items() if one["on"] == day
            ],
        }
        for day in sorted({one["on"] for one in held.values()}, reverse=True)
    ]


def recette(page: Page) -> str:
    """Print the button that runs the examples in the reader's browser, and the words of the report."""
    words = content.words("recette")
    said = {name: content.words("ui")[name] for name in _SHARED} | words["said"]
    return render("recette.html", words=words, said=said, page=page)


def stored(page: Page) -> str:
    """Print what shows, hands over and erases all that the site keeps on a reader's device."""
    kept = [one | {"names": _names(one["key"], page)} for one in content.kept_records()]
    return render("stored.html", words=content.words("stored"), kept=kept, page=page)


def _names(key: str, page: Page) -> dict[str, str]:
    """Return how what a record holds is called in its page: its items, its fields, its kinds, by name."""
    _, kind, id = key.split(".")
    if kind == "case":
        return case_names()
    described = content.describe(id, page.today)
    items = described["items"] if kind == "checklist" else described["inputs"]
    return {one["id" if kind == "checklist" else "name"]: one["label"] for one in items}


def _number(n: int) -> str:
    return f"{n:,}".replace(",", "\N{NO-BREAK SPACE}")
