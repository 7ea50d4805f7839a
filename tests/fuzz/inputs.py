"""What inputs are made of: days, choices, hostile signs, and right texts spoilt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.rules.strategies import HOSTILE, UNITS, ZONES

SIGNS = "aé1 0-/.,:;'’\"`<>{}[]()&%#=?!_\\|\n\r\t\x00\x1b\u00a0\u202e\u200b\ufeff\ud83e٣０🦆"
WORDS = [
    *HOSTILE[:11],
    *ZONES,
    *UNITS,
    *("hier", "aujourd'hui", "avant-hier", "lundi dernier", "1er mai 2026", "31/02/2026", "30 avril 2026"),
    *("mer. 25 nov. 2026 à 14:32", "2026", "05/2026", "Mon, 4 May 2026 10:00:00 +0200", "10 jours", "dix"),
    *("unknown", "yes", "no", "done", "cpc642", "__proto__", "constructor", "null", "NaN", "1e9", "-1", "0"),
]
PLAIN = [one for one in SIGNS if not "\ud800" <= one <= "\udfff"]


def day(rng: Random) -> date:
    """Return a day, most often one that counting is made for."""
    first = date(2024, 1, 1) if rng.random() < 0.8 else date(1600, 1, 1)
    return first + timedelta(days=rng.randrange(1500 if first.year == 2024 else 300_000))


def signs(rng: Random, most: int = 30) -> str:
    """Return a few signs of any kind."""
    return "".join(
        rng.choice(PLAIN) if rng.random() < 0.9 else chr(rng.randrange(0xD7FF))
        for _ in range(rng.randrange(most))
    )


def text(rng: Random) -> str:
    """Return what may stand in a field, or be put there."""
    kind = rng.random()
    if kind < 0.3:
        written = rng.choice(["{:%Y-%m-%d}", "{:%d/%m/%Y}", "{:%d.%m.%y}", "{:%Y%m%d}", "le {:%d %m %Y}"])
        said = written.format(day(rng))
    elif kind < 0.45:
        said = str(rng.randrange(-5, 500))
    elif kind < 0.8:
        said = rng.choice(WORDS)
    else:
        said = signs(rng)
    return spoilt(rng, said) if rng.random() < 0.25 else said


def spoilt(rng: Random, said: str, times: int = 3) -> str:
    """Return a text with a few signs lost, doubled, swapped or put in, or a part of it repeated."""
    for _ in range(rng.randrange(1, times + 1)):
        at = rng.randrange(len(said) + 1)
        change = rng.randrange(6)
        if change == 0:
            said = said[:at] + said[at + rng.randrange(1, 9) :]
        elif change == 1:
            said = said[:at] + signs(rng, 4) + said[at:]
        elif change == 2:
            said = said[:at]
        elif change == 3 and said:
            other = rng.randrange(len(said))
            said = said[:at] + said[other : other + 12] + said[at:]
        elif change == 4:
            said = said.upper() if rng.random() < 0.5 else said[::-1]
        else:
            said = said[:at] + rng.choice(WORDS) + said[at:]
    return said


def value(rng: Random, depth: int = 2) -> Any:
    """Return any value of JSON."""
    kind = rng.randrange(9 if depth else 6)
    if kind < 3:
        return text(rng)
    if kind == 3:
        return rng.choice([None, True, False])
    if kind == 4:
        return rng.choice([0, -1, 1, 5, 10**6, 10**400, -(10**18)])
    if kind == 5:
        return rng.choice([0.5, -1e300, 1e-9])
    if kind == 6:
        return [value(rng, depth - 1) for _ in range(rng.randrange(4))]
    return {text(rng): value(rng, depth - 1) for _ in range(rng.randrange(4))}


def one_of(rng: Random, right: Sequence[str], chance: float = 0.8) -> str:
    """Return a right word, or, now and then, any."""
    return rng.choice(right) if right and rng.random() < chance else text(rng)


def sprinkled(rng: Random, held: Any) -> Any:
    """Return JSON with a value of it, anywhere, in the place of another of any kind."""
    if isinstance(held, dict) and held and rng.random() < 0.8:
        name = rng.choice(list(held))
        if rng.random() < 0.1:
            return {text(rng) if one == name else one: it for one, it in held.items()}
        return {**held, name: sprinkled(rng, held[name])}
    if isinstance(held, list) and held and rng.random() < 0.8:
        at = rng.randrange(len(held))
        if rng.random() < 0.2:
            return [*held, held[at]]
        return [*held[:at], sprinkled(rng, held[at]), *held[at + 1 :]]
    return value(rng)


def as_file(held: Any) -> str:
    """Return JSON as a file holds it."""
    return json.dumps(held, ensure_ascii=False)
