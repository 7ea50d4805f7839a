"""A phone, 22:40: from a link in an e-mail to two dates, their reasons, and back again tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from macros.rules.french import day_text
from tests.browser.gestures import press
from tests.browser.tools import (
    AFTER,
    BEFORE,
    EXAMPLE,
    RECEIVED,
    address,
    ask,
    change,
    dates,
    door,
    expect_heard,
    field,
    forget,
    plain,
    result,
    texts,
    tool,
    wait_for_answer,
    wait_for_state,
    word,
    write,
)
from tests.browser.visitors import HEIGHT, Visitors

LINK = address(EXAMPLE, received_on=RECEIVED)

#: Keep every state that a tool leaves, from the first one in the file.
KEEP_STATES = """
window.states = [];
new MutationObserver((changes) => {
  for (const { oldValue } of changes) window.states.push(oldValue);
}).observe(document, { subtree: true, attributeFilter: ["data-state"], attributeOldValue: true });
"""


@pytest.fixture(scope="module")
def opened(lasting_visitors: Visitors) -> Page:
    """Return the page of the link, as it stands once Python has answered; to be looked at only."""
    page = lasting_visitors.page(LINK, on=BEFORE, init=KEEP_STATES)
    wait_for_answer(page)
    return page


@pytest.fixture(scope="module")
def booted(lasting_visitors: Visitors) -> Page:
    """Return a calculator whose Python runs."""
    page = lasting_visitors.page(LINK, on=BEFORE)
    wait_for_state(page, "ready")
    wait_for_answer(page)
    return page


@pytest.fixture
def calculator(booted: Page) -> Iterator[Page]:
    """Return the running calculator with the example's answer."""
    ask(booted, received_on=RECEIVED, length="5", unit="jours_ouvres", zone="metropole")
    return booted


def test_a_link_answers_with_both_dates(opened: Page) -> None:
    """The answers in the link are answered by Python: to do by 7 May, at the latest on 11 May."""
    expect(result(opened)).to_have_attribute("data-status", "answered")
    expect(result(opened)).to_have_attribute("data-from", "python")
    assert dates(opened) == {"safe_date": "2026-05-07", "deadline": "2026-05-11"}


def test_the_tool_goes_from_static_to_ready_through_loading(opened: Page) -> None:
    """The state of the file is `static`; script moves it to `loading`, then to `ready`, and no other way."""
    assert opened.evaluate("window.states") == ["static", "loading"]
    expect(tool(opened)).to_have_attribute("data-state", "ready")


def test_the_prudent_date_is_large_and_the_limit_beneath(opened: Page) -> None:
    """The day to act by is written half as large again as the theoretical limit, and above it."""
    size = "(time) => parseFloat(getComputedStyle(time).fontSize)"
    safe, limit = (result(opened).locator(f"[data-date={name}]") for name in ("safe_date", "deadline"))
    assert safe.evaluate(size) >= 1.5 * limit.evaluate(size)
    above, beneath = safe.bounding_box(), limit.bounding_box()
    assert above
    assert beneath
    assert above["y"] + above["height"] <= beneath["y"]


def test_the_first_screen_is_the_answer(opened: Page) -> None:
    """Opened by its link, the page shows the day to act by without scrolling."""
    opened.evaluate("scrollTo(0, 0)")
    box = result(opened).locator("[data-date=safe_date]").bounding_box()
    assert box
    assert box["y"] + box["height"] <= HEIGHT


def test_every_day_shows_its_reason(opened: Page) -> None:
    """The days of the strip are the steps of the rules, in order, in the rules' own words."""
    said: dict[str, str] = {}
    for step in door(EXAMPLE, {"received_on": RECEIVED})["steps"]:
        what = step["text"].partition("\u00a0: ")[2]
        said[step["date"]] = f"{said[step['date']]}, {what}" if step["date"] in said else step["text"]
    shown = texts(tool(opened).locator("[data-answer] .am-sheet__text"))
    assert shown == [plain(text) for text in said.values()]
    assert len(shown) == 12


def test_skipped_days_are_named_on_their_sheet(opened: Page) -> None:
    """The two holidays of the example carry their names, and are not numbered."""
    sheets = tool(opened).locator("[data-answer] .am-sheet[data-role=skipped]")
    holidays = [plain(text) for text in sheets.locator(".am-sheet__reason").all_text_contents() if text]
    assert holidays == ["fête du Travail", "Victoire 1945"]
    assert set(texts(sheets.locator(".am-sheet__n"))) == {""}


