"""The policy that hosts send with the pages: the whole journey works under it."""

from __future__ import annotations

import re
import threading
from pathlib import Path

from playwright.sync_api import expect

from macros.publish.hosting.headers import Rule, inline
from macros.publish.hosting.serve import SiteServer
from tests.browser.tools import (
    BEFORE,
    EXAMPLE,
    RECEIVED,
    address,
    dates,
    field,
    result,
    tool,
    wait_for_answer,
    wait_for_state,
)
from tests.browser.visitors import Visitors

#: The theme's two, on every page, by what they begin with: where it would remember choices, said with
#: the depth of the page, and a tab that the address may name. Neither is of use to this site.
OF_THE_THEME = ("__md_scope=new URL(", "var target=document.getElementById(location.hash.slice(1));")


def test_no_inline_script_is_ours(built_site: Path) -> None:
    """Pages have the theme's two inline scripts and no other: a host may forbid them."""
    assert [script for script in inline(built_site)["script"] if not script.startswith(OF_THE_THEME)] == []


def test_the_journey_works_under_the_policy(visitors: Visitors) -> None:
    """From the link to both dates, with another length, without one refusal of the browser."""
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED), on=BEFORE)
    wait_for_answer(page)
    assert dates(page) == {"safe_date": "2026-05-07", "deadline": "2026-05-11"}
    field(page, "length").fill("10")
    expect(result(page).locator("[data-date=deadline]")).to_have_attribute("datetime", "2026-05-19")


def test_a_refused_inline_script_changes_nothing_of_ours(visitors: Visitors, built_site: Path) -> None:
    """On a host that allows no inline script at all, the theme's included, the tools still answer."""
    server = SiteServer(built_site)
    server.rules = tuple(Rule(rule.path, _without_hashes(rule)) for rule in server.rules)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    page = visitors.page(f"/outils/{EXAMPLE}/#received_on=hier", site=site)
    wait_for_answer(page)
    page.goto("/outils/faut-il-declarer/#received=writ")
    wait_for_state(page, "ready")
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", "writ_insurer")
    assert len(visitors.refusals) == 2 * len(OF_THE_THEME)
    assert all("inline script" in refusal for refusal in visitors.refusals)
    visitors.refusals.clear()
    server.shutdown()
    server.server_close()


def _without_hashes(rule: Rule) -> dict[str, str]:
    policy = re.sub(r" 'sha256-[^']*'", "", rule.headers["Content-Security-Policy"])
    return {**rule.headers, "Content-Security-Policy": policy}


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
