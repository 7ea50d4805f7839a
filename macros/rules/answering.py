"""One answer of one tool, composed once: whoever asks for it asks here."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from . import __version__, arrange, data, present, reopen
from .kinds.problems import with_problems
from .model import Answers, Refusal, Result

if TYPE_CHECKING:
    from .result import Result as Answered

#: Answers kept ready: a case asks its calculators the same again at each word that is typed.
_KEPT = 1024


def answer(tool_id: str, answers: Answers, *, today: str) -> Answered:
    """Answer with one tool: the result that `result.py` describes, ready for JSON.

    `today` is "YYYY-MM-DD". A printed code in the place of the tool opens what it holds; where a part
    of it is not understood, or is not there, the first warning is `partly_read`. Never raises for what a
    reader can type; raises ValueError for a `today` that is no date.
    """
    day = read_day(today)
    tool_id = str(tool_id)  # A link may bring any JSON.
    doubts: list[dict[str, str]] = []
    if reopen.is_code(tool_id):
        tool_id, answers, doubts = reopen.opened(tool_id)
        if not tool_id:
            return cast("Answered", _refused("", Refusal("unreadable_code", "code"), day))
    if tool_id not in data.tool_ids():
        return cast("Answered", _refused(tool_id[:60], Refusal("unknown_tool", "tool"), day))
    kind, tool = reopen.tool_of(tool_id)
    try:
        result = kind.answer(tool, answers, day, arrange.blank(tool_id, __version__))
        result = arrange.arranged(reopen.with_provenance(result, tool, kind.fields(tool)))
    except Refusal as refusal:
        # `today` is before the first dated value (a wrong clock): texts that hold values cannot be said.
        result = with_problems(arrange.blank(tool_id, __version__), (refusal,), day)
    if doubts:
        result["warnings"] = [*doubts, *result["warnings"]]
    return cast("Answered", result)


@lru_cache(_KEPT)
def asked(tool_id: str, answers: tuple[tuple[str, str], ...], today: str) -> dict[str, Any]:
    """Return the answer of a tool, made once: whoever reads it changes nothing in it."""
    return dict(answer(tool_id, dict(answers), today=today))


def read_day(today: str) -> date:
    """Read `today`: YYYY-MM-DD and no other form. Raises ValueError."""
    if len(today) != len("YYYY-MM-DD"):
        raise ValueError(f"today is no YYYY-MM-DD day: {today[:20]!r}")
    return date.fromisoformat(today)


def _refused(tool_id: str, refusal: Refusal, day: date) -> Result:
    return arrange.blank(tool_id, __version__) | {
        "status": "refused",
        "problems": [present.problem(refusal, day)],
    }
