"""Files that are no case, or no longer: each refused with its sentence; hostile text stays text."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from macros.rules import api
from tests.rules import strategies

TODAY = "2026-11-26"
WHOLE = json.dumps(
    {"version": 1, "facts": [{"id": "c", "on": "2026-11-25", "kind": "claimed", "text": "Une lettre"}]}
)

REFUSED = {
    "nothing": ("", "empty"),
    "spaces": (" \n\ufeff", "empty"),
    "a_pdf": ("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>", "not_a_case"),
    "words": ("Cher Monsieur,", "not_a_case"),
    "a_list": ("[1, 2]", "not_a_case"),
    "another_json": ('{"name": "package", "scripts": {}}', "not_a_case"),
    "cut_in_the_middle": (WHOLE[: len(WHOLE) // 2], "spoilt"),
    "cut_at_the_end": (WHOLE[:-1], "spoilt"),
    "no_number": ('{"version": 1, "facts": NaN}', "spoilt"),
    "endless_number": ('{"version": 1, "x": ' + "9" * 5000 + "}", "spoilt"),
    "newer": ('{"version": 2, "facts": []}', "newer"),
    "newest": ('{"version": 999999999999, "facts": []}', "newer"),
    "no_version": ('{"version": "un", "facts": []}', "not_a_case"),
    "true_version": ('{"version": true, "facts": []}', "not_a_case"),
    "twenty_megabytes": ('{"version": 1, "facts": "' + "é" * 20_000_000 + '"}', "too_large"),
    "deep_lists": ('{"version": 1, "facts": ' + "[" * 100_000 + "]" * 100_000 + "}", "not_a_case"),
    "deep_objects": ('{"facts":' * 50_000 + "1" + "}" * 50_000, "not_a_case"),
    "never_closed": ('{"facts": ' + '"\\"' * 500_000, "spoilt"),
    "a_number": (12, "not_a_case"),
    "no_text": (None, "not_a_case"),
    "bytes": (b"{}", "not_a_case"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_case_is_refused_with_its_sentence(name: str) -> None:
    """No case, and one problem in a whole sentence."""
    text, code = REFUSED[name]
    started = time.process_time()
    result = api.case_read(text)
    assert result["case"] is None
    assert [one["code"] for one in result["problems"]] == [code]
    assert result["problems"][0]["text"].endswith(".")
    # A hostile file must not hold the page: a reading that grew with its square would take minutes.
    assert time.process_time() - started < 10


def test_all_that_a_device_keeps_holds_its_case() -> None:
    """The file of the page of what is kept opens as the case it has; without one it says so."""
    case = {"version": 1, "facts": [{"id": "c", "kind": "claimed", "on": "2026-04-30"}]}
    records = {"amiable.letter.expose-mediateur": {"version": 1, "fields": {}}, "amiable.case.dossier": case}
    exported = {"version": 1, "made_on": "2026-05-02", "records": records}
    assert api.case_read(json.dumps(exported)) == {"case": case, "problems": []}
    for kept in ({}, {"amiable.case.dossier": "abc"}, {"amiable.case.dossier": None}):
        result = api.case_read(json.dumps(exported | {"records": kept}))
        assert result["case"] is None
        assert [one["code"] for one in result["problems"]] == ["not_a_case"]


def test_an_empty_case_is_a_case() -> None:
    """`{}` is read, seen and merged."""
    assert api.case_read("{}") == {"case": {}, "problems": []}
    assert api.case_view({}, today=TODAY)["status"] == "incomplete"
    assert api.case_merge({}, {}) == {}


@pytest.mark.parametrize("part", ["facts", "pieces", "me", "contract", "answers"])
def test_a_spoilt_part_is_said_and_the_rest_is_there(part: str) -> None:
    """Words in the place of a part: it is left out, with its name, and nothing else is."""
    result = api.case_read(json.dumps({"version": 1, "client": {"name": "Cliente"}, part: "abîmé"}))
    assert result["case"] == {"version": 1, "client": {"name": "Cliente"}}
    assert [(one["field"], one["code"]) for one in result["problems"]] == [(part, "spoilt_part")]


@pytest.mark.parametrize("part", ["facts", "pieces"])
def test_a_row_that_is_no_record_is_said(part: str) -> None:
    """A list with a word among its records comes without it, and the reader hears of it."""
    row = {"id": "a", "text": "Un fait."}
    result = api.case_read(json.dumps({"version": 1, part: [row, "perdu", 3, None]}))
    assert result["case"] == {"version": 1, part: [row]}
    assert [(one["field"], one["code"]) for one in result["problems"]] == [(part, "spoilt_part")]
    assert api.case_read(json.dumps({"version": 1, part: [row]}))["problems"] == []


def test_a_prototype_does_not_come_in() -> None:
    """`__proto__` is dropped at any depth; other unknown keys are given back."""
    fact = '{"id": "c", "__proto__": {}, "garde": 1}'
    text = f'{{"version": 1, "__proto__": {{"a": 1}}, "facts": [{fact}], "plus": [2]}}'
    assert api.case_read(text)["case"] == {"version": 1, "facts": [{"id": "c", "garde": 1}], "plus": [2]}


def deep(levels: int) -> Any:
    nested: Any = 1
    for _ in range(levels):
        nested = {"facts": [nested], "x": nested} if levels < 20 else [nested]
    return nested


def test_what_is_too_deep_is_left_out() -> None:
    """Nested without end, a case is cut: no error of recursion comes out."""
    case = {"facts": [{"id": "c", "kind": "note", "more": deep(50_000)}], "x": deep(50_000)}
    seen = api.case_view(case, today=TODAY)
    assert [one["id"] for one in seen["chronology"]] == ["c"]
    merged = api.case_merge(case, {"facts": [{"id": "c", "kind": "note", "more": deep(60_000)}]})
    json.dumps(merged)


@pytest.mark.parametrize("text", strategies.HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """In every field: bounded, never filled in, never a date."""
    fields = ("on", "kind", "text", "form", "request", "to", "title", "pieces")
    fact = {"id": "c", **dict.fromkeys(fields, text)}
    case = {
        "me": {"name": text},
        "contract": {"insurer": text, "length": text, "zone": text},
        "facts": [fact, {"id": text or "x", "kind": "claimed", "on": "2026-11-25", "text": text}],
        "pieces": [{"id": text or "p", "kind": text, "title": text, "on": text, "have": text}],
    }
    seen = api.case_view(case, today=TODAY)
    told = next(one for one in seen["chronology"] if one["kind"] == "claimed")
    assert told["text"] == text.strip()[:20_000]
    for letter in seen["documents"]:
        problems = api.answer(letter["id"], letter["answers"], today=TODAY)["problems"]
        assert "too_long" not in [one["code"] for one in problems if one["field"] != "signed"]
    file = seen["exhibits"][0]["file"]
    assert len(file) < 70
    assert set(file) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")


@pytest.mark.parametrize(
    ("on", "code"),
    [
        ("hier", "unreadable_date"),
        ("aujourd’hui", "unreadable_date"),
        ("31/02/2026", "unreadable_date"),
        ("2026-13-01", "unreadable_date"),
        ("1999-12-31", "date_out_of_range"),
        ("9999-12-31", "date_out_of_range"),
    ],
)
def test_a_date_that_is_none_feeds_nothing(on: str, code: str) -> None:
    """A word for a day would drift, and an impossible day is none: the fact is kept, without a date."""
    seen = api.case_view({"facts": [{"id": "c", "kind": "claimed", "on": on}]}, today=TODAY)
    assert seen["timeline"] == []
    assert [(one["field"], one["code"]) for one in seen["problems"]] == [("facts.c.on", code)]
    assert seen["chronology"][0]["on"] == ""


def test_dates_as_people_type_them_are_read() -> None:
    """A file written by hand may say 25/11/2026."""
    seen = api.case_view({"facts": [{"id": "c", "kind": "claimed", "on": "25/11/2026"}]}, today=TODAY)
    assert [(one["date"], one["limit"]) for one in seen["timeline"]] == [("2026-12-01", "2026-12-02")]


def test_a_kind_from_another_version_is_kept_as_a_note() -> None:
    """An unknown kind is told in the chronology, and said."""
    seen = api.case_view({"facts": [{"id": "c", "kind": "nouveau", "on": "2026-11-25"}]}, today=TODAY)
    assert [one["kind"] for one in seen["chronology"]] == ["note"]
    assert [one["code"] for one in seen["problems"]] == ["unknown_kind"]


def test_a_record_in_two_lists_is_read_as_each_wants() -> None:
    """The same record among the facts and among the exhibits, in one case or in two, is one of each."""
    record = {"id": "a", "text": "Une lettre"}
    for case in ({"pieces": [record], "facts": [record]}, {"facts": [record]}, {"pieces": [record]}):
        seen = api.case_view(case, today=TODAY)
        assert len(seen["chronology"]) == len(case.get("facts", ())), case
        assert len(seen["exhibits"]) == len(case.get("pieces", ())), case


def test_a_file_of_thousands_of_facts_is_seen_in_a_moment() -> None:
    """Of the same fact, over and over, each is warned of: the time that takes grows as the file does."""
    facts = [{"id": str(n), "kind": "note", "on": "2026-01-01", "text": "x"} for n in range(16_000)]
    began = time.process_time()
    view = api.case_view({"version": 1, "facts": facts}, today=TODAY)
    assert time.process_time() - began < 5
    assert len(view["warnings"]) == len(facts) - 1


def test_a_wrong_clock_raises_nothing() -> None:
    """Before the first value of the law, and after the verified calendar, there is still a view."""
    for today in ("1999-01-01", "2010-06-01", "2099-01-01"):
        assert api.case_view(json.loads(WHOLE), today=today)["next"]["text"]


def test_the_worker_asks_by_the_same_door() -> None:
    """The three functions answer through `handle` too."""
    case = json.loads(WHOLE)
    asked = {"case_view": case, "today": TODAY}
    assert json.loads(api.handle(json.dumps(asked))) == api.case_view(case, today=TODAY)
    assert json.loads(api.handle(json.dumps({"case_merge": [case, {}]}))) == case
    assert json.loads(api.handle(json.dumps({"case_read": WHOLE}))) == {"case": case, "problems": []}
