"""One name by page: in the menu and at its head."""

import re
from pathlib import Path

import pytest

from tests.content.project import ROOT

PAGES = sorted(
    page for folder in ("guides", "modeles", "outils") for page in (ROOT / "docs" / folder).glob("*.md")
)


def names(page: Path) -> tuple[str, str]:
    """Return the name that the menu gives to a page, and the one at its head."""
    text = page.read_text("utf-8")
    menu, head = re.search(r'^title: "(.*)"$', text, re.MULTILINE), re.search(r"^# (.*)$", text, re.MULTILINE)
    assert menu
    assert head
    return menu[1], head[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_the_menu_and_the_head_give_one_name(page: Path) -> None:
    """Who opens a page from the menu reads at its head the name that was touched."""
    menu, head = names(page)
    assert menu == head
