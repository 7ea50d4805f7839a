"""The drawings that explain: what they show is what the rules answer, and a list says it too."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from macros.publish.paper.html import article, sections
from macros.render.figures import MARGIN, WIDTH, ladder, timeline
from macros.render.page import Page
from macros.rules import api

DAY = date(2026, 11, 26)
TOOLS = {
    "suivi-reclamation": "sent_on",
    "delai-declaration": "received_on",
    "prescription-injure": "published_on",
    "issue-mediation": "notified_on",
}


def drawn(tool: str, day: date = DAY) -> str:
    return timeline(Page("", "", day), tool)


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("day", [DAY, date(2028, 2, 29), date(2026, 4, 30)])
def test_a_line_of_time_holds_every_date_of_the_rules(tool: str, day: date) -> None:
    """The list under a line has each date that the calculator answers, in order, and no other."""
    dates = api.answer(tool, {TOOLS[tool]: day.isoformat()}, today=day.isoformat())["dates"]
    listed = re.findall(r'<time datetime="([^"]+)">', drawn(tool, day))
    assert listed == sorted(dates.values())


@pytest.mark.parametrize("tool", TOOLS)
def test_a_line_of_time_is_at_true_scale(tool: str) -> None:
    """From the event to the last date the marks stand as far apart as their days."""
    html = drawn(tool)
    dates = [date.fromisoformat(one) for one in re.findall(r'<time datetime="([^"]+)">', html)]
    places = [
        int(x) + (7 if mark == "limit" else 0)
        for mark, x in re.findall(r'class="am-figure__(dot|main|limit)"[^>]*? c?x="(\d+)"', html)
    ]
    span = (dates[-1] - DAY).days
    expected = [MARGIN + (WIDTH - 2 * MARGIN) * (day - DAY).days / span for day in dates]
    assert len(places) == len(expected)
    assert all(abs(one - other) <= 1 for one, other in zip(places, expected, strict=True))


@pytest.mark.parametrize("html", [*(drawn(tool) for tool in TOOLS), ladder("tecrep")])
def test_a_drawing_is_told_to_the_ear(html: str) -> None:
    """A picture has its name and says where its words are; it is drawn without a style sheet too."""
    (named,) = re.findall(r'role="img" aria-labelledby="(\S+) (\S+)"', html)
    assert all(re.search(rf'id="{id}">[^<]+<', html) for id in named)
    assert '<svg viewBox="' in html
    assert 'fill="none" stroke="currentColor"' in html
    assert "<ol" in html


def test_the_steps_are_those_of_the_list() -> None:
    """Each letter and each step of TECREP is drawn and listed, in the order of the checklist."""
    items: list[dict[str, Any]] = api.describe("tecrep")["items"]
    html = ladder("tecrep")
    assert re.findall(r'y="\d+" fill[^>]*>(\w)</text>', html) == [one["letter"] for one in items]
    assert [label.replace("&#39;", "'") for label in re.findall(r"</b> ([^<]+)</li>", html)] == [
        one["label"] for one in items
    ]


def test_a_tool_that_a_date_does_not_answer_is_refused() -> None:
    """No line is drawn from an answer that is not whole."""
    with pytest.raises(LookupError):
        drawn("prescription-biennale")


def test_paper_sees_through_what_the_screen_puts_beside() -> None:
    """The box around a guide's text is no part of its paper: its sections are found, without the buttons."""
    html = (
        "<article><nav>x</nav><div class='am-text'><h1>T</h1><h2>A</h2><ul><li>a</li></ul>"
        "<div class='am-guide'><p>Imprimer</p></div><h2>B</h2><p>b</p></div></article>"
    )
    body = article(html)
    assert [(heading.text, len(held)) for heading, held in sections(body)] == [("A", 1), ("B", 1)]
    assert "Imprimer" not in "".join(body.itertext())
