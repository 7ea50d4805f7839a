"""The built site on this machine, and readers with a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from macros.rules import api
from tests.browser.visitors import PATIENCE_MS, Visitors


@pytest.fixture(autouse=True, scope="session")
def patience() -> None:
    """Wait for what is expected as long as a busy machine may need; a right page never needs it."""
    expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def visitors(browser: Browser, site_server: str, today: str) -> Iterator[Visitors]:
    """Return readers to one test; the last word on them is said when it ends."""
    visitors = Visitors(browser, site_server, today)
    yield visitors
    visitors.close()


@pytest.fixture(scope="module")
def lasting_visitors(browser: Browser, site_server: str, today: str) -> Iterator[Visitors]:
    """Return readers to all tests of a file: one boot of Python where isolation is not the point."""
    visitors = Visitors(browser, site_server, today)
    yield visitors
    visitors.close()


@pytest.fixture(scope="session")
def addresses(built_site: Path) -> list[str]:
    """Return the address of every page of the site, that of lost addresses included.

    Of the entry pages that differ by a number alone, one; of the copies for other sites, one of each kind.
    """
    pages = sorted(page.relative_to(built_site) for page in built_site.rglob("*.html"))
    presets = [page for page in pages if page.parts[0] == "e" and len(page.parts) > 3]
    kinds = {tool["kind"]: tool["id"] for tool in api.tools()}
    copies = [page for page in pages if page.parts[0] == "integrer" and page.parts[1] not in kinds.values()]
    pages = [page for page in pages if page not in (*presets[1:], *copies)]
    assert len(pages) > 30
    return [f"/{page.as_posix().removesuffix('index.html')}" for page in pages]
