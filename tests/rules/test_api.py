"""The door: what it promises to the pages, to the browser and to whoever writes a link."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules import __version__, api, french
from macros.rules import data as rules_data
from macros.rules.french import date_text
from macros.rules.model import PACIFIC
from tests.rules import door
from tests.rules.strategies import HOSTILE, json_values

TODAY = "2026-05-02"
FIRST, LAST = date(2000, 1, 1), date(2050, 12, 31)

TOOLS = [tool["id"] for tool in api.tools()]
KINDS = {tool["id"]: tool["kind"] for tool in api.tools()}
CALCULATORS = [id for id in TOOLS if KINDS[id] == "deadline"]
# These give back what the reader wrote, as it was written.
WRITTEN = [id for id in TOOLS if KINDS[id] in ("letter", "rehearsal")]

# The names that links and saved answers hold: public, and stable for ever.
ZONES = [
    "metropole",
    "alsace-moselle",
    "alsace-moselle-sans-temple",
    "guadeloupe",
    "martinique",
    "guyane",
    "la-reunion",
    "mayotte",
    "saint-barthelemy",
    "saint-martin",
]
UNITS = ["jours_ouvres", "jours_ouvrables", "jours", "semaines", "mois", "annees"]
INPUTS = {
    "compter-un-delai": ["start", "length", "unit", "zone", "rollover"],
    "delai-declaration": ["received_on", "length", "unit", "zone"],
    "suivi-reclamation": ["sent_on", "answered_on", "zone"],
    "issue-mediation": ["notified_on"],
    "prescription-biennale": ["trigger", "trigger_on", "lrar_sent_on", "suspended_on", "resumed_on"],
    "prescription-injure": ["published_on"],
    "impaye": [
        "performed_on",
        "client",
        "terms_days",
        "terms_from",
        "invoiced_on",
        "order_on",
        "served_on",
    ],
}
DATES = {
    "compter-un-delai": {"deadline", "safe_date", "deadline_642"},
    "delai-declaration": {"deadline", "safe_date", "legal_floor"},
    "suivi-reclamation": {
        "acknowledgement_due",
        "answer_due",
        "mediator_from",
        "mediator_until",
        "safe_date",
    },
    "issue-mediation": {"outcome_due"},
    "prescription-biennale": {"deadline", "safe_date"},
    "prescription-injure": {"deadline", "safe_date"},
    "impaye": {
        "payment_due",
        "penalties_from",
        "service_due",
        "service_due_642",
        "opposition_due",
        "opposition_due_642",
        "enforcement_after",
        "enforcement_after_642",
        "claim_deadline",
        "claim_safe_date",
    },
}

HOUSE = {
    "tool",
    "version",
    "status",
    "answers",
    "dates",
    "overdue",
    "steps",
    "sources",
    "warnings",
    "problems",
    "next",
    "code",
    "display",
}
BY_KIND = {
    "deadline": set(),
    "checklist": {"items", "done", "total"},
    "letter": {"letter", "admissions"},
    "rehearsal": {"lines", "admissions"},
    "question": {"node", "kind", "path", "title", "text", "options"},
    "outcome": {"node", "kind", "path", "title", "text"},
}

Result = dict[str, Any]


def asked(tool: str, **answers: object) -> Result:
    return api.answer(tool, answers, today=TODAY)


def texts(value: object) -> Iterator[str]:
    """Yield every text of a JSON value, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def assert_is_a_result(result: Result) -> None:
    """Check that a result has the keys and types that the pages rely on, and is ready for JSON."""
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    kind = KINDS.get(result["tool"], "deadline")
    expected = BY_KIND[result.get("kind", "") or kind] if kind == "tree" else BY_KIND[kind]
    assert result.keys() == HOUSE | expected
    assert result["version"] == __version__
    assert result["status"] in ("answered", "incomplete", "invalid", "refused")
    assert isinstance(result["overdue"], bool)
    assert all(isinstance(one, str) for pair in result["answers"].items() for one in pair)
    for day in result["dates"].values():
        date.fromisoformat(day)
    known = {source["id"] for source in result["sources"]}
    for step in result["steps"]:
        assert_is_a_step(step, known, set(result["dates"]))
    for source in result["sources"]:
        assert source.keys() == {"id", "title", "url", "where", "version", "checked_on", "status", "about"}
        assert source["status"] in ("text", "secondary")
        date.fromisoformat(source["checked_on"])
    for warning in result["warnings"]:
        assert warning.keys() == {"code", "text"}
    for problem in result["problems"]:
        assert problem.keys() == {"field", "code", "text"}
        assert problem["text"]
        assert problem["field"] in {"", "tool", *fields(result["tool"])}
    for link in result["next"]:
        assert len(link.keys() & {"tool", "page"}) == 1
        assert link.keys() <= {"tool", "page", "text", "answers", "address"}
        assert link["text"]
    assert_is_a_display(result)
    if result["tool"] not in WRITTEN:
        assert not [text for text in texts(result | {"tool": ""}) if "{" in text or "}" in text]


