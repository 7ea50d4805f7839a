"""A case as it is read: any JSON in; facts and exhibits out, in order and bounded.

A case is a dict ready for JSON, kept as it came: what is not understood here is left aside, and given back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from .. import data
from ..french import parse_date
from ..model import Refusal

Json = dict[str, Any]

VERSION = 1
"""The version of the cases that this code writes."""

RECORDS = ("me", "client", "contract", "work")
"""What is typed once: each a flat record of texts."""
LISTS = ("facts", "pieces")
PARTS = ("version", *RECORDS, *LISTS, "answers")

DONE = "done"
"""The answer that ticks a line of a checklist."""
ANSWERED = ("tree", "checklist")
"""The kinds of tools whose own answers a case keeps: of the others, it keeps the facts."""

#: How deep the records of its lists are in a case.
_RECORD = 2
# Deeper than any case: what a file nests beyond is not read.
DEEPEST = 12
# Python refuses to write out numbers of thousands of digits, and JavaScript knows none beyond this.
_LARGEST = 2**53
_SURROGATES = re.compile("[\ud800-\udfff]")
# Set on an object of a script, this name changes what it is.
_FORBIDDEN = "__proto__"
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact. `on` is None where the date is unknown, unreadable or out of the calendar.

    `more` is what its kind asks besides; `also` the other texts that two devices brought for a field.
    """

    id: str
    on: date | None
    kind: str
    text: str
    pieces: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    iso: str = ""
    """The date as YYYY-MM-DD, "" where it is unknown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One exhibit: what it is, its date, whether the reader has it."""

    id: str
    kind: str
    title: str
    on: date | None
    have: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A case, understood: facts and exhibits in an order that does not depend on how they were typed."""

    records: Mapping[str, Mapping[str, str]]
    facts: tuple[Fact, ...]
    pieces: tuple[Piece, ...]
    problems: tuple[tuple[str, str], ...]
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def value(self, path: str) -> str:
        """Return what was typed once: "contract.number"."""
        record, _, name = path.partition(".")
        return self.records[record].get(name, "")

    def dated(self, kind: str, today: date) -> list[Fact]:
        """Return the facts of a kind that have a date, not after `today`, oldest first."""
        return [one for one in self.facts if one.kind == kind and one.on and one.on <= today]


def clean(value: object, depth: int = 0, record: Callable[[Mapping[Any, Any]], Json] | None = None) -> Any:
    """Return a copy with nothing that JSON, a script or a screen could choke on; `None` for such a thing.

    `record` is what cleans a record of a list of the case, where it is not this function.
    """
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATES.sub("", value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        # Comparing is false for what is no number.
        return value if -_LARGEST <= value <= _LARGEST else None
    if depth >= DEEPEST:
        return None
    if isinstance(value, Mapping):
        if record and depth == _RECORD:
            return record(value)
        # Most values are plain texts: they are not worth a call.
        return {
            (key if key.isascii() else clean(key)): (
                one if type(one) is str and one.isascii() else clean(one, depth + 1, record)
            )
            for key, one in value.items()
            if isinstance(key, str) and key != _FORBIDDEN
        }
    if isinstance(value, (list, tuple)):
        return [clean(one, depth + 1, record) for one in value]
    return None


def kept(record: Mapping[Any, Any]) -> Json:
    """Return a record of a case, cleaned: one object for one content, and whoever has it changes nothing."""
    try:
        text = repr(record)
    except RecursionError:  # It is cut where it is too deep.
        return clean(record, _RECORD)  # type: ignore[no-any-return]
    known = _kept.get(text)
    if known is None:
        if len(_kept) >= _MANY:
            forget()
        known = _kept[text] = clean(record, _RECORD)
    return known


def forget() -> None:
    """Forget the records that were read."""
    _kept.clear()
    _read.clear()


#: The records of the cases that were shown, by what they hold, and how each was read, by what it was read as,
#: by itself and the day: most of a case is as it was one word ago. A record may stand in two lists.
_MANY = 4096
_kept: dict[str, Json] = {}
_read: dict[tuple[object, int], tuple[Json, date, Any, list[tuple[str, str]]]] = {}


def read(case: Json, today: date) -> Case:
    """Understand a case, its lists already tidied: every field bounded, every list in order."""
    problems: list[tuple[str, str]] = []
    records = {name: _texts(case.get(name), name, problems) for name in RECORDS}
    facts: list[Fact] = [_once(_fact, one, today, problems) for one in case.get("facts", ())]
    pieces: list[Piece] = [_once(_piece, one, today, problems) for one in case.get("pieces", ())]
    kinds, shelves = ({id: n for n, id in enumerate(data.case()[name])} for name in ("kind", "piece"))
    return Case(
        records,
        # Undated facts come last: they are looked for, not told.
        tuple(sorted(facts, key=lambda one: (one.iso or "9", kinds[one.kind], one.id))),
        tuple(sorted(pieces, key=lambda one: (shelves[one.kind], _iso(one.on), one.title, one.id))),
        tuple(sorted(problems)),
        _answers(case.get("answers", {})),
    )


def _once(
    understood: Callable[[Json, date, list[tuple[str, str]]], Any],
    record: Json,
    today: date,
    problems: list[tuple[str, str]],
) -> Any:
    """Return a record understood, as it was before where it is the same object on the same day."""
    known = _read.get((understood, id(record)))
    if known is None or known[0] is not record or known[1] != today:
        found: list[tuple[str, str]] = []
        known = (record, today, understood(record, today, found), found)
        if len(_read) >= _MANY:
            _read.clear()
        _read[understood, id(record)] = known
    problems += known[3]
    return known[2]


def _answers(kept: Json) -> dict[str, dict[str, str]]:
    """Return what was answered to each tree and checklist that is still there, in the order of the tools."""
    known = {
        tool: {
            name: value
            for name, value in sorted(kept[tool].items())
            if isinstance(value, str) and len(value) <= data.LONGEST
        }
        for tool, kind in data.tool_ids().items()
        if kind in ANSWERED and isinstance(kept.get(tool), dict)
    }
    return {tool: answers for tool, answers in known.items() if answers}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "9"


def _texts(record: object, place: str, problems: list[tuple[str, str]]) -> dict[str, str]:
    known = record if isinstance(record, dict) else {}
    return {
        str(name): _text(value, f"{place}.{name}", problems)
        for name, value in known.items()
        if isinstance(value, (str, int, float)) and not isinstance(value, bool)
    }


def _text(value: object, place: str, problems: list[tuple[str, str]]) -> str:
    text = "" if value is None or isinstance(value, (dict, list, bool)) else str(value).strip()
    if len(text) > data.LONGEST:
        problems.append((place, "too_long"))
        return text[: data.LONGEST]
    return text


def _fact(fact: Json, today: date, problems: list[tuple[str, str]]) -> Fact:
    place = f"facts.{fact['id']}"
    kind = _text(fact.get("kind"), f"{place}.kind", problems)
    if kind not in data.case()["kind"]:
        problems.append((f"{place}.kind", "unknown_kind"))
        kind = "note"
    asked = data.case()["kind"][kind].get("ask", {})
    on = _date(fact.get("on"), f"{place}.on", today, problems)
    return Fact(
        id=fact["id"],
        on=on,
        iso=on.isoformat() if on else "",
        kind=kind,
        text=_text(fact.get("text"), f"{place}.text", problems),
        pieces=_ids(fact.get("pieces")),
        more={name: _answer(fact.get(name), one, f"{place}.{name}", problems) for name, one in asked.items()},
        also=_also(fact.get("also")),
    )


def _answer(value: object, asked: Json, place: str, problems: list[tuple[str, str]]) -> str:
    text = _text(value, place, problems)
    if asked["type"] == "choice" and text not in [one["value"] for one in asked["options"]]:
        return ""
    return text


def _also(also: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(also, dict):
        return {}
    return {
        str(name): tuple(str(one)[: data.LONGEST] for one in texts if isinstance(one, (str, int, float)))
        for name, texts in sorted(also.items())
        if isinstance(texts, list) and texts
    }


def _piece(piece: Json, today: date, problems: list[tuple[str, str]]) -> Piece:
    place = f"pieces.{piece['id']}"
    kind = _text(piece.get("kind"), f"{place}.kind", problems)
    return Piece(
        id=piece["id"],
        kind=kind if kind in data.case()["piece"] else "other",
        title=" ".join(_text(piece.get("title"), f"{place}.title", problems).split()),
        on=_date(piece.get("on"), f"{place}.on", today, problems),
        have=piece.get("have") is True,
    )


def _ids(value: object) -> tuple[str, ...]:
    ids: Iterable[object] = value if isinstance(value, list) else ()
    return tuple(dict.fromkeys(one for one in ids if isinstance(one, str)))


def _date(value: object, place: str, today: date, problems: list[tuple[str, str]]) -> date | None:
    text = _text(value, place, problems)
    if not text:
        return None
    try:
        day = fixed_date(text, today)
    except Refusal as refusal:
        problems.append((place, refusal.code))
        return None
    return day


def fixed_date(text: str, today: date) -> date:
    """Return a date that means the same every day: « hier » is none, once it is kept.

    Raises Refusal("unreadable_date"), or "date_out_of_range" beyond the verified calendar.
    """
    if _ISO.fullmatch(text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise Refusal("unreadable_date") from None
    else:
        day = parse_date(text, today)
        if day != parse_date(text, today - timedelta(days=7)):
            raise Refusal("unreadable_date")
    years = data.verified()
    if not years["first"] <= day <= years["last"]:
        raise Refusal("date_out_of_range")
    return day
