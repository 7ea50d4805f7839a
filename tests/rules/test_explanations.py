"""What a calculator says beside its dates, whole and in order: reasons, warnings, headline."""

from __future__ import annotations

from typing import Any

import pytest

from macros.rules import api, data
from tests.rules import door

NBSP = "\N{NO-BREAK SPACE}"

Line = tuple[Any, ...]


def ask(tool: str, today: str, **answers: str) -> door.Result:
    result = api.answer(tool, answers, today=today)
    assert (result["status"], result["problems"]) == ("answered", [])
    return result


def lines(result: door.Result, *, but: str = "") -> list[Line]:
    """Return the steps as (of, role, date, n, source), without those of one date."""
    return [
        (step["of"], step["role"], step["date"], step["n"], step["source"])
        for step in result["steps"]
        if step["of"] != but
    ]


def of(name: str, *told: Line) -> list[Line]:
    """Return expected steps of one date, written (role, date), (role, date, n) or with a source."""
    return [(name, *(*line, None, None)[:4]) for line in told]


def headline(result: door.Result) -> str | None:
    text: str | None = result["display"]["headline"]
    return text


# prescription-injure


def test_insult_is_told_month_by_month() -> None:
    """C35: the day of the publication with its law, the three months, then the end."""
    result = ask("prescription-injure", "2026-11-30", published_on="2026-11-30")
    assert lines(result) == of(
        "deadline",
        ("start", "2026-11-30", None, "loi-1881-65"),
        ("counted", "2026-12-30", 1),
        ("counted", "2027-01-30", 2),
        ("counted", "2027-02-28", 3),
        ("end", "2027-02-28"),
    )
    assert "jour de la publication" in result["steps"][0]["text"]


def test_insult_is_late_the_day_after() -> None:
    """C35: on the last day a complaint is said not to be enough; the next day the time is said to be over."""
    last_day = ask("prescription-injure", "2027-02-28", published_on="2026-11-30")
    day_after = ask("prescription-injure", "2027-03-01", published_on="2026-11-30")
    words = data.deadline("prescription-injure").headlines
    assert (door.warned(last_day), headline(last_day)) == (["complaint_is_not_enough"], words["lawyer"])
    assert (door.warned(day_after), headline(day_after)) == (
        ["overdue"],
        data.deadline("prescription-injure").headlines["overdue"],
    )


# issue-mediation


def test_mediation_over_is_said_in_large() -> None:
    """C30: on Easter Sunday the mean is told alone; the next day the delay comes first, and in large."""
    last_day = ask("issue-mediation", "2026-04-05", notified_on="2026-01-05")
    day_after = ask("issue-mediation", "2026-04-06", notified_on="2026-01-05")
    assert (door.warned(last_day), headline(last_day)) == (["real_mean"], None)
    assert (door.warned(day_after), headline(day_after)) == (
        ["overdue", "real_mean"],
        data.deadline("issue-mediation").headlines["overdue"],
    )


# prescription-biennale

WRIT = {"trigger": "assignation", "trigger_on": "2026-11-12"}


def test_prescription_is_late_the_day_after() -> None:
    """On the last day of the two years nothing is over; the next day it is told first, and in large."""
    given = WRIT | {"trigger": "sinistre_connu"}
    last_day = ask("prescription-biennale", "2028-11-12", **given)
    day_after = ask("prescription-biennale", "2028-11-13", **given)
    assert (door.warned(last_day), headline(last_day)) == (["sinistre_connu"], None)
    assert (door.warned(day_after), headline(day_after)) == (
        ["overdue", "sinistre_connu"],
        data.deadline("prescription-biennale").headlines["overdue"],
    )


@pytest.mark.parametrize(
    ("suspended", "told"),
    [
        # The first year is over before the mediation stops the time, or is not.
        (
            "2027-11-13",
            [
                ("counted", "2027-11-12", 1),
                ("moved", "2027-11-13", None, "cciv-2238"),
                ("moved", "2027-12-12", None, "cciv-2238"),
                ("end", "2028-12-11"),
            ],
        ),
        (
            "2027-11-12",
            [
                ("moved", "2027-11-12", None, "cciv-2238"),
                ("moved", "2027-12-12", None, "cciv-2238"),
                ("end", "2028-12-12"),
            ],
        ),
    ],
)
def test_mediation_is_told_where_it_stops_the_time(suspended: str, told: list[Line]) -> None:
    """The years that ran before the mediation, its two days, then the end; no year that it put off."""
    result = ask(
        "prescription-biennale", "2026-11-12", **WRIT, suspended_on=suspended, resumed_on="2027-12-12"
    )
    start = ("start", "2026-11-12", None, "cciv-2228")
    assert lines(result) == of("deadline", start, *told)


