"""A new tool of a kind: a small file that is right at once, what computes it, and the page that prints it."""

import keyword
import re
import tomllib
import unicodedata
from pathlib import Path
from string import Template

from macros.rules import addresses
from macros.rules.data import FOLDERS
from macros.rules.model import Kind

from .lint.leftovers import MARK, MODELS
from .words import words

DATA = "macros/rules/data"
CALCULATORS = "macros/rules/calculators"

#: The kinds that have a model.
KINDS: tuple[Kind, ...] = ("tree", "checklist", "letter", "deadline")


class RefusedError(Exception):
    """Why nothing was written, in French, for the person who asked."""


def new(root: Path, kind: Kind, slug: str, *, today: str) -> list[Path]:
    """Write a tool of a kind and its page below `root`; return the files.

    A tree has its booklet; a deadline has its calculator, which is written into the table of them, and
    the event of its calendar file, at the end of the strings.

    `today`, "YYYY-MM-DD", is the day it is said to be checked. Raises RefusedError for a slug that is
    no address, or that a tool or a page already has.
    """
    said = words("new")
    name = slug.replace("-", "_")
    if slug != (right := address(slug)):
        raise RefusedError(said["bad_slug"].format(slug=slug, right=right))
    files = {
        root / DATA / FOLDERS[kind] / f"{slug}.toml": f"{kind}.toml",
        root / "docs" / addresses.folder(kind) / f"{slug}.md": "page.md",
    }
    if kind == "tree":
        files[root / "docs/methode/relecture" / f"{slug}.md"] = "booklet.md"
    if kind == "deadline":
        # The calculator is a module: its name is one that Python takes.
        if not name.isidentifier() or keyword.iskeyword(name):
            raise RefusedError(said["bad_slug"].format(slug=slug, right=f"delai-{slug}"))
        files[root / CALCULATORS / f"{name}.py"] = "calculator.txt"
    # Two tools may not bear one name, of whatever kind they are.
    taken = [*files, *sorted((root / DATA).glob(f"*/{slug}.toml"))]
    for file in taken:
        if file.exists():
            raise RefusedError(said["taken"].format(slug=slug, file=file.relative_to(root).as_posix()))
    given = {"slug": slug, "module": name, "today": today}
    title = tomllib.loads(_model(f"{kind}.toml", **given))["title"]
    for file, model in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_model(model, **given, title=title), encoding="utf-8")
    if kind == "deadline":
        strings = root / DATA / "strings.toml"
        strings.write_text(
            strings.read_text(encoding="utf-8") + _model("events.toml", **given), encoding="utf-8"
        )
        table = root / CALCULATORS / "__init__.py"
        table.write_text(_listed(table.read_text(encoding="utf-8"), name), encoding="utf-8")
    return list(files)


def address(words: str) -> str:
    """Return the address nearest to some words: lower case, no accent, hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "nom"


def _model(name: str, **values: str) -> str:
    return Template(MARK.sub("", (MODELS / name).read_text(encoding="utf-8"))).substitute(values)


def _listed(table: str, name: str) -> str:
    """Return the module that lists the calculators with one more: imported and listed, in their order."""
    lines = table.splitlines(keepends=True)
    for like, line in ((r"    \w+,\n", f"    {name},\n"), (r'    "\w+": \w+,\n', f'    "{name}": {name},\n')):
        listed = [place for place, one in enumerate(lines) if re.fullmatch(like, one)]
        lines.insert(next((place for place in listed if lines[place] > line), listed[-1] + 1), line)
    return "".join(lines)
