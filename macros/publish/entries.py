"""The entry pages: short addresses for e-mails, `/e/<situation>/`, written beside the generator's pages."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from macros import branding
from macros.publish.settings import read_settings
from macros.render import content
from macros.render.entries import door_page

#: Under the root of the site, where every entry stands.
ADDRESS = Path("e")

#: The days of an entry's table, counted from the day of the build: who reads it may have waited.
BEFORE, AFTER = 10, 30


def write_entries(root: Path, site: Path, *, today: str, insurer: str = "") -> list[Path]:
    """Write the page of every situation, and of every preset of the contract's time limit; return the files.

    `root` is the project, `site` the built site, `today` the day of the build, "YYYY-MM-DD", `insurer`
    the id of the insurer whose name the site carries.
    """
    frame = read_frame(root, insurer)
    written = []
    for entry, preset in _entries(today, branding.insurer(insurer)["contract"]):
        folder = ADDRESS / entry["id"] / (preset["slug"] if preset else "")
        html = door_page(
            entry,
            depth=len(folder.parts),
            days=_days(today, -BEFORE, AFTER),
            today=today,
            frame=frame,
            preset=preset,
        )
        file = site / folder / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, "utf-8")
        written.append(file)
    return written


def read_frame(root: Path, insurer: str = "") -> dict[str, str]:
    """Return the words around every page, as the generator has them: site_name, promise, copyright.

    On an insurer's site, `site_name` is its name, and `call`, `telephone`, `dial`, `hours` and `foot` say
    whom to call and whose site it is; they are empty on the plain site.
    """
    settings, theirs = read_settings(root), branding.frame_of(insurer)
    return {
        **theirs,
        "site_name": theirs["name"] or settings["site_name"],
        "promise": settings["extra"]["frame"]["promise"],
        "copyright": settings["copyright"].strip(),
    }


def _entries(
    today: str, contract: Mapping[str, str]
) -> Iterator[tuple[dict[str, Any], dict[str, str] | None]]:
    """Return each entry with the insurer's time limit if its contract says one, then with each preset."""
    for entry in content.entries(date.fromisoformat(today)):
        yield entry, {**contract, "slug": ""} if contract and entry["contract"] else None
        if entry["contract"]:
            yield from ((entry, preset) for preset in content.presets())


def _days(today: str, before: int, after: int) -> list[str]:
    built = date.fromisoformat(today)
    return [(built + timedelta(days=n)).isoformat() for n in range(before, after + 1)]
