"""Refusals of any tool as the problems of a result."""

from __future__ import annotations

from datetime import date

from .. import present
from ..model import Refusal, Result

_REFUSED = {
    "date_out_of_range",
    "future_date",
    "zone_not_covered",
    "public_client",
    "beyond_calendar",
    "no_value",
    "wrong_clock",
    "unknown_tool",
    "unreadable_code",
}


def with_problems(result: Result, refusals: tuple[Refusal, ...], today: date) -> Result:
    """Return a result with its problems: "invalid" before "refused" before "incomplete"."""
    codes = {refusal.code for refusal in refusals}
    invalid = codes - _REFUSED - {"missing"}
    status = "invalid" if invalid else "refused" if codes & _REFUSED else "incomplete"
    return result | {"status": status, "problems": [present.problem(one, today) for one in refusals]}
