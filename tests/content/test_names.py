"""One name by tool and by guide: in the menu, at the head of the page, in links, on paper, in a frame."""

import re
from pathlib import Path

import pytest

from macros.rules import api
from tests.content.project import ROOT

TOOLS = {one["id"]: one["title"] for one in api.tools()}
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


@pytest.mark.parametrize("id", TOOLS)
def test_a_tool_has_the_name_of_its_page(id: str) -> None:
    """Links, papers and frames take the tool's name; the menu and the page, their own: they are one."""
    folder = next(folder for folder in ("outils", "modeles") if (ROOT / f"docs/{folder}/{id}.md").exists())
    assert names(ROOT / f"docs/{folder}/{id}.md")[1] == TOOLS[id]
