"""What the sheets of paper keep of an answer: enough to count again by hand, and one page."""

from __future__ import annotations

import re
from datetime import date

import pytest

from macros.render import paper
from macros.render.paper import MANY_DAYS
from macros.rules import api

TODAY = date(2026, 11, 26)


def steps(tool: str) -> list[str]:
    """Return the lines of the worked example of a calculator, on paper."""
    (sheet,) = (one for one in paper.sheets(TODAY) if one.path == f"outils/{tool}")
    lines = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<li>(.*?)</li>", sheet.body, re.DOTALL)]
    return [one for one in lines if re.match(r"\w+di |dimanche ", one)]


def example(tool: str) -> dict[str, str]:
    answers: dict[str, str] = api.describe(tool, today=TODAY.isoformat())["example"]["answers"]
    return answers


def test_a_long_count_keeps_its_ends_and_every_tenth_day() -> None:
    """Ninety days take ten lines: the day it starts, each tenth day by its number, the day it ends."""
    written = steps("issue-mediation")
    numbers = [
        int(found[1]) for one in written if (found := re.search(r"jour (\d+)", one.replace("\u00a0", " ")))
    ]
    assert numbers == list(range(10, 91, 10))
    assert "départ" in written[0]
    assert "fin du délai" in written[-1]
    assert len(written) == len(numbers) + 1


def test_a_short_count_keeps_every_day() -> None:
    """Where a contract gives a few days each has its line, those that are not counted too."""
    written = steps("delai-declaration")
    answered = api.answer("delai-declaration", example("delai-declaration"), today=TODAY.isoformat())
    days = {one["date"] for one in answered["steps"]}
    assert 5 < len(days) <= MANY_DAYS
    assert len(written) == len(days)


@pytest.mark.parametrize(
    ("tool", "years"),
    [
        ("issue-mediation", []),
        ("delai-declaration", ["2026", "2027"]),
        ("prescription-biennale", ["2026", "2027", "2028", "2029", "2030"]),
    ],
)
def test_a_sheet_lists_the_holidays_that_its_count_needs(tool: str, years: list[str]) -> None:
    """This year and as many as the count may reach; none where no holiday changes anything."""
    (sheet,) = (one for one in paper.sheets(TODAY) if one.path == f"outils/{tool}")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", sheet.body))
    assert re.findall(r"(20\d\d) : 1er janvier", text) == years