def test_mediation_of_the_last_day_leaves_six_months() -> None:
    """A mediation that opens and closes on the last day of the two years still leaves six months."""
    result = ask(
        "prescription-biennale", "2026-11-12", **WRIT, suspended_on="2028-11-12", resumed_on="2028-11-12"
    )
    assert lines(result) == of(
        "deadline",
        ("start", "2026-11-12", None, "cciv-2228"),
        ("counted", "2027-11-12", 1),
        ("moved", "2028-11-12", None, "cciv-2238"),
        ("moved", "2028-11-12", None, "cciv-2238"),
        ("moved", "2029-05-12", None, "cciv-2238"),
        ("end", "2029-05-12"),
    )


@pytest.mark.parametrize(
    ("suspended", "resumed"), [("2025-01-01", "2025-06-01"), ("2028-11-13", "2029-01-01")]
)
def test_mediation_without_effect_is_not_told_among_the_days(suspended: str, resumed: str) -> None:
    """A mediation before the start or after the end leaves the two years as they are told without it."""
    without = ask("prescription-biennale", "2026-11-12", **WRIT)
    result = ask("prescription-biennale", "2026-11-12", **WRIT, suspended_on=suspended, resumed_on=resumed)
    assert result["steps"] == without["steps"]


def test_mediation_begun_before_the_start_returns_what_it_took() -> None:
    """A mediation under way on the starting day gives back one day when it ends on the next."""
    result = ask(
        "prescription-biennale", "2026-11-13", **WRIT, suspended_on="2026-11-01", resumed_on="2026-11-13"
    )
    assert result["dates"]["deadline"] == "2028-11-13"
    assert door.warned(result) == []


def test_letters_are_told_in_the_order_of_their_sending() -> None:
    """A letter too early and one too late are warnings with their day; the others are starts, in order."""
    letters = "2032-01-01, 2027-06-01, 2026-11-11, 2026-11-12"
    result = ask("prescription-biennale", "2026-11-12", **WRIT, lrar_sent_on=letters)
    assert door.warned(result) == ["lrar_too_early", "lrar_too_late"]
    assert f"11{NBSP}novembre 2026" in result["warnings"][0]["text"]
    assert f"1er{NBSP}janvier 2032" in result["warnings"][1]["text"]
    assert lines(result) == of(
        "deadline",
        ("start", "2026-11-12", None, "cciv-2228"),
        ("start", "2026-11-12", None, "cassur-L114-2"),
        ("start", "2027-06-01", None, "cassur-L114-2"),
        ("counted", "2028-06-01", 1),
        ("counted", "2029-06-01", 2),
        ("end", "2029-06-01"),
    )


def test_prescription_over_is_told_before_everything_else() -> None:
    """What is over comes first, then the letters that came too late, then the prudence about the start."""
    given = WRIT | {"trigger": "sinistre_connu", "lrar_sent_on": "2029-01-01, 2026-01-01"}
    result = ask("prescription-biennale", "2029-01-02", **given)
    assert door.warned(result) == ["overdue", "lrar_too_early", "lrar_too_late", "sinistre_connu"]


def test_defamation_has_the_three_months_of_an_insult() -> None:
    """Whoever is defamed finds the tool by its name, and the same delay said in it."""
    tool = data.deadline("prescription-injure")
    assert "diffamation" in tool.title.lower()
    assert any("injure" in text and "diffamation" in text for text in tool.debated)
    result = ask("prescription-injure", "2026-11-30", published_on="2026-11-30")
    assert result["display"]["headline"] == "Voyez un avocat aujourd’hui"
    assert result["dates"]["safe_date"] == "2027-02-26"


# impaye


def test_each_deadline_of_an_unpaid_invoice_is_told_in_turn() -> None:
    """Payment on the day itself, then the service and its report, then the opposition: three groups."""
    result = ask(
        "impaye",
        "2026-10-01",
        performed_on="2026-10-01",
        terms_days="0",
        order_on="2026-11-30",
        served_on="2026-11-30",
    )
    assert lines(result) == [
        *of("payment_due", ("end", "2026-10-01")),
        *of(
            "service_due",
            ("start", "2026-11-30", None, "cpc-641"),
            ("counted", "2026-12-30", 1),
            ("counted", "2027-01-30", 2),
            ("counted", "2027-02-28", 3),
            ("end", "2027-02-28"),
            ("moved", "2027-02-28", None, "cpc-642"),
        ),
        *of(
            "opposition_due",
            ("start", "2026-11-30", None, "cpc-641"),
            ("counted", "2026-12-30", 1),
            ("end", "2026-12-30"),
        ),
        *of(
            "enforcement_after",
            ("start", "2026-11-30", None, "cpc-641"),
            ("counted", "2026-12-30", 1),
            ("counted", "2027-01-30", 2),
            ("end", "2027-01-30"),
            ("moved", "2027-01-30", None, "cpc-642"),
            ("moved", "2027-01-31", None, "cpc-642"),
        ),
    ]


