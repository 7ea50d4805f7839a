"""The five calculators of particular time limits: each rule of the house, on any day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st

from macros.authoring.golden import FILE, golden
from macros.rules import api, data
from tests.rules import door, strategies

ROOT = Path(__file__).parent.parent.parent
TABLE = json.loads((Path(__file__).parent / "data" / "cases.json").read_text(encoding="utf-8"))
CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in TABLE["cases"]}

EXAMPLES = [tool["id"] for tool in api.tools() if tool["kind"] == "deadline"]
ONE_DAY = timedelta(days=1)

# From the first day of each rule that was read (parameters.toml) to well inside the calendar.
LAST = date(2044, 12, 31)
complaint_days = st.dates(date(2022, 12, 31), LAST)
mediation_days = st.dates(date(2016, 7, 1), LAST)
invoice_days = st.dates(date(2019, 4, 26), LAST)
trigger_days = st.dates(date(2000, 1, 1), LAST)
suspension_days = st.dates(date(2016, 10, 1), LAST)


def ask(tool: str, *, today: date | None = None, **given_on: date | str) -> door.Result:
    """Answer with a calculator; without `today`, on the earliest day it was given."""
    days = [value for value in given_on.values() if isinstance(value, date)]
    answers = {
        name: value if isinstance(value, str) else value.isoformat() for name, value in given_on.items()
    }
    return api.answer(tool, answers, today=(today or min(days)).isoformat())


def later(day: date, **period: int) -> date:
    """Return a day some months or years later, by another program's rule for short months."""
    return day + relativedelta(**period)


def of(result: door.Result, name: str) -> list[dict[str, Any]]:
    """Return the steps that explain one date."""
    return [step for step in result["steps"] if step["of"] == name]


def cited(result: door.Result) -> set[str]:
    return {source["id"] for source in result["sources"]}


def is_working(day: date, zone: str = "metropole") -> bool:
    """Return whether the general tool counts a day as a jour ouvré."""
    eve = door.count(day - ONE_DAY, 1, "jours_ouvres", zone)
    return door.day(eve) == day


# Every calculator

COUNTED = golden(ROOT)


@pytest.mark.parametrize("tool", EXAMPLES)
def test_two_examples_are_counted_by_hand(tool: str) -> None:
    """Each calculator has two examples in macros/authoring/golden.toml, their dates found by a person."""
    ids = [id for id, one in COUNTED.items() if one["tool"] == tool and one.get("dates")]
    assert len(ids) >= 2, f"count two examples of {tool} by hand, and write them into {FILE}"


def test_every_calculator_fills_a_calendar_file() -> None:
    """Each has an event among the strings: the page of any calculator offers the file."""
    assert set(data.strings()["ics"]["events"]) == set(EXAMPLES)


@pytest.mark.parametrize("id", [id for id, one in COUNTED.items() if one.get("dates")])
def test_example_counted_by_hand_agrees(id: str) -> None:
    """The rules find the dates that a person counted, each of them."""
    one = COUNTED[id]
    result = api.answer(one["tool"], one["answers"], today=one["today"].isoformat())
    assert {name: result["dates"].get(name) for name in one["dates"]} == {
        name: day.isoformat() for name, day in one["dates"].items()
    }


@pytest.mark.parametrize("tool", EXAMPLES)
def test_example_shown_to_readers_is_answered(tool: str) -> None:
    """The example printed on a calculator's page has an answer, with dates, reasons and sources."""
    example = api.describe(tool)["example"]
    result = api.answer(tool, example["answers"], today=example["today"])
    assert (result["status"], result["problems"]) == ("answered", [])
    assert result["dates"]
    assert result["steps"]
    assert result["sources"]


