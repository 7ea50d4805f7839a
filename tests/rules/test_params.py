"""The values of the law: on which day which one, and when there is none to give."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from macros.rules import data, params, present
from macros.rules.calculators import delai_declaration
from macros.rules.model import Parameter, Refusal, Source, Value, Values

ONE_DAY = timedelta(days=1)
CHECKED = date(2026, 11, 22)


def value(amount: int, valid_from: date, valid_until: date | None = None) -> Value:
    return Value(amount, valid_from, valid_until, "lune-1", CHECKED)


# A time limit that changed, stopped, and came back after a gap.
LIMIT = Parameter(
    "limit",
    "Délai de la Lune",
    "jours",
    (
        value(6, date(2010, 1, 1), date(2014, 12, 31)),
        value(3, date(2015, 1, 1), date(2019, 12, 31)),
        value(4, date(2022, 7, 1)),
    ),
)
ENDED = Parameter("ended", "Délai fini", "jours", (value(8, date(2010, 1, 1), date(2019, 12, 31)),))
REPLACED = Parameter(
    "replaced", "Délai remplacé", "jours", (value(8, date(2010, 1, 1)), value(9, date(2012, 3, 4)))
)

SOURCES = {
    "lune-1": Source(
        "lune-1", "Code de la Lune, article 1", "article 1", "https://l.fr", CHECKED, "text", "…"
    )
}


def say(amount: int, unit: str) -> str:
    return f"{amount} {unit}"


def fill(text: str, day: date) -> str:
    return params.fill(text, {"limit": LIMIT, "ended": ENDED}, SOURCES, day, say)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2010, 1, 1), 6),
        (date(2014, 12, 31), 6),
        (date(2015, 1, 1), 3),
        (date(2019, 12, 31), 3),
        (date(2022, 7, 1), 4),
        (date(2050, 12, 31), 4),
    ],
)
def test_value_is_that_of_the_day(day: date, expected: int) -> None:
    """The value is the one in force, its first and last days included."""
    assert params.value_on(LIMIT, day).value == expected


@pytest.mark.parametrize(
    ("parameter", "day"),
    [
        (LIMIT, date(2009, 12, 31)),
        (LIMIT, date(1900, 1, 1)),
        (LIMIT, date(2020, 1, 1)),
        (LIMIT, date(2022, 6, 30)),
        (ENDED, date(2020, 1, 1)),
        (ENDED, date(2050, 1, 1)),
        (Parameter("none", "Sans valeur", "jours", ()), date(2026, 1, 1)),
    ],
)
def test_no_value_is_guessed(parameter: Parameter, day: date) -> None:
    """Before the first value, in a gap and after a stated end the rules refuse, and name the rule."""
    with pytest.raises(Refusal) as refusal:
        params.value_on(parameter, day)
    assert (refusal.value.code, refusal.value.values) == ("no_value", {"parameter": parameter.label})


def test_a_value_without_end_stops_at_the_next() -> None:
    """A value with no stated end holds until the day before the next one."""
    days = (date(2012, 3, 3), date(2012, 3, 4))
    assert [params.value_on(REPLACED, day).value for day in days] == [8, 9]


def test_fill_says_the_values_of_the_day() -> None:
    """A text is filled with the values of the day in words and the short titles of its sources."""
    text = "Comptez {limit} ({law:lune-1}), soit {limit}."
    assert fill(text, date(2015, 1, 1)) == "Comptez 3 jours (article 1), soit 3 jours."
    assert fill(text, date(2014, 12, 31)) == "Comptez 6 jours (article 1), soit 6 jours."


def test_fill_leaves_other_texts_alone() -> None:
    """A text without value of the law is left as it is, the places of a calculator's dates included."""
    text = "Rien à remplir : {=national}, { limit }, {}, 100 %, \\1."
    assert fill(text, date(2026, 1, 1)) == text


def test_fill_reads_what_it_fills_once() -> None:
    """What a value says is not read again as a place to fill."""
    filled = params.fill("{limit}", {"limit": LIMIT}, SOURCES, date(2026, 1, 1), lambda *_: "{law:lune-1}")
    assert filled == "{law:lune-1}"


@pytest.mark.parametrize("text", ["{unknown}", "{law:unknown}", "{law:limit}", "{lune-1}"])
def test_fill_refuses_unknown_names(text: str) -> None:
    """A name that is no value, or no source, is an editor's mistake: it is never left in a page."""
    with pytest.raises(KeyError):
        fill(text, date(2026, 1, 1))


def test_fill_refuses_a_value_out_of_force() -> None:
    """A text whose value is not in force on the day is refused."""
    with pytest.raises(Refusal, match="no_value"):
        fill("{ended}", date(2026, 1, 1))


