"""What docs/ may hold: the generator publishes every file there as it is, and a browser runs some of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .codes import EditorProblem, problem

#: What a page is made of, and what it may hand over: nothing of it acts in a browser. Another spelling of
#: ".md" would be a page to the generator, and none to the checker.
STILL = {".md", ".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".webp", ".csv", ".docx", ".pdf", ".txt"}
DRAWING = ".svg"
#: The scripts and the looks of the site itself, which are no editor's.
OWN = ("assets/css/", "assets/js/")

#: A drawing is a page of its own to whoever opens it: what acts in one, however it is written.
_ACTS = re.compile(
    r"<\s*(?:[\w-]+:)?(?:script|foreignobject|iframe|handler|listener|set|animate)"
    r"|\bon[a-z]+\s*=|<!entity|<\?xml-stylesheet"
    r"|(?:javascript|data|https?)\s*:(?!//www\.w3\.org/)",
    re.IGNORECASE,
)
_HIGHEST = 1 << 20


def acting(docs: Path, files: Iterable[Path]) -> Iterator[EditorProblem]:
    """Give a problem for each file below `docs` that a browser could run."""
    for path in files:
        name = path.relative_to(docs).as_posix()
        if name.startswith(OWN) or path.is_symlink():
            continue
        if path.suffix not in STILL and not (path.suffix == DRAWING and _is_still(path)):
            yield problem(f"docs/{name}", 1, "S049", "fichier")


def _is_still(path: Path) -> bool:
    """Return whether a drawing is but lines: short, without a script or the address of another site."""
    try:
        return path.stat().st_size <= _HIGHEST and not _ACTS.search(path.read_text("utf-8"))
    except (OSError, ValueError):
        return False
