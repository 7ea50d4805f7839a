"""Colours: how far a text stands out from its ground, and the tints of an insurer's colour.

Contrast is that of WCAG 2.2 (relative luminance of sRGB): 1 for none, 21 for black on white.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LEAST = 7.0
"""The least contrast of a text, everywhere on the site."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_SHADES = 64


class Scheme(NamedTuple):
    """What stands behind and beside an insurer's colour, in one of the two schemes of the site."""

    paper: str
    card: str
    ink: str
    soft: str
    on: str
    """What is written on the colour itself: the words of a button."""
    share: float
    """How much of the colour is in the wash, the rest being paper."""


def is_colour(text: str) -> bool:
    """Return whether a text is a colour: # and six characters."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, "#rrggbb"."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def wash(colour: str, scheme: Scheme) -> str:
    """Return the pale ground that an insurer's colour gives in a scheme."""
    return _mixed(colour, scheme.paper, scheme.share)


def contrasts(colour: str, scheme: Scheme) -> dict[str, float]:
    """Return every contrast that an insurer's colour makes in a scheme, by what it stands with."""
    tint = wash(colour, scheme)
    return {
        "paper": contrast(colour, scheme.paper),
        "card": contrast(colour, scheme.card),
        "wash": contrast(colour, tint),
        "on": contrast(scheme.on, colour),
        "ink": contrast(scheme.ink, tint),
        "soft": contrast(scheme.soft, tint),
    }


def legible(colour: str, scheme: Scheme) -> str:
    """Return the nearest shade of a colour that can be read in a scheme, maybe itself; "" for none."""
    # Away from the paper first; what is nearly white has a wash on which nothing can be read, and goes back.
    ends = sorted(("#000000", "#ffffff"), key=lambda one: contrast(one, scheme.paper), reverse=True)
    shades = (_mixed(end, colour, n / _SHADES) for end in ends for n in range(_SHADES + 1))
    return next((one for one in shades if min(contrasts(one, scheme).values()) >= LEAST), "")


def _mixed(one: str, other: str, share: float) -> str:
    """Return a colour of which a share is `one`, the rest `other`."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(share * part + (1 - share) * rest):02x}" for part, rest in pairs)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
