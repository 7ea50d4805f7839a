"""An insurer's name on the site: its settings, its colours, its contact card. Never shipped.

An insurer changes no rule and no word of law.
"""

from macros.rules.insurer import LISTS, REQUIRED

from .contrast import day_colours, palette, schemes
from .settings import insurer, insurers, words
from .site import frame_of, settings_for, write_insurer

__all__ = [
    "LISTS",
    "REQUIRED",
    "day_colours",
    "frame_of",
    "insurer",
    "insurers",
    "palette",
    "schemes",
    "settings_for",
    "words",
    "write_insurer",
]
