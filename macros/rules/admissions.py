"""Words that may admit liability, found in any text. Naming a fact is none; see `data/admissions.toml`.

Letters' case, accents, apostrophes and spaces do not count; words do, whole. A denial is no
admission: « ce n’est pas notre faute » and « sans reconnaître » are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from . import data, present
from .model import Phrase

# What parts two words of a sentence: no mark that ends it.
_BETWEEN = r"[^\w.!?;:…]+"
_DENIALS = "aucune?|jamais|ne|ni|nulle?|n|pas|rien|sans"
# A denial stands just before: no need to read the whole text again for each phrase found.
_NEAR = 40
_DENIED = re.compile(rf"(?<!\w)(?:{_DENIALS}){_BETWEEN}$")
_GAP = rf"(?:(?!(?:{_DENIALS})(?!\w))\w+{_BETWEEN}){{0,3}}?"
_NO_LETTER = ("Mn", "Cf")  # accents once apart, soft hyphens, marks without width


class Found(NamedTuple):
    """A phrase in a text, from `start` to before `end`."""

    start: int
    end: int
    phrase: Phrase


def mark(text: str, day: date) -> list[dict[str, Any]]:
    """Return what may admit liability in a text: {start, end, phrase, said, why, safe}, in order.

    `start` and `end` count characters of `text`; `phrase` is the id of the phrase, `said` the
    words found. The law is as it stands on `day`.
    """
    return [
        {
            "start": one.start,
            "end": one.end,
            "phrase": one.phrase.id,
            "said": " ".join(text[one.start : one.end].split()),
            "why": present.law(one.phrase.why, day),
            "safe": present.law(one.phrase.safe, day),
        }
        for one in find(text, data.admissions())
    ]


def find(text: str, phrases: Iterable[Phrase]) -> list[Found]:
    """Return the phrases found in a text, the first one where two overlap."""
    bare, places = plain(text)
    found = [
        Found(places[match.start()], places[match.end() - 1] + 1, phrase)
        for phrase in phrases
        for pattern in phrase.says
        for match in _compiled(pattern).finditer(bare)
        if not _DENIED.search(bare, max(0, match.start() - _NEAR), match.start())
    ]
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def plain(text: str) -> tuple[str, list[int]]:
    """Return a text in lower case without accents, and where each of its characters comes from."""
    bare: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for one in unicodedata.normalize("NFKD", character).lower():
            if unicodedata.category(one) not in _NO_LETTER:
                bare.append(one)
                places.append(place)
    return "".join(bare), places


def source(pattern: str) -> str:
    """Return a pattern in plain words as the source of one to search a plain text with."""
    return _compiled(pattern).pattern


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern in plain words as one to search a plain text with."""
    words = re.findall(r"[^\s’']+", plain(pattern.replace("…", "\x00"))[0])
    parts = []
    for number, word in enumerate(words):
        between = _BETWEEN if number < len(words) - 1 else ""
        if word == "\x00":
            parts.append(_GAP)
        elif word.startswith("("):
            parts.append(f"(?:{_either(word[1:-1])}{between})?")
        else:
            parts.append(_either(word) + between)
    return re.compile(rf"(?<!\w){''.join(parts)}(?!\w)")


def _either(word: str) -> str:
    return f"(?:{'|'.join(re.escape(one).replace(re.escape('*'), r'\w*') for one in word.split('|'))})"
