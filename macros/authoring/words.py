"""The words that editors read in a terminal."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _strings() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "strings.toml").read_text(encoding="utf-8"))


def words(table: str) -> dict[str, Any]:
    """Return the words of a command. Raises KeyError for an unknown one."""
    return dict(_strings()[table])
