"""What the API answers, typed: for who reads it in Python, and, made from it, in JavaScript.

Every key is there in every answer; `NotRequired` tells those of one kind of tool alone. Days are
"YYYY-MM-DD", texts are ready for readers. Nothing of this runs: it is read by mypy and by
`macros/publish/door_types.py`.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

Status = Literal["answered", "incomplete", "invalid", "refused"]


class StepResult(TypedDict):
    """One day of a count, or one step in weeks, months, years: `of` names the date it explains."""

    date: str
    role: str
    n: int | None
    text: str
    source: str | None
    of: str
    weekday: int
    label: str
    reason: str


class SourceResult(TypedDict):
    """A text that the answer rests on; `status` says whether it was read or is known through another."""

    id: str
    title: str
    url: str
    where: str
    version: str
    checked_on: str
    status: Literal["text", "secondary"]
    about: str


class WarningResult(TypedDict):
    """What the reader must know beside an answer."""

    code: str
    text: str


class FieldWarning(WarningResult):
    """What the reader must know beside a field."""

    field: str


class ProblemResult(TypedDict):
    """Why there is no answer, beside its field; `field` is "" where it is the answer as a whole."""

    field: str
    code: str
    text: str


class NextResult(TypedDict):
    """Where to go on: a tool or a page, with the answers that it takes along."""

    text: str
    address: str
    tool: NotRequired[str]
    page: NotRequired[str]
    answers: NotRequired[dict[str, str]]


class ShownDate(TypedDict):
    """One date in words: `role` is "main" for the one in large type."""

    name: str
    role: str
    label: str
    text: str
    day: str
    year: str
    note: str
    iso: str
    colon: bool


class ShownAnswer(TypedDict):
    """One answer as the reader gave it."""

    name: str
    label: str
    text: str


class ShownStep(TypedDict):
    """One sheet of the strip: `month` is "" where it is that of the sheet before."""

    date: str
    role: str
    n: int | None
    weekday: int
    text: str
    day: str
    month: str
    mark: str
    reason: str


class ShownCount(TypedDict):
    """The days that explain one date, and how they are drawn."""

    title: ShownDate | None
    form: Literal["sheets", "compact", "list"]
    steps: list[ShownStep]


class ShownSource(SourceResult):
    """A source with what its link and its words need."""

    rel: str
    read_on: str
    is_text: bool
    is_secondary: bool


class ShownLink(TypedDict):
    """A link with its words; the address stands below the root of the site."""

    text: str
    address: str


class OnRail(TypedDict):
    """One day of the line of time: what the reader gave, today, or a date."""

    mark: str
    date: str
    is_past: str
    weekday: str
    day: str
    month: str
    label: str
    text: str


class ShownLate(TypedDict):
    """What to do once the limit is gone: whom to call, and the sentences to write."""

    call: str
    write: list[str]


class Display(TypedDict):
    """The answer arranged for showing: whoever shows it prints it, and composes nothing."""

    headline: str | None
    main: ShownDate | None
    lines: list[ShownDate]
    answers: list[ShownAnswer]
    dates: list[ShownDate]
    counts: list[ShownCount]
    debated: list[str]
    sources: list[ShownSource]
    next: list[ShownLink]
    address: str
    progress: str
    seal: str
    seal_words: str
    rail: list[OnRail]
    late: ShownLate | None


class PathStep(TypedDict):
    """A question of a tree that was answered."""

    node: str
    value: str


class Option(TypedDict):
    """An answer that a question offers."""

    value: str
    label: str


class Asked(TypedDict):
    """What an outcome asks besides, to give its dates: an input of another tool."""

    tool: str
    input: str
    label: str


class ItemResult(TypedDict):
    """An item of a checklist."""

    id: str
    done: bool


class LetterPart(TypedDict):
    """A piece of a paragraph: words of the letter, or what a field puts there, with the stop after it."""

    text: str
    field: str
    stop: str


class Paragraph(TypedDict):
    """A paragraph of a letter, whether it is said or not, and the fields that this hangs on."""

    text: str
    shown: bool
    box: bool
    needs: list[str]
    instead: str
    parts: list[LetterPart]


class LetterResult(TypedDict):
    """A letter, line by line, and by head, subject and body its paragraphs, unsaid ones too."""

    head: list[str]
    subject: str
    body: list[str]
    paragraphs: dict[str, list[Paragraph]]


class Line(TypedDict):
    """A sentence to say in a conversation, at one of its steps."""

    step: str
    letter: str
    label: str
    text: str


class Admission(TypedDict):
    """Words of a field that may admit liability, from `start` to `end`, and what to write instead."""

    field: str
    start: int
    end: int
    phrase: str
    said: str
    why: str
    safe: str


class Result(TypedDict):
    """What a tool answers: the result that the house describes."""

    tool: str
    version: str
    status: Status
    answers: dict[str, str]
    dates: dict[str, str]
    overdue: bool
    steps: list[StepResult]
    sources: list[SourceResult]
    warnings: list[WarningResult]
    problems: list[ProblemResult]
    next: list[NextResult]
    code: str
    display: Display
    # Of a tree:
    node: NotRequired[str]
    kind: NotRequired[Literal["question", "outcome"]]
    path: NotRequired[list[PathStep]]
    title: NotRequired[str]
    text: NotRequired[str]
    options: NotRequired[list[Option]]
    asks: NotRequired[Asked]
    # Of a checklist:
    items: NotRequired[list[ItemResult]]
    done: NotRequired[int]
    total: NotRequired[int]
    # Of a letter and a conversation:
    letter: NotRequired[LetterResult]
    lines: NotRequired[list[Line]]
    admissions: NotRequired[list[Admission]]


class LinkResult(TypedDict):
    """A link for an e-mail and the dark modules of its code, or what is wrong with what was asked."""

    status: Status
    problems: list[ProblemResult]
    warnings: NotRequired[list[FieldWarning]]
    url: NotRequired[str]
    size: NotRequired[int]
    path: NotRequired[str]


class CaseProblem(ProblemResult):
    """What cannot be read in a case: `field` is its place, "facts.<id>.on"."""


class CaseWarning(WarningResult):
    """What the reader must know of some facts, by their ids."""

    facts: list[str]


class CalendarSheet(TypedDict):
    """A day as a sheet of a calendar shows it."""

    weekday: str
    short: str
    day: str
    month: str


class CaseNext(TypedDict):
    """The one thing to do now; `item` is the date that commands it, "" for none; not `mine`: of another."""

    text: str
    why: str
    date: str
    limit: str
    item: str
    state: str
    mine: bool
    date_text: str
    limit_text: str
    sheet: CalendarSheet | None
    tool: str
    address: str


CountedFrom = TypedDict("CountedFrom", {"from": str})
"""From which day on a date may be met, "" for at once."""


class TimelineItem(CountedFrom):
    """One date of the line of time: `date` the prudent one, `limit` the theoretical one."""

    id: str
    key: str
    date: str
    limit: str
    label: str
    state: Literal["overdue", "today", "soon", "later", "done", "closed"]
    said: str
    done_by: str
    tool: str
    answers: dict[str, str]
    role: str
    limit_role: str
    sources: list[SourceResult]
    debated: list[str]
    assumed: str
    facts: list[str]
    mine: bool
    saved: bool
    does: str
    todo: str
    address: str
    text: str
    sheet: CalendarSheet
    limit_text: str
    limit_sheet: CalendarSheet


class LineRow(TypedDict):
    """One row of the line of time as a list: a fact or a date by its id, or today."""

    fact: NotRequired[str]
    item: NotRequired[str]
    now: NotRequired[bool]


class DrawnText(TypedDict):
    """Words of a picture, and their place."""

    text: str
    y: str
    x: NotRequired[str]


class DrawnPoint(CalendarSheet):
    """One fact or one date of a picture: its place, its thread to its day, what is written beneath."""

    at: str
    state: str
    dot: str
    until: str
    end_dot: str
    thread: str
    rows: list[DrawnText]


class DrawnLine(TypedDict):
    """The line of time as a picture: what an SVG takes as it is."""

    width: int
    box: str
    line: str
    ahead: str
    marks: str
    now: str
    flag: str
    words: list[DrawnText]
    points: list[DrawnPoint]


class CaseWaiting(TypedDict):
    """What may start later, and has no date before its own start."""

    label: str
    text: str
    tool: str


class CaseExhibit(TypedDict):
    """One exhibit, numbered; `facts` are those that cite it."""

    id: str
    number: int
    kind: str
    title: str
    on: str
    have: bool
    file: str
    facts: list[str]


class MissingExhibit(TypedDict):
    """A line of the checklist that no exhibit ticks yet."""

    kind: str
    item: str
    label: str
    text: str


class AskedOfFact(TypedDict):
    """What a kind of facts asks besides, answered."""

    name: str
    label: str
    text: str


class CaseFact(TypedDict):
    """One fact of the chronology; `also` are the other texts that two devices brought."""

    id: str
    on: str
    date: str
    sheet: CalendarSheet | None
    ahead: bool
    kind: str
    label: str
    text: str
    asked: list[AskedOfFact]
    exhibits: list[int]
    cites: str
    also: dict[str, list[str]]


class CaseDocument(TypedDict):
    """One letter, and what the case answers of it; `wanted` where it makes sense now."""

    id: str
    title: str
    why: str
    wanted: bool
    address: str
    answers: dict[str, str]
    filled: int
    total: int


class CaseAnswered(TypedDict):
    """One tree or checklist that was answered, where it stands."""

    tool: str
    title: str
    text: str
    address: str


class CaseLine(TypedDict):
    """One line of the summary."""

    label: str
    text: str


class CaseView(TypedDict):
    """All that a case says on a day."""

    status: Literal["answered", "incomplete"]
    today: str
    next: CaseNext
    timeline: list[TimelineItem]
    line: list[LineRow]
    drawing: dict[str, DrawnLine]
    waiting: list[CaseWaiting]
    exhibits: list[CaseExhibit]
    missing: list[MissingExhibit]
    chronology: list[CaseFact]
    documents: list[CaseDocument]
    fills: dict[str, dict[str, str]]
    answers: list[CaseAnswered]
    summary: list[CaseLine]
    states: list[str]
    problems: list[CaseProblem]
    warnings: list[CaseWarning]


class CaseAdded(TypedDict):
    """A case with what a tool gave to it: whether any of it was new, and whether there was any."""

    case: dict[str, object]
    added: bool
    given: bool


class CaseRead(TypedDict):
    """A text as a case, None where it is none, and what could not be read in it."""

    case: dict[str, object] | None
    problems: list[CaseProblem]


class CaseMark(TypedDict):
    """Words that the wording watch marks in a text."""

    start: int
    end: int
    rule: str
    said: str
    why: str
    safe: str


class InsurerSettings(TypedDict):
    """The settings file of an insurer; all but the problems and the colours is "" while there are some."""

    status: Literal["answered", "invalid"]
    problems: list[ProblemResult]
    id: str
    file: str
    toml: str
    command: str
    colours: dict[str, dict[str, str]]


class DoorAnswers(TypedDict):
    """What `handle` answers, by the key of the request: a text is a file, "" for none, Word's in base64."""

    case_view: CaseView
    case_calendar: str
    case_watch: dict[str, list[CaseMark]]
    case_word: str
    case_merge: dict[str, object]
    case_add: CaseAdded
    case_read: CaseRead
    insurer: InsurerSettings
    letter_word: str
    link: LinkResult
    page_url: str
    tool: Result
