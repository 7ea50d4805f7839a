"""The home page: its first question, what is kept on this device, the way through the site."""

from __future__ import annotations

from typing import Any

from macros.rules import api

from . import content
from .html import render
from .page import Page

#: The entry page that the first question leads to, whatever the writing is called.
ENTRY = "reclamation-recue"


def first_question(page: Page) -> str:
    """Print the first question, each answer with the date that follows from it; and what is kept.

    Without a script each answer leads to the entry page, which has the table of the dates.
    """
    (entry,) = (one for one in content.entries(page.today) if one["id"] == ENTRY)
    contract = page.insurer["contract"] or entry["contract"]
    shown = api.answer(
        entry["tool"], {entry["input"]: page.today.isoformat(), **contract}, today=page.today.isoformat()
    )["display"]["answers"]
    days = [{"label": word, "value": word.lower()} for word in content.words("ui")["quick_dates"]]
    return render(
        "home.html",
        words=content.words("home"),
        entry=entry,
        url=page.link(f"e/{ENTRY}"),
        tool_url=page.link(f"outils/{entry['tool']}"),
        root=page.root,
        days_asked=days,
        contract=dict(contract),
        is_own=bool(page.insurer["contract"]),
        length=next(str(one["text"]) for one in shown if one["name"] == "length"),
        **resume_words(page),
    )


def resume_words(page: Page) -> dict[str, Any]:
    """Return what the slot of what is kept is made of: its words, and the records that a device may keep."""
    return {"resume": content.words("resume"), "kept": content.kept_records(), "link_root": page.link_root}


def road(page: Page) -> str:
    """Print the way through the site, from the first reproach to the answer."""
    steps = [one | {"url": page.link(one["page"])} for one in content.rows("road")]
    return render("road.html", steps=steps)


def kept_pages(page: Page) -> str:
    """Print the list of the pages that a device keeps: home, and with a script the others."""
    return render("kept_pages.html", words=content.words("kept_pages"), home=page.root or "./")
