"""The figures of the page on hosting come from the report of what was measured, and from nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from unittest.mock import Mock

import pytest

from macros.render import load
from macros.render.load import launch_mailing, mailing, million, million_visits, visit_weights, weights

HOST = {"version": "1.0", **{kind: {"requests_per_s": 500} for kind in ("entry", "tool", "python")}}
MEASURED = {
    "visits": {
        "entry": {"bytes": 18_000, "requests": 5},
        "guide": {"bytes": 60_001, "requests": 4},
        "again": {"bytes": 2_000, "requests": 2},
        "tool": {"bytes": 82_000, "requests": 6},
        "python": {"bytes": 3_000_000, "requests": 4},
    },
    "hosts": {"nginx": HOST, "caddy": HOST},
    "processors": 2,
    "seconds": 4,
    "connections": 16,
    "others": 0.2,
}


def test_a_weight_is_rounded_up() -> None:
    """To five kilobytes, to a hundred from a thousand on: a host never pays for more than it was told."""
    shown = {one["name"]: one["kilobytes"] for one in weights(MEASURED)["visits"]}
    assert shown == {
        "entry": "20",
        "guide": "65",
        "again": "5",
        "tool": "85",
        "python": "3\N{NO-BREAK SPACE}000",
    }


def test_a_million_visits_are_counted_by_their_bytes() -> None:
    """A million guides, and Python for one reader in four."""
    said = million(MEASURED)["said"]
    assert (said["pages_gb"], said["python_gb"], said["all_gb"]) == ("65", "750", "815")
    assert (said["millions"], said["times"]) == ("5", "30")


def test_a_mailing_is_what_comes_within_its_hour() -> None:
    """100,000 entry pages in 3,600 s, a quarter of them with Python: requests, line, busy part."""
    told = mailing(MEASURED)
    said = told["said"]
    assert (said["visits"], said["requests"]) == ("28", "209")  # 27.8 × (5 + (6 + 4) / 4)
    assert said["megabits"] == "176"  # 27.8 × (18 000 + (82 000 + 3 000 000) / 4) × 8
    assert said["gigabytes"] == "79"
    assert [one["busy"] for one in told["hosts"]] == [42, 42]  # 208.3 requests, 500 a second


@pytest.mark.parametrize(("others", "is_shared"), [(0.2, False), (3.0, True)])
def test_a_busy_machine_is_said_to_be_so(others: float, is_shared: bool) -> None:
    """Measured beside other programs, what a host carries is less than it could."""
    assert mailing({**MEASURED, "others": others})["is_shared"] == is_shared


@pytest.mark.parametrize("part", [visit_weights, million_visits, launch_mailing])
def test_every_part_is_printed_from_the_report(
    part: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No place of a figure stays empty, and another report makes another page."""
    html = part()
    assert "{" not in html
    assert re.search(r"\d", html)
    monkeypatch.setattr(load, "tomllib", Mock(loads=lambda _: {"measured_on": "2026-01-01", **MEASURED}))
    assert part() != html
