"""The same sources make the same site, byte for byte: in two folders, on two days of the calendar.

Papers are left out: they take a minute, and WeasyPrint writes its own dates. What is made once and kept under the
hash of its sources (the browser's Python, the tables) is shared: the two builds do not make it twice.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from macros.publish.site import SOURCES

ROOT = Path(__file__).parent.parent.parent

#: Twenty-six hours apart: these two never have the same day.
FIRST_AND_LAST = ("Etc/GMT+12", "Pacific/Kiritimati")


def built(folder: Path, zone: str) -> dict[str, str]:
    """Build the project in a folder where it is another day; return the hash of each file of the site."""
    folder.mkdir()
    for name in (*SOURCES, "package.json", "pyproject.toml", "README.md", "LICENSE"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    (folder / "tests").symlink_to(ROOT / "tests")
    (folder / "build").mkdir()
    for made in (ROOT / "build").iterdir():
        if made.is_dir() and made.name != "hosting":
            (folder / "build" / made.name).symlink_to(made)
    environment = {**os.environ, "TZ": zone, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "random"}
    subprocess.run(
        [sys.executable, "-m", "macros", "build", "--no-pdf", "--today", "2026-11-26"],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )
    site = folder / "site"
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


def test_the_same_sources_make_the_same_site(tmp_path: Path, built_site: Path) -> None:
    """Whoever builds it, wherever and whenever: anybody can check that what is online is this source."""
    assert built_site  # What is kept under its hash is there.
    one, other = (built(tmp_path / f"{n}-a-folder", zone) for n, zone in enumerate(FIRST_AND_LAST))
    assert len(one) > 500
    assert {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)} == set()
