"""The door of the rules: three functions, JSON-ready values, no clock.

`answers` is a dict of strings, as a form or a link gives them; `today` is always given. What a
reader can type never raises: it comes back as a problem with its sentence.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from . import __version__, arrange, calendar_fr, data, entries, guard, ics, params, present, seal
from . import links as light_links
from .addresses import address, page_of
from .french import FIRST, MONTHS, RELATIVE, WEEKDAYS, date_text, day_text
from .kinds import KINDS, ToolKind
from .kinds.checklist import DONE
from .kinds.problems import with_problems
from .model import Answers, Refusal, Result

#: What is said of the parts of a code that are not understood: no more of them, and no longer.
_MOST_PARTS, _LONGEST_PART = 4, 24

VERSION = __version__
"""The version of the rules: results and papers carry it."""

__all__ = [
    "DONE",
    "VERSION",
    "address",
    "admissions",
    "answer",
    "answer_json",
    "calendar",
    "describe",
    "tools",
]


def tools() -> list[dict[str, str]]:
    """Return every tool as {id, kind, title, address}; kind: deadline, tree, checklist, letter, rehearsal."""
    return [
        {"id": id, "kind": kind, "title": _tool(id)[1].title, "address": address(page_of(id))}
        for id, kind in data.tool_ids().items()
    ]


def describe(tool_id: str, *, today: str | None = None) -> Result:
    """Return all that is needed to print a tool: {id, kind, title, lead, version, code, inputs, …}.

    Each input is {name, type, required, default, options, min, max, label, hint}. A tree adds
    start, questions and outcomes in reading order; a checklist items; a calculator method,
    debated, example and dates; a letter when, before, after, send and the letter with its blanks;
    a rehearsal steps and profiles. Texts hold the values of the law on `today`, the newest ones
    when it is None. Raises LookupError for an unknown tool.
    """
    if tool_id not in data.tool_ids():
        raise LookupError(tool_id)
    day = _day(today) if today else data.verified()["last"]
    kind, tool = _tool(tool_id)
    head = {
        "id": tool.id,
        "kind": data.tool_ids()[tool_id],
        "address": address(page_of(tool.id)),
        "title": tool.title,
        "lead": present.law(tool.lead, day),
        "checked_on": tool.checked_on.isoformat(),
        "owner": tool.owner,
        "version": __version__,
        "code": seal.write(tool.id, {}, {}) if kind.fields(tool) else "",
    }
    return head | kind.describe(tool, day)


def answer(tool_id: str, answers: Answers, *, today: str) -> Result:
    """Answer with one tool: the result that the house describes, ready for JSON.

    `today` is "YYYY-MM-DD". A code of `reopen` in the place of the tool opens what it holds; where a part
    of it is not understood, or is not there, the first warning is `partly_read`. Never raises for what a
    reader can type; raises ValueError for a `today` that is no date.
    """
    day = _day(today)
    tool_id = str(tool_id)  # A link may bring any JSON.
    doubts: list[dict[str, str]] = []
    if seal.plain(tool_id).startswith(f"{seal.VERSION}."):
        tool_id, answers, unread, intact = _opened(tool_id)
        if not tool_id:
            problem = present.problem(Refusal("unreadable_code", "code"), day)
            return _blank("") | {"status": "refused", "problems": [problem]}
        doubts = _doubts(tool_id, answers, unread, intact=intact)
    if tool_id not in data.tool_ids():
        problem = present.problem(Refusal("unknown_tool", "tool"), day)
        return _blank(tool_id[:60]) | {"status": "refused", "problems": [problem]}
    try:
        kind, tool = _tool(tool_id)
        result = kind.answer(tool, answers, day, _blank(tool_id))
        result = arrange.arranged(_sealed(result, tool, kind.fields(tool)))
    except Refusal as refusal:
        # A device whose clock is set before the first value of the law: its words cannot be said.
        result = with_problems(_blank(tool_id), (refusal,), day)
    return result | {"warnings": [*doubts, *result["warnings"]]} if doubts else result


def reopen(code: str) -> dict[str, Any]:
    """Return what a printed code holds: {"tool": id, "answers": {…}}; "" and {} where it cannot be read.

    Every code ever printed is read; what it says that no longer exists is left out.
    """
    tool_id, answers, *_ = _opened(code)
    return {"tool": tool_id, "answers": answers}


def calendar(tool_id: str, answers: Answers, *, today: str, page_url: str, made_on: str = "") -> str:
    """Answer with one tool, as a calendar file; "" when the answer has no date to note.

    `page_url` is the address of the tool's page: the events lead back there with the answers.
    `made_on` is the day the file is made, by default `today`. Raises as `answer` does.
    """
    result = answer(tool_id, answers, today=today)
    return ics.calendar_text(result, today=today, page_url=page_url, made_on=made_on)


def admissions(text: str, *, today: str) -> list[Result]:
    """Return what may admit liability in a text: {start, end, phrase, said, why, safe}."""
    return guard.mark(text, date.fromisoformat(today))


def guarded(*, today: str) -> list[dict[str, str]]:
    """Return the phrases that may admit liability, to be printed: {id, example, why, safe}."""
    day = date.fromisoformat(today)
    return [
        {
            "id": one.id,
            "example": one.example,
            "why": present.law(one.why, day),
            "safe": present.law(one.safe, day),
        }
        for one in data.guard()
    ]


def glossary(*, today: str) -> list[Result]:
    """Return the words of the glossary: {id, word, forms, text, sources: [id], tool}."""
    day = date.fromisoformat(today)
    return [
        {
            "id": one.id,
            "word": one.word,
            "forms": list(one.forms),
            "text": present.law(one.text, day),
            "sources": list(one.sources),
            "tool": one.tool,
        }
        for one in data.glossary()
    ]


def words(table: str) -> Result:
    """Return a table of the interface words. Raises KeyError for an unknown one."""
    return dict(data.strings()[table])


def value_words(name: str, *, today: str) -> str:
    """Return a value of the law in words: "5 jours ouvrés". Raises LookupError for an unknown name."""
    return present.parameter_words(data.parameters()[name], date.fromisoformat(today))


def source(id: str) -> dict[str, str]:
    """Return one source: {id, title, short, url, checked_on, status, about}. Raises LookupError."""
    return {**present.sources([id])[0], "short": data.sources()[id].short}


def situations() -> list[dict[str, str]]:
    """Return the situations of the home page: {id, label, hint, tool or page}."""
    rows: list[dict[str, str]] = data.read("situations.toml")["situation"]
    return rows


def doors(*, today: str) -> list[Result]:
    """Return the light door of every situation, as `entries.described` gives it, its words as of a day."""
    return [
        entries.described(
            door,
            describe(door.target.tool, today=today) if door.target.tool else {},
            date.fromisoformat(today),
        )
        for door in data.doors().values()
    ]


def presets() -> list[dict[str, str]]:
    """Return the time limits of contracts that have an address: {length, unit, slug, words}."""
    return entries.presets()


def day_words(iso: str) -> str:
    """Return a day without its weekday: "2026-11-22" as "22 novembre 2026"."""
    return date_text(date.fromisoformat(iso), weekday=False)


def day_names() -> dict[str, Any]:
    """Return how days are named: {weekdays, months, first: "1er", relative: {"hier": 1, …} days back}."""
    return {"weekdays": WEEKDAYS, "months": MONTHS, "first": FIRST, "relative": RELATIVE}


def holidays(zone: str, *, year: int) -> list[dict[str, str]]:
    """Return the public holidays of a zone in a year, in order: {date, text, name}.

    Where the law of a zone is read in two ways, the days of the text. Raises ValueError for an
    unknown zone.
    """
    return [
        {"date": day.isoformat(), "text": day_text(day), "name": data.holidays()[id].name}
        for day, id in sorted(calendar_fr.holidays(year, zone).items())
    ]


def calendar_json(request: str) -> str:
    """Answer a request {"tool", "answers", "today", "page_url"} given as JSON with a calendar file.

    Returns the text of the file as a JSON string, "" in it when there is nothing to note.
    """
    asked = json.loads(request)
    text = calendar(asked["tool"], asked["answers"], today=asked["today"], page_url=asked["page_url"])
    return json.dumps(text, ensure_ascii=False)


def link(asked: Answers, *, today: str) -> Result:
    """Return a link to a light door, and what to send it with, as `links.link` gives them."""
    day = _day(today)
    try:
        floor = params.value_on(data.parameters()["declaration_floor"], day).value
    except Refusal:
        floor = 0  # A device whose clock is set before the first value of the law.
    return light_links.link(asked, day, floor)


def answer_json(request: str) -> str:
    """Answer a request {"tool", "answers", "today"}, or {"link", "today"}, given as JSON; return it as JSON.

    The one function that the browser's worker calls: nothing crosses but strings.
    """
    asked = json.loads(request)
    told = (
        link(asked["link"], today=asked["today"])
        if "link" in asked
        else answer(asked["tool"], asked["answers"], today=asked["today"])
    )
    return json.dumps(told, ensure_ascii=False)


def _day(today: str) -> date:
    """Read `today`: YYYY-MM-DD and no other form. Raises ValueError."""
    if len(today) != len("YYYY-MM-DD"):
        raise ValueError(f"today is no YYYY-MM-DD day: {today[:20]!r}")
    return date.fromisoformat(today)


def _tool(tool_id: str) -> tuple[ToolKind, Any]:
    kind = KINDS[data.tool_ids()[tool_id]]
    return kind, kind.load(tool_id)


def _blank(tool_id: str) -> Result:
    return {
        "tool": tool_id,
        "version": __version__,
        "status": "answered",
        "answers": {},
        "dates": {},
        "overdue": False,
        "steps": [],
        "sources": [],
        "warnings": [],
        "problems": [],
        "next": [],
        "code": "",
        "display": {
            "headline": None,
            "main": None,
            "lines": [],
            "answers": [],
            "dates": [],
            "counts": [],
            "debated": [],
            "sources": [],
            "next": [],
            "address": "",
            "progress": "",
            "seal": "",
            "seal_words": "",
        },
    }


def _fields(tool_id: str) -> seal.Fields:
    kind, tool = _tool(tool_id)
    return kind.fields(tool)


def _opened(code: str) -> tuple[str, dict[str, str], list[str], bool]:
    """Return the tool of a printed code, its answers, the groups that are not understood; "" for no code.

    And whether it was copied sign by sign, as far as it tells.
    """
    try:
        tool_id, groups, intact = seal.parts(str(code))
    except ValueError:
        return "", {}, [], True
    fields = _fields(tool_id) if tool_id in data.tool_ids() else {}
    return (tool_id, *seal.answers(groups, fields), intact) if fields else ("", {}, [], True)


def _doubts(tool_id: str, answers: Answers, unread: list[str], *, intact: bool) -> list[dict[str, str]]:
    """Return the warning that a code was not understood whole: it may have said other answers than these."""
    words = data.strings()["seal"]
    if unread:
        parts = ", ".join(words["part"].format(part=one[:_LONGEST_PART]) for one in unread[:_MOST_PARTS])
        return [{"code": "partly_read", "text": words["partly_read"].format(parts=parts)}]
    # A code is printed with every default: one that is not there was lost, or is asked only since.
    if any(field.always and name not in answers for name, field in _fields(tool_id).items()):
        return [{"code": "partly_read", "text": words["partly_lost"]}]
    if not intact:
        return [{"code": "partly_read", "text": words["miscopied"]}]
    return []


def _sealed(result: Result, tool: Any, fields: seal.Fields) -> Result:
    """Return a result with its seal: rules, day of checking, texts it rests on, code that reopens it."""
    if not fields or result["problems"]:
        return result
    way = result.get("path")
    given = result["answers"] if way is None else {step["node"]: step["value"] for step in way}
    result["code"] = seal.write(tool.id, given, fields)
    words = data.strings()["seal"]["line"].format(
        version=result["version"],
        checked_on=date_text(tool.checked_on, weekday=False),
        texts="\u202f; ".join(dict.fromkeys(data.sources()[one["id"]].short for one in result["sources"])),
    )
    result["display"] |= {"seal": f"{words}{result['code']}", "seal_words": words}
    return result
