"""The macros that print a tool whole, or a link to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from macros.rules import api
from macros.rules.result import Result

from . import content
from .html import BLANK, Filled, Live, render
from .letters import letter, rehearsal
from .page import Page
from .table import TABLED, ready_table

_FIRST_SENTENCE = re.compile(r".*?[.?!…](?=\s|$)", re.DOTALL)


def tool(page: Page, tool_id: str) -> str:
    """Print a tool whole: readable without a script, on screen and on paper.

    Raises LookupError for an unknown tool.
    """
    described = _for_insurer(api.describe(tool_id, today=page.today.isoformat()), page)
    prepare = {
        "deadline": _deadline,
        "tree": _tree,
        "checklist": _checklist,
        "letter": _letter,
        "rehearsal": _rehearsal,
    }[described["kind"]]
    return render(
        f"tool_{described['kind']}.html",
        tool=described,
        page=page,
        day=content.day_words(described["checked_on"]),
        owner=described["owner"] if content.is_stale(described["checked_on"], page.today) else "",
        **prepare(described, page),
    )


def tool_link(page: Page, tool_id: str) -> str:
    """Print a link to a tool's page: its title and the first sentence of its lead."""
    described = api.describe(tool_id, today=page.today.isoformat())
    first = _FIRST_SENTENCE.match(described["lead"])
    return render(
        "tool_link.html",
        title=described["title"],
        lead=first[0] if first else described["lead"],
        url=f"{page.link_root}{described['address']}",
    )


def rouvrir(page: Page) -> str:
    """Print the field that takes a printed code, and opens the tool with the answers it holds."""
    return render("reopen.html", page=page, words=content.words("reopen"))


#: The calculator that an insurer's contract answers in part.
_CONTRACT = "delai-declaration"


def _for_insurer(described: dict[str, Any], page: Page) -> dict[str, Any]:
    """Open the calculator of the contract on what the insurer's contracts say."""
    if described["id"] != _CONTRACT:
        return described
    contract = page.insurer["contract"]
    inputs = [{**one, "default": contract.get(one["name"], one["default"])} for one in described["inputs"]]
    return {**described, "inputs": inputs}


def _deadline(described: dict[str, Any], page: Page) -> dict[str, Any]:
    example = described["example"]
    result = api.answer(described["id"], example["answers"], today=example["today"])
    return {
        "filled": Filled(),
        "example": result["display"] | {"warnings": result["warnings"], "late_mark": ""},
        "live": Live(),
        "blank": BLANK,
        "table": ready_table(described["id"], page.today, page.insurer["contract"]),
        "tabled": described["id"] in TABLED,
    }


def numbers(described: dict[str, Any]) -> dict[str, str]:
    """Number the questions (1, 2, 3…) and the outcomes (A, B, C…) of a tree in reading order."""
    questions = {one["id"]: str(n) for n, one in enumerate(described["questions"], 1)}
    return questions | {one["id"]: _letters(n) for n, one in enumerate(described["outcomes"])}


#: An outcome prints the dates of the days around that of the build; the calculator's page has the others.
_NEAR = range(-3, 8)


def near_days(asks: dict[str, Any], page: Page) -> dict[str, Any]:
    """Return the dates of the days that are near, for what an outcome asks.

    {fixed, defaults, url, length, labels, rows: [{iso, text, dates: [{name, iso, text}]}]}. `fixed` are the
    answers that are the same for every reader, an insurer's time limit among them, as a link has them.
    """
    tool, name = asks["tool"], asks["input"]["name"]
    contract = page.insurer["contract"] if tool == _CONTRACT else {}
    fixed = {**contract, **asks["given"]}
    days = [(page.today + timedelta(days=n)).isoformat() for n in _NEAR]
    results = {day: api.answer(tool, {**fixed, name: day}, today=day) for day in days}
    shown = results[days[0]]["display"]
    return {
        "fixed": urlencode(fixed),
        "defaults": urlencode(
            {one["name"]: one["default"] for one in api.describe(tool)["inputs"] if one["default"]}
        ),
        "url": f"{page.link_root}{api.address(f'outils/{tool}', fixed)}",
        "length": next(one["text"] for one in shown["answers"] if one["name"] == "length"),
        "labels": [one["label"] for one in shown["dates"] if one["role"] != "other"],
        "rows": [
            {"iso": day, "text": _short(day, result), "dates": _dates_of(result)}
            for day, result in results.items()
        ],
    }


