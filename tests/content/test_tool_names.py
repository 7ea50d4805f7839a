"""One name for a tool: on its page, in the menu, on paper and in the frame."""

import re

import pytest

from macros.authoring.references import page_title
from macros.rules import api
from tests.content.project import ROOT

TOOLS = [(tool["id"], tool["kind"], tool["title"]) for tool in api.tools()]


@pytest.mark.parametrize(("id", "kind", "title"), TOOLS, ids=[id for id, *_ in TOOLS])
def test_a_page_bears_the_name_of_its_tool(id: str, kind: str, title: str) -> None:
    """Who follows a link by a name lands on that name, in the menu and at the head of the page."""
    folder = "modeles" if kind == "letter" else "outils"
    text = (ROOT / f"docs/{folder}/{id}.md").read_text("utf-8")
    heading = re.search(r"^# (.+)$", text, re.MULTILINE)
    assert heading
    assert (page_title(text), heading[1]) == (title, title)
