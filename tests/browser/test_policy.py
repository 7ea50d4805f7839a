"""A host that sends a strict Content-Security-Policy: the whole journey works under it."""

from __future__ import annotations

import base64
import hashlib
import re
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from macros.publish.serve import SiteHandler, SiteServer
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

POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; worker-src 'self'"
)

#: A script that a page carries in itself. What is not JavaScript (the theme's settings) never runs.
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']?application/)[^>]*>(.*?)</script>", re.DOTALL)

#: The theme's two, on every page, by what they begin with: where it would remember choices, said with
#: the depth of the page, and a tab that the address may name. Neither is of use to this site.
OF_THE_THEME = ("__md_scope=new URL(", "var target=document.getElementById(location.hash.slice(1));")

#: Keep what a browser refuses because of the policy.
KEEP_REFUSALS = """
window.refused = [];
addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


class PolicyServer(SiteServer):
    """Serve a site as a host that sends `policy` with every file."""

    def __init__(self, directory: Path, policy: str) -> None:
        """Listen at once."""
        super().__init__(directory)
        self.policy = policy
        self.RequestHandlerClass = partial(_PolicyHandler, directory=str(directory))


class _PolicyHandler(SiteHandler):
    server: PolicyServer

    def send_header(self, keyword: str, value: str) -> None:
        """Send a header; the policy of the host takes the place of ours."""
        if keyword != "Content-Security-Policy":
            super().send_header(keyword, value)

    def end_headers(self) -> None:
        """Send the policy with the rest."""
        super().send_header("Content-Security-Policy", self.server.policy)
        super().end_headers()


def inline_scripts(site: Path) -> dict[str, set[str]]:
    """Give the inline scripts of all pages, each with the pages that have it."""
    found: dict[str, set[str]] = {}
    for page in sorted(site.rglob("*.html")):
        for script in INLINE.findall(page.read_text("utf-8")):
            found.setdefault(script, set()).add(page.relative_to(site).as_posix())
    return found


@pytest.fixture(scope="module")
def strict_site(built_site: Path) -> Iterator[str]:
    """Give the site's address on a strict host, which allows the theme's inline scripts by their hash."""
    hashes = "".join(
        f" 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in inline_scripts(built_site)
    )
    server = PolicyServer(built_site, POLICY.format(hashes=hashes))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_no_inline_script_is_ours(built_site: Path) -> None:
    """Every page has the theme's two inline scripts and no other: a host may forbid them."""
    found = inline_scripts(built_site)
    assert [script for script in found if not script.startswith(OF_THE_THEME)] == []
    pages = {page for named in found.values() for page in named}
    assert len(pages) == len(list(built_site.rglob("*.html")))


def test_the_journey_works_under_a_strict_policy(visitors: Visitors, strict_site: str) -> None:
    """From the link to both dates, with another length, without one refusal of the browser."""
    link = address(EXAMPLE, received_on=RECEIVED)
    page = visitors.page(link, on=BEFORE, site=strict_site, init=KEEP_REFUSALS)
    wait_for_answer(page)
    assert dates(page) == {"safe_date": "2026-05-07", "deadline": "2026-05-11"}
    field(page, "length").fill("10")
    expect(result(page).locator("[data-date=deadline]")).to_have_attribute("datetime", "2026-05-19")
    assert page.evaluate("window.refused") == []


def test_a_refused_inline_script_changes_nothing_of_ours(visitors: Visitors, built_site: Path) -> None:
    """On a host that allows no inline script at all, the theme's included, the tools still answer."""
    server = PolicyServer(built_site, POLICY.format(hashes=""))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    page = visitors.page(f"/outils/{EXAMPLE}/#received_on=hier", site=site, init=KEEP_REFUSALS)
    wait_for_answer(page)
    assert {refusal.partition(" ")[2] for refusal in page.evaluate("window.refused")} == {"inline"}
    page.goto("/outils/faut-il-declarer/#received=writ")
    wait_for_state(page, "ready")
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", "writ_insurer")
    server.shutdown()
    server.server_close()


def test_the_policy_is_really_sent(visitors: Visitors, strict_site: str) -> None:
    """Under the test's policy a script of another origin, or written into the page, does not run."""
    page = visitors.page("/guides/tecrep/", site=strict_site, init=KEEP_REFUSALS)
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.touched = 1";
          document.body.append(script);
        }"""
    )
    assert page.evaluate("window.touched") is None
    assert len(page.evaluate("window.refused")) == 1
