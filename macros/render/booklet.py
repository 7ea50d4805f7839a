"""The review booklet of a tree: all that somebody must read to say that it is right, on paper."""

from __future__ import annotations

from typing import Any

from macros import authoring
from macros.rules import api

from . import content
from .html import render
from .page import Page
from .picture import picture
from .tools import numbers


def booklet(page: Page, tree: str) -> str:
    """Print a tree to be reviewed: its picture, its screens, its sources, its values, boxes to sign.

    Raises LookupError for an unknown tree.
    """
    described = api.describe(tree, today=page.today.isoformat())
    named = numbers(described)
    nodes = [*described["questions"], *described["outcomes"]]
    labels = {
        one["id"]: {option["value"]: option["label"] for option in one["options"]}
        for one in described["questions"]
    }
    return render(
        "booklet.html",
        tool=described,
        picture=picture(described, named),
        numbers=named,
        labels=labels,
        sources=list({source["id"]: source for node in nodes for source in node["sources"]}.values()),
        values=_values(tree, named, page),
        words=content.words("booklet"),
        checked_on=content.day_words(described["checked_on"]),
        printed_on=content.day_words(page.today.isoformat()),
        version=api.VERSION,
        url=page.link(f"outils/{tree}"),
    )


def booklets(page: Page) -> str:
    """Print the list of the booklets, one for each tree."""
    trees = [one for one in api.tools() if one["kind"] == "tree"]
    return render(
        "booklets.html",
        trees=[one | {"url": page.link(f"methode/relecture/{one['id']}")} for one in trees],
    )


def _values(tree: str, named: dict[str, str], page: Page) -> list[dict[str, Any]]:
    """Return the values of the law that a tree says: what each is today, its source, its nodes."""
    return [
        {
            "label": one["label"],
            "value": next((value for value in one["values"] if value["holds"]), one["values"][-1]),
            "nodes": [
                named[use["name"]] for use in one["uses"] if use["of"] == tree and use["name"] in named
            ],
        }
        for one in authoring.law_index(content.ROOT, today=page.today.isoformat())["parameters"]
        if any(use["of"] == tree for use in one["uses"])
    ]
