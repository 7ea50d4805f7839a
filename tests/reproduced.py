"""Is the site the same to the byte, built again elsewhere on another day? `make reproduced` says what is not.

    python -m tests.reproduced             --report writes how many files were the same

Builds twice from nothing, without what earlier builds have kept: in two folders, in two zones, languages and
orders of chance, some minutes apart, and some days where `faketime` is installed. Returns 1 where a file
differs, and names each.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from macros.publish.site import today_here
from tests import report
from tests.conftest import ROOT, copy_project

#: Two machines that have nothing in common but the sources.
MACHINES = (
    {"TZ": "UTC", "LANG": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Pacific/Kiritimati", "LANG": "fr_FR.UTF-8", "PYTHONHASHSEED": "4242"},
)


def build(folder: Path, day: str, machine: dict[str, str], *, later: bool) -> Path:
    """Build the site of a day from a copy of the sources under `folder`; return the site."""
    root = copy_project(folder)
    shutil.copytree(ROOT / "tests", root / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    for kept in (root / "build").iterdir():
        kept.unlink()
    (scratch := folder / "scratch").mkdir()
    clock = ["faketime", "-f", "+3d5h"] if later and shutil.which("faketime") else []
    command = [*clock, sys.executable, "-m", "macros", "--root", str(root), "build", "--today", day]
    env = {**os.environ, **machine, "TMPDIR": str(scratch), "HOME": str(scratch)}
    subprocess.run(command, cwd=root, env=env, check=True)
    return root / "site"


def differing(one: Path, other: Path) -> list[str]:
    """Return the files that are not the same in two folders, or not in both."""
    files = [
        {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
        for site in (one, other)
    ]
    same = {
        name
        for name in files[0].keys() & files[1]
        if files[0][name].read_bytes() == files[1][name].read_bytes()
    }
    return sorted((files[0].keys() | files[1]) - same)


def main() -> int:
    """Build twice and compare."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch, name) for name in ("one", "another-of-a-longer-name")]
        day = today_here()
        sites = [
            build(folder, day, machine, later=later)
            for folder, machine, later in zip(folders, MACHINES, (False, True), strict=True)
        ]
        wrong = differing(*sites)
        count = sum(file.is_file() for file in sites[0].rglob("*"))
    for name in wrong:
        sys.stdout.write(f"{name}\n")
    sys.stdout.write(f"{len(wrong)} of {count} files differ\n")
    if "--report" in sys.argv and not wrong:
        report.write({"same_files": count})
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