@pytest.mark.parametrize("tool", EXAMPLES)
def test_every_explained_date_ends_where_its_steps_end(tool: str) -> None:
    """The steps of a date run from a start that is not counted to an end that is that date."""
    example = api.describe(tool)["example"]
    result = api.answer(tool, example["answers"], today=example["today"])
    explained = list(dict.fromkeys(step["of"] for step in result["steps"]))
    assert set(explained) <= set(result["dates"])
    for name in explained:
        steps = of(result, name)
        ends = [step["date"] for step in steps if step["role"] == "end"]
        assert steps[0]["role"] == "start"
        assert ends == [result["dates"][name]]


@pytest.mark.parametrize("tool", EXAMPLES)
def test_every_date_has_its_words(tool: str) -> None:
    """Each date of a result is shown, with a label, and says the same day as the date itself."""
    example = api.describe(tool)["example"]
    result = api.answer(tool, example["answers"], today=example["today"])
    shown = {one["name"]: one for one in result["display"]["dates"]}
    assert set(shown) == set(result["dates"])
    for name, one in shown.items():
        on = date.fromisoformat(result["dates"][name])
        assert one["label"]
        assert one["text"] == f"{one['day']} {on.year}"
        assert f" {'1er' if on.day == 1 else on.day}\N{NO-BREAK SPACE}" in one["text"]


# suivi-reclamation


def test_acknowledgement_is_counted_day_by_day() -> None:
    """C22: ten jours ouvrables from 30 April 2026, each day counted or skipped as in the case."""
    case = CASES["C22"]
    steps = of(ask("suivi-reclamation", sent_on=date(2026, 4, 30)), "acknowledgement_due")
    days = [(step["date"], step["n"]) for step in steps if step["role"] != "end"]
    expected = []
    for line in case["steps"]:
        head, _, what = line.partition(" : ")
        expected.append(
            (head.split()[1], int(what[5:]) if what.startswith("jour ") and what[5:].isdigit() else None)
        )
    assert days == expected


@pytest.mark.parametrize("id", ["C24", "C26"])
def test_answer_after_a_short_month_says_so(id: str) -> None:
    """C24, C26: two months end on 28 February for want of a 29, a 30 or a 31, and the step says it."""
    result = ask("suivi-reclamation", sent_on=date.fromisoformat(CASES[id]["input"]["start"]))
    assert result["dates"]["answer_due"] == CASES[id]["expected"]["raw_end"] == "2027-02-28"
    assert result["dates"]["mediator_from"] == CASES[id]["expected"]["mediator_from"]
    assert "faute de jour" in of(result, "answer_due")[-2]["text"]


def test_mediator_window_is_that_of_the_case() -> None:
    """C28: a complaint of 15 August 2026 closes the mediator on Sunday 15 August 2027, unextended."""
    expected = CASES["C28"]["expected"]
    result = ask("suivi-reclamation", sent_on=date(2026, 8, 15))
    assert result["dates"]["mediator_until"] == expected["raw_end"] == "2027-08-15"
    assert result["dates"]["safe_date"] == expected["safe_date"]
    assert [step["role"] for step in of(result, "mediator_until")] == ["start", "counted", "end"]


@given(sent=complaint_days, zone=strategies.zones)
def test_complaint_counts_from_its_sending(sent: date, zone: str) -> None:
    """Ten jours ouvrables, two months and a year, each from the sending, none extended."""
    dates = ask("suivi-reclamation", sent_on=sent, zone=zone)["dates"]
    acknowledged = door.deadline(sent, door.law("complaint_ack", sent), "jours_ouvrables", zone)
    assert dates["acknowledgement_due"] == acknowledged.isoformat()
    assert dates["answer_due"] == later(sent, months=door.law("complaint_answer", sent)).isoformat()
    assert dates["mediator_until"] == later(sent, years=door.law("mediation_window", sent)).isoformat()
    assert set(dates) == {"acknowledgement_due", "answer_due", "mediator_from", "mediator_until", "safe_date"}