def fields(tool: str) -> list[str]:
    """Return the names of the fields that a problem of a tool may have."""
    if tool in WRITTEN:
        return [one["name"] for one in api.describe(tool)["inputs"]]
    return INPUTS.get(tool, [])


def assert_is_a_step(step: Result, known: set[str], dates: set[str]) -> None:
    assert step.keys() == {"date", "role", "n", "text", "source", "of", "weekday", "label", "reason"}
    assert step["role"] in ("start", "counted", "skipped", "moved", "end")
    assert (step["role"] == "counted") == (step["n"] is not None)
    assert step["weekday"] == date.fromisoformat(step["date"]).isoweekday()
    assert step["source"] is None or step["source"] in known
    assert step["of"] in dates
    assert step["text"]
    assert step["label"]


def assert_is_a_display(result: Result) -> None:
    display = result["display"]
    assert display.keys() == {
        *("headline", "main", "lines", "dates", "counts", "answers", "debated", "sources", "next"),
        *("address", "progress", "seal", "seal_words", "rail", "late"),
    }
    assert display["headline"] is None or display["headline"]
    for one in display["answers"]:
        assert one.keys() == {"name", "label", "text"}
        assert one["name"] in result["answers"]
    for one in display["dates"]:
        assert one.keys() == {"name", "role", "label", "text", "day", "year", "note", "iso", "colon"}
        assert one["role"] in ("main", "limit", "other")
        day = date.fromisoformat(one["iso"])
        assert one["iso"] == result["dates"][one["name"]]
        assert one["text"] == date_text(day) == f"{one['day']} {one['year']}"
    assert {one["name"] for one in display["dates"]} == result["dates"].keys()
    in_large = [display["main"]] if display["main"] else []
    assert sorted(one["iso"] for one in [*in_large, *display["lines"]]) == sorted(result["dates"].values())
    assert [one["id"] for one in display["sources"]] == [one["id"] for one in result["sources"]]
    for count in display["counts"]:
        assert count.keys() == {"title", "form", "steps"}
        for sheet in count["steps"]:
            assert sheet.keys() == {
                *("date", "role", "n", "weekday", "text", "day", "month", "mark", "reason"),
            }


# The tools


def test_tools_are_listed() -> None:
    """Each tool is listed once, with its kind and its title."""
    assert all(tool.keys() == {"id", "kind", "title", "address"} for tool in api.tools())
    assert len(set(TOOLS)) == len(TOOLS)
    assert set(KINDS.values()) == {"deadline", "tree", "checklist", "letter", "rehearsal"}
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", id) for id in TOOLS)


def test_calculators_are_those_of_the_contract() -> None:
    """The calculators are the seven whose names are public."""
    assert set(CALCULATORS) == INPUTS.keys() == DATES.keys()


@pytest.mark.parametrize("tool", TOOLS)
def test_tool_is_described(tool: str) -> None:
    """Each tool is described as it is listed, with its inputs, and is ready for JSON."""
    described = api.describe(tool, today=TODAY)
    (listed,) = [one for one in api.tools() if one["id"] == tool]
    assert {key: described[key] for key in listed} == listed
    assert described["inputs"]
    assert described["lead"]
    assert json.loads(json.dumps(described)) == described


@pytest.mark.parametrize("tool", TOOLS)
def test_inputs_are_described_whole(tool: str) -> None:
    """Each input has the ten keys of the contract, bounds for numbers and options for choices alone."""
    for one in api.describe(tool, today=TODAY)["inputs"]:
        assert one.keys() == {
            "name", "type", "required", "default", "options", "min", "max", "label", "hint",
        }  # fmt: skip
        assert one["label"]
        assert one["type"] in ("date", "dates", "integer", "choice", "text", "multiline")
        assert bool(one["options"]) == (one["type"] == "choice")
        assert (one["min"] is not None, one["max"] is not None) == ((one["type"] == "integer"),) * 2
        values = [option["value"] for option in one["options"]]
        assert len(set(values)) == len(values)
        assert not one["default"] or not values or one["default"] in values
        assert not (one["required"] and one["default"])


