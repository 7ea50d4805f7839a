"""A page left open notices another day: it asks again, and says what changed, in words and to who listens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from macros.render import content
from macros.rules import api
from macros.rules.french import day_text
from tests.browser.gestures import press, type_over
from tests.browser.stillness import WATCH, moved
from tests.browser.test_days import (
    CALCULATORS,
    CHANGES,
    ENTRIES,
    LETTERS,
    ZONES,
    awake,
    moment,
    path_of,
    say,
    written,
)
from tests.browser.tools import (
    EXAMPLE,
    address,
    dates,
    door,
    expect_heard,
    field,
    plain,
    result,
    tool,
    wait_for_answer,
    wait_for_state,
)
from tests.browser.visitors import Visitors

WORDS = content.words("days")
TALK = "/outils/repetition-tecrep/#profile=worried&channel=phone"

#: Tell a page, as a browser does, that its reader has come back to it.
BACK = {
    "to the tab": "document.dispatchEvent(new Event('visibilitychange'))",
    "to the window": "window.dispatchEvent(new Event('focus'))",
    "from the page after": "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
}


def told(name: str, day: date | str) -> str:
    """Return the sentence of a page on another day."""
    named = day_text(date.fromisoformat(str(day)))
    return plain(str(WORDS[name]).format(day=named))


def expect_news(page: Page, name: str, day: date | str) -> None:
    """Expect the sentence where it is seen, and that it was heard."""
    news = page.locator("[data-news]")
    expect(news.locator("p")).to_have_text(told(name, day))
    expect(news).to_be_in_viewport()
    expect_heard(page, told(name, day))  # Python, refused here, may be said after it.


def pass_to(page: Page, day: date | str, hour: str = "08:00:00", zone: str = "Europe/Paris") -> None:
    """Let a page wake on another day, as its reader comes back to its tab."""
    page.clock.set_system_time(moment(day, hour, zone))
    page.evaluate(BACK["to the tab"])


def after(day: str, days: int = 1) -> date:
    return date.fromisoformat(day) + timedelta(days=days)


@pytest.fixture
def open_on(visitors: Visitors) -> Callable[..., Page]:
    """Return a function that opens an address in the evening of a day; Python runs where it is asked for."""

    def visit(
        path: str,
        day: date | str,
        hour: str = "22:00:00",
        *,
        python: str = "refused",
        zone: str = "Europe/Paris",
    ) -> Page:
        page = visitors.page(python=python, timezone_id=zone)
        page.clock.set_system_time(moment(day, hour, zone))
        page.goto(path)
        return page

    return visit


def overdue_days() -> dict[str, tuple[dict[str, str], str]]:
    """Return for each calculator answers, and the last day on which they are not overdue."""
    found = {}
    for one in CALCULATORS:
        example = api.describe(one)["example"]
        answers = {name: str(value) for name, value in example["answers"].items()}
        for day in door(one, answers, today=str(example["today"]))["dates"].values():
            if not is_overdue(one, answers, day) and is_overdue(one, answers, after(day)):
                found[one] = (answers, day)
    return found


def is_overdue(tool_id: str, answers: dict[str, str], day: date | str) -> bool:
    return bool(door(tool_id, answers, today=str(day))["overdue"])


OVERDUE = overdue_days()


def headline(answers: dict[str, str], day: date | str) -> str:
    """Say what stands in the place of the date in large on a day."""
    told: str = door(EXAMPLE, answers, today=str(day))["display"]["headline"]
    return told


def test_every_calculator_can_be_overdue() -> None:
    """None of them is left out of what follows."""
    assert set(OVERDUE) == set(CALCULATORS)


@pytest.mark.parametrize("tool_id", OVERDUE)
def test_too_late_comes_without_a_reload(open_on: Callable[..., Page], tool_id: str) -> None:
    """The night after its last day, each calculator says with Python’s words that it is too late."""
    answers, last = OVERDUE[tool_id]
    page = open_on(f"{path_of(tool_id)}#{urlencode(answers)}", last, python="")
    wait_for_answer(page)
    before = door(tool_id, answers, today=last)
    assert dates(page) == before["dates"]
    page.evaluate("window.same = true")
    pass_to(page, after(last))
    now = door(tool_id, answers, today=after(last).isoformat())
    for warning in now["warnings"]:
        expect(tool(page).locator("[data-answer] .am-note", has_text=plain(warning["text"]))).to_be_visible()
    if now["display"]["headline"]:
        expect(result(page)).to_contain_text(plain(now["display"]["headline"]))
    roles = {one["name"]: one["role"] for one in now["display"]["dates"]}
    passed = {roles[name] for name, day in now["dates"].items() if day == last}
    expect_news(page, "new_day_limit" if "limit" in passed else "new_day_main", after(last))
    assert page.evaluate("window.same")


@pytest.mark.parametrize("way", BACK)
def test_a_page_come_back_to_asks_again(open_on: Callable[..., Page], way: str) -> None:
    """On return to a tab, a window or from the next page, the answer of a day that is gone is asked again."""
    answers, last = OVERDUE[EXAMPLE]
    page = open_on(address(EXAMPLE, **answers), last)
    expect(result(page)).to_contain_text(headline(answers, last))
    page.clock.set_system_time(moment(after(last), "09:00:00"))
    page.evaluate(BACK[way])
    expect(result(page)).to_contain_text(headline(answers, after(last)))
    expect_news(page, "new_day_limit", after(last))


@pytest.mark.parametrize("zone", ZONES)
def test_midnight_is_noticed_where_the_reader_is(open_on: Callable[..., Page], zone: str) -> None:
    """Nobody touches the page: the sentence comes at the reader’s own midnight, and not before."""
    answers, last = OVERDUE[EXAMPLE]
    page = open_on(address(EXAMPLE, **answers), last, "23:58:00", zone=zone)
    expect(result(page)).to_contain_text(headline(answers, last))
    page.clock.fast_forward(60_000)
    expect(page.locator("[data-news]")).to_have_count(0)
    page.clock.fast_forward(75_000)
    expect_news(page, "new_day_limit", after(last))
    expect(result(page)).to_contain_text(headline(answers, after(last)))


@pytest.mark.parametrize("day", CHANGES)
def test_midnight_is_noticed_when_the_hour_changes(open_on: Callable[..., Page], day: str) -> None:
    """A day of 23 hours and one of 25 end at their own midnight, each of two nights in a row."""
    page = open_on(address(EXAMPLE, received_on=day), day, "23:58:30")
    wait_for_answer(page, by="table")
    for days in (1, 2):
        page.clock.fast_forward(60_000)
        expect(page.locator("[data-news]")).to_have_count(0)
        page.clock.fast_forward(45_000)
        expect_news(page, "new_day_same", after(day, days))
        press(page.locator("[data-news] button"))
        page.clock.set_system_time(moment(after(day, days), "23:58:30"))


def test_a_timer_that_slept_is_no_excuse(open_on: Callable[..., Page], today: str) -> None:
    """A device that wakes on another day without a word from its browser is noticed within a minute."""
    page = open_on(address(EXAMPLE, received_on=today), today)
    wait_for_answer(page, by="table")
    page.clock.set_system_time(moment(after(today, 3), "07:00:00"))
    page.clock.fast_forward(45_000)
    expect(page.locator("[data-news] p")).to_contain_text(plain(day_text(after(today, 3))))


@pytest.mark.parametrize("length", ["10", "7"])
def test_a_table_says_that_its_date_has_come(open_on: Callable[..., Page], today: str, length: str) -> None:
    """Without Python the answer table tells each passing day, as Python would, then opened anew."""
    answers = {"received_on": today, "length": length}
    there = door(EXAMPLE, answers, today=today)["dates"]
    page = open_on(address(EXAMPLE, **answers), today)
    wait_for_answer(page, by="table")
    expect(result(page).locator(".am-card__big")).to_have_attribute("datetime", there["safe_date"])
    on_its_day, past_it = date.fromisoformat(there["safe_date"]), after(there["deadline"])
    for day, name in ((on_its_day, "today"), (on_its_day + timedelta(days=1), "main"), (past_it, "limit")):
        if name == "main" and day.isoformat() > there["deadline"]:
            continue
        pass_to(page, day)
        expect_news(page, f"new_day_{name}", day)
        expect(result(page).locator(".am-card__big")).to_have_text(headline(answers, day))
        assert dates(page) == {name: there[name] for name in ("safe_date", "deadline")}
    page.reload()
    expect(result(page).locator(".am-card__big")).to_have_text(headline(answers, past_it))
    assert dates(page) == {name: there[name] for name in ("safe_date", "deadline")}


def test_a_day_to_come_is_not_answered_from_a_table(open_on: Callable[..., Page], today: str) -> None:
    """A reception of tomorrow has no answer in either table; once tomorrow has come it has one."""
    tomorrow = after(today)
    for length in ("5", "7"):
        page = open_on(address(EXAMPLE, received_on=tomorrow.isoformat(), length=length), today)
        wait_for_state(page, "failed")
        page.wait_for_load_state("networkidle")
        expect(result(page)).to_have_count(0)
        pass_to(page, tomorrow)
        expect(result(page).locator(".am-card__big")).to_have_attribute(
            "datetime",
            door(
                EXAMPLE, {"received_on": tomorrow.isoformat(), "length": length}, today=tomorrow.isoformat()
            )["dates"]["safe_date"],
        )


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_page_notices_another_day(open_on: Callable[..., Page], today: str, entry: str) -> None:
    """Its answer says by itself that the date has come, then passed; the focus stays where it was."""
    page = open_on(f"/e/{entry}/#received_on={today}&length=10&unit=jours_ouvres", today)
    answer = page.locator("output[data-result]")
    expect(answer.locator(".big")).to_have_attribute("data-date", "safe_date")
    there = door(EXAMPLE, {"received_on": today, "length": "10"}, today=today)["dates"]
    page.locator("summary").first.focus()
    pass_to(page, after(today))
    expect_news(page, "new_day_same", after(today))
    for day, name in ((date.fromisoformat(there["safe_date"]), "today"), (after(there["deadline"]), "limit")):
        pass_to(page, day)
        expect_news(page, f"new_day_{name}", day)
        expect(answer.locator(".big")).to_have_text(headline({"received_on": today, "length": "10"}, day))
        expect(page.locator("summary").first).to_be_focused()
    shown = answer.locator("time").evaluate_all("all => all.map((one) => one.dateTime)")
    assert shown == [there["safe_date"], there["deadline"]]
    page.reload()
    expect(answer.locator(".big")).to_have_text(headline({"received_on": today, "length": "10"}, day))


@pytest.mark.parametrize("tool_id", LETTERS)
def test_a_letter_notices_another_day(open_on: Callable[..., Page], today: str, tool_id: str) -> None:
    """One that is not begun bears the new day; one that is keeps its own, and says so."""
    page = open_on(path_of(tool_id), today)
    awake(page)
    dated = "written_on" in LETTERS[tool_id]
    pass_to(page, after(today))
    expect_news(page, "new_day_letter_dated" if dated else "new_day", after(today))
    if dated:
        expect(field(page, "written_on")).to_have_value(written(after(today)))
    say(page.locator("form textarea").first, "Anne")
    pass_to(page, after(today, 2))
    expect_news(page, "new_day_letter_kept" if dated else "new_day", after(today, 2))
    if dated:
        expect(field(page, "written_on")).to_have_value(written(after(today)))


def test_a_conversation_notices_another_day(open_on: Callable[..., Page], today: str) -> None:
    """The lines on their card stay as they are."""
    page = open_on(TALK, today)
    line = page.locator('[name="thank"]')
    type_over(line, "Merci.")
    pass_to(page, after(today))
    expect_news(page, "new_day", after(today))
    expect(line).to_have_value("Merci.")


def test_a_page_that_was_asked_nothing_says_nothing(open_on: Callable[..., Page], today: str) -> None:
    """Without an answer no day matters."""
    page = open_on(path_of(EXAMPLE), today)
    awake(page)
    pass_to(page, after(today))
    page.wait_for_timeout(1_000)
    expect(page.locator("[data-news]")).to_have_count(0)


def test_news_moves_nothing_and_is_put_away(open_on: Callable[..., Page], today: str) -> None:
    """The sentence stands at the foot of the window: nothing shifts, and a button closes it."""
    page = open_on(address(EXAMPLE, received_on=today), today, python="held")
    wait_for_answer(page, by="table")
    page.evaluate(WATCH)
    pass_to(page, after(today))
    expect_news(page, "new_day_same", after(today))
    page.wait_for_timeout(500)
    assert moved(page, by_hand=True) == []
    press(page.locator("[data-news] button"))
    expect(page.locator("[data-news]")).to_have_count(0)


def test_nothing_changes_under_a_press(open_on: Callable[..., Page]) -> None:
    """A finger that brings the page back presses what it saw: the day is noticed once it is lifted."""
    answers, last = OVERDUE[EXAMPLE]
    page = open_on(address(EXAMPLE, **answers), last)
    expect(result(page)).to_contain_text(headline(answers, last))
    button = tool(page).locator("[data-change]").first
    button.hover()
    page.clock.set_system_time(moment(after(last), "09:00:00"))
    page.evaluate(BACK["to the window"])
    page.mouse.down()
    page.wait_for_timeout(1_500)
    expect(page.locator("[data-news]")).to_have_count(0)
    expect(result(page)).to_contain_text(headline(answers, last))
    page.mouse.up()
    expect_news(page, "new_day_limit", after(last))


def test_dates_stay_where_python_has_died(visitors: Visitors, today: str) -> None:
    """An answer that no table has is not lost on another day because Python no longer runs."""
    answers = {"received_on": today, "length": "31"}
    page = visitors.page(address(EXAMPLE, **answers))
    wait_for_answer(page)
    there = dates(page)
    page.evaluate(
        """() => {
          Worker.prototype.postMessage = function () { this.dispatchEvent(new Event("error")); };
        }"""
    )
    pass_to(page, after(today))
    wait_for_state(page, "failed")
    expect(page.locator("[data-news]")).to_be_visible()
    assert dates(page) == there