@given(sent=complaint_days, wait=st.integers(0, 400))
def test_mediator_opens_the_day_after_or_at_an_earlier_answer(sent: date, wait: int) -> None:
    """The mediator opens the day after the two months, or on the day of an answer that comes before."""
    without = ask("suivi-reclamation", sent_on=sent)["dates"]
    after = date.fromisoformat(without["answer_due"]) + ONE_DAY
    assert without["mediator_from"] == after.isoformat()
    answered = sent + timedelta(days=wait)
    given_answer = ask("suivi-reclamation", sent_on=sent, answered_on=answered)["dates"]
    assert given_answer["mediator_from"] == min(after, answered).isoformat()
    assert given_answer | {"mediator_from": ""} == without | {"mediator_from": ""}


@given(sent=complaint_days, zone=strategies.zones)
def test_prudent_day_for_the_mediator_is_worked_before_the_end(sent: date, zone: str) -> None:
    """The prudent day is the last working day strictly before the end of the window."""
    result = ask("suivi-reclamation", sent_on=sent, zone=zone)
    safe, until = door.day(result, "safe_date"), door.day(result, "mediator_until")
    assert safe < until
    assert is_working(safe, zone)
    if zone != "saint-martin":  # There a doubtful day is avoided, whether it is worked or not.
        between = [safe + timedelta(days=n) for n in range(1, (until - safe).days)]
        assert not any(is_working(day, zone) for day in between)


@given(sent=complaint_days, wait=st.integers(1, 400))
def test_answer_before_the_complaint_is_a_problem(sent: date, wait: int) -> None:
    """An answer older than the complaint is told at its field, and no date is given."""
    result = ask("suivi-reclamation", sent_on=sent, answered_on=sent - timedelta(days=wait))
    assert (result["status"], result["dates"]) == ("invalid", {})
    assert door.codes(result) == {"answered_on": "before_start"}


@pytest.mark.parametrize(
    ("today", "overdue", "notices"),
    [
        ("2027-02-28", False, []),
        ("2027-03-01", False, ["mediator_open"]),
        ("2027-12-31", False, ["mediator_open"]),
        ("2028-01-01", True, ["overdue"]),
    ],
)
def test_complaint_says_where_it_stands(today: str, overdue: bool, notices: list[str]) -> None:
    """A complaint of 31 December 2026: waiting, mediator open, then closed from 1 January 2028."""
    result = ask("suivi-reclamation", sent_on=date(2026, 12, 31), today=date.fromisoformat(today))
    assert result["overdue"] is overdue
    assert door.warned(result) == [*notices, "open_to_professionals"]
    assert (result["display"]["headline"] is not None) is overdue


# issue-mediation


def test_mediation_is_counted_day_by_day() -> None:
    """C30: ninety days from 5 January 2026, holidays included, end on Easter Sunday, unextended."""
    result = ask("issue-mediation", notified_on=date(2026, 1, 5))
    assert (
        result["dates"]
        == {"outcome_due": CASES["C30"]["expected"]["raw_end"]}
        == {"outcome_due": "2026-04-05"}
    )
    counted = [step["n"] for step in result["steps"] if step["role"] == "counted"]
    assert counted == list(range(1, 91))


@given(notified=mediation_days)
def test_mediation_takes_ninety_days_of_any_kind(notified: date) -> None:
    """Every day counts, and the real mean is always told with its source."""
    result = ask("issue-mediation", notified_on=notified, today=date(2026, 11, 22))
    assert door.day(result, "outcome_due") == notified + timedelta(door.law("mediation_length", notified))
    assert "real_mean" in door.warned(result)
    assert {"cconso-R612-2", "mediation-duree-reelle"} <= cited(result)


@pytest.mark.parametrize(("today", "overdue"), [("2026-04-05", False), ("2026-04-06", True)])
def test_mediation_is_late_the_day_after(today: str, overdue: bool) -> None:
    """On its last day a mediation is not late; the next day it is, and the page says what to ask."""
    result = ask("issue-mediation", notified_on=date(2026, 1, 5), today=date.fromisoformat(today))
    assert result["overdue"] is overdue
    assert ("overdue" in door.warned(result)) is overdue


