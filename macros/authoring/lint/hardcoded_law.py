"""Finding the law typed by hand: an amount, a time limit, the number of an article.

The law changes; a figure in a sentence does not. What is no value of the law (a figure in a
dialogue, the time to read a page) is kept by a line just before, with its reason:
`# chiffre: raison` in TOML and in the head of a page, `<!-- chiffre: raison -->` in Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .typography import Mistake

WAIVER = re.compile(r"^\s*(?:#|<!--)\s*chiffre\s?:\s*[^\s>-]")

_IN_LETTERS = {
    "un": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "douze": 12,
    "quinze": 15,
    "vingt": 20,
    "trente": 30,
    "soixante": 60,
    "quatre-vingt-dix": 90,
    "cent": 100,
}
_UNITS = {
    "jour": ("jours", "jours_ouvres", "jours_ouvrables"),
    "semaine": ("semaines",),
    "mois": ("mois",),
    "an": ("annees",),
    "année": ("annees",),
    "euro": ("euros",),
    "€": ("euros",),
}
_FIGURES = re.compile(
    r"(?<![\w-])(?P<number>(?:\d{1,3}(?:[\s.]\d{3})+|\d+)(?:,\d+)?)[-\s]?(?P<unit>jour|semaine|mois|an|année|euro|€)s?(?![\w-])"
)
# In letters, « deux jours », « un mois » and « trois années » are everyday speech; the others are
# how the law speaks.
_LETTERS = re.compile(
    rf"\b(?!un\s[jm])(?P<number>{'|'.join(_IN_LETTERS)})\s(?P<unit>mois|an|euro|jour(?=s?\souvr))s?\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?i:\b(?:articles?|art\.)\s)(?P<named>(?:[LRDA]\.?\s?)?\*?\d[\w-]*)"
    r"|(?<![\w-])(?P<coded>[LRDA]\.?\s?(?:\d+(?:-\d+)+|\d{3,4}))(?![\w-])"
)


class Known(NamedTuple):
    """What a value or an article should be replaced by: parameters by (value, unit), source ids."""

    values: Mapping[tuple[int, str], list[str]]
    sources: frozenset[str]


class Style(NamedTuple):
    """How a file writes a value, a source and a waiver."""

    value: str
    source: str
    waiver: str


TOML = Style("{{{id}}}", "{{law:{id}}}", "# chiffre: raison")
MARKDOWN = Style('{{{{ value("{id}") }}}}', '{{{{ law("{id}") }}}}', "<!-- chiffre: raison -->")


def typed_by_hand(text: str, known: Known, style: Style) -> Iterator[Mistake]:
    """Yield each value and each article number of a text, with what to write instead."""
    for match in (*_FIGURES.finditer(text), *_LETTERS.finditer(text)):
        yield "S020", {"excerpt": match[0], "advice": _advice(style.value, _parameters(match, known), style)}
    for match in _ARTICLE.finditer(text):
        yield "S021", {"excerpt": match[0], "advice": _advice(style.source, _sources(match, known), style)}


def _parameters(match: re.Match[str], known: Known) -> list[str]:
    """Return the parameters that have this value now or had it."""
    figures = re.sub(r"\D", "", match["number"])
    number = int(figures) if figures else _IN_LETTERS[match["number"].lower()]
    return [id for unit in _UNITS[match["unit"].lower()] for id in known.values.get((number, unit), ())]


def _sources(match: re.Match[str], known: Known) -> list[str]:
    """Return the sources of this article number, whatever the code: `cpc-641`, `cassur-L113-2`."""
    number = re.sub(r"[.\s*]", "", match["named"] or match["coded"])
    return sorted(id for id in known.sources if id.partition("-")[2] == number)


def _advice(form: str, ids: list[str], style: Style) -> str:
    right = " ou ".join(form.format(id=id) for id in ids or ["…"])
    return f"Écrivez {right}. Si ce n’est pas la loi, mettez avant la ligne « {style.waiver} »."
