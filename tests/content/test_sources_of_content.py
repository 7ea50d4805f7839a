"""Every point of the two articles that the site starts from is on a page, as the law has it."""

import re
import tomllib
from typing import Any

import pytest

from macros.authoring.lint.macro_calls import spoken
from macros.rules import api
from tests.content.project import HERE, ROOT

POINTS: list[dict[str, Any]] = tomllib.loads((HERE / "points.toml").read_text("utf-8"))["point"]
GUIDES = sorted(
    page for page in (ROOT / "docs/guides").glob("*.md") if page.stem not in ("index", "glossaire")
)

_HEADING = re.compile(r"(#+)\s+(.*?)\s*$")
_FENCE = re.compile(r"```.*?```", re.DOTALL)
#: What only an advertisement says: one insurer's name, a sum that no law sets.
_ADVERTISING = re.compile(r"hiscox|seul assureur|500 (?:à|et) 2\s?000", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a text with one kind of space: where a line ends, or may end, is no matter here."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def sections(page: str) -> dict[str, str]:
    """Return the text under each heading of a page, its smaller headings included."""
    rows = _FENCE.sub("", spoken((ROOT / "docs" / f"{page}.md").read_text("utf-8"))).split("\n")
    found: dict[str, str] = {}
    open_headings: list[tuple[int, str]] = []
    for row in rows:
        if heading := _HEADING.match(row):
            level = len(heading[1])
            open_headings = [one for one in open_headings if one[0] < level]
            open_headings.append((level, plain(heading[2])))
            found[plain(heading[2])] = ""
            continue
        for _, title in open_headings:
            found[title] += f"{row}\n"
    return {title: plain(text) for title, text in found.items()}


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point["says"])
def test_a_point_stands_under_its_heading(point: dict[str, Any]) -> None:
    """A reader who opens the page at that heading finds what the article told."""
    found = sections(point["page"])
    assert plain(point["heading"]) in found
    text = found[plain(point["heading"])]
    assert [words for words in point["holds"] if plain(words) not in text] == []


def test_a_corrected_point_says_where_the_articles_were_wrong() -> None:
    """The sixteen corrections, several told on more than one page, are all among the points."""
    assert len([point for point in POINTS if point.get("corrected")]) >= 16


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_begins_with_its_date_its_length_and_its_summary(guide: Any) -> None:
    """When it was checked, how long it takes, what matters most: before anything else."""
    text = guide.read_text("utf-8")
    head = re.search(r'guide_header\(checked_on="[\d-]+", minutes=\d+\)', text)
    assert head
    first = re.search(r"^## (.*)$", text, re.MULTILINE)
    assert first
    assert first[1] == "L’essentiel"
    assert head.start() < first.start()


def test_advertising_is_left_out() -> None:
    """No insurer is named or praised, and no usual price is given."""
    words = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for folder, ending in (("docs", "*.md"), ("macros/rules/data", "*.toml"))
        for path in (ROOT / folder).rglob(ending)
    }
    assert [name for name, text in words.items() if _ADVERTISING.search(plain(text))] == []


def test_every_letter_and_tree_is_led_to_from_a_guide() -> None:
    """A reader of the guides meets each letter and each questionnaire where it helps."""
    led = {id for guide in GUIDES for id in re.findall(r'tool_link\("([^"]+)"\)', guide.read_text("utf-8"))}
    alone = sorted(
        f'{{{{ tool_link("{one["id"]}") }}}}'
        for one in api.tools()
        if one["kind"] in ("letter", "tree") and one["id"] not in led
    )
    assert not alone, f"write these in a guide of docs/guides, where they help: {alone}"
