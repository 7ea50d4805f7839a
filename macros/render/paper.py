"""The print versions of the tools: the same words as on the screen, laid out for black ink.

A sheet is a title and a body of HTML; `bound` makes a whole document of it, to be typeset. Its links
are those of the site, from its root: what prints the sheet writes them out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from macros.rules import api
from macros.rules.result import Result, ShownCount

from . import content
from .dossier import folder as to_fill_in
from .html import render
from .page import Page
from .picture import SHEET, picture
from .tools import near_days, next_links, numbers

MANY_DAYS = 12
"""A count of more days than this keeps, on paper, its ends and every tenth day."""

SHORT = 28
"""Answers of no more letters than this stand side by side."""

# The dots of a letter, as the rules give them and as a pen needs them.
_DOTS, _ROOM = 5, 14
_LINE = "…" * 50
_END, _END_LINES = "…" * 22, 4
# With more places to fill than these, each has as many lines as on the screen, and else one more.
_FEW = 3
# A letter of more paragraphs than this stands closer, to stay on its sheet.
_LONG = 17
_CARD = "tecrep"
FOLDER = "dossier"
"""The page of the case, whose print version is a folder to fill in."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper: the page it is the print version of ("outils/tecrep"), its title, its HTML, its foot.

    `kind` says how it is laid out, `about` in a sentence what it is; the lines of `foot` are at the
    foot of each page.
    """

    path: str
    kind: str
    title: str
    about: str
    body: str
    foot: tuple[str, ...] = ()


def paths() -> list[str]:
    """Return the tools that have a print version: every tree, checklist, calculator and letter."""
    return [one["address"].rstrip("/") for one in api.tools() if one["kind"] in _KINDS]


def sheets(today: date, site: str = "") -> list[Sheet]:
    """Return the print versions of every tree, checklist, calculator and letter, as of a day.

    `site` is the site's address as paper shows it, "aide.exemple.fr", "" where it is not known.
    """
    return [_sheet(one["id"], today, site) for one in api.tools() if one["kind"] in _KINDS]


def brief(today: date, site: str = "") -> list[Sheet]:
    """Return the print versions of the tools as the kit holds them: a tree is its questions and what to do.

    `site` as for `sheets`.
    """
    return [_sheet(one["id"], today, site, brief=True) for one in api.tools() if one["kind"] in _KINDS]


def fiche(title: str, essential: str, tools: list[dict[str, str]], more: tuple[str, str]) -> str:
    """Return the one page that a guide comes down to: what is essential, its tools, one thing to do.

    `essential` and the second of `more`, whose first is its title, are HTML of the guide itself;
    the tools are {title, url}.
    """
    words = content.words("paper")
    return render(
        "paper_fiche.html",
        title=title,
        essential=essential,
        tools=tools,
        more_title=more[0],
        more=more[1],
        words=words,
    )


def card(today: date, site: str = "") -> Sheet:
    """Return the pocket card of the six steps: one sheet, folded twice. `site` as for `sheets`."""
    described = api.describe(_CARD, today=today.isoformat())
    words = content.words("paper")
    line = foot(f"outils/{_CARD}", described["checked_on"], today, site)
    body = render("paper_card.html", tool=described, words=words, brand=words["brand"], foot=line)
    return Sheet("carte-tecrep", "card", words["card"], described["lead"], body)


def folder(today: date, site: str = "") -> Sheet:
    """Return the folder of a case, to fill in by hand. `site` as for `sheets`."""
    words = content.words("dossier")
    held = to_fill_in(today.isoformat())
    body = render("paper_folder.html", words=words, **held)
    line = foot(FOLDER, held["checked_on"], today, site)
    return Sheet(FOLDER, "folder", words["title"], words["by_hand_lead"], body, line)


def kit(groups: list[dict[str, Any]], today: date, site: str = "") -> Sheet:
    """Return everything in one file, from groups: {title, sheets: [{anchor, title, kind, body}]}.

    `site` as for `sheets`.
    """
    words = content.words("paper")
    checked = api.describe(_CARD, today=today.isoformat())["checked_on"]
    body = render("paper_kit.html", words=words, groups=groups)
    return Sheet("kit", "kit", words["kit"], words["kit_lead"], body, foot("", checked, today, site))


def bound(sheet: Sheet, today: date, code: str = "") -> str:
    """Return a whole HTML document for a sheet; `code` is a picture of its page's address, as `data:`."""
    return render(
        "paper.html",
        sheet=sheet,
        today=today.isoformat(),
        code=code,
        brand=content.words("paper")["brand"],
    )


def foot(path: str, checked_on: str, today: date, site: str = "") -> tuple[str, ...]:
    """Return the lines that every page ends with: what it is the print version of, its version, its dates."""
    values = {
        "page": f"{site}/{path}/" if path else f"{site}/",
        "version": api.VERSION,
        "checked_on": content.day_words(checked_on),
        "today": content.day_words(today.isoformat()),
    }
    return tuple(line.format(**values) for line in content.words("paper")["foot"])


