"""Checking letters, the phrases that may admit liability, and every sentence a reader is offered to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from macros.rules.admissions import find
from macros.rules.french import parse_date
from macros.rules.model import Phrase, Refusal

from .advice import is_snake_case, snake_case
from .codes import EditorProblem
from .project import Document, Project
from .toml_lines import Keys
from .typography import BLANK

LETTER_PARTS = ("head", "subject", "body", "without")
"""The parts of a letter that are sent."""

_TOKEN = re.compile(r"\{=(\w+)\}")
_FILLED = re.compile(r"\{[^{}]*\}")
# A default may be a day said from today: any day shows whether it can be read.
ANY_DAY = date(2026, 1, 31)


def check_letter(letter: Document, _project: Project) -> Iterator[EditorProblem]:
    """Yield every mistake of a letter's fields that the shape of its file does not show."""
    used = {keys: set(_TOKEN.findall(text)) for keys, text in _sent(letter)}
    fields = letter.data.get("field", {})
    for name, field in fields.items():
        where: Keys = ("field", name)
        if not is_snake_case(name):
            yield letter.problem("M001", where, id=name, right=snake_case(name))
        if used and not any(name in names for names in used.values()):
            yield letter.problem("M002", where, name=name)
        if field.get("type") == "date" and not _is_day(field.get("default")):
            yield letter.problem("M003", (*where, "default"), value=field["default"])
    optional = {name for name, field in fields.items() if _may_stay_empty(field)}
    for name in letter.data.get("without", {}):
        if name not in optional:
            yield letter.problem("M007", ("without", name), name=name)
    asked = [name for step in letter.data.get("step", ()) for name in step.get("fields", ())]
    for name in sorted(set(asked) | set(fields)) if asked else ():
        if asked.count(name) != 1 or name not in fields:
            yield letter.problem("M008", ("field", name) if name in fields else ("step",), name=name)
    for keys, names in used.items():
        yield from _left_out(letter, keys, names, optional)


def _left_out(letter: Document, keys: Keys, names: set[str], optional: set[str]) -> Iterator[EditorProblem]:
    """Yield the words that a field left empty takes away with it."""
    for name in sorted(names & optional):
        if keys[0] == "subject":
            yield letter.problem("M004", keys, name=name)
        elif names - optional:
            yield letter.problem("M005", keys, name=name)


def _may_stay_empty(field: dict[str, object]) -> bool:
    return not field.get("required") and not field.get("default")


def _is_day(default: str | None) -> bool:
    try:
        return default is None or bool(parse_date(default, ANY_DAY))
    except Refusal:
        return False


def check_admissions(document: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield every sentence of a file, offered to be said or sent, that may admit liability."""
    phrases = _phrases(project)
    for keys, text in _offered(document):
        words = _FILLED.sub(BLANK, text)
        for found in find(words, phrases):
            said = words[found.start : found.end]
            yield document.problem("M006", keys, said=said, safe=found.phrase.safe)


def _phrases(project: Project) -> list[Phrase]:
    records = (project.single("admissions") or {}).get("phrase", {})
    return [
        Phrase(id, tuple(record.get("says", ())), "", "", record.get("safe", "…"))
        for id, record in records.items()
    ]


def _offered(document: Document) -> Iterable[tuple[Keys, str]]:
    """Yield what a file offers to say or to send: where, and the words."""
    if document.kind == "letter":
        return _sent(document)
    if document.kind == "checklist":
        return _leaves(document, lambda path: path[-1] == "say")
    if document.kind == "rehearsal":
        return _leaves(document, lambda path: path[0] == "lines")
    if document.kind == "admissions":
        return _leaves(document, lambda path: path[-1] == "safe")
    return ()


def _sent(letter: Document) -> Iterator[tuple[Keys, str]]:
    """Yield the parts of a letter that are sent: where, and the words."""
    return _leaves(letter, lambda path: path[0] in LETTER_PARTS)


def _leaves(document: Document, wanted: Callable[[Keys], bool]) -> Iterator[tuple[Keys, str]]:
    return ((leaf.path, leaf.value) for leaf in document.leaves if wanted(leaf.path))
