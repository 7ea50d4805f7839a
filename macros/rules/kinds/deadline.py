"""Calculators: typed answers in, dates with their reasons out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from .. import answer_code, arrange, data, present
from ..calculators import CALCULATORS
from ..inputs import read_inputs
from ..model import Answers, Computation, Deadline, Input, Refusal, Result, Values
from ..params import value_on
from .problems import with_problems

load = data.deadline


def describe(tool: Deadline, day: date) -> Result:
    """Return what a calculator adds to its description: inputs, what names their answers, dates, method…"""
    return {
        "inputs": [present.field(one, day) for one in _inputs(tool, day)],
        "answers": {one.name: one.short for one in tool.inputs},
        "dates": [
            {
                "name": one.name,
                "role": one.role,
                "label": one.label,
                "note": one.note,
                "past": one.past,
                "colon": present.needs_colon(one.label),
            }
            for one in tool.dates
        ],
        "method": [present.law(text, day) for text in tool.method],
        "debated": [present.law(text, day) for text in tool.debated],
        "example": {"answers": dict(tool.example), "today": tool.example_today},
        "sources": present.sources((*tool.sources, *present.cited(*tool.method, *tool.debated))),
        "call": tool.call,
        "next": present.links(tool.next, day),
    }


def _inputs(tool: Deadline, day: date) -> list[Input]:
    """Return the inputs of a calculator, a default that the law sets taken as it stands on `day`."""
    parameters = data.parameters()
    return [
        replace(one, default=str(value_on(parameters[one.default_from], day).value))
        if one.default_from
        else one
        for one in tool.inputs
    ]


def answer(tool: Deadline, answers: Answers, today: date, result: Result) -> Result:
    """Answer with a calculator: fill the blank result with dates and reasons, or with problems."""
    years = data.verified()
    reading = read_inputs(_inputs(tool, today), answers, today, years["first"], years["last"])
    result["answers"] = reading.canonical
    result["display"]["answers"] = present.answers(tool, reading.values)
    if not years["first"] <= today <= years["last"]:
        return with_problems(result, (Refusal("wrong_clock"),), today)
    if reading.refusals:
        return with_problems(result, reading.refusals, today)
    try:
        computed = CALCULATORS[tool.calculator].compute(reading.values, today, data.parameters())
        if max(computed.dates.values()) > years["last"]:
            has_length = any(one.name == "length" for one in tool.inputs)
            raise Refusal("beyond_calendar", "length" if has_length else "")
    except Refusal as refusal:
        return with_problems(result, (refusal,), today)
    return _with_computation(result, tool, reading.values, computed, today)


def read(tool: Deadline, answers: Answers, today: date) -> dict[str, str]:
    """Return the answers that were given and can be read, in canonical form, without any default."""
    years = data.verified()
    canonical = read_inputs(tool.inputs, answers, today, years["first"], years["last"]).canonical
    return {name: value for name, value in canonical.items() if answers.get(name)}


def _with_computation(
    result: Result, tool: Deadline, values: Values, computed: Computation, today: date
) -> Result:
    steps = present.steps(computed.steps)
    overdue = computed.overdue
    if overdue is None:
        overdue = today > computed.dates[tool.overdue_after]
    spoken = [tool.warnings[notice.code] for notice in computed.notices]
    cited = (
        *computed.sources,
        *tool.sources,
        *(step["source"] for step in steps if step["source"]),
        *present.cited(*spoken, *tool.debated),
    )
    result |= {
        "dates": {name: day.isoformat() for name, day in computed.dates.items()},
        "overdue": overdue,
        "steps": steps,
        "sources": present.sources(cited),
        "warnings": present.warnings(tool, computed, today),
        "next": present.links(
            tool.next_overdue if overdue and tool.next_overdue else tool.next,
            today,
            {**result["answers"], **{name: day.isoformat() for name, day in computed.dates.items()}},
        ),
    }
    dates, headline = present.dates(tool, computed.dates, today), tool.headlines.get(computed.headline)
    result["display"] |= {
        "headline": headline,
        "dates": dates,
        "debated": [present.law(text, today) for text in tool.debated],
        "counts": arrange.counts(computed.steps, dates),
        **arrange.card(dates, headline),
        "rail": arrange.rail(tool, values, dates, today),
        "late": present.late(tool, _days(values) | computed.dates, today) if overdue else None,
    }
    return result


def _days(values: Values) -> dict[str, date]:
    """Return the answers that are one day, by name."""
    return {name: value for name, value in values.items() if isinstance(value, date)}


def fields(tool: Deadline) -> answer_code.Fields:
    """Return what a code may hold: every input; those that have a default are in each code."""
    return {
        one.name: answer_code.Field(
            one.type, tuple(value for value, _ in one.options), always=bool(one.default or one.default_from)
        )
        for one in tool.inputs
    }
