"""Reading what a form or a link gives: strings in, typed values out, every problem at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .french import number_text, parse_date, parse_number
from .model import PACIFIC, Input, Refusal, Typed, Values

# Several dates in one field: more letters than these are not read.
_LONGEST_LIST = 1000
_SEPARATOR = re.compile(r"[;\n]|\bet\b")
# The commas that a date may have inside: « Wed, Nov 25, 2026, 14:32 ».
_MOST_COMMAS = 3
# What people write behind a number, and the units of which it is true: « 10 jours » are of those chosen.
_DAYS = ("jours", "jours_ouvres", "jours_ouvrables")
_UNITS = {
    "j": _DAYS, "j.": _DAYS, "jour": _DAYS, "jours": _DAYS,
    "jour ouvre": ("jours_ouvres",), "jours ouvres": ("jours_ouvres",),
    "jour ouvrable": ("jours_ouvrables",), "jours ouvrables": ("jours_ouvrables",),
    "jour calendaire": ("jours",), "jours calendaires": ("jours",),
    "semaine": ("semaines",), "semaines": ("semaines",), "mois": ("mois",),
    "an": ("annees",), "ans": ("annees",), "annee": ("annees",), "annees": ("annees",),
}  # fmt: skip
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control characters, and halves of a character.
_NOT_TYPED = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
# Marks without a body that come with what is copied: where a word may be cut, which way what follows is
# written. Those that join, U+200C and U+200D, are kept: names and pictures are written with them.
_UNSEEN = re.compile(r"[\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Python refuses to write out a number of thousands of digits: beyond this, it is no answer to read.
_LARGEST = 10**15


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood (`values`, `canonical` as strings) and the refusals, field by field."""

    values: Values
    canonical: dict[str, str]
    refusals: tuple[Refusal, ...]


def read_inputs(
    inputs: Iterable[Input], answers: Mapping[str, object], today: date, first: date, last: date
) -> Reading:
    """Read every input of a calculator; unknown keys are dropped, defaults stand for what is absent.

    `first` and `last` bound every date. A refusal carries the name of its field and one of the
    codes missing, unreadable_date, date_out_of_range, future_date, out_of_bounds, too_long,
    unknown_option, zone_not_covered.
    """
    values = Values()
    canonical: dict[str, str] = {}
    refusals: list[Refusal] = []
    units: dict[str, str] = {}
    inputs = tuple(inputs)
    # Where no unit is chosen, it is days.
    offered = {value for one in inputs if one.name == "unit" for value, _ in one.options} or {"jours"}
    for one in inputs:
        text = _as_text(answers.get(one.name)) or one.default
        try:
            if not text:
                if one.required:
                    raise Refusal("missing")
                continue
            if one.type == "integer":
                value: Typed
                value, units[one.name] = read_integer(one.minimum or 0, one.maximum, text)
            elif (value := _read(one, text, today, first, last)) == "":
                continue
        except Refusal as refusal:
            refusal.field_name = one.name
            refusals.append(refusal)
            continue
        values[one.name] = value
        canonical[one.name] = _canonical(value)
    for name, behind in units.items():
        # The unit may be asked for after the number.
        unit = canonical.get("unit", "jours")
        if name in values and (wrong := unit_refusal(name, values.number(name), behind, unit, offered)):
            refusals.append(wrong)
            del values[name], canonical[name]
    return Reading(values, canonical, tuple(refusals))


def unit_refusal(name: str, number: int, behind: str, unit: str, offered: Collection[str]) -> Refusal | None:
    """Return what is wrong with the words `behind` the number of a field whose unit is chosen apart.

    None where there are none, or where they say the unit that is chosen. The code is "out_of_bounds"; the
    values of the refusal say why: "number_alone" for another of those `offered`, else "other_unit".
    """
    meant = _UNITS.get(behind, ())
    if not behind or unit in meant:
        return None
    why = "number_alone" if set(offered).intersection(meant) else "other_unit"
    return Refusal("out_of_bounds", name, why=why, n=number_text(number))


def _canonical(value: Typed) -> str:
    if isinstance(value, tuple):
        return ",".join(day.isoformat() for day in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _as_text(answer: object) -> str:
    """A link or a script may bring any JSON: numbers are read as typed, the rest is no answer."""
    if isinstance(answer, str):
        return _UNSEEN.sub("", answer).strip()
    if isinstance(answer, (int, float)) and not isinstance(answer, bool):
        return str(answer) if -_LARGEST < answer < _LARGEST else "?"
    return ""


def _read(one: Input, text: str, today: date, first: date, last: date) -> Typed:
    if one.type == "date":
        return _read_date(one, text, today, first, last)
    if one.type == "dates":
        if len(text) > _LONGEST_LIST:  # Cut, it would be answered without its last dates.
            raise Refusal("too_long", max=number_text(_LONGEST_LIST))
        return _read_dates(one, text, today, first, last)
    if one.type in ("text", "multiline"):
        return _read_text(one, text)
    if one.name == "zone" and text in PACIFIC:  # Offered, so that nobody there takes another one.
        raise Refusal("zone_not_covered")
    if text not in [value for value, _ in one.options]:
        raise Refusal("unknown_option")
    return text


def _read_dates(one: Input, text: str, today: date, first: date, last: date) -> tuple[date, ...]:
    """Return the dates of a list, oldest first. A refusal says which one, where there are several."""
    days: list[date] = []
    for line in _SEPARATOR.split(text):
        parts = [part for part in line.split(",") if part.strip()]
        while parts:
            size = _one_date(parts, today)
            try:
                days.append(_read_date(one, ",".join(parts[:size]), today, first, last))
            except Refusal as refusal:
                if days or len(parts) > size:
                    refusal.values["nth"] = str(len(days) + 1)
                raise
            parts = parts[size:]
    return tuple(sorted(set(days)))


def _one_date(parts: list[str], today: date) -> int:
    """Return how many of the parts between commas are the first date: the most that can be read as one."""
    for size in range(min(len(parts), _MOST_COMMAS + 1), 1, -1):
        try:
            parse_date(",".join(parts[:size]), today)
        except Refusal:
            continue
        return size
    return 1


def _read_date(one: Input, text: str, today: date, first: date, last: date) -> date:
    day = parse_date(text, today)
    if not first <= day <= last:
        raise Refusal("date_out_of_range")
    if one.past and day > today:
        raise Refusal("future_date")
    return day


def _read_text(one: Input, text: str) -> str:
    """Return words as they were typed, without the characters that nobody types, in one line or several."""
    if one.maximum is not None and len(text) > one.maximum:
        raise Refusal("too_long", max=number_text(one.maximum))
    lines = _LINE_END.split(text)
    kept = [_NOT_TYPED.sub("", line.replace("\t", " ")).rstrip() for line in lines]
    words = "\n".join(kept).strip() if one.type == "multiline" else " ".join(kept).strip()
    if not words and one.required:
        raise Refusal("missing")
    return words


def read_integer(low: int, high: int | None, text: str) -> tuple[int, str]:
    """Return a whole number, and what stands behind it. Raises Refusal("out_of_bounds")."""
    high = high or 999_999
    number, behind = parse_number(text)
    if number is None or not low <= number <= high:
        raise Refusal("out_of_bounds", min=str(low), max=str(high))
    return number, behind
