"""Why a file cannot be read, in French."""

from __future__ import annotations

from typing import NamedTuple


class Unreadable(NamedTuple):
    """Why a file cannot be read, where, and what to write."""

    line: int
    reason: str
    advice: str


NOT_UTF8 = Unreadable(1, "il n’est pas en UTF-8", "Enregistrez-le en UTF-8.")
ELSEWHERE = Unreadable(1, "c’est un lien vers un fichier d’ailleurs", "Mettez le fichier lui-même.")