# prescription-biennale


def prescribe(start: date, *letters: date, today: date | None = None, **more: date | str) -> door.Result:
    """Answer with `prescription-biennale` after a writ, unless another trigger is given."""
    sent = {"lrar_sent_on": ", ".join(day.isoformat() for day in letters)} if letters else {}
    return ask(
        "prescription-biennale",
        today=today or start,
        **{"trigger": "assignation", "trigger_on": start, **sent, **more},
    )


def two_years_after(start: date) -> date:
    """Return the end of the prescription, by the law of its start."""
    return later(start, years=door.law("prescription", start))


def test_registered_letter_is_a_new_start() -> None:
    """C32: the letter is a start of its own, with its article, and the two years are counted from it."""
    result = prescribe(date(2026, 11, 12), date(2028, 10, 20))
    assert result["dates"]["deadline"] == CASES["C32"]["expected"]["raw_end"]
    assert [(step["role"], step["date"]) for step in result["steps"]] == [
        ("start", "2026-11-12"),
        ("start", "2028-10-20"),
        ("counted", "2029-10-20"),
        ("counted", "2030-10-20"),
        ("end", "2030-10-20"),
    ]
    assert result["steps"][1]["source"] == "cassur-L114-2"
    assert result["steps"][1]["n"] is None


@given(trigger=trigger_days)
def test_two_years_are_never_extended(trigger: date) -> None:
    """The end has the day number of the start, Sunday or holiday alike; the prudent day is before it."""
    result = prescribe(trigger)
    assert door.day(result) == two_years_after(trigger)
    assert set(result["dates"]) == {"deadline", "safe_date"}
    assert door.day(result, "safe_date") < door.day(result)
    assert is_working(door.day(result, "safe_date"))
    assert all(step["role"] != "moved" for step in result["steps"])


@given(trigger=trigger_days, gaps=st.lists(st.integers(0, 730), min_size=1, max_size=4), data=st.data())
def test_letters_restart_from_their_sending_in_any_order(
    trigger: date, gaps: list[int], data: st.DataObject
) -> None:
    """Letters each sent in time carry the end two years after the last, however they are typed."""
    letters = []
    for gap in gaps:
        last = letters[-1] if letters else trigger
        letters.append(min(last + timedelta(days=gap), two_years_after(last)))
    assume(letters[-1] <= date(2047, 1, 1))
    expected = prescribe(trigger, *letters)
    assert door.day(expected) == two_years_after(letters[-1])
    assert not {"lrar_too_early", "lrar_too_late"} & set(door.warned(expected))
    shuffled = data.draw(st.sampled_from(list(permutations(letters))))
    assert prescribe(trigger, *shuffled) == expected


@given(trigger=trigger_days, wait=st.integers(1, 2000))
def test_letter_sent_too_late_has_no_effect_and_says_so(trigger: date, wait: int) -> None:
    """A letter sent after the end does not bring the time back; its date is told in the warning."""
    sent = two_years_after(trigger) + timedelta(days=wait)
    assume(sent <= date(2050, 12, 31))
    result = prescribe(trigger, sent)
    assert result["dates"] == prescribe(trigger)["dates"]
    assert result["steps"] == prescribe(trigger)["steps"]
    (warning,) = [one for one in result["warnings"] if one["code"] == "lrar_too_late"]
    assert str(sent.year) in warning["text"]


@given(trigger=st.dates(date(2005, 1, 1), LAST), before=st.integers(1, 1500))
def test_letter_sent_before_the_start_has_no_effect_and_says_so(trigger: date, before: int) -> None:
    """A letter older than the starting point is not counted, and the warning tells its date."""
    result = prescribe(trigger, trigger - timedelta(days=before))
    assert result["dates"] == prescribe(trigger)["dates"]
    assert "lrar_too_early" in door.warned(result)