@pytest.mark.parametrize("tool", TOOLS)
def test_descriptions_are_filled(tool: str) -> None:
    """No text of a description has a place left to fill."""
    assert not [text for text in texts(api.describe(tool, today=TODAY)) if "{" in text or "}" in text]


@pytest.mark.parametrize(
    "tool", ["", "nope", "DELAI-DECLARATION", "../fr", "delai-declaration.toml", "é" * 1000]
)
def test_unknown_tool_is_not_described(tool: str) -> None:
    """Describing a tool that does not exist is an error of the caller."""
    with pytest.raises(LookupError):
        api.describe(tool)


@pytest.mark.parametrize("tool", CALCULATORS)
def test_names_of_inputs_and_dates_are_public(tool: str) -> None:
    """A calculator has the inputs and the dates of the contract, under these names."""
    described = api.describe(tool, today=TODAY)
    assert [one["name"] for one in described["inputs"]] == INPUTS[tool]
    assert {one["name"] for one in described["dates"]} == DATES[tool]


@pytest.mark.parametrize(
    ("tool", "name", "values"),
    [
        ("compter-un-delai", "zone", [*ZONES, *PACIFIC]),
        ("delai-declaration", "zone", [*ZONES, *PACIFIC]),
        ("suivi-reclamation", "zone", [*ZONES, *PACIFIC]),
        ("compter-un-delai", "unit", UNITS),
        ("delai-declaration", "unit", UNITS[:3]),
        ("compter-un-delai", "rollover", ["none", "cpc642"]),
        ("prescription-biennale", "trigger", ["assignation", "paiement_au_tiers", "sinistre_connu"]),
    ],
)
def test_options_are_public(tool: str, name: str, values: list[str]) -> None:
    """A choice has the options of the contract, in its order."""
    (one,) = [one for one in api.describe(tool)["inputs"] if one["name"] == name]
    assert [option["value"] for option in one["options"]] == values


@pytest.mark.parametrize(
    ("tool", "defaults"),
    [
        ("compter-un-delai", {"zone": "metropole", "rollover": "none"}),
        ("delai-declaration", {"length": "5", "unit": "jours_ouvres", "zone": "metropole"}),
        ("suivi-reclamation", {"zone": "metropole"}),
        ("impaye", {"terms_days": "30"}),
    ],
)
def test_defaults_are_public(tool: str, defaults: dict[str, str]) -> None:
    """What is not answered has the default of the contract, and nothing else has one."""
    inputs = api.describe(tool, today=TODAY)["inputs"]
    assert {one["name"]: one["default"] for one in inputs if one["default"]} == defaults


@pytest.mark.parametrize("tool", CALCULATORS)
def test_example_shown_is_answered(tool: str) -> None:
    """The example that a page shows is answered, with the answers it gives."""
    example = api.describe(tool)["example"]
    result = api.answer(tool, example["answers"], today=example["today"])
    assert (result["status"], result["problems"]) == ("answered", [])
    assert example["answers"].items() <= result["answers"].items()
    assert_is_a_result(result)


def test_descriptions_say_the_law_of_the_day() -> None:
    """A description says the values in force on its day: six months to serve an order, then three."""
    before, after = (
        " ".join(api.describe("impaye", today=day)["method"]) for day in ("2026-08-31", "2026-09-01")
    )
    assert "se signifie dans les 6\u00a0mois" in before
    assert "se signifie dans les 3\u00a0mois" in after


# The result


@pytest.mark.parametrize("tool", TOOLS)
def test_nothing_answered_is_a_result(tool: str) -> None:
    """A tool opened without answer has a result: what is missing, the first question, nothing ticked."""
    result = asked(tool)
    assert_is_a_result(result)
    assert result["status"] == ("answered" if KINDS[tool] == "checklist" else "incomplete")
    required = [one["name"] for one in api.describe(tool)["inputs"] if one["required"]]
    assert door.codes(result) == dict.fromkeys(required, "missing")
    assert (result["dates"], result["steps"], result["overdue"]) == ({}, [], False)


