"""The page that makes links for e-mails, and the list of the links that always work."""

from __future__ import annotations

from typing import Any

from . import content
from .html import render
from .mail import ADDRESS, mail, preview
from .page import Page

_SAID = ("loading", "download", "starting", "failed", "done_copied", "done_failed")


def composer_un_lien(page: Page) -> str:
    """Print the form that makes a link; without a script it says where the common links are."""
    words = content.words("links")
    entries = content.entries(page.today)
    situations = [
        {"value": one["id"], "label": one["title"], "dated": bool(one["contract"])} for one in entries
    ]
    units = [
        {"value": unit, "label": label, "dated": False}
        for unit, label in content.shared("declaration_units").items()
    ]
    fields: list[dict[str, Any]] = [
        {"name": "situation", "options": situations},
        {"name": "length", "optional": True, "short": True},
        {"name": "unit", "options": units},
        {"name": "campaign", "optional": True},
    ]
    blank = {"hint": "", "optional": False, "short": False, "options": []}
    return render(
        "link_builder.html",
        page=page,
        words=words,
        fields=[
            blank | {"label": words[one["name"]], "hint": words.get(f"{one['name']}_hint", "")} | one
            for one in fields
        ],
        said={name: words[name] for name in _SAID},
        mails={one["id"]: mail(one, page.insurer) for one in entries},
        previews={one["id"]: preview(one, page.insurer) for one in entries},
        address=ADDRESS,
    )


def liens_courants(page: Page) -> str:
    """Print every entry and every preset, each with its address."""
    words = content.words("links")
    return render(
        "links.html",
        words=words,
        entries=[
            {
                "title": entry["title"],
                "links": [
                    _row(page, entry["id"], ""),
                    *(
                        _row(page, f"{entry['id']}/{one['slug']}", one["words"])
                        for one in (content.presets() if entry["contract"] else ())
                    ),
                ],
            }
            for entry in content.entries(page.today)
        ],
    )


def _row(page: Page, entry: str, words: str) -> dict[str, str]:
    return {"url": page.link(f"e/{entry}"), "address": f"/e/{entry}/", "words": words}
