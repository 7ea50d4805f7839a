"""Whether an SVG file is a mere drawing: to whoever opens it, it is a page that may act."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

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


def why_no_drawing(path: Path, heaviest: int) -> str:
    """Return why a file of the project is no mere drawing of at most so many kilobytes, "" when it is one."""
    try:
        # What a link leads to may have no end, or be no file of the project.
        if path.is_symlink() or not path.is_file():
            return "ce fichier ne se lit pas"
        if path.stat().st_size > heaviest * 1000:
            return f"il pèse plus de {heaviest} Ko"
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "ce fichier ne se lit pas"
    if not text.lstrip().startswith("<svg"):
        return "il ne commence pas par <svg"
    return _why_it_acts(text)


def _why_it_acts(text: str) -> str:
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
