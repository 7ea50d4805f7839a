"""What the pages ask of the rules, in one place."""

from __future__ import annotations

from datetime import date
from typing import Any

from macros import authoring, branding
from macros.rules import api


def ui() -> dict[str, Any]:
    """Return the words of the interface."""
    return api.words("ui")


def value_words(name: str, today: date) -> str:
    """Return a value of the law in words: "5 jours ouvrés". Raises LookupError for an unknown name."""
    return api.value_words(name, today=today.isoformat())


def source(id: str) -> dict[str, str]:
    """Return one source: {id, title, short, url, checked_on, status, about}. Raises LookupError."""
    return api.source(id)


def glossary(today: date) -> list[dict[str, Any]]:
    """Return the words of the glossary: {id, word, forms, text, sources, tool}."""
    return api.glossary(today=today.isoformat())


def describe(tool_id: str, today: date) -> dict[str, Any]:
    """Return all that is needed to print a tool. Raises LookupError for an unknown one."""
    return api.describe(tool_id, today=today.isoformat())


def framed_words() -> dict[str, Any]:
    """Return the words around a tool that another site shows."""
    return api.words("framed")


def insurer_words() -> dict[str, Any]:
    """Return the words of a site that carries an insurer's name."""
    return api.words("insurer")


def insurer(id: str) -> dict[str, Any]:
    """Return the settings of an insurer, all empty for "". Raises LookupError for an unknown one."""
    return branding.insurer(id)


def situations() -> list[dict[str, str]]:
    """Return the situations of the home page: {id, label, hint, tool or page}."""
    return api.situations()


def stale(checked_on: str, today: date) -> bool:
    """Tell whether what was checked on a day, "YYYY-MM-DD", must be read again."""
    return authoring.must_be_read_again(checked_on, today=today.isoformat())


def day_words(iso: str) -> str:
    """Return "2026-11-22" as "22 novembre 2026"."""
    return api.day_words(iso)


def day_names() -> dict[str, Any]:
    """Return how days are named: {weekdays, months, first, relative: {word: days back}}."""
    return api.day_names()


def guarded(today: date) -> list[dict[str, str]]:
    """Return the phrases that may admit liability: {id, example, why, safe}."""
    return api.guarded(today=today.isoformat())


def progress_words() -> dict[str, str]:
    """Return how far a reader is in a tree, in words: {question: "Question {n}", outcome: …}."""
    return api.words("progress")
