"""The journeys in the two other engines: Firefox and WebKitGTK, pressed as people press."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from macros.rules import api
from tests.engines.drivers import ENGINES, Engine, press, until
from tests.hosting_setup import must_be_there

RECEIVED = "2026-04-30"
PACE_S = 0.7
#: The dates that a result shows, by name; null before Python has answered.
DATES = """
const result = document.querySelector("output[data-result][data-from=python][data-status=answered]");
const times = [...(result?.querySelectorAll("time[data-date]") ?? [])];
return result && Object.fromEntries(times.map((time) => [time.dataset.date, time.dateTime]));
"""
#: The page is the reader's when a script has taken the tool in hand.
AWAKE = """
const tool = document.querySelector("[data-tool]");
return tool?.matches("[data-guided], [data-state=ready], :has([data-submit]:not([hidden]))");
"""
CURRENT = "return document.querySelector('[data-node][data-current]')?.dataset.node ?? null"

#: It is so many days later from now on, and the page comes back to the reader's eyes.
LATER = """
const Real = globalThis.RealDate ??= Date;
const shift = days * 86_400_000;
globalThis.Date = class extends Real {
  constructor(...given) { given.length ? super(...given) : super(Real.now() + shift); }
  static now() { return Real.now() + shift; }
};
document.dispatchEvent(new Event("visibilitychange"));
window.dispatchEvent(new Event("focus"));
window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
return true;
"""


@pytest.fixture(autouse=True)
def counted(record_property: Callable[[str, object], None]) -> None:
    """Say to the report that a journey was made in an engine."""
    record_property("engine_journeys", 1)


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Return one engine, with a page open; one window for all the journeys of a file."""
    try:
        with ENGINES[request.param]() as opened:
            yield opened
    except LookupError as missing:
        if must_be_there():
            pytest.fail(f"{missing} is not installed here: run `python -m tests.engines_setup`")
        pytest.skip(f"{missing} is not installed here")


def test_a_link_is_answered_with_both_dates(
    engine: Engine, site_server: str, today: str, record_property: Callable[[str, object], None]
) -> None:
    """From the link of an e-mail to the two dates of the rules, by Python in this engine."""
    record_property("engines", 1)
    engine.go(f"{site_server}/outils/delai-declaration/#received_on={RECEIVED}")
    shown = until(engine, DATES)
    expected = api.answer("delai-declaration", {"received_on": RECEIVED}, today=today)["dates"]
    assert shown["deadline"] == expected["deadline"] == "2026-05-11"
    assert {name: expected[name] for name in shown} == shown
    # The page itself asks for nothing sideways, and nobody else.
    assert engine.run("return document.documentElement.scrollWidth <= innerWidth")
    asked = engine.run("return performance.getEntriesByType('resource').map(({ name }) => name)")
    assert [url for url in asked if not url.startswith(site_server)] == []
    assert engine.run("return document.cookie") == ""


def test_a_tree_answers_to_presses(engine: Engine, site_server: str, today: str) -> None:
    """One press, one answer; back is the question before; the address reopens the same place."""
    engine.go(f"{site_server}/outils/faut-il-declarer/")
    until(engine, AWAKE)
    given: dict[str, str] = {}
    for _ in range(2):
        node = until(engine, CURRENT)
        asked = api.answer("faut-il-declarer", given, today=today)
        assert node == asked["node"]
        value = asked["options"][0]["value"]
        time.sleep(PACE_S)  # Sooner it would be a double press, which answers once.
        press(engine, f"[data-node='{node}'] [data-value='{value}']")
        given[node] = value
        expected = api.answer("faut-il-declarer", given, today=today)["node"]
        until(engine, "return document.querySelector('[data-current]')?.dataset.node === node", node=expected)
    address = engine.run("return location.href")
    engine.run("history.back(); return true")
    until(engine, "return document.querySelector('[data-current]')?.dataset.node === node", node=node)
    engine.go("about:blank")
    engine.go(address)
    until(engine, "return document.querySelector('[data-current]')?.dataset.node === node", node=expected)


