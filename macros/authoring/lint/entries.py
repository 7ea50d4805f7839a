"""Checking the entry pages: one for each situation, three lines, time limits that have prepared dates."""

from __future__ import annotations

from collections.abc import Iterator

from .advice import is_slug, meant, nearest
from .codes import EditorProblem
from .project import Document, Project

LINES = 3

#: The lengths that the prepared tables hold, in every unit.
SHORTEST, LONGEST = 2, 30


def check_entries(entries: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield every mistake of the entries that the shape of their file does not show."""
    found = entries.data.get("entry", {})
    situations = project.single("situations")
    if situations is not None:
        ids = [one["id"] for one in situations.get("situation", ()) if "id" in one]
        for id in found:
            if id not in ids and is_slug(id):
                yield entries.problem("S080", ("entry", id), id=id, advice=nearest(id, ids))
        for id in ids:
            if id not in found and id not in meant(found, ids):
                yield entries.problem("S081", (), id=id)
    for id, entry in found.items():
        count = len(entry.get("lines", ()))
        if count and count != LINES:
            yield entries.problem("S082", ("entry", id, "lines"), count=count)
    yield from _presets(entries)


def _presets(entries: Document) -> Iterator[EditorProblem]:
    known = set()
    for number, preset in enumerate(entries.data.get("preset", ())):
        length, unit = preset.get("length"), preset.get("unit")
        where = ("preset", number)
        if length is not None and not SHORTEST <= length <= LONGEST:
            yield entries.problem("S083", (*where, "length"), length=length, low=SHORTEST, high=LONGEST)
        if (length, unit) in known:
            yield entries.problem("S084", where, length=length, unit=unit)
        known.add((length, unit))
