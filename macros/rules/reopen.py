"""Printed codes: what an answer prints of itself, and the answers that a code opens again."""

from __future__ import annotations

from typing import Any, NamedTuple

from . import answer_code, data
from .french import date_text
from .kinds import KINDS, ToolKind
from .model import Result

#: What is said of the parts of a code that are not understood: no more of them, and no longer.
_MOST_PARTS, _LONGEST_PART = 4, 24


class Opened(NamedTuple):
    """What a code holds: its tool, "" where it cannot be read, its answers, and what to doubt of them."""

    tool: str
    answers: dict[str, str]
    doubts: list[dict[str, str]]


def is_code(text: str) -> bool:
    """Return whether a text, however it was copied, begins as a code does."""
    return answer_code.plain(text).startswith(f"{answer_code.VERSION}.")


def opened(code: str) -> Opened:
    """Return what a printed code holds.

    Every code ever printed is read; what it says that no longer exists is left out, and told.
    """
    try:
        tool_id, groups, intact = answer_code.parts(code)
    except ValueError:
        return Opened("", {}, [])
    fields = fields_of(tool_id) if tool_id in data.tool_ids() else {}
    if not fields:
        return Opened("", {}, [])
    answers, unread = answer_code.answers(groups, fields)
    return Opened(tool_id, answers, _doubts(answers, fields, unread, intact=intact))


def tool_of(tool_id: str) -> tuple[ToolKind, Any]:
    """Return a tool, and the module of its kind. Raises KeyError for an unknown one."""
    kind = KINDS[data.tool_ids()[tool_id]]
    return kind, kind.load(tool_id)


def fields_of(tool_id: str) -> answer_code.Fields:
    """Return what the code of a tool's answers may hold. Raises KeyError for an unknown tool."""
    kind, tool = tool_of(tool_id)
    return kind.fields(tool)


def _doubts(
    answers: dict[str, str], fields: answer_code.Fields, unread: list[str], *, intact: bool
) -> list[dict[str, str]]:
    """Return the warning that a code was not understood whole: it may have said other answers than these."""
    words = data.strings()["seal"]
    if unread:
        parts = ", ".join(words["part"].format(part=one[:_LONGEST_PART]) for one in unread[:_MOST_PARTS])
        return [{"code": "partly_read", "text": words["partly_read"].format(parts=parts)}]
    # A code is printed with every default: one that is not there was lost, or is asked only since.
    if any(field.always and name not in answers for name, field in fields.items()):
        return [{"code": "partly_read", "text": words["partly_lost"]}]
    if not intact:
        return [{"code": "partly_read", "text": words["miscopied"]}]
    return []


def with_provenance(result: Result, tool: Any, fields: answer_code.Fields) -> Result:
    """Return a result with its provenance: rules, day of checking, texts, the code that reopens it."""
    if not fields or result["problems"]:
        return result
    way = result.get("path")
    given = result["answers"]
    if way is not None:  # Of a tree, the answers on the way, and what its outcome asked.
        on_way = {step["node"]: step["value"] for step in way}
        shown = {one["name"] for one in result["display"]["answers"]}
        given = on_way | {name: value for name, value in given.items() if name in shown}
    result["code"] = answer_code.write(tool.id, given, fields)
    words = data.strings()["seal"]["line"].format(
        version=result["version"],
        checked_on=date_text(tool.checked_on, weekday=False),
        texts="\u202f; ".join(dict.fromkeys(data.sources()[one["id"]].short for one in result["sources"])),
    )
    result["display"] |= {"seal": f"{words}{result['code']}", "seal_words": words}
    return result
