"""The tools in a real browser behind each server: Python answers, and the policy refuses nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from macros.render.load import REPORT
from tests.browser.gestures import press
from tests.browser.tools import (
    BEFORE,
    EXAMPLE,
    RECEIVED,
    address,
    dates,
    tool,
    wait_for_answer,
    wait_for_state,
)
from tests.browser.visitors import PATIENCE_MS, Visitors
from tests.hosting.asking import Host
from tests.hosting.weights import visits


def test_every_kind_of_page_works_behind_a_host(
    browser: Browser, host: Host, hosted_site: Path, today: str
) -> None:
    """A date by Python, a tree, a list, a letter, a guide, the search, a lost page: nothing is refused."""
    expect.set_options(timeout=PATIENCE_MS)
    visitors = Visitors(browser, host.address, today)
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED), on=BEFORE)
    wait_for_answer(page)
    assert dates(page) == {"safe_date": "2026-05-07", "deadline": "2026-05-11"}
    page.goto("/outils/faut-il-declarer/%23received=writ")
    wait_for_state(page, "ready")
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", "writ_insurer")
    kinds = {page.parent.parent.name: page for page in sorted(hosted_site.rglob("index.html"))}
    assert {"guides", "outils", "modeles", "methode", "relecture"} <= set(kinds)
    paths = [f"/{one.relative_to(hosted_site).parent.as_posix()}/" for one in kinds.values()]
    for path in [*paths, "/outils/tecrep/", "/outils/repetition-tecrep/", "/outils/almanach/", "/rien/"]:
        page.goto(path)
        page.locator("h1").first.wait_for()
    page.goto("/")
    press(page.locator(".am-search"))
    page.get_by_role("searchbox").fill("assignation")
    expect(page.locator("[data-results] a").first).to_be_visible()
    visitors.close()


def test_the_page_on_hosting_says_what_a_visit_weighs(
    browser: Browser, host: Host, hosted_site: Path, today: str
) -> None:
    """Its report is of the site as it is: a visit weighs what it says, give or take a tenth."""
    if host.name != "nginx":
        pytest.skip("the page speaks of nginx")
    said = tomllib.loads(REPORT.read_text("utf-8"))["visits"]
    found = visits(browser, host.address, hosted_site, today)
    assert [one.name for one in found] == list(said)
    off = {
        one.name: (one.bytes, said[one.name]["bytes"])
        for one in found
        if abs(one.bytes - said[one.name]["bytes"]) > max(said[one.name]["bytes"] / 10, 1000)
    }
    assert off == {}, "measure again: python -m tests.load"
    assert [len(one.paths) for one in found] == [one["requests"] for one in said.values()]
