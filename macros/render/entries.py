"""The entry pages as whole pages: no theme, no script needed, a first answer within reach of a thumb."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from macros.rules import api

from . import content
from .html import render

Frame = Mapping[str, str]
"""The words around a page: site_name, promise, copyright."""


def door_page(
    entry: Mapping[str, Any],
    *,
    depth: int,
    days: Iterable[str],
    today: str,
    frame: Frame,
    preset: Mapping[str, str] | None = None,
) -> str:
    """Return an entry as HTML, `depth` folders below the root of the site.

    `days` are those of its table, "YYYY-MM-DD"; `preset` is the time limit of the contract, where the
    entry is for one. The words are as of `today`.
    """
    root = "../" * depth
    contract = {name: preset[name] for name in entry["contract"]} if preset else dict(entry["contract"])
    dated = bool(entry["input"]) and not entry["options"]
    target = entry["target"]

    def url(**answers: str) -> str:
        return f"{root}{api.address(target, {**answers, **contract})}"

    described = api.describe(entry["tool"], today=today) if dated else {}
    words = content.words("entries")
    return render(
        "entry.html",
        entry=entry,
        root=root,
        dated=dated,
        frame=frame,
        words=words,
        contract=contract,
        fields=_fields(described),
        preset=preset,
        length_words=_length_words(entry, contract, today) if dated else "",
        choices=_choices(entry, dated=dated, url=url),
        tool_url=url(),
        next=[_link(one, root, entry["input"]) for one in entry["next"]],
        columns=[one["label"] for one in described.get("dates", ()) if one["role"] in ("main", "limit")],
        rows=[_row(entry["tool"], entry["input"], day, tuple(contract.items())) for day in days]
        if dated
        else [],
        method=described.get("method", []),
        version=api.VERSION,
        day=content.day_words(today),
    )


def _fields(described: Mapping[str, Any]) -> str:
    """Return what a link may say to the calculator of an entry, for its script: {name: {type, values}}."""
    return json.dumps(
        {
            one["name"]: {"type": one["type"]}
            | ({"values": [option["value"] for option in one["options"]]} if one["options"] else {})
            for one in described.get("inputs", ())
        }
    )


def _choices(entry: Mapping[str, Any], *, dated: bool, url: Any) -> list[dict[str, str]]:
    """Return the answers to the first question, each a link that gives it to the tool."""
    if not dated:
        return [
            {"label": one["label"], "value": one["value"], "url": url(**{entry["input"]: one["value"]})}
            for one in entry["options"]
        ]
    quick = [
        {"label": word, "value": word.lower(), "url": url(**{entry["input"]: word.lower()})}
        for word in content.words("ui")["quick_dates"]
    ]
    return [*quick, {"label": content.words("entries")["other_day"], "value": "", "url": url()}]


@cache
def _row(tool: str, start: str, day: str, contract: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return one start of the table with its two dates, as the tool answers on that very day."""
    result = api.answer(tool, {start: day, **dict(contract)}, today=day)
    short = {step["date"]: _short(step) for step in result["steps"]}
    safe, limit = (short[result["dates"][name]] for name in ("safe_date", "deadline"))
    return {"day": short[day], "safe": safe, "limit": limit}


def _short(step: Mapping[str, Any]) -> str:
    return f"{content.words('ui')['weekdays'][step['weekday'] - 1]} {step['label']}"


def _length_words(entry: Mapping[str, Any], contract: Mapping[str, str], today: str) -> str:
    """Return the time limit of the contract in words, "" where the entry has none."""
    shown = api.answer(entry["tool"], {entry["input"]: today, **contract}, today=today)["display"]["answers"]
    return next((str(one["text"]) for one in shown if one["name"] == "length"), "")


def _link(link: Mapping[str, Any], root: str, given: str) -> dict[str, str]:
    """Return a link, and under which name it hands over the answer to the first question, if it does."""
    carried = next((one["to"] for one in link.get("carried", ()) if one["from"] == given), "")
    return {
        "text": link["text"],
        "url": f"{root}{link['address']}",
        "carried": carried,
    }
