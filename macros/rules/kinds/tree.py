"""Decision trees: answers by node in, the node reached out."""

from __future__ import annotations

from datetime import date

from .. import data, present, seal, walk
from ..model import Answers, Input, Outcome, Question, Result, Tree

load = data.tree


def describe(tool: Tree, day: date) -> Result:
    """Return what a tree adds to its description: start, inputs, questions and outcomes in reading order."""
    order = walk.reading_order(tool)
    questions = [tool.questions[id] for id in order if id in tool.questions]
    outcomes = [tool.outcomes[id] for id in order if id in tool.outcomes]
    return {
        "start": tool.start,
        "inputs": [present.field(_input(question), day) for question in questions],
        "questions": [
            {
                "id": question.id,
                "text": present.law(question.text, day),
                "hint": present.law(question.hint, day),
                "look": present.law(question.look, day),
                "sources": present.sources(question.sources),
                "options": [
                    {
                        "value": one.value,
                        "label": present.law(one.label, day),
                        "next": one.next,
                        "mark": seal.mark(question.id, one.value),
                    }
                    for one in question.options
                ],
            }
            for question in questions
        ],
        "outcomes": [
            {
                "id": outcome.id,
                "title": present.law(outcome.title, day),
                "action": present.law(outcome.action, day),
                "why": [present.law(text, day) for text in outcome.why],
                "notes": [
                    {
                        "question": note.when.question,
                        "is": list(note.when.values),
                        "text": present.law(note.text, day),
                    }
                    for note in outcome.notes
                ],
                "contact": present.law(outcome.contact, day),
                "call": outcome.call,
                "sources": present.sources(_sources_of(outcome)),
                "next": present.links(outcome.next, day),
            }
            for outcome in outcomes
        ],
    }


def _input(question: Question) -> Input:
    options = tuple((one.value, one.label) for one in question.options)
    return Input(question.id, "choice", question.text, hint=question.hint, options=options)


def fields(tool: Tree) -> seal.Fields:
    """Return what a code may hold: an option of each question."""
    return {
        one.id: seal.Field("choice", tuple(option.value for option in one.options))
        for one in tool.questions.values()
    }


def _sources_of(outcome: Outcome) -> tuple[str, ...]:
    spoken = (outcome.action, *outcome.why, outcome.contact, *(note.text for note in outcome.notes))
    return (*outcome.sources, *present.cited(*spoken))


def answer(tool: Tree, answers: Answers, today: date, result: Result) -> Result:
    """Answer with a tree: the question or the outcome that the answers lead to, and the way there."""
    reached = walk.walk(tool, answers)
    node = reached.node
    words = data.strings()["progress"]
    result["answers"] = reached.kept
    result["display"]["answers"] = [
        {
            "name": name,
            "label": present.law(tool.questions[name].text, today),
            "text": present.law({one.value: one.label for one in tool.questions[name].options}[value], today),
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
            "title": present.law(node.text, today),
            "text": present.law(node.hint, today),
            "options": [{"value": one.value, "label": present.law(one.label, today)} for one in node.options],
            "sources": present.sources(node.sources),
        }
    result["display"]["progress"] = words["outcome"]
    notes = walk.notes(node, reached.path)
    return result | {
        "status": "answered",
        "kind": "outcome",
        "title": present.law(node.title, today),
        "text": present.law(node.action, today),
        "sources": present.sources(_sources_of(node)),
        "warnings": [
            {"code": f"note_{note.when.question}", "text": present.law(note.text, today)} for note in notes
        ],
        "next": present.links(node.next, today, dict(reached.path)),
    }
