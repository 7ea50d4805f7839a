"""The index of the law: each source and each value, and every place of the site that rests on it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from macros import authoring

from . import content
from .html import render
from .page import Page

HOME = "index"

Use = dict[str, str]


def index_du_droit(page: Page) -> str:
    """Print every source by family, then every value of the law with its dates, each with its uses."""
    index = authoring.law_index(content.ROOT, today=page.today.isoformat())
    families = [
        {"name": name, "sources": [_source(one, name, page) for one in group]}
        for name, group in groupby(index["sources"], key=lambda one: one["title"].partition(",")[0])
    ]
    # A source alone of its family stands with the others of its kind, under its whole title.
    lonely = [one for family in families if len(family["sources"]) == 1 for one in family["sources"]]
    return render(
        "law_index.html",
        words=content.words("law_index"),
        families=[family for family in families if len(family["sources"]) > 1],
        others=[one | {"short_title": one["title"]} for one in lonely],
        parameters=[
            one | {"places": _places(one["uses"], page), "count": _count(one["uses"])}
            for one in index["parameters"]
        ],
    )


def _source(source: dict[str, Any], family: str, page: Page) -> dict[str, Any]:
    within = source["title"].removeprefix(f"{family}, ")
    return source | {
        "short_title": within[:1].upper() + within[1:],
        "places": _places(source["uses"], page),
        "count": _count(source["uses"]),
    }


def _count(uses: list[Use]) -> str:
    words = content.words("law_index")
    code = {0: "no_place", 1: "one_place"}.get(len(uses), "places")
    text: str = words[code].format(n=len(uses))
    return text


def _places(uses: Iterable[Use], page: Page) -> list[dict[str, Any]]:
    """Return the uses in groups, each a line: {label, url, links: [{text, url}]}."""
    words = content.words("law_index")
    tools: dict[str, dict[str, Any]] = {}
    pages, values, holidays = [], [], []
    for use in uses:
        if use["kind"] == "page":
            pages.append({"text": use["title"], "url": _address(use["of"], page)})
        elif use["kind"] == "parameter":
            values.append({"text": use["text"], "url": f"#valeur-{use['name']}"})
        elif use["kind"] == "holiday":
            holidays.append({"text": use["text"] or words["calendar"], "url": ""})
        else:
            address = _address(use["page"], page)
            tool = tools.setdefault(use["of"], {"label": use["title"], "url": address, "links": []})
            if use["name"]:
                node = f"#{use['name']}" if use["kind"] in ("question", "outcome") else ""
                tool["links"].append({"text": use["text"], "url": address + node})
    lines = [
        {"label": words["pages"], "url": "", "links": pages},
        *tools.values(),
        {"label": words["values"], "url": "", "links": values},
        {"label": words["holidays"], "url": "", "links": holidays},
    ]
    return [line for line in lines if line["links"] or line["url"]]


def _address(name: str, page: Page) -> str:
    return page.link_root or "./" if name == HOME else page.link(name)
