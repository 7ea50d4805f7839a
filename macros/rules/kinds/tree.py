"""Decision trees: answers by node in, the node reached out."""

from __future__ import annotations

from datetime import date

from .. import answer_code, data, present, walk
from ..model import Answers, Asked, Input, Outcome, Question, Result, Tree
from . import deadline

load = data.tree


def describe(tool: Tree, day: date) -> Result:
    """Return what a tree adds to its description: start, inputs, questions and outcomes in reading order."""
    order = walk.reading_order(tool)
    questions = [tool.questions[id] for id in order if id in tool.questions]
    left = walk.left(tool)
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
                "left": _left(*left[question.id]),
                "sources": present.sources(question.sources),
                "options": [
                    {
                        "value": one.value,
                        "label": present.law(one.label, day),
                        "next": one.next,
                        "mark": answer_code.mark(question.id, one.value),
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
                "asks": _described(outcome.asks, day) if outcome.asks else None,
                "emergency": [
                    {"number": number, "label": data.strings()["emergency"][number]}
                    for number in outcome.emergency
                ],
            }
            for outcome in outcomes
        ],
    }


def _described(asks: Asked, day: date) -> Result:
    """Return what an outcome asks: {tool, label, input, given, when}, its input as the calculator has it."""
    inputs = {one["name"]: one for one in deadline.describe(data.deadline(asks.tool), day)["inputs"]}
    return {
        "tool": asks.tool,
        "label": asks.label,
        "input": inputs[asks.input],
        "given": dict(asks.given),
        "when": {"question": asks.when.question, "is": list(asks.when.values)} if asks.when else None,
    }


def _left(least: int, most: int) -> str:
    """Return how many questions are still to come, in words."""
    words = data.strings()["progress"]
    key = "left_none" if not most else "left_most" if not least else "left_same" if least == most else "left"
    return str(words[key]).format(least=least, most=most)


def _input(question: Question) -> Input:
    options = tuple((one.value, one.label) for one in question.options)
    return Input(question.id, "choice", question.text, hint=question.hint, options=options)


def fields(tool: Tree) -> answer_code.Fields:
    """Return what a code may hold: an option of each question, what the outcomes ask."""
    questions = {
        one.id: answer_code.Field("choice", tuple(option.value for option in one.options))
        for one in tool.questions.values()
    }
    asked = {
        one.name: answer_code.Field(one.type, tuple(value for value, _ in one.options))
        for asks in _asked(tool)
        for one in data.deadline(asks.tool).inputs
        if one.name not in asks.given
    }
    return asked | questions


def _asked(tool: Tree) -> list[Asked]:
    """Return what the outcomes of a tree ask, once for each calculator."""
    asked = [one.asks for one in tool.outcomes.values() if one.asks]
    return list({one.tool: one for one in reversed(asked)}.values())


def _sources_of(outcome: Outcome) -> tuple[str, ...]:
    spoken = (outcome.action, *outcome.why, outcome.contact, *(note.text for note in outcome.notes))
    return (*outcome.sources, *present.cited(*spoken))


def answer(tool: Tree, answers: Answers, today: date, result: Result) -> Result:
    """Answer with a tree: the question or the outcome that the answers lead to, and the way there."""
    reached = walk.walk(tool, answers)
    node = reached.node
    words = data.strings()["progress"]
    result["answers"] = reached.kept | _typed(tool, answers, today)
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
        result["display"]["progress"] = words["question"].format(
            n=len(reached.path) + 1, left=_left(*walk.left(tool)[node.id])
        )
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
    result |= {
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
    if node.asks and walk.meets(node.asks.when, reached.path):
        result |= _with_dates(result, node, node.asks, answers, today)
    return result


def _typed(tool: Tree, answers: Answers, today: date) -> dict[str, str]:
    """Return what was answered of all that the outcomes may ask, in canonical form: it goes on, as it is, to
    the outcome that asks it. What cannot be read is said there."""
    typed: dict[str, str] = {}
    for asks in _asked(tool):
        typed |= deadline.read(data.deadline(asks.tool), _of(asks, answers), today)
    return typed


def _of(asks: Asked, answers: Answers) -> Answers:
    """Return the answers to what an outcome asks: those of its calculator."""
    names = [one.name for one in data.deadline(asks.tool).inputs]
    return {name: answers[name] for name in names if answers.get(name)} | asks.given


def _with_dates(result: Result, node: Outcome, asks: Asked, answers: Answers, today: date) -> Result:
    """Return an outcome with its calculator's dates and their reasons, or with what keeps it from them."""
    result["asks"] = {"tool": asks.tool, "input": asks.input, "label": asks.label}
    given = _of(asks, answers)
    if asks.input not in given:
        return result
    blank = {"answers": {}, "display": {}, "status": "answered", "dates": {}, "overdue": False, "steps": []}
    counted = deadline.answer(
        data.deadline(asks.tool), given, today, {**blank, "warnings": [], "problems": [], "sources": []}
    )
    own = {step["node"]: step["value"] for step in result["path"]} | counted["dates"]
    own |= {name: value for name, value in counted["answers"].items() if name in given}
    display = counted["display"]
    return {
        **result,
        **{name: counted[name] for name in ("status", "dates", "overdue", "steps", "problems")},
        "warnings": [*counted["warnings"], *result["warnings"]],
        "sources": present.sources(
            [*(one["id"] for one in result["sources"]), *(one["id"] for one in counted["sources"])]
        ),
        "next": present.links(node.next, today, own),
        "display": {
            **result["display"],
            **{name: one for name, one in display.items() if name != "answers"},
            "answers": [
                *result["display"]["answers"],
                *(one for one in display["answers"] if one["name"] in given),
            ],
        },
    }
