"""What each kind of tool says of itself and answers: one module per kind, behind the same two functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Answers = Mapping[str, object]
Result = dict[str, Any]