def _sheet(tool: str, today: date, site: str = "", *, brief: bool = False) -> Sheet:
    described = api.describe(tool, today=today.isoformat())
    kind = described["kind"]
    path = described["address"].rstrip("/")
    page = Page("/", "/", today)
    body = render(
        f"paper_{kind}.html",
        tool=described,
        words=content.words("paper"),
        brief=brief,
        site=site,
        **_KINDS[kind](described, page),
    )
    # A letter goes to somebody: nothing of ours is on it.
    lines = () if kind == "letter" else foot(path, described["checked_on"], today, site)
    return Sheet(path, kind, described["title"], described["lead"], body, lines)


def _tree(described: dict[str, Any], page: Page) -> dict[str, Any]:
    named = numbers(described)
    nodes = [*described["questions"], *described["outcomes"]]
    return {
        "numbers": named,
        "outcomes": {one["id"] for one in described["outcomes"]},
        "labels": {
            one["id"]: {option["value"]: option["label"] for option in one["options"]}
            for one in described["questions"]
        },
        "side_by_side": {
            one["id"]
            for one in described["questions"]
            if all(len(option["label"]) <= SHORT for option in one["options"])
        },
        "picture": picture(described, named, SHEET),
        "near": next((near_days(one["asks"], page) for one in described["outcomes"] if one["asks"]), None),
        "links": {one["id"]: next_links(one["next"], page) for one in described["outcomes"]},
        "sources": list({source["id"]: source for node in nodes for source in node["sources"]}.values()),
    }


def _checklist(described: dict[str, Any], page: Page) -> dict[str, Any]:
    return {"links": next_links(described["next"], page), "sources": described["sources"]}


def _letter(described: dict[str, Any], _page: Page) -> dict[str, Any]:
    blank = described["letter"]
    # Who writes and to whom, then the day and how it is sent.
    ends, head = blank["head"][:2], blank["head"][2:]
    body = [_ruled(one) for one in blank["body"]]
    if sum(_LINE in one for one in body) <= _FEW:  # A letter stays on its sheet.
        body = [f"{one}\n{_LINE}" if _LINE in one else one for one in body]
    return {
        "letter": {
            "ends": ["\n".join([_END] * _END_LINES)] * len(ends),
            "head": [_ruled(one) for one in head],
            "subject": _ruled(blank["subject"]),
            "body": body,
            "dense": len(body) > _LONG,
        },
        "room": {one for one in body if _LINE in one},
        "boxes": any(one.startswith(described["box"]) for one in body),
    }


def _ruled(text: str) -> str:
    """Lengthen the dots of a letter: a pen needs more room than a keyboard."""
    rows = (_LINE if set(row) == {"…"} and len(row) > _DOTS else row for row in text.split("\n"))
    return "\n".join(re.sub(f"(?<!…)…{{{_DOTS}}}(?!…)", "…" * _ROOM, row) for row in rows)


def _deadline(described: dict[str, Any], page: Page) -> dict[str, Any]:
    """Return the grid to count by hand, and the example that shows how it is filled."""
    example = described["example"]
    result = api.answer(described["id"], example["answers"], today=example["today"])
    view = result["display"]
    by_day = any(step["role"] == "skipped" for step in result["steps"])
    return {
        "example": {**view, "counts": [_thinned(count) for count in view["counts"]]},
        # A date whose count has its name above it is said there.
        "dates": [
            one
            for one in view["dates"]
            if one["name"] not in {count["title"]["name"] for count in view["counts"] if count["title"]}
        ],
        "by_day": by_day,
        "weeks": 5 if len(view["counts"]) == 1 else 3,
        "weekdays": content.words("ui")["weekdays"],
        "holidays": [
            {"year": year, "days": [one["text"].partition(" ")[2] for one in _holidays(year)]}
            for year in _years(page.today.year, result, by_day)
        ],
        "sources": described["sources"],
    }


def _years(first: int, result: Result, by_day: bool) -> range:
    """Return the years whose holidays a grid needs: this one, and as many as its example goes through."""
    dates = result["dates"]
    if not by_day and "safe_date" not in dates and not any(name.endswith("_642") for name in dates):
        return range(0)
    begun = min(step["date"] for step in result["steps"])
    more = int(max(dates.values())[:4]) - int(begun[:4])
    return range(first, first + max(more, 1) + 1)


def _holidays(year: int) -> list[dict[str, str]]:
    return content.holidays("metropole", year=year)


def _thinned(count: ShownCount) -> ShownCount:
    """Return a count with its ends, its skipped days and every tenth day, where it has many."""
    steps = count["steps"]
    if len(steps) <= MANY_DAYS:
        return count
    kept = [one for one in steps if one["mark"] != "counted" or one["n"] is None or one["n"] % 10 == 0]
    return {**count, "steps": kept}


_KINDS = {"tree": _tree, "checklist": _checklist, "letter": _letter, "deadline": _deadline}