def _dates_of(result: Result) -> list[dict[str, str]]:
    return [
        {"name": one["name"], "iso": one["iso"], "text": _short(one["iso"], result)}
        for one in result["display"]["dates"]
        if one["role"] != "other"
    ]


def _short(day: str, result: Result) -> str:
    """Return a day of a result's steps in short: "mer. 25 nov."."""
    step = next(one for one in result["steps"] if one["date"] == day)
    return f"{content.words('ui')['weekdays'][step['weekday'] - 1]} {step['label']}"


def _fields(described: dict[str, Any]) -> str:
    """Return what a link may say to what the outcomes ask, for the script: {name: {type, values}}."""
    tools = {one["asks"]["tool"]: one["asks"]["given"] for one in described["outcomes"] if one["asks"]}
    fields = {
        one["name"]: {"type": one["type"]}
        | ({"values": [option["value"] for option in one["options"]]} if one["options"] else {})
        for tool, given in tools.items()
        for one in api.describe(tool)["inputs"]
        if one["name"] not in given
    }
    return json.dumps(fields).replace("}}", "} }")  # Two of them are the generator's own sign.


def _tree(described: dict[str, Any], page: Page) -> dict[str, Any]:
    titles = {one["id"]: one["title"] for one in described["outcomes"]}
    nodes = [*described["questions"], *described["outcomes"]]
    sources = {source["id"]: source for node in nodes for source in node["sources"]}
    labels = {
        one["id"]: {option["value"]: option["label"] for option in one["options"]}
        for one in described["questions"]
    }
    return {
        "numbers": numbers(described),
        "labels": labels,
        "links": {one["id"]: next_links(one["next"], page, labels) for one in described["outcomes"]},
        "live": Live(),
        "blank": BLANK,
        "progress": content.shared("progress"),
        "sources": list(sources.values()),
        "asked": {one["id"]: near_days(one["asks"], page) for one in described["outcomes"] if one["asks"]},
        "fields": _fields(described),
        "ends": {
            one["id"]: [
                {"id": id, "title": titles[id]}
                for id in dict.fromkeys(option["next"] for option in one["options"])
                if id in titles
            ]
            for one in described["questions"]
        },
    }


def _checklist(described: dict[str, Any], page: Page) -> dict[str, Any]:
    """Return the progress for every number of ticked boxes, in the words of the rules."""
    ids = [item["id"] for item in described["items"]]
    ticked = [dict.fromkeys(ids[:done], api.DONE) for done in range(len(ids) + 1)]
    today = page.today.isoformat()
    said = [api.answer(described["id"], answers, today=today)["display"]["progress"] for answers in ticked]
    return {
        "live": Live(),
        "blank": BLANK,
        "progress": said,
        "links": next_links(described["next"], page),
        "done": api.DONE,
    }


def _letter(described: dict[str, Any], page: Page) -> dict[str, Any]:
    return letter(described, next_links(described["next"], page), page)


def _rehearsal(described: dict[str, Any], page: Page) -> dict[str, Any]:
    return rehearsal(described, next_links(described["next"], page))


def next_links(
    links: list[dict[str, Any]], page: Page, labels: dict[str, dict[str, str]] | None = None
) -> list[dict[str, str]]:
    """Return links with their address. `labels` are the answers to each question of a tree."""
    return [
        {
            "text": link["text"],
            "url": f"{page.link_root}{link['address']}",
            "carried": " ".join(_pairs(link.get("carried", ()), labels)) if labels is not None else "",
        }
        for link in links
    ]


def _pairs(carried: Iterable[dict[str, Any]], labels: dict[str, dict[str, str]]) -> Iterator[str]:
    """Yield "question:answer=input:answer there" for each answer of the reader that a link hands over.

    Of what is no choice, "input=input there".
    """
    for one in carried:
        if one["from"] not in labels:  # What the outcome asks goes on as it is.
            yield f"{one['from']}={one['to']}"
            continue
        values = one["values"] or {value: value for value in labels.get(one["from"], ())}
        for value, handed in values.items():
            yield f"{one['from']}:{value}={one['to']}:{handed}"


def _letters(n: int) -> str:
    """Return A, B… Z, AA, AB… for 0, 1, 2…"""
    return (_letters(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)
