"""The picture of a tree: one strip for each question, stacked, so that paper can break between them.

Questions go down in reading order, each with its answers at its right; an answer leads to an
outcome drawn there, or into a lane that runs to the question it leads to. An outcome is drawn
once, where it is first met; later it is its letter alone. Black on white, no script, no style.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

from . import content
from .html import render

# Measures, in the units of the view box: a letter of text is about half of its size wide.
SIZE, LINE = 14, 18
LANE = 10
_LETTER = 7.1
_PAD, _GAP = 10, 26
_ENTRY = 20
"""How far below the top of a strip the lanes enter its question."""


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide the boxes of the questions, their answers and the outcomes are."""

    question: int
    answer: int
    outcome: int


#: A page that is printed as well: on a sheet that stands, the widest tree's letters have 11 points.
SCREEN = Widths(196, 146, 196)

#: A sheet of paper, on its side.
SHEET = Widths(262, 196, 262)


@dataclass(slots=True)
class _Lane:
    """A way to one question: the rows it is entered from, and its place among the others."""

    target: int
    sources: list[tuple[int, float]] = field(default_factory=list)
    place: int = 0

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last strip that it runs through."""
        rows = [self.target, *(row for row, _ in self.sources)]
        return min(rows), max(rows)


def picture(described: dict[str, Any], numbers: dict[str, str], widths: Widths = SCREEN) -> str:
    """Print the picture of a tree, described by the door, with the numbers of its nodes.

    On a sheet every strip is a picture with its own name; on a screen the first speaks for all.
    """
    rows = {one["id"]: n for n, one in enumerate(described["questions"])}
    outcomes = {one["id"]: one for one in described["outcomes"]}
    lanes = {id: _Lane(row) for id, row in rows.items()}
    drawn: set[str] = set()
    strips = [_strip(one, numbers, outcomes, lanes, drawn, rows, widths) for one in described["questions"]]
    used = [lane for lane in lanes.values() if lane.sources]
    _place(used)
    first = widths.question + widths.answer + LANE
    right = first + LANE * (1 + max((lane.place for lane in used), default=0))
    for number, strip in enumerate(strips):
        strip["lanes"] = [
            _drawn(lane, number, strip["height"], first) for lane in used if _through(lane, number)
        ]
        strip["entry"] = [first + LANE * lane.place for lane in used if lane.target == number]
        for answer in strip["answers"]:
            to = lanes.get(answer["next"])
            answer["end"] = first + LANE * to.place if to else right
    words = content.words("booklet")
    return render(
        "picture.html",
        id=described["id"],
        title=words["picture"].format(title=described["title"]),
        desc=words["picture_text"].format(questions=len(rows), outcomes=len(outcomes)),
        strips=strips,
        width=right + widths.outcome + 2,
        first=first,
        right=right,
        measures={
            "size": SIZE,
            "line": LINE,
            "pad": _PAD,
            "entry": _ENTRY,
            "question": widths.question,
            "outcome": widths.outcome,
        },
        words=words,
        named=widths is SHEET,
    )


def _lines(text: str, width: float) -> list[str]:
    return wrap(text, max(8, int((width - 2 * _PAD) / _LETTER)), break_on_hyphens=False)


def _strip(
    question: dict[str, Any],
    numbers: dict[str, str],
    outcomes: dict[str, Any],
    lanes: dict[str, _Lane],
    drawn: set[str],
    rows: dict[str, int],
    widths: Widths,
) -> dict[str, Any]:
    """Lay one question: its box, and under one another its answers with what they lead to."""
    text = _lines(question["text"], widths.question)
    top: float = _ENTRY + _PAD
    answers = []
    for option in question["options"]:
        label = _lines(option["label"], widths.answer - _PAD)
        title: list[str] = []
        if option["next"] in outcomes and option["next"] not in drawn:
            drawn.add(option["next"])
            title = _lines(outcomes[option["next"]]["title"], widths.outcome - 2 * LINE)
        box = LINE * max(1, len(title)) + _PAD
        # The label stands on its line; the outcome is centred on it.
        middle = top + max(LINE * len(label) + 4, box / 2)
        answers.append(
            {
                "label": label,
                "next": option["next"],
                "number": numbers[option["next"]],
                "title": title,
                "is_question": option["next"] in rows,
                "middle": middle,
                "box": box,
            }
        )
        if option["next"] in rows:
            lanes[option["next"]].sources.append((rows[question["id"]], middle))
        top = middle + (box / 2 if title or option["next"] in outcomes else 0) + _PAD
    height = LINE * (len(text) + 1) + 2 * _PAD
    return {
        "number": numbers[question["id"]],
        "text": text,
        "answers": answers,
        "box": max(height, top - _PAD),
        "height": max(height, top - _PAD) + _GAP,
    }


def _place(lanes: list[_Lane]) -> None:
    """Return each lane the first place that is free all along its way: short ways stay near."""
    ends: dict[int, list[tuple[int, int]]] = {}
    for lane in sorted(lanes, key=lambda one: one.span[1] - one.span[0]):
        start, end = lane.span
        place = 0
        while any(
            start <= other_end and other_start <= end for other_start, other_end in ends.get(place, ())
        ):
            place += 1
        ends.setdefault(place, []).append((start, end))
        lane.place = place


def _through(lane: _Lane, number: int) -> bool:
    return lane.span[0] <= number <= lane.span[1]


def _drawn(lane: _Lane, number: int, height: float, first: int) -> dict[str, float]:
    """Return the part of a lane that stands in a strip: its x, its top, its bottom."""
    points = [middle for row, middle in lane.sources if row == number]
    points += [_ENTRY] if lane.target == number else []
    start, end = lane.span
    return {
        "x": first + LANE * lane.place,
        "top": min(points) if number == start else 0,
        "bottom": max(points) if number == end else height,
    }
