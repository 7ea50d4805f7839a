"""What the tests went through, told by themselves: a plugin that writes macros/render/proved.toml when asked.

    make test REPORT=--report  the whole suite, then what it counted
    python -m pytest --report tests/browser/test_privacy.py    the figures of these files alone

The page about our checks tells what stands there, with its day. A test says what it went through by pytest's
own `record_property(name, number)`; numbers of one name are added up. A figure is written only by a run in
which nothing failed, from files that were run whole; the others keep their figure and their day.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from macros.publish.site import today_here

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "macros/render/proved.toml"
BREAKDOWNS = ROOT / "tests/faults.toml"

#: What may be counted, in the order in which the page tells it.
NAMES = (
    "pages", "states", "engines", "engine_journeys", "journeys", "requests", "breakdown_trials", "changes",
    "door", "code", "link", "fragment", "case", "toml", "trimmed", "same_files",
)  # fmt: skip


def write(found: dict[str, int], *, on: str = "", report: Path = REPORT) -> None:
    """Put figures into the report, with the day they were counted; what they do not name stays."""
    held = tomllib.loads(report.read_text("utf-8")) if report.is_file() else {}
    held |= {name: {"count": count, "on": on or today_here()} for name, count in found.items() if count}
    lines = ["# Written by the tests, when they are asked: see tests/report.py. Nobody types a figure here."]
    lines += [f'{name} = {{ count = {held[name]["count"]}, on = "{held[name]["on"]}" }}'
              for name in NAMES if name in held]  # fmt: skip
    report.write_text("\n".join([*lines, ""]), "utf-8")


class Report:
    """Adds up what the tests of a run say of themselves."""

    def __init__(self, config: pytest.Config, report: Path = REPORT) -> None:
        self.config, self.report = config, report
        self.found: Counter[str] = Counter()
        self.passed: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Hear one test, in whichever process it ran."""
        if report.when == "call" and report.passed:
            self.found.update({name: int(n) for name, n in report.user_properties if name in NAMES})
            self.passed[report.nodeid.split("[")[0]] += 1

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Write, if all that ran was run whole and holds."""
        if exitstatus == 0 and is_whole(self.config):
            write({**self.found, "breakdown_trials": self.breakdowns()}, report=self.report)

    def breakdowns(self) -> int:
        """Return how often something was broken on purpose and survived; 0 unless all of the table ran."""
        told = tomllib.loads(BREAKDOWNS.read_text("utf-8")).values()
        named = {test for row in told for test in row["tests"]}
        return sum(self.passed[test] for test in named) if named <= self.passed.keys() else 0


def is_whole(config: pytest.Config) -> bool:
    """Whether the files of a run were run whole: no test of them chosen or left out."""
    chosen = config.option.keyword or config.option.markexpr or getattr(config.option, "lf", False)
    return not chosen and not config.option.deselect and not any("::" in one for one in config.args)
