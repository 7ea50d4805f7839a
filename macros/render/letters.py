"""What letters and conversations need to be printed whole, and the table of the words that engage."""

from __future__ import annotations

from typing import Any

from . import content
from .html import BLANK, Filled, Live, render
from .page import Page


def letter(described: dict[str, Any], links: list[dict[str, str]]) -> dict[str, Any]:
    """Return what a letter's template needs beside its description; the blanks show what is left."""
    return {
        "filled": Filled(),
        "live": Live(),
        "blank": BLANK,
        "links": links,
        "has_boxes": any(one.startswith(described["box"]) for one in described["letter"]["body"]),
        "optional": [
            one["name"] for one in described["inputs"] if not one["required"] and not one["default"]
        ],
    }


def rehearsal(described: dict[str, Any], links: list[dict[str, str]]) -> dict[str, Any]:
    """Return what a conversation's template needs: its choices apart from its lines."""
    steps = {step["id"] for step in described["steps"]}
    return {
        "live": Live(),
        "blank": BLANK,
        "links": links,
        "choices": [one for one in described["inputs"] if one["name"] not in steps],
    }


def mots_qui_engagent(page: Page) -> str:
    """Print the phrases that may admit liability, each with why and what to write instead."""
    return render("admissions.html", phrases=content.phrases(page.today))