@pytest.mark.parametrize(
    ("tool", "answers", "dates"),
    [
        ("delai-declaration", {"received_on": "2026-04-30"}, {"deadline", "safe_date"}),
        ("delai-declaration", {"received_on": "2026-04-30", "length": "2"}, DATES["delai-declaration"]),
        ("suivi-reclamation", {"sent_on": "2026-04-30"}, DATES["suivi-reclamation"]),
        ("issue-mediation", {"notified_on": "2026-04-30"}, DATES["issue-mediation"]),
        (
            "prescription-biennale",
            {"trigger": "assignation", "trigger_on": "2026-04-30"},
            DATES["prescription-biennale"],
        ),
        ("prescription-injure", {"published_on": "2026-04-30"}, DATES["prescription-injure"]),
        ("impaye", {"performed_on": "2026-04-30"}, {"payment_due", "penalties_from"}),
        (
            "impaye",
            {"performed_on": "2026-04-01", "order_on": "2026-09-20", "served_on": "2026-10-30"},
            DATES["impaye"] - {"claim_deadline", "claim_safe_date"},
        ),
        (
            "compter-un-delai",
            {"start": "2026-04-30", "length": "5", "unit": "jours", "rollover": "cpc642"},
            DATES["compter-un-delai"],
        ),
    ],
)
def test_result_of_a_calculator(tool: str, answers: dict[str, str], dates: set[str]) -> None:
    """An answered calculator has its dates, reasons for each of them, sources and a way on."""
    result = api.answer(tool, answers, today=TODAY)
    assert_is_a_result(result)
    assert result["status"] == "answered"
    assert result["dates"].keys() == dates
    assert result["steps"]
    assert result["sources"]
    assert result["next"]


def test_declaration_of_the_contract() -> None:
    """The example of the contract: received on 30 April 2026, five jours ouvrés end on 11 May."""
    result = asked("delai-declaration", received_on="30 avril 2026")
    assert result["dates"] == {"deadline": "2026-05-11", "safe_date": "2026-05-07"}
    assert result["answers"] == {
        "received_on": "2026-04-30",
        "length": "5",
        "unit": "jours_ouvres",
        "zone": "metropole",
    }
    skipped = result["steps"][1]
    assert (skipped["date"], skipped["role"], skipped["source"]) == ("2026-05-01", "skipped", "ctrav-L3133-1")
    assert {"cassur-L113-2", "cpc-641", "ctrav-L3133-1"} <= {source["id"] for source in result["sources"]}


def test_late_reader_is_led_elsewhere() -> None:
    """Past the deadline the reader is told to declare all the same, and led to how."""
    in_time, late = (
        api.answer("delai-declaration", {"received_on": "2026-04-30"}, today=day)
        for day in ("2026-05-11", "2026-05-12")
    )
    assert (in_time["overdue"], late["overdue"]) == (False, True)
    assert "overdue" in door.warned(late)
    assert "overdue" not in door.warned(in_time)
    assert late["next"] != in_time["next"]


@pytest.mark.parametrize("tool", TOOLS)
def test_same_answers_have_the_same_result(tool: str) -> None:
    """Asked twice, a tool answers the same, even when the first result was spoiled by who got it."""

    def spoil(value: Any) -> None:
        for one in list(value.values() if isinstance(value, dict) else value):
            if isinstance(one, (dict, list)):
                spoil(one)
        value.clear()

    answers = api.describe(tool).get("example", {}).get("answers", {})
    for ask in (lambda: api.answer(tool, answers, today="2030-01-01"), lambda: api.describe(tool)):
        first = ask()
        kept = copy.deepcopy(first)
        spoil(first)
        assert ask() == kept


def test_answers_given_are_left_alone() -> None:
    """Answering does not change the answers that were given."""
    answers: dict[str, object] = {"received_on": " hier ", "length": 5, "utm_source": "mail"}
    kept = dict(answers)
    api.answer("delai-declaration", answers, today=TODAY)
    assert answers == kept


# What crosses to the browser


@pytest.mark.parametrize("tool", TOOLS)
def test_json_answer_is_the_same(tool: str) -> None:
    """Through JSON the answer is the answer."""
    answers = {
        "received_on": "1er mai 2026",
        "start": "1er mai 2026",
        "length": "5",
        "unit": "mois",
        "listen": "done",
    }
    request = json.dumps({"tool": tool, "answers": answers, "today": TODAY})
    assert json.loads(api.handle(request)) == api.answer(tool, answers, today=TODAY)


def test_json_answer_is_readable() -> None:
    """The JSON keeps French letters as they are: a third less to carry."""
    request = json.dumps({"tool": "delai-declaration", "answers": {"received_on": "hier"}, "today": TODAY})
    assert "Réclamation reçue" in api.handle(request)


