"""Checking the settings of an insurer: colours that can be read, a number, addresses, a mere drawing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from macros.branding.contrast import LEAST, contrasts, is_colour

from .codes import EditorProblem
from .project import INSURERS, Document, Project
from .toml_lines import Keys

_NUMBER = re.compile(r"(?:0[1-9](?: [0-9]{2}){4}|[0-9]{4})")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_ORIGIN = re.compile(r"https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::[0-9]{1,5})?")
_LOGO = re.compile(r"[a-z0-9-]+\.svg")
# A drawing may hold a script, an action, another site's picture, or looks that the site's policy refuses:
# what is not in these lists is none of a mere drawing.
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = "svg g defs title desc path rect circle ellipse line polyline polygon text tspan"
_LOOKS = """
id class version baseProfile viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d dx dy points rotate
transform preserveAspectRatio pathLength textLength lengthAdjust role aria-label aria-hidden focusable
fill fill-opacity fill-rule clip-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
stroke-dasharray stroke-dashoffset stroke-opacity opacity color display visibility overflow paint-order
shape-rendering text-rendering vector-effect font-family font-size font-style font-weight font-stretch
letter-spacing word-spacing text-anchor dominant-baseline
"""
_ELEMENTS = frozenset(_SHAPES.split())
_ATTRIBUTES = frozenset(_LOOKS.split()) | {"{http://www.w3.org/XML/1998/namespace}space"}
# A value of these attributes that fetches; a backslash could hide it.
_FETCHES = re.compile(r"url\s*\(|\\", re.IGNORECASE)
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
    yield from _markup(document)
    for number, origin in enumerate(data.get("embedders", ())):
        if not _ORIGIN.fullmatch(origin):
            yield document.problem("A007", ("embedders", number), origin=origin)
    yield from _contract(document, project)


def _markup(document: Document) -> Iterator[EditorProblem]:
    """Yield the free texts that hold a sign of markup; the others have their own form."""
    for leaf in document.leaves:
        is_free = leaf.path[0] in ("name", "hours") or "address" in leaf.path
        if is_free and re.search("[<>]", leaf.value):
            yield document.problem("A008", leaf.path, text=leaf.value)


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
    """Return why a logo cannot serve, "" when it can."""
    if not _LOGO.fullmatch(name):
        return "son nom doit être en minuscules et finir par .svg"
    try:
        text = (project.root / INSURERS / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "ce fichier ne se lit pas"
    if not text.lstrip().startswith("<svg"):
        return "il ne commence pas par <svg"
    if len(text) > _HEAVIEST:
        return f"il pèse plus de {_HEAVIEST // 1000} Ko"
    return _why_no_drawing(text)


def _why_no_drawing(text: str) -> str:
    """Return what of an SVG file is more than a drawing, "" for nothing."""
    if found := re.search(r"<[!?]", text):  # An entity, a style sheet, what a reader of XML may run into.
        return f"il contient «\N{NO-BREAK SPACE}{found[0]}\N{NO-BREAK SPACE}»"
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  # No entity is left in it.
    except ElementTree.ParseError:
        return "ce n’est pas du XML bien formé"
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        for attribute, value in element.attrib.items():
            if attribute not in _ATTRIBUTES:
                return f"il contient «\N{NO-BREAK SPACE}{attribute.rpartition('}')[2]}=\N{NO-BREAK SPACE}»"
            if fetched := _FETCHES.search(value):
                return f"il contient «\N{NO-BREAK SPACE}{fetched[0]}\N{NO-BREAK SPACE}»"
        if name not in _ELEMENTS:
            return f"il contient «\N{NO-BREAK SPACE}<{name}\N{NO-BREAK SPACE}»"
    if not all(element.tag.startswith(_SVG) for element in root.iter()):
        return 'il lui manque xmlns="http://www.w3.org/2000/svg"'
    return ""


def _contract(document: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield a time limit in working days that the law does not permit."""
    contract = document.data.get("contract", {})
    floor = (project.single("parameters") or {}).get("declaration_floor", {}).get("value", ())
    least = max((one.get("value", 0) for one in floor), default=0)
    if contract.get("unit") == "jours_ouvres" and contract.get("length", least) < least:
        yield document.problem("A006", ("contract", "length"), length=contract["length"], least=least)
