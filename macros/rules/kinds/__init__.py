"""The kinds of tools: one module each, behind the same functions, in one table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from .. import answer_code
from ..model import Answers, Kind, Result
from . import checklist, deadline, letter, rehearsal, tree


class ToolKind(Protocol):
    """What the module of a kind offers; `tool` is what its `load` gave.

    `load` reads a tool by id; `describe` adds to its description, texts as of a day; `answer` fills a
    blank result; `fields` says what a printed code may hold, nothing where there is no code.
    """

    @property
    def load(self) -> Callable[[str], Any]:
        """Return what reads a tool by id."""

    def describe(self, tool: Any, day: date, /) -> Result:
        """Return what the kind adds to a description."""

    def answer(self, tool: Any, answers: Answers, today: date, result: Result, /) -> Result:
        """Return a blank result, filled."""

    def fields(self, tool: Any, /) -> answer_code.Fields:
        """Return what the code of an answer may hold."""


KINDS: dict[Kind, ToolKind] = {
    "deadline": deadline,
    "tree": tree,
    "checklist": checklist,
    "letter": letter,
    "rehearsal": rehearsal,
}