@pytest.mark.parametrize(
    "request_",
    [
        {"tool": "delai-declaration", "answers": {"received_on": "2026-04-30"}},
        {"link": {"entry": "mise-en-demeure"}},
        {"case_view": {}},
        {"case_watch": {}},
        {"case_merge": [{}, {}]},
        {"case_read": "{}"},
    ],
    ids=lambda request_: next(iter(request_)),
)
def test_what_a_request_does_not_need_is_left_aside(request_: dict[str, Any]) -> None:
    """A page of another day may send more than is asked for: the answer is the same, and none is refused."""
    plain = {**request_, "today": TODAY}
    more = {**plain, "made_on": "20260502T100000Z", "model": {}, "schemes": {}, "later": 1}
    assert api.handle(json.dumps(more)) == api.handle(json.dumps(plain))


@pytest.mark.parametrize(
    "today", ["", "hier", "30/04/2026", "2026-02-30", "2026-13-01", "2026-5-2", "20260501", "x" * 1000]
)
def test_today_is_a_date(today: str) -> None:
    """A day of the question that is no date is an error of the caller, never a silent other day."""
    with pytest.raises(ValueError, match=r"isoformat|month|day"):
        api.answer("delai-declaration", {"received_on": "hier"}, today=today)


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("today", ["1970-01-01", "1999-12-31", "2010-06-01", "2060-01-01", "9999-12-31"])
def test_a_wrong_clock_is_survived(tool: str, today: str) -> None:
    """A device whose clock is years wrong gets an answer or a refusal in a sentence."""
    example = api.describe(tool).get("example", {}).get("answers", {})
    for answers in ({}, example):
        result = api.answer(tool, answers, today=today)
        assert result["status"] in ("answered", "incomplete", "refused")
        assert all(problem["text"] for problem in result["problems"])


@pytest.mark.parametrize("today", ["1970-01-01", "1999-12-31", "2051-01-01", "2099-06-01"])
@pytest.mark.parametrize("tool", TOOLS)
def test_a_wrong_clock_is_named(tool: str, today: str) -> None:
    """On a day that no calendar has, what is refused blames the clock, never the rule or the date."""
    example = api.describe(tool).get("example", {}).get("answers", {})
    for answers in ({}, example, dict.fromkeys(example, "hier")):
        result = api.answer(tool, answers, today=today)
        codes = {problem["code"] for problem in result["problems"]}
        assert not codes & {"no_value", "date_out_of_range", "future_date", "beyond_calendar"}
        if KINDS[tool] == "deadline":
            assert (result["status"], codes, result["dates"]) == ("refused", {"wrong_clock"}, {})
        for problem in result["problems"]:
            if problem["code"] == "wrong_clock":
                assert date_text(date.fromisoformat(today)) in problem["text"]
                assert "horloge" in problem["text"]


NUMBERS_AS_TYPED = {
    "10 jours": 10, "10 j": 10, "10j.": 10, "dix jours": 10, "Dix": 10, "１０": 10, "10\u00a0jours": 10,
    "１０\u3000jours": 10, "\u202f10\u202f": 10, "quinze": 15, "vingt-et-un jours": 21, "trente": 30,
    "soixante-dix-sept": 77, "quatre-vingts": 80, "quatre-vingt-dix-neuf jours": 99, "cent": 100,
    "deux cents": 200, "trois cent soixante-cinq": 365, "dix jours ouvrés": 10, "1er": None,
    "10 jours ouvrables": None,
    "2 semaines": None, "un mois": None, "10 jours francs": None, "10 jours fin de mois": None,
}  # fmt: skip


@pytest.mark.parametrize("length", NUMBERS_AS_TYPED)
def test_a_number_is_read_as_people_type_it(length: str) -> None:
    """With its unit where that is the chosen one, in words, full-width; any other unit is said."""
    result = asked("delai-declaration", received_on="2026-04-30", length=length, unit="jours_ouvres")
    if (number := NUMBERS_AS_TYPED[length]) is not None:
        assert (result["status"], result["answers"]["length"]) == ("answered", str(number))
    else:
        (problem,) = result["problems"]
        assert (result["status"], problem["field"], problem["code"]) == ("invalid", "length", "out_of_bounds")
        is_offered = length == "10 jours ouvrables"
        assert ("le nombre seul, ici" if is_offered else "n’est pas proposée ici") in problem["text"]


