"""Checking the case: what fills each tool, what each tool gives, the dates and documents that facts feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from macros.rules.case import letters, timeline

from .advice import nearest
from .codes import EditorProblem
from .deadlines import Lists
from .links import InputShape, places
from .project import Document, Project
from .toml_lines import Keys

_TODAY = "today"
# Between the words of a pattern, and what makes one: a letter at least, or a gap.
_BETWEEN = re.compile(r"[\s|]+")
_LETTERS = re.compile(r"\w|…")
_WHAT = {
    "kind": "un genre de fait",
    "item": "une date de la ligne du temps",
    "group": "un groupe de faits",
    "state": "un état du dossier",
    "field": "un champ de ce genre de fait",
    "line": "une ligne de cette liste",
}


class _Case:
    """The case of a project, with the names that its tables may use."""

    def __init__(self, document: Document, project: Project) -> None:
        self.document, self.project = document, project
        self.data = document.data
        self.lists = Lists(project.single("strings"))
        own = {one["state"] for one in self.table("kind").values() if "state" in one}
        self.states = timeline.STATES | own

    def table(self, name: str) -> dict[str, Any]:
        """Return a table of the file, empty where it does not fit."""
        found = self.data.get(name)
        return found if isinstance(found, dict) else {}

    def tool(self, id: str) -> dict[str, InputShape]:
        """Return what a tool takes; nothing for one that has no file, said elsewhere."""
        return dict(places(id, self.project, self.lists) or {})

    def dates(self, id: str) -> list[str]:
        """Return the dates that a calculator gives."""
        found = [one for one in self.project.documents if one.stem == id and one.kind == "deadline"]
        return list(found[0].data.get("date", {})) if found else []

    def known(self, what: str, name: object, known: object, keys: Keys) -> Iterator[EditorProblem]:
        """Yield a name that is not among those of its sort."""
        names = list(known)  # type: ignore[call-overload]
        if name not in names:
            advice = nearest(str(name), names)
            yield self.document.problem("S090", keys, name=name, what=_WHAT[what], advice=advice)

    def asked(self, tool: str, name: str, keys: Keys) -> Iterator[EditorProblem]:
        """Yield a field that a tool does not ask for."""
        there = self.tool(tool)
        if there and name not in there:
            yield self.document.problem("S017", keys, tool=tool, name=name, advice=nearest(name, there))

    def value(self, tool: str, name: str, value: str, keys: Keys) -> Iterator[EditorProblem]:
        """Yield an answer that a field does not take."""
        options = self.tool(tool).get(name, InputShape("")).options
        if options is not None and value not in options:
            advice = nearest(value, options)
            yield self.document.problem("S018", keys, tool=tool, name=name, value=value, advice=advice)


def check_case(document: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield every name of the case that leads nowhere: an editor changes it without reading any code."""
    case = _Case(document, project)
    yield from _kinds(case)
    yield from _items(case)
    for table in ("letter", "fills"):
        for tool, fields in case.table(table).items():
            for name, rule in fields.items() if isinstance(fields, dict) else ():
                yield from _fill(case, (table, tool, name), rule)
    for tool, rows in case.table("adds").items():
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            yield from _add(case, ("adds", tool, number), row)
    yield from _waited(case)


def _waited(case: _Case) -> Iterator[EditorProblem]:
    """Yield a state that a row waits for and that never comes."""
    for table, name in (("next", "when"), ("waiting", "unless")):
        for number, row in enumerate(case.data.get(table, ())):
            if name in row:
                yield from case.known("state", row[name], case.states | {"any"}, (table, number, name))
    for number, row in enumerate(case.data.get("document", ())):
        for state in row.get("when", ()):
            yield from case.known("state", state, case.states, ("document", number, "when"))


def _kinds(case: _Case) -> Iterator[EditorProblem]:
    for id, kind in case.table("kind").items():
        keys: Keys = ("kind", id)
        if "group" in kind:
            yield from case.known("group", kind["group"], case.table("group"), (*keys, "group"))
        asks = kind.get("asks", {})
        if {"tool", "input"} <= asks.keys():
            yield from case.asked(asks["tool"], asks["input"], (*keys, "asks", "input"))
        for item in asks.get("items", ()):
            yield from case.known("item", item, case.table("item"), (*keys, "asks", "items"))


def _items(case: _Case) -> Iterator[EditorProblem]:
    for id, item in case.table("item").items():
        dates = case.dates(item.get("tool", ""))
        for name in ("role", "limit", "from"):
            if dates and name in item and item[name] not in dates:
                advice = nearest(item[name], dates)
                yield case.document.problem("S019", ("item", id, name), name=item[name], advice=advice)
    lines = case.tool(str(case.data.get("shelf", "")))
    for id, piece in case.table("piece").items():
        if lines and "item" in piece:
            yield from case.known("line", piece["item"], lines, ("piece", id, "item"))


def _fill(case: _Case, keys: Keys, rule: object) -> Iterator[EditorProblem]:
    """Yield what is wrong with the source of one field, or with one of its rules."""
    _, tool, name = (str(key) for key in keys)
    yield from case.asked(tool, name, keys)
    if isinstance(rule, str):
        yield from _source(case, keys, rule)
        return
    for one in rule if isinstance(rule, list) else ():
        if "when" in one:
            yield from case.known("state", one["when"], case.states, keys)
        else:
            yield from _source(case, keys, str(one.get("from", "")))
        for value in (one["is"],) if "is" in one else one.get("as", {}).values():
            yield from case.value(tool, name, value, keys)


def _source(case: _Case, keys: Keys, source: str) -> Iterator[EditorProblem]:
    if not letters.is_source(source, case.data):
        advice = nearest(source, letters.SOURCES)
        yield case.document.problem("S091", keys, source=source, advice=advice)


def _add(case: _Case, keys: Keys, row: dict[str, Any]) -> Iterator[EditorProblem]:
    """Yield what is wrong with a fact that a tool adds: its kind, what dates it, what is copied into it."""
    tool = str(keys[1])
    kinds = case.table("kind")
    yield from case.known("kind", row.get("kind", ""), kinds, (*keys, "kind"))
    on = row.get("on", "")
    if on != _TODAY and on not in case.dates(tool):
        yield from case.asked(tool, on, (*keys, "on"))
    asked = kinds.get(row.get("kind", ""), {}).get("ask", {})
    for table in ("as", "with"):
        for field, value in row.get(table, {}).items():
            yield from case.known("field", field, asked, (*keys, table))
            if table == "as":
                yield from case.asked(tool, value, (*keys, table))
    if "when" in row:
        for value in row["when"].get("is", ()):
            yield from case.value(tool, row["when"].get("question", ""), value, (*keys, "when"))


def check_wording(document: Document, _project: Project) -> Iterator[EditorProblem]:
    """Yield a pattern of the wording watch without a word: it would mark every sentence."""
    for id, rule in document.data.get("rule", {}).items():
        for number, pattern in enumerate(rule.get("says", ())):
            if any(not _LETTERS.search(one) for one in _BETWEEN.split(pattern)):
                yield document.problem("S092", ("rule", id, "says", number), pattern=pattern)
