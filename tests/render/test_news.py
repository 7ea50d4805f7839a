"""What is new: each fragment is told on its day, and none is lost for a wrong name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from macros.authoring.lint.typography import long_sentences, typography
from macros.render.news import FRAGMENTS, fragments, quoi_de_neuf
from macros.render.page import Page


def test_every_fragment_is_on_the_page_the_newest_first() -> None:
    """A change that has its fragment is told to readers, under its day."""
    html = quoi_de_neuf(Page("", "", date(2026, 11, 23)))
    told = fragments(FRAGMENTS)
    assert len(told) == len(list(FRAGMENTS.iterdir())) > 0
    places = [html.index(f"<li>{text}</li>") for _, text in told]
    assert places == sorted(places)
    days = [day for day, _ in told]
    assert days == sorted(days, reverse=True)


def test_a_fragment_speaks_as_the_site_does() -> None:
    """Its sentences are short, and its signs are those of French."""
    found = [one for _, text in fragments(FRAGMENTS) for one in (*typography(text), *long_sentences(text))]
    assert found == []


def test_a_fragment_without_a_day_is_refused(tmp_path: Path) -> None:
    """A wrong name stops the build, with the right one."""
    (tmp_path / "portes.md").write_text("Une porte.")
    with pytest.raises(ValueError, match=r"2026-01-31-un-nom\.md"):
        fragments(tmp_path)