def test_every_number_in_words_is_that_number() -> None:
    """No two numbers under a thousand have the same words, and each is read from its own."""
    spelled = [french._in_words(number) for number in range(1000)]
    assert len(set(spelled)) == len(spelled)
    for number in range(1, 1000):
        read = french.parse_number(f"{spelled[number].replace(' ', '-')} jours")
        assert read == (number, "jours")
    for unit, words in {"semaines": "deux semaines", "mois": "un mois", "annees": "dix ans"}.items():
        assert door.count(date(2026, 4, 30), words, unit)["status"] == "answered"  # type: ignore[arg-type]


def test_words_without_a_value_are_refused() -> None:
    """When the law's value of that day is not known, the tool refuses and names the rule."""
    result = api.answer("suivi-reclamation", {"sent_on": "2010-04-30"}, today="2010-05-01")
    assert result["status"] == "refused"
    assert set(door.codes(result).values()) == {"no_value"}
    assert rules_data.parameters()["complaint_ack"].label in result["problems"][0]["text"]


# Bad input: dates


@pytest.mark.parametrize(
    ("tool", "name"), [("delai-declaration", "received_on"), ("compter-un-delai", "start")]
)
@pytest.mark.parametrize("text", ["31/12/1999", "1999-12-31", "01/01/2051", "1er janvier 0001", "9999-12-31"])
def test_a_far_date_is_refused_with_the_bounds(tool: str, name: str, text: str) -> None:
    """A date before 2000 or after the last verified year is refused in a sentence with both bounds."""
    result = asked(tool, length="5", unit="jours", **{name: text})
    (problem,) = result["problems"]
    assert (result["status"], result["dates"], problem["field"]) == ("refused", {}, name)
    assert problem["code"] == "date_out_of_range"
    assert date_text(FIRST, weekday=False) in problem["text"]
    assert date_text(LAST, weekday=False) in problem["text"]


@pytest.mark.parametrize("start", [FIRST, date(2050, 12, 20)])
def test_the_bounds_are_answered(start: date) -> None:
    """The first day of the calendar, and the last days that leave room, are answered."""
    assert door.count(start, 5, "jours_ouvres")["status"] == "answered"


@pytest.mark.parametrize(("length", "status"), [(30, "answered"), (31, "refused"), (400, "refused")])
def test_an_end_beyond_the_calendar_is_refused(length: int, status: str) -> None:
    """An end on the last verified day is given; one day later it is refused, with that day."""
    result = door.count(date(2050, 12, 1), length, "jours")
    assert result["status"] == status
    if status == "refused":
        (problem,) = result["problems"]
        assert (problem["field"], problem["code"], result["dates"]) == ("length", "beyond_calendar", {})
        assert date_text(LAST, weekday=False) in problem["text"]
        assert result["answers"]["length"] == str(length)


def test_a_report_beyond_the_calendar_is_refused() -> None:
    """31 December 2050 is a Saturday: given as an end, refused with its report, which is in 2051."""
    assert door.count(date(2050, 12, 1), 30, "jours")["status"] == "answered"
    assert door.count(date(2050, 12, 1), 30, "jours", rollover="cpc642")["status"] == "refused"


@pytest.mark.parametrize("tool", [tool for tool in CALCULATORS if tool != "compter-un-delai"])
def test_every_calculator_refuses_what_ends_beyond(tool: str) -> None:
    """Each calculator refuses an end beyond the calendar, and names no field that its form has not."""
    far = {one["name"]: "2050-12-31" for one in api.describe(tool)["inputs"] if one["type"] == "date"}
    answers = far | {"trigger": "assignation"}
    result = api.answer(tool, answers, today="2050-12-31")
    assert (result["status"], result["dates"]) == ("refused", {})
    assert [problem["code"] for problem in result["problems"]] == ["beyond_calendar"]
    assert_is_a_result(result)


def test_a_future_claim_is_refused() -> None:
    """A réclamation received tomorrow is refused, with the day; received today it is answered."""
    day = date.fromisoformat(TODAY)
    assert door.declare(day, today=day)["status"] == "answered"
    result = door.declare(day + timedelta(days=1), today=day)
    (problem,) = result["problems"]
    assert (result["status"], problem["field"], problem["code"]) == ("refused", "received_on", "future_date")
    assert date_text(day) in problem["text"]


