"""Checking the pages that have moved: an old address that no page has, given once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .codes import EditorProblem
from .project import Document, Project

#: What the build writes beside the pages: nothing of it may be at the address of a page that has moved.
WRITTEN = ("assets", "contact", "e", "ics", "integrer", "pdf", "search")

_ADDRESS = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")


def check_redirects(document: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield the mistakes of the list of redirects that its shape does not tell."""
    pages = {name.removesuffix(".md").removesuffix("/index") for name in project.pages}
    known: set[str] = set()
    for number, one in enumerate(document.data.get("redirect", ())):
        address, path = one.get("from", ""), ("redirect", number, "from")
        if not address:
            continue  # Said already: it is missing.
        if not _ADDRESS.fullmatch(address):
            yield document.problem("H001", path, address=address)
        elif address in pages or address.partition("/")[0] in WRITTEN:
            yield document.problem("H002", path, address=address)
        elif address in known:
            yield document.problem("H003", path, address=address)
        known.add(address)
