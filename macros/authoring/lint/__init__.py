"""Checking everything that editors write, before anything is built from it.

Each mistake is one line, in French: where it is, what is wrong, what to write instead. All come
at once, the most serious first; `codes` is the table of what can be said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from macros.rules.calculators import CALCULATORS, Contract

from .case import check_case, check_wording
from .checklists import check_checklist
from .codes import CODES, EditorProblem
from .deadlines import check_deadline
from .documents import check_document
from .entries import check_entries
from .insurers import check_insurer
from .law import check_parameters, check_sources
from .leftovers import check_leftovers, check_new_page, menu
from .letters import check_admissions, check_letter
from .links import check_links
from .pages import check_page
from .project import Document, Project, read_project
from .redirects import check_redirects
from .trees import check_tree

__all__ = ["CODES", "CONTRACTS", "Contract", "EditorProblem", "check_project"]


#: What the calculators take and give.
CONTRACTS = {name: one.CONTRACT for name, one in CALCULATORS.items()}

#: What is checked of a kind of file alone.
_CHECKS: dict[str, Callable[[Document, Project], Iterable[EditorProblem]]] = {
    "tree": check_tree,
    "checklist": check_checklist,
    "deadline": check_deadline,
    "letter": check_letter,
    "entries": check_entries,
    "case": check_case,
    "wording": check_wording,
    "sources": check_sources,
    "parameters": check_parameters,
    "insurer": check_insurer,
    "redirects": check_redirects,
}


def check_project(
    root: Path, today: date | None = None, contracts: Mapping[str, Contract] = CONTRACTS
) -> list[EditorProblem]:
    """Return every mistake in the data and the pages of a project, most serious first.

    `root` holds `macros/rules/data` and `docs`. With `today`, a text said to be checked later is
    a mistake; `contracts` are those of the calculators. Never raises for what an editor can write.
    """
    project = read_project(root, today, contracts)
    known = project.known()
    found = set(project.problems)
    for document in project.documents:
        found.update(check_document(document, project, known))
        found.update(_CHECKS.get(document.kind, _nothing)(document, project))
        found.update(check_admissions(document, project))
        found.update(check_links(document, project))
        found.update(check_leftovers(document))
    listed = menu(root)
    for name, text in project.pages.items():
        found.update(check_page(name, text, project, known))
        found.update(check_new_page(name, text, listed))
    return sorted(found, key=lambda one: one.order)


def _nothing(_document: Document, _project: Project) -> tuple[EditorProblem, ...]:
    return ()
