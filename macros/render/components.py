"""What the site is made with: each component, its version, its licence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from . import content
from .html import render
from .page import Page

#: The lists that `make components` writes, in the order they are shown.
LISTS = ("python.cdx.json", "npm.cdx.json")


def composants(page: Page) -> str:
    """Print every component of the lists, and where the lists are."""
    words = content.words("components")
    lists = [
        {
            "title": words[name.partition(".")[0]].format(n=len(components)),
            "url": page.link(f"composants/{name}").rstrip("/"),
            "components": components,
        }
        for name in LISTS
        if (components := _components(content.ROOT / "requirements" / name))
    ]
    return render("components.html", words=words, lists=lists)


def _components(file: Path) -> list[dict[str, str]]:
    """Return {name, version, licence} of each component of a CycloneDX list."""
    held: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return [
        {"name": one["name"], "version": one["version"], "licence": _licence(one.get("licenses", ()))}
        for one in held["components"]
    ]


def _licence(licences: Any) -> str:
    said = [
        one.get("expression") or one["license"].get("id") or one["license"].get("name", "")
        for one in licences
    ]
    return ", ".join(dict.fromkeys(one for one in said if one))
