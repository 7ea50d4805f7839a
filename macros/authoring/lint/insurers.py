"""Checking the settings of an insurer: colours that can be read, a number, addresses, a mere drawing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from macros.branding.contrast import SCHEMES
from macros.rules import insurer

from .codes import EditorProblem
from .project import INSURERS, Document, Project

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


def check_insurer(document: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield the mistakes of a settings file that its shape does not tell."""
    data = document.data
    for code, path, values in insurer.faults(data, SCHEMES, _least(project)):
        yield document.problem(code, path, **values)
    if "logo" in data and (reason := _why_no_logo(data["logo"], project)):
        yield document.problem("A005", ("logo",), name=data["logo"], reason=reason)


def _why_no_logo(name: str, project: Project) -> str:
    """Return why a logo cannot serve, "" when it can."""
    if reason := insurer.why_no_logo_name(name):
        return reason
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


def _least(project: Project) -> int:
    """Return the shortest time limit that the law of the project permits a contract; 0 where it has none."""
    floor = (project.single("parameters") or {}).get("declaration_floor", {}).get("value", ())
    return max((one.get("value", 0) for one in floor), default=0)
