"""No page is wider than its screen, whatever letters the reader's device draws it with."""

from __future__ import annotations

import pytest

from tests.browser.visitors import Visitors
from tests.browser.widths import BREADTHS, beyond_its_screen


def test_no_page_is_wider_than_its_screen(visitors: Visitors, addresses: list[str]) -> None:
    """At 320 and 360 px, in letters twice as large, narrow or wide, folds open: nothing scrolls sideways."""
    page = visitors.page(python="refused")
    found = {}
    for path in addresses:
        page.goto(path)
        if beyond := beyond_its_screen(page, BREADTHS):
            found[path] = beyond
    assert found == {}


@pytest.mark.parametrize("style", ["width: 330px", "font-size: 26px; white-space: nowrap"])
def test_what_reaches_beyond_is_noticed(visitors: Visitors, style: str) -> None:
    """A box or a line too wide for a small screen is found, in the letters that make it so."""
    page = visitors.page("/accessibilite/", python="refused")
    page.evaluate(
        """(style) => {
          const box = document.createElement("p");
          box.textContent = "Vingt-cinq signes environ.";
          box.style.cssText = style;
          document.querySelector("main").prepend(box);
        }""",
        style,
    )
    assert any(name.startswith("320 px") for name in beyond_its_screen(page, BREADTHS))