def test_letter_of_the_last_day_is_in_time() -> None:
    """On the last day a letter still restarts the time; on the next day it does not."""
    assert prescribe(date(2026, 11, 12), date(2028, 11, 12))["dates"]["deadline"] == "2030-11-12"
    assert prescribe(date(2026, 11, 12), date(2028, 11, 13))["dates"]["deadline"] == "2028-11-12"


def test_late_letter_does_not_save_the_ones_after_it() -> None:
    """Two letters after the end are two warnings: the second finds nothing to restart either."""
    result = prescribe(date(2026, 11, 12), date(2029, 1, 1), date(2029, 6, 1))
    assert door.warned(result) == ["lrar_too_late", "lrar_too_late"]
    assert result["dates"]["deadline"] == "2028-11-12"


@given(trigger=suspension_days, wait=st.integers(0, 730), length=st.integers(0, 700))
def test_mediation_adds_its_days_and_leaves_six_months(trigger: date, wait: int, length: int) -> None:
    """The end is put off by the days of the mediation, and never before six months after it."""
    end = two_years_after(trigger)
    suspended = min(trigger + timedelta(days=wait), end)
    resumed = suspended + timedelta(days=length)
    assume(resumed > trigger)
    least = later(resumed, months=door.law("mediation_suspension_floor", resumed))
    result = prescribe(trigger, suspended_on=suspended, resumed_on=resumed)
    assert door.day(result) == max(end + timedelta(days=length), least)
    assert not {"suspension_too_early", "suspension_too_late"} & set(door.warned(result))


def test_mediation_is_told_with_its_article() -> None:
    """The stop, the resumption and the months that are guaranteed each cite the Code civil, 2238."""
    result = prescribe(date(2026, 11, 12), suspended_on=date(2028, 11, 1), resumed_on=date(2028, 12, 1))
    moved = [(step["date"], step["source"]) for step in result["steps"] if step["role"] == "moved"]
    assert moved == [(day, "cciv-2238") for day in ("2028-11-01", "2028-12-01", "2029-06-01")]
    assert result["dates"]["deadline"] == "2029-06-01"
    assert "cpc-642" not in cited(result)


def test_letter_during_the_mediation_starts_again_when_it_ends() -> None:
    """A letter sent during the mediation gives two years, put off by the rest of the mediation."""
    given_days = {"suspended_on": date(2027, 1, 1), "resumed_on": date(2027, 7, 1)}
    result = prescribe(date(2026, 11, 12), date(2027, 3, 1), **given_days)
    assert door.day(result) == date(2029, 3, 1) + (date(2027, 7, 1) - date(2027, 3, 1))


@pytest.mark.parametrize(
    ("suspended", "resumed", "notice"),
    [
        ("2025-01-01", "2025-06-01", "suspension_too_early"),
        ("2026-01-01", "2026-11-12", "suspension_too_early"),
        ("2028-11-13", "2029-01-01", "suspension_too_late"),
    ],
)
def test_mediation_outside_the_time_has_no_effect_and_says_so(
    suspended: str, resumed: str, notice: str
) -> None:
    """A mediation that ended before the start, or began after the end, changes nothing but is told."""
    result = prescribe(date(2026, 11, 12), suspended_on=suspended, resumed_on=resumed)
    assert result["dates"] == prescribe(date(2026, 11, 12))["dates"]
    assert door.warned(result) == [notice]


