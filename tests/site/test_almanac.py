"""The almanac in a real browser: it opens on the month, and each month is a page on paper."""

import re

import pytest
from playwright.sync_api import Browser

ADDRESS = "/outils/almanach/"
POINT = 96 / 72


@pytest.fixture
def sheets(browser: Browser, site_server: str) -> bytes:
    """Return the almanac as the browser prints it."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site_server + ADDRESS)
    printed = page.pdf(prefer_css_page_size=True, format="A4")
    context.close()
    return printed


def test_no_month_is_split_on_paper(sheets: bytes) -> None:
    """One page to explain, then one for each of the twenty-four months, those of the fold too."""
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", sheets)) == 25


def test_nothing_printed_is_small(browser: Browser, site_server: str) -> None:
    """On paper every word of the almanac is 11 points or more, and shown."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site_server + ADDRESS)
    page.emulate_media(media="print")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("[data-almanac] :is(th, td, b, span, caption, h2)")]
             .filter((element) => element.textContent.trim())
             .map((it) => [parseFloat(getComputedStyle(it).fontSize), it.getClientRects().length])"""
    )
    context.close()
    assert len(sizes) > 730 * 7
    assert min(size for size, _ in sizes) >= 11 * POINT - 0.01
    assert all(drawn for _, drawn in sizes)