# The real ones


@pytest.mark.parametrize("id", data.parameters())
def test_law_has_no_value_before_its_first(id: str) -> None:
    """Each value of the law holds from its first day, and there is none the day before."""
    parameter = data.parameters()[id]
    first = parameter.values[0]
    assert params.value_on(parameter, first.valid_from) == first
    with pytest.raises(Refusal, match="no_value"):
        params.value_on(parameter, first.valid_from - ONE_DAY)


@pytest.mark.parametrize("id", data.parameters())
def test_law_is_dated_and_sourced(id: str) -> None:
    """Each value names a known source, was checked on a day, and comes after the one before it."""
    values = data.parameters()[id].values
    assert {one.source for one in values} <= set(data.sources())
    assert all(one.checked_on >= date(2026, 1, 1) for one in values)
    assert all(before.valid_from < after.valid_from for before, after in pairwise(values))


@pytest.mark.parametrize("id", data.parameters())
def test_law_is_said_in_words(id: str) -> None:
    """Each value in force today is said with its unit."""
    parameter = data.parameters()[id]
    said = present.parameter_words(parameter, CHECKED)
    value = params.value_on(parameter, CHECKED).value
    if parameter.unit == "centiemes_pour_cent":
        assert said == f"{value / 100:.2f}".replace(".", ",").removesuffix(",00") + "\u00a0%"
    else:
        assert said.startswith(f"{present.number_text(value)}\u00a0")


@pytest.mark.parametrize(("value", "said"), [(1240, "12,40"), (1215, "12,15"), (5500, "55"), (805, "8,05")])
def test_a_rate_is_said_with_its_hundredths(value: int, said: str) -> None:
    """A rate keeps two decimals, as people write it; a round share has none."""
    assert present.amount(value, "centiemes_pour_cent") == f"{said}\u00a0%"


def test_the_rate_of_penalties_is_known_by_half_year_only() -> None:
    """12,15 % for the first half of 2026, 12,40 % for the second; before and after, the rules refuse."""
    rate = data.parameters()["late_payment_rate"]
    days = (date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31))
    assert [params.value_on(rate, day).value for day in days] == [1215, 1215, 1240, 1240]
    for day in (date(2025, 12, 31), date(2027, 1, 1)):
        with pytest.raises(Refusal):
            params.value_on(rate, day)


def test_what_a_draft_announces_is_never_in_force() -> None:
    """The amicable attempt stays at 5 000 €; the 10 000 € of a draft is marked as announced."""
    known = data.parameters()
    assert not known["amicable_threshold"].announced
    assert [one.id for one in known.values() if one.announced] == ["amicable_threshold_announced"]


def test_injonction_is_served_in_3_months_from_september_2026() -> None:
    """Orders made until 31 August 2026 are served in six months, later ones in three (decree 2026-96)."""
    service = data.parameters()["injonction_service"]
    days = (date(2026, 8, 31), date(2026, 9, 1))
    assert [params.value_on(service, day).value for day in days] == [6, 3]


def test_floor_is_five_jours_ouvres() -> None:
    """The floor of the declaration is five jours ouvrés (C. assur. L113-2, 4°)."""
    floor = data.parameters()["declaration_floor"]
    assert present.parameter_words(floor, CHECKED) == "5\u00a0jours ouvrés"
    assert params.value_on(floor, CHECKED).source == "cassur-L113-2"


@pytest.mark.parametrize(("received_on", "floor"), [(date(2014, 12, 31), 6), (date(2015, 1, 2), 3)])
def test_floor_is_that_of_the_day_of_the_claim(received_on: date, floor: int) -> None:
    """A floor that changed is the one in force when the réclamation was received, not today."""
    answers = Values(received_on=received_on, length=1, unit="jours_ouvres", zone="metropole")
    computed = delai_declaration.compute(answers, date(2026, 1, 1), {"declaration_floor": LIMIT})
    counted = Values(received_on=received_on, length=floor, unit="jours_ouvres", zone="metropole")
    expected = delai_declaration.compute(counted, date(2026, 1, 1), {"declaration_floor": LIMIT})
    assert computed.dates["legal_floor"] == expected.dates["deadline"]
    assert "legal_floor" not in expected.dates


def test_one_is_said_in_the_singular() -> None:
    """One day is a day, two are days, a month is the same in both."""
    assert [present.amount(n, "jours_ouvres") for n in (1, 2)] == ["1\u00a0jour ouvré", "2\u00a0jours ouvrés"]
    assert [present.amount(n, "annees") for n in (1, 2)] == ["1\u00a0an", "2\u00a0ans"]
    assert [present.amount(n, "mois") for n in (1, 2)] == ["1\u00a0mois", "2\u00a0mois"]
