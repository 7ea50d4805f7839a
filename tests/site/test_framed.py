"""The copies of the tools that other sites show: whole, out of search engines, their links opening beside."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

from macros.publish.hosting.headers import headers, rules
from macros.rules import api

ROOT = Path(__file__).parent.parent.parent
SCRIPTS = ROOT / "docs/assets/js"

#: What the published scripts are for ever: the pages of other sites name them.
FOR_EVER = {
    "embed-1.js": "sha384-dRDTzzUorzU0K7Y2SHNXZqvrQGGxHHEqBG6xAAidy68tj/FLpgWwmpLhWTO9++gF",
    "embed-2.js": "sha384-q4zi6coOEmvs3z7PoNAS/eXgRiderQZGBNKDNw6u/Vwo8Nv/pojla4qBoc3jAuPn",
}
#: The one that pages give today.
LATEST = "embed-2.js"
PUBLISHED = FOR_EVER[LATEST]

#: A page with frames of any address, and the script in it: which frames were greeted, what it did not bear.
AROUND = """
const greeted = [];
const frame = (src) => ({ src, contentWindow: { postMessage: (_, to) => greeted.push([src, to]) } });
const frames = ["http://[", "https://:99999999/", "https://b.example/", "", "https://a.example/integrer/x/"];
globalThis.location = { href: "https://host.example/" };
globalThis.addEventListener = () => {};
const currentScript = process.argv[2] === "none" ? null : { src: process.argv[2] };
globalThis.document = { currentScript, querySelectorAll: () => frames.map(frame) };
require("node:vm").runInThisContext(require("node:fs").readFileSync(process.argv[1], "utf8"));
console.log(JSON.stringify(greeted));
"""


def copy(site: Path, tool: str) -> str:
    """Return the copy of a tool."""
    return (site / "integrer" / tool / "index.html").read_text("utf-8")


def section(html: str) -> str:
    """Return the tool of a page, its links as they are without a target."""
    inside = html[html.index("<section") : html.rindex("</section>")]
    return inside.replace(' target="_blank"', "")


@pytest.mark.parametrize("tool", api.tools(), ids=lambda tool: tool["id"])
def test_a_copy_is_the_tool_and_nothing_around_it(tool: dict[str, str], built_site: Path) -> None:
    """The same markup as the tool's own page, without letterhead, menu or search, and noindex."""
    folder = "modeles" if tool["kind"] == "letter" else "outils"
    whole = (built_site / folder / tool["id"] / "index.html").read_text("utf-8")
    html = copy(built_site, tool["id"])
    assert section(html) in whole
    # Rules of the style sheets are written for a direction of writing: both pages say it, or neither.
    assert re.findall(r'<body.*dir="\w+"', html) == re.findall(r'<body.*dir="\w+"', whole)
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
    assert sorted(link for link in links if not link.startswith(("#", "tel:"))) == sorted(beside + foot)
    assert len(foot) == 1


@pytest.mark.parametrize("name", FOR_EVER)
def test_the_script_of_the_page_around_never_changes(name: str) -> None:
    """Other sites load it by its integrity: another byte, and their frames lose their height."""
    digest = base64.b64encode(hashlib.sha384((SCRIPTS / name).read_bytes()).digest()).decode()
    assert f"sha384-{digest}" == FOR_EVER[name]


def test_the_page_says_the_integrity_that_browsers_will_find(built_site: Path) -> None:
    """What is copied from the page loads the script as it is served, with leave to check it."""
    page = (built_site / "assureurs/integrer/index.html").read_text("utf-8")
    assert page.count(PUBLISHED) == 2
    for name in FOR_EVER:
        address = f"assets/js/{name}"
        assert (built_site / address).read_bytes() == (SCRIPTS / name).read_bytes()
        assert headers(f"/{address}", rules(built_site))["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in headers("/assets/js/amiable.mjs", rules(built_site))


@pytest.mark.parametrize(
    ("src", "greeted"),
    [
        ("https://a.example/assets/js/embed-2.js", ["https://a.example/integrer/x/"]),
        ("none", []),
    ],
)
def test_a_frame_of_any_address_stops_no_other(src: str, greeted: list[str]) -> None:
    """A frame whose address cannot be read is passed over; a script put in by hand does nothing."""
    ran = subprocess.run(
        ["node", "-e", AROUND, str(SCRIPTS / LATEST), src], capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout) == [[one, "https://a.example"] for one in greeted]


def test_named_sites_alone_may_frame_the_copies(tmp_path: Path) -> None:
    """Where an insurer names the sites that may, the policy names them too."""
    page = tmp_path / "integrer/tecrep/index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<html data-embedders="https://www.a.example https://b.example">')
    policy = headers("/integrer/tecrep/", rules(tmp_path))["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' https://www.a.example https://b.example")
