"""The answer code: a short text, printed with an answer, that reopens the same answers for ever.

A code is "v1.<tool>.<group>-<group>…", with a group for each answer. A group begins with four characters
drawn from the name of the answer, and from its value where that is one of a list; the digits of a date
or a number follow. Where there are such digits, a last group of three characters is a checksum.
A code hangs on names alone, never on their order: questions may come and go, and what a code says that
no longer exists is given back as not understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

VERSION = "v1"

LONGEST = 2000
"""Beyond this a text is no code of ours."""

# Crockford's: no character is taken for another when it is read aloud or copied by hand.
_CHARACTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_MEANT = str.maketrans({"o": "0", "i": "1", "l": "1", "u": "v"})
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_MARK, _DAY, _CHECK = 4, 8, 3


@dataclass(frozen=True, slots=True)
class Field:
    """What an answer may be: one of `values`, or, without any, what its `type` says: date, dates, integer.

    `always` tells an answer that every printed code holds.
    """

    type: str
    values: tuple[str, ...] = ()
    always: bool = False


Fields = Mapping[str, Field]


def mark(name: str, value: str = "") -> str:
    """Return the four characters of an answer: the same for ever, whatever stands around it.

    FNV-1a (Fowler, Noll, Vo), 32 bits folded to 20: it must be the same in every Python.
    """
    hashed = 0x811C9DC5
    for byte in f"{name}={value}".encode():
        hashed = (hashed ^ byte) * 0x01000193 & 0xFFFFFFFF
    folded = (hashed >> 20 ^ hashed) & 0xFFFFF
    return "".join(_CHARACTERS[folded >> shift & 31] for shift in (15, 10, 5, 0))


def write(tool: str, answers: Mapping[str, str], fields: Fields) -> str:
    """Return the code of a tool's answers, each in its canonical form; unknown names are left out."""
    groups = [
        _group(name, value, fields[name]) for name, value in answers.items() if value and name in fields
    ]
    if any(len(group) > _MARK for group in groups):
        groups.append(_check(tool, groups))
    return ".".join([VERSION, tool, *(["-".join(groups)] if groups else [])])


def _check(tool: str, groups: Iterable[str]) -> str:
    """Return the checksum of a code: one character copied wrong calls for another."""
    return mark(tool, "-".join(groups))[-_CHECK:]


def plain(code: str) -> str:
    """Return a code as it is printed, however it was copied: no capital, space, bare mark."""
    seen = "".join(character for character in code if unicodedata.category(character) != "Cf")
    return "".join(seen.lower().translate(_DASHES).split())


def parts(code: str) -> tuple[str, list[str], bool]:
    """Return the tool and the groups of a code, however it was copied, and whether it was copied right.

    A code printed without a checksum is taken at its word. Raises ValueError for no code.
    """
    # One more stop than was printed is a hyphen copied wrongly: what follows it is no less part of the code.
    version, tool, groups = (*plain(code).split(".", 2), "", "")[:3] if len(code) <= LONGEST else ("", "", "")
    if version != VERSION or not tool:
        raise ValueError(code[:20])
    found = [one.translate(_MEANT) for one in re.split(r"[-.]", groups) if one]
    if not found or len(found[-1]) != _CHECK:
        return tool, found, True
    *found, checksum = found
    return tool, found, checksum == _check(tool, found)


def answers(groups: Iterable[str], fields: Fields) -> tuple[dict[str, str], list[str]]:
    """Return the answers of groups, and the groups that stand for no answer, or for a second one."""
    known = {mark(name, value): (name, value) for name, field in fields.items() for value in field.values}
    typed = {mark(name): name for name, field in fields.items() if not field.values}
    found: dict[str, str] = {}
    unread: list[str] = []
    for group in groups:
        head, digits = group[:_MARK], group[_MARK:]
        name, value = "", ""
        if not digits:
            name, value = known.get(head, ("", ""))
        elif head in typed and digits.isascii() and digits.isdigit():
            name = typed[head]
            value = _value(digits, fields[name].type)
        if not value or found.get(name, value) != value:
            unread.append(group)
        if value:
            found[name] = value
    return found, unread


def _group(name: str, value: str, field: Field) -> str:
    if field.values:
        return mark(name, value)
    return mark(name) + "".join(character for character in value if character.isdigit())


def _value(digits: str, kind: str) -> str:
    """Return digits as the answer they were, "" if they cannot be one."""
    if kind == "integer":
        return digits
    if len(digits) % _DAY or (kind == "date" and len(digits) != _DAY):
        return ""
    days = [digits[n : n + _DAY] for n in range(0, len(digits), _DAY)]
    return ",".join(f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in days)
