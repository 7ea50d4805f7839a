"""The shapes that the rules speak of. Data only: no arithmetic, no file, no sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Protocol

Kind = Literal["deadline", "tree", "checklist", "letter", "rehearsal"]
Role = Literal["start", "counted", "skipped", "moved", "end"]
Answers = Mapping[str, object]
"""What a form or a link gives, by the name of the input."""

Result = dict[str, Any]
"""What the entry returns, ready for JSON."""

InputType = Literal["date", "dates", "integer", "choice", "text", "multiline"]

Typed = str | int | date | tuple[date, ...]
"""An answer as understood."""


PACIFIC = ("nouvelle-caledonie", "polynesie-francaise", "wallis-et-futuna")
"""Zones that are offered and refused in a sentence: their labour law is their own."""


class Values(dict[str, Typed]):
    """Typed answers by the name of their input; each getter raises TypeError for another type."""

    def day(self, name: str) -> date:
        """Return a date."""
        value = self[name]
        if not isinstance(value, date):
            raise TypeError(name)
        return value

    def days(self, name: str) -> tuple[date, ...]:
        """Return dates, oldest first; none when there was no answer."""
        value = self.get(name, ())
        if not isinstance(value, tuple):
            raise TypeError(name)
        return value

    def number(self, name: str) -> int:
        """Return an integer."""
        value = self[name]
        if not isinstance(value, int):
            raise TypeError(name)
        return value

    def choice(self, name: str) -> str:
        """Return a chosen value."""
        value = self[name]
        if not isinstance(value, str):
            raise TypeError(name)
        return value


class Unit(StrEnum):
    """The units a time limit is counted in."""

    JOURS_OUVRES = "jours_ouvres"
    JOURS_OUVRABLES = "jours_ouvrables"
    JOURS = "jours"
    SEMAINES = "semaines"
    MOIS = "mois"
    ANNEES = "annees"


class MonthRounding(StrEnum):
    """What to do when the month of arrival has no such day number. There is no default."""

    LAST_DAY = "last_day"
    REFUSE = "refuse"


class WorkingDays(Protocol):
    """A calendar, as counting needs it: why a day is not counted, or nothing when it is."""

    def why_not_ouvre(self, day: date) -> tuple[str, ...]:
        """Return why `day` is no jour ouvré."""

    def why_not_ouvrable(self, day: date) -> tuple[str, ...]:
        """Return why `day` is no jour ouvrable."""


class Refusal(ValueError):  # noqa: N818 (no error: an answer that says no)
    """The rules cannot answer: a code, the input concerned and the values its sentence needs."""

    def __init__(self, code: str, field_name: str = "", **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.field_name = field_name
        self.values = values


@dataclass(frozen=True, slots=True)
class Source:
    """One text or page that a statement of law rests on.

    Without an address that opens on it, `url` is "" and `where` says where to look. `version` is
    the state of the text that was read.
    """

    id: str
    title: str
    short: str
    checked_on: date
    status: Literal["text", "secondary"]
    about: str
    url: str = ""
    where: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One dated value of a parameter. `valid_until` is included; None means no stated end.

    `read_until` is the last day of the text that was read, where a later text is already known:
    the value still serves after it, and whoever uses it says so.
    """

    value: int
    valid_from: date
    valid_until: date | None
    source: str
    checked_on: date
    read_until: date | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A time limit, an amount or a rate set by the law, with all its dated values, oldest first.

    `announced`: a draft gives it, and its publication was not verified.
    """

    id: str
    label: str
    unit: str
    values: tuple[Value, ...]
    announced: bool = False


@dataclass(frozen=True, slots=True)
class Holiday:
    """The record of one public holiday: its name, its law, the zones it is kept in."""

    id: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the reasons of a date.

    `n` is the number of a counted day (or week, month, year), None otherwise.
    `reasons` say why the day is not counted: "saturday", "sunday" or the id of a holiday.
    `of` is the date of the result that the step explains. `words` names the sentence of the
    step in the strings when its role and unit do not say enough.
    """

    date: date
    role: Role
    n: int | None = None
    reasons: tuple[str, ...] = ()
    unit: Unit | None = None
    of: str = "deadline"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """An answer that a link hands over to an input of the tool it leads to.

    `origin` is a question, an input or a date of the tool that is left. `values` is the answer
    there for an answer here, and an answer that it does not name is not handed over; when it is
    empty, what was given is handed over as it is.
    """

    origin: str
    to: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go next: a tool or a page, the words of the link, the answers that it brings.

    `given` are the same for every reader, `carried` come from the reader's own.
    """

    text: str
    tool: str = ""
    page: str = ""
    given: dict[str, str] = field(default_factory=dict)
    carried: tuple[Carried, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """The only form of condition: an earlier question was given one of these answers."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of an outcome that is shown only under its condition."""

    when: When
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an outcome still asks: one input of a calculator, whose dates then stand in the outcome.

    `label` is the question, in the words of this outcome; `given` are answers that are the same for
    every reader. With `when`, it is asked only under this condition.
    """

    tool: str
    input: str
    label: str
    given: dict[str, str] = field(default_factory=dict)
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question of a tree, and the node it leads to."""

    value: str
    label: str
    next: str


