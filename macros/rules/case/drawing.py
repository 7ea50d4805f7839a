"""The line of time as a picture, to scale: where each fact and each date stands. A list says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from .. import data
from ..french import sheet_parts
from .model import Fact, Json
from .timeline import Timeline, by_date, sheet

#: A wait of more days than one of these is drawn as so many, and cut: days stay apart beside years.
_CUTS = (31, 21, 14, 10, 7)
#: Where a day is at least so wide, each has its mark on the line.
_DAY_MARKS = 7
_OPEN = ("overdue", "today", "soon", "later")


@dataclass(frozen=True, slots=True)
class Form:
    """A width that the line is drawn for: its units are the pixels of a screen, or as large on paper.

    `slot` is the least room of what is written under a day, `letter` the room of a letter, 0 where the days
    alone are written; `facts` and `dates` are as many as there is room for: the last, and the first.
    """

    width: int
    slot: int
    letter: int
    facts: int
    dates: int


FORMS = {
    "wide": Form(width=1200, slot=108, letter=8, facts=5, dates=6),
    "narrow": Form(width=320, slot=45, letter=0, facts=3, dates=4),
    "paper": Form(width=700, slot=99, letter=8, facts=3, dates=4),
}
#: As many rows as a label may have, and where things stand from the line: what is written, its labels.
_ROWS, _SLOTS_AT, _ROW = 4, 30, 17
#: Where the line is from the top, and how far its ends are from the sides.
_AXIS, _MARGIN = 78, 22
_WIDEST_SLOT, _SHEET_END = 150, 90


def drawing(line: Timeline, cited: dict[str, list[int]]) -> dict[str, Json]:
    """Return the picture in each form: {width, box, now, line, marks, words, points}; {} for an empty case.

    The place of a day on the line is to scale, long waits cut and said; what is written under it has
    a place of its own, and a thread to its day.
    """
    facts = [one for one in line.case.facts if one.on and one.on <= line.today]
    ahead = [one for one in line.items if one["state"] in _OPEN or one["date"] >= line.today.isoformat()]
    ahead = sorted(ahead, key=by_date)
    if not facts and not ahead:
        return {}
    return {
        name: _drawn(line, facts[-form.facts :], ahead[: form.dates], cited, form)
        for name, form in FORMS.items()
    }


def rows(line: Timeline) -> list[Json]:
    """Return the picture as a list, in the order of time: {"fact"}, {"item"} by their ids, {"now"}."""
    facts = [one for one in line.case.facts if one.on and one.on <= line.today][-FORMS["wide"].facts :]
    placed: list[tuple[str, int, Json]] = [(one.iso, 0, {"fact": one.id}) for one in facts]
    placed += [(one["date"], 2, {"item": one["id"]}) for one in line.items if not _is_over(one, line)]
    placed.append((line.today.isoformat(), 1, {"now": True}))
    return [row for _, _, row in sorted(placed, key=lambda one: one[:2])]


def _is_over(item: Json, line: Timeline) -> bool:
    """Tell whether a date is past, and of no more use once done: an invoice that was paid."""
    fleeting: bool = data.case()["item"][item["key"]].get("fleeting", False)
    return fleeting and item["state"] == "done" and item["limit"] < line.today.isoformat()


def _drawn(
    line: Timeline, facts: Sequence[Fact], ahead: list[Json], cited: dict[str, list[int]], form: Form
) -> Json:
    days = [one.on for one in facts if one.on] + [date.fromisoformat(one["date"]) for one in ahead]
    limits = [date.fromisoformat(one["limit"]) for one in ahead]
    scale = Scale([*days, *limits, line.today], form.width)
    count = max(1, len(days))
    slot = max(form.slot, min(_WIDEST_SLOT, form.width // count))
    order = sorted(range(len(days)), key=lambda n: (days[n], n))
    places = dict(zip(order, _apart([scale.at(days[n]) for n in order], slot, form.width), strict=True))
    letters = slot // form.letter if form.letter else 0
    shown = [
        ("fact", day, data.case()["kind"][one.kind]["short"], _numbers(cited.get(one.id, [])), day)
        for one, day in zip(facts, days, strict=False)
    ]
    shown += [
        (one["state"], day, one["label"], one["said"], limit)
        for one, day, limit in zip(ahead, days[len(facts) :], limits, strict=True)
    ]
    points = [_point(places[n], scale, one, letters, line.today.year) for n, one in enumerate(shown)]
    deepest = max([_SHEET_END, *(int(row["y"]) for one in points for row in one["rows"])])
    now = scale.at(line.today)
    half = 62
    return {
        "width": form.width,
        "box": f"0 0 {form.width} {_AXIS + deepest + 12}",
        "line": f"M0 {_AXIS}H{now}",
        "ahead": f"M{now} {_AXIS}H{form.width}",
        "marks": scale.marks(_AXIS),
        "now": f"translate({now} {_AXIS})",
        # The word stays within the picture, its point on the day.
        "flag": f"translate({min(max(now, half), form.width - half) - now} 0)",
        "words": [{"x": str(x), "y": str(_AXIS - 12), "text": text} for x, text in scale.words(now)],
        "points": points,
    }


def _point(
    place: int, scale: Scale, shown: tuple[str, date, str, str, date], letters: int, year: int
) -> dict[str, Any]:
    state, day, label, note, limit = shown
    x = scale.at(day)
    rows = [str(day.year)] if day.year != year else []
    for text in (label, note) if letters else ():
        rows += _wrapped(text, letters) if text else []
    first = _SLOTS_AT + (12 if state == "fact" and letters else 60) + _ROW
    return {
        "at": f"translate({place} {_AXIS})",
        "state": state,
        "dot": str(x - place),
        # Where a day has its two dates, what is between them is drawn too.
        "until": f"M{x - place} 0H{scale.at(limit) - place}" if limit > day else "",
        "end_dot": f"translate({scale.at(limit) - place} 0)" if limit > day else "",
        "thread": f"M{x - place} 8L0 {_SLOTS_AT - 4}",
        **sheet(day),
        "rows": [{"y": str(first + _ROW * n), "text": text} for n, text in enumerate(rows)],
    }


class Scale:
    """Where a day stands: as many units for each day, but for the waits that are cut."""

    def __init__(self, days: Iterable[date], width: int) -> None:
        known = sorted(set(days))
        self._cut = _cut([(after - before).days for before, after in pairwise(known)])
        self._stops = [(known[0], 0)]
        for before, after in pairwise(known):
            self._stops.append((after, self._stops[-1][1] + min((after - before).days, self._cut)))
        total = self._stops[-1][1]
        self._unit = (width - 2 * _MARGIN) / total if total else 0.0
        self._start = _MARGIN if total else width / 2

    def at(self, day: date) -> int:
        """Return the place of a day that was given."""
        return next(self._x(place) for known, place in self._stops if known == day)

    def _x(self, place: float) -> int:
        return round(self._start + place * self._unit)

    def _cuts(self) -> list[tuple[int, int]]:
        """Return the middle of each wait that is cut, and its days."""
        return [
            (self._x((one + other) / 2), (after - before).days)
            for (before, one), (after, other) in pairwise(self._stops)
            if (after - before).days > self._cut
        ]

    def marks(self, axis: int) -> str:
        """Return the path of what is marked on the line: each day, where there is room, and each cut."""
        if self._unit < _DAY_MARKS:
            days = []
        else:
            days = [
                self._x(place + n)
                for (before, place), (after, _) in pairwise(self._stops)
                if (after - before).days <= self._cut
                for n in range((after - before).days)
            ]
        ticks = [f"M{x} {axis - 4}V{axis + 4}" for x in days]
        cuts = [f"M{x - 7} {axis + 8}l6 -16M{x + 1} {axis + 8}l6 -16" for x, _ in self._cuts()]
        return "".join([*ticks, *cuts])

    def words(self, now: int) -> list[tuple[int, str]]:
        """Return what stands above the line: each month where it begins, and how long each cut is."""
        words = [(x, _length(days)) for x, days in self._cuts()]
        for (before, place), (after, _) in pairwise(self._stops):
            if (after - before).days <= self._cut:
                days = (before + timedelta(n) for n in range(1, (after - before).days + 1))
                words += [
                    (self._x(place + (day - before).days), sheet_parts(day)[1])
                    for day in days
                    if day.day == 1
                ]
        room, kept = 46, [now]
        spaced = []
        for x, text in words:
            if room // 2 <= x <= self._x(self._stops[-1][1]) and all(abs(x - one) >= room for one in kept):
                kept.append(x)
                spaced.append((x, text))
        return spaced


def _cut(waits: list[int]) -> int:
    """Return from how many days on a wait is cut: what is cut takes at most half of the line."""
    for cut in _CUTS:
        whole = sum(days for days in waits if days <= cut)
        if whole >= cut * sum(days > cut for days in waits):
            return cut
    return _CUTS[-1]


def _length(days: int) -> str:
    """Return how long a wait is, in the largest unit that it fills."""
    words = data.case()["word"]
    months = round(days / 30.44)
    if months < 2:
        return str(words["days"].format(n=days))
    name, n = ("years", round(months / 12)) if months >= 24 else ("months", months)
    return str(words[name].format(n=n))


def _apart(places: list[int], room: int, width: int) -> list[int]:
    """Return places in their order, `room` apart and within the width, moved as little as may be."""
    groups: list[list[float]] = []  # Each is [sum of the wished starts, how many].
    for n, place in enumerate(places):
        groups.append([min(max(place, room / 2), width - room / 2) - n * room, 1])
        while len(groups) > 1 and groups[-2][0] / groups[-2][1] > groups[-1][0] / groups[-1][1]:
            total, count = groups.pop()
            groups[-1] = [groups[-1][0] + total, groups[-1][1] + count]
    last = width - room / 2 - (len(places) - 1) * room
    starts = [min(max(total / count, room / 2), last) for total, count in groups for _ in range(int(count))]
    return [round(start + n * room) for n, start in enumerate(starts)]


def _numbers(numbers: list[int]) -> str:
    if not numbers:
        return ""
    words = data.case()["word"]["exhibits" if len(numbers) > 1 else "exhibit"]
    text: str = words.format(n=", ".join(str(one) for one in numbers[:3]))
    return text


def _wrapped(text: str, letters: int) -> list[str]:
    """Return a text in rows short enough for a place, the last one cut."""
    rows = [""]
    for word in text.split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) <= letters or not rows[-1]:
            rows[-1] = longer
        else:
            rows.append(word)
    if len(rows) > _ROWS:
        rows = [*rows[: _ROWS - 1], f"{rows[_ROWS - 1][: letters - 1]}…"]
    return rows
