"""What search engines and messengers are told of a public site: of each page, and what is new.

It is read from the pages as they are built, whichever generator made them: nothing is said of a page that its
reader does not see there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from macros import branding
from macros.publish.cards import ADDRESS as CARDS
from macros.publish.cards import SIZE, Card, write_cards
from macros.publish.entries import read_frame
from macros.publish.paper.html import article, text
from macros.publish.settings import public_address, read_settings
from macros.render import content
from macros.render.html import render
from macros.render.news import FRAGMENTS, fragments
from macros.rules import api

#: Under the root of the site.
FEED, SITEMAP = "nouveautes.xml", "sitemap.xml"

#: The page of what is new, whose feed it is; the page of questions; the list of steps to follow.
NEWS, QUESTIONS, STEPS = "quoi-de-neuf", "guides/faq", "outils/tecrep"

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
_CHECKED = re.compile(r'<time datetime="(\d{4}-\d{2}-\d{2})"')
_SCHEMA = "https://schema.org"
_ATOM, _SITEMAPS = "http://www.w3.org/2005/Atom", "http://www.sitemaps.org/schemas/sitemap/0.9"

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One page that may be found: where it is in the site, "guides/tecrep", and its words."""

    file: Path
    path: str
    html: str
    title: str
    description: str

    @property
    def checked_on(self) -> str:
        """Return the day on which the page says that it was checked, "" where it says none."""
        found = _CHECKED.search(self.html.partition("<h1")[2]) if self.path.startswith("guides/") else None
        return found[1] if found else ""

    @property
    def card(self) -> Card:
        """Return what its card says."""
        return Card(self.path.replace("/", "-") or "index", self.title, self.description)


def write_found(root: Path, site: Path, *, insurer: str = "") -> None:
    """Tell every page of a public site what it is, draw its card; write the map and the feed of what is new.

    A site without an address is found by nobody: nothing is written, and it has no map.
    """
    for made in site.glob(f"{SITEMAP}*"):  # The generator's, which tells when it was made, compressed too.
        made.unlink()
    address = public_address(root)
    if not address:
        return
    site_name = read_frame(root, insurer)["site_name"]
    pages = {one.path: one for one in _pages(site, str(read_settings(root)["site_name"]))}
    deep = branding.insurer(insurer)["colours"].get("light") or branding.day_colours()["deep"]
    write_cards(root, site, (one.card for one in pages.values()), site_name=site_name, deep=deep)
    for page in pages.values():
        tags = render(
            "found.html",
            page=page,
            url=_url(address, page.path),
            image=_picture(address, page),
            size=SIZE,
            site_name=site_name,
            feed=f"{address}{FEED}",
            words=content.words("found"),
            data=[json.dumps(one, ensure_ascii=False) for one in _data(page, pages, address, site_name)],
        )
        page.file.write_text(page.html.replace("</head>", f"{tags}\n</head>", 1), "utf-8")
    (site / FEED).write_bytes(_feed(address, site_name))
    (site / SITEMAP).write_bytes(_sitemap(address, pages.values()))


def _pages(site: Path, title_end: str) -> Iterator[Found]:
    """Yield the pages that search engines may show; their titles end with the name of the project."""
    for file in sorted(site.rglob("index.html")):
        html = file.read_text("utf-8")
        described = _DESCRIPTION.search(html)
        if described is None or re.search(
            r'<meta name="robots" content="noindex"|http-equiv="refresh"', html
        ):
            continue
        path = file.parent.relative_to(site).as_posix()
        titled = _TITLE.search(html)
        title = unescape(titled[1]).strip() if titled else ""
        bare = re.sub(rf"\s+[-–]\s+{re.escape(title_end)}$", "", title)
        yield Found(file, "" if path == "." else path, html, bare, unescape(described[1]))


def _url(address: str, path: str) -> str:
    return f"{address}{path}/" if path else address


def _picture(address: str, page: Found) -> str:
    return f"{address}{(CARDS / page.card.name).as_posix()}.png"