def test_the_sources_are_those_of_the_rules(opened: Page) -> None:
    """Each source is there with its title, its address and the day it was read."""
    shown = tool(opened).locator(":is([data-answer], [data-answer-below]) .am-sources > li")
    expected = door(EXAMPLE, {"received_on": RECEIVED})["sources"]
    assert len(expected) > 1
    for line, source in zip(shown.all(), expected, strict=True):
        expect(line.locator("a")).to_have_attribute("href", source["url"])
        assert plain(line.locator("a").text_content() or "") == plain(source["title"])
        expect(line.locator("time")).to_have_attribute("datetime", source["checked_on"])


def test_what_is_debated_is_said(opened: Page) -> None:
    """What lawyers dispute is in the answer, sentence by sentence, as the rules say it."""
    debated = [plain(text) for text in door(EXAMPLE, {"received_on": RECEIVED})["display"]["debated"]]
    shown = texts(tool(opened).locator("[data-answer-below] .am-fold li"))
    assert debated
    assert [sentence for sentence in debated if sentence not in shown] == []


def test_too_late_is_a_path(calculator: Page) -> None:
    """After the limit the headline says to declare all the same, the warning says why, both dates stay."""
    ask(calculator, on=AFTER, received_on=RECEIVED)
    expected = door(EXAMPLE, {"received_on": RECEIVED}, today=AFTER)
    assert expected["overdue"]
    shown = plain(result(calculator).text_content() or "")
    assert shown.startswith(plain(expected["display"]["headline"]))
    assert dates(calculator) == expected["dates"]
    warnings = texts(tool(calculator).locator("[data-answer] .am-note:not(output)"))
    assert warnings == [plain(warning["text"]) for warning in expected["warnings"]]
    assert warnings


def test_a_link_opened_too_late_answers_too(visitors: Visitors) -> None:
    """The same link, opened after the limit, leads to the same path and to what to do now."""
    page = visitors.page(LINK, on=AFTER)
    wait_for_answer(page)
    expected = door(EXAMPLE, {"received_on": RECEIVED}, today=AFTER)
    first = tool(page).locator("[data-answer] a.am-button")
    assert plain(first.text_content() or "") == plain(expected["next"][0]["text"])
    assert page.goto(first.evaluate("(link) => link.href"))
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("typed", ["hier", "Hier", " HIER "])
def test_yesterday_is_a_date(calculator: Page, today: str, typed: str) -> None:
    """« hier » is the day before this one, for Python as for the reader."""
    ask(calculator, on=today, received_on=RECEIVED)
    yesterday = (date.fromisoformat(today) - timedelta(days=1)).isoformat()
    forget(calculator)
    write(calculator, "received_on", typed)
    field(calculator, "received_on").press("Enter")
    wait_for_answer(calculator)
    assert dates(calculator) == door(EXAMPLE, {"received_on": yesterday}, today=today)["dates"]
    assert answers_of(calculator)["received_on"] == yesterday


@pytest.mark.parametrize(
    "typed",
    [
        "30/04/2026",
        "30/4/26",
        "30.04.2026",
        "30-04-2026",
        "30 avril 2026",
        "30 AVRIL 2026",
        "30 avr. 2026",
        "jeudi 30 avril 2026",
        "30\u00a0avril\u00a02026",
    ],
)
def test_dates_are_read_as_people_write_them(calculator: Page, typed: str) -> None:
    """Every usual form of the example's day gives the example's dates."""
    forget(calculator)
    write(calculator, "received_on", typed)
    field(calculator, "received_on").press("Enter")
    wait_for_answer(calculator)
    assert dates(calculator) == {"safe_date": "2026-05-07", "deadline": "2026-05-11"}
    assert answers_of(calculator)["received_on"] == RECEIVED


@pytest.mark.parametrize(("button", "back"), [("Aujourd’hui", 0), ("Hier", 1)])
def test_a_thumb_can_give_the_day(calculator: Page, today: str, button: str, back: int) -> None:
    """The buttons for today and yesterday name their day, fill the field and answer at once."""
    calculator.clock.set_system_time(f"{today}T10:00:00")
    calculator.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # It is another day.
    ask(calculator, on=today, received_on=RECEIVED)
    change(calculator, "received_on")
    forget(calculator)
    day = (date.fromisoformat(today) - timedelta(days=back)).isoformat()
    named = plain(day_text(date.fromisoformat(day)))
    press(tool(calculator).get_by_role("button", name=f"{button} {named}", exact=True))
    wait_for_answer(calculator)
    assert dates(calculator) == door(EXAMPLE, {"received_on": day}, today=today)["dates"]


