"""The policy that hosts send with the pages: the whole journey works under it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from macros.publish.hosting.headers import inline
from tests.browser.tools import (
    BEFORE,
    EXAMPLE,
    RECEIVED,
    address,
    dates,
    field,
    result,
    wait_for_answer,
)
from tests.browser.visitors import Visitors


def test_no_page_carries_a_script_in_itself(built_site: Path) -> None:
    """Scripts are files of this site: the policy allows no other."""
    assert inline(built_site)["script"] == {}


def test_the_journey_works_under_the_policy(visitors: Visitors) -> None:
    """From the link to both dates, with another length, without one refusal of the browser."""
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED), on=BEFORE)
    wait_for_answer(page)
    assert dates(page) == {"safe_date": "2026-05-07", "deadline": "2026-05-11"}
    field(page, "length").fill("10")
    expect(result(page).locator("[data-date=deadline]")).to_have_attribute("datetime", "2026-05-19")


def test_the_policy_is_really_sent(visitors: Visitors) -> None:
    """Under the policy a script, a style or an action written into the page does nothing, and is told of."""
    page = visitors.page("/guides/tecrep/")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.touched = 1";
          const style = document.createElement("style");
          style.textContent = "h1 { display: none }";
          document.body.append(script, style);
          document.querySelector("h1").setAttribute("onclick", "window.touched = 2");
          document.querySelector("h1").click();
        }"""
    )
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("window.touched") is None
    assert len(visitors.refusals) == 3
    visitors.refusals.clear()