def test_a_future_start_is_counted() -> None:
    """The general tool counts from a future day as from another."""
    day = date.fromisoformat(TODAY)
    assert door.count(day + timedelta(days=100), 5, "jours", today=day)["status"] == "answered"


# Bad input: numbers and choices

BAD_LENGTHS = [
    "0",
    "-1",
    "-5",
    "+5",
    "5.5",
    "5,5",
    "5.0",
    "1e2",
    "0x5",
    "5 10",
    "V",
    "∞",
    "٥",
    "5²",
    "½",
]


@pytest.mark.parametrize(("tool", "name", "most"), [
    ("delai-declaration", "received_on", 365),
    ("compter-un-delai", "start", 1000),
])  # fmt: skip
@pytest.mark.parametrize(
    "length", [*BAD_LENGTHS, "1001", "999999", "9" * 100, "1" * 100_000], ids=lambda one: one[:9]
)
def test_a_bad_length_says_the_bounds(tool: str, name: str, most: int, length: str) -> None:
    """A length that is zero, negative, huge, no whole number or no number says both bounds."""
    result = asked(tool, **{name: "2026-04-30", "unit": "jours", "length": length})
    (problem,) = result["problems"]
    assert (result["status"], problem["field"], problem["code"]) == ("invalid", "length", "out_of_bounds")
    assert re.findall(r"\d+", problem["text"]) == ["1", str(most)]
    assert result["answers"][name] == "2026-04-30"


@pytest.mark.parametrize(("tool", "name", "most"), [
    ("delai-declaration", "received_on", 365),
    ("compter-un-delai", "start", 1000),
])  # fmt: skip
def test_the_bounds_of_a_length_are_answered(tool: str, name: str, most: int) -> None:
    """The shortest and the longest lengths are answered, and no longer one."""
    statuses = [
        asked(tool, **{name: "2026-04-30", "unit": "jours", "length": str(length)})["status"]
        for length in (1, most, most + 1)
    ]
    assert statuses == ["answered", "answered", "invalid"]


@pytest.mark.parametrize("length", [5, " 5 ", "05", "5", "5\u00a0"], ids=ascii)
def test_a_length_is_read_as_it_comes(length: object) -> None:
    """A whole number is read with spaces or zeros around it, and as JSON's number."""
    assert asked("delai-declaration", received_on="2026-04-30", length=length)["answers"]["length"] == "5"


NUMBERS = {
    "thousands-of-digits": 10**5000,
    "thousands-of-digits-below-zero": -(10**5000),
    "infinite": float("inf"),
    "not-a-number": float("nan"),
    "large-float": 1e300,
    "large": 10**15,
    "half": 5.5,
    "below-zero": -1,
    "zero": 0,
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_of_any_size_is_read(name: str) -> None:
    """A number too large to be written out, or no whole number, is a bad length and never a failure."""
    result = asked("delai-declaration", received_on="2026-04-30", length=NUMBERS[name])
    assert door.codes(result) == {"length": "out_of_bounds"}


@pytest.mark.parametrize("length", ["", "  ", None, True, False, [], ["5"], {}, {"5": 5}], ids=repr)
def test_what_is_no_answer_takes_the_default(length: object) -> None:
    """An empty answer, or one that is neither text nor number, leaves the default."""
    result = asked("delai-declaration", received_on="2026-04-30", length=length)
    assert (result["status"], result["answers"]["length"]) == ("answered", "5")


def test_a_length_under_the_floor_is_answered() -> None:
    """A contract's length under the legal floor is answered, with the floor's date and what follows."""
    result = asked("delai-declaration", received_on="2026-04-30", length="3")
    assert result["dates"] == {
        "deadline": "2026-05-06",
        "safe_date": "2026-05-05",
        "legal_floor": "2026-05-11",
    }
    (warning,) = [one for one in result["warnings"] if one["code"] == "below_legal_floor"]
    assert "5\u00a0jours ouvrés" in warning["text"]
    assert "cassur-L113-2" in [source["id"] for source in result["sources"]]


@pytest.mark.parametrize("zone", PACIFIC)
@pytest.mark.parametrize("tool", ["compter-un-delai", "delai-declaration", "suivi-reclamation"])
def test_pacific_territories_are_refused(tool: str, zone: str) -> None:
    """The three Pacific territories are refused in a sentence of their own; the rest is kept."""
    given = {
        "start": TODAY,
        "received_on": TODAY,
        "sent_on": TODAY,
        "length": "5",
        "unit": "jours",
        "zone": zone,
    }
    result = asked(tool, **given)
    (problem,) = result["problems"]
    assert (result["status"], result["dates"]) == ("refused", {})
    assert (problem["field"], problem["code"]) == ("zone", "zone_not_covered")
    assert "Pacifique" in problem["text"]
    assert "zone" not in result["answers"]
    assert TODAY in result["answers"].values()


@pytest.mark.parametrize("value", ["atlantide", "METROPOLE", "France métropolitaine", "01", "zones", "*"])
def test_an_unknown_choice_is_said(value: str) -> None:
    """A zone that does not exist is a mistake of its field, never counted as another."""
    result = asked("delai-declaration", received_on="2026-04-30", zone=value)
    assert (result["status"], door.codes(result)) == ("invalid", {"zone": "unknown_option"})


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({"start": "31/02/2026", "zone": "polynesie-francaise"}, "invalid"),
        ({"start": "1999-01-01", "length": "5"}, "refused"),
        ({"start": "2026-04-30", "length": "5"}, "incomplete"),
        ({"start": "2026-04-30", "length": "5", "unit": "jours"}, "answered"),
    ],
)
def test_the_worst_problem_gives_the_status(answers: dict[str, str], status: str) -> None:
    """What cannot be read comes before what is refused, and that before what is missing."""
    assert asked("compter-un-delai", **answers)["status"] == status


