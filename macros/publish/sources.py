"""What the site is made from, and what it is known by."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from macros import authoring
from macros.publish.generator import DEFAULT
from macros.publish.settings import page_url
from macros.render.publisher import publisher

#: What the site is made from: a change in one of these makes another site.
SOURCES = ("changelog.d", "docs", "macros", "mkdocs.yml", "package-lock.json", "requirements")

#: The pages as they are written; the rest of `docs` is copied.
WRITTEN = ".md"


def fingerprint(root: Path, day: str, insurer: str = "", generator: str = DEFAULT) -> str:
    """Return a hash of every source of the site, the day, the address, the name and what it is made by."""
    digest = digest_of(root)
    digest.update(f"{day}{insurer}{generator}{surroundings(root)}".encode())
    return digest.hexdigest()


def surroundings(root: Path) -> str:
    """Return what a site says that is in none of its sources: its address, its publisher, its proofs."""
    # A page says how many tests there are, whatever these are made of.
    return f"{page_url(root, '')}{publisher()}{authoring.proofs(root)}"


def digest_of(root: Path, *, words: bool = True) -> "hashlib._Hash":
    """Return a hash of every source of the project at `root`; without `words`, of a page its name alone."""
    digest = hashlib.sha256()
    for file in _files(root):
        name = file.relative_to(root)
        is_page = name.parts[0] == "docs" and name.suffix == WRITTEN
        digest.update(f"{name}\0".encode() + (file.read_bytes() if words or not is_page else b"") + b"\0")
    return digest


def _files(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        found = root / name
        files = sorted(found.rglob("*")) if found.is_dir() else [found]
        yield from (file for file in files if file.is_file() and "__pycache__" not in file.parts)
