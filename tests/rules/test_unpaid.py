"""An unpaid invoice: who the client is, what was agreed, which order; cases counted by hand."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from macros.rules import api
from tests.rules import door

CASES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data/unpaid.toml").read_text("utf-8")
)
DAYS = st.dates(date(2019, 4, 26), date(2044, 12, 31))
TERMS = st.integers(0, 365)
END_OF_MONTH = relativedelta(day=31)


def ask(today: date | str = "2026-01-01", **answers: str) -> door.Result:
    return api.answer("impaye", answers, today=str(today))


def cited(result: door.Result) -> set[str]:
    return {source["id"] for source in result["sources"]}


@pytest.mark.parametrize("id", CASES)
def test_a_case_counted_by_hand(id: str) -> None:
    """The dates, all of them and no other, and the warnings in their order, are those of the case."""
    case = CASES[id]
    start = min(case["answers"][name] for name in ("performed_on", "invoiced_on") if name in case["answers"])
    result = ask(case.get("today", start), **case["answers"])
    assert (result["status"], result["problems"]) == ("answered", [])
    assert result["dates"] == {name: day.isoformat() for name, day in case["dates"].items()}
    assert door.warned(result) == case["warned"]
    assert result["overdue"] is case.get("overdue", False)
    said = " ".join(one["text"] for one in result["warnings"]).replace("\u00a0", " ")
    assert case.get("says", "") in said


@given(performed=DAYS, invoiced=DAYS, terms=TERMS)
def test_an_agreed_term_runs_from_the_invoice_alone(performed: date, invoiced: date, terms: int) -> None:
    """Whatever the day of the work, the invoice's days are counted: the day of the work changes nothing."""
    agreed = {"terms_days": str(terms), "terms_from": "facture", "invoiced_on": invoiced.isoformat()}
    result = ask(invoiced, performed_on=performed.isoformat(), **agreed)
    assert door.day(result, "payment_due") == invoiced + timedelta(days=terms)
    assert door.day(result, "penalties_from") == invoiced + timedelta(days=terms + 1)


@given(performed=DAYS, terms=TERMS)
def test_a_link_of_before_keeps_its_dates(performed: date, terms: int) -> None:
    """Without the questions asked since, the term runs from the work as it did, and the answer says so."""
    result = ask(performed, performed_on=performed.isoformat(), terms_days=str(terms))
    assert door.day(result, "payment_due") == performed + timedelta(days=terms)
    assert ("agreed_from_invoice" in door.warned(result)) is (terms != 30)
    assert result["answers"] == {"performed_on": performed.isoformat(), "terms_days": str(terms)}


@given(invoiced=DAYS, terms=TERMS)
def test_the_end_of_the_month_is_counted_as_the_contract_says(invoiced: date, terms: int) -> None:
    """Days then the end of the month, or the reverse, by another program's months; unsaid, the later one."""
    found = {}
    for agreed in ("facture_fin_de_mois", "fin_de_mois_facture", "fin_de_mois"):
        result = ask(
            invoiced,
            performed_on=invoiced.isoformat(),
            terms_days=str(terms),
            terms_from=agreed,
            invoiced_on=invoiced.isoformat(),
        )
        found[agreed] = door.day(result, "payment_due")
    assert found["facture_fin_de_mois"] == invoiced + timedelta(days=terms) + END_OF_MONTH
    assert found["fin_de_mois_facture"] == invoiced + END_OF_MONTH + timedelta(days=terms)
    assert found["fin_de_mois"] == max(found["facture_fin_de_mois"], found["fin_de_mois_facture"])


@given(performed=DAYS, invoiced=DAYS)
def test_a_consumer_is_sued_within_two_years_of_the_earliest_day(performed: date, invoiced: date) -> None:
    """Two years from the first of the work and the invoice, never extended; a working day before it."""
    answers = {"performed_on": performed.isoformat(), "invoiced_on": invoiced.isoformat()}
    result = ask(min(performed, invoiced), client="consommateur", **answers)
    first = min(performed, invoiced)
    end = first + relativedelta(years=door.law("prescription_consumer", first))
    assert door.day(result, "claim_deadline") == end
    safe = door.day(result, "claim_safe_date")
    assert safe < end
    assert safe.isoweekday() <= 5


@pytest.mark.parametrize("terms_from", ["", "prestation", "facture", "fin_de_mois"])
@pytest.mark.parametrize("today", ["2026-08-20", "2026-11-26"])
def test_a_consumer_owes_nothing_that_only_professionals_owe(terms_from: str, today: str) -> None:
    """No penalty date, no 40 €, no article of the Code de commerce on them, in time or late."""
    agreed = {"terms_from": terms_from} if terms_from else {}
    result = ask(today, performed_on="2026-08-20", client="consommateur", invoiced_on="2026-08-20", **agreed)
    assert "penalties_from" not in result["dates"]
    assert ("payment_due" in result["dates"]) is bool(terms_from)
    assert "ccom-D441-5" not in cited(result)
    words = " ".join(one["text"] for one in (*result["warnings"], *result["display"]["dates"]))
    assert "40" not in words
    assert {"cconso-L218-2", "cciv-2229"} <= cited(result)


def test_a_professional_is_told_the_rate_of_the_first_day() -> None:
    """12,15 % where penalties start in the first half of 2026, 12,40 % in the second, none said after."""
    said = {}
    for performed in ("2026-05-31", "2026-06-01", "2026-12-02"):
        result = ask("2026-12-31", performed_on=performed)
        said[result["dates"]["penalties_from"]] = " ".join(one["text"] for one in result["warnings"])
    assert list(said) == ["2026-07-01", "2026-07-02", "2027-01-02"]
    first = ask("2026-12-31", performed_on="2026-05-30")
    assert first["dates"]["penalties_from"] == "2026-06-30"
    assert "12,15\u00a0%" in " ".join(one["text"] for one in first["warnings"])
    assert "12,40\u00a0%" in said["2026-07-01"]
    assert "%" not in said["2027-01-02"]


def test_a_public_body_is_refused_in_a_sentence() -> None:
    """Its rules are its own: no date, and whom to call."""
    result = ask(performed_on="2026-08-20", client="administration")
    assert (result["status"], result["dates"]) == ("refused", {})
    (problem,) = result["problems"]
    assert (problem["field"], problem["code"]) == ("client", "public_client")
    assert "service comptable" in problem["text"]


@pytest.mark.parametrize(
    "terms_from", ["facture", "facture_fin_de_mois", "fin_de_mois_facture", "fin_de_mois"]
)
@pytest.mark.parametrize("client", ["professionnel", "consommateur"])
def test_a_term_from_the_invoice_asks_for_its_date(terms_from: str, client: str) -> None:
    """Without the date of the invoice there is no date to give: the field that lacks is named."""
    result = ask(performed_on="2026-08-20", terms_from=terms_from, client=client)
    assert (result["status"], door.codes(result)) == ("incomplete", {"invoiced_on": "missing"})


def test_the_time_to_sue_a_consumer_is_a_calendar_event() -> None:
    """The file holds the prudent day, before the limit, and never an event on penalties."""
    file = api.calendar(
        "impaye",
        {"performed_on": "2026-08-20", "client": "consommateur"},
        today="2026-11-26",
        page_url="https://aide.example/outils/impaye/",
    )
    assert file.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20280818" in file
