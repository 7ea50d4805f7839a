"""What the door answers of a case: its view, its dates, its files, and what comes into it."""

from __future__ import annotations

from collections.abc import Mapping

from .. import __version__, ics, word
from ..addresses import page_of
from ..answering import answer, asked, read_day
from ..model import Answers, Result
from . import add, merge, read, view, whole, wording


def case_view(case: object, *, today: str) -> Result:
    """Return all that a case says on a day, its dates asked of the calculators.

    {"status": "answered" | "incomplete", "next", "timeline", "exhibits", "chronology", "documents",
    "problems", "warnings", …}. Never raises for what a reader or a file can hold; raises ValueError
    for a `today` that is no date.
    """
    return view.view(case, read_day(today), lambda tool, answers: asked(tool, tuple(answers.items()), today))


def case_add(case: object, tool_id: str, answers: Answers, *, today: str) -> Result:
    """Return {"case", "added", "given"}: the case with what these answers of a tool give to it.

    `given` says whether they give anything, `added` whether any of it was new. Raises as `answer` does.
    """
    result, blank = answer(tool_id, answers, today=today), asked(tool_id, (), today)["answers"]
    return add.added(case, tool_id, result, blank, read_day(today))


def case_merge(mine: object, other: object) -> Result:
    """Return one case from two: two devices, or a file brought here. Nothing is lost, by id."""
    return merge.merged(mine, other)


def case_calendar(case: object, *, today: str, page_url: str, made_on: str = "") -> str:
    """Return every open date of a case as one calendar file, "" where there is none to note.

    `page_url` is the address of the root of the site; `made_on` as for `calendar`. Raises as `case_view`.
    """
    texts = []
    for one in view.noted(case_view(case, today=today)["timeline"]):
        result = (
            asked(one["tool"], tuple(one["answers"].items()), today)
            if one["tool"]
            else view.as_result(one, __version__)
        )
        page = f"{page_of(one['tool'])}/" if one["tool"] else "dossier/"
        texts.append(ics.calendar_text(result, today=today, page_url=page_url + page, made_on=made_on))
    return ics.joined(texts)


def case_word(case: object, *, today: str, model: word.Model) -> bytes:
    """Return a whole case as one Word file, at its end the declaration to send. Raises as `case_view`."""
    seen = case_view(case, today=today)
    answers = whole.declaration(seen)
    letter = None if answers is None else answer(whole.DECLARATION, answers, today=today)["letter"]
    return word.filled(model, whole.whole(seen, letter, read_day(today)))


def case_watch(texts: Mapping[str, object], *, today: str) -> Result:
    """Return what the wording watch marks in texts, by their name: [{start, end, rule, said, why, safe}].

    Raises ValueError for a `today` that is no date.
    """
    day = read_day(today)
    found = {name: wording.watch(text, day) for name, text in texts.items() if isinstance(text, str)}
    return {name: marks for name, marks in found.items() if marks}


def case_read(text: object) -> Result:
    """Return {"case": {…} or None, "problems"} of any text: what the device kept, or a file brought here."""
    return read.read_text(text)
