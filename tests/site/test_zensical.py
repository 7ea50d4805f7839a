"""The generator is a guest: the same sources make the same tools under Zensical."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from macros.rules import api
from tests.site.markup import Event, marked_elements

ROOT = Path(__file__).parent.parent.parent


def tools_of(site: Path) -> dict[str, list[Event]]:
    return {
        tool: markup
        for page in sorted(site.rglob("*.html"))
        for tool, markup in marked_elements(page, "data-tool").items()
    }


@pytest.fixture
def zensical_site(project: Path, today: str) -> Path:
    """Give the site that Zensical makes of the project, with the settings that MkDocs reads."""
    told = {"AMIABLE_TODAY": today, "AMIABLE_BUILD": str(ROOT / "build")}
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(command, cwd=project, env={**os.environ, **told}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


def test_both_generators_print_the_same_tools(built_site: Path, zensical_site: Path) -> None:
    """Every tool is in Zensical's pages, whole: each tag, attribute, link and word of it."""
    expected, found = tools_of(built_site), tools_of(zensical_site)
    assert {tool["id"] for tool in api.tools()} == set(found) == set(expected)
    for tool, markup in expected.items():
        assert len(markup) > 100, tool
        assert found[tool] == markup, tool


def test_both_generators_make_the_same_pages(built_site: Path, zensical_site: Path) -> None:
    """Addresses are stable for ever, whoever makes the pages; the doors and the copies are no generator's."""
    pages = [
        {page.relative_to(site) for page in site.rglob("*.html")} for site in (built_site, zensical_site)
    ]
    assert {page for page in pages[0] if page.parts[0] not in ("e", "integrer")} == pages[1]
