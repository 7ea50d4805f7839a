"""Checking the law: every value has its dates in order, every source an address and a status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from .advice import nearest
from .codes import EditorProblem
from .project import Document, Project
from .toml_lines import Keys

STATUSES = ("text", "secondary")

_ONE_PAGE = frozenset({"formulaire.mediation-assurance.org"})
"""The hosts that are one page: their front page is the form itself."""
_WHOLE_CODE = re.compile(r"/codes/(?:id|texte_lc)/LEGITEXT\d+/?$")


def check_sources(sources: Document, _project: Project) -> Iterator[EditorProblem]:
    """Yield the sources without a true status or a safe address."""
    for id, source in sources.data.items():
        if source.get("status", STATUSES[0]) not in STATUSES:
            yield sources.problem("L005", (id, "status"), value=source["status"])
        url = source.get("url", "")
        if not url:
            if not source.get("where"):
                yield sources.problem("L008", (id,), id=id)
        elif not url.startswith("https://"):
            yield sources.problem("L006", (id, "url"), url=url)
        elif opens_on_nothing(url):
            yield sources.problem("L009", (id, "url"), url=url)


def opens_on_nothing(url: str) -> bool:
    """Return whether an address is the front page of a site or of a whole code: it opens on no text."""
    parts = urlsplit(url)
    if parts.hostname in _ONE_PAGE:
        return False
    return (not parts.path.strip("/") and not parts.query) or _WHOLE_CODE.search(parts.path) is not None


def check_parameters(parameters: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield the values whose dates contradict each other, and the units that have no words."""
    units = (project.single("strings") or {}).get("amounts")
    for id, parameter in parameters.data.items():
        unit = parameter.get("unit")
        if unit is not None and units is not None and unit not in units:
            yield parameters.problem("L007", (id, "unit"), id=unit, advice=nearest(unit, units))
        values = parameter.get("value", [])
        for number, value in enumerate(values):
            yield from _term(parameters, (id, "value", number), value)
        for number, (before, value) in enumerate(pairwise(values), 1):
            yield from _order(parameters, (id, "value", number), before, value)


def _term(parameters: Document, keys: Keys, value: dict[str, Any]) -> Iterator[EditorProblem]:
    if "valid_until" in value and "valid_from" in value and value["valid_until"] < value["valid_from"]:
        until, day = value["valid_until"], value["valid_from"]
        yield parameters.problem("L004", (*keys, "valid_until"), until=until, day=day)


def _order(
    parameters: Document, keys: Keys, before: dict[str, Any], value: dict[str, Any]
) -> Iterator[EditorProblem]:
    if "valid_from" not in value or "valid_from" not in before:
        return
    day, at = value["valid_from"], (*keys, "valid_from")
    if day <= before["valid_from"]:
        yield parameters.problem("L002", at, day=day, previous=before["valid_from"])
    elif before.get("valid_until", before["valid_from"]) >= day:
        right = day - timedelta(days=1)
        yield parameters.problem("L003", at, day=day, until=before["valid_until"], right=right)
