"""What is new for readers: one fragment a change, in `changelog.d`, the newest day first."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from . import content
from .html import render
from .page import Page

FRAGMENTS = content.ROOT / "changelog.d"

#: "2026-11-23-portes-legeres.md": the day that readers see it, then a name for editors.
_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-[a-z0-9]+(?:-[a-z0-9]+)*\.md")


def quoi_de_neuf(_page: Page) -> str:
    """Print what is new, day by day. Raises ValueError for a fragment that is not named for its day."""
    days = [
        {"iso": iso, "words": content.day_words(iso), "changes": [text for _, text in changes]}
        for iso, changes in groupby(fragments(FRAGMENTS), key=lambda one: one[0])
    ]
    return render("news.html", days=days)


def fragments(folder: Path) -> list[tuple[str, str]]:
    """Return (day, text) of every fragment, the newest first, then by name."""
    found = []
    for file in sorted(folder.iterdir()):
        named = _NAME.fullmatch(file.name)
        if named is None:
            raise ValueError(f"{file.name}: a fragment is named 2026-01-31-un-nom.md")
        found.append((named[1], " ".join(file.read_text("utf-8").split(" ")).strip()))
    return sorted(found, key=lambda one: one[0], reverse=True)
