"""What a calculator takes and gives: public names, stable for ever. Each stands beside its function."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..calendar_fr import ZONES as COUNTED
from ..model import PACIFIC, Unit

UNITS = tuple(Unit)
ZONES = (*COUNTED, *PACIFIC)
"""The zones that may be answered: those of the Pacific are refused in a sentence."""

__all__ = ["LOCAL", "UNITS", "ZONES", "Contract"]


class Contract(NamedTuple):
    """One calculator.

    `inputs`: the type of each, or the answers it understands for a choice. `optional`: those it
    can do without. `dates`: what it may return. `headlines`, `warnings`: the sentences it may
    need, each with the {=names} that it fills.
    """

    inputs: Mapping[str, str | tuple[str, ...]]
    dates: tuple[str, ...]
    optional: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    warnings: Mapping[str, tuple[str, ...]] = {}


LOCAL: dict[str, tuple[str, ...]] = {"doubtful_holiday": (), "local_holiday": ("national",)}
"""What a zone may change."""
