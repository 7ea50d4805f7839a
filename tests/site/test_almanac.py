"""The almanac in a real browser: one month at a time on a screen, and each month is a page on paper."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.gestures import press

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
    """One page to explain, then one for each of the twenty-four months, whichever is on the screen."""
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", sheets)) == 25


def test_nothing_printed_is_small(browser: Browser, site_server: str) -> None:
    """On paper every word of the almanac is 11 points or more, and shown."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site_server + ADDRESS)
    page.emulate_media(media="print")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(".am-almanac__month > h2, .am-almanac__table *")]
             .filter((element) => !element.matches("thead, tbody, tr"))
             .filter((element) => element.textContent.trim())
             .map((it) => [parseFloat(getComputedStyle(it).fontSize), it.getClientRects().length])"""
    )
    context.close()
    assert len(sizes) > 730 * 7
    assert min(size for size, _ in sizes) >= 11 * POINT - 0.01
    assert all(drawn for _, drawn in sizes)


#: The almanac of the tests' site begins with the year of its build.
SHOWN = """
() => [...document.querySelectorAll(".am-almanac__month")]
  .filter((one) => one.clientHeight > 0 && one.querySelector("td").checkVisibility())
  .map((one) => one.id)
"""


def turn(page: Page, where: str) -> Locator:
    """Return the link of the month that is shown to the next one or the one before."""
    return page.locator(f".am-almanac__turn a{where}").locator("visible=true").first


def test_without_script_one_month_is_shown(browser: Browser, site_server: str) -> None:
    """The month of the build, one of the list, its neighbours, then that of an address."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site_server + ADDRESS)
    months = page.locator(".am-almanac__month")
    visible = months.locator("visible=true")
    expect(visible).to_have_count(1)
    expect(visible).to_have_attribute("data-opens", "")
    listed = page.locator(".am-almanac__nav a")
    expect(listed).to_have_count(24)
    press(listed.nth(3))
    expect(visible).to_have_id(months.nth(3).get_attribute("id") or "")
    press(turn(page, ".am-almanac__after"))
    expect(visible).to_have_id(months.nth(4).get_attribute("id") or "")
    expect(visible).to_be_in_viewport()
    press(turn(page, ":first-child"))
    expect(visible).to_have_id(months.nth(3).get_attribute("id") or "")
    expect(visible).to_have_count(1)
    for n, place in enumerate((".am-almanac__month", ".am-almanac__month h2")):
        id = page.locator(place).nth(7 + n).get_attribute("id")
        page.goto(f"{site_server}{ADDRESS}#{id}")
        expect(visible).to_have_count(1)
        expect(visible).to_have_id(months.nth(7 + n).get_attribute("id") or "")
    page.goto(f"{site_server}{ADDRESS}#__skip")
    expect(visible).to_have_attribute("data-opens", "")
    context.close()


def test_the_almanac_opens_on_the_month_of_its_reader(browser: Browser, site_server: str) -> None:
    """On another day than the build's its own month opens; a search in the page reaches the others."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, timezone_id="Europe/Paris")
    page = context.new_page()
    page.goto(site_server + ADDRESS)
    ids = page.locator(".am-almanac__month").evaluate_all("all => all.map((one) => one.id)")
    page.clock.set_system_time(f"{ids[13].removeprefix('mois-')}-10T10:00:00Z")
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
             window.marked = [...document.querySelectorAll("[data-opens]")].map((one) => one.id);
           }, { capture: true });
           window.moved = 0;
           new PerformanceObserver((list) => { for (const one of list.getEntries()) moved += one.value; })
             .observe({ type: "layout-shift", buffered: true });"""
    )
    page.reload()
    assert page.evaluate("marked") == [ids[13]]
    assert page.evaluate(SHOWN) == [ids[13]]
    fold, current = page.locator(".am-almanac__list"), page.locator(".am-almanac__nav [aria-current]")
    expect(fold).not_to_have_attribute("open", "")
    expect(current).to_have_attribute("href", f"#{ids[13]}")
    press(fold.locator("summary"))
    press(page.locator(f".am-almanac__nav [href='#{ids[2]}']"))
    expect(current).to_have_attribute("href", f"#{ids[2]}")
    assert page.evaluate(SHOWN) == [ids[2]]
    assert page.evaluate("moved") == 0
    # What a search in the page does where it finds its words in another month.
    page.evaluate(
        """(id) => document.querySelector(`#${id} td`)
                     .dispatchEvent(new Event("beforematch", { bubbles: true }))""",
        ids[20],
    )
    expect(current).to_have_attribute("href", f"#{ids[20]}")
    assert page.evaluate(SHOWN) == [ids[20]]
    page.clock.set_system_time("2049-01-10T10:00:00Z")
    page.goto("about:blank")
    page.goto(site_server + ADDRESS)
    assert page.evaluate(SHOWN) == page.evaluate("marked")
    assert len(page.evaluate("marked")) == 1
    context.close()