def _data(page: Found, pages: dict[str, Found], address: str, site_name: str) -> Iterator[Data]:
    """Yield what is told of a page in the words of schema.org."""
    publisher = {"@type": "Organization", "name": site_name, "url": address}
    url = _url(address, page.path)
    common = {"inLanguage": "fr", "isAccessibleForFree": True, "url": url}
    if not page.path:
        yield _thing("WebSite", name=site_name, description=page.description, **common, publisher=publisher)
        return
    yield _thing("BreadcrumbList", itemListElement=list(_way(page, pages, address)))
    if page.checked_on:
        yield _thing(
            "Article",
            headline=page.title,
            description=page.description,
            dateModified=page.checked_on,
            image=_picture(address, page),
            mainEntityOfPage=url,
            author=publisher,
            publisher=publisher,
            **common,
        )
    if page.path == QUESTIONS:
        asked = [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in questions(page.html)
        ]
        yield _thing("FAQPage", mainEntity=asked, **common)
    if page.path == STEPS:
        tool = api.describe(STEPS.rpartition("/")[2])
        steps = [
            {"@type": "HowToStep", "position": n, "name": one["label"], "text": one["text"]}
            for n, one in enumerate(tool["items"], 1)
        ]
        yield _thing("HowTo", name=tool["title"], description=page.description, step=steps, **common)


def _thing(kind: str, **properties: Any) -> Data:
    return {"@context": _SCHEMA, "@type": kind, **properties}


def _way(page: Found, pages: dict[str, Found], address: str) -> Iterator[Data]:
    """Yield the way from the home page to a page, each of its steps a page of the site."""
    parts = page.path.split("/")
    above = ["", *("/".join(parts[:n]) for n in range(1, len(parts) + 1))]
    steps = [pages[path] for path in above if path in pages]
    for n, one in enumerate(steps, 1):
        yield {"@type": "ListItem", "position": n, "name": one.title, "item": _url(address, one.path)}


def questions(html: str) -> list[tuple[str, str]]:
    """Return the questions of a page, its third headings, each with the whole answer below it, as text."""
    found: list[tuple[str, str]] = []
    for parent in article(html).iter():
        question, answer = "", list[str]()
        for one in [*parent, Element("h2")]:
            if one.tag in ("h2", "h3"):
                if question:
                    found.append((question, "\n".join(answer)))
                question, answer = (text(one) if one.tag == "h3" else ""), []
            elif question and (words := text(one)):
                answer.append(words)
    return found


def _feed(address: str, site_name: str) -> bytes:
    """Return what is new as an Atom feed, a day an entry, the newest first."""
    words = content.words("found")
    days = [
        (day, [fragment for _, fragment in rows])
        for day, rows in groupby(fragments(FRAGMENTS), lambda one: one[0])
    ]
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "fr"})
    _add(feed, "id", f"{address}{FEED}")
    _add(feed, "title", words["feed"].format(name=site_name))
    _add(feed, "updated", _instant(days[0][0]))
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{address}{FEED}"})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{address}{NEWS}/"})
    _add(SubElement(feed, "author"), "name", site_name)
    for day, changes in days:
        entry = SubElement(feed, "entry")
        url = f"{address}{NEWS}/#le-{day}"
        _add(entry, "id", url)
        _add(entry, "title", words["day"].format(day=content.day_words(day)))
        _add(entry, "updated", _instant(day))
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": url})
        _add(entry, "content", "\n".join(one.replace("\n", " ") for one in changes))
    return _written(feed)


def _sitemap(address: str, pages: Iterable[Found]) -> bytes:
    """Return the map of the site: each page that may be found, and the day on which it was checked."""
    urls = Element("urlset", {"xmlns": _SITEMAPS})
    for page in pages:
        one = SubElement(urls, "url")
        _add(one, "loc", _url(address, page.path))
        if page.checked_on:
            _add(one, "lastmod", page.checked_on)
    return _written(urls)


def _written(root: Element) -> bytes:
    indent(root)
    whole: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"


def _add(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = words


def _instant(day: str) -> str:
    """Return a day as an instant: it was said that day, and no hour is known."""
    return f"{date.fromisoformat(day).isoformat()}T00:00:00Z"
