"""The frame of every page: its head, its foot, and the values that all is drawn with."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from macros.branding.contrast import LEAST, contrast, palette
from macros.publish.hosting.headers import ALWAYS
from macros.render import content

GROUNDS = ("paper", "sunk", "card", "wash")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_every_ground(scheme: str) -> None:
    """Seven to one for what is read, on each ground it may lie on; three to one for what is pressed."""
    colours = palette(scheme)
    for text, ground in itertools.product(("ink", "soft", "deep", "warn"), GROUNDS):
        assert contrast(colours[text], colours[ground]) >= LEAST, (text, ground)
    for ground in GROUNDS:
        assert contrast(colours["edge"], colours[ground]) >= 3, ground
    for text in ("ink", "soft", "warn"):
        assert contrast(colours[text], colours["warn-wash"]) >= LEAST
    assert contrast(colours["on-deep"], colours["deep"]) >= LEAST


def test_every_page_leads_to_the_page_for_insurers(built_site: Path) -> None:
    """Whoever works for an insurer finds the way from the foot of any page, that of lost readers too."""
    pages = [page for page in built_site.rglob("*.html") if "</footer>" in page.read_text("utf-8")]
    framed = [page for page in pages if page.relative_to(built_site).parts[0] not in ("e", "integrer")]
    assert len(framed) > 50
    link = re.compile(r"<footer.*>Pour les assureurs</a>", re.DOTALL)
    assert [page for page in framed if not link.search(page.read_text("utf-8"))] == []


def guides(site: Path) -> dict[str, str]:
    """Return the HTML of every guide that has a summary, by its name."""
    pages = {page.parent.name: page.read_text("utf-8") for page in site.glob("guides/*/index.html")}
    return {name: html for name, html in pages.items() if 'id="lessentiel"' in html}


def test_a_guide_folds_its_contents_after_what_matters(built_site: Path) -> None:
    """On a phone the contents come after the summary, folded; each leads to a heading of the page."""
    found = guides(built_site)
    assert len(found) > 9
    for name, html in found.items():
        after = html.partition('id="lessentiel"')[2].partition("</ul>")[2]
        fold = after.partition('<details class="am-fold am-toc">')[2].partition("</details>")[0]
        headings = re.findall(r'<h2 id="([^"]+)"', html)
        assert re.findall(r'href="#([^"]+)"', fold) == headings, name
        assert after.index("data-print") < after.index("<h2 "), name


def test_a_guide_leads_to_its_neighbours(built_site: Path) -> None:
    """From the first guide the links to the next one pass all others, and those back come home."""
    found, way, name = guides(built_site), [], "desamorcer"
    next_page = re.compile(r'href="\.\./([\w-]+)/"><span class="am-small">Guide suivant')
    while name and name not in way:
        way.append(name)
        match = next_page.search(found.get(name, ""))
        name = match[1] if match else ""
    assert set(found) <= set(way)


def test_no_guide_weighs_more_than_its_budget(built_site: Path) -> None:
    """The page of a guide, as its file stands, is under seventy kilobytes."""
    heavy = {name: len(html.encode()) for name, html in guides(built_site).items() if len(html) > 70_000}
    assert heavy == {}


def test_a_lost_reader_finds_every_situation(built_site: Path) -> None:
    """The page of a wrong address has its own title, the situations, and the way home."""
    html = (built_site / "404.html").read_text("utf-8")
    assert "<title>Cette page n’existe pas" in html
    for one in content.situations():
        assert f'href="/e/{one["id"]}/"' in html
    assert 'href="/recherche/"' in html


def test_no_page_says_where_its_reader_came_from(built_site: Path) -> None:
    """The policy stands in the headers of every host, and in each page for one that sets none."""
    for page in built_site.rglob("*.html"):
        assert "same-origin" not in page.read_text("utf-8").partition("</head>")[0], page
    for page in ("index.html", "404.html", "e/assignation/index.html", "guides/tecrep/index.html"):
        assert '<meta name="referrer" content="no-referrer">' in (built_site / page).read_text("utf-8")
    assert ALWAYS["Referrer-Policy"] == "no-referrer"


def test_a_page_about_danger_can_be_left_at_once(built_site: Path) -> None:
    """Whoever may be seen has a button for it in the head of the page, and it is a link without a script."""
    for page in ("outils/client-insultant", "outils/mon-client-m-insulte", "guides/client-insultant"):
        head = (built_site / page / "index.html").read_text("utf-8").partition("</header>")[0]
        assert re.search(r'<a class="am-exit" href="https://[^"]+" rel="noreferrer" data-exit>', head), page
