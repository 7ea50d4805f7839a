"""Letters: what the reader types in, a letter ready to send out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from .. import admissions, answer_code, data, present
from ..french import date_text
from ..inputs import Reading, read_inputs
from ..model import Answers, Input, Letter, Result, Typed
from .problems import with_problems

BLANK = "……………"
"""What stands where nothing was given: dots, to fill in by hand."""

BOX = "☐ "
"""What stands before a paragraph that may not be meant, to tick or to strike out by hand."""

_LINE = "…………………………………"
_TOKEN = re.compile(r"\{=(\w+)\}(\.?)")
_EMAIL = "email"


load = data.letter


def describe(tool: Letter, day: date) -> Result:
    """Return what a letter adds to its description: inputs, when, before, after, the letter with blanks.

    `box` is what stands, in a letter not complete, before a paragraph that may not be meant. `steps` say
    which inputs, by their place, are filled in together.
    """
    names = [one.name for one in tool.inputs]
    return {
        "inputs": [present.field(one, day) for one in tool.inputs],
        "when": [present.law(text, day) for text in tool.when],
        "before": [present.law(text, day) for text in tool.before],
        "after": [present.law(text, day) for text in tool.after],
        "send": [{"value": one, "label": data.strings()["sending"][one]} for one in tool.send],
        "by_email": _EMAIL in tool.send,
        "longest": data.LONGEST,
        "steps": [
            {"title": step.title, "inputs": [names.index(name) for name in step.fields]}
            for step in tool.steps
        ],
        "office": tool.office,
        "letter": _filled(tool, {}, day, complete=False),
        "box": BOX,
        "sources": present.sources(_letter_sources(tool)),
        "next": present.links(tool.next, day),
    }


def answer(tool: Letter, answers: Answers, today: date, result: Result) -> Result:
    """Answer with a letter: filled with what was given, dots for the rest, what may admit liability.

    Once all that is required is given, a paragraph whose field was left empty is left out, and what
    the letter says without it stands in its place.
    """
    years = data.verified()
    reading = read_inputs(tool.inputs, answers, today, years["first"], years["last"])
    result["answers"] = reading.canonical
    result["display"]["answers"] = shown(tool.inputs, reading.values)
    result["display"]["progress"] = _progress(reading)
    result |= {
        "letter": _filled(tool, reading.values, today, complete=not reading.refusals),
        "admissions": find_admissions(tool.inputs, reading.values, today),
        "sources": present.sources(_letter_sources(tool)),
        "next": present.links(tool.next, today, reading.canonical),
    }
    return with_problems(result, reading.refusals, today) if reading.refusals else result


def shown(inputs: Iterable[Input], values: Mapping[str, Typed]) -> list[dict[str, str]]:
    """Return the fields that were given, in words: {name, label, text}."""
    return [
        {"name": one.name, "label": one.short, "text": _words(one, values)}
        for one in inputs
        if one.name in values
    ]


def find_admissions(inputs: Iterable[Input], values: Mapping[str, Typed], day: date) -> list[dict[str, Any]]:
    """Return what may admit liability in the fields, as `admissions.mark` gives it, each with its field."""
    return [
        {"field": one.name, **found}
        for one in inputs
        if one.type in ("text", "multiline")
        for found in admissions.mark(str(values.get(one.name, "")), day)
    ]


def _filled(tool: Letter, values: Mapping[str, Typed], day: date, *, complete: bool) -> Result:
    """Return the letter: {head, subject, body}, in words, and {paragraphs} of the same in parts.

    While it is not complete, a paragraph that hangs on an answer not given begins with a box. `paragraphs`
    holds also those that are not shown: {text, shown, box, needs, instead, parts: [{field, text, stop}]}.
    `needs` are its fields that may stay empty, `instead` the field in whose place it stands.
    """
    given = {one.name: _words(one, values) for one in tool.inputs if one.name in values}
    blanks = {one.name: _blank(one) for one in tool.inputs}
    optional = {one.name for one in tool.inputs if not one.required and not one.default}

    def parts(text: str) -> Iterator[dict[str, str]]:
        # The law first: what the reader typed is never read as a place to fill.
        plain, *rest = _TOKEN.split(present.law(text, day))
        yield {"field": "", "text": plain, "stop": ""}
        for name, stop, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            words = given.get(name, blanks[name])
            yield {"field": name, "text": words if words.endswith(".") else words + stop, "stop": stop}
            yield {"field": "", "text": after, "stop": ""}

    def paragraph(text: str, *, shown: bool, needs: set[str], instead: str = "") -> dict[str, Any]:
        box = not complete and bool(instead or needs - given.keys())
        filled = [one for one in parts(text) if one["text"] or one["field"]]
        whole = (BOX if box else "") + "".join(one["text"] for one in filled)
        return {
            "text": whole,
            "shown": shown,
            "box": box,
            "needs": sorted(needs),
            "instead": instead,
            "parts": filled,
        }

    def paragraphs(texts: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        names = [{name for name, _ in _TOKEN.findall(text)} for text in texts]
        for n, text in enumerate(texts):
            missing = names[n] - given.keys()
            yield paragraph(text, shown=not missing or not complete, needs=names[n] & optional)
            for name in sorted(names[n] & tool.without.keys()):
                if not any(name in later for later in names[n + 1 :]):
                    yield paragraph(tool.without[name], shown=name in missing, needs=set(), instead=name)

    whole = {
        "head": list(paragraphs(tool.head)),
        "subject": [paragraph(tool.subject, shown=True, needs=set())],
        "body": list(paragraphs(tool.body)),
    }
    words = {name: [one["text"] for one in some if one["shown"]] for name, some in whole.items()}
    return {"head": words["head"], "subject": words["subject"][0], "body": words["body"], "paragraphs": whole}


def _blank(one: Input) -> str:
    return f"{_LINE}\n{_LINE}" if one.type == "multiline" else BLANK


def _words(one: Input, values: Mapping[str, Typed]) -> str:
    value = values[one.name]
    if isinstance(value, date):
        return date_text(value, weekday=False)
    return dict(one.options).get(str(value), str(value))


def _progress(reading: Reading) -> str:
    words = data.strings()["progress"]
    left = len(reading.refusals)
    code = {0: "letter_done", 1: "letter_one_left"}.get(left, "letter_left")
    text: str = words[code].format(n=left)
    return text


def _letter_sources(tool: Letter) -> list[str]:
    written = (*tool.head, tool.subject, *tool.body, *tool.without.values())
    spoken = (tool.lead, *tool.when, *tool.before, *tool.after, *written)
    return [*tool.sources, *present.cited(*spoken, *(one.hint for one in tool.inputs))]


def fields(_tool: Letter) -> answer_code.Fields:
    """Return nothing: a letter is made of the reader's own words, and has no code."""
    return {}
