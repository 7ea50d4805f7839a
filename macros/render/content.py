"""What pages print of the rules' data, and their own words.

The API of the rules answers readers, in a browser too; what only a page needs to know is here, and this
module alone reads the rules' data beside it.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from macros import authoring, branding
from macros.rules import api, calendar_fr, data, present, qr
from macros.rules.french import AROUND_WORD, FIRST, MONTHS, RELATIVE, WEEKDAYS, date_text, day_text
from macros.rules.links import CONTRACT
from macros.rules.model import Entry

ROOT = Path(__file__).resolve().parents[2]
"""The project: pages read its guides and its news in their own files."""


@cache
def _strings() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "strings.toml").read_text(encoding="utf-8"))


@cache
def drawings() -> dict[str, str]:
    """Return the drawings of the site by name: the inside of an SVG whose box is 48 by 48."""
    return tomllib.loads((Path(__file__).parent / "drawings.toml").read_text(encoding="utf-8"))


def words(table: str) -> dict[str, Any]:
    """Return a table of the words of the pages. Raises KeyError for an unknown one."""
    return dict(_strings()[table])


def rows(table: str) -> list[dict[str, str]]:
    """Return a list of the words of the pages, in order. Raises KeyError for an unknown one."""
    found: Any = _strings()[table]
    return list(found)


def case() -> dict[str, Any]:
    """Return what a case is made of: kinds of facts, of exhibits, and their words."""
    return data.case()


def shared(table: str) -> dict[str, Any]:
    """Return a table of words that the rules say too: "zones", "progress"… Raises KeyError."""
    return dict(data.strings()[table])


def insurer_words() -> dict[str, Any]:
    """Return the words of a site that carries an insurer's name."""
    return branding.words()


def is_stale(checked_on: str, today: date) -> bool:
    """Return whether what was checked on a day, "YYYY-MM-DD", waits for another reading."""
    return authoring.is_review_due(checked_on, today=today.isoformat())


def describe(tool_id: str, today: date) -> dict[str, Any]:
    """Return all that is needed to print a tool. Raises LookupError for an unknown one."""
    return api.describe(tool_id, today=today.isoformat())


def value_words(name: str, today: date) -> str:
    """Return a value of the law in words: "5 jours ouvrés". Raises LookupError for an unknown name."""
    return present.parameter_words(data.parameters()[name], today)


def source(id: str) -> dict[str, str]:
    """Return one source: as the API gives it, with `short`. Raises LookupError."""
    return {**present.sources([id])[0], "short": data.sources()[id].short}


def phrases(today: date) -> list[dict[str, str]]:
    """Return the phrases that may admit liability, to be printed: {id, example, why, safe}."""
    return [
        {
            "id": one.id,
            "example": one.example,
            "why": present.law(one.why, today),
            "safe": present.law(one.safe, today),
        }
        for one in data.admissions()
    ]


@cache
def _glossary() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "glossary.toml").read_text(encoding="utf-8"))


def glossary(today: date) -> list[dict[str, Any]]:
    """Return the words of the glossary: {id, word, forms, text, sources: [id], tool}."""
    return [
        {
            "id": id,
            "word": record["word"],
            "forms": record.get("forms", []),
            "text": present.law(record["text"], today),
            "sources": record.get("sources", []),
            "tool": record.get("tool", ""),
        }
        for id, record in _glossary().items()
    ]


def situations() -> list[dict[str, str]]:
    """Return the situations of the home page: {id, label, hint, tool or page}."""
    rows: list[dict[str, str]] = data.read("situations.toml")["situation"]
    return rows


def kept_records() -> list[dict[str, str]]:
    """Return what a device may keep of its reader's work, the page of each: {key, title, address}."""
    folders = {"checklist": "outils", "letter": "modeles"}
    case = {"key": "amiable.case.dossier", "title": words("dossier")["title"], "address": "dossier/"}
    return [
        case,
        *(
            {
                "key": f"amiable.{one['kind']}.{one['id']}",
                "title": one["title"],
                "address": f"{folders[one['kind']]}/{one['id']}/",
            }
            for one in api.tools()
            if one["kind"] in folders
        ),
    ]


def code(address: str) -> list[list[bool]]:
    """Return the modules of the QR code of an address, row by row, true where dark: level M."""
    return qr.matrix(address)


def day_words(iso: str) -> str:
    """Return a day without its weekday: "2026-11-22" as "22 novembre 2026"."""
    return date_text(date.fromisoformat(iso), weekday=False)


def day_names() -> dict[str, Any]:
    """Return how days are named and told: {weekdays, months, first: "1er", relative, around, words}.

    `relative` are the words for a day near this one, with how many days back it is; `around` is a
    pattern of what may stand around one.
    """
    names = {
        "weekdays": WEEKDAYS,
        "months": MONTHS,
        "first": FIRST,
        "relative": RELATIVE,
        "around": AROUND_WORD,
    }
    return {**names, "words": words("days")}


def holidays(zone: str, *, year: int) -> list[dict[str, str]]:
    """Return the public holidays of a zone in a year, in order: {date, text, name}.

    Where the law of a zone is read in two ways, the days of the text. Raises ValueError for an
    unknown zone.
    """
    return [
        {"date": day.isoformat(), "text": day_text(day), "name": data.holidays()[id].name}
        for day, id in sorted(calendar_fr.holidays(year, zone).items())
    ]


def presets() -> list[dict[str, str]]:
    """Return the time limits of contracts that have an address of their own: {length, unit, slug, words}."""
    return [
        {
            "length": str(one.length),
            "unit": str(one.unit),
            "slug": one.slug,
            "words": present.amount(one.length, one.unit),
        }
        for one in data.presets()
    ]


def entries(today: date) -> list[dict[str, Any]]:
    """Return what the entry page of every situation says, in the order of the home page, as of a day.

    {id, title, lines, question, hint, input, options: [{value, label}], contract, tool or page, target,
    sources: [{short, url}], mail, button, next}. `input` is what the first question answers, "" where
    there is none; `options` is empty for a date; `contract` holds the time limit by default, {} where
    no contract matters; `target` is the page that it opens.
    """
    return [
        _entry(entry, describe(entry.target.tool, today) if entry.target.tool else {}, today)
        for entry in data.entries().values()
    ]


def _entry(entry: Entry, tool: dict[str, Any], day: date) -> dict[str, Any]:
    (target,) = present.links([entry.target], day)
    asked: dict[str, Any] = {"question": "", "hint": "", "input": "", "options": [], "contract": {}}
    if tool.get("kind") == "deadline":
        first, *others = tool["inputs"]
        contract = {one["name"]: one["default"] for one in others if one["name"] in CONTRACT}
        asked |= {
            "question": first["label"],
            "input": first["name"],
            "contract": contract if len(contract) == len(CONTRACT) else {},
        }
    elif tool.get("kind") == "tree":
        first = tool["questions"][0]
        options = [{"value": one["value"], "label": one["label"]} for one in first["options"]]
        asked |= {
            "question": first["text"],
            "hint": first["hint"],
            "input": first["id"],
            "options": options,
        }
    return {
        "id": entry.id,
        "title": entry.title,
        "lines": [present.law(line, day) for line in entry.lines],
        **asked,
        **({"question": entry.question} if entry.question else {}),
        **{name: target[name] for name in ("tool", "page") if name in target},
        "target": target["address"].rstrip("/"),
        "sources": [
            {"short": data.sources()[id].short, "url": data.sources()[id].url} for id in entry.sources
        ],
        "mail": entry.mail,
        "button": entry.button,
        "next": present.links(entry.next, day),
    }
