"""The report that the page about our checks tells: what the tests said of themselves, and nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from macros.render import content
from tests.report import BREAKDOWNS, NAMES, REPORT, Report, write

ROOT = Path(__file__).parent.parent.parent
A_TEST = "tests/browser/test_privacy.py::test_what_a_reader_says_goes_nowhere"


def config(*args: str, keyword: str = "") -> Any:
    """Return what pytest was asked, as far as the report looks at it."""
    return SimpleNamespace(
        args=args, option=SimpleNamespace(keyword=keyword, markexpr="", deselect=None, lf=False)
    )


def told(report: Path, given: Any, exitstatus: int = 0, **said: int) -> dict[str, Any]:
    """Have a run of one test with two rows tell what it went through; return what the report then holds."""
    heard = Report(given, report)
    for row in ("[a]", "[b]"):
        test: Any = SimpleNamespace(
            when="call", passed=True, nodeid=A_TEST + row, user_properties=list(said.items())
        )
        heard.pytest_runtest_logreport(test)
    heard.pytest_sessionfinish(exitstatus)
    return tomllib.loads(report.read_text("utf-8")) if report.exists() else {}


def test_what_tests_say_is_added_up_and_dated(tmp_path: Path) -> None:
    """Each row of a test counts, another file's figure keeps its day, and unknown names stay out."""
    report = tmp_path / "proved.toml"
    write({"door": 100_000}, on="2026-01-05", report=report)
    held = told(report, config("tests/browser/test_privacy.py"), requests=70, marked=3)
    assert held["door"] == {"count": 100_000, "on": "2026-01-05"}
    assert held["requests"]["count"] == 140
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", held["requests"]["on"])
    assert set(held) == {"door", "requests"}


@pytest.mark.parametrize(
    ("given", "exitstatus"),
    [(config(A_TEST), 0), (config("tests", keyword="privacy"), 0), (config("tests"), 1)],
)
def test_a_part_of_a_run_or_a_failed_one_tells_nothing(tmp_path: Path, given: Any, exitstatus: int) -> None:
    """A test chosen by its name, a part of a file, a run with a failure: no figure."""
    assert told(tmp_path / "proved.toml", given, exitstatus, requests=70) == {}


def test_trials_of_breakdowns_need_the_whole_table(tmp_path: Path) -> None:
    """All tests of the table, and each of their rows, make the figure; one that did not run, none."""
    table = tomllib.loads(BREAKDOWNS.read_text("utf-8"))
    named = sorted({one for row in table.values() for one in row["tests"]})
    for left_out in (0, 1):
        heard = Report(config("tests"), tmp_path / f"{left_out}.toml")
        for one in named[left_out:]:
            for row in ("[a]", "[b]"):
                test: Any = SimpleNamespace(when="call", passed=True, nodeid=one + row, user_properties=[])
                heard.pytest_runtest_logreport(test)
        assert heard.breakdowns() == (0 if left_out else 2 * len(named))


def test_every_figure_has_a_sentence_and_is_told_by_a_test() -> None:
    """What may be counted is what the page can say; nothing else stands in the report."""
    said = content.words("verification")["proved_lines"]
    assert tuple(said) == NAMES
    assert set(tomllib.loads(REPORT.read_text("utf-8"))) <= set(NAMES)
    code = "".join(file.read_text("utf-8") for file in (ROOT / "tests").rglob("*.py"))
    fuzzed = {"door", "code", "link", "case", "toml", "fragment"}
    written = {name for name in NAMES if f'"{name}", ' in code or f'{{"{name}": ' in code}
    assert written | fuzzed >= set(NAMES)
