"""Reading French words: apostrophes, no-break spaces, dots, long sentences.

Every function takes one text and yields the codes of what is wrong, with the values of their
sentences. Tokens, macros, code and addresses are blanked out before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Mistake = tuple[str, dict[str, object]]

MOST_WORDS = 25
BLANK = "X"
"""What stands in for a token, a macro, code or an address: one letter."""

_NO_BREAK = "\u00a0\u202f"
# A word is read back so far: without an end, each of its letters would be a new beginning.
_WORD_MOST = 60
_APOSTROPHE = re.compile(rf"\w{{1,{_WORD_MOST}}}'\w+")
_DOTS = re.compile(rf"\S{{0,{_WORD_MOST}}}\.{{3,}}")
# A colon before a letter, a digit, a slash, a colon or a hyphen is no punctuation: 18:30, https:.
_MARK = re.compile(rf"\S{{0,{_WORD_MOST}}}[^\S{_NO_BREAK}]?(?<![{_NO_BREAK}!?(«])(?:[;!?]|:(?![\w/:-]))")
_OPENING = re.compile(rf"«(?![{_NO_BREAK}])[^\S\n]?[^\s»]*")
_CLOSING = re.compile(rf"[^\s«]{{0,{_WORD_MOST}}}[^\S\n]?(?<![{_NO_BREAK}])»")
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_WORD = re.compile(r"\w")


def typography(text: str) -> Iterator[Mistake]:
    """Yield straight apostrophes, missing no-break spaces and dots that are no ellipsis."""
    for match in _APOSTROPHE.finditer(text):
        yield "S030", {"excerpt": match[0], "right": match[0].replace("'", "’")}
    for match in _MARK.finditer(text):
        yield "S031", {"excerpt": match[0].strip(), "where": f"avant le signe « {match[0][-1]} »"}
    for match in _OPENING.finditer(text):
        yield "S031", {"excerpt": match[0].strip(), "where": "après le guillemet ouvrant"}
    for match in _CLOSING.finditer(text):
        yield "S031", {"excerpt": match[0].strip(), "where": "avant le guillemet fermant"}
    for match in _DOTS.finditer(text):
        yield "S032", {"excerpt": match[0]}


def long_sentences(text: str) -> Iterator[Mistake]:
    """Yield every sentence that is longer than a reader takes in at once."""
    for sentence in SENTENCE_END.split(text):
        words = [word for word in sentence.split() if _WORD.search(word)]
        if len(words) > MOST_WORDS:
            yield "S033", {"count": len(words), "excerpt": " ".join(words[:5]), "most": MOST_WORDS}
