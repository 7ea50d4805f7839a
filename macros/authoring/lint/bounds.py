"""How much of a file is read: what no editor writes by hand is refused, in a sentence, before any search.

A search may take the square of the length of what it looks in. Where a file comes from a stranger's branch,
that is minutes for a few thousand characters: with these bounds no file takes more than a moment.
"""

from __future__ import annotations

import re
from pathlib import Path

from .unreadable import ELSEWHERE, NOT_UTF8, Unreadable

#: So many characters in a file, by its ending: three times the longest of the site.
MOST_CHARACTERS = {".md": 60_000, ".toml": 220_000}
MOST_ROWS = 5_000
MOST_IN_A_ROW = 2_000
#: Of a character that opens what another closes: in a file, and in one paragraph of a page.
OPENINGS = "`[<{«"
MOST_OPENINGS, MOST_TOGETHER = 1_000, 300
#: No number of a time limit, an amount or a line is so long, and Python reads no such text as a number.
_LONG_NUMBER = re.compile(r"[0-9a-fA-F_]{100}")
_CUT = "Coupez-le en deux."


def read_bounded(path: Path, root: Path) -> str | Unreadable:
    """Return the text of a file below `root`, or why it is not read."""
    if not path.resolve().is_relative_to(root.resolve()):
        return ELSEWHERE
    try:
        if not path.is_file():
            return Unreadable(1, "il n’existe pas", "Remettez-le à sa place.")
        if path.stat().st_size > 4 * MOST_CHARACTERS[path.suffix]:  # No character takes more than four bytes.
            return _too_long(path)
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return NOT_UTF8
    except OSError:
        return Unreadable(1, "le système refuse de l’ouvrir", "Donnez le droit de le lire.")
    return _unbounded(path, text) or text


def _too_long(path: Path) -> Unreadable:
    return Unreadable(1, f"il a plus de {_number(MOST_CHARACTERS[path.suffix])} signes", _CUT)


def _unbounded(path: Path, text: str) -> Unreadable | None:
    if len(text) > MOST_CHARACTERS[path.suffix]:
        return _too_long(path)
    rows = text.split("\n")
    if len(rows) > MOST_ROWS:
        return Unreadable(MOST_ROWS, f"il a plus de {_number(MOST_ROWS)} lignes", _CUT)
    for line, row in enumerate(rows, 1):
        if len(row) > MOST_IN_A_ROW:
            return Unreadable(line, f"cette ligne a plus de {_number(MOST_IN_A_ROW)} signes", "Coupez-la.")
        if path.suffix == ".toml" and _LONG_NUMBER.search(row):
            return Unreadable(line, "un nombre y est trop long", "Écrivez un nombre plus court.")
    return _openings(text) or (_paragraphs(text) if path.suffix == ".md" else None)


def _openings(text: str) -> Unreadable | None:
    """Say which character a file has too often."""
    for character in OPENINGS:
        if text.count(character) > MOST_OPENINGS:
            said = f"le signe {character} y est plus de {_number(MOST_OPENINGS)} fois"
            return Unreadable(1, said, "Coupez ce fichier, ou retirez ce qui se répète.")
    return None


def _paragraphs(text: str) -> Unreadable | None:
    """Say which paragraph of a page has a character too often."""
    line = 1
    for paragraph in re.split(r"\n[ \t]*\n", text):
        for character in OPENINGS:
            if paragraph.count(character) > MOST_TOGETHER:
                said = f"le signe {character} est plus de {MOST_TOGETHER} fois dans ce paragraphe"
                return Unreadable(line, said, "Coupez-le, ou retirez ce qui se répète.")
        line += paragraph.count("\n") + 2
    return None


def _number(figure: int) -> str:
    return f"{figure:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
