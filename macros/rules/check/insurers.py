"""Checking the settings of an insurer: colours that can be read, a number, addresses, a mere drawing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..colours import LEAST, contrasts, is_colour
from .codes import EditorProblem
from .lines import Keys
from .project import DATA, INSURERS, Document, Project

_NUMBER = re.compile(r"(?:0[1-9](?: \d{2}){4}|\d{4})")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_ORIGIN = re.compile(r"https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d{1,5})?")
_LOGO = re.compile(r"[a-z0-9-]+\.svg")
# A drawing may hold a script, an action, another site's picture, or looks that the site's policy refuses.
_NOT_DRAWING = re.compile(
    r"<script|<style|<foreignObject|<!ENTITY|\bon\w+=|\bstyle=|href=|url\(|@import", re.IGNORECASE
)
_HEAVIEST = 20_000

_GROUNDS = {
    "paper": "le papier",
    "card": "les cartes",
    "wash": "sa propre teinte pâle",
    "on": "le texte des boutons",
    "ink": "le texte sur sa teinte pâle",
    "soft": "le texte secondaire sur sa teinte pâle",
}


def check_insurer(document: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield the mistakes of a settings file that its shape does not tell."""
    data = document.data
    for scheme, colour in data.get("colours", {}).items():
        yield from _colour(document, scheme, colour)
    if "telephone" in data and not _NUMBER.fullmatch(data["telephone"]):
        yield document.problem("A003", ("telephone",), number=data["telephone"])
    addresses: dict[Keys, str | None] = {
        ("feedback",): data.get("feedback"),
        ("claims", "email"): data.get("claims", {}).get("email"),
        ("complaints", "email"): data.get("complaints", {}).get("email"),
    }
    for path, address in addresses.items():
        if address is not None and not _EMAIL.fullmatch(address):
            yield document.problem("A004", path, address=address)
    if "logo" in data and (reason := _why_no_logo(data["logo"], project)):
        yield document.problem("A005", ("logo",), name=data["logo"], reason=reason)
    for number, origin in enumerate(data.get("embedders", ())):
        if not _ORIGIN.fullmatch(origin):
            yield document.problem("A007", ("embedders", number), origin=origin)
    yield from _contract(document, project)


def _colour(document: Document, scheme: str, colour: str) -> Iterator[EditorProblem]:
    path = ("colours", scheme)
    if not is_colour(colour):
        yield document.problem("A001", path, colour=colour)
        return
    ground, found = min(contrasts(colour, scheme).items(), key=lambda one: one[1])
    if found < LEAST:
        yield document.problem(
            "A002",
            path,
            colour=colour,
            found=f"{found:.1f}".replace(".", ","),
            ground=_GROUNDS[ground],
            least=f"{LEAST:.0f}",
            way="foncée" if scheme == "light" else "claire",
        )


def _why_no_logo(name: str, project: Project) -> str:
    """Say why a logo cannot serve, "" when it can."""
    if not _LOGO.fullmatch(name):
        return "son nom doit être en minuscules et finir par .svg"
    try:
        text = (project.root / DATA / INSURERS / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "ce fichier ne se lit pas"
    if not text.lstrip().startswith("<svg"):
        return "il ne commence pas par <svg"
    if len(text) > _HEAVIEST:
        return f"il pèse plus de {_HEAVIEST // 1000} Ko"
    refused = _NOT_DRAWING.search(text)
    return f"il contient « {refused[0]} »" if refused else ""


def _contract(document: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield a time limit in working days that the law does not permit."""
    contract = document.data.get("contract", {})
    floor = (project.single("parameters") or {}).get("declaration_floor", {}).get("value", ())
    least = max((one.get("value", 0) for one in floor), default=0)
    if contract.get("unit") == "jours_ouvres" and contract.get("length", least) < least:
        yield document.problem("A006", ("contract", "length"), length=contract["length"], least=least)
