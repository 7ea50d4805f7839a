"""The review booklet and the picture of every tree: nothing of the tree is left out."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from macros import authoring
from macros.render import content
from macros.render.booklet import booklet, booklets
from macros.render.page import Page
from macros.render.picture import picture
from macros.render.tools import numbers
from macros.rules import api
from tests.content.project import ROOT

DAY = "2026-11-23"
PAGE = Page("../../../", "../../../", date.fromisoformat(DAY))
TREES = [one["id"] for one in api.tools() if one["kind"] == "tree"]
SVG = re.compile(r"<svg .*?</svg>", re.DOTALL)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


def same(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def strips(tree: str) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in SVG.findall(booklet(PAGE, tree))]  # noqa: S314 (our own)


def said(strip: ET.Element) -> list[str]:
    """Return each text of a strip, its lines joined."""
    return [same(" ".join(text.itertext())).strip() for text in strip.iter("text")]


@pytest.mark.parametrize("tree", TREES)
def test_the_booklet_says_all_that_the_tree_says(tree: str) -> None:
    """Every word of every node, every source with its status and day, is there to be reviewed."""
    described = api.describe(tree, today=DAY)
    text = plain(booklet(PAGE, tree))
    words = [described["title"]]
    for one in described["questions"]:
        words += [one["text"], one["hint"], one["look"], *(option["label"] for option in one["options"])]
    for one in described["outcomes"]:
        words += [one["title"], one["action"], one["contact"], *one["why"]]
        words += [note["text"] for note in one["notes"]] + [link["text"] for link in one["next"]]
    sources = [
        source for one in (*described["questions"], *described["outcomes"]) for source in one["sources"]
    ]
    words += [source["title"] for source in sources] + [source["about"] for source in sources]
    assert [one for one in words if same(one).strip() not in text] == []
    statuses = {
        "text": content.words("ui")["status_text"],
        "secondary": content.words("ui")["status_secondary"],
    }
    for source in sources:
        day = "/".join(reversed(source["checked_on"].split("-")))
        said = [same(source["about"]), same(source["where"]), statuses[source["status"]]]
        said.append(same(f"{source['version']},") if source["version"] else "")
        assert " ".join(one for one in (*said, f"le {day}") if one) in text


@pytest.mark.parametrize("tree", TREES)
def test_the_linear_text_sends_every_answer_on(tree: str) -> None:
    """« Oui → 4 »: each answer is followed by the number of what it leads to, which is a link there."""
    described = api.describe(tree, today=DAY)
    html = booklet(PAGE, tree)
    linear = plain(html[html.index('id="texte"') : html.index('id="questions"')])
    named = numbers(described)
    for one in described["questions"]:
        for option in one["options"]:
            assert f"{same(option['label'])} → {named[option['next']]}" in linear
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(re.findall(r'id="([^"]+)"', html))


@pytest.mark.parametrize("tree", TREES)
def test_every_value_of_the_law_is_listed(tree: str) -> None:
    """The values that the tree says are there, as they stand on the day, with the nodes that say them."""
    html = booklet(PAGE, tree)
    values = plain(html[html.index('id="valeurs"') : html.index('id="visa"')])
    index = authoring.law_index(ROOT, today=DAY)["parameters"]
    for one in index:
        is_said = any(use["of"] == tree and use["name"] for use in one["uses"])
        assert (same(one["label"]) in values) == is_said, one["id"]


@pytest.mark.parametrize("tree", TREES)
def test_the_picture_has_every_node_and_every_answer(tree: str) -> None:
    """One strip by question; each answer has its label, and its line or its outcome; each outcome its box."""
    described = api.describe(tree, today=DAY)
    named = numbers(described)
    found = strips(tree)
    assert len(found) == len(described["questions"])
    for strip, question in zip(found, described["questions"], strict=True):
        texts = said(strip)
        assert same(question["text"]) in texts
        for option in question["options"]:
            assert same(option["label"]) in texts
            number = named[option["next"]]
            assert number in texts or f"→ {number}" in texts
    drawn = [text for strip in found for text in said(strip)]
    for outcome in described["outcomes"]:
        assert drawn.count(same(outcome["title"])) == 1


@pytest.mark.parametrize("tree", TREES)
def test_a_lane_runs_unbroken_from_every_answer_to_its_question(tree: str) -> None:
    """At each border between two strips the same lanes end above and begin below; no two share a place."""
    found = strips(tree)
    for above, below in pairwise(found):
        height = float(above.get("viewBox", "").split()[3])
        ends = [x for x, _, bottom in lanes(above) if bottom == height]
        starts = [x for x, top, _ in lanes(below) if top == 0]
        assert sorted(ends) == sorted(starts)
        assert len(set(ends)) == len(ends)


@pytest.mark.parametrize("tree", TREES)
def test_two_lanes_of_a_strip_never_share_a_place(tree: str) -> None:
    """Where one way ends in the strip in which another begins, a reader still tells them apart."""
    for strip in strips(tree):
        places = [x for x, _, _ in lanes(strip)]
        assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ({0: 2, 2: 4, 4: 5}, ["near", "near", "near far", "far", "near far", "near"]),
        ({0: 2, 2: 3}, ["far", "far", "near far", "near", "", ""]),
        ({0: 1, 2: 4}, ["near", "near", "near", "near", "near", ""]),
    ],
)
def test_ways_that_meet_in_one_strip_lie_side_by_side(ways: dict[int, int], expected: list[str]) -> None:
    """A way that ends at the question where another begins has its own place; one apart from it shares it."""
    ids = [f"q{n}" for n in range(6)]
    asked = [
        {"id": id, "text": id, "options": [{"label": "Oui", "next": ids[ways[n]] if n in ways else "end"}]}
        for n, id in enumerate(ids)
    ]
    described = {"id": "x", "title": "x", "questions": asked, "outcomes": [{"id": "end", "title": "Fin"}]}
    html = picture(described, numbers(described))
    drawn = [{x for x, _, _ in lanes(ET.fromstring(svg))} for svg in SVG.findall(html)]  # noqa: S314 (our own)
    places = sorted(set().union(*drawn))
    named = dict(zip(places, ("near", "far"), strict=False))
    assert [" ".join(named[x] for x in sorted(strip)) for strip in drawn] == expected


def lanes(strip: ET.Element) -> list[tuple[float, float, float]]:
    """Return the upright lines of a strip: x, top, bottom."""
    ways = [re.fullmatch(r"M([\d.]+) ([\d.]+)V([\d.]+)", path.get("d", "")) for path in strip.iter("path")]
    return [(float(way[1]), float(way[2]), float(way[3])) for way in ways if way]


@pytest.mark.parametrize("tree", TREES)
def test_the_picture_is_named_and_described_once(tree: str) -> None:
    """A listener hears a title and a description, not a heap of lines."""
    found = strips(tree)
    assert [strip.get("role") for strip in found] == ["img"] + [None] * (len(found) - 1)
    assert [strip.get("aria-hidden") for strip in found] == [None] + ["true"] * (len(found) - 1)
    title, desc = found[0].find("title"), found[0].find("desc")
    assert title is not None
    assert title.text
    assert desc is not None
    assert desc.text


def test_every_tree_has_its_booklet_and_the_list_leads_there() -> None:
    """A new tree is reviewed too."""
    pages = ROOT / "docs/methode/relecture"
    assert {page.stem for page in pages.glob("*.md")} == {*TREES, "index"}
    for tree in TREES:
        assert f'booklet("{tree}")' in (pages / f"{tree}.md").read_text("utf-8")
        assert f"methode/relecture/{tree}/" in booklets(PAGE)
