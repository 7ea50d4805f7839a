"""An insurer's name on the site: its settings, its colours, its contact card. Never shipped.

An insurer changes no rule and no word of law.
"""

from .contrast import day_colours
from .settings import insurer, insurers, words
from .site import frame_of, settings_for, write_insurer

__all__ = ["day_colours", "frame_of", "insurer", "insurers", "settings_for", "words", "write_insurer"]
