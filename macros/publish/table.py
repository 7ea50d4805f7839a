"""The tables of common answers: one file for a tool and a zone, that a page reads before Python is there."""

import json
import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from macros.publish import answer_tables
from macros.publish.cache import cached
from macros.publish.compress import compress
from macros.rules import api

#: The calculators that have such tables.
TOOLS = ("delai-declaration", "compter-un-delai")

#: How far the starts go from the day of the build, both ways.
REACH = timedelta(days=400)

#: Where a page asks for them, in the site: `<tool>/<zone>.json`.
ADDRESS = Path("assets/table")


def write_tables(site: Path, wheel: Path, cache: Path, *, today: str) -> Path:
    """Write the tables of every tool of `TOOLS`, for every zone, under `site`; return their directory.

    They are counted anew when the rules in `wheel` or the day, "YYYY-MM-DD", have changed.
    """
    sources = [wheel, Path(answer_tables.__file__), Path(__file__)]
    made = cached(cache, sources, lambda out: _fill(out, date.fromisoformat(today)), also=today)
    return Path(shutil.copytree(made, site / ADDRESS, dirs_exist_ok=True))


def _fill(out: Path, built: date) -> None:
    first, last = built - REACH, built + REACH
    files = []
    for tool in TOOLS:
        inputs = {one["name"]: one for one in api.describe(tool)["inputs"]}
        (out / tool).mkdir()
        files += [out / tool / f"{option['value']}.json" for option in inputs["zone"]["options"]]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        list(pool.map(partial(_write, first=first, last=last), files))


def _write(file: Path, *, first: date, last: date) -> None:
    """Write one table and its variants: its tool and its zone are in the file's own name."""
    content = answer_tables.described(file.parent.name, file.stem, first, last)
    file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), "utf-8")
    compress(file)
