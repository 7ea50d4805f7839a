"""The room of editors: the checks of content, and what editors and the build ask about it. Never shipped.

Everything that another room asks is here, with plain values.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from . import references, staleness
from .lint import CODES, EditorProblem, check_project
from .stats import figures

__all__ = [
    "CODES",
    "EditorProblem",
    "check_project",
    "figures",
    "law_index",
    "must_be_read_again",
    "stale",
]


def law_index(root: Path, *, today: str) -> dict[str, list[dict[str, Any]]]:
    """Return the index of the law of the project at `root`, as `references.law_index` gives it."""
    return references.law_index(references.read(root), date.fromisoformat(today))


def stale(root: Path, *, today: str) -> list[dict[str, str]]:
    """Return what editors should read again on a day: {code, text}, the most pressing first."""
    found = staleness.stale(references.read(root), date.fromisoformat(today))
    return [{"code": one.code, "text": staleness.line(one)} for one in found]


def must_be_read_again(checked_on: str, *, today: str) -> bool:
    """Tell whether what was checked on a day, "YYYY-MM-DD", has waited a year for another reading."""
    return staleness.is_old(date.fromisoformat(checked_on), date.fromisoformat(today))
