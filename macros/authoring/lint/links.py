"""Checking where a tool leads: one target, and answers that its entry accepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from macros.rules.french import parse_date
from macros.rules.model import Refusal

from .advice import nearest
from .codes import EditorProblem
from .deadlines import Lists
from .letters import ANY_DAY
from .project import Document, Project
from .toml_lines import Keys

DONE = "done"
"""What ticks an item of a checklist."""

Link = dict[str, Any]


class InputShape(NamedTuple):
    """What one input of a tool takes: its type, the answers of a choice when they are known."""

    type: str
    options: tuple[str, ...] | None = None


Places = Mapping[str, InputShape]


def check_links(document: Document, project: Project) -> Iterator[EditorProblem]:
    """Yield a link with no target or two, and answers that the target would not accept."""
    lists = Lists(project.single("strings"))
    own = _own(document, lists)
    for keys, link in _links(document):
        if document.kind == "entries":
            own = _of_situation(str(keys[1]), project, lists)
        if ("tool" in link) == ("page" in link):
            yield document.problem("S009", keys)
        elif "page" in link:
            for name in ("given", "carried"):
                if name in link:
                    yield document.problem("S016", (*keys, name), page=link["page"])
        else:
            there = places(link["tool"], project, lists)
            yield from _given(document, keys, link, there)
            yield from _carried(document, keys, link, own, there)
    for id, outcome in document.data.get("outcome", {}).items():
        if "asks" in outcome:
            yield from _asks(document, ("outcome", id, "asks"), outcome["asks"], project, lists)


def _asks(
    document: Document, keys: Keys, asks: Link, project: Project, lists: Lists
) -> Iterator[EditorProblem]:
    """Yield what keeps an outcome from asking an input of a calculator and giving its dates."""
    tool, name = asks.get("tool"), asks.get("input")
    if tool is None or name is None or (there := places(tool, project, lists)) is None:
        return
    is_calculator = any(one.stem == tool and one.kind == "deadline" for one in project.documents)
    dates = [id for id, place in there.items() if is_calculator and place.type == "date"]
    if name not in dates:
        advice = nearest(name, dates)
        yield document.problem("T016", (*keys, "input"), input=name, tool=tool, advice=advice)
    yield from _given(document, keys, asks, there)


def _links(document: Document) -> Iterator[tuple[Keys, Link]]:
    """Yield every link of a file: where it is, and its table."""
    # The next thing to do in a case leads to a tool, or nowhere.
    for name in ("next", "next_overdue", "situation") if document.kind != "case" else ():
        for number, link in enumerate(document.data.get(name, [])):
            yield (name, number), link
    for table in ("outcome", "entry"):
        if document.kind in ("tree", "entries"):
            for id, holder in document.data.get(table, {}).items():
                for number, link in enumerate(holder.get("next", [])):
                    yield (table, id, "next", number), link


def places(id: str, project: Project, lists: Lists) -> Places | None:
    """Return what the inputs of a tool take; None for a tool that has no file, said elsewhere."""
    found = [one for one in project.documents if one.stem == id and one.kind in _PLACES]
    return _PLACES[found[0].kind](found[0].data, lists) if found else None


def _own(document: Document, lists: Lists) -> Places:
    """Return what a tool can hand over: its answers, and the dates that it computes."""
    places = _PLACES[document.kind](document.data, lists) if document.kind in _PLACES else {}
    dates = document.data.get("date", {}) if document.kind == "deadline" else {}
    return {**places, **{name: InputShape("date") for name in dates}}


def _of_situation(id: str, project: Project, lists: Lists) -> Places:
    """Return what the entry of a situation can hand over: the answers of the tool that it opens."""
    situations = (project.single("situations") or {}).get("situation", ())
    tools = [one["tool"] for one in situations if one.get("id") == id and "tool" in one]
    return (places(tools[0], project, lists) if tools else None) or {}


def _of_tree(data: dict[str, Any], _lists: Lists) -> Places:
    questions = {
        id: InputShape("choice", _values(question.get("option", ())))
        for id, question in data.get("question", {}).items()
    }
    asked = [one["asks"].get("input", "") for one in data.get("outcome", {}).values() if "asks" in one]
    return {**{name: InputShape("date") for name in asked}, **questions}


def _of_checklist(data: dict[str, Any], _lists: Lists) -> Places:
    return {item["id"]: InputShape("choice", (DONE,)) for item in data.get("item", ()) if "id" in item}


def _of_deadline(data: dict[str, Any], lists: Lists) -> Places:
    return {
        name: InputShape(one.get("type", ""), lists.of(one) if one.get("type") == "choice" else None)
        for name, one in data.get("input", {}).items()
    }


def _of_letter(data: dict[str, Any], _lists: Lists) -> Places:
    return {name: InputShape(one.get("type", "")) for name, one in data.get("field", {}).items()}


def _of_rehearsal(data: dict[str, Any], _lists: Lists) -> Places:
    return {
        name: InputShape("choice", _values(data.get(name, {}).get("options", ())))
        for name in ("profile", "channel")
    }


_PLACES = {
    "tree": _of_tree,
    "checklist": _of_checklist,
    "deadline": _of_deadline,
    "letter": _of_letter,
    "rehearsal": _of_rehearsal,
}


def _values(options: Any) -> tuple[str, ...]:
    return tuple(option["value"] for option in options if "value" in option)


def _given(document: Document, keys: Keys, link: Link, there: Places | None) -> Iterator[EditorProblem]:
    for name, value in link.get("given", {}).items():
        yield from _handed(document, (*keys, "given", name), (name, value), link["tool"], there)


def _carried(
    document: Document, keys: Keys, link: Link, own: Places, there: Places | None
) -> Iterator[EditorProblem]:
    for number, one in enumerate(link.get("carried", ())):
        at: Keys = (*keys, "carried", number)
        origin, to, values = one.get("from"), one.get("to"), one.get("values", {})
        if origin is None or to is None:
            continue
        if origin not in own:
            yield document.problem("S019", (*at, "from"), name=origin, advice=nearest(origin, own))
            continue
        for value, handed in values.items():
            options = own[origin].options
            if options is not None and value not in options:
                advice = nearest(value, options)
                yield document.problem(
                    "S023", (*at, "values", value), name=origin, value=value, advice=advice
                )
            yield from _handed(document, (*at, "values", value), (to, handed), link["tool"], there)
        if not values:
            yield from _as_it_is(document, at, (origin, to), link["tool"], own, there)


def _handed(
    document: Document, at: Keys, answer: tuple[str, str], tool: str, there: Places | None
) -> Iterator[EditorProblem]:
    """Yield an answer that the target has no input for, or that this input does not take."""
    name, value = answer
    if there is None:
        return
    if name not in there:
        yield document.problem("S017", at, name=name, tool=tool, advice=nearest(name, there))
    elif not _takes(there[name], value):
        advice = nearest(value, there[name].options or ("aujourd’hui",))
        yield document.problem("S018", at, name=name, tool=tool, value=value, advice=advice)


def _takes(place: InputShape, value: str) -> bool:
    if place.type == "integer":
        return value.isascii() and value.isdigit()
    if place.type in ("date", "dates"):
        try:
            return bool(parse_date(value, ANY_DAY))
        except Refusal:
            return False
    return place.options is None or value in place.options


def _as_it_is(
    document: Document, at: Keys, names: tuple[str, str], tool: str, own: Places, there: Places | None
) -> Iterator[EditorProblem]:
    """Yield an answer handed over without a table, to an input that takes another kind of answer."""
    origin, to = names
    if there is None:
        return
    if to not in there:
        yield document.problem("S017", (*at, "to"), name=to, tool=tool, advice=nearest(to, there))
        return
    here, place = own[origin], there[to]
    # The words that a reader types stay where they were typed: an address is kept, and shared.
    same = (here.type == place.type and here.type not in ("text", "multiline")) or (
        here.type,
        place.type,
    ) == ("date", "dates")
    if not same or not set(here.options or ()) <= set(place.options or here.options or ()):
        yield document.problem("S022", at, name=origin, to=to, tool=tool)
