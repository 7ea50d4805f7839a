"""Which lines does each test pass? A plugin of pytest: what the search for unproved lines chooses tests by.

    AMIABLE_HITS=hits.jsonl python -m pytest -p tests.hits …

Python says it of itself. The scripts of a page say it once they are `told`: each block then names itself in
the browser's console as it is entered.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent

_TOOL = 4  # One of the numbers that Python leaves to whoever watches.
_SAID = "passed "
_WATCHED = tuple(str(ROOT / room) for room in ("macros/render", "macros/publish"))
_BLOCK = re.compile(
    r"^(?P<indent> *)(?!switch|class|export class).*(?:\)|=>|\belse|\btry|\bcatch|\bfinally) \{$"
)
_NOTE = (
    "globalThis.__passed??=((seen)=>(id)=>{if(!seen.has(id)){seen.add(id);"
    f'console.debug("{_SAID}"+id)}}}})(new Set());'
)

_here: set[str] = set()


def told(name: str, text: str) -> str:
    """Return a script whose blocks say that they were entered; its lines stay where they were."""
    rows = [
        f'{row}__passed("{name}:{line}");' if _BLOCK.match(row) and "switch (" not in row else row
        for line, row in enumerate(text.split("\n"), 1)
    ]
    return f'{_NOTE}__passed("{name}:0");' + "\n".join(rows)


def block(text: str, line: int) -> int:
    """Return the line that opens the block of a line of a script, 0 for the module itself."""
    rows = text.split("\n")

    def depth(row: str) -> int:
        return len(row) - len(row.lstrip())

    least = depth(rows[line - 1])
    for number in range(line - 1, 0, -1):
        row = rows[number - 1]
        if not row.strip() or depth(row) >= least:
            continue
        least = depth(row)
        if _BLOCK.match(row) and "switch (" not in row:
            return number
    return 0


def pytest_configure() -> None:
    """Watch the lines of Python, and listen to every browser that a test opens."""
    watch = sys.monitoring
    watch.use_tool_id(_TOOL, "hits")
    watch.register_callback(_TOOL, watch.events.LINE, _line)
    watch.set_events(_TOOL, watch.events.LINE)

    from playwright.sync_api import Browser

    plain = Browser.new_context

    def heard(self: Browser, **settings: Any) -> Any:
        context = plain(self, **settings)
        context.on("console", lambda said: _hear(said.text))
        return context

    Browser.new_context = heard  # type: ignore[method-assign]


def _hear(text: str) -> None:
    if text.startswith(_SAID):
        _here.add(text.removeprefix(_SAID))


def _line(code: CodeType, line: int) -> object:
    if code.co_filename.startswith(_WATCHED):
        _here.add(f"{code.co_filename.removeprefix(f'{ROOT}/')}:{line}")
    return sys.monitoring.DISABLE


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Write down a test with its seconds and what it passed."""
    _here.clear()
    sys.monitoring.restart_events()
    began = time.monotonic()
    result = yield
    row = {"test": item.nodeid, "seconds": round(time.monotonic() - began, 2), "passed": sorted(_here)}
    with Path(os.environ["AMIABLE_HITS"]).open("a") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return result
