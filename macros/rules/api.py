"""The door of the rules: what answers a reader. JSON-ready values, no clock.

`answers` is a dict of strings, as a form or a link gives them; `today` is always given. What a
reader can type never raises: it comes back as a problem with its sentence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from . import __version__, answer_code, arrange, data, ics, insurer, links, present, reopen, word
from .addresses import address, page_of
from .case import add, merge, read, view, whole, wording
from .kinds.checklist import DONE
from .kinds.problems import with_problems
from .model import Answers, Refusal, Result
from .reopen import tool_of

if TYPE_CHECKING:
    from .result import Result as Answered

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

#: Answers of calculators that a case keeps ready: it asks the same again at each word that is typed.
_ASKED = 1024


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
    day = _day(today) if today else data.verified()["last"]
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


def answer(tool_id: str, answers: Answers, *, today: str) -> Answered:
    """Answer with one tool: the result that `result.py` describes, ready for JSON.

    `today` is "YYYY-MM-DD". A printed code in the place of the tool opens what it holds; where a part
    of it is not understood, or is not there, the first warning is `partly_read`. Never raises for what a
    reader can type; raises ValueError for a `today` that is no date.
    """
    day = _day(today)
    tool_id = str(tool_id)  # A link may bring any JSON.
    doubts: list[dict[str, str]] = []
    if reopen.is_code(tool_id):
        tool_id, answers, doubts = reopen.opened(tool_id)
        if not tool_id:
            return cast("Answered", _refused("", Refusal("unreadable_code", "code"), day))
    if tool_id not in data.tool_ids():
        return cast("Answered", _refused(tool_id[:60], Refusal("unknown_tool", "tool"), day))
    kind, tool = tool_of(tool_id)
    try:
        result = kind.answer(tool, answers, day, arrange.blank(tool_id, VERSION))
        result = arrange.arranged(reopen.with_provenance(result, tool, kind.fields(tool)))
    except Refusal as refusal:
        # `today` is before the first dated value (a wrong clock): texts that hold values cannot be said.
        result = with_problems(arrange.blank(tool_id, VERSION), (refusal,), day)
    if doubts:
        result["warnings"] = [*doubts, *result["warnings"]]
    return cast("Answered", result)


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
    return links.link(asked, _day(today))


def insurer_settings(asked: Answers, schemes: Mapping[str, Mapping[str, Any]], *, today: str) -> Result:
    """Return the settings file of an insurer from what a form asks for, as `insurer.composed` gives it."""
    return insurer.composed(asked, schemes, _day(today))


def letter_word(tool_id: str, answers: Answers, *, today: str, model: word.Model) -> bytes:
    """Return a letter as a Word file, its blanks as dots. `model` is the one that the site was built with.

    Raises LookupError for a tool that is no letter, and as `answer` does.
    """
    if data.tool_ids().get(tool_id) != "letter":
        raise LookupError(tool_id)
    result = answer(tool_id, answers, today=today)
    scope = {"title": tool_of(tool_id)[1].title, "day": today}
    return word.filled(model, scope | word.letter(result["letter"]))


def case_view(case: object, *, today: str) -> Result:
    """Return all that a case says on a day, its dates asked of the calculators.

    {"status": "answered" | "incomplete", "next", "timeline", "exhibits", "chronology", "documents",
    "problems", "warnings", …}. Never raises for what a reader or a file can hold; raises ValueError
    for a `today` that is no date.
    """
    return view.view(case, _day(today), lambda tool, answers: _asked(tool, tuple(answers.items()), today))


def case_add(case: object, tool_id: str, answers: Answers, *, today: str) -> Result:
    """Return {"case", "added", "given"}: the case with what these answers of a tool give to it.

    `given` says whether they give anything, `added` whether any of it was new. Raises as `answer` does.
    """
    result, blank = answer(tool_id, answers, today=today), _asked(tool_id, (), today)["answers"]
    return add.added(case, tool_id, result, blank, _day(today))


def case_merge(mine: object, other: object) -> Result:
    """Return one case from two: two devices, or a file brought here. Nothing is lost, by id."""
    return merge.merged(mine, other)


def case_calendar(case: object, *, today: str, page_url: str, made_on: str = "") -> str:
    """Return every open date of a case as one calendar file, "" where there is none to note.

    `page_url` is the address of the root of the site; `made_on` as for `calendar`. Raises as `case_view`.
    """
    texts = []
    for one in view.noted(case_view(case, today=today)["timeline"]):
        result = (
            _asked(one["tool"], tuple(one["answers"].items()), today)
            if one["tool"]
            else view.as_result(one, VERSION)
        )
        page = f"{page_of(one['tool'])}/" if one["tool"] else "dossier/"
        texts.append(ics.calendar_text(result, today=today, page_url=page_url + page, made_on=made_on))
    return ics.joined(texts)


def case_word(case: object, *, today: str, model: word.Model) -> bytes:
    """Return a whole case as one Word file, its declaration at the end. Raises as `case_view`."""
    seen = case_view(case, today=today)
    letter = answer(whole.DECLARATION, whole.declared(seen), today=today)["letter"]
    return word.filled(model, whole.whole(seen, letter, _day(today)))


def case_watch(texts: Mapping[str, object], *, today: str) -> Result:
    """Return what the wording watch marks in texts, by their name: [{start, end, rule, said, why, safe}].

    Raises ValueError for a `today` that is no date.
    """
    day = _day(today)
    found = {name: wording.watch(text, day) for name, text in texts.items() if isinstance(text, str)}
    return {name: marks for name, marks in found.items() if marks}


def case_read(text: object) -> Result:
    """Return {"case": {…} or None, "problems"} of any text: what the device kept, or a file brought here."""
    return read.read_text(text)


@lru_cache(_ASKED)
def _asked(tool_id: str, answers: tuple[tuple[str, str], ...], today: str) -> dict[str, Any]:
    """Return the answer of a tool, made once: whoever reads it changes nothing in it."""
    return dict(answer(tool_id, dict(answers), today=today))


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
    told = door(asked[name], **{other: asked[other] for other in others if other in asked})
    return json.dumps(told, ensure_ascii=False)


def _day(today: str) -> date:
    """Read `today`: YYYY-MM-DD and no other form. Raises ValueError."""
    if len(today) != len("YYYY-MM-DD"):
        raise ValueError(f"today is no YYYY-MM-DD day: {today[:20]!r}")
    return date.fromisoformat(today)


def _refused(tool_id: str, refusal: Refusal, day: date) -> Result:
    return arrange.blank(tool_id, VERSION) | {
        "status": "refused",
        "problems": [present.problem(refusal, day)],
    }
