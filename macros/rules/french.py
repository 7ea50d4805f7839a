"""Dates in French: read as people type them, written as people read them.

No locale: a browser's Python says that it has French, then prints English.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from .model import Refusal

NBSP = "\u00a0"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip

FIRST = "1er"

# Longer than any date a person types; what is beyond is not read.
_LONGEST = 60
#: The words for a day near this one, as `_plain` writes them, and how many days back it is.
RELATIVE = {"aujourd'hui": 0, "aujourdhui": 0, "ce jour": 0, "hier": 1, "avant-hier": 2, "avant hier": 2}
# Phones write typographic apostrophes and dashes by themselves.
_LIKE_ASCII = str.maketrans({"\u2019": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-"})
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})(?:er)? ([a-z]+)\.? ([0-9]{4})")


def day_text(day: date) -> str:
    """Return a day without its year: "jeudi 30 avril", "vendredi 1er mai"."""
    return f"{WEEKDAYS[day.weekday()]} {_number(day)}{NBSP}{MONTHS[day.month - 1]}"


def date_text(day: date, *, weekday: bool = True) -> str:
    """Return a day in full: "jeudi 30 avril 2026", or "30 avril 2026"."""
    if weekday:
        return f"{day_text(day)} {day.year}"
    return f"{_number(day)}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def sheet_parts(day: date) -> tuple[str, str]:
    """Return the number and the month of a small calendar sheet: ("30", "avr."), ("1er", "mai")."""
    return _number(day), SHORT_MONTHS[day.month - 1]


def short_text(day: date) -> str:
    """Return a day for a small calendar sheet: "30 avr.", "1er mai"."""
    return NBSP.join(sheet_parts(day))


def number_text(number: int) -> str:
    """Return a number with its thousands apart: "5 000"."""
    return f"{number:,}".replace(",", NBSP)


def parse_date(text: str, today: date) -> date:
    """Read a date as people type it.

    Accepts 2026-04-30, 30/04/2026 (also with . - or a space, also 30/04/26), 30 avril 2026,
    1er mai 2026, a weekday in front if it is the right one, hier, avant-hier, aujourd'hui.
    Raises Refusal("unreadable_date") for the rest, "impossible_date" in its `values` when the
    day does not exist.
    """
    if len(text) > _LONGEST:
        raise Refusal("unreadable_date")
    plain = _plain(text)
    if plain in RELATIVE:
        return date.fromordinal(max(1, today.toordinal() - RELATIVE[plain]))
    weekday, rest = _split_weekday(plain)
    year, month, number = _parts(rest)
    try:
        day = date(year, month, number)
    except ValueError:
        raise Refusal("unreadable_date", why="impossible_date") from None
    if weekday is not None and weekday != day.weekday():
        raise Refusal("unreadable_date", why="wrong_weekday", date=date_text(day))
    return day


def _plain(text: str) -> str:
    """Lower case, no accent, straight apostrophe, single spaces, no sign without a body.

    A date copied from a system's dialog or a PDF comes with marks of direction that nobody sees.
    """
    text = unicodedata.normalize("NFKD", text.translate(_LIKE_ASCII).lower())
    text = "".join(
        sign for sign in text if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf"
    )
    return " ".join(text.split()).removeprefix("le ")


def _split_weekday(plain: str) -> tuple[int | None, str]:
    first, _, rest = plain.partition(" ")
    first = first.rstrip(".,")
    if rest and first in WEEKDAYS:
        return WEEKDAYS.index(first), rest
    return None, plain


def _parts(plain: str) -> tuple[int, int, int]:
    """Return (year, month, day) as typed; the day may not exist."""
    if match := _ISO.fullmatch(plain):
        year, month, number = match.groups()
        return int(year), int(month), int(number)
    if match := _NUMBERS.fullmatch(plain):
        number, month, year = match.groups()
        return int(year) + (2000 if len(year) == 2 else 0), int(month), int(number)
    if (match := _WORDS.fullmatch(plain)) and (found := _month(match[2])):
        return int(match[3]), found, int(match[1])
    raise Refusal("unreadable_date")


def _month(word: str) -> int | None:
    """Return the number of a month from its name or a beginning that fits one month only."""
    names = [_plain(name) for name in MONTHS]
    if len(word) < 3:
        return None
    found = [number for number, name in enumerate(names, 1) if name.startswith(word)]
    return found[0] if len(found) == 1 else None


def _number(day: date) -> str:
    return FIRST if day.day == 1 else str(day.day)
