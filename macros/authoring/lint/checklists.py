"""Checking a checklist: every item has its own id."""

from __future__ import annotations

from collections.abc import Iterator

from .advice import is_snake_case, snake_case
from .codes import EditorProblem
from .project import Document, Project


def check_checklist(checklist: Document, _project: Project) -> Iterator[EditorProblem]:
    """Yield every mistake of a checklist that the shape of its file does not show."""
    seen = set()
    for number, item in enumerate(checklist.data.get("item", [])):
        if (id := item.get("id")) is None:
            continue
        keys = ("item", number, "id")
        if not is_snake_case(id):
            yield checklist.problem("C003", keys, id=id, right=snake_case(id))
        if id in seen:
            yield checklist.problem("C002", keys, id=id)
        seen.add(id)
