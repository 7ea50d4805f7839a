"""The examples of the page « Recette », as editors write them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

FILE = "macros/authoring/golden.toml"


def golden(root: Path) -> dict[str, dict[str, Any]]:
    """Return the examples of the project at `root`: {id: {tool, answers, today, dates}}."""
    return tomllib.loads((root / FILE).read_text(encoding="utf-8"))
