"""The generator is a guest: the same sources make the same tools under Zensical."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from macros.rules import api
from tests.conftest import copy_project
from tests.site.markup import Event, marked_elements

#: A machine of another place, where nothing is in the same order.
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LANG": "fr_FR.UTF-8", "PYTHONHASHSEED": "4242"}

#: What a generator makes, and what tells of it: its styles and pages by their hash.
THEIRS = ("pdf", "assets/stylesheets", "assets/search", "sitemap.xml", "objects.inv")
TELLING = ("_headers", "sw.js")


def tools_of(site: Path) -> dict[str, list[Event]]:
    return {
        tool: markup
        for page in sorted(site.rglob("*.html"))
        for tool, markup in marked_elements(page, "data-tool").items()
    }


@pytest.fixture(scope="module")
def zensical_site(tmp_path_factory: pytest.TempPathFactory, today: str) -> Path:
    """Return the whole site without papers, its pages made by Zensical with the settings MkDocs reads.

    It is built in another folder, on a machine of another place: what MkDocs has no hand in stays the same.
    """
    root = copy_project(tmp_path_factory.mktemp("zensical"))
    command = [sys.executable, "-m", "macros", "--root", str(root), "build", "--today", today]
    done = subprocess.run(
        [*command, "--generator", "zensical", "--no-pdf"],
        cwd=root,
        env={**os.environ, **ELSEWHERE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def test_both_generators_print_the_same_tools(built_site: Path, zensical_site: Path) -> None:
    """Every tool is in Zensical's pages, whole: each tag, attribute, link and word of it."""
    expected, found = tools_of(built_site), tools_of(zensical_site)
    assert {tool["id"] for tool in api.tools()} | {"dossier"} == set(found) == set(expected)
    for tool, markup in expected.items():
        assert len(markup) > 100, tool
        assert found[tool] == markup, tool


def test_both_generators_make_the_same_pages(built_site: Path, zensical_site: Path) -> None:
    """Addresses are stable for ever, whoever makes the pages."""
    pages = [
        {page.relative_to(site) for page in site.rglob("*.html")} for site in (built_site, zensical_site)
    ]
    assert pages[0] == pages[1]


def delivered(site: Path) -> set[str]:
    """Return the files that do not depend on who makes the pages, by their address."""
    found = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    return {one for one in found if not one.startswith(THEIRS) and not one.endswith((".br", ".gz"))}


def test_both_generators_deliver_the_same_files(built_site: Path, zensical_site: Path) -> None:
    """Calendars, tables, Python, search, styles, headers: all around the pages, but for the theme's."""
    assert delivered(built_site) == delivered(zensical_site)
    for one in ("assets/search/pagefind.js", "_headers", "sw.js"):
        assert (zensical_site / one).is_file()


def test_the_same_sources_give_the_same_bytes_elsewhere(built_site: Path, zensical_site: Path) -> None:
    """Scripts, styles, tables, calendars, Word files, Python: no folder, zone, language or chance is in one.

    Only what a generator has made may differ here: `python -m tests.reproduced` compares that too.
    """
    same = [one for one in delivered(built_site) if not one.endswith((".html", *TELLING))]
    assert len(same) > 500
    assert [
        one for one in same if (built_site / one).read_bytes() != (zensical_site / one).read_bytes()
    ] == []


def test_the_other_generator_wears_the_same_sheets(zensical_site: Path) -> None:
    """Pages, framed copies and the offline shell name the theme's sheet where it stands."""
    (theme,) = zensical_site.glob("assets/stylesheets/classic/main.*.css")
    for page in ("guides/tecrep/index.html", "integrer/delai-declaration/index.html"):
        assert f"classic/{theme.name}" in (zensical_site / page).read_text("utf-8")
    assert f"assets/stylesheets/classic/{theme.name}" in (zensical_site / "sw.js").read_text("utf-8")


@pytest.mark.parametrize("page", ["guides/recours/index.html", "404.html"])
def test_both_generators_fold_a_guide_and_find_the_lost(
    built_site: Path, zensical_site: Path, page: str
) -> None:
    """The contents of a guide, its buttons, its neighbours, and the situations of a lost address."""
    parts = ("am-fold am-toc", "am-toc--beside", "data-print", "data-share", "am-pager", 'class="am-tile"')
    counts = [
        [(site / page).read_text("utf-8").count(part) for part in parts]
        for site in (built_site, zensical_site)
    ]
    assert counts[0] == counts[1]
    assert any(counts[0])


def test_the_other_site_answers_in_a_browser(
    zensical_site: Path, serve_directory: Callable[[Path], str], browser: Browser
) -> None:
    """A link with a day, a tree, a letter, a search, an entry page, under the policy: no refusal."""
    page = browser.new_page()
    refusals: list[str] = []
    page.on("console", lambda message: refusals.append(message.text) if message.type == "error" else None)
    site = serve_directory(zensical_site)
    page.goto(f"{site}/outils/delai-declaration/#received_on=2026-04-30")
    limit = page.locator("[data-result] [data-date=deadline]")
    expect(limit).to_have_attribute("datetime", "2026-05-11", timeout=60_000)
    expect(page.locator("[data-result]").first).to_have_attribute("data-from", "python", timeout=60_000)
    page.goto(f"{site}/outils/faut-il-declarer/#received=writ")
    expect(page.locator("[data-current]")).to_be_visible()
    page.goto(f"{site}/modeles/relance-assureur/")
    expect(page.locator("[data-letter]")).to_be_visible()
    page.goto(f"{site}/recherche/#q=mise%20en%20demeure")
    expect(page.locator("[data-results] a").first).to_be_visible(timeout=60_000)
    page.goto(f"{site}/e/mise-en-demeure/#received_on=hier")
    expect(page.locator("[data-answer] time").first).to_be_visible()
    assert refusals == []
    page.close()
