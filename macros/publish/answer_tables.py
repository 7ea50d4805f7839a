"""The answer tables: whole answers made at build by the same rules, for whoever has no Python yet.

One table for a tool and a zone. It holds the kind of each day, the dates of each case as distances from
its start, and the words of what an answer says; the page lays out from it the very result that
`api.answer` gives, and applies no rule. What a table cannot say is left out of it.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from macros.publish.cache import cached
from macros.publish.compress import compress
from macros.rules import answer_code, api, data, present
from macros.rules.addresses import page_of
from macros.rules.arrange import LONG, arranged
from macros.rules.calculators import CALCULATORS
from macros.rules.calendar_fr import ZONES, calendars, last_working_day_before
from macros.rules.french import FIRST, MONTHS, SHORT_MONTHS, WEEKDAYS, date_text
from macros.rules.model import (
    PACIFIC,
    Computation,
    Deadline,
    Input,
    MonthRounding,
    Refusal,
    Step,
    Unit,
    Values,
)
from macros.rules.params import value_on
from macros.rules.time_limits import count, extend_642

#: Where a page asks for them, in the site: `<tool>/<zone>.json`.
ADDRESS = Path("assets/table")

#: The zone of a tool that asks for none.
NATIONAL = "national"

#: How far the starts go from the day of the build.
AFTER = timedelta(days=400)

#: The character of an answer that a table does not give.
NONE = " "
#: The character of the start itself; the others count on from it, in days, both ways.
ZERO = ord("0")

_DAYS = (Unit.JOURS_OUVRES, Unit.JOURS_OUVRABLES, Unit.JOURS)
_DAILY = tuple(range(2, 31))
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """Which cases a table holds: those of `lengths` in days, and `others`, answer by answer.

    `before` is how far back the starts go: as far as an answer is of use.
    """

    before: timedelta
    lengths: tuple[int, ...] = ()
    others: tuple[dict[str, str], ...] = ({},)


_YEARS = timedelta(days=800)
TOOLS: dict[str, Plan] = {
    "delai-declaration": Plan(AFTER, _DAILY, ()),
    "compter-un-delai": Plan(
        AFTER,
        _DAILY,
        tuple(
            {"unit": unit, "length": str(n)}
            for unit, lengths in (("mois", (1, 2, 3, 6)), ("annees", (1,)))
            for n in lengths
        ),
    ),
    "suivi-reclamation": Plan(AFTER),
    "issue-mediation": Plan(AFTER),
    "prescription-biennale": Plan(
        _YEARS, (), tuple({"trigger": one} for one in ("assignation", "paiement_au_tiers", "sinistre_connu"))
    ),
    "prescription-injure": Plan(AFTER),
}
"""The calculators that have tables."""


#: How long after the build a day may be received and have its calendar file: a site is built again.
FILED = timedelta(days=60)


def calendar_files(tool_id: str, built: date) -> dict[str, Any]:
    """Return which calendar files there are for a tool: {names, main, limit, first, last}.

    `names` are the dates that name a file; one whose `limit` came before `first` has none, nor has a
    start after `last`. Once `main` has passed, the file is the one of the limit.
    """
    events = data.strings()["ics"]["events"][tool_id]
    names = list(
        dict.fromkeys(name for one, event in events.items() for name in (one, event.get("limit", one)))
    )
    main, limit = next(
        ((one, event["limit"]) for one, event in events.items() if "limit" in event), (names[0], names[0])
    )
    return {
        "names": names,
        "main": main,
        "limit": limit,
        "first": built.isoformat(),
        "last": (built + FILED).isoformat(),
    }


def dated(table: Mapping[str, Any], zone: str) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Yield answers of a table that have a calendar file, with its dates by name: once for the same dates."""
    files, first = table["files"], date.fromisoformat(table["first"])
    since, until = ((date.fromisoformat(files[name]) - first).days for name in ("first", "last"))
    seen = set()
    for case in table["cases"]:
        lengths = list(case.get("lengths", {"": ""}))
        columns = [case["columns"][name] for name in files["names"]]
        limit = files["names"].index(files["limit"])
        for cell, look in enumerate(case["looks"][: (until + 1) * len(lengths)]):
            place = cell // len(lengths)
            days = tuple(place + ord(column[cell]) - ZERO for column in columns)
            if look == NONE or days in seen or days[limit] < since:
                continue
            seen.add(days)
            length = lengths[cell % len(lengths)]
            given = {**case["answers"], table["start"]: (first + timedelta(days=place)).isoformat()}
            given |= {"length": length} if length else {}
            shown = [(first + timedelta(days=n)).isoformat() for n in days]
            yield (
                given | ({} if zone == NATIONAL else {"zone": zone}),
                dict(zip(files["names"], shown, strict=True)),
            )


