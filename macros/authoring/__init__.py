"""The room of editors: the checks of content, and what editors and the build ask about it. Never shipped.

Everything that another room asks is here, with plain values.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from . import readability as reading
from . import references, staleness
from .golden import FILE as GOLDEN
from .golden import golden
from .lint import CODES, EditorProblem, check_project
from .scaffold import RefusedError, new
from .stats import figures, proofs
from .words import words

__all__ = [
    "CODES",
    "GOLDEN",
    "EditorProblem",
    "RefusedError",
    "check_project",
    "figures",
    "golden",
    "impact",
    "is_review_due",
    "law_index",
    "new",
    "proofs",
    "readability",
    "stale",
    "words",
]


def impact(root: Path, id: str) -> list[str]:
    """Return a line for every place that changing a source, a value, a tool, a page or a node reaches.

    The last line counts them. Raises LookupError, with a sentence, for an id that nothing bears.
    """
    said = words("impact")
    try:
        touched = references.impact(references.read(root), id)
    except LookupError as unknown:
        raise LookupError(said["unknown"].format(id=id)) from unknown
    lines = []
    for one in touched:
        place = one.place
        via = said["via"].format(id=one.via) if one.via else ""
        lines.append(f"{place.file}:{place.line} {said[place.kind]} {place.name or place.of}{via}")
    files = {one.place.file for one in touched}
    return [*lines, said["total"].format(n=len(touched), files=len(files))]


def readability(root: Path) -> list[str]:
    """Return a line for each guide, the hardest to read first, then what the measure is."""
    said, project = words("readability"), references.read(root)
    meanings = [record.get("text", "") for record in (project.single("glossary") or {}).values()]
    measured = reading.guides(project.pages, meanings).items()
    return [
        *(
            said["line"].format(score=one.score, words=one.words, mean=one.words / one.sentences, name=name)
            for name, one in measured
        ),
        said["about"],
    ]


@cache
def law_index(root: Path, *, today: str) -> dict[str, list[dict[str, Any]]]:
    """Return the index of the law of the project at `root`, as `references.law_index` gives it."""
    return references.law_index(references.read(root), date.fromisoformat(today))


def stale(root: Path, *, today: str) -> list[dict[str, str]]:
    """Return what editors should read again on a day: {code, text}, the most pressing first."""
    found = staleness.stale(references.read(root), date.fromisoformat(today))
    return [{"code": one.code, "text": staleness.line(one)} for one in found]


def is_review_due(checked_on: str, *, today: str) -> bool:
    """Return whether what was checked on a day, "YYYY-MM-DD", has waited a year for another reading."""
    return staleness.is_old(date.fromisoformat(checked_on), date.fromisoformat(today))
