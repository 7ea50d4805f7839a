"""The scripts of the built pages: one a page, named by its content, with nothing behind it."""

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser

from macros.publish.scripts import ADDRESS, bundle_scripts, read_parts
from tests.pages import ROOT

SCRIPT = re.compile(r'<script type="module" src="[^"]*assets/js/([\w-]+)\.([0-9a-f]{16})\.mjs"></script>')
ANY = re.compile(r"<script\b[^>]*\bmodule\b[^>]*\bsrc=|<script\b[^>]*\bsrc=[^>]*\bmodule\b")

#: A page of each kind with what it is made of.
PAGES = {
    "/": "page-home-resume",
    "/recherche/": "page-search",
    "/guides/tecrep/": "page-frame",
    "/outils/delai-declaration/": "page-deadline",
    "/outils/faut-il-declarer/": "page-tree",
    "/outils/tecrep/": "page-checklist",
    "/modeles/relance-assureur/": "page-letter",
    "/e/mise-en-demeure/": "page-entry",
    "/integrer/delai-declaration/": "page-framed-deadline",
}


def test_every_page_has_one_script_named_by_its_content(built_site: Path) -> None:
    """No page asks for a module of ours by its plain name; each script holds the bytes that its name says."""
    for page in built_site.rglob("*.html"):
        html = page.read_text("utf-8")
        found = SCRIPT.findall(html)
        assert len(found) == len(ANY.findall(html)) <= 1, page
        for name, digest in found:
            content = (built_site / ADDRESS / f"{name}.{digest}.mjs").read_bytes()
            assert hashlib.sha256(content).hexdigest()[:16] == digest


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_script_of_its_kind(built_site: Path, page: str) -> None:
    """Told in the head, it is small, and imports nothing that its page needs."""
    html = (built_site / page.strip("/") / "index.html").read_text("utf-8")
    ((name, digest),) = SCRIPT.findall(html.partition("</head>")[0])
    assert name == PAGES[page]
    script = (built_site / ADDRESS / f"{name}.{digest}.mjs").read_bytes()
    assert len(brotli.compress(script)) < 16_000
    assert not re.search(rb'\bimport\s*[{"*\w]', script)


def test_kinds_of_page_called_alike_are_made_side_by_side(tmp_path: Path) -> None:
    """Two kinds with one name, made at once and from nothing, take nothing from each other."""
    site, tag = tmp_path / "site", '<script type="module" src="assets/js/{}.mjs"></script>'
    shutil.copytree(ROOT / "docs" / ADDRESS, site / ADDRESS)
    for name, modules in {"one": ["amiable"], "two": ["amiable", "offline"]}.items():
        page = f"<html><head></head><body>{''.join(map(tag.format, modules))}</body></html>"
        (site / f"{name}.html").write_text(page)
    bundle_scripts(ROOT, site, tmp_path / "cache")
    asked = [SCRIPT.findall((site / f"{name}.html").read_text("utf-8")) for name in ("one", "two")]
    assert [name for ((name, _),) in asked] == ["page", "page"]
    assert asked[0] != asked[1]


def test_a_tool_asks_for_two_files_to_answer(
    browser: Browser, built_site: Path, serve_directory: Callable[[Path], str], today: str
) -> None:
    """The script and the table start together, from the head; no other module comes before the answer."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/assets/python/**", lambda route: route.abort())
    page.goto(f"{serve_directory(built_site)}/outils/delai-declaration/#received_on={today}&length=10")
    page.wait_for_selector("[data-result][data-from=table]")
    own = [url for url in asked if "/assets/js/" in url and not url.endswith("/early.js")]  # It is no module.
    tables = [url for url in asked if "/assets/table/" in url]
    assert (len(own), len(tables)) == (1, 1)
    page.close()


def test_a_part_asked_for_in_another_way_stops_the_build() -> None:
    """What the build cannot read in the main module would be missing in a page: it refuses."""
    known = (
        'const kept = document.querySelector("[data-stored]");\nif (kept) import("./stored.mjs").then(open);'
    )
    (mark,) = read_parts(known).values()
    assert mark.search('<div data-stored="">')
    assert not mark.search('<div data-stored-on="">')
    with pytest.raises(ValueError, match="other"):
        read_parts(f'{known}\nif (document.title) import("./other.mjs");')
