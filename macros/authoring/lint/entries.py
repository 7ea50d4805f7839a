"""Checking the light doors: one for each situation, three lines, time limits that have prepared dates."""

from __future__ import annotations

from collections.abc import Iterator

from .advice import is_slug, meant, nearest
from .codes import EditorProblem
from .project import Document, Project

LINES = 3

#: The lengths that the prepared tables hold, in every unit.
SHORTEST, LONGEST = 2, 30


def check_doors(doors: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield every mistake of the doors that the shape of their file does not show."""
    found = doors.data.get("door", {})
    situations = project.single("situations")
    if situations is not None:
        ids = [one["id"] for one in situations.get("situation", ()) if "id" in one]
        for id in found:
            if id not in ids and is_slug(id):
                yield doors.problem("S080", ("door", id), id=id, advice=nearest(id, ids))
        for id in ids:
            if id not in found and id not in meant(found, ids):
                yield doors.problem("S081", (), id=id)
    for id, door in found.items():
        count = len(door.get("lines", ()))
        if count and count != LINES:
            yield doors.problem("S082", ("door", id, "lines"), count=count)
    yield from _presets(doors)


def _presets(doors: Document) -> Iterator[EditorProblem]:
    known = set()
    for number, preset in enumerate(doors.data.get("preset", ())):
        length, unit = preset.get("length"), preset.get("unit")
        where = ("preset", number)
        if length is not None and not SHORTEST <= length <= LONGEST:
            yield doors.problem("S083", (*where, "length"), length=length, low=SHORTEST, high=LONGEST)
        if (length, unit) in known:
            yield doors.problem("S084", where, length=length, unit=unit)
        known.add((length, unit))
