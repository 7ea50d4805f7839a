"""The door of the rules: three functions, JSON-ready values, no clock.

`answers` is a dict of strings, as a form or a link gives them; `today` is always given. What a
reader can type never raises: it comes back as a problem with its sentence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from . import __version__, ics, load, show, walk
from .calculators import CALCULATORS
from .inputs import read_inputs
from .model import Checklist, Computation, Deadline, Input, Outcome, Question, Refusal, Tree
from .params import value_on

Answers = Mapping[str, object]
Result = dict[str, Any]

DONE = "done"
"""The answer that ticks an item of a checklist."""

_REFUSED = {
    "date_out_of_range",
    "future_date",
    "zone_not_covered",
    "beyond_calendar",
    "no_value",
    "unknown_tool",
}


def tools() -> list[dict[str, str]]:
    """Return every tool as {id, kind, title}; kind is "deadline", "tree" or "checklist"."""
    return [{"id": id, "kind": kind, "title": _load(id).title} for id, kind in load.tool_ids().items()]


def describe(tool_id: str, *, today: str | None = None) -> Result:
    """Return all that is needed to print a tool: {id, kind, title, lead, inputs, …}.

    Each input is {name, type, required, default, options, min, max, label, hint}. A tree adds
    start, questions and outcomes in reading order; a checklist items; a calculator method,
    debated, example and dates. Texts hold the values of the law on `today`, the newest ones
    when it is None. Raises LookupError for an unknown tool.
    """
    if tool_id not in load.tool_ids():
        raise LookupError(tool_id)
    day = date.fromisoformat(today) if today else load.verified()["last"]
    tool = _load(tool_id)
    head = {
        "id": tool.id,
        "kind": load.tool_ids()[tool_id],
        "title": tool.title,
        "lead": show.law(tool.lead, day),
        "checked_on": tool.checked_on.isoformat(),
        "owner": tool.owner,
    }
    if isinstance(tool, Tree):
        return head | _describe_tree(tool, day)
    if isinstance(tool, Checklist):
        return head | _describe_checklist(tool, day)
    return head | _describe_deadline(tool, day)


def answer(tool_id: str, answers: Answers, *, today: str) -> Result:
    """Answer with one tool: the result that the house describes, ready for JSON.

    `today` is "YYYY-MM-DD". Never raises for what a reader can type; raises ValueError for a
    `today` that is no date.
    """
    day = date.fromisoformat(today)
    if tool_id not in load.tool_ids():
        problem = show.problem(Refusal("unknown_tool", "tool"), day)
        return _blank(str(tool_id)[:60]) | {"status": "refused", "problems": [problem]}
    try:
        return _answer(_load(tool_id), answers, day, _blank(tool_id))
    except Refusal as refusal:
        # A device whose clock is set before the first value of the law: its words cannot be said.
        return _with_problems(_blank(tool_id), (refusal,), day)


def calendar(tool_id: str, answers: Answers, *, today: str, page_url: str, made_on: str = "") -> str:
    """Answer with one tool, as a calendar file; "" when the answer has no date to note.

    `page_url` is the address of the tool's page: the events lead back there with the answers.
    `made_on` is the day the file is made, by default `today`. Raises as `answer` does.
    """
    result = answer(tool_id, answers, today=today)
    return ics.calendar_text(result, today=today, page_url=page_url, made_on=made_on)


def words(table: str) -> Result:
    """Return a table of the interface words. Raises KeyError for an unknown one."""
    return dict(load.strings()[table])


def law_index(root: Path, *, today: str) -> Result:
    """Return the index of the law of the project at `root`, as `citations.law_index` gives it."""
    from . import citations  # For the build: a browser never reads it.

    return citations.law_index(citations.read(root), date.fromisoformat(today))


def stale(root: Path, *, today: str) -> list[dict[str, str]]:
    """Return what editors should read again on a day: {code, text}, the most pressing first."""
    from . import citations, freshness  # For the build: a browser never reads them.

    found = freshness.stale(citations.read(root), date.fromisoformat(today))
    return [{"code": one.code, "text": freshness.line(one)} for one in found]


def answer_json(request: str) -> str:
    """Answer a request {"tool", "answers", "today"} given as JSON; return the result as JSON.

    The one function that the browser's worker calls: nothing crosses but strings.
    """
    asked = json.loads(request)
    return json.dumps(answer(asked["tool"], asked["answers"], today=asked["today"]), ensure_ascii=False)


def _load(tool_id: str) -> Deadline | Tree | Checklist:
    kind = load.tool_ids()[tool_id]
    if kind == "tree":
        return load.tree(tool_id)
    return load.checklist(tool_id) if kind == "checklist" else load.deadline(tool_id)


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
        "display": {"headline": None, "answers": [], "dates": [], "debated": [], "progress": ""},
    }


def _answer(tool: Deadline | Tree | Checklist, answers: Answers, today: date, result: Result) -> Result:
    if isinstance(tool, Tree):
        return _answer_tree(tool, answers, today, result)
    if isinstance(tool, Checklist):
        return _answer_checklist(tool, answers, today, result)
    return _answer_deadline(tool, answers, today, result)


# Calculators


def _describe_deadline(tool: Deadline, day: date) -> Result:
    return {
        "inputs": [
            {
                "name": one.name,
                "type": one.type,
                "required": one.required,
                "default": one.default,
                "options": [{"value": value, "label": label} for value, label in one.options],
                "min": one.minimum,
                "max": one.maximum,
                "label": one.label,
                "hint": show.law(one.hint, day),
            }
            for one in _inputs(tool, day)
        ],
        "dates": [
            {"name": one.name, "role": one.role, "label": one.label, "note": one.note} for one in tool.dates
        ],
        "method": [show.law(text, day) for text in tool.method],
        "debated": [show.law(text, day) for text in tool.debated],
        "example": {"answers": dict(tool.example), "today": tool.example_today},
        "sources": show.sources((*tool.sources, *show.cited(*tool.method, *tool.debated))),
    }


def _inputs(tool: Deadline, day: date) -> list[Input]:
    """Return the inputs of a calculator, a default that the law sets taken as it stands on `day`."""
    parameters = load.parameters()
    return [
        replace(one, default=str(value_on(parameters[one.default_from], day).value))
        if one.default_from
        else one
        for one in tool.inputs
    ]


def _answer_deadline(tool: Deadline, answers: Answers, today: date, result: Result) -> Result:
    years = load.verified()
    reading = read_inputs(_inputs(tool, today), answers, today, years["first"], years["last"])
    result["answers"] = reading.canonical
    result["display"]["answers"] = show.answers(tool, reading.values)
    if reading.refusals:
        return _with_problems(result, reading.refusals, today)
    try:
        computed = CALCULATORS[tool.calculator](reading.values, today, load.parameters())
        if max(computed.dates.values()) > years["last"]:
            has_length = any(one.name == "length" for one in tool.inputs)
            raise Refusal("beyond_calendar", "length" if has_length else "")
    except Refusal as refusal:
        return _with_problems(result, (refusal,), today)
    return _with_computation(result, tool, computed, today)


def _with_computation(result: Result, tool: Deadline, computed: Computation, today: date) -> Result:
    steps = show.steps(computed.steps)
    overdue = today > computed.dates[tool.overdue_after]
    spoken = [tool.warnings[notice.code] for notice in computed.notices]
    cited = (
        *computed.sources,
        *tool.sources,
        *(step["source"] for step in steps if step["source"]),
        *show.cited(*spoken, *tool.debated),
    )
    result |= {
        "dates": {name: day.isoformat() for name, day in computed.dates.items()},
        "overdue": overdue,
        "steps": steps,
        "sources": show.sources(cited),
        "warnings": show.warnings(tool, computed, today),
        "next": show.links(tool.next_overdue if overdue and tool.next_overdue else tool.next, today),
    }
    result["display"] |= {
        "headline": tool.headlines.get(computed.headline),
        "dates": show.dates(tool, computed.dates, today),
        "debated": [show.law(text, today) for text in tool.debated],
    }
    return result


def _with_problems(result: Result, refusals: tuple[Refusal, ...], today: date) -> Result:
    codes = {refusal.code for refusal in refusals}
    invalid = codes - _REFUSED - {"missing"}
    status = "invalid" if invalid else "refused" if codes & _REFUSED else "incomplete"
    return result | {"status": status, "problems": [show.problem(one, today) for one in refusals]}


# Trees


def _describe_tree(tool: Tree, day: date) -> Result:
    order = walk.reading_order(tool)
    questions = [tool.questions[id] for id in order if id in tool.questions]
    outcomes = [tool.outcomes[id] for id in order if id in tool.outcomes]
    return {
        "start": tool.start,
        "inputs": [_as_input(question, day) for question in questions],
        "questions": [
            {
                "id": question.id,
                "text": show.law(question.text, day),
                "hint": show.law(question.hint, day),
                "look": show.law(question.look, day),
                "sources": show.sources(question.sources),
                "options": [
                    {"value": one.value, "label": show.law(one.label, day), "next": one.next}
                    for one in question.options
                ],
            }
            for question in questions
        ],
        "outcomes": [
            {
                "id": outcome.id,
                "title": show.law(outcome.title, day),
                "action": show.law(outcome.action, day),
                "why": [show.law(text, day) for text in outcome.why],
                "notes": [
                    {
                        "question": note.when.question,
                        "is": list(note.when.values),
                        "text": show.law(note.text, day),
                    }
                    for note in outcome.notes
                ],
                "contact": show.law(outcome.contact, day),
                "sources": show.sources(_sources_of(outcome)),
                "next": show.links(outcome.next, day),
            }
            for outcome in outcomes
        ],
    }


def _as_input(question: Question, day: date) -> Result:
    return {
        "name": question.id,
        "type": "choice",
        "required": False,
        "default": "",
        "options": [{"value": one.value, "label": show.law(one.label, day)} for one in question.options],
        "min": None,
        "max": None,
        "label": show.law(question.text, day),
        "hint": show.law(question.hint, day),
    }


def _sources_of(outcome: Outcome) -> tuple[str, ...]:
    spoken = (outcome.action, *outcome.why, outcome.contact, *(note.text for note in outcome.notes))
    return (*outcome.sources, *show.cited(*spoken))


def _answer_tree(tool: Tree, answers: Answers, today: date, result: Result) -> Result:
    reached = walk.walk(tool, answers)
    node = reached.node
    words = load.strings()["progress"]
    result["answers"] = reached.kept
    result["display"]["answers"] = [
        {
            "name": name,
            "label": show.law(tool.questions[name].text, today),
            "text": show.law({one.value: one.label for one in tool.questions[name].options}[value], today),
        }
        for name, value in reached.path
    ]
    result |= {
        "node": node.id,
        "path": [{"node": name, "value": value} for name, value in reached.path],
    }
    if isinstance(node, Question):
        result["display"]["progress"] = words["question"].format(n=len(reached.path) + 1)
        return result | {
            "status": "incomplete",
            "kind": "question",
            "title": show.law(node.text, today),
            "text": show.law(node.hint, today),
            "options": [{"value": one.value, "label": show.law(one.label, today)} for one in node.options],
            "sources": show.sources(node.sources),
        }
    result["display"]["progress"] = words["outcome"]
    notes = walk.notes(node, reached.path)
    return result | {
        "status": "answered",
        "kind": "outcome",
        "title": show.law(node.title, today),
        "text": show.law(node.action, today),
        "sources": show.sources(_sources_of(node)),
        "warnings": [
            {"code": f"note_{note.when.question}", "text": show.law(note.text, today)} for note in notes
        ],
        "next": show.links(node.next, today),
    }


# Checklists


def _describe_checklist(tool: Checklist, day: date) -> Result:
    return {
        "inputs": [
            {
                "name": item.id,
                "type": "choice",
                "required": False,
                "default": "",
                "options": [{"value": DONE, "label": show.law(item.label, day)}],
                "min": None,
                "max": None,
                "label": show.law(item.label, day),
                "hint": show.law(item.text, day),
            }
            for item in tool.items
        ],
        "items": [
            {
                "id": item.id,
                "letter": item.letter,
                "label": show.law(item.label, day),
                "text": show.law(item.text, day),
                "say": show.law(item.say, day),
                "avoid": show.law(item.avoid, day),
                "sources": show.sources(item.sources),
            }
            for item in tool.items
        ],
        "sources": show.sources(_checklist_sources(tool)),
        "next": show.links(tool.next, day),
    }


def _checklist_sources(tool: Checklist) -> list[str]:
    spoken = [text for item in tool.items for text in (item.text, item.say, item.avoid)]
    return [*(id for item in tool.items for id in item.sources), *show.cited(tool.lead, *spoken)]


def _answer_checklist(tool: Checklist, answers: Answers, today: date, result: Result) -> Result:
    ticked = [item.id for item in tool.items if answers.get(item.id) == DONE]
    done, total = len(ticked), len(tool.items)
    words = load.strings()["progress"]
    code = "all_done" if done == total else {0: "none_done", 1: "one_done"}.get(done, "some_done")
    result["answers"] = dict.fromkeys(ticked, DONE)
    result["display"]["progress"] = words[code].format(done=done, total=total)
    return result | {
        "items": [{"id": item.id, "done": item.id in ticked} for item in tool.items],
        "done": done,
        "total": total,
        "sources": show.sources(_checklist_sources(tool)),
        "next": show.links(tool.next, today),
    }
