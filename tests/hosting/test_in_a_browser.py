"""The tools in a real browser behind each server: Python answers, and the policy refuses nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

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


PAGE = Path(__file__).parent.parent.parent / "docs/assureurs/hebergement.md"


def told() -> list[int]:
    """Return the bytes that the page on hosting says of a visit, row by row."""
    rows = re.findall(r"^\| .* \| ([\d\s]+)Ko \| \d+ \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return [1000 * int(re.sub(r"\s", "", row)) for row in rows]


def weigh(page: Page, path: str) -> int:
    """Return the bytes that a visit brings over the line, headers and all."""
    sizes: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda done: sizes.append(int(done["encodedDataLength"])))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    session.detach()
    return sum(sizes)


def test_the_page_on_hosting_says_what_a_visit_weighs(browser: Browser, host: Host, today: str) -> None:
    """Its figures are those of the site as it is, rounded up: never less, and never twice as much."""
    if host.name != "nginx":
        pytest.skip("the page speaks of nginx")
    visitors = Visitors(browser, host.address, today)
    reader = visitors.page(service_workers="block")
    first, again = (weigh(reader, "/guides/tecrep/") for _ in range(2))
    tool_page = weigh(visitors.page(service_workers="block"), f"/outils/{EXAMPLE}/")
    python = json.loads((PAGE.parents[2] / "build/python/manifest.json").read_text())["wire_bytes"]
    visitors.close()
    for measured, said in zip((first, again, tool_page, python), told(), strict=True):
        assert measured <= said <= 2 * measured, (first, again, tool_page, python)
