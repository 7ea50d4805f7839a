"""From one tool to the next: the links of an outcome bring the answers that it was reached by."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.gestures import press
from tests.browser.tools import address, door, field, tool, wait_for_answer, wait_for_script
from tests.browser.visitors import Visitors

TODAY = "2026-05-02"


def brought(links: Locator) -> list[dict[str, str]]:
    """Return the answers in each link's address."""
    return [dict(parse_qsl(urlsplit(link.get_attribute("href") or "").fragment)) for link in links.all()]


def expected(id: str, answers: dict[str, str]) -> list[dict[str, str]]:
    """Return the answers that the rules put into each link."""
    result: dict[str, Any] = door(id, answers, today=TODAY)
    return [link.get("answers", {}) for link in result["next"]]


def shown(page: Page) -> Locator:
    return tool(page).locator("[data-current] .am-next a")


def test_an_outcome_hands_over_the_answers_of_its_way(visitors: Visitors) -> None:
    """Before Python, the links are those of the rules; another way to the same outcome hands over its own."""
    answers = {"respect": "no", "channel": "phone", "blame": "written", "profile": "angry"}
    page = visitors.page(address("mon-client-est-mecontent", **answers), on=TODAY, python="refused")
    wait_for_script(page)
    assert brought(shown(page)) == expected("mon-client-est-mecontent", answers)
    press(tool(page).locator("[data-trail] button[data-change=channel]"))
    press(tool(page).locator("[data-current] [data-value=review]"))
    other = expected("mon-client-est-mecontent", answers | {"channel": "review"})
    assert brought(shown(page)) == other
    assert other[0] == {"profile": "angry", "channel": "review"}


def test_the_next_tool_starts_where_this_one_ended(visitors: Visitors) -> None:
    """The link is followed: what was answered is answered there, and the next question is asked."""
    link = address("faut-il-declarer", received="unpaid", unpaid_reason="no_blame")
    page = visitors.page(link, on=TODAY, python="refused")
    wait_for_script(page)
    press(shown(page).first)
    page.wait_for_url("**/mon-client-ne-paie-pas/**")
    wait_for_script(page)
    expect(tool(page).locator("[data-node=due]")).to_have_attribute("data-current", "")
    expect(tool(page).locator("[data-trail] li")).to_have_count(1)


def test_without_a_script_a_link_brings_what_is_the_same_for_all(visitors: Visitors) -> None:
    """In the page as it is delivered, a link holds the answers that do not depend on the reader's."""
    page = visitors.page("/outils/mon-client-est-mecontent/", java_script_enabled=False)
    links = page.locator("[data-node=worried] .am-next a")
    assert brought(links)[0] == {"profile": "worried"}


def test_a_letter_opens_with_the_date_of_the_calculator(visitors: Visitors) -> None:
    """The day typed into the calculator stands in the letter's field, as people write it."""
    page = visitors.page(address("delai-declaration", received_on="2026-04-30"), on=TODAY)
    wait_for_answer(page)
    press(tool(page).locator("[data-answer] a.am-button"))
    page.wait_for_url("**/modeles/declaration-de-sinistre/**")
    expect(field(page, "received_on")).to_have_value("30/04/2026")
