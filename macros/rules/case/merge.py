"""Two states of one case become one: nothing is lost, whichever comes first.

Facts and exhibits meet by their id. Where both sides changed a field, one text stands and the others are
kept beside it, under `also`, until the reader chooses.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .model import LISTS, PARTS, RECORDS, Json, clean

_ALSO = "also"
_EMPTY: tuple[Any, ...] = ("", None, [], {})


def merged(mine: object, other: object) -> Json:
    """Return one case from two. The order of the two does not matter, nor doing it twice."""
    return _cases(tidy(mine), tidy(other))


def tidy(case: object, record: Callable[[Mapping[Any, Any]], Json] | None = None) -> Json:
    """Return a case whose lists hold records that each have an id of their own.

    A case that this site wrote comes back as it is. `record` as for `clean`. Raises nothing.
    """
    cleaned = clean(case, 0, record)
    if not isinstance(cleaned, dict):
        return {}
    tidied: Json = {}
    for name, value in cleaned.items():
        if name in LISTS:
            if isinstance(value, list):
                tidied[name] = _unique(value)
        elif name not in (*RECORDS, "answers") or isinstance(value, dict):
            tidied[name] = value
    return tidied


def spoilt_parts(case: Json) -> list[str]:
    """Return the names of the parts of a case that `tidy` cannot read, or not whole."""
    return [
        name
        for name in PARTS
        if name in case
        and name != "version"
        and not (_is_list(case[name]) if name in LISTS else isinstance(case[name], dict))
    ]


def _is_list(part: object) -> bool:
    return isinstance(part, list) and all(isinstance(one, dict) for one in part)


def _unique(items: list[Any]) -> list[Json]:
    """Return the records of a list, each with an id; two of the same id become one."""
    known: dict[str, Json] = {}
    for one in items:
        if not isinstance(one, dict):
            continue
        id = one.get("id")
        record = one if isinstance(id, str) and id else {**one, "id": named(one)}
        before = known.get(record["id"])
        known[record["id"]] = record if before is None else _records(before, record)
    return list(known.values())


def named(record: Json) -> str:
    """Return an id made of what a record holds: the same on every device (FNV-1a)."""
    number = 0xCBF29CE484222325
    for byte in _written({name: value for name, value in record.items() if name != "id"}).encode():
        number = ((number ^ byte) * 0x100000001B3) % 2**64
    return f"x{number:016x}"


def _written(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _cases(mine: Json, other: Json) -> Json:
    if mine == other or not other:
        return mine
    if not mine:
        return other
    case: Json = {}
    for name in sorted(mine.keys() | other.keys()):
        if name in LISTS:
            case[name] = _lists(mine.get(name, []), other.get(name, []))
        elif name == "version":
            case[name] = max((one.get(name) for one in (mine, other)), key=_version)
        elif name in (*RECORDS, "answers"):
            case[name] = _records(mine.get(name, {}), other.get(name, {}))
        else:
            value, _ = _chosen([one[name] for one in (mine, other) if name in one])
            case[name] = value
    return case


def _version(value: object) -> tuple[float, str]:
    number = float(value) if isinstance(value, (int, float)) else -1
    return number, _written(value)


def _lists(mine: list[Json], other: list[Json]) -> list[Json]:
    if mine == other or not other:
        return mine
    if not mine:
        return other
    known = {one["id"]: one for one in mine}
    for one in other:
        before = known.get(one["id"])
        known[one["id"]] = one if before is None else _records(before, one)
    return [known[id] for id in sorted(known)]


def _records(mine: Json, other: Json) -> Json:
    """Return one record from two, field by field, the texts that lost kept under `also`."""
    if mine == other or not other:
        return mine
    if not mine:
        return other
    record: Json = {}
    also: dict[str, list[Any]] = {}
    for name in sorted((mine.keys() | other.keys()) - {_ALSO}):
        variants = [value for one in (mine, other) for value in _variants(one, name)]
        record[name], rest = _chosen(variants)
        if rest:
            also[name] = rest
    if also:
        record[_ALSO] = also
    return record


def _variants(record: Json, name: str) -> list[Any]:
    others = record.get(_ALSO)
    kept = others.get(name, []) if isinstance(others, dict) else []
    return ([record[name]] if name in record else []) + (kept if isinstance(kept, list) else [])


def _chosen(variants: Iterable[Any]) -> tuple[Any, list[Any]]:
    """Return the value that stands among several, and the others."""
    known = {_written(value): value for value in variants}
    full = {text: value for text, value in known.items() if value not in _EMPTY} or known
    values = [full[text] for text in sorted(full)]
    if len(values) == 1:
        return values[0], []
    if all(isinstance(value, bool) for value in values):
        return True, []
    if all(isinstance(value, list) for value in values):
        items = {_written(one): one for value in values for one in value}
        return [items[text] for text in sorted(items)], []
    if all(isinstance(value, dict) for value in values):
        first, *rest = values
        for one in rest:
            first = _records(first, one)
        return first, []
    values.sort(key=_rank)
    return values[0], values[1:]


def _rank(value: object) -> tuple[int, int, str]:
    """Order what may stand: of two dates the earlier, hence no later deadline; else the fullest text."""
    text = value if isinstance(value, str) else _written(value)
    is_date = len(text) == len("2026-04-30") and text[4] == text[7] == "-"
    return (0, 0, text) if is_date else (1, -len(text), text)
