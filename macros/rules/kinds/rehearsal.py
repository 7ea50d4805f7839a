"""Conversations to prepare: a profile and a channel in, a sentence for each step out."""

from __future__ import annotations

from datetime import date

from .. import answer_code, data, present
from ..inputs import read_inputs
from ..model import Answers, Input, Rehearsal, Result
from .letter import find_admissions, shown
from .problems import with_problems

load = data.rehearsal


def describe(tool: Rehearsal, day: date) -> Result:
    """Return what a conversation adds to its description: inputs, steps, and every line by profile."""
    return {
        "inputs": [present.field(one, day) for one in _inputs(tool)],
        "longest": data.LONGEST,
        "steps": [
            {"id": step.id, "letter": step.letter, "label": step.label, "hint": step.hint}
            for step in tool.steps
        ],
        "profiles": [
            {
                "value": profile,
                "label": label,
                "channels": [
                    {
                        "value": channel,
                        "label": where,
                        "lines": [
                            {
                                "step": step.id,
                                "letter": step.letter,
                                "label": step.label,
                                "text": present.law(tool.lines[profile, channel, step.id], day),
                            }
                            for step in tool.steps
                        ],
                    }
                    for channel, where in tool.channel.options
                ],
            }
            for profile, label in tool.profile.options
        ],
        "sources": present.sources([*tool.sources, *present.cited(tool.lead)]),
        "next": present.links(tool.next, day),
    }


def answer(tool: Rehearsal, answers: Answers, today: date, result: Result) -> Result:
    """Answer with six lines to say, those that the reader wrote instead, what may admit liability."""
    years = data.verified()
    inputs = _inputs(tool)
    reading = read_inputs(inputs, answers, today, years["first"], years["last"])
    result["answers"] = reading.canonical
    result["display"]["answers"] = shown((tool.profile, tool.channel), reading.values)
    result |= {
        "lines": [],
        "admissions": find_admissions(inputs, reading.values, today),
        "sources": present.sources([*tool.sources, *present.cited(tool.lead)]),
        "next": present.links(tool.next, today, reading.canonical),
    }
    if reading.refusals:
        return with_problems(result, reading.refusals, today)
    own = reading.canonical
    profile, channel = (reading.values.choice(name) for name in ("profile", "channel"))
    result["lines"] = [
        {
            "step": step.id,
            "letter": step.letter,
            "label": step.label,
            "text": own.get(step.id) or present.law(tool.lines[profile, channel, step.id], today),
        }
        for step in tool.steps
    ]
    return result


def _inputs(tool: Rehearsal) -> list[Input]:
    """Return the two choices, then a line of the reader's own for each step."""
    own = [
        Input(step.id, "text", step.label, step.label, hint=step.hint, maximum=data.LONGEST)
        for step in tool.steps
    ]
    return [tool.profile, tool.channel, *own]


def fields(_tool: Rehearsal) -> answer_code.Fields:
    """Return nothing: the lines are the reader's own words, and have no code."""
    return {}