@pytest.mark.parametrize(
    ("given_days", "problem", "status"),
    [
        ({"suspended_on": "2027-01-01"}, {"resumed_on": "missing"}, "incomplete"),
        ({"resumed_on": "2027-01-01"}, {"suspended_on": "missing"}, "incomplete"),
        (
            {"suspended_on": "2027-02-01", "resumed_on": "2027-01-31"},
            {"resumed_on": "before_start"},
            "invalid",
        ),
        ({"lrar_sent_on": "2027-01-01, bientôt"}, {"lrar_sent_on": "unreadable_date"}, "invalid"),
        ({"lrar_sent_on": "2027-01-01," * 91}, {"lrar_sent_on": "too_long"}, "invalid"),  # Never cut.
        ({"trigger": "colère"}, {"trigger": "unknown_option"}, "invalid"),
        ({"trigger_on": "31/02/2026"}, {"trigger_on": "unreadable_date"}, "invalid"),
    ],
)
def test_inconsistent_prescription_is_a_problem(
    given_days: dict[str, str], problem: dict[str, str], status: str
) -> None:
    """Half a mediation, a wrong order, an unreadable letter: told at its field, without a date."""
    answers = {"trigger": "assignation", "trigger_on": "2026-11-12", **given_days}
    result = api.answer("prescription-biennale", answers, today="2026-11-22")
    assert (door.codes(result), result["status"], result["dates"]) == (problem, status, {})


@pytest.mark.parametrize("trigger", ["assignation", "paiement_au_tiers", "sinistre_connu"])
def test_knowledge_of_the_claim_is_told_as_prudence(trigger: str) -> None:
    """The three triggers count alike; only the known claim says that the law starts later."""
    result = prescribe(date(2026, 11, 12), trigger=trigger)
    assert result["dates"] == prescribe(date(2026, 11, 12))["dates"]
    assert ("sinistre_connu" in door.warned(result)) is (trigger == "sinistre_connu")


# prescription-injure


@given(published=trigger_days)
def test_three_months_are_never_extended(published: date) -> None:
    """Date to date, Sunday or holiday alike; the prudent day is a working day before the end."""
    result = ask("prescription-injure", published_on=published)
    assert door.day(result) == later(published, months=door.law("press_offence", published))
    assert set(result["dates"]) == {"deadline", "safe_date"}
    assert door.day(result, "safe_date") < door.day(result)
    assert is_working(door.day(result, "safe_date"))
    assert "loi-1881-65" in cited(result)


def test_insult_of_the_case_says_the_short_month() -> None:
    """C35: 30 November 2026 leads to Sunday 28 February 2027, and the step says why."""
    result = ask("prescription-injure", published_on=date(2026, 11, 30))
    expected = CASES["C35"]["expected"]
    assert result["dates"] == {"deadline": expected["raw_end"], "safe_date": expected["safe_date"]}
    assert "faute de jour" in result["steps"][-2]["text"]


# impaye


def test_payment_is_counted_day_by_day() -> None:
    """C38: thirty days from 15 December 2026 without a term agreed; penalties from the next day."""
    result = ask("impaye", performed_on=date(2026, 12, 15))
    expected = CASES["C38"]["expected"]
    assert result["dates"] == {
        "payment_due": expected["raw_end"],
        "penalties_from": expected["penalties_from"],
    }
    counted = [step["n"] for step in of(result, "payment_due") if step["role"] == "counted"]
    assert counted == list(range(1, 31))


@given(performed=invoice_days, terms=st.integers(0, 365))
def test_penalties_run_from_the_day_after(performed: date, terms: int) -> None:
    """The term agreed is counted in days of any kind; penalties start the day after, without reminder."""
    result = ask("impaye", performed_on=performed, terms_days=str(terms))
    assert door.day(result, "payment_due") == performed + timedelta(days=terms)
    assert door.day(result, "penalties_from") == performed + timedelta(days=terms + 1)
    assert ("terms_too_long" in door.warned(result)) is (terms > door.law("payment_terms_max", performed))
    assert "ccom-L441-10" in cited(result)


@pytest.mark.parametrize(
    ("order", "due", "months", "source"),
    [
        ("2026-08-31", "2027-02-28", 6, "cpc-1405"),
        ("2026-09-01", "2026-12-01", 3, "decret-2026-96"),
        ("2026-11-30", "2027-02-28", 3, "decret-2026-96"),
    ],
)
def test_service_is_shorter_from_1_september_2026(order: str, due: str, months: int, source: str) -> None:
    """Orders made until 31 August 2026 have six months, orders made from 1 September three."""
    result = ask("impaye", performed_on=date(2026, 6, 1), order_on=order)
    assert result["dates"]["service_due"] == due
    assert [step["n"] for step in of(result, "service_due") if step["role"] == "counted"][-1] == months
    assert source in cited(result)


