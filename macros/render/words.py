"""The macros that print words: a value of the law, a source, the head of a guide, the situations."""

from __future__ import annotations

from . import door
from .html import render
from .page import Page, build_day


def value(name: str) -> str:
    """Print a value of the law in words, as it stands on the day of the build."""
    return render("value.html", name=name, words=door.value_words(name, build_day()))


def law(source_id: str) -> str:
    """Print the short title of a source, linked to it."""
    return render("law.html", source=door.source(source_id))


def guide_header(checked_on: str, minutes: int) -> str:
    """Print when the guide was checked ("2026-11-22") and how many minutes it takes."""
    return render(
        "guide_header.html",
        iso=checked_on,
        day=door.day_words(checked_on),
        minutes=minutes,
        stale=door.stale(checked_on, build_day()),
    )


def sources(*ids: str) -> str:
    """Print the list of a page's sources: title, what it says, when it was read, text or secondary."""
    return render("sources.html", sources=[door.source(id) for id in ids])


def situations(page: Page) -> str:
    """Print the situations of the home page, each a link to a tool or a page."""
    doors = [
        one | {"url": page.link(f"outils/{one['tool']}" if "tool" in one else one["page"])}
        for one in door.situations()
    ]
    return render("situations.html", doors=doors)