def test_changing_the_length_answers_again(calculator: Page) -> None:
    """Another length is answered without pressing anything, and the other answers are kept."""
    forget(calculator)
    write(calculator, "length", "10")
    wait_for_answer(calculator)
    answers = {"received_on": RECEIVED, "length": "10", "unit": "jours_ouvres", "zone": "metropole"}
    told = door(EXAMPLE, answers)
    assert dates(calculator) == told["dates"]
    expect_heard(calculator, " ".join(told["display"]["main"][part] for part in ("label", "day", "year")))
    assert answers_of(calculator) == answers


def test_changing_the_unit_answers_again(calculator: Page) -> None:
    """Another choice in a list is answered without pressing anything."""
    forget(calculator)
    change(calculator, "unit").select_option("jours")
    wait_for_answer(calculator)
    assert dates(calculator) == door(EXAMPLE, {"received_on": RECEIVED, "unit": "jours"})["dates"]


def test_each_answer_can_be_changed_from_the_result(calculator: Page) -> None:
    """The button beside an answer leads to its field."""
    named = tool(calculator).locator("button[data-change]")
    assert named.count() == 3
    for button in named.all():
        if button.get_attribute("aria-expanded") == "true":
            press(button)
        press(button)
        name = button.get_attribute("data-change")
        expect(field(calculator, name or "")).to_be_focused()


def test_the_address_restores_the_same_state(calculator: Page) -> None:
    """Loaded again, or opened elsewhere, the address shows the same answers, dates and days."""
    ask(calculator, received_on="2026-04-28", length="12", unit="jours_ouvrables", zone="alsace-moselle")
    kept = whole_state(calculator)
    calculator.reload()
    wait_for_answer(calculator)
    assert whole_state(calculator) == kept


def test_the_link_can_be_copied(calculator: Page) -> None:
    """« Partager » puts the address of this very state in the clipboard, and says so."""
    calculator.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(tool(calculator).get_by_role("button", name=word("share")))
    expect(tool(calculator).locator("[data-done]")).to_have_text(word("copied"))
    assert calculator.evaluate("navigator.clipboard.readText()") == calculator.url
    assert answers_of(calculator)["received_on"] == RECEIVED


def test_a_refused_copy_is_said(visitors: Visitors) -> None:
    """Where the browser refuses the clipboard, one sentence says where the link is."""
    link = address(EXAMPLE, received_on=visitors.today)
    refused = "navigator.clipboard.writeText = () => Promise.reject(new Error('no'));"
    page = visitors.page(link, python="refused", init=refused)
    wait_for_answer(page, by="table")
    wait_for_state(page, "failed")
    press(tool(page).get_by_role("button", name=word("share")))
    expect(tool(page).locator("[data-done]")).to_have_text(word("copy_failed"))


def test_common_dates_are_answered_before_python(visitors: Visitors, today: str) -> None:
    """While no file of Python has come, the page's own table answers today's date with the engine's dates."""
    page = visitors.page(address(EXAMPLE, received_on=today), python="held")
    wait_for_answer(page, by="table")
    wait_for_state(page, "loading")
    assert dates(page) == door(EXAMPLE, {"received_on": today}, today=today)["dates"]


@pytest.mark.parametrize("length", ["5", "10"])
def test_the_table_reads_yesterday_too(visitors: Visitors, today: str, length: str) -> None:
    """Before Python « hier » and the common lengths are answered from the table, as Python will."""
    page = visitors.page(address(EXAMPLE, received_on="hier", length=length), python="held")
    wait_for_answer(page, by="table")
    yesterday = (date.fromisoformat(today) - timedelta(days=1)).isoformat()
    expected = door(EXAMPLE, {"received_on": yesterday, "length": length}, today=today)["dates"]
    assert dates(page) == {name: expected[name] for name in ("safe_date", "deadline")}


def test_another_answer_is_not_read_in_the_table(visitors: Visitors, today: str) -> None:
    """What no table was made for waits for Python: no date is shown that could be wrong."""
    page = visitors.page(address(EXAMPLE, zone="alsace-moselle", received_on=today), python="held")
    wait_for_state(page, "loading")
    wait_for_answer(page, by="table")
    write(page, "length", "31")
    field(page, "length").blur()
    expect(result(page)).to_have_count(0)


def answers_of(page: Page) -> dict[str, str]:
    """Return the answers in the address of a page."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).fragment).items()}


def whole_state(page: Page) -> dict[str, object]:
    """Return what a reader sees of an answer, what was given, and the address."""
    sheets = texts(tool(page).locator("[data-answer] .am-sheet__text"))
    recap = texts(tool(page).locator(".am-row"))
    values = {name: field(page, name).input_value() for name in ("received_on", "length", "unit", "zone")}
    return {"dates": dates(page), "sheets": sheets, "recap": recap, "values": values, "url": page.url}