@given(order=invoice_days)
def test_every_order_has_the_months_of_its_own_day(order: date) -> None:
    """The months of service depend on the day of the order alone, whatever today is."""
    months = door.law("injonction_service", order)
    assert order >= date(2026, 9, 1) or months == 6
    for today in (order, date(2026, 8, 31), date(2026, 9, 1)):
        result = ask("impaye", performed_on=order, order_on=order, today=today)
        assert door.day(result, "service_due") == later(order, months=months)


@given(order=invoice_days, wait=st.integers(0, 80))
def test_procedure_alone_is_extended(order: date, wait: int) -> None:
    """Service and opposition have their report of procedure: the next working day, or the same day."""
    served = order + timedelta(days=wait)
    dates = ask("impaye", performed_on=order, order_on=order, served_on=served)["dates"]
    assert dates["opposition_due"] == later(served, months=door.law("opposition", served)).isoformat()
    procedure = ["service_due", "opposition_due"]
    if order >= date(2026, 9, 1):
        assert (
            dates["enforcement_after"]
            == later(served, months=door.law("enforcement_wait", order)).isoformat()
        )
        procedure.append("enforcement_after")
    assert {name for name in dates if name.endswith("_642")} == {f"{name}_642" for name in procedure}
    for name in procedure:
        raw, moved = date.fromisoformat(dates[name]), date.fromisoformat(dates[f"{name}_642"])
        expected = raw if is_working(raw) else door.deadline(raw, 1, "jours_ouvres")
        assert moved == expected


@pytest.mark.parametrize("tool", sorted(set(EXAMPLES) - {"impaye", "compter-un-delai"}))
def test_no_report_outside_procedure(tool: str) -> None:
    """Neither a contract, a complaint, a mediation nor a prescription ever gives a reported date."""
    result = api.answer(tool, api.describe(tool)["example"]["answers"], today="2026-11-30")
    assert not [name for name in result["dates"] if name.endswith("_642")]
    assert "cpc-642" not in cited(result)


@pytest.mark.parametrize("id", ["C34", "C36"])
def test_procedure_of_the_case_tells_its_report(id: str) -> None:
    """C34, C36: the days that the report leaves are steps of their own, after the end, with the article."""
    case = CASES[id]
    name = {"C34": "service_due", "C36": "opposition_due"}[id]
    given_on = {"C34": "order_on", "C36": "served_on"}[id]
    start = case["input"]["start"]
    result = api.answer("impaye", {"performed_on": start, given_on: start}, today=start)
    left = [line.split()[1] for line in case["steps"][1:]]
    moved = [step for step in of(result, name) if step["role"] == "moved"]
    assert [step["date"] for step in moved] == left
    assert {step["source"] for step in moved} <= {"cpc-642"}


@given(order=invoice_days, wait=st.integers(1, 300))
def test_service_before_the_order_is_a_problem(order: date, wait: int) -> None:
    """An order cannot be served before it is made: told at its field, without a date."""
    served = order - timedelta(days=wait)
    result = ask("impaye", performed_on=order, order_on=order, served_on=served, today=order)
    assert (door.codes(result), result["dates"]) == ({"served_on": "before_start"}, {})


@pytest.mark.parametrize(("served", "late"), [("2027-03-01", False), ("2027-03-02", True)])
def test_service_after_its_time_says_so(served: str, late: bool) -> None:
    """C34: served on the reported day it is in time; the next day a warning says whom to ask."""
    result = ask("impaye", performed_on=date(2026, 10, 1), order_on="2026-11-30", served_on=served)
    assert ("served_too_late" in door.warned(result)) is late


