"""Any text as a case, or the sentence that says why not: a file brought here, or what the device kept."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from .. import data
from .merge import spoilt_parts, tidy
from .model import DEEPEST, PARTS, VERSION, Json

LONGEST = 4_000_000
"""The most characters of a file that are read: four times what a device keeps of a large case."""

KEPT = "amiable.case.dossier"
"""Under which name a device keeps the case."""

# Possessive, its end left open: a text that never closes is read once, not once for each of its quotes.
_TEXTS = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_BRACKETS = re.compile(r"[][{}]")


def read_text(text: object) -> Json:
    """Return {"case", "problems"}: the case as it was written, or None with the reason.

    A part of the case that is spoilt is left out and said; the rest is there.
    """
    code, case = _parsed(text)
    if code:
        return {"case": None, "problems": [problem("", code)]}
    problems = [problem(name, "spoilt_part", part=name) for name in spoilt_parts(case)]
    return {"case": tidy(case), "problems": problems}


def problem(place: str, code: str, **values: str) -> dict[str, str]:
    """Return a problem of the door: {field, code, text}."""
    words: str = data.case()["problem"][code]
    return {"field": place, "code": code, "text": words.format(**values) if values else words}


def _parsed(text: object) -> tuple[str, Json]:
    """Return what is wrong with a text, "" for nothing, and the case it holds."""
    if not isinstance(text, str):
        return "not_a_case", {}
    if len(text) > LONGEST:
        return "too_large", {}
    body = text.lstrip("\ufeff \t\r\n")
    if not body:
        return "empty", {}
    if not body.startswith("{"):
        return "not_a_case", {}
    if _depth(body) > 2 * DEEPEST:
        return "not_a_case", {}
    try:
        case = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return "spoilt", {}
    case = _unpacked(case)
    if case and not any(name in case for name in PARTS):
        return "not_a_case", {}
    version: Any = case.get("version", VERSION)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        return "not_a_case", {}
    return ("newer", {}) if version > VERSION else ("", case)


def _unpacked(case: Json) -> Json:
    """Return the case out of all that a device keeps, as the page that shows it hands it over."""
    records = case.get("records")
    if not isinstance(records, dict):
        return case
    kept = records.get(KEPT)
    return kept if isinstance(kept, dict) else {"records": None}


def _depth(text: str) -> int:
    deepest = depth = 0
    for bracket in _BRACKETS.findall(_TEXTS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