def start_of(tool_id: str) -> str:
    """Return the answer from which the time of a tool runs: its first date."""
    return next(one.name for one in data.deadline(tool_id).inputs if one.type == "date")


def zones(tool_id: str) -> tuple[str, ...]:
    """Return the zones that a tool has a table for: `NATIONAL` alone where it asks for none."""
    inputs = {one.name for one in data.deadline(tool_id).inputs}
    return (*ZONES, *PACIFIC) if "zone" in inputs else (NATIONAL,)


def write_tables(site: Path, wheel: Path, cache: Path, *, today: str) -> Path:
    """Write the tables of every tool of `TOOLS`, for every zone, under `site`; give their directory."""
    made = count_tables(wheel, cache, today=today)
    return Path(shutil.copytree(made, site / ADDRESS, dirs_exist_ok=True))


def count_tables(wheel: Path, cache: Path, *, today: str) -> Path:
    """Return the directory with the tables of every tool of `TOOLS`, for every zone.

    They are counted anew when the rules in `wheel` or the day, "YYYY-MM-DD", have changed.
    """
    return cached(cache, [wheel, Path(__file__)], lambda out: _fill(out, today), also=today)


def _fill(out: Path, today: str) -> None:
    for tool_id in TOOLS:
        (out / tool_id).mkdir()
    files = [out / tool_id / f"{zone}.json" for tool_id in TOOLS for zone in zones(tool_id)]
    # Begun anew, not forked: the build may have other threads.
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        list(pool.map(partial(_write, today=today), files))


def _write(file: Path, *, today: str) -> None:
    """Write one table and its precompressed variants: its tool and its zone are in the file's own name."""
    table = answer_table(file.parent.name, file.stem, today=today)
    file.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")), "utf-8")
    compress(file)


def answer_table(tool_id: str, zone: str, *, today: str) -> dict[str, Any]:
    """Return the table of a tool in a zone, ready for JSON, as of the day of the build.

    {tool, version, from, until, first, starts, start, inputs, code, seal, words, dates, late, debated,
    sources, stages, files, calendar: {kinds, days}, cases, looks}. A case has `answers`, perhaps `lengths`,
    and `columns` of distances and `looks`: a character an answer, start by start, length by length. A
    territory that is refused has no case. Raises KeyError for a tool without tables, ValueError for an
    unknown zone.
    """
    plan, tool, built = TOOLS[tool_id], data.deadline(tool_id), date.fromisoformat(today)
    if zone not in zones(tool_id):
        raise ValueError(zone)
    first, last = built - plan.before, built + AFTER
    table = _Table(tool, zone, built)
    cases = []
    if zone not in PACIFIC:
        starts = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        cases = [table.counted(starts, unit, plan.lengths) for unit in _DAYS if plan.lengths]
        cases += [table.single(starts, answers) for answers in plan.others]
    since, until = _unchanged(tool, built)
    return {
        "tool": tool_id,
        "version": api.VERSION,
        "from": since,
        "until": until,
        "first": first.isoformat(),
        "starts": (last - first).days + 1 if cases else 0,
        "start": table.start,
        "page": page_of(tool_id),
        "inputs": [table.described(one) for one in table.inputs],
        "code": f"{answer_code.VERSION}.{tool_id}",
        "seal": table.seal_words(),
        "words": {
            "weekdays": WEEKDAYS,
            "months": MONTHS,
            "short_months": SHORT_MONTHS,
            "first": FIRST,
            "step": data.strings()["step"],
            "today": data.strings()["today"],
        },
        "dates": {
            one.name: {
                "role": one.role,
                "label": present.law(one.label, built),
                "note": present.law(one.note, built),
                "colon": present.needs_colon(one.label),
                "past": present.law(one.past, built),
            }
            for one in tool.dates
        },
        "late": {
            "call": present.law(tool.late.call, built),
            "write": [present.law(text, built) for text in tool.late.write],
        }
        if tool.late
        else None,
        "debated": [present.law(text, built) for text in tool.debated],
        "debated_sources": present.cited(*tool.debated),
        "stages": table.stages if cases else [],
        "files": calendar_files(tool_id, built),
        "calendar": table.calendar(first, last) if cases else {},
        "cases": cases,
        "looks": [look for _, look in table.looks.values()],
        "sources": table.sources(),
    }