def test_a_checklist_keeps_its_ticks(engine: Engine, site_server: str) -> None:
    """Ticked by a press, closed, opened again: the tick is there."""
    engine.go(f"{site_server}/outils/tecrep/")
    until(engine, AWAKE)
    box = "[data-tool] form input[type=checkbox]"
    until(engine, "return !!document.querySelector(selector)", selector=box)
    name = engine.run("return document.querySelector(selector).name", selector=box)
    press(engine, box)
    until(engine, "return document.querySelector(selector).checked", selector=box)
    until(engine, "return localStorage.getItem('amiable.checklist.tecrep')?.includes(name)", name=name)
    engine.go("about:blank")
    engine.go(f"{site_server}/outils/tecrep/")
    until(engine, "return document.querySelector(selector)?.checked", selector=box)
    engine.run("localStorage.clear(); return true")


def test_a_letter_is_written_as_it_is_filled(engine: Engine, site_server: str) -> None:
    """A name typed into a field stands in the letter, as text, and is there the next time."""
    name = "Zoé <b>Dupont</b> & fils"
    engine.go(f"{site_server}/modeles/relance-assureur/")
    until(engine, "return !!document.querySelector('[data-kept]')?.getClientRects().length")
    field = "[data-tool] form [name=contract]"
    until(engine, "return !!document.querySelector(selector)?.getClientRects().length", selector=field)
    press(engine, field)
    engine.run(
        """const field = document.querySelector(selector);
        field.value = name;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        return true;""",
        selector=field,
        name=name,
    )
    written = "return document.querySelector('[data-tool]').textContent.includes(name)"
    until(engine, written, name=name)
    bold = "return [...document.querySelectorAll('[data-tool] b')].map((one) => one.textContent)"
    assert "Dupont" not in engine.run(bold)
    until(engine, "return localStorage.getItem('amiable.letter.relance-assureur')?.includes('Dupont')")
    engine.go("about:blank")
    engine.go(f"{site_server}/modeles/relance-assureur/")
    until(engine, "return document.querySelector(selector)?.value === name", selector=field, name=name)
    engine.run("localStorage.clear(); return true")


def test_a_case_counts_from_its_fact(engine: Engine, site_server: str, today: str) -> None:
    """A letter received and kept: its next date is that of the rules."""
    engine.go(f"{site_server}/dossier/")
    form = "[data-new-fact] form"
    until(engine, "return !!document.querySelector(selector)?.getClientRects().length", selector=form)
    for name, value in (
        ("kind", "claimed"),
        ("form", "letter"),
        ("on", today),
        ("text", "Une <b>lettre</b>."),
    ):
        engine.run(
            """const field = document.querySelector(`${form} [name=${name}]`);
            field.value = value;
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            field.dispatchEvent(new Event("change", { bubbles: true }));
            return true;""",
            form=form,
            name=name,
            value=value,
        )
    press(engine, f"{form} [data-submit]")
    fact = {"id": "f", "kind": "claimed", "on": today, "form": "letter", "text": ""}
    first = api.case_view({"facts": [fact]}, today=today)["next"]["limit"]
    shown = "return document.querySelector('[data-next-card] time')?.dateTime ?? null"
    assert until(engine, shown) == first
    bold = "return [...document.querySelectorAll('[data-facts] b')].map((one) => one.textContent)"
    assert "lettre" not in engine.run(bold)
    press(engine, "[data-do=keep]")
    until(engine, "return localStorage.getItem('amiable.case.dossier')?.includes('lettre')")
    engine.run("localStorage.clear(); return true")


def test_a_night_moves_no_date(engine: Engine, site_server: str) -> None:
    """« Hier » is a day once it is understood: the next morning, with another answer, it is the same day."""
    engine.go("about:blank")
    engine.go(f"{site_server}/outils/delai-declaration/")
    until(engine, AWAKE)
    field = "[data-tool] form [name=received_on]"
    engine.run(
        """const field = document.querySelector(selector);
        field.value = "hier";
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        field.form.requestSubmit?.();
        return true;""",
        selector=field,
    )
    evening = until(engine, DATES)
    assert engine.run("return document.querySelector(selector).value", selector=field) != "hier"
    engine.run(LATER, days=1)
    engine.run(
        """const field = document.querySelector(selector);
        field.value = "6";
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        return true;""",
        selector="[data-tool] form [name=length]",
    )
    start = engine.run("return location.hash.match(/received_on=([0-9-]+)/)[1]")
    expected = api.answer("delai-declaration", {"received_on": start, "length": "6"}, today=start)
    until(
        engine,
        f"const dates = await (async () => {{ {DATES} }})(); return dates?.deadline === deadline",
        deadline=expected["dates"]["deadline"],
    )
    assert evening["deadline"] <= expected["dates"]["deadline"]
