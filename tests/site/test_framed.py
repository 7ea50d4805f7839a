"""The copies of the tools that other sites show: whole, out of search engines, their links opening beside."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from macros.publish.hosting.headers import headers, rules
from macros.rules import api

ROOT = Path(__file__).parent.parent.parent
SCRIPT = ROOT / "docs/assets/js/embed-1.js"

#: What the published script is for ever: the pages of other sites name it.
PUBLISHED = "sha384-dRDTzzUorzU0K7Y2SHNXZqvrQGGxHHEqBG6xAAidy68tj/FLpgWwmpLhWTO9++gF"


def copy(site: Path, tool: str) -> str:
    """Give the copy of a tool."""
    return (site / "integrer" / tool / "index.html").read_text("utf-8")


def section(html: str) -> str:
    """Give the tool of a page, its links as they are without a target."""
    inside = html[html.index("<section") : html.rindex("</section>")]
    return inside.replace(' target="_blank"', "")


@pytest.mark.parametrize("tool", api.tools(), ids=lambda tool: tool["id"])
def test_a_copy_is_the_tool_and_nothing_around_it(tool: dict[str, str], built_site: Path) -> None:
    """The same markup as the tool's own page, without letterhead, menu or search, and noindex."""
    folder = "modeles" if tool["kind"] == "letter" else "outils"
    whole = (built_site / folder / tool["id"] / "index.html").read_text("utf-8")
    html = copy(built_site, tool["id"])
    assert section(html) in whole
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="../../{folder}/{tool["id"]}/">' in html
    for around in ("am-header", "am-search", "md-nav", "offline.mjs"):
        assert around not in html


@pytest.mark.parametrize("tool", api.tools(), ids=lambda tool: tool["id"])
def test_a_link_that_leaves_a_copy_opens_beside_it(tool: dict[str, str], built_site: Path) -> None:
    """The other pages refuse frames: in a frame such a link would show nothing."""
    links = re.findall(r"<a [^>]*href=\"([^\"]*)\"[^>]*>", copy(built_site, tool["id"]))
    beside = re.findall(r'<a target="_blank" [^>]*href="([^"]*)"', copy(built_site, tool["id"]))
    foot = re.findall(r'<a href="([^"]*)" target="_blank">', copy(built_site, tool["id"]))
    assert sorted(link for link in links if not link.startswith("#")) == sorted(beside + foot)
    assert len(foot) == 1


def test_the_script_of_the_page_around_never_changes() -> None:
    """Other sites load it by its integrity: another byte, and their frames lose their height."""
    digest = base64.b64encode(hashlib.sha384(SCRIPT.read_bytes()).digest()).decode()
    assert f"sha384-{digest}" == PUBLISHED


def test_the_page_says_the_integrity_that_browsers_will_find(built_site: Path) -> None:
    """What is copied from the page loads the script as it is served, with leave to check it."""
    page = (built_site / "assureurs/integrer/index.html").read_text("utf-8")
    assert page.count(PUBLISHED) == 2
    assert (built_site / "assets/js/embed-1.js").read_bytes() == SCRIPT.read_bytes()
    assert headers("/assets/js/embed-1.js", rules(built_site))["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in headers("/assets/js/amiable.mjs", rules(built_site))


def test_named_sites_alone_may_frame_the_copies(tmp_path: Path) -> None:
    """Where an insurer names the sites that may, the policy names them too."""
    page = tmp_path / "integrer/tecrep/index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<html data-embedders="https://www.a.example https://b.example">')
    policy = headers("/integrer/tecrep/", rules(tmp_path))["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' https://www.a.example https://b.example")
