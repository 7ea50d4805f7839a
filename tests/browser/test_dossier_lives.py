"""Ten real lives, by touch on a phone, over several days: what comes next, the dates, the case on paper."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from macros.rules import api
from tests.browser.gestures import press
from tests.browser.test_dossier import KEPT, tell
from tests.browser.visitors import Visitors
from tests.print.sheets import plain
from tests.print.test_from_the_browser import printed

LIVES: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "lives.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def phone(lasting_visitors: Visitors) -> BrowserContext:
    """Return one phone for all: its browser has Python already, as on a second visit."""
    return lasting_visitors.context(has_touch=True)


def opened(phone: BrowserContext, on: str) -> Page:
    """Return the page of the case on the morning of a day."""
    phone.clock.set_system_time(f"{on}T08:00:00")
    page = phone.new_page()
    page.add_init_script("window.print = () => {}")
    page.goto("/dossier/")
    page.locator("[data-body]:not([hidden])").wait_for()
    return page


@pytest.mark.parametrize("life", LIVES)
def test_a_life_is_told_day_by_day_and_printed(life: str, phone: BrowserContext, tmp_path: Path) -> None:
    """Each day says what comes next and by when; at the end the whole case is on paper, its dates too."""
    days = LIVES[life]["day"]
    for n, day in enumerate(days):
        page = opened(phone, day["on"].isoformat())
        for kind, on, text, *asked in day["tell"]:
            tell(page, kind, on, text, **(asked[0] if asked else {}))
        if verb := day.get("verb"):
            expect(page.locator("[data-verb]")).to_have_text(verb)
        for key, expected in day["items"].items():
            date, limit, state = expected.split()
            item = page.locator(f'[data-item="{key}"], [data-item^="{key}:"]').first
            expect(item).to_have_attribute("data-state", state)
            if date != limit and state != "done":
                expect(item.locator("time[data-date=limit]")).to_have_attribute("datetime", limit)
        if n == 0:
            assert page.evaluate(KEPT) is None, "nothing is written before its reader says so"
            press(page.locator("[data-do=keep]"))
        if n < len(days) - 1:
            page.close()
    case = json.loads(page.evaluate(KEPT))
    press(page.locator("[data-do=print]"))
    page.locator("[data-whole][data-alone]").wait_for(state="attached")
    paper = printed(page, tmp_path)
    assert len(paper.pages) < 12
    view = api.case_view(case, today=days[-1]["on"].isoformat())
    said = [one[name] for one in view["timeline"] for name in ("text", "label", "said")]
    said += [text for day in days for _, _, text, *_ in day["tell"]]
    assert [words for words in said if plain(words) not in paper.words] == []
    page.evaluate("localStorage.clear()")
    page.close()
