"""Checking a calculator's words: its inputs, dates and sentences are those of its contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from macros.rules.calculators import Contract

from .advice import meant, nearest
from .codes import EditorProblem
from .project import Document, Project
from .toml_lines import Keys


def check_deadline(deadline: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield every mistake of a calculator's file that its shape does not show."""
    lists = Lists(project.single("strings"))
    inputs = deadline.data.get("input", {})
    for name, one in inputs.items():
        yield from _input(deadline, name, one, lists)
    yield from _example(deadline, inputs, lists)
    calculator = deadline.data.get("calculator", "")
    if calculator in project.contracts:
        yield from _contract(deadline, project.contracts[calculator], inputs, lists)
    elif calculator:
        new = "ou inscrivez le nouveau dans macros/rules/calculators/__init__.py"
        advice = nearest(calculator, project.contracts, otherwise=new)
        yield deadline.problem("D001", ("calculator",), id=calculator, advice=advice)


class Lists:
    """The shared lists of answers, in the strings; none is known when these cannot be read."""

    def __init__(self, strings: dict[str, Any] | None) -> None:
        self.readable = strings is not None
        self.names = {
            name: tuple(table)
            for name, table in (strings or {}).items()
            if isinstance(table, dict) and all(isinstance(label, str) for label in table.values())
        }

    def of(self, one: dict[str, Any]) -> tuple[str, ...] | None:
        """Return the answers of an input, None when they are not known or not listed."""
        options = one.get("options")
        if isinstance(options, str):
            return self.names.get(options)
        return None if options is None else tuple(option["value"] for option in options if "value" in option)


def _input(deadline: Document, name: str, one: dict[str, Any], lists: Lists) -> Iterator[EditorProblem]:
    keys: Keys = ("input", name)
    options = one.get("options")
    if one.get("type") == "choice" and options is None:
        yield deadline.problem("D004", keys)
    if isinstance(options, str) and lists.readable and options not in lists.names:
        yield deadline.problem("D005", (*keys, "options"), id=options, advice=nearest(options, lists.names))
    if one.get("min", 0) > one.get("max", one.get("min", 0)):
        yield deadline.problem("D013", (*keys, "min"), low=one["min"], high=one["max"])
    elif "default" in one:
        yield from _answer(deadline, (*keys, "default"), one["default"], one, lists)


def _answer(
    deadline: Document, keys: Keys, value: str, one: dict[str, Any], lists: Lists
) -> Iterator[EditorProblem]:
    """Yield a default or an answer of the example that a reader could not give."""
    possible = lists.of(one)
    if one.get("type") == "choice" and possible and value not in possible:
        yield deadline.problem("D006", keys, value=value, advice=nearest(value, possible))
    if one.get("type") == "integer":
        low, high = one.get("min", 0), one.get("max", 999_999)
        if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
            advice = f"Écrivez un nombre entier de {low} à {high}, entre guillemets."
            yield deadline.problem("D006", keys, value=value, advice=advice)


def _example(deadline: Document, inputs: dict[str, Any], lists: Lists) -> Iterator[EditorProblem]:
    if "example" not in deadline.data:
        return
    answers = deadline.data["example"].get("answers", {})
    keys: Keys = ("example", "answers")
    for name, one in inputs.items():
        if one.get("required") and name not in answers:
            yield deadline.problem("D007", keys, name=name)
    for name, value in answers.items():
        if name in inputs:
            yield from _answer(deadline, (*keys, name), value, inputs[name], lists)
        else:
            yield deadline.problem(
                "D002", (*keys, name), kind="la question", name=name, advice=nearest(name, inputs)
            )


def _contract(
    deadline: Document, contract: Contract, inputs: dict[str, Any], lists: Lists
) -> Iterator[EditorProblem]:
    dates = deadline.data.get("date", {})
    yield from _names(deadline, "input", inputs, tuple(contract.inputs), "la question")
    yield from _names(deadline, "date", dates, contract.dates, "la date")
    after = deadline.data.get("overdue_after")
    if after is not None and after not in contract.dates:
        advice = nearest(after, contract.dates)
        yield deadline.problem("D002", ("overdue_after",), kind="la date", name=after, advice=advice)
    for name, one in inputs.items():
        if name in contract.inputs:
            yield from _promise(deadline, name, one, contract, lists)
    yield from _sentences(deadline, "headline", contract.headlines)
    yield from _sentences(deadline, "warning", tuple(contract.warnings))


def _names(
    deadline: Document, table: str, given: dict[str, Any], known: tuple[str, ...], kind: str
) -> Iterator[EditorProblem]:
    for name in given:
        if name not in known:
            advice = nearest(name, known)
            yield deadline.problem("D002", (table, name), kind=kind, name=name, advice=advice)
    mistyped = meant(given, known)
    for name in known:
        if name not in given and name not in mistyped:
            yield deadline.problem("D003", (), kind=kind, name=name, table=table)


def _promise(
    deadline: Document, name: str, one: dict[str, Any], contract: Contract, lists: Lists
) -> Iterator[EditorProblem]:
    """Yield what would let the calculator meet an answer that it does not understand."""
    keys: Keys = ("input", name)
    promised = contract.inputs[name]
    kind = promised if isinstance(promised, str) else "choice"
    if one.get("type", kind) != kind:
        yield deadline.problem("D010", (*keys, "type"), name=name, kind=kind)
    elif kind == "choice":
        for value in lists.of(one) or ():
            if value not in promised:
                advice = nearest(value, promised)
                yield deadline.problem("D012", (*keys, "options"), value=value, advice=advice)
    given = one.get("required") or "default" in one or "default_from" in one
    if not given and name not in contract.optional:
        yield deadline.problem("D011", keys, name=name)


def _sentences(deadline: Document, table: str, known: tuple[str, ...]) -> Iterator[EditorProblem]:
    given = deadline.data.get(table, {})
    mistyped = meant(given, known)
    for code in known:
        if code not in given and code not in mistyped:
            yield deadline.problem("D008", (table,), code=code, table=table)
    for code in given:
        if code not in known:
            advice = nearest(code, known, otherwise="ou retirez ce texte")
            yield deadline.problem("D009", (table, code), code=code, advice=advice)
