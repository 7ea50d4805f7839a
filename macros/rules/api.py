"""The door of the rules: what answers a reader. JSON-ready values, no clock.

`answers` is a dict of strings, as a form or a link gives them; `today` is always given. What a
reader can type never raises: it comes back as a problem with its sentence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from . import __version__, answer_code, data, ics, insurer, links, present, word
from .addresses import address, page_of
from .answering import answer, read_day
from .case.door import case_add, case_calendar, case_merge, case_read, case_view, case_watch, case_word
from .kinds.checklist import DONE
from .model import Answers, Result
from .reopen import tool_of

VERSION = __version__
"""The version of the rules: results and papers carry it."""

__all__ = [
    "DONE",
    "VERSION",
    "address",
    "answer",
    "calendar",
    "case_add",
    "case_calendar",
    "case_merge",
    "case_read",
    "case_view",
    "case_watch",
    "case_word",
    "describe",
    "handle",
    "insurer_settings",
    "letter_word",
    "link",
    "tools",
]


def tools() -> list[dict[str, str]]:
    """Return every tool as {id, kind, title, address}; kind: deadline, tree, checklist, letter, rehearsal."""
    return [
        {"id": id, "kind": kind, "title": tool_of(id)[1].title, "address": address(page_of(id))}
        for id, kind in data.tool_ids().items()
    ]


def describe(tool_id: str, *, today: str | None = None) -> Result:
    """Return all that is needed to print a tool: {id, kind, address, title, lead, version, code, inputs, …}.

    Each input is {name, type, required, default, options, min, max, label, hint}. A tree adds
    start, questions and outcomes in reading order; a checklist items; a calculator method,
    debated, example and dates; a letter when, before, after, send and the letter with its blanks;
    a rehearsal steps and profiles. Texts hold the values of the law on `today`, the newest ones
    when it is None. Raises LookupError for an unknown tool.
    """
    if tool_id not in data.tool_ids():
        raise LookupError(tool_id)
    day = read_day(today) if today else data.verified()["last"]
    kind, tool = tool_of(tool_id)
    head = {
        "id": tool.id,
        "kind": data.tool_ids()[tool_id],
        "address": address(page_of(tool.id)),
        "title": tool.title,
        "lead": present.law(tool.lead, day),
        "checked_on": tool.checked_on.isoformat(),
        "owner": tool.owner,
        "version": __version__,
        "code": answer_code.write(tool.id, {}, {}) if kind.fields(tool) else "",
    }
    return head | kind.describe(tool, day)


def calendar(tool_id: str, answers: Answers, *, today: str, page_url: str, made_on: str = "") -> str:
    """Answer with one tool, as a calendar file; "" when the answer has no date to note.

    `page_url` is the address of the tool's page: the events lead back there with the answers.
    `made_on` is the day or the instant the file is made, as `ics.calendar_text` takes it, by default `today`.
    Raises as `answer` does.
    """
    result = answer(tool_id, answers, today=today)
    return ics.calendar_text(result, today=today, page_url=page_url, made_on=made_on)


def link(asked: Answers, *, today: str) -> Result:
    """Return a link to an entry page, and what to send it with, as `links.link` gives them."""
    return links.link(asked, read_day(today))


def insurer_settings(asked: Answers, schemes: Mapping[str, Mapping[str, Any]], *, today: str) -> Result:
    """Return the settings file of an insurer from what a form asks for, as `insurer.composed` gives it."""
    return insurer.composed(asked, schemes, read_day(today))


def letter_word(tool_id: str, answers: Answers, *, today: str, model: word.Model) -> bytes:
    """Return a letter as a Word file, its blanks as dots. `model` is the one that the site was built with.

    Raises LookupError for a tool that is no letter, and as `answer` does.
    """
    if data.tool_ids().get(tool_id) != "letter":
        raise LookupError(tool_id)
    result = answer(tool_id, answers, today=today)
    scope = {"title": tool_of(tool_id)[1].title, "day": today}
    return word.filled(model, scope | word.letter(result["letter"]))


#: What a request may ask for, by the key that says so: who answers, and what else it is told, if it is there.
_REQUESTS: dict[str, tuple[Callable[..., object], tuple[str, ...]]] = {
    "case_view": (case_view, ("today",)),
    "case_calendar": (case_calendar, ("today", "page_url", "made_on")),
    "case_watch": (case_watch, ("today",)),
    "case_word": (lambda case, **given: word.as_text(case_word(case, **given)), ("today", "model")),
    "case_merge": (lambda two: case_merge(*two), ()),
    "case_add": (
        lambda case, tool, answers, today: case_add(case, tool, answers, today=today),
        ("tool", "answers", "today"),
    ),
    "case_read": (case_read, ()),
    "insurer": (insurer_settings, ("schemes", "today")),
    "letter_word": (
        lambda tool, **given: word.as_text(letter_word(tool, **given)),
        ("answers", "today", "model"),
    ),
    "link": (link, ("today",)),
    "page_url": (
        lambda page_url, tool, answers, **given: calendar(tool, answers, page_url=page_url, **given),
        ("tool", "answers", "today", "made_on"),
    ),
    "tool": (answer, ("answers", "today")),
}


def handle(request: str) -> str:
    """Answer a request given as JSON; return the answer as JSON: nothing else crosses from the worker.

    {"tool", "answers", "today"} asks for a result; with "page_url", and "made_on", for the text of a
    calendar file; {"link", "today"} for a link to an entry page; {"insurer", "schemes", "today"} for the
    settings of an insurer; {"letter_word": tool, "answers", "today", "model"} for a Word file, in base64.
    Of a case: {"case_view", "today"}, {"case_watch", "today"}, {"case_word", "today", "model"},
    {"case_calendar", "today", "page_url", "made_on"}, {"case_add": case, "tool", "answers", "today"},
    {"case_merge": [mine, other]} and {"case_read": text}.
    """
    asked = json.loads(request)
    name = next((name for name in _REQUESTS if name in asked), "tool")
    door, others = _REQUESTS[name]
    answered = door(asked[name], **{other: asked[other] for other in others if other in asked})
    return json.dumps(answered, ensure_ascii=False)