@dataclass(frozen=True, slots=True)
class Question:
    """A node that asks. `look` says where to find the answer when one does not know."""

    id: str
    text: str
    hint: str
    look: str
    sources: tuple[str, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A node that answers: the action first, then why, whom to call, where to go next."""

    id: str
    title: str
    action: str
    why: tuple[str, ...]
    contact: str
    sources: tuple[str, ...]
    next: tuple[Link, ...]
    notes: tuple[Note, ...]
    call: str = ""
    """Which office of the insurer it is about: "claims", "complaints", "mediator", or none of them."""
    asks: Asked | None = None
    emergency: tuple[str, ...] = ()
    """The numbers to call before anything else, the first one first."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A decision tree, flat by node id. Nodes may be shared; there is no loop."""

    id: str
    title: str
    lead: str
    start: str
    checked_on: date
    owner: str
    questions: dict[str, Question]
    outcomes: dict[str, Outcome]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist: what to do, what may be said, what is better not said."""

    id: str
    letter: str
    label: str
    text: str
    say: str
    avoid: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist: items in the order they are done."""

    id: str
    title: str
    lead: str
    checked_on: date
    owner: str
    items: tuple[Item, ...]
    next: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a tool.

    `short` names the answer once given. `minimum` and `maximum` bound an integer; `maximum`
    bounds the characters of a text, of one line ("text") or several ("multiline").
    `past` refuses a date after today. `default_from` names the parameter of the law whose
    value is the default.
    `options` are (value, label) pairs of a choice.
    """

    name: str
    type: InputType
    label: str
    short: str = ""
    hint: str = ""
    required: bool = False
    default: str = ""
    default_from: str = ""
    minimum: int | None = None
    maximum: int | None = None
    past: bool = False
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LetterStep:
    """Some fields of a letter that are filled in together."""

    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to fill in: what to know around it, its fields, its words.

    `when`, `before` and `after` are sentences; `send` the ways it may be sent. `head` (who, to
    whom, when), `subject` and `body` hold `{=name}` blanks, filled from the inputs. `without`
    is, by field that may stay empty, what is written in the place of its paragraph then. `steps` part
    the fields, none for a short letter; `office` is whose address at the insurer it goes to, "" for others.
    """

    id: str
    title: str
    lead: str
    checked_on: date
    owner: str
    when: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    send: tuple[str, ...]
    sources: tuple[str, ...]
    inputs: tuple[Input, ...]
    head: tuple[str, ...]
    subject: str
    body: tuple[str, ...]
    next: tuple[Link, ...]
    without: dict[str, str] = field(default_factory=dict)
    steps: tuple[LetterStep, ...] = ()
    office: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that may admit liability: how they are said, why not to write them, what to write.

    `says` are patterns in plain words: `a|b` is one word or the other, `(a)` may be left out,
    `a*` begins with a, `…` is up to three words. `example` is a sentence not to write.
    """

    id: str
    says: tuple[str, ...]
    example: str
    why: str
    safe: str


@dataclass(frozen=True, slots=True)
class RehearsalStep:
    """One step of a conversation: its letter, its name, what it is for."""

    id: str
    letter: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A conversation to prepare: a sentence for each profile, channel and step.

    `profile` and `channel` are the two choices; `lines` is keyed by profile, channel and step.
    """

    id: str
    title: str
    lead: str
    checked_on: date
    owner: str
    profile: Input
    channel: Input
    steps: tuple[RehearsalStep, ...]
    lines: dict[tuple[str, str, str], str]
    sources: tuple[str, ...]
    next: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Preset:
    """The time limit of common contracts: a number, and the unit it is counted in."""

    length: int
    unit: Unit

    @property
    def slug(self) -> str:
        """The last part of its address, stable for ever: "10-jours-ouvres"."""
        return f"{self.length}-{self.unit.replace('_', '-')}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A light page for one situation: three lines, and what it opens.

    `target` is the tool or the page of the situation; `question` stands in place of the tool's own
    where it is not ""; `mail` and `button` are what an e-mail says of it.
    """

    id: str
    title: str
    lines: tuple[str, ...]
    question: str
    target: Link
    sources: tuple[str, ...]
    mail: str
    button: str
    next: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DateWords:
    """How one date of a result is shown: its place on the card, its label, its note.

    `past` is its label once the day is gone, "" where the label holds then too.
    """

    name: str
    role: Literal["main", "limit", "other"]
    label: str
    note: str
    past: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words and inputs of one calculator; its arithmetic is the function `calculator`.

    `overdue_after` names the date of the result after which the reader is late.
    """

    id: str
    title: str
    lead: str
    calculator: str
    overdue_after: str
    checked_on: date
    owner: str
    inputs: tuple[Input, ...]
    dates: tuple[DateWords, ...]
    method: tuple[str, ...]
    debated: tuple[str, ...]
    warnings: dict[str, str]
    headlines: dict[str, str]
    example: dict[str, str]
    example_today: str
    sources: tuple[str, ...]
    next: tuple[Link, ...]
    next_overdue: tuple[Link, ...]
    call: str = ""
    """As for an outcome."""
    late: Late | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """What to do once the limit is gone: whom to call, and what to write, sentence by sentence.

    In a sentence `{=name}` is an answer or a date of the reader, `{=today}` the day of the answer.
    """

    call: str
    write: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must know beside the dates: a code and the values of its sentence.

    `on` is the day on which the values of the law in that sentence are taken, today where it is None.
    """

    code: str
    values: dict[str, str] = field(default_factory=dict)
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Computation:
    """What a calculator returns: dates by public name, their reasons, notices, source ids.

    `headline` is "" or the code of the sentence that stands in place of the date in large.
    `overdue` is None where the reader is late after the date that the tool names.
    """

    dates: dict[str, date]
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...] = ()
    sources: tuple[str, ...] = ()
    headline: str = ""
    overdue: bool | None = None
