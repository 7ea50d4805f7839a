"""A whole project, read: its TOML files, its pages, and every name that the others may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from macros.rules.calculators import Contract
from macros.rules.data import FOLDERS

from .bounds import read_bounded
from .codes import EditorProblem, problem
from .files import acting
from .hardcoded_law import Known
from .toml_errors import read_toml
from .toml_lines import Keys, line_of, lines, place
from .unreadable import ELSEWHERE, Unreadable
from .validate import Leaf, fit

DATA = "macros/rules/data"
#: What lies outside the data of the rules, from the root of the project.
INSURERS = "macros/branding/insurers"
REDIRECTS = "macros/publish/redirects.toml"
GLOSSARY = "macros/render/glossary.toml"
WORDS = ("macros/authoring/strings.toml", "macros/branding/strings.toml", "macros/render/strings.toml")
CASE = {"case.toml": "case", "wording.toml": "wording"}
FILES = {
    "law/sources.toml": "sources",
    "law/parameters.toml": "parameters",
    "law/holidays.toml": "holidays",
    "law/steps.toml": "steps",
    "strings.toml": "strings",
    "situations.toml": "situations",
    "entries.toml": "entries",
    "admissions.toml": "admissions",
}


@dataclass(slots=True)
class Document:
    """One TOML file: what fits of it, its leaves, the lines of what it holds."""

    name: str
    kind: str
    rows: list[str]
    data: dict[str, Any]
    leaves: list[Leaf]
    found: Mapping[Keys, int]

    @property
    def stem(self) -> str:
        """The name of the file, without folder or ending."""
        return Path(self.name).stem

    def line(self, path: Keys) -> int:
        """Return the line of a value."""
        return line_of(path, self.found)

    def before(self, path: Keys) -> str:
        """Return the row just before a value."""
        return ("", *self.rows)[self.line(path) - 1]

    def problem(self, code: str, path: Keys, /, **values: object) -> EditorProblem:
        """Return a problem of this file."""
        return problem(self.name, self.line(path), code, place(path), **values)


@dataclass(slots=True)
class Project:
    """Everything that is checked. The names of a file that cannot be read are not `known`."""

    root: Path
    today: date | None
    contracts: Mapping[str, Contract]
    documents: list[Document] = field(default_factory=list)
    files: set[Path] = field(default_factory=set)
    """Every file below docs/, a page or not."""
    pages: dict[str, str] = field(default_factory=dict)
    """Each Markdown page: its path below docs/, its text."""
    tools: set[str] = field(default_factory=set)
    problems: list[EditorProblem] = field(default_factory=list)

    @property
    def docs(self) -> Path:
        """The folder of the pages, without link."""
        return (self.root / "docs").resolve()

    def single(self, kind: str) -> dict[str, Any] | None:
        """Return what fits of the one file of a kind, None when it cannot be read."""
        return next((one.data for one in self.documents if one.kind == kind), None)

    def known(self) -> Known:
        """Return the values and the sources that may stand in for what is typed by hand."""
        values: dict[tuple[int, str], list[str]] = {}
        for id, record in (self.single("parameters") or {}).items():
            for one in record.get("value", ()):
                values.setdefault((one.get("value"), record.get("unit")), []).append(id)
        return Known(values, frozenset(self.single("sources") or ()))


def read_project(root: Path, today: date | None, contracts: Mapping[str, Contract]) -> Project:
    """Read every file below `root`; what cannot be read is a problem of the project."""
    project = Project(root, today, contracts)
    data = root / DATA
    for kind, folder in FOLDERS.items():
        for path in sorted((data / folder).glob("*.toml")):
            project.tools.add(path.stem)
            _read(path, kind, project)
    for path in sorted((root / INSURERS).glob("*.toml")):
        _read(path, "insurer", project)
    for name, one in FILES.items():
        _read(data / name, one, project)
    _read(root / REDIRECTS, "redirects", project)
    _read(root / GLOSSARY, "glossary", project)
    # A project may have no case, a room no words: there is nothing of them to check.
    optional = {data / name: one for name, one in CASE.items()} | {root / name: "words" for name in WORDS}
    for path, one in optional.items():
        if path.exists():
            _read(path, one, project)
    below = sorted(project.docs.rglob("*"))
    # The generator would follow a link, and publish what it leads to.
    for path in below:
        if path.is_symlink() and not path.resolve().is_relative_to(project.docs):
            name = path.relative_to(project.docs).as_posix()
            project.problems.append(_unreadable(f"docs/{name}", ELSEWHERE))
    project.files = {path for path in below if path.is_file()}
    project.problems += acting(project.docs, sorted(project.files))
    for path in sorted(path for path in project.files if path.suffix == ".md" and not path.is_symlink()):
        _read_page(path, project)
    return project


def _read_page(path: Path, project: Project) -> None:
    name = path.relative_to(project.docs).as_posix()
    text = read_bounded(path, project.root)
    if isinstance(text, Unreadable):
        project.problems.append(_unreadable(f"docs/{name}", text))
        text = ""
    project.pages[name] = text


def _unreadable(name: str, why: Unreadable) -> EditorProblem:
    return problem(name, why.line, "S001", "fichier", reason=why.reason, advice=why.advice)


def _read(path: Path, kind: str, project: Project) -> None:
    name = path.relative_to(project.root).as_posix()
    read = read_toml(path, project.root)
    if isinstance(read, Unreadable):
        project.problems.append(_unreadable(name, read))
        return
    text, raw = read
    fitted = fit(kind, raw)
    document = Document(name, kind, text.split("\n"), fitted.data, fitted.leaves, lines(text))
    project.documents.append(document)
    project.problems += [document.problem(*fault[:2], **fault.values) for fault in fitted.faults]
