"""The frame of every page: its head, its foot, and the values that all is drawn with."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from macros.branding.contrast import LEAST, contrast, palette

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
    """Whoever works for an insurer finds the way from the foot of any page, and of the one for lost readers."""
    pages = [page for page in built_site.rglob("*.html") if "</footer>" in page.read_text("utf-8")]
    framed = [page for page in pages if page.relative_to(built_site).parts[0] not in ("e", "integrer")]
    assert len(framed) > 50
    link = re.compile(r"<footer.*>Pour les assureurs</a>", re.DOTALL)
    assert [page for page in framed if not link.search(page.read_text("utf-8"))] == []
