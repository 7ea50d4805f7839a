"""Reading the rules' data: TOML in, the shapes of `model` out. Only this module knows the format.

The data are assumed checked (`check` lists every mistake before a build): what is missing here
raises KeyError. A text may hold `{parameter}` and `{law:source}`, resolved by `params`, and
`{=value}`, filled when a calculator answers.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from .model import (
    Asked,
    Carried,
    Checklist,
    DateWords,
    Deadline,
    Entry,
    Holiday,
    Input,
    Item,
    Kind,
    Late,
    Letter,
    LetterStep,
    Link,
    Note,
    Option,
    Outcome,
    Parameter,
    Phrase,
    Preset,
    Question,
    Rehearsal,
    RehearsalStep,
    Source,
    Tree,
    Unit,
    Value,
    When,
)

_DATA = files(__package__) / "data"
FOLDERS: dict[Kind, str] = {
    "deadline": "deadlines",
    "tree": "trees",
    "checklist": "checklists",
    "letter": "letters",
    "rehearsal": "rehearsals",
}

LONGEST = 20_000
"""The most characters that a text field takes."""


def read(path: str) -> dict[str, Any]:
    """Return a TOML file of the data folder as a dict. Raises FileNotFoundError, TOMLDecodeError."""
    return tomllib.loads((_DATA / path).read_text(encoding="utf-8"))


@cache
def tool_ids() -> dict[str, Kind]:
    """Return the id of every tool with its kind, in the order of the folders, then of the alphabet."""
    return {
        entry.name.removesuffix(".toml"): kind
        for kind, folder in FOLDERS.items()
        for entry in sorted((_DATA / folder).iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    }


@cache
def strings() -> dict[str, Any]:
    """Return what the rules say whatever the tool, by table."""
    return read("strings.toml")


@cache
def sources() -> dict[str, Source]:
    """Return every source by id."""
    return {id: Source(id=id, **record) for id, record in read("law/sources.toml").items()}


@cache
def parameters() -> dict[str, Parameter]:
    """Return every parameter of the law by id, its values oldest first."""
    return {id: _parameter(id, record) for id, record in read("law/parameters.toml").items()}


@cache
def holidays() -> dict[str, Holiday]:
    """Return the record of every public holiday by id."""
    records = read("law/holidays.toml")["holiday"]
    return {id: Holiday(id, record["name"], record["source"]) for id, record in records.items()}


@cache
def verified() -> dict[str, Any]:
    """Return the first and last day of the verified calendar: {"first": date, "last": date, …}."""
    years: dict[str, Any] = read("law/holidays.toml")["verified"]
    return years


@cache
def step_sources() -> dict[str, str]:
    """Return the source of each kind of step that has one, by the name of its sentence."""
    sources: dict[str, str] = read("law/steps.toml")["source"]
    return sources


@cache
def deadline(id: str) -> Deadline:
    """Return the words and inputs of a calculator."""
    raw = read(f"deadlines/{id}.toml")
    return Deadline(
        id=id,
        title=raw["title"],
        lead=raw["lead"],
        calculator=raw["calculator"],
        overdue_after=raw["overdue_after"],
        checked_on=raw["checked_on"],
        owner=raw["owner"],
        inputs=tuple(_input(name, record) for name, record in raw["input"].items()),
        dates=tuple(
            DateWords(name, record["role"], record["label"], record.get("note", ""), record.get("past", ""))
            for name, record in raw["date"].items()
        ),
        method=tuple(raw["method"]),
        debated=tuple(raw["debated"]),
        warnings=raw.get("warning", {}),
        headlines=raw.get("headline", {}),
        example=raw["example"]["answers"],
        example_today=raw["example"]["today"].isoformat(),
        sources=tuple(raw["sources"]),
        next=_links(raw.get("next", ())),
        next_overdue=_links(raw.get("next_overdue", ())),
        call=raw.get("call", ""),
        late=Late(raw["late"]["call"], tuple(raw["late"].get("write", ()))) if "late" in raw else None,
    )


@cache
def tree(id: str) -> Tree:
    """Return a decision tree, its nodes in the order of the file."""
    raw = read(f"trees/{id}.toml")
    return Tree(
        id=id,
        title=raw["title"],
        lead=raw["lead"],
        start=raw["start"],
        checked_on=raw["checked_on"],
        owner=raw["owner"],
        questions={name: _question(name, record) for name, record in raw["question"].items()},
        outcomes={name: _outcome(name, record) for name, record in raw["outcome"].items()},
    )


@cache
def checklist(id: str) -> Checklist:
    """Return a checklist, its items in order."""
    raw = read(f"checklists/{id}.toml")
    return Checklist(
        id=id,
        title=raw["title"],
        lead=raw["lead"],
        checked_on=raw["checked_on"],
        owner=raw["owner"],
        items=tuple(_item(record) for record in raw["item"]),
        next=_links(raw.get("next", ())),
    )


@cache
def letter(id: str) -> Letter:
    """Return a letter, its fields in the order they are asked for."""
    raw = read(f"letters/{id}.toml")
    return Letter(
        id=id,
        title=raw["title"],
        lead=raw["lead"],
        checked_on=raw["checked_on"],
        owner=raw["owner"],
        when=tuple(raw["when"]),
        before=tuple(raw["before"]),
        after=tuple(raw["after"]),
        send=tuple(raw["send"]),
        sources=tuple(raw["sources"]),
        inputs=tuple(_field(name, record) for name, record in raw["field"].items()),
        head=tuple(raw.get("head", ())),
        subject=raw["subject"],
        body=tuple(raw["body"]),
        next=_links(raw.get("next", ())),
        without=raw.get("without", {}),
        steps=tuple(LetterStep(one["title"], tuple(one["fields"])) for one in raw.get("step", ())),
        office=raw.get("office", ""),
    )


@cache
def rehearsal(id: str) -> Rehearsal:
    """Return a conversation to prepare, its steps in order."""
    raw = read(f"rehearsals/{id}.toml")
    return Rehearsal(
        id=id,
        title=raw["title"],
        lead=raw["lead"],
        checked_on=raw["checked_on"],
        owner=raw["owner"],
        profile=_input("profile", raw["profile"] | {"type": "choice", "required": True}),
        channel=_input("channel", raw["channel"] | {"type": "choice", "required": True}),
        steps=tuple(RehearsalStep(**step) for step in raw["step"]),
        lines={
            (profile, channel, step): line
            for profile, channels in raw["lines"].items()
            for channel, steps in channels.items()
            for step, line in steps.items()
        },
        sources=tuple(raw["sources"]),
        next=_links(raw.get("next", ())),
    )


@cache
def admissions() -> tuple[Phrase, ...]:
    """Return the phrases that may admit liability, in order."""
    return tuple(
        Phrase(id, tuple(record["says"]), record["example"], record["why"], record["safe"])
        for id, record in read("admissions.toml")["phrase"].items()
    )


@cache
def wording() -> dict[str, Any]:
    """Return the rules of the wording watch, by table."""
    return read("wording.toml")


@cache
def case() -> dict[str, Any]:
    """Return what the case is made of: kinds of facts, dates, letters and words, by table."""
    return read("case.toml")


@cache
def entries() -> dict[str, Entry]:
    """Return the entry page of every situation, in the order of the home page."""
    records = read("entries.toml")["entry"]
    return {one["id"]: _door(one, records[one["id"]]) for one in read("situations.toml")["situation"]}


@cache
def presets() -> tuple[Preset, ...]:
    """Return the time limits that have an address of their own."""
    return tuple(Preset(one["length"], Unit(one["unit"])) for one in read("entries.toml")["preset"])


def _door(situation: dict[str, Any], record: dict[str, Any]) -> Entry:
    return Entry(
        id=situation["id"],
        title=record["title"],
        lines=tuple(record["lines"]),
        question=record.get("question", ""),
        target=Link(record["button"], situation.get("tool", ""), situation.get("page", "")),
        sources=tuple(record.get("sources", ())),
        mail=record["mail"],
        button=record["button"],
        next=_links(record["next"]),
    )


def _parameter(id: str, record: dict[str, Any]) -> Parameter:
    values = (
        Value(
            value=one["value"],
            valid_from=one["valid_from"],
            valid_until=one.get("valid_until"),
            source=one["source"],
            checked_on=one["checked_on"],
            read_until=one.get("read_until"),
        )
        for one in record["value"]
    )
    ordered = tuple(sorted(values, key=lambda value: value.valid_from))
    return Parameter(id, record["label"], record["unit"], ordered, record.get("announced", False))


def _input(name: str, record: dict[str, Any]) -> Input:
    return Input(
        name=name,
        type=record["type"],
        label=record["label"],
        short=record["short"],
        hint=record.get("hint", ""),
        required=record.get("required", False),
        default=record.get("default", ""),
        default_from=record.get("default_from", ""),
        minimum=record.get("min"),
        maximum=record.get("max"),
        past=record.get("past", False),
        options=tuple(_choices(record.get("options", ()))),
    )


def _field(name: str, record: dict[str, Any]) -> Input:
    """Return a field of a letter: an input whose short name is its label."""
    field = _input(name, record | {"short": record["label"]})
    return field if field.type == "date" else replace(field, maximum=LONGEST)


def _choices(options: Any) -> list[tuple[str, str]]:
    """Return (value, label) pairs: written in the tool, or the shared list that a name points to."""
    if isinstance(options, str):
        return list(strings()[options].items())
    return [(option["value"], option["label"]) for option in options]


def _links(records: Any) -> tuple[Link, ...]:
    return tuple(
        Link(
            record["text"],
            record.get("tool", ""),
            record.get("page", ""),
            record.get("given", {}),
            tuple(
                Carried(one["from"], one["to"], one.get("values", {})) for one in record.get("carried", ())
            ),
        )
        for record in records
    )


def _question(id: str, record: dict[str, Any]) -> Question:
    return Question(
        id=id,
        text=record["text"],
        hint=record.get("hint", ""),
        look=record.get("look", ""),
        sources=tuple(record.get("sources", ())),
        options=tuple(Option(**option) for option in record["option"]),
    )


def _outcome(id: str, record: dict[str, Any]) -> Outcome:
    return Outcome(
        id=id,
        title=record["title"],
        action=record["action"],
        why=tuple(record["why"]),
        contact=record["contact"],
        sources=tuple(record.get("sources", ())),
        next=_links(record["next"]),
        notes=tuple(Note(_when(note["when"]), note["text"]) for note in record.get("note", ())),
        call=record.get("call", ""),
        asks=_asked(record["asks"]) if "asks" in record else None,
        emergency=tuple(record.get("emergency", ())),
    )


def _asked(record: dict[str, Any]) -> Asked:
    return Asked(
        record["tool"],
        record["input"],
        record["label"],
        record.get("given", {}),
        _when(record["when"]) if "when" in record else None,
    )


def _when(record: dict[str, Any]) -> When:
    return When(record["question"], tuple(record["is"]))


def _item(record: dict[str, Any]) -> Item:
    return Item(
        id=record["id"],
        letter=record.get("letter", ""),
        label=record["label"],
        text=record["text"],
        say=record.get("say", ""),
        avoid=record.get("avoid", ""),
        sources=tuple(record.get("sources", ())),
    )
