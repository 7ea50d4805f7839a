"""What search engines and messengers are told of a page, where the site knows its address."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from macros.publish.site import write_robots
from tests.pages import build_pages

ROOT = Path(__file__).parent.parent.parent
ADDRESS = "https://aide.example/amiable/"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the pages of a site that has an address."""
    return build_pages(tmp_path_factory.mktemp("public"), SITE_URL=ADDRESS)


def told(html: str) -> list[dict[str, Any]]:
    return [json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)]


def test_a_guide_tells_its_place_and_the_day_it_was_checked(public: Path) -> None:
    """An Article with the date that the guide shows, and the way from the home page to it; both whole."""
    guides = [page for page in public.glob("guides/*/index.html") if page.parent.name != "glossaire"]
    assert len(guides) > 10
    for page in guides:
        html = page.read_text("utf-8")
        by_type = {one["@type"]: one for one in told(html)}
        url = f"{ADDRESS}guides/{page.parent.name}/"
        shown = re.search(r'<time datetime="([^"]+)"', html.partition("<h1")[2])
        assert shown, page
        assert by_type["Article"]["dateModified"] == shown[1], page
        assert by_type["Article"]["url"] == url
        steps = by_type["BreadcrumbList"]["itemListElement"]
        assert [one["item"] for one in steps] == [ADDRESS, f"{ADDRESS}guides/", url]
        assert [one["position"] for one in steps] == [1, 2, 3]


def test_every_page_has_an_address_and_words_of_its_own(public: Path) -> None:
    """Title, description and canonical address: each there, none twice among the pages of the site."""
    seen: dict[str, Path] = {}
    for page in public.rglob("index.html"):
        html = page.read_text("utf-8")
        if 'name="robots" content="noindex"' in html:
            continue
        where = page.parent.relative_to(public).as_posix()
        canonical = re.search(r'<link rel="canonical" href="([^"]+)"', html)
        assert canonical, page
        assert canonical[1] == ADDRESS + ("" if where == "." else f"{where}/")
        described = re.search(r'<meta name="description" content="([^"]+)"', html)
        assert described, page
        assert described[1] not in seen, (page, seen.get(described[1]))
        seen[described[1]] = page
        assert f'<meta property="og:url" content="{canonical[1]}">' in html, page


def test_a_site_of_this_machine_is_not_to_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an address nothing is offered to search engines; with one, all, and the map of it."""
    monkeypatch.delenv("SITE_URL", raising=False)
    write_robots(ROOT, tmp_path)
    assert "Disallow: /\n" in (tmp_path / "robots.txt").read_text("utf-8")
    monkeypatch.setenv("SITE_URL", ADDRESS)
    write_robots(ROOT, tmp_path)
    robots = (tmp_path / "robots.txt").read_text("utf-8")
    assert f"Sitemap: {ADDRESS}sitemap.xml\n" in robots
    assert "Disallow" not in robots