def test_opposition_report_is_told_without_an_order() -> None:
    """C36: the days that the report of the opposition leaves follow its end, after those of the payment."""
    result = ask("impaye", "2027-01-01", performed_on="2026-10-01", served_on="2026-11-26")
    assert lines(result, but="payment_due") == of(
        "opposition_due",
        ("start", "2026-11-26", None, "cpc-641"),
        ("counted", "2026-12-26", 1),
        ("end", "2026-12-26"),
        ("moved", "2026-12-26", None, "cpc-642"),
        ("moved", "2026-12-27", None, "cpc-642"),
    )
    assert result["steps"][0]["of"] == "payment_due"


@pytest.mark.parametrize(("terms", "warned"), [("60", []), ("61", ["terms_too_long"])])
def test_sixty_days_are_the_longest_terms(terms: str, warned: list[str]) -> None:
    """Sixty days are said by no warning; one more is."""
    invoiced = {"terms_from": "facture", "invoiced_on": "2026-10-01"}
    result = ask("impaye", "2026-10-01", performed_on="2026-10-01", terms_days=terms, **invoiced)
    assert door.warned(result) == [*warned, "rate"]


def test_warnings_of_an_unpaid_invoice_begin_with_the_delay() -> None:
    """What is over comes first, then the terms, then the service."""
    result = ask(
        "impaye",
        "2027-06-14",
        performed_on="2026-10-01",
        terms_days="61",
        order_on="2026-11-30",
        served_on="2027-03-02",
    )
    assert door.warned(result) == [
        "overdue",
        "terms_too_long",
        "agreed_from_invoice",
        "rate",
        "served_too_late",
    ]


# suivi-reclamation


def test_each_deadline_of_a_complaint_is_told_in_turn() -> None:
    """Acknowledgement, answer, mediator: each from its start to its end, in this order."""
    result = ask("suivi-reclamation", "2026-11-26", sent_on="2026-11-26")
    assert lines(result, but="acknowledgement_due") == [
        *of(
            "answer_due",
            ("start", "2026-11-26", None, "cpc-641"),
            ("counted", "2026-12-26", 1),
            ("counted", "2027-01-26", 2),
            ("end", "2027-01-26"),
        ),
        *of(
            "mediator_until",
            ("start", "2026-11-26", None, "cpc-641"),
            ("counted", "2027-11-26", 1),
            ("end", "2027-11-26"),
        ),
    ]
    assert result["steps"][0]["of"] == "acknowledgement_due"


def test_complaint_answered_at_once_opens_the_mediator_at_once() -> None:
    """An answer on the day of the complaint opens the mediator that day, and the page says it."""
    result = ask("suivi-reclamation", "2026-11-26", sent_on="2026-11-26", answered_on="2026-11-26")
    assert result["dates"]["mediator_from"] == "2026-11-26"
    assert door.warned(result) == ["mediator_open", "open_to_professionals"]


def test_a_local_holiday_that_delays_the_acknowledgement_is_said() -> None:
    """Ten jours ouvrables from 20 May 2026: in Guadeloupe 27 May makes it a day later, and it says so."""
    told = ask("suivi-reclamation", "2026-05-20", sent_on="2026-05-20", zone="guadeloupe")
    national = ask("suivi-reclamation", "2026-05-20", sent_on="2026-05-20")
    assert national["dates"]["acknowledgement_due"] == "2026-06-02"
    assert told["dates"]["acknowledgement_due"] == "2026-06-03"
    assert door.warned(told) == ["open_to_professionals", "local_holiday"]
    assert f"mardi 2{NBSP}juin 2026" in told["warnings"][1]["text"]
    doubtful = ask("suivi-reclamation", "2026-05-20", sent_on="2026-05-20", zone="saint-martin")
    assert door.warned(doubtful) == ["open_to_professionals", "doubtful_holiday", "local_holiday"]


# delai-declaration and compter-un-delai


def test_late_declaration_says_it_before_the_floor() -> None:
    """Past the contract's term the delay is told first, then the floor that the term went under."""
    result = ask(
        "delai-declaration", "2026-03-13", received_on="2026-03-06", length="5", unit="jours_ouvrables"
    )
    assert door.warned(result) == ["overdue", "below_legal_floor"]


@pytest.mark.parametrize(
    ("today", "zone", "warned"),
    [
        # In Guadeloupe 27 May puts off the end to the 28th; five jours ouvrés end on the 29th.
        ("2026-05-26", "guadeloupe", ["below_legal_floor", "local_holiday"]),
        ("2026-05-28", "guadeloupe", ["safe_date_passed", "below_legal_floor", "local_holiday"]),
        ("2026-05-29", "guadeloupe", ["overdue", "below_legal_floor", "local_holiday"]),
        ("2026-05-20", "saint-martin", ["below_legal_floor", "doubtful_holiday"]),
    ],
)
def test_declaration_says_what_presses_before_the_zones_changes(
    today: str, zone: str, warned: list[str]
) -> None:
    """The day of the question first, then the floor, then the local holiday or the doubt."""
    result = ask("delai-declaration", today, received_on="2026-05-20", length="4", zone=zone)
    assert door.warned(result) == warned


