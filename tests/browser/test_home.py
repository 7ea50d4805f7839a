"""The home page: its first question, answered on it, and the way back to what is kept."""

from __future__ import annotations

import json
from datetime import date

from playwright.sync_api import Page, expect

from macros.render import content
from macros.rules import api
from macros.rules.french import day_text
from tests.browser.gestures import press
from tests.browser.stillness import WATCH, moved
from tests.browser.visitors import Visitors

TOOL = "delai-declaration"


def safe_day(received: str, today: str) -> str:
    """Return the day that the rules advise for a claim received on a day, as pages write it."""
    dates = api.answer(TOOL, {"received_on": received}, today=today)["dates"]
    return day_text(date.fromisoformat(dates["safe_date"]))


def written(page: Page, day: str) -> str:
    return page.locator(f"[data-day='{day}'] [data-date]").inner_text().replace("\u00a0", " ")


def test_the_dates_are_written_before_the_tap(visitors: Visitors) -> None:
    """Today and yesterday each say their date, that of the rules; nothing moves for it."""
    page = visitors.page("/", on="2026-11-26", init=WATCH)
    expect(page.locator("[data-day=hier] [data-date]")).to_contain_text("décembre")
    assert written(page, "aujourd’hui") == safe_day("2026-11-26", "2026-11-26").replace("\u00a0", " ")
    assert written(page, "hier") == safe_day("2026-11-25", "2026-11-26").replace("\u00a0", " ")
    page.wait_for_timeout(300)
    assert moved(page) == []


def test_a_tap_gives_the_whole_answer(visitors: Visitors) -> None:
    """The entry page opens with the day that was pressed, and answers at once."""
    page = visitors.page("/", on="2026-11-26")
    expect(page.locator("[data-day=hier] [data-date]")).to_contain_text("décembre")
    press(page.locator("[data-day=hier]"))
    page.wait_for_url("**/e/reclamation-recue/**")
    expect(page.locator("[data-result] [data-date=safe_date]")).to_have_attribute("datetime", "2026-12-01")


def test_another_date_is_answered_in_its_place(visitors: Visitors) -> None:
    """A day that is chosen has its date in the line beneath; one whose limit has gone says so."""
    page = visitors.page("/", on="2026-11-26")
    expect(page.locator("[data-day=hier] [data-date]")).to_contain_text("décembre")
    said, link = page.locator("[data-other-date]"), page.locator("[data-other-link]")
    height = page.evaluate("() => document.documentElement.scrollHeight")
    page.locator("[data-other]").fill("2026-11-24")
    expect(said).to_contain_text(safe_day("2026-11-24", "2026-11-26").replace("\u00a0", " ").split()[-1])
    assert "2026-11-24" in (link.get_attribute("href") or "")
    page.locator("[data-other]").fill("2026-11-16")
    late = api.answer(TOOL, {"received_on": "2026-11-16"}, today="2026-11-26")["display"]["headline"]
    expect(said).to_have_text(f"{late}.")
    assert page.evaluate("() => document.documentElement.scrollHeight") == height


def test_what_is_kept_has_its_way_back_in_the_same_slot(visitors: Visitors) -> None:
    """The slot says that nothing is kept, or leads to it, and has the same height in both cases."""
    page = visitors.page("/")
    slot = page.locator("[data-resume]")
    empty = slot.bounding_box()
    kept = {"version": 1, "done": ["pause"]}
    page.evaluate("(text) => localStorage.setItem('amiable.checklist.desamorcer', text)", json.dumps(kept))
    page.reload()
    link = page.locator("a.am-resume")
    expect(link).to_be_visible()
    assert (link.get_attribute("href") or "").endswith("outils/desamorcer/")
    full = link.bounding_box()
    assert empty
    assert full
    assert abs(full["height"] - empty["height"]) < 1
    press(link)
    page.wait_for_url("**/outils/desamorcer/")


def test_every_situation_leads_to_its_entry_page(visitors: Visitors) -> None:
    """Each tile has a drawing and leads to the page that e-mails lead to; without a script too."""
    page = visitors.page("/", java_script_enabled=False)
    led = page.locator(".am-tile").evaluate_all("(tiles) => tiles.map((one) => new URL(one.href).pathname)")
    assert led == [f"/e/{one['id']}/" for one in content.situations()]
    assert page.locator(".am-tile > svg[aria-hidden]").count() == len(led)
