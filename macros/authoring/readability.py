"""How hard a French page is to read: the measure of Kandel and Moles, for editors.

The measure adapts Flesch's to French (L. Kandel and A. Moles, 1958): 207 - 1.015 × words a sentence
- 73.6 × syllables a word. 100 is very easy, 60 is standard, 30 is hard. Syllables are counted as
groups of written vowels, a silent final e left out: an estimate, the same for every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .lint.macro_calls import spoken

_NOT_PROSE = re.compile(
    r"\A---\n.*?\n---\n|\{%\s*raw.*?endraw\s*%\}|\{\{.*?\}\}|<!--.*?-->|```.*?```|`[^`]*`|^\|[^\n]*$|\]\([^)]*\)",
    re.DOTALL | re.MULTILINE,
)
_SOURCES = re.compile(r"^## Sources\s*$.*", re.DOTALL | re.MULTILINE)
_MARKS = re.compile(r"^[\s>#*!-]+|^\d+\.\s", re.MULTILINE)
_END = re.compile(r"[.!?…]+(?=\W|$)|\n{2,}|\n(?=[-#>]|\d+\.\s)")
_WORD = re.compile(r"(?:[^\W\d_]+’)*[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüÿœæ]+")
_SILENT = re.compile(r"(?<=[^aeiouyàâäéèêëîïôöùûüÿœæ])(?:e|es|ent)$")


class Reading(NamedTuple):
    """One page: its words, its sentences, its measure (100 very easy, 60 standard, 30 hard)."""

    words: int
    sentences: int
    score: float


def measure(text: str) -> Reading:
    """Measure a Markdown page; what is no prose (code, tables, macros, sources) does not count."""
    prose = _NOT_PROSE.sub(" ", _SOURCES.sub("", spoken(text)))
    sentences = [words for part in _END.split(prose) if (words := _WORD.findall(_MARKS.sub("", part)))]
    words = [word.lower() for sentence in sentences for word in sentence]
    if not words:
        return Reading(0, 0, 0.0)
    score = 207 - 1.015 * len(words) / len(sentences) - 73.6 * sum(map(syllables, words)) / len(words)
    return Reading(len(words), len(sentences), round(score, 1))


def syllables(word: str) -> int:
    """Count the syllables of a word: groups of vowels, without a silent end."""
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word.lower().replace("qu", "q")))))


def guides(pages: Mapping[str, str], glossary: Iterable[str] = ()) -> dict[str, Reading]:
    """Measure the guides among the pages of a project, the hardest first.

    `glossary` are the meanings that the page of the glossary prints.
    """
    meanings = "\n\n".join(glossary)
    measured = {
        name: measure(text.replace("{{ glossary() }}", meanings))
        for name, text in pages.items()
        if name.startswith("guides/") and not name.endswith("/index.md")
    }
    return dict(sorted(measured.items(), key=lambda one: (one[1].score, one[0])))