@dataclass
class _Table:
    """A table in the making: what its answers share, gathered while the cases are counted."""

    tool: Deadline
    zone: str
    built: date
    looks: dict[object, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    kinds: list[dict[str, Any]] = field(default_factory=list)
    reach: int = 0

    def __post_init__(self) -> None:
        described = api.describe(self.tool.id, today=self.built.isoformat())["inputs"]
        self.defaults = {one["name"]: one["default"] for one in described if one["default"]}
        if self.zone != NATIONAL:
            self.defaults["zone"] = self.zone
        self.inputs = self.tool.inputs
        self.start = start_of(self.tool.id)
        self.compute = CALCULATORS[self.tool.calculator].compute
        self.stages = [] if self.zone in PACIFIC else self._stages()
        self.shared = {one["code"] for stage in self.stages for one in stage["warnings"]}

    def values(self, start: date, answers: Mapping[str, str]) -> Values:
        """Return the typed answers of a case."""
        given = {**self.defaults, **answers}
        types = {one.name: one.type for one in self.inputs}
        typed = {name: int(value) if types[name] == "integer" else value for name, value in given.items()}
        return Values({**typed, self.start: start})

    def counted(self, starts: list[date], unit: Unit, lengths: tuple[int, ...]) -> dict[str, Any]:
        """Return the case of a unit in days: each start is counted once, up to the longest length."""
        columns: dict[str, list[str]] = {
            name: [] for name in ("deadline", "safe_date", "legal_floor", "national")
        }
        looks = []
        for start in starts:
            for n, cell in zip(lengths, self._cells(start, unit, lengths), strict=True):
                dates = cell.dates if cell else {}
                for name, marks in columns.items():
                    marks.append(self._mark(start, dates[name]) if name in dates else NONE)
                looks.append(self._look_of(cell, start, unit, n) if cell else NONE)
        written = {name: "".join(marks) for name, marks in columns.items()}
        return {
            "answers": {"unit": str(unit)},
            "lengths": {str(n): present.amount(n, str(unit)) for n in lengths},
            "columns": {name: text for name, text in written.items() if text.strip(NONE)},
            "looks": "".join(looks),
        }

    def single(self, starts: list[date], answers: dict[str, str]) -> dict[str, Any]:
        """Return the case of one set of answers, start by start, as the calculator counts each."""
        columns: dict[str, list[str]] = {}
        looks = []
        for n, start in enumerate(starts):
            try:
                computed = self.compute(self.values(start, answers), start, data.parameters())
            except Refusal:
                computed = None
            if computed is None or max(computed.dates.values()) > data.verified()["last"]:
                looks.append(NONE)
                continue
            look, extra = self._abstract(computed, start)
            looks.append(self._look_mark(json.dumps(look, sort_keys=True), look))
            for name, day in {**computed.dates, **extra}.items():
                marks = columns.setdefault(name, [NONE] * len(starts))
                marks[n] = self._mark(start, day)
        case: dict[str, Any] = {
            "answers": {name: value for name, value in answers.items() if name != "length"},
            "columns": {name: "".join(marks) for name, marks in columns.items()},
            "looks": "".join(looks),
        }
        if "length" in answers:
            case["lengths"] = {answers["length"]: present.amount(int(answers["length"]), answers["unit"])}
        return case

    def described(self, one: Input) -> dict[str, Any]:
        """Return an input: its short label, its default, the marks of its answers in a printed code."""
        field = {
            "name": one.name,
            "type": one.type,
            "label": one.short,
            "default": self.defaults.get(one.name, ""),
            "required": one.required,
        }
        if not one.options:
            return field | {"mark": answer_code.mark(one.name)}
        return field | {
            "options": {
                value: {"text": label, "mark": answer_code.mark(one.name, value)}
                for value, label in one.options
            }
        }

    def seal_words(self) -> str:
        """Return what a printed answer says of itself, with {texts} for what it rests on."""
        line: str = data.strings()["seal"]["line"]
        return line.format(
            version=api.VERSION, checked_on=date_text(self.tool.checked_on, weekday=False), texts="{texts}"
        )

    def calendar(self, first: date, last: date) -> dict[str, Any]:
        """Return the kind of each day, by unit and by reading of the law of the zone: a character a day."""
        span = [first + timedelta(days=n) for n in range((last - first).days + self.reach + 1)]
        days = {}
        for unit in _DAYS:
            readings = []
            for reading in calendars("metropole" if self.zone == NATIONAL else self.zone):
                why = {
                    Unit.JOURS_OUVRES: reading.why_not_ouvre,
                    Unit.JOURS_OUVRABLES: reading.why_not_ouvrable,
                    Unit.JOURS: _no_reason,
                }[unit]
                readings.append("".join(self._kind(why(day), unit) for day in span))
            days[str(unit)] = readings
        return {"kinds": self.kinds, "days": days, "compact": LONG}

    def sources(self) -> dict[str, Any]:
        """Return what is shown of each source that an answer may name."""
        ids = [id for _, look in self.looks.values() for id in look["sources"] + look["cited"]]
        ids += [id for stage in self.stages for id in stage["cited"]]
        ids += [kind["source"] for kind in self.kinds if kind["source"]]
        for _, look in self.looks.values():
            for one in look["counts"]:
                steps = one["steps"] if "steps" in one else (one["start"], one["end"])
                ids += [step["source"] for step in steps if step["source"]]
        ids += present.cited(*self.tool.debated)
        blank = {"tool": self.tool.id, "answers": {}, "next": [], "display": {}}
        shown = arranged({**blank, "sources": present.sources(ids)})["display"]["sources"]
        return {one["id"]: one | {"short": data.sources()[one["id"]].short} for one in shown}

    def _kind(self, reasons: tuple[str, ...], unit: Unit) -> str:
        step = Step(self.built, "skipped" if reasons else "counted", None, reasons, unit)
        kind = {"role": step.role, "reason": present.short_reason(step), **_words_of(step)}
        if not reasons:
            kind["words"] = data.strings()["steps"]["counted"]  # With the number of its day to fill in.
        if kind not in self.kinds:
            self.kinds.append(kind)
        return chr(ZERO + self.kinds.index(kind))

    def _mark(self, start: date, day: date) -> str:
        distance = (day - start).days
        self.reach = max(self.reach, distance)
        return chr(ZERO + distance)

    def _look_mark(self, key: object, look: dict[str, Any]) -> str:
        if key not in self.looks:
            self.looks[key] = chr(ZERO + len(self.looks)), look
        return self.looks[key][0]

    def _look_of(self, cell: _Cell, start: date, unit: Unit, n: int) -> str:
        key = (unit, cell.reading, cell.doubtful, *cell.dates)
        if key not in self.looks:
            computed = self.compute(
                self.values(start, {"unit": unit, "length": str(n)}), start, data.parameters()
            )
            self._look_mark(key, self._abstract(computed, start, cell.reading)[0])
        return self.looks[key][0]

    def _abstract(
        self, computed: Computation, start: date, reading: int | None = None
    ) -> tuple[dict[str, Any], dict[str, date]]:
        """Return what a computation says beside its dates, and the other days that it names."""
        extra: dict[str, date] = {}
        counts = []
        for of, group in groupby(computed.steps, key=lambda step: step.of):
            steps = list(group)
            if steps[-2].unit in _DAYS:
                counts.append(
                    {
                        "of": of,
                        "days": str(steps[-2].unit),
                        "reading": self._reading(steps) if reading is None else reading,
                        "start": _words_of(steps[0]),
                        "end": _words_of(steps[-1]),
                    }
                )
                continue
            worded = []
            for n, step in enumerate(steps):
                at = "" if step.date == start else of if step.date == computed.dates[of] else f"{of}.{n}"
                if at not in ("", of):
                    extra[at] = step.date
                worded.append({"at": at, "role": step.role, "n": step.n, **_words_of(step)})
            counts.append({"of": of, "steps": worded})
        own = [notice for notice in computed.notices if notice.code not in self.shared]
        for notice in own:
            extra |= {
                _COLUMNS.get(name, name): date.fromisoformat(value) for name, value in notice.values.items()
            }
        look = {
            "warnings": [_warning(self.tool, notice.code, self.built) for notice in own],
            "cited": present.cited(*(self.tool.warnings[notice.code] for notice in own)),
            "sources": list(dict.fromkeys((*computed.sources, *self.tool.sources))),
            "counts": counts,
        }
        return look, extra

    def _reading(self, steps: list[Step]) -> int:
        """Return the first reading of the zone under which these days are counted so."""
        readings = calendars("metropole" if self.zone == NATIONAL else self.zone)
        for place, calendar in enumerate(readings):
            same = count(
                steps[0].date, steps[-2].n or 0, _unit(steps), calendar, rounding=MonthRounding.LAST_DAY
            )
            if [(one.date, one.reasons) for one in same.steps] == [(one.date, one.reasons) for one in steps]:
                return place
        raise ValueError(self.zone)

    def _cells(self, start: date, unit: Unit, lengths: tuple[int, ...]) -> Iterator[_Cell | None]:
        """Yield the cell of each length, None where the calculator refuses."""
        is_declaration = self.tool.id == "delai-declaration"
        floor = _floor(start, self.zone) if is_declaration else date.min
        if floor is None:
            yield from (None for _ in lengths)
            return
        counted = unit is not Unit.JOURS
        national = _ends(start, unit, "metropole")
        doubtful = _doubtful(start, self.zone) if counted else date.max
        last: date = data.verified()["last"]
        for n in lengths:
            end, reading = _end(start, unit, self.zone, n)
            dates = {"deadline": end, "safe_date": last_working_day(end, self.zone)}
            if end < floor:
                dates["legal_floor"] = floor
            if counted and national[0][n - 1] < end:
                dates["national"] = national[0][n - 1]
            yield _Cell(dates, reading, end >= doubtful) if max(end, floor) <= last else None

    def _stages(self) -> list[dict[str, Any]]:
        """Return what the day of the reader changes: each stage from a date of the answer, some days later.

        The calculator is asked about one case on each day that may matter.
        """
        case = dict(TOOLS[self.tool.id].others[0]) if TOOLS[self.tool.id].others else {"length": "10"}
        if self.zone != NATIONAL:
            case["zone"] = "metropole"

        def computed_on(start: date, day: date) -> Computation:
            return self.compute(self.values(start, case), day, data.parameters())

        # Of a case whose dates do not follow one another: each moment is then that of one date.
        starts = (self.built - timedelta(days=n) for n in range(28))
        start = max(starts, key=lambda one: len(_moments(computed_on(one, one))))
        stages: list[dict[str, Any]] = []
        moments = _moments(computed_on(start, start))
        for day in [start, *sorted(moments)]:
            computed = computed_on(start, day)
            name, plus = ("", 0) if day == start else moments[day]
            stage = self._stage(computed, day)
            if not stages or {**stages[-1], "from": "", "plus": 0} != stage:
                stages.append({**stage, "from": name, "plus": plus})
        return stages

    def _stage(self, computed: Computation, today: date) -> dict[str, Any]:
        tool = self.tool
        overdue = computed.overdue
        if overdue is None:
            overdue = today > computed.dates[tool.overdue_after]
        codes = [notice.code for notice in computed.notices]
        own = {
            one.name: f"{{{one.name}}}" for one in tool.inputs if one.required or one.name in self.defaults
        }
        own |= {name: f"{{{name}}}" for name in computed.dates}
        links = present.links(
            tool.next_overdue if overdue and tool.next_overdue else tool.next, self.built, own
        )
        return {
            "from": "",
            "plus": 0,
            "overdue": overdue,
            "headline": tool.headlines.get(computed.headline),
            "warnings": [_warning(tool, code, self.built) for code in codes],
            "cited": present.cited(*(tool.warnings[code] for code in codes)),
            "next": [
                {**one, "address": one["address"].replace("%7B", "{").replace("%7D", "}")} for one in links
            ],
        }


class _Cell(NamedTuple):
    """A length of a start: its dates by column, the reading that ends first, if it meets a doubtful day."""

    dates: dict[str, date]
    reading: int
    doubtful: bool


#: The column of a day that a notice names.
_COLUMNS = {"floor": "legal_floor"}


def _warning(tool: Deadline, code: str, day: date) -> dict[str, str]:
    """Return a warning, with {=names} of columns for the days that it says."""
    text = present.law(tool.warnings[code], day)
    for name, column in _COLUMNS.items():
        text = text.replace(f"{{={name}}}", f"{{={column}}}")
    return {"code": code, "text": text}


def _words_of(step: Step) -> dict[str, Any]:
    """Return what a step does, in words, and its source."""
    return {"words": present.step_words(step), "source": present.steps([step])[0]["source"]}


def _no_reason(_: date) -> tuple[str, ...]:
    """Every day counts among jours calendaires."""
    return ()


def _moments(computed: Computation) -> dict[date, tuple[str, int]]:
    """Return the days on which an answer may change: each of its dates, and the day after."""
    moments: dict[date, tuple[str, int]] = {}
    for plus in (0, 1):
        for name, day in computed.dates.items():
            moments.setdefault(day + plus * _ONE_DAY, (name, plus))
    return moments


def _unchanged(tool: Deadline, built: date) -> tuple[str, str]:
    """Return the first day for which the words hold, and the first for which they do not, "" for never."""
    texts = [*tool.warnings.values(), *tool.headlines.values(), *tool.debated]
    texts += [text for one in tool.dates for text in (one.label, one.note)]
    texts += [link.text for link in (*tool.next, *tool.next_overdue)]
    changes = {
        day
        for id, parameter in data.parameters().items()
        if any(f"{{{id}}}" in text for text in texts)
        for value in parameter.values
        for day in (value.valid_from, value.valid_until and value.valid_until + _ONE_DAY)
        if day
    }
    since = max((day for day in changes if day <= built), default=date.min)
    until = min((day for day in changes if day > built), default=None)
    return since.isoformat(), until.isoformat() if until else ""


def _unit(steps: Iterable[Step]) -> Unit:
    return next(step.unit for step in steps if step.role == "counted" and step.unit)


@cache
def _ends(start: date, unit: Unit, zone: str) -> list[list[date]]:
    """Return the deadlines of 1, 2, 3… units, by reading of the zone."""
    return [
        [
            step.date
            for step in count(start, max(_DAILY), unit, calendar, rounding=MonthRounding.LAST_DAY).steps[1:-1]
            if step.role == "counted"
        ]
        for calendar in calendars(zone)
    ]


def _end(start: date, unit: Unit, zone: str, n: int) -> tuple[date, int]:
    """Return the earlier end among the readings of the zone, and which: of two, what CPC 642 moves least."""
    ends = [one[n - 1] for one in _ends(start, unit, zone)]
    if len(ends) == 1:
        return ends[0], 0
    return min(
        ((end, place) for place, end in enumerate(ends)),
        key=lambda one: (one[0], extend_642(one[0], calendars(zone)[one[1]])[0]),
    )


@cache
def last_working_day(end: date, zone: str) -> date:
    """Return the prudent day of a deadline."""
    return last_working_day_before(end, zone)


def _floor(start: date, zone: str) -> date | None:
    """Return the end of the shortest time limit that the law allows; None where it is unknown."""
    parameter = data.parameters()["declaration_floor"]
    try:
        floor = value_on(parameter, start)
    except Refusal:
        return None
    return _end(start, Unit(parameter.unit), zone, floor.value)[0]


def _doubtful(start: date, zone: str) -> date:
    """Return the first doubtful holiday after `start`; the end of time where there is none."""
    readings = calendars(zone)
    if len(readings) == 1:
        return date.max
    local = {day for one in readings for day in one.local_days(start.year, start.year + 1)}
    return min((day for day in local if day > start), default=date.max)
