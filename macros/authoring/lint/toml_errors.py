"""Reading one TOML file, or saying in French why it cannot be read."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from .bounds import read_bounded
from .unreadable import Unreadable

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


def read_toml(path: Path, root: Path) -> tuple[str, dict[str, Any]] | Unreadable:
    """Return the text of a TOML file below `root` and what it holds, or why there is none."""
    text = read_bounded(path, root)
    if isinstance(text, Unreadable):
        return text
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _unreadable(str(error), text)
    except RecursionError:
        return Unreadable(1, "trop de listes sont emboîtées", "Écrivez des tables.")


def _unreadable(said: str, text: str) -> Unreadable:
    at = _AT.search(said)
    line = int(at[1]) if at and at[1] else len(text.rstrip("\n").split("\n"))
    words = next((words for start, words in _REASONS.items() if said.startswith(start)), _OTHER)
    return Unreadable(line, *words)
