"""What nobody has read again for a year says so, where it is read; before that day, nothing does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from macros import authoring
from macros.render.page import Page
from macros.render.tools import tool
from macros.render.words import guide_header
from macros.rules import api

TOOLS = [one["id"] for one in api.tools()]
READ = "2026-01-31"
MARK = "data-stale"


@pytest.mark.parametrize(("today", "is_old"), [("2027-01-30", False), ("2027-01-31", True)])
def test_a_guide_says_from_the_day_on_that_it_is_review_due(
    today: str, is_old: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The banner names the last reading and who reads next."""
    monkeypatch.setenv("AMIABLE_TODAY", today)
    head = guide_header(checked_on=READ, minutes=4)
    assert (MARK in head) == is_old
    assert ("À relire" in head) == is_old
    assert head.count("équipe Amiable") == (2 if is_old else 1)
    assert head.count("31\u00a0janvier 2026") == (2 if is_old else 1)


@pytest.mark.parametrize("tool_id", TOOLS)
def test_a_tool_says_it_too_and_is_listed_for_editors(tool_id: str) -> None:
    """The same day decides for the page and for the command; the owner is the one of the file."""
    described = api.describe(tool_id)
    read = date.fromisoformat(described["checked_on"])
    day = read.replace(year=read.year + 1)
    fresh, old = (tool(Page("../../", "../../", one), tool_id) for one in (day - timedelta(days=1), day))
    assert MARK not in fresh
    assert old.count(MARK) == 1
    banner = old[old.index(MARK) :].partition("</p>")[0]
    assert described["owner"] in banner
    assert not authoring.is_review_due(described["checked_on"], today=(day - timedelta(days=1)).isoformat())
    assert authoring.is_review_due(described["checked_on"], today=day.isoformat())