@pytest.mark.parametrize(
    ("tool", "first"), [("delai-declaration", "received_on"), ("compter-un-delai", "start")]
)
def test_local_holiday_tells_the_end_without_it(tool: str, first: str) -> None:
    """The warning of a local holiday names the day on which the count ends elsewhere: 27 May, not 28."""
    answers = {first: "2026-05-20", "length": "4", "unit": "jours_ouvres", "zone": "guadeloupe"}
    result = ask(tool, "2026-05-20", **answers)
    (text,) = [one["text"] for one in result["warnings"] if one["code"] == "local_holiday"]
    assert f"mercredi 27{NBSP}mai 2026" in text
    assert result["dates"]["deadline"] == "2026-05-28"


def test_floor_is_told_before_all_that_the_zone_changes() -> None:
    """In Saint-Martin a term past both doubtful days says the floor, then the doubt, then the local day."""
    result = ask("delai-declaration", "2026-05-21", received_on="2026-05-21", length="4", zone="saint-martin")
    assert result["dates"]["deadline"] == "2026-05-29"
    assert door.warned(result) == ["below_legal_floor", "doubtful_holiday", "local_holiday"]


@pytest.mark.parametrize(("start", "end"), [("2028-05-26", "2028-05-27"), ("2026-05-26", "2026-05-27")])
def test_saint_martin_ends_on_the_doubtful_day_when_it_may_count(start: str, end: str) -> None:
    """One jour ouvrable from the eve ends on 27 May, even a Saturday that would be reported as far."""
    result = ask(
        "compter-un-delai", start, start=start, length="1", unit="jours_ouvrables", zone="saint-martin"
    )
    assert result["dates"]["deadline"] == end
    assert door.warned(result) == ["doubtful_holiday"]


@pytest.mark.parametrize(
    ("length", "unit"), [("1", "jours"), ("7", "jours"), ("1", "semaines"), ("12", "mois")]
)
@pytest.mark.parametrize("zone", ["saint-martin", "guadeloupe"])
def test_what_counts_every_day_has_no_warning_of_a_holiday(zone: str, length: str, unit: str) -> None:
    """Where every day counts, neither a doubtful nor a local holiday on the way changes or says anything."""
    result = ask("compter-un-delai", "2026-05-26", start="2026-05-26", length=length, unit=unit, zone=zone)
    assert door.warned(result) == []


@pytest.mark.parametrize(
    ("start", "unit", "words"),
    [
        ("2026-03-04", "jours", "jour 2"),
        ("2026-03-04", "jours_ouvrables", "jour 2"),
        ("2026-03-04", "jours_ouvres", "jour 2"),
        ("2026-03-04", "semaines", "semaine 2 écoulée"),
        ("2026-03-04", "mois", "mois 2 écoulé"),
        ("2025-12-31", "mois", "mois 2 écoulé, dernier jour"),
        ("2026-03-04", "annees", "année 2 écoulée"),
        ("2024-02-29", "annees", "année 2 écoulée, dernier jour"),
    ],
)
def test_counted_step_names_its_unit(start: str, unit: str, words: str) -> None:
    """A counted step says its number with its unit, and the last day that stands for a missing one."""
    result = ask("compter-un-delai", start, start=start, length="2", unit=unit)
    step = result["steps"][-2]
    assert f" : {words}" in step["text"].replace(NBSP, " ")
    assert ("dernier jour" in step["text"]) is ("dernier jour" in words)


def test_report_is_told_after_the_end() -> None:
    """The steps of a report follow the end of the count, each with its article."""
    result = ask(
        "compter-un-delai",
        "2026-11-26",
        start="2026-11-26",
        length="1",
        unit="mois",
        zone="alsace-moselle",
        rollover="cpc642",
    )
    assert lines(result) == of(
        "deadline",
        ("start", "2026-11-26", None, "cpc-641"),
        ("counted", "2026-12-26", 1),
        ("end", "2026-12-26"),
        ("moved", "2026-12-26", None, "cpc-642"),
        ("moved", "2026-12-27", None, "cpc-642"),
    )
    assert result["dates"]["deadline_642"] == "2026-12-28"


def test_every_step_source_names_a_sentence_and_a_text() -> None:
    """What a line of the reasons rests on is data: a sentence there is, a source that was read."""
    assert data.step_sources().keys() <= data.strings()["steps"].keys()
    assert set(data.step_sources().values()) <= data.sources().keys()
