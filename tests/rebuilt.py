"""Make again only what a change can have changed of a built site: a program of `tests.mutants`."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from macros.publish import site


def mirror(source: Path, target: Path) -> None:
    """Make a directory the same as another; what has its size and its time already stays."""

    def files(root: Path) -> dict[Path, tuple[int, int]]:
        found = ((one.relative_to(root), one.stat()) for one in root.rglob("*") if one.is_file())
        return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in found}

    wanted, there = files(source), files(target)
    for name in there.keys() - wanted.keys():
        (target / name).unlink()
    for name, stamp in wanted.items():
        if there.get(name) != stamp:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, target / name)


def main() -> None:
    """Build the site of a project for a day, without what is told to be as it was."""
    root, day, told = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
    run = site._run
    kept = root.parent / "site"

    def generated(project: Path, module: str, *arguments: str, **settings: str) -> None:
        """Take what the generator made."""
        if not told["raw"]:
            run(project, module, *arguments, **settings)
            return
        mirror(Path(told["raw"]), root / "site")

    def as_it_was(_root: Path, built: Path, *_: object, **__: object) -> None:
        """Take the calendars of the right site."""
        for file in kept.rglob("*.ics"):
            target = built / file.relative_to(kept)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)

    site._run = generated
    site.compress_pages = lambda *_, **__: None  # type: ignore[assignment]
    if not told["dated"]:
        site.write_dated = as_it_was  # type: ignore[assignment]
    site.build_site(root, today=day, strict=False, pdf=False)


if __name__ == "__main__":
    main()
