"""Text that means harm: shown as text or refused, bounded, and nothing of it runs."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tools import (
    EXAMPLE,
    ask,
    change,
    dates,
    door,
    field,
    forget,
    plain,
    tool,
    wait_for_answer,
    wait_for_script,
    wait_for_state,
)
from tests.browser.visitors import Visitors

HOSTILE = {
    "an image": "<img src=x onerror=window.touched=1>",
    "a script": "</script><script>window.touched=1</script>",
    "an attribute": '" autofocus onfocus="window.touched=1" x=\'',
    "a style": "</style></template><svg onload=window.touched=1>",
    "an address": "javascript:window.touched=1",
    "a template": "{{constructor.constructor('window.touched=1')()}}${window.touched=1}",
    "Python": "'''\"\"\"\\\n__import__('js').touched=1",
    "emoji": "👩‍⚖️🙂\u202e\u0000\ufeff1\ud7ff",
    "accents without end": "Z" + "\u0301" * 500,
    "100 000 characters": "A" * 100_000,
    "100 000 digits": "9" * 100_000,
    "100 000 marks": "<b>" * 33_334,
}

#: The elements of a tool that only harm could bring: their number is counted before and after.
COUNT = "() => document.querySelectorAll('img, script, svg, iframe, style, b, object, embed').length"


@pytest.fixture(scope="module")
def calculator(lasting_visitors: Visitors) -> Page:
    """Return a calculator whose Python runs."""
    page = lasting_visitors.page(f"/outils/{EXAMPLE}/#received_on=hier")
    wait_for_state(page, "ready")
    wait_for_answer(page)
    return page


def assert_untouched(page: Page) -> None:
    assert page.evaluate("window.touched") is None
    assert page.locator("[onerror], [onload], [onfocus], [autofocus]").count() == 0
    assert page.locator("a[href^='javascript:']").count() == 0


@pytest.mark.parametrize("name", ["received_on", "length"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_answers_of_a_link_are_refused_as_text(calculator: Page, kind: str, name: str) -> None:
    """What is no date and no number gets its field's sentence; it makes no element, and nothing runs."""
    before = calculator.evaluate(COUNT)
    answers = {"received_on": "2026-04-30", "length": "5"} | {name: HOSTILE[kind]}
    ask(calculator, status="invalid", **answers)
    error = field(calculator, name).locator("xpath=ancestor::*[@data-field]").locator("[data-error]")
    (problem,) = door(EXAMPLE, {**answers, name: HOSTILE[kind][:200]})["problems"]
    expect(error).to_have_text(plain(problem["text"]))
    assert len(field(calculator, name).input_value()) <= 200
    assert calculator.evaluate(COUNT) <= before
    assert_untouched(calculator)


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_answers_typed_stay_in_their_field(calculator: Page, kind: str) -> None:
    """Typed or pasted, the text is cut to the field's bound, refused in a sentence, and runs nothing."""
    ask(calculator, received_on="2026-04-30", length="5")
    forget(calculator)
    change(calculator, "received_on").focus()
    calculator.keyboard.insert_text(HOSTILE[kind])
    field(calculator, "received_on").press("Enter")
    wait_for_answer(calculator, status="invalid")
    assert len(field(calculator, "received_on").input_value()) <= 200
    expect(tool(calculator).locator("[data-field=received_on] [data-error]")).to_be_visible()
    expect(field(calculator, "received_on")).to_be_focused()
    assert_untouched(calculator)


@pytest.fixture
def without_python(visitors: Visitors) -> Page:
    """Return a page that Python does not reach, to save time."""
    return visitors.page(python="refused")


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_link_opens_the_tool(without_python: Page, kind: str) -> None:
    """A tool of each kind, opened by such a link, stands: the text makes no element, and none of it runs."""
    for start in (f"{EXAMPLE}/#received_on=", "faut-il-declarer/#received=", "tecrep/#listen="):
        without_python.goto(f"/outils/{start}{quote(HOSTILE[kind], safe='')}")
        wait_for_script(without_python)
        expect(without_python.locator("h1")).to_be_visible()
        assert_untouched(without_python)


@pytest.mark.parametrize("name", ["received_on", "<img src=x onerror=window.touched=1>", 'received_on"]'])
def test_a_hostile_name_is_no_field(without_python: Page, name: str) -> None:
    """The name of an answer is compared with those of the fields, never made part of a program."""
    for tool_id in (EXAMPLE, "faut-il-declarer", "tecrep"):
        without_python.goto(f"/outils/{tool_id}/#{quote(name)}={quote(HOSTILE['an attribute'])}")
        wait_for_script(without_python)
        assert_untouched(without_python)


def test_a_hostile_list_of_dates_is_refused(lasting_visitors: Visitors) -> None:
    """A field that takes several dates refuses ten thousand of them with a sentence, and stays quick."""
    page = lasting_visitors.page("/outils/prescription-biennale/#trigger=assignation&trigger_on=2025-01-06")
    wait_for_answer(page)
    answers = {"trigger": "assignation", "trigger_on": "2025-01-06", "lrar_sent_on": "<b>," * 10_000}
    ask(page, status="invalid", **answers)
    expect(field(page, "lrar_sent_on")).to_have_attribute("aria-invalid", "true")
    assert_untouched(page)


def test_a_long_list_of_dates_is_answered_whole_or_not_at_all(lasting_visitors: Visitors) -> None:
    """Nineteen dates in words are all counted; a list too long to be read whole is refused, never cut."""
    answers = {"trigger": "assignation", "trigger_on": "2024-01-08"}
    page = lasting_visitors.page(f"/outils/prescription-biennale/#{urlencode(answers)}")
    wait_for_answer(page)
    days = [f"{day} septembre 2025" for day in range(1, 20)]
    ask(page, lrar_sent_on=", ".join(days), **answers)
    told = door("prescription-biennale", {**answers, "lrar_sent_on": ", ".join(days)})
    assert dates(page)["deadline"] == told["dates"]["deadline"] > "2027-09-18"
    ask(page, status="invalid", lrar_sent_on=", ".join(days * 4), **answers)
    assert len(field(page, "lrar_sent_on").input_value()) == 1001
    expect(field(page, "lrar_sent_on")).to_have_attribute("aria-invalid", "true")
