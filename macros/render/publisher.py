"""Who publishes this copy of the site: given by whoever hosts it, and said to be missing where it is not."""

from __future__ import annotations

import os
import re
import tomllib
from importlib.resources import files
from pathlib import Path

from . import content
from .html import render

#: The environment names here another file than the one beside this module.
FILE = "AMIABLE_PUBLISHER"

#: What a site may go without: not every publisher is in a register.
OPTIONAL = frozenset({"registration"})

_TELEPHONES = ("telephone", "host_telephone")


def publisher() -> str:
    """Print who publishes and hosts this copy of the site, line by line."""
    words = content.words("publisher")
    given = details()
    rows = [
        {"label": label, "text": given[name], "href": _href(name, given[name])}
        for name, label in words["labels"].items()
        if given[name] or name not in OPTIONAL
    ]
    return render("publisher.html", rows=rows, words=words, incomplete=bool(lacking()))


def lacking() -> list[str]:
    """Return the labels of the lines that a site for the public must have, and that nobody filled in.

    Raises ValueError as `details` does.
    """
    given = details()
    labels = content.words("publisher")["labels"]
    return [label for name, label in labels.items() if name not in OPTIONAL and not given[name]]


def details() -> dict[str, str]:
    """Return what is known of the publisher and of the host, "" where a line is not filled in.

    Raises ValueError, with a sentence for whoever builds the site, where the file cannot be read.
    """
    words = content.words("publisher")
    path = os.environ.get(FILE, "")
    try:
        text = (
            Path(path).read_text("utf-8")
            if path
            else (files(__package__) / "publisher.toml").read_text("utf-8")
        )
        given = tomllib.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise ValueError(words["unreadable"].format(file=path or "publisher.toml", why=error)) from error
    known = words["labels"]
    if wrong := [name for name, value in given.items() if name not in known or not isinstance(value, str)]:
        raise ValueError(words["unknown"].format(names=", ".join(wrong), known=", ".join(known)))
    read = {name: " ".join(given.get(name, "").split()) for name in known}
    return read | {name: "" for name in _TELEPHONES if len(re.findall(r"\d", read[name])) < 6}


def refusal(address: str) -> str:
    """Return why a site cannot be published at an address, "" where it can or is for nobody but this machine.

    `address` is "" for a site of this machine alone. Raises ValueError as `details` does.
    """
    missing = lacking()
    if not address or not missing:
        return ""
    return str(content.words("publisher")["refused"].format(address=address, missing=", ".join(missing)))


def _href(name: str, text: str) -> str:
    if name in _TELEPHONES and text:
        return "tel:" + re.sub(r"[^\d+]", "", text)
    return f"mailto:{text}" if name == "contact" and "@" in text else ""
