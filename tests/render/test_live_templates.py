"""Templates that ask for nothing a result has not."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from macros.render.page import Page
from macros.render.tools import tool
from macros.rules import api
from tests.render.reading import Element, read

DAY = "2026-04-30"

#: What the script adds to the view, in docs/assets/js: where it comes from and where it leads.
ADDED = {
    **dict.fromkeys(("status", "from"), "x"),
    "next": [{"text": "x", "url": "x"}],
    "more": [{"text": "x", "url": "x"}],
    "calendar": "x",
    "made_calendar": True,
    "late_mark": "",
    "soon_mark": "",
}


def paths(element: Element) -> list[str]:
    asked = [element.attributes.get(name, "") for name in ("data-text", "data-if", "data-each")]
    asked += [pair.partition("=")[2] for pair in element.attributes.get("data-attrs", "").split()]
    return [path for path in asked if path]


def at(scope: Any, path: str) -> Any:
    for name in path.split("."):
        scope = scope[int(name)] if isinstance(scope, list) else scope[name]
    return scope


def walk(element: Element, scope: Any) -> None:
    """Look up every path of a live template as the script does. Raises KeyError for one that is nowhere."""
    for child in element.children:
        if isinstance(child, str):
            continue
        for path in paths(child):
            at(scope, path)
        if "data-each" in child:
            for item in at(scope, child["data-each"]) or []:
                walk(child, item)
        elif "data-if" not in child or at(scope, child["data-if"]):
            walk(child, scope)


@pytest.mark.parametrize("today", [DAY, "2026-11-23"])
def test_a_live_template_asks_for_what_an_answer_has(today: str) -> None:
    """Every place that the script will fill is in the view of an answer, on time or late."""
    result = api.answer("delai-declaration", {"received_on": DAY, "length": "2"}, today=today)
    shown = result["display"] | {"warnings": result["warnings"], "code": result["code"]} | ADDED
    if shown["main"]:
        shown["main"] |= {"weekday": "x", "number": "x"}  # As the leaf of a calendar parts the day.
    html = tool(Page("", "", date.fromisoformat(today)), "delai-declaration")
    templates = [read(html).one("template", data_template=name) for name in ("answer", "reasons")]
    for template in templates:
        walk(template, shown)
    lists = {
        one["data-each"]
        for template in templates
        for one in template.all("template", templates=True, data_each=None)
    }
    named = {"lines", "counts", "steps", "warnings", "rail", "late.write", "more", "debated", "sources"}
    assert named == lists


def test_the_example_and_the_live_answer_are_one_template() -> None:
    """What is printed at build and what the script clones have the same elements, place for place."""
    html = tool(Page("", "", date.fromisoformat(DAY)), "delai-declaration")
    root = read(html)
    strips = [
        next(root.all("li", **{"class": "am-sheet"})),
        next(root.one("template", data_template="answer").all("li", templates=True, **{"class": "am-sheet"})),
    ]
    # What only some days have, as their number, is a template within the template.
    shapes = [
        [(one.name, one.attributes["class"]) for one in strip.all() if "class" in one] for strip in strips
    ]
    assert shapes[0] == shapes[1]
    assert len(shapes[0]) > 6
    assert not re.search(r"data-(text|each|if|attrs)", html.split("<template data-template")[0])
