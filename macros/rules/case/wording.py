"""The wording watch: what weakens a fact, marked with why and a neutral way to say it. Nothing is blocked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from .. import admissions, data, present

# More characters of a fact than these are not watched: nobody reads so many marks.
_LONGEST = 5000
_CAPITALS = re.compile(r"\b[A-ZÀ-ÖØ-Þ]{3,}(?:[ '’-]+[A-ZÀ-ÖØ-Þ]{2,})*\b")
_SIGN = re.compile(r"!")


class Mark(NamedTuple):
    """Words of a text that a rule marks, from `start` to before `end`."""

    start: int
    end: int
    rule: str


def watch(text: str, day: date) -> list[dict[str, Any]]:
    """Return what is marked in a text: {start, end, rule, said, why, safe}, in order."""
    return [dict(one) for one in _watched(text[:_LONGEST], day)]


# All the texts of a case are asked about at each word: those that are the same were watched before.
@lru_cache(2048)
def _watched(text: str, day: date) -> list[dict[str, Any]]:
    own = [
        {
            "start": one.start,
            "end": one.end,
            "rule": one.rule,
            "said": " ".join(text[one.start : one.end].split()),
            "why": present.law(_rules()[one.rule]["why"], day),
            "safe": present.law(_rules()[one.rule]["safe"], day),
        }
        for one in marks(text)
    ]
    admitted = [{**one, "rule": "admission"} for one in admissions.mark(text, day)]
    kept: list[dict[str, Any]] = []
    for one in sorted([*admitted, *own], key=lambda one: (one["start"], -one["end"])):
        if not kept or one["start"] >= kept[-1]["end"]:
            kept.append({name: one[name] for name in ("start", "end", "rule", "said", "why", "safe")})
    return kept


def marks(text: str) -> tuple[Mark, ...]:
    """Return what the rules of the watch mark in a text, admissions of liability apart."""
    plain, places = admissions.plain(text)
    found = [
        Mark(places[match.start()], places[match.end() - 1] + 1, rule)
        for rule, (pattern, before) in _patterns().items()
        for match in pattern.finditer(plain)
        if not (before and before.match(plain, match.end()))
    ]
    found += [Mark(match.start(), match.end(), "exclamation") for match in _SIGN.finditer(text)]
    found += [Mark(match.start(), match.end(), "capitals") for match in _cries(text)]
    return tuple(found)


def _cries(text: str) -> Iterator[re.Match[str]]:
    """Yield the words in capitals that cry: those of the list, alone or in a run. Names and forms do not."""
    cries = set(_rules()["capitals"]["words"])
    for match in _CAPITALS.finditer(text):
        words = re.findall(r"\w+", admissions.plain(match[0])[0])
        if cries.intersection(words):
            yield match


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = data.wording()["rule"]
    return rules


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    """Return each rule of words as one pattern, and what makes its mark pointless just after."""
    return {
        name: (
            re.compile("|".join(f"(?:{admissions.source(one)})" for one in rule["says"])),
            re.compile(rf"\W+(?:{'|'.join(rule['not_before'])})(?!\w)") if "not_before" in rule else None,
        )
        for name, rule in _rules().items()
        if "says" in rule
    }