@pytest.mark.parametrize(("today", "overdue"), [("2027-01-14", False), ("2027-01-15", True)])
def test_invoice_is_late_the_day_after(today: str, overdue: bool) -> None:
    """On its due date an invoice is not late; the next day penalties run and the page says so."""
    result = ask("impaye", performed_on=date(2026, 12, 15), today=date.fromisoformat(today))
    assert result["overdue"] is overdue
    assert ("overdue" in door.warned(result)) is overdue


# Refusals


@pytest.mark.parametrize(
    ("tool", "answers"),
    [
        ("suivi-reclamation", {"sent_on": "2022-12-30"}),
        ("issue-mediation", {"notified_on": "2016-06-30"}),
        ("impaye", {"performed_on": "2019-04-25"}),
        (
            "prescription-biennale",
            {
                "trigger": "assignation",
                "trigger_on": "2015-06-01",
                "suspended_on": "2016-01-01",
                "resumed_on": "2016-09-30",
            },
        ),
    ],
)
def test_before_the_first_value_of_the_law_answers_are_refused(tool: str, answers: dict[str, str]) -> None:
    """A day before the first value that was read, the rules refuse in a sentence; they never guess."""
    result = api.answer(tool, answers, today="2026-11-22")
    assert (result["status"], result["dates"]) == ("refused", {})
    assert [problem["code"] for problem in result["problems"]] == ["no_value"]


@pytest.mark.parametrize(
    ("tool", "answers"),
    [
        ("suivi-reclamation", {"sent_on": "2050-12-01"}),
        ("issue-mediation", {"notified_on": "2050-12-01"}),
        ("prescription-biennale", {"trigger": "assignation", "trigger_on": "2049-12-01"}),
        ("prescription-injure", {"published_on": "2050-12-01"}),
        ("impaye", {"performed_on": "2050-12-31"}),
    ],
)
def test_beyond_the_calendar_the_answer_is_a_refusal(tool: str, answers: dict[str, str]) -> None:
    """An end after the last verified day is refused in a sentence that names that day."""
    result = api.answer(tool, answers, today="2050-11-30")
    assert (result["status"], result["dates"]) == ("refused", {})
    assert "2050" in result["problems"][0]["text"]


@pytest.mark.parametrize("tool", ["suivi-reclamation", "issue-mediation", "prescription-injure", "impaye"])
def test_first_question_left_blank_is_asked_again(tool: str) -> None:
    """Without the day it starts from, a calculator says which answer lacks and nothing else."""
    result = api.answer(tool, {}, today="2026-11-22")
    assert result["status"] == "incomplete"
    assert set(door.codes(result).values()) == {"missing"}


@pytest.mark.parametrize(
    ("tool", "answers", "sources"),
    [
        (
            "suivi-reclamation",
            {"sent_on": "2026-12-31"},
            {"acpr-2024-R-02", "cconso-L612-2", "cpc-641"},
        ),
        ("issue-mediation", {"notified_on": "2026-01-05"}, {"cconso-R612-2"}),
        (
            "prescription-biennale",
            {"trigger": "assignation", "trigger_on": "2026-11-12", "lrar_sent_on": "2027-01-05"},
            {"cassur-L114-1", "cassur-L114-2", "cciv-2229", "cciv-2231"},
        ),
        ("prescription-injure", {"published_on": "2026-11-30"}, {"loi-1881-65"}),
        (
            "impaye",
            {"performed_on": "2026-10-01", "order_on": "2026-11-30", "served_on": "2027-01-15"},
            {"ccom-L441-10", "ccom-D441-5", "decret-2026-96", "cpc-641", "cpc-642"},
        ),
    ],
)
def test_answer_cites_the_law_it_rests_on(tool: str, answers: dict[str, str], sources: set[str]) -> None:
    """Each source of the facts behind a calculator is among those of its answer."""
    result = api.answer(tool, answers, today="2026-12-31")
    assert result["status"] == "answered"
    assert sources <= cited(result)
    assert {step["source"] for step in result["steps"] if step["source"]} <= cited(result)
