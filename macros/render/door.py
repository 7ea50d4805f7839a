"""What the pages ask of the rules, in one place."""

from __future__ import annotations

from datetime import date
from typing import Any

from macros.rules import load, show
from macros.rules.french import date_text


def ui() -> dict[str, Any]:
    """Return the words of the interface."""
    words: dict[str, Any] = load.strings()["ui"]
    return words


def value_words(name: str, today: date) -> str:
    """Return a value of the law in words: "5 jours ouvrés". Raises LookupError for an unknown name."""
    return show.parameter_words(load.parameters()[name], today)


def source(id: str) -> dict[str, str]:
    """Return one source: {id, title, short, url, checked_on, status, about}. Raises LookupError."""
    return {**show.sources([id])[0], "short": load.sources()[id].short}


def situations() -> list[dict[str, str]]:
    """Return the situations of the home page: {id, label, hint, tool or page}."""
    rows: list[dict[str, str]] = load.read("situations.toml")["situation"]
    return rows


def day_words(iso: str) -> str:
    """Return "2026-11-22" as "22 novembre 2026"."""
    return date_text(date.fromisoformat(iso)).partition(" ")[2]


def progress_words() -> dict[str, str]:
    """Return how far a reader is in a tree, in words: {question: "Question {n}", outcome: …}."""
    words: dict[str, str] = load.strings()["progress"]
    return words
