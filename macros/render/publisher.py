"""Who publishes this copy of the site: told by whoever hosts it, and said to be missing where it is not."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from macros.rules import api

from .html import render


def publisher() -> str:
    """Print who publishes and hosts this copy of the site, line by line."""
    words = api.words("publisher")
    told = tomllib.loads((files(__package__) / "publisher.toml").read_text(encoding="utf-8"))
    rows = [(label, told[name]) for name, label in words["labels"].items()]
    return render("publisher.html", rows=rows, missing=words["missing"])
