"""Reading one TOML file, or saying in French why it cannot be read."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
# What tomllib says, by its first words: what is wrong, what to write.
_REASONS = {
    "Illegal character": ("un texte n’est pas fermé", "Fermez-le par un guillemet droit, sur la même ligne."),
    "Unterminated": ("un texte n’est pas fermé", "Fermez-le par un guillemet droit."),
    "Cannot": ("une clé ou un titre est écrit deux fois", "Gardez-en un seul."),
    "Unclosed array": ("une liste n’est pas fermée", "Écrivez ] à la fin de la liste."),
    "Unclosed inline": ("une table n’est pas fermée", "Écrivez } à la fin de la table, sur la même ligne."),
    "Expected ']": ("un titre n’est pas fermé", "Écrivez [nom] ou [[nom]]."),
    "Expected '='": ("il manque le signe = après une clé", 'Écrivez clé = "…".'),
    "Expected newline": ("il reste des signes après une valeur", "Gardez une seule valeur par ligne."),
    "Unescaped": ("une barre oblique inverse est seule", "Écrivez-la deux fois, ou retirez-la."),
    "Invalid value": ("une valeur n’est pas entre guillemets", "Mettez-la entre guillemets droits."),
}
_OTHER = ("cette ligne n’est pas du TOML", 'Écrivez clé = "…", [titre] ou [[titre]].')


class Unreadable(NamedTuple):
    """Why a file cannot be read, where, and what to write."""

    line: int
    reason: str
    advice: str


NOT_UTF8 = Unreadable(1, "il n’est pas en UTF-8", "Enregistrez-le en UTF-8.")


def read_toml(path: Path) -> dict[str, Any] | Unreadable:
    """Return the content of a TOML file, or why there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Unreadable(1, "il n’existe pas", "Remettez-le à sa place.")
    except UnicodeDecodeError:
        return NOT_UTF8
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _unreadable(str(error), text)
    except RecursionError:
        return Unreadable(1, "trop de listes sont emboîtées", "Écrivez des tables.")


def _unreadable(said: str, text: str) -> Unreadable:
    at = _AT.search(said)
    line = int(at[1]) if at and at[1] else len(text.rstrip("\n").split("\n"))
    words = next((words for start, words in _REASONS.items() if said.startswith(start)), _OTHER)
    return Unreadable(line, *words)