# Bad input: links


@pytest.mark.parametrize(
    "tool", ["", "nope", "../delai-declaration", "<script>alert(1)</script>", "é" * 100_000]
)
def test_an_unknown_tool_is_refused(tool: str) -> None:
    """A tool that does not exist is refused in a sentence, and its name is not carried whole."""
    result = api.answer(tool, {"received_on": "hier"}, today=TODAY)
    assert_is_a_result(result)
    assert (result["status"], door.codes(result)) == ("refused", {"tool": "unknown_tool"})
    assert len(result["tool"]) <= 60
    assert result["answers"] == {}


@pytest.mark.parametrize("tool", CALCULATORS)
def test_unknown_keys_are_dropped(tool: str) -> None:
    """Tracking parameters, keys of another tool and nonsense in a link change nothing."""
    answers = api.describe(tool)["example"]["answers"]
    added = {
        "utm_source": "mail",
        "fbclid": "x",
        "": "y",
        "__proto__": "z",
        "%23start": "hier",
        "Start": "hier",
    }
    assert asked(tool, **added, **answers) == asked(tool, **answers)


# None of these may come back in a result, whatever the answer it was given for.
MARKS = ("<", "🦆", "é" * 50, "DROP", "__class__", "passwd", "\u202e", "\x00", "{", "%s")


@pytest.mark.parametrize("tool", [tool for tool in TOOLS if tool not in WRITTEN])
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_hostile_text_is_not_carried(tool: str, text: str) -> None:
    """Markup, control letters and 100 000 characters are neither filled, nor echoed, nor fatal."""
    result = asked(tool, **{one["name"]: text for one in api.describe(tool)["inputs"]})
    assert_is_a_result(result)
    said = json.dumps(result["answers"], ensure_ascii=False) + "\n".join(texts(result))
    assert len(said) < 20_000
    assert not [mark for mark in MARKS if mark in text and mark in said.replace("{}", "")]


names = st.deferred(
    lambda: st.sampled_from(sorted({one["name"] for tool in TOOLS for one in api.describe(tool)["inputs"]}))
)


@given(
    st.one_of(st.sampled_from(TOOLS), st.text(max_size=20)),
    st.dictionaries(st.one_of(names, st.text(max_size=10)), json_values, max_size=8),
    st.dates(date(1970, 1, 1), date(2100, 1, 1)),
)
def test_no_answer_ever_fails(tool: str, answers: dict[str, object], today: date) -> None:
    """Whatever a link or a script brings, on whatever day, the door answers with a result."""
    result = api.answer(tool, answers, today=today.isoformat())
    if KINDS.get(tool) in ("tree", "letter", "rehearsal") and result.keys() == HOUSE:
        assert result["status"] == "refused"
    else:
        assert_is_a_result(result)


@given(st.sampled_from(TOOLS), st.data())
def test_no_likely_answer_ever_fails(tool: str, data: st.DataObject) -> None:
    """The same, with the tool's own inputs, each given something."""
    inputs = [one["name"] for one in api.describe(tool)["inputs"]]
    answers = {name: data.draw(json_values, label=name) for name in inputs}
    assert_is_a_result(asked(tool, **answers))
