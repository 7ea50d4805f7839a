"""A result of the rules, arranged for the card and the calendar sheets.

`docs/assets/js/view.mjs` arranges the same way what it receives. Neither computes: they compare,
group and put in order.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import Any

Result = dict[str, Any]

LONG = 45
"""Beyond this many sheets the strip becomes a compact list."""

_COLON = "\u00a0: "
# After "au plus tard le" a date follows at once; after "Limite théorique", a colon.
_ARTICLE = re.compile(r" (le|du|au|jusqu’au)$")
_NUMBER = re.compile(r"[0-9]+")


def answer_view(result: Result) -> Result:
    """Return what the answer's template reads: headline, main, lines, answers, counts, sources…

    `main` is the date in large type, None where a headline stands in its place; `lines` are the
    dates beneath; `counts` one count of days for each date that has its reasons.
    """
    display = result["display"]
    dates = [{**one, "iso": result["dates"][one["name"]]} for one in display["dates"]]
    main = None if display["headline"] else next((one for one in dates if one["role"] == "main"), None)
    return {
        "headline": display["headline"],
        "main": main,
        "lines": [one | {"colon": needs_colon(one["label"])} for one in dates if one is not main],
        "answers": display["answers"],
        "counts": counts(result["steps"], dates),
        "warnings": result["warnings"],
        "debated": display["debated"],
        "sources": [source | {"rel": "noreferrer" if source["url"] else ""} for source in result["sources"]],
        "seal": display["seal"].replace(result["code"], ""),
        "code": result["code"],
    }


def needs_colon(label: str) -> bool:
    """Say whether a colon stands between a label and its date."""
    return not _ARTICLE.search(label)


def counts(steps: list[Result], dates: list[Result]) -> list[Result]:
    """Return the steps grouped by the date they explain: [{title, form, steps}].

    The form is "sheets" for days that follow one another, "compact" beyond 45 of them, "list"
    for weeks, months and years. A single count needs no title.
    """
    titles = {one["name"]: one for one in dates}
    safe_date = titles["safe_date"]["iso"] if "safe_date" in titles else None
    groups = [(name, list(group)) for name, group in groupby(steps, key=lambda step: step["of"])]
    return [
        {
            "title": titles[name] if len(groups) > 1 else None,
            "form": _form(group),
            "steps": _sheets(group, safe_date),
        }
        for name, group in groups
    ]


def _form(steps: list[Result]) -> str:
    if not all(_follows(before, after) for before, after in pairwise(steps)):
        return "list"
    return "compact" if len(steps) > LONG else "sheets"


def _follows(before: Result, after: Result) -> bool:
    """Say whether a step is the same day as the one before, or the next."""
    if before["date"] == after["date"]:
        return True
    next_weekday = bool(after["weekday"] == before["weekday"] % 7 + 1)
    next_number = _number(after) == _number(before) + 1 or (_number(after) == 1 and _number(before) >= 28)
    return next_weekday and next_number


def _number(step: Result) -> int:
    found = _NUMBER.match(step["label"])
    return int(found[0]) if found else 0


def _sheets(steps: list[Result], safe_date: str | None) -> list[Result]:
    """Return one sheet for each day: day and month apart, the month only where it changes.

    Steps of the same day become one sheet: the last counted day is also the end.
    """
    shown: list[Result] = []
    month_before = ""
    for step in steps:
        if shown and shown[-1]["date"] == step["date"]:
            mark = "end" if step["role"] == "end" else shown[-1]["mark"]
            shown[-1] |= {"mark": mark, "text": f"{shown[-1]['text']}, {step['text'].partition(_COLON)[2]}"}
            continue
        day, _, month = step["label"].partition("\u00a0")
        mark = "safe" if step["role"] == "counted" and step["date"] == safe_date else step["role"]
        sheet = {
            "day": day,
            "month": "" if month == month_before else month,
            "mark": mark,
            # A Sunday need not be told that it is one: its column and its sentence say so.
            "reason": "" if step["text"].startswith(step["reason"]) else step["reason"],
        }
        shown.append(step | sheet)
        month_before = month
    return shown
