"""The colours of the site's two schemes, and what an insurer's colour makes in each."""

from __future__ import annotations

import re
from pathlib import Path

from macros.rules import contrast as rules
from macros.rules.contrast import LEAST, Scheme, contrast, is_colour

__all__ = [
    "LEAST",
    "SCHEMES",
    "contrast",
    "contrasts",
    "day_colours",
    "is_colour",
    "palette",
    "schemes",
    "wash",
]

TOKENS = Path(__file__).parent.parent.parent / "docs/assets/css/tokens.css"
"""The colours of the site, written once."""


def _colours(css: str) -> dict[str, str]:
    """Return the colours that a part of the style sheet names; #fff as #ffffff."""
    found = re.findall(r"--am-([\w-]+): #([0-9a-f]{3,6});", css)
    return {
        name: f"#{digits if len(digits) == 6 else ''.join(one * 2 for one in digits)}"
        for name, digits in found
    }


def _scheme(css: str, on: str, share: float) -> Scheme:
    found = _colours(css)
    return Scheme(found["paper"], found["card"], found["ink"], found["soft"], on, share)


_DAY, _NIGHT = TOKENS.read_text("utf-8").split("@media", 1)
SCHEMES = {"light": _scheme(_DAY, "#ffffff", 0.06), "dark": _scheme(_NIGHT, "#0d1412", 0.12)}
"""The two schemes of the site."""


def schemes() -> dict[str, dict[str, str | float]]:
    """Return the two schemes ready for JSON, as `rules.insurer` takes them."""
    return {name: scheme._asdict() for name, scheme in SCHEMES.items()}


def day_colours() -> dict[str, str]:
    """Return the colours of the site by day, by name: {"deep": "#114b3f"…}."""
    return _colours(_DAY)


def palette(scheme: str) -> dict[str, str]:
    """Return the colours of the site by name in one of its schemes, "light" or "dark"."""
    return _colours({"light": _DAY, "dark": _NIGHT}[scheme])


def wash(colour: str, scheme: str) -> str:
    """Return the pale ground that an insurer's colour gives, in "light" or "dark"."""
    return rules.wash(colour, SCHEMES[scheme])


def contrasts(colour: str, scheme: str) -> dict[str, float]:
    """Return every contrast that an insurer's colour makes in a scheme, by what it stands with."""
    return rules.contrasts(colour, SCHEMES[scheme])
