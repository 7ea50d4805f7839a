"""How these tests draw their examples, and what they say at the end."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# The same examples on every machine and every day: a failure is always a change of ours.
# HYPOTHESIS_PROFILE=explore draws new ones, and more of them.
settings.register_profile("same", derandomize=True, deadline=None, max_examples=100, database=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests counted: a tree that lost half its paths should be seen."""
    counted = [
        f"{report.nodeid.rpartition('::')[2]}: {name} {value}"
        for report in terminalreporter.stats.get("passed", [])
        for name, value in getattr(report, "user_properties", [])
        if value != 1  # What counts one by one is added up in tests/report.py.
    ]
    if counted:
        terminalreporter.section("counted")
        terminalreporter.write_line("\n".join(sorted(counted)))
