"""Colours: how far a text stands out from its ground, and the tints of an insurer's colour.

Contrast is that of WCAG 2.2 (relative luminance of sRGB): 1 for none, 21 for black on white.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

LEAST = 7.0
"""The least contrast of a text, everywhere on the site."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


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


TOKENS = Path(__file__).parent.parent.parent / "docs/assets/css/tokens.css"
"""The colours of the site, written once."""


def _colours(css: str) -> dict[str, str]:
    """Return the colours that a part of the style sheet names; #fff as #ffffff."""
    found = re.findall(r"--am-([\w-]+): #([0-9a-f]{3,6});", css)
    return {
        name: f"#{signs if len(signs) == 6 else ''.join(one * 2 for one in signs)}" for name, signs in found
    }


def _scheme(css: str, on: str, share: float) -> Scheme:
    found = _colours(css)
    return Scheme(found["paper"], found["card"], found["ink"], found["soft"], on, share)


_DAY, _NIGHT = TOKENS.read_text("utf-8").split("@media", 1)
SCHEMES = {"light": _scheme(_DAY, "#ffffff", 0.06), "dark": _scheme(_NIGHT, "#0d1412", 0.12)}
"""The two schemes of the site."""


def day_colours() -> dict[str, str]:
    """Return the colours of the site by day, by name: {"deep": "#114b3f"…}."""
    return _colours(_DAY)


def palette(scheme: str) -> dict[str, str]:
    """Return the colours of the site by name in one of its schemes, "light" or "dark"."""
    return _colours({"light": _DAY, "dark": _NIGHT}[scheme])


def is_colour(text: str) -> bool:
    """Return whether a text is a colour: # and six signs."""
    return _HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, "#rrggbb"."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def wash(colour: str, scheme: str) -> str:
    """Return the pale ground that an insurer's colour gives, in "light" or "dark"."""
    one = SCHEMES[scheme]
    mixed = (
        round(one.share * part + (1 - one.share) * ground)
        for part, ground in zip(_parts(colour), _parts(one.paper), strict=True)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


def contrasts(colour: str, scheme: str) -> dict[str, float]:
    """Return every contrast that an insurer's colour makes in a scheme, by what it stands with."""
    one, tint = SCHEMES[scheme], wash(colour, scheme)
    return {
        "paper": contrast(colour, one.paper),
        "card": contrast(colour, one.card),
        "wash": contrast(colour, tint),
        "on": contrast(one.on, colour),
        "ink": contrast(one.ink, tint),
        "soft": contrast(one.soft, tint),
    }


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
