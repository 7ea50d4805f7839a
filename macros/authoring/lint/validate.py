"""Fitting the content of a TOML file to its shape: what fits is kept, the rest is a fault.

What is kept has the right types everywhere, so that the checks that follow need not ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from .advice import meant, nearest
from .schema import FILES, Field, Shape
from .toml_lines import Keys

# By kind: what a value should be, and how it is written.
_EXPECTED = {
    "day": ("une date", "{key} = 2026-01-31, sans guillemets"),
    "integer": ("un nombre entier", "{key} = 5, sans guillemets"),
    "flag": ("vrai ou faux", "{key} = true, ou retirez cette clé"),
    "options": ("une liste de réponses", '{key} = "…", le nom d’une liste de strings.toml'),
}
_TEXT = ("un texte", '{key} = "…"')
_TEXTS = ("une liste de textes", '{key} = ["…"]')
_TABLE = ("une table", "[{path}], puis une clé par ligne")
_NAMED = ("une table", "[{path}.nom], puis une clé par ligne")
_LIST = ("une liste de tables", "[[{path}]], puis une clé par ligne")
_LINES = ("une table de textes", '[{path}], puis nom = "…" sur chaque ligne')


class Leaf(NamedTuple):
    """One value of the right type: where it is, its kind in the shape."""

    path: Keys
    kind: str
    value: Any


class Fault(NamedTuple):
    """One mistake in a file: its code, where it is, the values of its sentence."""

    code: str
    path: Keys
    values: Mapping[str, object]


@dataclass(slots=True)
class Fitted:
    """What fits of a file, its leaves in order, its faults."""

    data: dict[str, Any] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def fit(kind: str, raw: Mapping[str, Any]) -> Fitted:
    """Fit a whole file of a kind (a key of `FILES`)."""
    fitted = Fitted()
    fitted.data = _value(raw, FILES[kind], (), fitted)
    return fitted


def _table(raw: Mapping[str, Any], shape: Shape, path: Keys, into: Fitted) -> dict[str, Any]:
    kept = {}
    mistyped = meant(raw, shape)
    for key, expected in shape.items():
        if key in raw and not _is_empty(raw[key]):
            value = _value(raw[key], expected, (*path, key), into)
            if value is not None:
                kept[key] = value
        elif expected.required and key not in mistyped:
            into.faults.append(_missing(expected, (*path, key)))
    for key in raw.keys() - shape.keys():
        advice = nearest(key, shape, otherwise="ou retirez cette clé")
        into.faults.append(Fault("S003", (*path, key), {"key": key, "advice": advice}))
    return kept


def _value(raw: Any, expected: Field, path: Keys, into: Fitted) -> Any:
    """Return a value as far as it fits; None when it is of another type."""
    if expected.kind == "any":
        return _any(raw, path, into)
    if expected.kind == "options" and not isinstance(raw, str):
        expected = replace(expected, kind="table", many="list")
    if expected.many == "named" and isinstance(raw, dict):
        return dict(_each(raw.items(), expected, path, into))
    if expected.many == "list" and isinstance(raw, list):
        return [value for _, value in _each(enumerate(raw), expected, path, into)]
    if not expected.many and _is(raw, expected.kind):
        if expected.kind == "table":
            return _table(raw, expected.shape, path, into)
        return _leaf(raw, expected, path, into)
    what, sample = _words(expected, path)
    into.faults.append(Fault("S005", path, {"key": _last(path), "expected": what, "sample": sample}))
    return None


def _each(
    items: Iterable[tuple[Any, Any]], expected: Field, path: Keys, into: Fitted
) -> Iterator[tuple[Any, Any]]:
    """Yield what fits of a list or of a table of free keys, element by element."""
    one = replace(expected, many="")
    for key, raw in items:
        value = None
        if _is_empty(raw):
            into.faults.append(_missing(replace(expected, code="S004"), (*path, key)))
        else:
            value = _value(raw, one, (*path, key), into)
        if one.kind == "table":
            # A table that does not fit is left empty: its name, or its number, stays known.
            yield key, value or {}
        elif value is not None:
            yield key, value


def _leaf(raw: Any, expected: Field, path: Keys, into: Fitted) -> Any:
    if expected.choices and raw not in expected.choices:
        values = {"key": _last(path), "value": raw, "advice": nearest(raw, expected.choices)}
        into.faults.append(Fault("S006", path, values))
        return None
    into.leaves.append(Leaf(path, expected.kind, raw))
    return raw


def _any(raw: Any, path: Keys, into: Fitted) -> Any:
    """Keep words at any depth; what is no text, table or list is left alone."""
    if isinstance(raw, str):
        into.leaves.append(Leaf(path, "template", raw))
    elif isinstance(raw, (dict, list)):
        for key, value in raw.items() if isinstance(raw, dict) else enumerate(raw):
            _any(value, (*path, key), into)
    return raw


def _is(raw: Any, kind: str) -> bool:
    if kind == "table":
        return isinstance(raw, dict)
    if kind == "day":
        return isinstance(raw, date) and not isinstance(raw, datetime)
    if kind == "integer":
        return isinstance(raw, int) and not isinstance(raw, bool)
    return isinstance(raw, bool if kind == "flag" else str)


def _is_empty(raw: Any) -> bool:
    return (isinstance(raw, str) and not raw.strip()) or raw in ([], {})


def _missing(expected: Field, path: Keys) -> Fault:
    # The id of the table around it: T008 names the outcome.
    around = str(path[-2]) if len(path) > 1 else ""
    values = {"key": _last(path), "sample": _words(expected, path)[1], "id": around}
    return Fault(expected.code, path, values)


def _words(expected: Field, path: Keys) -> tuple[str, str]:
    """Return what a value should be, and how to write it."""
    if expected.kind == "table":
        what, sample = {"": _TABLE, "named": _NAMED, "list": _LIST}[expected.many]
    else:
        one = _EXPECTED.get(expected.kind, _TEXT)
        what, sample = {"": one, "named": _LINES, "list": _TEXTS}[expected.many]
    heading = ".".join(part for part in path if isinstance(part, str))
    return what, sample.format(key=_last(path), path=heading)


def _last(path: Keys) -> str:
    """Return the last name of a path: that of the list for an element of it."""
    return next((part for part in reversed(path) if isinstance(part, str)), "fichier")
