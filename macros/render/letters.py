"""What letters and conversations need to be printed whole, and the table of the words that engage."""

from __future__ import annotations

from typing import Any

from . import content
from .html import BLANK, Live, render
from .page import Page

_RECIPIENT = "recipient"
_OFFICES = ("claims", "complaints")


def letter(described: dict[str, Any], links: list[dict[str, str]], page: Page) -> dict[str, Any]:
    """Return what a letter's template needs beside its description: its steps, its sheet with blanks.

    On the site of an insurer, what is sent to its office has the office's address.
    """
    office = described["office"]
    address = page.insurer[office]["address"] if office in _OFFICES else []
    given = {_RECIPIENT: "\n".join(address)} if address else {}
    inputs = [{**one, "default": given.get(one["name"], one["default"])} for one in described["inputs"]]
    steps = described["steps"] or [{"title": "", "inputs": range(len(inputs))}]
    return {
        "live": Live(),
        "blank": BLANK,
        "links": links,
        "steps": [{"title": step["title"], "inputs": [inputs[n] for n in step["inputs"]]} for step in steps],
        "sheet": {
            part: [_addressed(one, given) for one in some]
            for part, some in described["letter"]["paragraphs"].items()
        },
        "has_boxes": any(one["box"] for one in described["letter"]["paragraphs"]["body"]),
        "optional": [
            one["name"] for one in described["inputs"] if not one["required"] and not one["default"]
        ],
    }


def _addressed(paragraph: dict[str, Any], given: dict[str, str]) -> dict[str, Any]:
    """Return a paragraph of the sheet with what is known at build."""
    parts = [{**part, "text": given.get(part["field"], part["text"])} for part in paragraph["parts"]]
    return {**paragraph, "parts": parts}


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
