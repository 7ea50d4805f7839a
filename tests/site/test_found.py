"""What search engines, messengers and readers of feeds are told, where the site knows its address."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from macros.publish import cards
from macros.publish.found import FEED, questions, write_found
from macros.publish.paper.html import article, text
from macros.publish.site import write_robots
from macros.render.news import FRAGMENTS, fragments
from macros.rules import api
from tests.pages import build_pages

ROOT = Path(__file__).parent.parent.parent
ADDRESS = "https://aide.example/amiable/"
ATOM, MAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages of a site that has an address."""
    site = build_pages(tmp_path_factory.mktemp("public"), SITE_URL=ADDRESS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        write_found(ROOT, site)
    return site


@pytest.fixture(scope="module")
def pages(public: Path) -> dict[str, str]:
    """Return the HTML of every page that may be found, by its place: "guides/tecrep", "" for home."""
    found = {
        page.parent.relative_to(public).as_posix(): page.read_text("utf-8")
        for page in public.rglob("index.html")
    }
    return {
        "" if where == "." else where: html
        for where, html in found.items()
        if 'content="noindex"' not in html
    }


def told(html: str) -> dict[str, dict[str, Any]]:
    """Return what a page tells in the words of schema.org, by its type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return {one["@type"]: one for one in map(json.loads, found)}


def meta(html: str) -> dict[str, str]:
    """Return what the head of a page says, by name; each is said once."""
    pairs = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', html)
    assert len(dict(pairs)) == len(pairs)
    return {name: unescape(value) for name, value in pairs}


def shown(html: str) -> str:
    return " ".join(text(article(html)).split())


def test_a_guide_tells_its_place_and_the_day_it_was_checked(pages: dict[str, str]) -> None:
    """An Article with the date that the guide shows, and the way from the home page to it; both whole."""
    guides = [where for where in pages if where.startswith("guides/") and where != "guides/glossaire"]
    assert len(guides) > 10
    for where in guides:
        data, url = told(pages[where]), f"{ADDRESS}{where}/"
        date = re.search(r'<time datetime="([^"]+)"', pages[where].partition("<h1")[2])
        assert date, where
        assert data["Article"]["dateModified"] == date[1], where
        assert data["Article"]["url"] == url
        assert data["Article"]["headline"] == meta(pages[where])["og:title"]
        steps = data["BreadcrumbList"]["itemListElement"]
        assert [one["item"] for one in steps] == [ADDRESS, f"{ADDRESS}guides/", url]
        assert [one["position"] for one in steps] == [1, 2, 3]


def test_every_page_has_an_address_and_words_of_its_own(pages: dict[str, str], public: Path) -> None:
    """Title, description, canonical address and picture: each there, none twice among the pages."""
    assert len(pages) > 60
    seen: dict[str, list[str]] = {}
    for where, html in pages.items():
        said = meta(html)
        canonical = re.search(r'<link rel="canonical" href="([^"]+)"', html)
        assert canonical, where
        assert canonical[1] == said["og:url"] == ADDRESS + (f"{where}/" if where else "")
        title = re.search(r"<title>(.*?) – Amiable</title>", html)
        assert title, where
        assert unescape(title[1]) == said["og:title"]
        assert said["description"] == said["og:description"]
        assert 30 <= len(said["description"]) <= 160, where
        assert len(said["og:title"]) <= 72 or where.startswith("methode/"), where
        for own in (said["description"], said["og:title"], said["og:image"]):
            seen.setdefault(own, []).append(where)
        with Image.open(public / said["og:image"].removeprefix(ADDRESS)) as picture:
            assert (picture.format, picture.size) == ("PNG", cards.SIZE)
    assert [where for where in seen.values() if len(where) > 1] == []
    drawn = [file.read_bytes() for file in (public / cards.ADDRESS).iterdir()]
    assert len(set(drawn)) == len(drawn) == len(pages)
    assert max(map(len, drawn)) < 60_000


def test_a_card_is_the_same_wherever_it_is_drawn(tmp_path: Path) -> None:
    """Same words, same bytes; a title that is too long is cut where it ends, and an accent is a letter."""
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    wanted = [
        cards.Card("a", "Déclaré ? " * 30, "x" * 400),
        cards.Card("b", "Déclaré", ""),
        cards.Card("c", "Declare", ""),
    ]
    made = []
    for site in ("one", "other"):
        cards.write_cards(tmp_path, tmp_path / site, wanted, site_name="Amiable", deep="#114b3f")
        folder = tmp_path / site / cards.ADDRESS
        made.append([(folder / f"{one.name}.png").read_bytes() for one in wanted])
        for kept in (tmp_path / "build/cards").iterdir():
            kept.rename(tmp_path / f"{site}-kept")
    assert made[0] == made[1]
    assert len(set(made[0])) == 3


def test_questions_are_told_with_what_the_page_answers(pages: dict[str, str]) -> None:
    """Every question of the page, once, with its whole answer and nothing that the page does not say."""
    html = pages["guides/faq"]
    written = re.findall(r"^### (.+)$", (ROOT / "docs/guides/faq.md").read_text("utf-8"), re.MULTILINE)
    told_here = told(html)["FAQPage"]["mainEntity"]
    assert [one["name"] for one in told_here] == written
    whole = shown(html)
    for one in told_here:
        lines = one["acceptedAnswer"]["text"].split("\n")
        assert all(" ".join(line.split()) in whole for line in lines), one["name"]
        assert len(" ".join(lines)) > 40, one["name"]
    assert questions("<article><h3>A ?</h3><p>b</p><ul><li>c</li></ul><h2>D</h2><p>e</p></article>") == [
        ("A ?", "b\nc")
    ]


def test_the_steps_told_are_those_of_the_page(pages: dict[str, str]) -> None:
    """TECREP has six steps, in the words of its list."""
    how = told(pages["outils/tecrep"])["HowTo"]
    items = api.describe("tecrep")["items"]
    assert [(one["position"], one["name"]) for one in how["step"]] == [
        (n, one["label"]) for n, one in enumerate(items, 1)
    ]
    whole = " ".join(unescape(re.sub(r"<[^>]+>", "", pages["outils/tecrep"].partition("<h1")[2])).split())
    assert all(" ".join(one["text"].split()) in whole for one in how["step"])
    assert len(items) == 6


def test_the_feed_says_all_that_is_new(public: Path, pages: dict[str, str]) -> None:
    """Each day once, the newest first, each change in it, each link to a place that is there."""
    feed = ElementTree.fromstring((public / FEED).read_bytes())  # noqa: S314, our own
    entries = feed.findall(f"{ATOM}entry")
    days = [one.findtext(f"{ATOM}updated", "")[:10] for one in entries]
    assert days == sorted(set(days), reverse=True)
    assert feed.findtext(f"{ATOM}updated", "")[:10] == days[0]
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == len(entries)
    news = pages["quoi-de-neuf"]
    for entry, day in zip(entries, days, strict=True):
        said = entry.findtext(f"{ATOM}content", "").split("\n")
        assert said == [change.replace("\n", " ") for on, change in fragments(FRAGMENTS) if on == day]
        (link,) = entry.findall(f"{ATOM}link")
        assert f'id="{link.attrib["href"].partition("#")[2]}"' in news
    assert all(
        'type="application/atom+xml"' in html and f"{ADDRESS}{FEED}" in html for html in pages.values()
    )


def test_the_generators_own_map_goes(built_site: Path, public: Path) -> None:
    """Its packed copy would be sent in place of ours; without an address there is none of either."""
    assert [one.name for one in public.glob("sitemap*")] == ["sitemap.xml"]
    assert not list(built_site.glob("sitemap*"))


def test_the_map_holds_every_page_that_may_be_found(public: Path, pages: dict[str, str]) -> None:
    """All, by whole addresses, and none that asks not to be shown; guides with the day of their check."""
    urls = ElementTree.fromstring((public / "sitemap.xml").read_bytes())  # noqa: S314, our own
    listed = {one.findtext(f"{MAP}loc"): one.findtext(f"{MAP}lastmod") for one in urls}
    assert set(listed) == {ADDRESS + (f"{where}/" if where else "") for where in pages}
    dated = {
        told(html)["Article"]["url"]: told(html)["Article"]["dateModified"]
        for html in pages.values()
        if "Article" in told(html)
    }
    assert {url: day for url, day in listed.items() if day} == dated


def test_a_site_of_this_machine_is_not_to_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an address nothing is offered to search engines; with one, all, and the map of it."""
    monkeypatch.delenv("SITE_URL", raising=False)
    write_robots(ROOT, tmp_path)
    write_found(ROOT, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["robots.txt"]
    assert "Disallow: /\n" in (tmp_path / "robots.txt").read_text("utf-8")
    monkeypatch.setenv("SITE_URL", ADDRESS)
    write_robots(ROOT, tmp_path)
    robots = (tmp_path / "robots.txt").read_text("utf-8")
    assert f"Sitemap: {ADDRESS}sitemap.xml\n" in robots
    assert "Disallow" not in robots
