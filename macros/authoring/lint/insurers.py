"""Checking the settings of an insurer: colours that can be read, a number, addresses, a mere drawing."""

from __future__ import annotations

from collections.abc import Iterator

from macros.branding.contrast import SCHEMES
from macros.rules import insurer

from .codes import EditorProblem
from .drawing import why_no_drawing
from .project import INSURERS, Document, Project

#: In kilobytes: every page of an insurer carries it.
_HEAVIEST = 20


def check_insurer(document: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield the mistakes of a settings file that its shape does not tell."""
    data = document.data
    for code, path, values in insurer.faults(data, SCHEMES, _least(project)):
        yield document.problem(code, path, **values)
    if "logo" in data and (reason := _why_no_logo(data["logo"], project)):
        yield document.problem("A005", ("logo",), name=data["logo"], reason=reason)


def _why_no_logo(name: str, project: Project) -> str:
    """Return why a logo cannot serve, "" when it can."""
    if reason := insurer.why_no_logo_name(name):
        return reason
    return why_no_drawing(project.root / INSURERS / name, _HEAVIEST)


def _least(project: Project) -> int:
    """Return the shortest time limit that the law of the project permits a contract; 0 where it has none."""
    floor = (project.single("parameters") or {}).get("declaration_floor", {}).get("value", ())
    return max((one.get("value", 0) for one in floor), default=0)
