"""The format of the data, as tables: which keys a file may hold, and of which type.

A leaf has one of these kinds: `text` (words for readers, where {parameter} and {law:source} are
filled), `words` (words printed as they stand), `name` (an identifier or an address), `source`,
`tool`, `page`, `parameter` (the id of one), `day`, `integer`, `flag`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Shape = Mapping[str, "Field"]


@dataclass(frozen=True, slots=True)
class Field:
    """What one key may hold.

    `kind` is that of a leaf, "table", "options" (a list of tables or the name of a shared list)
    or "any" (words at any depth). `many` is "list", "named" (a table of free keys) or "".
    `code` is the problem when it is missing, `choices` the only values it may take.
    """

    kind: str
    required: bool
    shape: Shape = field(default_factory=dict)
    many: str = ""
    code: str = "S004"
    choices: tuple[str, ...] = ()


def must(
    kind: str,
    shape: Shape | None = None,
    *,
    many: str = "",
    code: str = "S004",
    choices: tuple[str, ...] = (),
) -> Field:
    """Return a key that is required."""
    return Field(kind, True, shape or {}, many, code, choices)


def may(kind: str, shape: Shape | None = None, *, many: str = "", choices: tuple[str, ...] = ()) -> Field:
    """Return a key that may be left out."""
    return Field(kind, False, shape or {}, many, choices=choices)


UNITS = ("jours_ouvres", "jours_ouvrables", "jours")
"""How a contract counts the days of its time limit."""

HEAD: Shape = {
    "id": must("name"),
    "title": must("words"),
    "lead": must("text"),
    "checked_on": must("day"),
    "owner": must("words"),
}
LINK: Shape = {
    "tool": may("tool"),
    "page": may("page"),
    "text": must("text"),
    # What the tool it leads to already knows: the same for every reader, or from the reader's own
    # answers by an explicit table, never a condition.
    "given": may("name", many="named"),
    "carried": may(
        "table",
        {"from": must("name"), "to": must("name"), "values": may("name", many="named")},
        many="list",
    ),
}

CALLS = ("claims", "complaints", "mediator")
"""The offices of an insurer that a tool may send to: on a site of its own, their numbers stand there."""

OPTION: Shape = {"value": must("name"), "label": must("text"), "next": must("name")}
QUESTION: Shape = {
    "text": must("text"),
    "hint": may("text"),
    "look": may("text"),
    "sources": may("source", many="list"),
    "option": must("table", OPTION, many="list", code="T004"),
}
WHEN: Shape = {"question": must("name"), "is": must("name", many="list")}
OUTCOME: Shape = {
    "title": must("text"),
    "action": must("text"),
    "why": must("text", many="list"),
    "sources": may("source", many="list"),
    "contact": must("text", code="T009"),
    "call": may("name", choices=CALLS),
    "emergency": may("name", many="list", choices=("17", "112")),
    "next": must("table", LINK, many="list", code="T008"),
    "note": may("table", {"when": must("table", WHEN), "text": must("text")}, many="list"),
    # One input of a calculator, asked in the outcome itself: its dates stand there.
    "asks": may(
        "table",
        {
            "tool": must("tool"),
            "input": must("name"),
            "label": must("words"),
            "given": may("name", many="named"),
            "when": may("table", WHEN),
        },
    ),
}
TREE: Shape = {
    **HEAD,
    "start": must("name"),
    "question": must("table", QUESTION, many="named"),
    "outcome": must("table", OUTCOME, many="named"),
}

ITEM: Shape = {
    "id": must("name"),
    "letter": may("words"),
    "label": must("text"),
    "text": must("text"),
    "say": may("text"),
    "avoid": may("text"),
    "sources": may("source", many="list"),
}
CHECKLIST: Shape = {
    **HEAD,
    "item": must("table", ITEM, many="list", code="C001"),
    "next": may("table", LINK, many="list"),
}

INPUT: Shape = {
    "type": must("name", choices=("date", "dates", "integer", "choice")),
    "label": must("words"),
    "short": must("words"),
    "hint": may("text"),
    "required": may("flag"),
    "default": may("name"),
    "default_from": may("parameter"),
    "min": may("integer"),
    "max": may("integer"),
    "past": may("flag"),
    "options": may("options", {"value": must("name"), "label": must("words")}),
}
DATE: Shape = {
    "role": must("name", choices=("main", "limit", "other")),
    "label": must("words"),
    "note": may("words"),
    "past": may("words"),
}
DEADLINE: Shape = {
    **HEAD,
    "calculator": must("name"),
    "overdue_after": must("name"),
    "call": may("name", choices=CALLS),
    "sources": must("source", many="list"),
    "method": must("text", many="list"),
    "debated": must("text", many="list"),
    "input": must("table", INPUT, many="named"),
    "date": must("table", DATE, many="named"),
    "headline": may("words", many="named"),
    "warning": may("text", many="named"),
    "late": may("table", {"call": must("text"), "write": may("text", many="list")}),
    "example": must("table", {"today": must("day"), "answers": must("name", many="named")}),
    "next": may("table", LINK, many="list"),
    "next_overdue": may("table", LINK, many="list"),
}

FIELD: Shape = {
    "type": must("name", choices=("text", "multiline", "date")),
    "label": must("words"),
    "hint": may("text"),
    "required": may("flag"),
    "default": may("words"),
}
SENDING = ("registered", "hand", "portal", "email", "post", "form")
LETTER: Shape = {
    **HEAD,
    "when": must("text", many="list"),
    "before": must("text", many="list"),
    "after": must("text", many="list"),
    "send": must("name", many="list", choices=SENDING),
    "sources": must("source", many="list"),
    "field": must("table", FIELD, many="named"),
    "head": may("text", many="list"),
    "subject": must("text"),
    "body": must("text", many="list"),
    "without": may("text", many="named"),
    "step": may("table", {"title": must("words"), "fields": must("name", many="list")}, many="list"),
    "office": may("name", choices=("claims", "complaints")),
    "next": may("table", LINK, many="list"),
}

PROFILES = ("angry", "aggressive", "meticulous", "worried")
CHANNELS = ("face_to_face", "phone", "email", "review")
STEPS = ("listen", "restate", "empathise", "thank", "explore", "act")
_CHOICE: Shape = {
    "label": must("words"),
    "short": must("words"),
    "options": must("table", {"value": must("name"), "label": must("words")}, many="list"),
}
_LINES: Shape = {step: must("text") for step in STEPS}
REHEARSAL: Shape = {
    **HEAD,
    "sources": must("source", many="list"),
    "profile": must("table", _CHOICE),
    "channel": must("table", _CHOICE),
    "step": must(
        "table",
        {
            "id": must("name", choices=STEPS),
            "letter": must("words"),
            "label": must("words"),
            "hint": must("words"),
        },
        many="list",
    ),
    # A sentence for each profile, channel and step: one that is missing is a missing key.
    "lines": must(
        "table",
        {
            profile: must("table", {channel: must("table", _LINES) for channel in CHANNELS})
            for profile in PROFILES
        },
    ),
    "next": may("table", LINK, many="list"),
}

PHRASE: Shape = {
    "says": must("words", many="list"),
    "example": must("words"),
    "why": must("text"),
    "safe": must("text"),
}

TERM: Shape = {
    "word": must("words"),
    "forms": may("name", many="list"),
    "text": must("text"),
    "sources": may("source", many="list"),
    "tool": may("tool"),
}

_OFFICE: Shape = {"email": may("name"), "address": may("name", many="list")}
INSURER: Shape = {
    "name": must("words"),
    "logo": may("name"),
    "telephone": must("name"),
    "hours": may("words"),
    "feedback": may("name"),
    "mediator_for_professionals": may("flag"),
    "embedders": may("name", many="list"),
    "colours": must("table", {"light": must("name"), "dark": must("name")}),
    "claims": must("table", {**_OFFICE, "email": must("name")}),
    "complaints": may("table", _OFFICE),
    "contract": may("table", {"length": must("integer"), "unit": must("name", choices=UNITS)}),
}

SITUATION: Shape = {
    "id": must("name"),
    "label": must("words"),
    "hint": must("words"),
    "tool": may("tool"),
    "page": may("page"),
}

PRESET: Shape = {
    "length": must("integer"),
    "unit": must("name", choices=("jours_ouvres", "jours_ouvrables", "jours")),
}
DOOR: Shape = {
    "title": must("words"),
    "lines": must("text", many="list"),
    "question": may("words"),
    "sources": may("source", many="list"),
    "mail": must("words"),
    "button": must("words"),
    "next": must("table", LINK, many="list"),
}

SOURCE: Shape = {
    "title": must("words"),
    "short": must("words"),
    "url": may("name"),
    "where": may("words"),
    "version": may("words"),
    "checked_on": must("day"),
    "status": must("name"),
    "about": must("words"),
}
VALUE: Shape = {
    "value": must("integer", code="L001"),
    "valid_from": must("day", code="L001"),
    "valid_until": may("day"),
    "read_until": may("day"),
    "source": must("source", code="L001"),
    "checked_on": must("day", code="L001"),
}
PARAMETER: Shape = {
    "label": must("words"),
    "unit": must("name"),
    "announced": may("flag"),
    "value": must("table", VALUE, many="list"),
}
YEARS: Shape = {
    "first": must("day"),
    "last": must("day"),
    "source": must("source"),
    "checked_on": must("day"),
}
HOLIDAY: Shape = {
    "name": must("words"),
    "zones": must("name", many="list"),
    "source": must("source"),
    "checked_on": must("day"),
}

ASKED: Shape = {
    "type": must("name", choices=("text", "integer", "choice")),
    "label": must("words"),
    "options": may("table", {"value": must("name"), "label": must("words"), "as": may("words")}, many="list"),
}
FACT_KIND: Shape = {
    "label": must("words"),
    "short": must("words"),
    "group": must("name"),
    "feeds": must("words"),
    "ahead": may("flag"),
    "state": may("name"),
    "asks": may("table", {"tool": must("tool"), "input": must("name"), "items": must("name", many="list")}),
    "ask": may("table", ASKED, many="named"),
}
CASE_ITEM: Shape = {
    "tool": may("tool"),
    "role": may("name"),
    "limit": may("name"),
    "from": may("name"),
    "label": must("words"),
    "todo": may("words"),
    "late": may("words"),
    "does": may("tool"),
    "mine": may("flag"),
    "saved": may("flag"),
    "fleeting": may("flag"),
    "sources": may("source", many="list"),
}
CASE: Shape = {
    "version": must("integer"),
    "soon": must("integer"),
    "doubts": may("name", many="list"),
    "shelf": must("tool"),
    "kind": must("table", FACT_KIND, many="named"),
    "group": must("words", many="named"),
    "item": must("table", CASE_ITEM, many="named"),
    "state": must("words", many="named"),
    "waiting": may(
        "table",
        {"unless": must("name"), "label": must("words"), "text": must("text"), "tool": must("tool")},
        many="list",
    ),
    "next": must(
        "table",
        {
            "when": must("name"),
            "text": must("words"),
            "why": must("words"),
            "tool": may("tool"),
            "item": may("name"),
        },
        many="list",
    ),
    "document": must(
        "table", {"id": must("tool"), "when": must("name", many="list"), "why": must("words")}, many="list"
    ),
    "piece": must("table", {"label": must("words"), "slug": must("name"), "item": may("name")}, many="named"),
    "letter": must("any"),
    "fills": may("any"),
    "adds": may("any"),
    "word": must("any"),
    "warning": must("text", many="named"),
    "problem": must("any"),
    "summary": must("any"),
    "ics": must("any"),
}
WORDING_RULE: Shape = {
    "why": must("text"),
    "safe": must("text"),
    "says": may("name", many="list"),
    "not_before": may("name", many="list"),
    "words": may("name", many="list"),
}

# A whole file, by its kind. Where every key is a name, the file is one table of free keys.
FILES: dict[str, Field] = {
    "tree": must("table", TREE),
    "checklist": must("table", CHECKLIST),
    "deadline": must("table", DEADLINE),
    "letter": must("table", LETTER),
    "rehearsal": must("table", REHEARSAL),
    "admissions": must(
        "table",
        {
            "checked_on": must("day"),
            "owner": must("words"),
            "phrase": must("table", PHRASE, many="named"),
        },
    ),
    "situations": must("table", {"situation": must("table", SITUATION, many="list")}),
    "insurer": must("table", INSURER),
    "redirects": must(
        "table",
        {"redirect": may("table", {"from": must("name"), "page": must("page")}, many="list")},
    ),
    "entries": must(
        "table",
        {
            "preset": must("table", PRESET, many="list"),
            "entry": must("table", DOOR, many="named"),
        },
    ),
    "glossary": must("table", TERM, many="named"),
    "sources": must("table", SOURCE, many="named"),
    "parameters": must("table", PARAMETER, many="named"),
    "holidays": must(
        "table", {"verified": must("table", YEARS), "holiday": must("table", HOLIDAY, many="named")}
    ),
    "steps": must("table", {"source": must("source", many="named")}),
    "case": must("table", CASE),
    "wording": must("table", {"rule": must("table", WORDING_RULE, many="named")}),
    "strings": must("any"),
    "words": must("any"),
}
