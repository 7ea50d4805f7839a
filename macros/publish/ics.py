"""Calendar files at addresses of their own: a phone's mail opens a real file, not what a script makes."""

from datetime import date, timedelta
from pathlib import Path

from macros.publish.settings import page_url
from macros.rules import api

TOOL = "delai-declaration"

#: The common contracts: numbers of jours ouvrés, in metropolitan France.
LENGTHS = (5, 10, 15)

#: How far from the day of the build a réclamation may have been received.
REACH = timedelta(days=40)


def write_calendars(root: Path, site: Path, *, today: str) -> list[Path]:
    """Write `ics/declaration/<day received>/<length>-jours-ouvres.ics` under `site`; return the files.

    One file for each common length and each day within `REACH` of `today`, the day of the build
    ("YYYY-MM-DD"). The same day gives the same bytes.
    """
    built = date.fromisoformat(today)
    page = page_url(root, f"outils/{TOOL}")
    written = []
    for n in range(-REACH.days, REACH.days + 1):
        received = (built + timedelta(days=n)).isoformat()
        folder = site / "ics" / "declaration" / received
        folder.mkdir(parents=True, exist_ok=True)
        for length in LENGTHS:
            answers = {"received_on": received, "length": str(length)}
            # Answered as of the day of reception: a file speaks of no reader's today.
            text = api.calendar(TOOL, answers, today=received, page_url=page, made_on=today)
            file = folder / f"{length}-jours-ouvres.ics"
            file.write_bytes(text.encode())
            written.append(file)
    return written
