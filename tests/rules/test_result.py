"""The types of the API tell the truth: every answer holds what they say, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from macros.branding import schemes
from macros.publish import door_types
from macros.publish.pyodide.trimmed import requests
from macros.rules import api
from macros.rules.result import CaseAdded, CaseMark, CaseRead, CaseView, DoorAnswers, InsurerSettings, Result
from tests.rules.case.test_whole_cases import CASES, view_of

SCHEMES = schemes()
ASKED = [request for request in requests() if "tool" in request]


def misfits(value: Any, wanted: Any, place: str = "") -> Iterator[str]:
    """Yield each place of a value that is not of a type."""
    origin, inside = get_origin(wanted), get_args(wanted)
    if is_typeddict(wanted):
        yield from _of_record(value, get_type_hints(wanted, include_extras=True), place)
    elif origin is NotRequired:
        yield from misfits(value, inside[0], place)
    elif origin is UnionType:
        if all(any(misfits(value, one)) for one in inside):
            yield place
    elif origin is Literal:
        if value not in inside:
            yield place
    elif type(value) is not (origin or wanted):
        yield place
    elif origin in (list, dict):
        named = value.items() if origin is dict else enumerate(value)
        for name, one in named:
            yield from misfits(one, inside[-1], f"{place}.{name}")


def _of_record(value: Any, fields: dict[str, Any], place: str) -> Iterator[str]:
    """Yield the places of a record: itself where it holds a key too few or too many, else those within."""
    needed = {name for name, what in fields.items() if get_origin(what) is not NotRequired}
    if type(value) is not dict or not needed <= set(value) <= set(fields):
        yield place
        return
    for name, one in value.items():
        yield from misfits(one, fields[name], f"{place}.{name}")


@pytest.mark.parametrize("tool", sorted({request["tool"] for request in ASKED}))
def test_every_answer_has_the_shape_of_its_type(tool: str) -> None:
    """Of each tool: nothing, its example, every option, what cannot be read; unknown tools, wrong clocks."""
    for request in ASKED:
        if request["tool"] == tool:
            given = api.answer(tool, request["answers"], today=request["today"])
            assert list(misfits(given, Result)) == [], request


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"status": "ready"}, ".status"),
        ({"dates": {"deadline": 5}}, ".dates.deadline"),
        ({"overdue": 0}, ".overdue"),
        ({"warnings": [{"code": "late"}]}, ".warnings.0"),
        ({"besides": ""}, ""),
    ],
)
def test_another_shape_is_noticed(change: dict[str, Any], place: str) -> None:
    """A status that is none, a day that is no text, a key too few or too many: each is found in its place."""
    assert list(misfits(api.answer("tecrep", {}, today="2026-11-22") | change, Result)) == [place]


def test_what_is_said_of_a_case_has_the_shape_of_its_type() -> None:
    """Cases worked by hand, an empty one, one that holds what it should not: their views and marks."""
    pieces = [{"id": "p", "kind": "policy", "title": "Le contrat", "on": "2026-01-05", "have": True}]
    answers = {"faut-il-declarer": {"received": "unpaid", "unpaid_reason": "no_blame"}}
    whole: dict[str, Any] = {
        "facts": [{"id": "f", "kind": "claimed", "on": "hier", "form": "letter", "pieces": ["p"]}],
        "pieces": pieces,
        "answers": answers,
    }
    told = whole | {"facts": [*whole["facts"], {"id": "g", "also": {"text": ["a"]}, "on": "2026-11-20"}]}
    odd = [api.case_view(case, today="2026-11-27") for case in ({}, whole, told, 5)]
    for view in [*map(view_of, CASES), *odd]:
        assert list(misfits(view, CaseView)) == [], view
    for marks in api.case_watch({"f": "Il est de mauvaise foi !!"}, today="2026-11-27").values():
        assert list(misfits(marks, list[CaseMark])) == []
    added = api.case_add(whole, "prescription-injure", {"published_on": "2026-11-10"}, today="2026-11-27")
    assert list(misfits(added | {"case": {}}, CaseAdded)) == []


@pytest.mark.parametrize("asked", [{}, {"name": "Mutuelle", "light": "#114b3f"}])
def test_the_settings_of_an_insurer_have_the_shape_of_their_type(asked: dict[str, str]) -> None:
    """With problems and without, what the form of an insurer is told is what the types say."""
    whole = {"telephone": "01 23 45 67 89", "claims_email": "sinistres@exemple.fr"}
    for given in (asked, asked | whole):
        settings = api.insurer_settings(given, SCHEMES, today="2026-11-27")
        assert list(misfits(settings, InsurerSettings)) == [], settings


@pytest.mark.parametrize("text", ["", "[]", '{"version": 1, "facts": [{"id": "f", "on": "?"}]}'])
def test_a_text_read_as_a_case_has_the_shape_of_its_type(text: str) -> None:
    """A text that is no case, and one that is: what the page is told is what the types say."""
    assert list(misfits(api.case_read(text), CaseRead)) == []


def test_each_request_to_the_door_has_its_type() -> None:
    """What a page may ask for is what the types of the answers name: none is left to be anything."""
    assert set(get_type_hints(DoorAnswers)) == set(api._REQUESTS)


def test_the_types_of_javascript_are_those_of_python() -> None:
    """The declarations that the scripts are checked against were made from the types as they are."""
    assert door_types.FILE.read_text("utf-8") == door_types.door_types()
