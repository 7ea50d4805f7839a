"""A new tree, checklist or letter: a small file that is right at once, and the page that prints it."""

import re
import tomllib
import unicodedata
from pathlib import Path
from string import Template

from macros.rules import addresses
from macros.rules.data import FOLDERS
from macros.rules.model import Kind

from .words import words

MODELS = Path(__file__).parent / "models"
DATA = "macros/rules/data"


#: The kinds that have a model.
KINDS: tuple[Kind, ...] = ("tree", "checklist", "letter")


class RefusedError(Exception):
    """Why nothing was written, in French, for the person who asked."""


def new(root: Path, kind: Kind, slug: str, *, today: str) -> list[Path]:
    """Write a tool of a kind and its page below `root`, a tree with its booklet; return the files.

    `today`, "YYYY-MM-DD", is the day it is said to be checked. Raises RefusedError for a slug that is
    no address, or that a tool or a page already has.
    """
    said = words("new")
    if slug != (right := address(slug)):
        raise RefusedError(said["bad_slug"].format(slug=slug, right=right))
    files = {
        root / DATA / FOLDERS[kind] / f"{slug}.toml": f"{kind}.toml",
        root / "docs" / addresses.folder(kind) / f"{slug}.md": "page.md",
    }
    if kind == "tree":
        files[root / "docs/methode/relecture" / f"{slug}.md"] = "booklet.md"
    # Two tools may not bear one name, of whatever kind they are.
    taken = [*files, *sorted((root / DATA).glob(f"*/{slug}.toml"))]
    for file in taken:
        if file.exists():
            raise RefusedError(said["taken"].format(slug=slug, file=file.relative_to(root).as_posix()))
    title = tomllib.loads(_model(f"{kind}.toml", slug=slug, today=today, title=""))["title"]
    for file, model in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_model(model, slug=slug, today=today, title=title), encoding="utf-8")
    return list(files)


def address(words: str) -> str:
    """Return the address nearest to some words: lower case, no accent, hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "nom"


def _model(name: str, **values: str) -> str:
    return Template((MODELS / name).read_text(encoding="utf-8")).substitute(values)
