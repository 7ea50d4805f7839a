"""Checklists: ticks in, progress out."""

from __future__ import annotations

from datetime import date

from .. import answer_code, data, present
from ..model import Answers, Checklist, Input, Result

DONE = "done"
"""The answer that ticks an item."""


load = data.checklist


def describe(tool: Checklist, day: date) -> Result:
    """Return what a checklist adds to its description: inputs, items, sources, next."""
    return {
        "inputs": [
            present.field(
                Input(item.id, "choice", item.label, hint=item.text, options=((DONE, item.label),)), day
            )
            for item in tool.items
        ],
        "items": [
            {
                "id": item.id,
                "mark": answer_code.mark(item.id, DONE),
                "letter": item.letter,
                "label": present.law(item.label, day),
                "text": present.law(item.text, day),
                "say": present.law(item.say, day),
                "avoid": present.law(item.avoid, day),
                "sources": present.sources(item.sources),
            }
            for item in tool.items
        ],
        "sources": present.sources(_checklist_sources(tool)),
        "next": present.links(tool.next, day),
    }


def _checklist_sources(tool: Checklist) -> list[str]:
    spoken = [text for item in tool.items for text in (item.text, item.say, item.avoid)]
    return [*(id for item in tool.items for id in item.sources), *present.cited(tool.lead, *spoken)]


def answer(tool: Checklist, answers: Answers, today: date, result: Result) -> Result:
    """Answer with a checklist: what is ticked, how far that is."""
    ticked = [item.id for item in tool.items if answers.get(item.id) == DONE]
    done, total = len(ticked), len(tool.items)
    words = data.strings()["progress"]
    code = "all_done" if done == total else {0: "none_done", 1: "one_done"}.get(done, "some_done")
    result["answers"] = dict.fromkeys(ticked, DONE)
    result["display"]["progress"] = words[code].format(done=done, total=total)
    return result | {
        "items": [{"id": item.id, "done": item.id in ticked} for item in tool.items],
        "done": done,
        "total": total,
        "sources": present.sources(_checklist_sources(tool)),
        "next": present.links(tool.next, today, result["answers"]),
    }


def fields(tool: Checklist) -> answer_code.Fields:
    """Return what a code may hold: the items that are ticked."""
    return {item.id: answer_code.Field("choice", (DONE,)) for item in tool.items}
