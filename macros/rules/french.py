"""Dates in French: read as people type them, written as people read them.

No locale: a browser's Python says that it has French, then prints English.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

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

# Longer than any date a person types or copies; what is beyond is not read.
_LONGEST = 120
_BACK = {"hier": 1, "avant-hier": 2, "avant hier": 2}
#: The words for a day near this one, as `_bare` writes them, and how many days back it is.
RELATIVE = {
    "aujourd'hui": 0, "aujourdhui": 0, "ce jour": 0, "ce matin": 0, "cet apres-midi": 0, "ce soir": 0,
    **_BACK,
    **{f"{word} {part}": n for word, n in _BACK.items() for part in ("matin", "apres-midi", "soir")},
}  # fmt: skip
#: What stands around such a word: a quotation's marks, the hour. The pages, given this pattern, take it off
#: as the rules do.
AROUND_WORD = (
    r"^[ \"'«“„‘(]*(?:le )?"
    r"|(?:,? (?:(?:a|vers) )?(?:[01]?[0-9]|2[0-3])(?: ?(?:h|heures?)(?: ?[0-5][0-9])?|:[0-5][0-9])"
    r"| (?:(?:a|vers) )?midi| au (?:matin|soir))?[ \"'»”“’).,!?]*$"
)
# Phones write typographic apostrophes and dashes by themselves.
_LIKE_ASCII = str.maketrans({"’": "'", **dict.fromkeys("‐‑‒–—−", "-")})
# What stands around a date in a sentence, a cell or a header.
_AROUND = " \"'«»“”„‘()[]{}<>.,!?…"
# Compiled when a date first needs them: a page that starts waits for none.
_BEFORE = (
    r"(?:(?:recue?|envoyee?|datee?|date|notifiee?|signifiee?|presentee?|distribuee?|publiee?|sent|received)"
    r"(?: ?: ?| ))?(?:(?:le|du|on)(?: ?: ?| ))?"
)
# « Le mer. 25 nov. 2026 à 14:32, Jean <jean@exemple.fr> a écrit : », above an answer.
_WROTE = r"(?:,(?! ?[0-9])|(?<=[ap]m)) [^,]+ (?:a ecrit|wrote) ?:?$"
# A night is of two days: it is not read.
_MOMENT = r" (?:(?:au?|vers) |dans l')?(?:matin|midi|soir|apres-midi)$"
# Between brackets stands what a program says of the hour: its zone, or « il y a 2 jours ».
_ZONE = r"(?:(?:utc|gmt)?[+-][0-9]{1,2}(?::?[0-9]{2})?|z|utc|gmt|cest|cet|hnec|haec)"
_HOUR = (
    r"(?:,? (?:(?:a|at|vers|[-@|·•]) )?[(\[]?|(?<=[0-9])t)(?:(?:[01]?[0-9]|2[0-4])"
    r"(?: ?(?:h|heures?|:)(?: ?[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?| ?mi?n)?)?(?: ?[ap]m)?| ?[ap]m)"
    r"|(?<=t)(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9])?)"
    rf"(?: ?{_ZONE})?(?: \((?:{_ZONE}|il y a [a-z0-9 ]*|[a-z' ]*))?$"
)
# « Wed Nov 25 14:32:00 CET 2026 »: the hour between the day and its year.
_HOUR_WITHIN = r" (?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}(?: [a-z]{3,4})?( [0-9]{4})(?: [+-][0-9]{4})?$"
_YEAR_FIRST = r"([0-9]{4}) ?([-/. ]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})"
# With two figures for the year, « 5-6/11 » may be two days of a month.
_NUMBERS = r"([0-9]{1,2}) ?([-/. ]) ?([0-9]{1,2}) ?(?:[-/. ] ?([0-9]{4})|\2 ?([0-9]{2}))"
_SHORT = r"([0-9]{2})-([0-9]{2})-([0-9]{2})"
_COMPACT = r"(20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])|([0-3][0-9])(0[1-9]|1[0-2])(20[0-9]{2})"
_WORDS = (
    r"(?:(?:0?1 ?(?:er|°|o)|premier)|([0-9]{1,2})(?:(?:st|nd|rd|th)(?: of)?)?) ?[. -] ?([a-z]+)"
    r"(?:[. ,-]+([0-9]{4})|[. -]+'?([0-9]{2}|[0-9]{4}))?"
)
_ENGLISH = r"([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?"
_NO_YEAR = r"([0-9]{1,2}) ?[-/.] ?(0?[1-9]|1[0-2])"
_LEAP_YEAR = 2000
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# A number: « 1 000 », then what stands behind it.
_FIGURES = r"([0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,6}) ?((?:[a-z][a-z. ]*)?)"
_MOST_WORDS = 6
_SMALL = (
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    "onze", "douze", "treize", "quatorze", "quinze", "seize",
)  # fmt: skip
_TENS = ("", "dix", "vingt", "trente", "quarante", "cinquante", "soixante", "", "quatre vingt")
_ONE = {"une": "un", "vingts": "vingt", "cents": "cent"}
# The shortest beginning of a name that is read: « dim », « mar », « oct ».
_SHORTEST = 3


def day_text(day: date) -> str:
    """Return a day without its year: "jeudi 30 avril", "vendredi 1er mai"."""
    return f"{WEEKDAYS[day.weekday()]} {_number(day)}{NBSP}{MONTHS[day.month - 1]}"


@lru_cache(4096)
def date_text(day: date, *, weekday: bool = True) -> str:
    """Return a day in full: "jeudi 30 avril 2026", or "30 avril 2026"."""
    if weekday:
        return f"{day_text(day)} {day.year}"
    return f"{_number(day)}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def sheet_parts(day: date) -> tuple[str, str]:
    """Return the number and the month of a small calendar sheet: ("30", "avr."), ("1er", "mai")."""
    return _number(day), SHORT_MONTHS[day.month - 1]


def short_weekday(day: date) -> str:
    """Return the name of a day for a small calendar sheet: "jeu."."""
    return f"{WEEKDAYS[day.weekday()][:3]}."


def short_text(day: date) -> str:
    """Return a day for a small calendar sheet: "30 avr.", "1er mai"."""
    return NBSP.join(sheet_parts(day))


def number_text(number: int) -> str:
    """Return a number with its thousands apart: "5 000"."""
    return f"{number:,}".replace(",", NBSP)


def parse_date(text: str, today: date) -> date:
    """Read a date as people type or paste it.

    Accepts 2026-04-30, 30/04/2026 (also with . - or a space, also 30/04/26), 30 avril 2026,
    1er mai 2026, the year first, a weekday in front if it is the right one, an hour behind, the dates
    of English mail headers, hier, avant-hier, aujourd'hui, ce matin. The day comes before the month, but in
    English words; no zone of time moves the date as written.
    Raises Refusal("unreadable_date") for the rest; its `values` say "impossible_date" for a day that
    does not exist, "no_year" for one without its year, "short_year" for one in two figures that may be the
    day, "wrong_weekday" for that of another date.
    """
    if len(text) > _LONGEST:
        raise Refusal("unreadable_date")
    # A word for a day: the pages fix it in the field as its date, and know it in no other form.
    if (word := re.sub(AROUND_WORD, "", _bare(text))) in RELATIVE:
        return date.fromordinal(max(1, today.toordinal() - RELATIVE[word]))
    plain = _without_hour(_plain(text))
    weekday, rest = _split_weekday(plain)
    if parts := _english(plain):  # « Mar 25, 2026 » is no Tuesday.
        weekday = None
    year, month, number = parts or _english(rest) or _parts(rest)
    try:
        day = date(_LEAP_YEAR if year is None else year, month, number)
    except ValueError:
        raise Refusal("unreadable_date", why="impossible_date") from None
    if year is None:
        raise Refusal("unreadable_date", why="no_year")
    if (other := _year_first(rest)) and abs(other - today) <= abs(day - today):
        raise Refusal("unreadable_date", why="short_year")
    if weekday is not None and weekday != day.weekday():
        raise Refusal("unreadable_date", why="wrong_weekday", date=date_text(day))
    return day


def parse_number(text: str) -> tuple[int | None, str]:
    """Read a whole number as people type or paste it, and what stands behind it, bare: (10, "jours").

    In figures, also full-width or with their thousands apart, or in words up to a thousand. None for what
    is no such number: a sign, a fraction or an exponent.
    """
    # « 5² » is no 52, and « ½ » no 1.
    if len(text) > _LONGEST or any(character.isnumeric() and not character.isdecimal() for character in text):
        return None, ""
    bare = _bare(text)
    if match := re.fullmatch(_FIGURES, bare):
        return int(match[1].replace(" ", "")), match[2]
    words = [word for word in bare.replace("-", " ").split() if word != "et"]
    for size in range(min(len(words), _MOST_WORDS), 0, -1):
        said = " ".join(_ONE.get(word, word) for word in words[:size])
        for number in range(1000):
            if said == _in_words(number):
                return number, " ".join(words[size:])
    return None, ""


def _in_words(number: int) -> str:
    """Return a number under a thousand in bare words, without hyphen, "et" or the s of a plural."""
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        words = [_SMALL[hundreds] if hundreds > 1 else "", "cent", _in_words(rest) if rest else ""]
        return " ".join(word for word in words if word)
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    if tens in (7, 9):  # Soixante-dix, quatre-vingt-dix.
        tens, ones = tens - 1, ones + 10
    return f"{_TENS[tens]} {_in_words(ones)}" if ones else _TENS[tens]


def _bare(text: str) -> str:
    """Lower case, no accent, straight apostrophe, single spaces, no character without a body.

    A date copied from a system's dialog or a PDF comes with marks of direction that nobody sees.
    """
    text = unicodedata.normalize("NFKD", text.translate(_LIKE_ASCII).lower())
    text = "".join(
        character
        for character in text
        if not unicodedata.combining(character) and unicodedata.category(character) != "Cf"
    )
    return " ".join(text.split())


def _plain(text: str) -> str:
    """Return a date as it is read: without what stands around it in a sentence, a cell or a header."""
    plain = re.sub(_WROTE, "", _bare(text))
    return re.sub(_BEFORE, "", plain.strip(_AROUND), count=1).strip(_AROUND)


def _without_hour(plain: str) -> str:
    """Return a text without the hour behind it, or before its year, and without the time of day."""
    if match := re.search(_HOUR_WITHIN, plain):
        return plain[: match.start()] + match[1]
    match = re.search(_HOUR, plain)
    plain = plain[: match.start()].rstrip(" ,.") if match else plain
    return re.sub(_MOMENT, "", plain)


def _split_weekday(plain: str) -> tuple[int | None, str]:
    """Return the weekday in front (Monday is 0), and what follows it."""
    first, _, rest = plain.partition(" ")
    first = first.rstrip(".,")
    found = [n for n, name in enumerate(WEEKDAYS) if len(first) >= _SHORTEST and name.startswith(first)]
    if rest and found:
        return found[0], rest
    english = [n for n, name in enumerate(_ENGLISH_DAYS) if first in (name, name[:_SHORTEST])]
    # « monday 30/04/2026 » may be of two orders.
    if rest and english and not re.match(_NUMBERS, rest):
        return english[0], rest
    return None, plain


Parts = tuple[int | None, int, int]
"""A year, a month and a day as typed: the day may not exist, the year may not be there."""


def _english(plain: str) -> Parts | None:
    """Return the parts of a date in English words, its month first; None for anything else."""
    match = re.fullmatch(_ENGLISH, plain)
    month = _named(match[1], _ENGLISH_MONTHS) if match else None
    return (_year(match[3]), month, int(match[2])) if match and month else None


def _parts(plain: str) -> Parts:
    if match := re.fullmatch(_YEAR_FIRST, plain):
        return int(match[1]), int(match[3]), int(match[4])
    if match := re.fullmatch(_NUMBERS, plain):
        return _year(match[4] or match[5]), int(match[3]), int(match[1])
    if match := re.fullmatch(_COMPACT, plain):
        return int(match[1] or match[6]), int(match[2] or match[5]), int(match[3] or match[4])
    if match := re.fullmatch(_WORDS, plain):
        month = _named(match[2], _PLAIN_MONTHS) or _named(match[2], _ENGLISH_MONTHS)
        if month:
            return _year(match[3] or match[4]), month, int(match[1] or 1)
    if match := re.fullmatch(_NO_YEAR, plain):
        return None, int(match[2]), int(match[1])
    raise Refusal("unreadable_date")


def _year_first(plain: str) -> date | None:
    """Return the day that « 26-04-30 » is where its year comes first, as in 2026-04-30; None without one."""
    match = re.fullmatch(_SHORT, plain)
    try:
        return date(2000 + int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _year(text: str | None) -> int | None:
    """Return a year of four figures, or of two: then of this century."""
    return int(text) + (2000 if len(text) == len("26") else 0) if text else None


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """Return the number of a month from its name or a beginning that fits one month only."""
    found = [number for number, name in enumerate(names, 1) if name.startswith(word)]
    return found[0] if len(word) >= _SHORTEST and len(found) == 1 else None


_PLAIN_MONTHS = tuple(_plain(name) for name in MONTHS)


def _number(day: date) -> str:
    return FIRST if day.day == 1 else str(day.day)
