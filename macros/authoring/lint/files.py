"""What docs/ may hold: the generator publishes every file there as it is, and a browser runs some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .codes import EditorProblem, problem
from .drawing import why_no_drawing

#: What a page is made of, and what it may hand over: nothing of it acts in a browser. Another spelling of
#: ".md" would be a page to the generator, and none to the checker.
STILL = {".md", ".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".webp", ".csv", ".docx", ".pdf", ".txt"}
DRAWING = ".svg"
#: The scripts and the looks of the site itself, which are no editor's.
OWN = ("assets/css/", "assets/js/")

_NO_PAGE = "ce n’est ni une page en .md ni une image"
#: In kilobytes.
_HEAVIEST = 500


def acting(docs: Path, files: Iterable[Path]) -> Iterator[EditorProblem]:
    """Yield a problem for each file below `docs` that a browser could run."""
    for path in files:
        name = path.relative_to(docs).as_posix()
        if name.startswith(OWN) or path.is_symlink():
            continue
        if path.suffix in STILL:
            continue
        reason = why_no_drawing(path, _HEAVIEST) if path.suffix == DRAWING else _NO_PAGE
        if reason:
            yield problem(f"docs/{name}", 1, "S049", "fichier", reason=reason)
