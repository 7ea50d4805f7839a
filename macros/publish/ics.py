"""Calendar files at addresses of their own: a phone's mail opens a real file, not what a script makes."""

import json
import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from macros.publish import answer_tables
from macros.publish.cache import cached
from macros.publish.settings import page_url
from macros.rules import api, ics

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


def write_dated(root: Path, site: Path, tables: Path, rules: Path, cache: Path, *, today: str) -> None:
    """Write `ics/<tool>/<dates>.ics` under `site` for what the answer tables in `tables` hold.

    A file is named by the dates that it notes, and speaks of nothing else: whichever answers lead to
    these dates find it, in any zone. `<dates>_limite.ics` notes the limit, for who comes after the
    prudent date. `rules` is the wheel that the tables come from; the files are kept in `cache` under the hash
    of what they are made from.
    """
    address = page_url(root, "")

    def fill(made: Path) -> None:
        with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
            write = partial(_write_dated, tables, made, address=address, today=today)
            list(pool.map(write, answer_tables.TOOLS))

    sources = [rules, Path(__file__), Path(answer_tables.__file__), *sorted(tables.rglob("*.json"))]
    shutil.copytree(cached(cache, sources, fill, also=f"{address} {today}"), site / "ics", dirs_exist_ok=True)


def _write_dated(tables: Path, made: Path, tool_id: str, *, address: str, today: str) -> None:
    """Write the files of one tool into its own folder under `made`; `address` is the site's."""
    folder = made / tool_id
    folder.mkdir()
    page = f"{address}outils/{tool_id}/"
    names: set[str] = set()
    for file in sorted((tables / tool_id).glob("*.json")):
        table = json.loads(file.read_text("utf-8"))
        main, limit = table["files"]["main"], table["files"]["limit"]
        for answers, days in answer_tables.dated(table, file.stem):
            name = "_".join(dict.fromkeys(days.values()))
            if name in names:
                continue
            names.add(name)
            start = answers[answer_tables.start_of(tool_id)]
            (folder / f"{name}.ics").write_bytes(_text(tool_id, answers, on=start, page=page, made_on=today))
            if days[main] < days[limit]:
                text = _text(tool_id, answers, on=days[limit], page=page, made_on=today)
                (folder / f"{name}_limite.ics").write_bytes(text)


def _text(tool_id: str, answers: dict[str, str], *, on: str, page: str, made_on: str) -> bytes:
    """Return the file of the dates of some answers, as of a day, without a word of the answers."""
    result = api.answer(tool_id, answers, today=on)
    result = result | {"answers": {}, "display": result["display"] | {"answers": []}}
    return ics.calendar_text(result, today=on, page_url=page, made_on=made_on).encode()
