"""The exhibits of a case: numbered in the order the declaration cites them, named as files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from .. import data
from ..french import date_text
from .model import Case, Fact, Json, Piece

#: A file’s name is cut beyond this: some systems take no long ones.
_LONGEST_SLUG = 40
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def numbered(case: Case) -> list[Json]:
    """Return the exhibits in order: the first réclamation’s, then those of each fact, then the others.

    {"id", "number", "kind", "title", "on", "have", "file", "facts"}; `facts` are the ids of those that
    cite it.
    """
    known = {one.id: one for one in case.pieces}
    claims = [one for one in case.facts if one.kind == "claimed"][:1]
    cited = [id for fact in (*claims, *case.facts) for id in fact.pieces if id in known]
    order = list(dict.fromkeys([*cited, *known]))
    citing: dict[str, list[str]] = {id: [] for id in order}
    for fact in case.facts:
        for id in fact.pieces:
            if id in citing:
                citing[id].append(fact.id)
    return [_exhibit(known[id], number, citing[id], len(order)) for number, id in enumerate(order, 1)]


def _exhibit(piece: Piece, number: int, facts: list[str], total: int) -> Json:
    title = piece.title or data.case()["piece"][piece.kind]["label"]
    return {
        "id": piece.id,
        "number": number,
        "kind": piece.kind,
        "title": title,
        "on": piece.on.isoformat() if piece.on else "",
        "have": piece.have,
        "file": file_name(piece, number, total),
        "facts": facts,
    }


def file_name(piece: Piece, number: int, total: int) -> str:
    """Return how to name the file of an exhibit: "03-mise-en-demeure-2026-04-30.pdf"."""
    words = slug(piece.title) or data.case()["piece"][piece.kind]["slug"]
    day = f"-{piece.on.isoformat()}" if piece.on else ""
    return f"{number:0{max(2, len(str(total)))}}-{words}{day}.pdf"


@lru_cache(512)
def slug(title: str) -> str:
    """Return a title in the letters that every system takes in the name of a file."""
    plain = unicodedata.normalize("NFKD", title[:200]).encode("ascii", "ignore").decode().lower()
    words = _NOT_SLUG.sub("-", plain).strip("-")
    if len(words) <= _LONGEST_SLUG:
        return words
    return words[: _LONGEST_SLUG + 1].rpartition("-")[0] or words[:_LONGEST_SLUG]


def missing(case: Case) -> list[Json]:
    """Return the lines of the checklist that no exhibit ticks yet: {"kind", "item", "label", "text"}."""
    have = {one.kind for one in case.pieces if one.have}
    items = {one.id: one for one in data.checklist(data.case()["shelf"]).items}
    return [
        {"kind": kind, "item": words["item"], "label": words["label"], "text": items[words["item"]].text}
        for kind, words in data.case()["piece"].items()
        if "item" in words and kind not in have
    ]


def numbers_of(exhibits: list[Json]) -> dict[str, list[int]]:
    """Return the numbers that each fact cites, in order."""
    cited: dict[str, list[int]] = {}
    for one in exhibits:
        for fact in one["facts"]:
            cited.setdefault(fact, []).append(one["number"])
    return cited


def lines(exhibits: list[Json]) -> list[str]:
    """Return the list of exhibits as a letter joins it, those to come said to be so."""
    words = data.case()["word"]
    written = []
    for one in exhibits:
        parts = {"n": one["number"], "title": one["title"], "date": _day(one["on"])}
        line = words["exhibit_dated" if one["on"] else "exhibit_line"].format(**parts)
        written.append(line if one["have"] else words["exhibit_missing"].format(line=line))
    return written


def _day(iso: str) -> str:
    return date_text(date.fromisoformat(iso), weekday=False) if iso else ""


def cites(fact: Fact, cited: Mapping[str, list[int]]) -> str:
    """Return the exhibits of a fact in words: "pièces 1, 3", "" for none."""
    numbers = cited.get(fact.id, [])
    if not numbers:
        return ""
    words = data.case()["word"]["exhibits" if len(numbers) > 1 else "exhibit"]
    text: str = words.format(n=", ".join(str(one) for one in numbers))
    return text
