"""Trees in the hands of people: an option records itself, nothing moves, an outcome gives its date."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from macros.rules import data, walk
from macros.rules.model import Question
from tests.browser.gestures import press, press_together
from tests.browser.stillness import WATCH, moved
from tests.browser.test_gestures import HANDS, given
from tests.browser.tools import (
    APART,
    BEFORE,
    RECEIVED,
    door,
    expect_heard,
    of_kind,
    plain,
    texts,
    tool,
    wait_for_script,
    wait_for_state,
    word,
)
from tests.browser.visitors import Visitors, hold

TREES = of_kind("tree")
FIRST = "faut-il-declarer"
CALCULATOR = "delai-declaration"
INPUT = "received_on"
#: The one outcome that most readers of the first tree want to know the date of, and the way to it.
DECLARE = {
    "received": "formal_notice",
    "declared": "no",
    "policy": "in_force",
    "fact_date": "after_start",
    "elapsed": "no",
    "agreement": "no",
    "legal_protection": "no",
}
DANGER = {"danger": "yes"}


def link(tree: str, answers: dict[str, str]) -> str:
    return f"/outils/{tree}/#{urlencode(answers)}"


def ways(tree: str) -> dict[str, dict[str, str]]:
    """Return a way to every node, the first that leads there and asks what the node may ask."""
    found: dict[str, dict[str, str]] = {}
    for way, end in walk.paths(data.tree(tree)):
        for place, (name, _) in enumerate(way):
            found.setdefault(name, dict(way[:place]))
        if end.id not in found or (end.asks and not walk.meets(end.asks.when, tuple(found[end.id].items()))):
            found[end.id] = dict(way)
    return found


def presses(tree: str) -> list[tuple[dict[str, str], str, str]]:
    """Return every option of every question: the answers that lead to it, the question, the option."""
    read = data.tree(tree)
    return [
        (way, id, option.value)
        for id, way in ways(tree).items()
        if isinstance(question := walk.node_of(read, id), Question)
        for option in question.options
    ]


@pytest.mark.parametrize("hand", HANDS)
def test_every_option_records_itself_once(visitors: Visitors, hand: str) -> None:
    """By finger on a phone, by mouse on a desk: each option of each question is what its press records.

    Those of the first question are pressed on a fresh page.
    """
    context = visitors.context(service_workers="block", on=BEFORE, **HANDS[hand])
    context.route("**/assets/python/**", hold)
    pages = {tree: context.new_page() for tree in TREES}
    wrong: list[object] = []
    done = 0
    for turn in zip_longest(*([(tree, *one) for one in presses(tree)] for tree in TREES)):
        now = [one for one in turn if one]
        for tree, way, _, _ in now:
            if not way:
                pages[tree].goto(APART)
                pages[tree].goto(f"/outils/{tree}/")
                wait_for_script(pages[tree])
            stand(pages[tree], way)
        press_together(
            tool(pages[tree]).locator(f"[data-node={node}][data-current] [data-value={value}]")
            for tree, _, node, value in now
        )
        for tree, way, node, value in now:
            answers = way | {node: value}
            place = pages[tree].evaluate(
                "[document.querySelector('[data-current]').dataset.node, window.pushes]"
            )
            recorded = {name: one for name, one in given(pages[tree]).items() if name not in ("debut", "fin")}
            if (recorded, place) != (answers, [door(tree, answers)["node"], 1]):
                wrong.append((tree, answers, recorded, place))
        done += len(now)
    assert wrong == []
    assert done == sum(len(presses(tree)) for tree in TREES) > 190


def stand(page: Page, answers: dict[str, str]) -> None:
    """Bring a page to where some answers lead, and count from there what it adds to its history."""
    page.evaluate(
        """(fragment) => {
          window.push ??= history.pushState.bind(history);
          window.pushes = 0;
          history.pushState = (...place) => { window.pushes += 1; window.push(...place); };
          if (!fragment) return;  // A page that was just opened stands there.
          history.replaceState(null, "", `${location.pathname}#${fragment}`);
          dispatchEvent(new PopStateEvent("popstate"));
        }""",
        urlencode(answers),
    )


@pytest.mark.parametrize("hand", HANDS)
def test_nothing_moves_in_a_tree(visitors: Visitors, hand: str) -> None:
    """From the first paint, through a question, an outcome, its date, back: what a press asks moves alone."""
    context = visitors.context(service_workers="block", on=BEFORE, **HANDS[hand])
    context.route("**/assets/python/**", hold)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"/outils/{FIRST}/")
    wait_for_script(page)
    press(tool(page).locator("[data-current] [data-value=formal_notice]"))
    press(tool(page).locator("[data-current] [data-value=no]"))
    progress = plain(tool(page).locator("[data-progress] [data-result]").text_content() or "")
    assert progress
    expect_heard(page, progress)
    press(tool(page).locator("[data-action=back]"))
    page.wait_for_timeout(600)  # A shift this long after a press is nobody's wish.
    assert moved(page) == []
    for answers in (DECLARE, DECLARE | {INPUT: RECEIVED}):
        page.goto(APART)
        page.goto(link(FIRST, answers))
        wait_for_script(page)
        page.wait_for_timeout(600)
        press(tool(page).locator("[data-said=hier]"))
        expect(tool(page).locator("[data-answer][data-from=table]")).to_be_visible()
        page.wait_for_timeout(600)
        assert moved(page) == []


def test_nothing_moves_when_python_comes(visitors: Visitors) -> None:
    """Python confirms the date of an outcome in its place: the page says so, and nothing else changes."""
    page = visitors.page(link(FIRST, DECLARE | {INPUT: RECEIVED}), on=BEFORE, init=WATCH)
    expect(tool(page).locator("[data-answer][data-from=table]")).to_be_visible()
    before = texts(tool(page).locator("[data-answer] > :not(details)"))
    wait_for_state(page, "ready")
    expect(tool(page).locator("[data-answer][data-from=python]")).to_be_visible()
    assert texts(tool(page).locator("[data-answer] > :not(details)")) == before
    assert moved(page) == []


def asking() -> list[tuple[str, str, dict[str, str]]]:
    """Return every outcome that asks for a day, with a way on which it does."""
    return [
        (tree, id, way)
        for tree in TREES
        for id, way in ways(tree).items()
        if id in (outcomes := data.tree(tree).outcomes)
        and (asks := outcomes[id].asks)
        and walk.meets(asks.when, tuple(way.items()))
    ]


def dates(page: Page) -> dict[str, str]:
    found = tool(page).locator("[data-current] [data-answer] time[data-date]")
    return dict(found.evaluate_all("all => all.map((time) => [time.dataset.date, time.dateTime])"))


def test_every_outcome_that_asks_answers_at_once(visitors: Visitors) -> None:
    """Without Python, in each of them, the day given in the link has the two dates of the calculator."""
    days = ["2026-04-28", RECEIVED, "2026-05-01"]
    page = visitors.page(on=BEFORE, python="held")
    seen = 0
    for number, (tree, id, way) in enumerate(asking()):
        day = days[number % len(days)]
        page.goto(APART)
        page.goto(link(tree, way | {INPUT: day}))
        expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", id)
        expect(tool(page).locator("[data-current] [data-answer]")).to_have_attribute("data-from", "table")
        assert dates(page) == door(CALCULATOR, {INPUT: day})["dates"]
        onward = tool(page).locator(f"[data-current] .am-next a[href*='{CALCULATOR}']")
        assert f"{INPUT}={day}" in (onward.first.get_attribute("href") or "")
        seen += 1
    assert seen > 35


@pytest.mark.parametrize("hand", HANDS)
def test_the_day_is_pressed_and_kept_in_the_address(visitors: Visitors, hand: str) -> None:
    """« Hier », « Aujourd’hui », another day: the date stands in the card, and the link has it."""
    page = visitors.page(link(FIRST, DECLARE), on=BEFORE, python="held", **HANDS[hand])
    wait_for_script(page)
    today = date.fromisoformat(BEFORE)
    for said, back in (("hier", 1), ("aujourd’hui", 0)):
        button = tool(page).locator(f"[data-said='{said}']")
        press(button)
        expect(button).to_have_attribute("aria-pressed", "true")
        day = str(today - timedelta(days=back))
        assert given(page)[INPUT] == day
        expect(tool(page).locator("[data-answer] time[data-date=deadline]")).to_have_attribute(
            "datetime", door(CALCULATOR, {INPUT: day})["dates"]["deadline"]
        )
    press(tool(page).locator("[data-other]"))
    tool(page).locator("#ask-day").fill(RECEIVED)
    press(tool(page).get_by_role("button", name=word("asked_see")))
    expect(tool(page).locator("[data-answer] time[data-date=safe_date]")).to_have_attribute(
        "datetime", "2026-05-07"
    )
    assert given(page)[INPUT] == RECEIVED
    expect(tool(page).locator("[data-other]")).to_have_attribute("aria-pressed", "true")


def test_python_answers_a_day_that_the_table_has_not(visitors: Visitors) -> None:
    """An older day is counted by Python once it is there, overdue with what to do; the code holds the day."""
    day = "2024-02-26"
    page = visitors.page(link(FIRST, DECLARE | {INPUT: day}), on=BEFORE)
    expect(tool(page).locator("[data-answer]")).to_have_attribute("data-from", "python")
    counted = door(FIRST, DECLARE | {INPUT: day})
    assert dates(page) == counted["dates"]
    shown = plain(tool(page).locator("[data-answer]").inner_text())
    for one in (counted["display"]["headline"], counted["warnings"][0]["text"]):
        assert plain(one) in shown
    assert plain(tool(page).locator("[data-code]").text_content() or "") == counted["code"]


def test_where_data_are_spared_no_python_is_fetched(visitors: Visitors) -> None:
    """Under Save-Data a tree never asks for it; what the table has not is a link to the calculator."""
    spare = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    page = visitors.page(link(FIRST, DECLARE | {INPUT: "2024-02-26"}), on=BEFORE, init=spare)
    onward = tool(page).locator("[data-answer] a")
    expect(onward).to_have_text(word("asked_go"))
    assert f"{INPUT}=2024-02-26" in (onward.get_attribute("href") or "")
    page.wait_for_timeout(4_000)
    assert not [url for url in visitors.requests if "/python/" in url]


def test_python_waits_for_a_reader_at_rest(visitors: Visitors) -> None:
    """No press fetches it; whoever goes on pressing is left alone, whoever reads has it confirmed."""
    page = visitors.page(f"/outils/{FIRST}/", on=BEFORE, python="held")
    wait_for_script(page)
    asked = lambda: [url for url in visitors.requests if "/python/" in url]  # noqa: E731
    page.wait_for_timeout(3_000)
    assert asked() == []  # Nobody has answered anything yet.
    for node, value in list(DECLARE.items())[:3]:
        press(tool(page).locator(f"[data-node={node}] [data-value={value}]"))
        assert asked() == []
        expect(tool(page)).to_have_attribute("data-state", "static")
    wait_for_state(page, "loading")
    assert asked()
    expect(tool(page).locator("[data-status-line]")).to_be_hidden()


@pytest.mark.parametrize(
    "broken",
    [
        f"debut&{urlencode(DECLARE)}&{INPUT}=2026-04-3",
        f"debut&{urlencode(DECLARE)}&{INPUT}=2026-04-30",
        f"{urlencode(DECLARE)}&length=10&{INPUT}=20",
        f"{urlencode(DECLARE)}&{INPUT}=2026-04-30&unit=jours",
    ],
)
def test_a_day_of_a_damaged_link_is_asked_again(visitors: Visitors, broken: str) -> None:
    """Where a link was cut, or may have gone on, its outcome stands and its day is not believed."""
    page = visitors.page(f"/outils/{FIRST}/#{broken}", on=BEFORE, python="held")
    wait_for_script(page)
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", "declare_now")
    assert dates(page) == {}
    expect(tool(page).locator("[data-current] [data-error]")).to_have_text(word("link_lost_day"))


def test_a_word_for_a_day_is_fixed_in_the_address(visitors: Visitors) -> None:
    """A link that says « hier » means the eve of the day on which it is opened, for ever after."""
    page = visitors.page(link(FIRST, DECLARE | {INPUT: "hier"}), on=BEFORE, python="held")
    expect(tool(page).locator("[data-answer]")).to_have_attribute("data-from", "table")
    assert given(page)[INPUT] == "2026-05-01"


def test_an_outcome_left_open_notices_another_day(visitors: Visitors) -> None:
    """At midnight « hier » is another button, and the day on which to declare is told."""
    page = visitors.page(link(FIRST, DECLARE | {INPUT: RECEIVED}), on="2026-05-06", python="held")
    expect(tool(page).locator("[data-answer]")).to_have_attribute("data-from", "table")
    was = dates(page)
    page.clock.set_system_time("2026-05-07T00:00:05")
    page.evaluate("dispatchEvent(new Event('focus'))")
    news = page.locator("[data-news] p")
    expect(news).to_be_visible()
    assert "7\xa0mai" in (news.text_content() or "")
    page.clock.set_system_time("2026-05-20T10:00:00")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(news).to_contain_text("20\xa0mai")
    assert was == door(CALCULATOR, {INPUT: RECEIVED})["dates"]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("tree", TREES)
def test_the_question_is_the_heading_of_the_page(visitors: Visitors, tree: str, width: int) -> None:
    """One heading of the first rank: the page's own without a script, the node that is shown with one."""
    static = visitors.page(f"/outils/{tree}/", java_script_enabled=False, width=width)
    expect(static.locator("h1")).to_have_count(1)
    page = visitors.page(f"/outils/{tree}/", on=BEFORE, python="held", width=width)
    wait_for_script(page)
    expect(page.locator("h1")).to_have_count(1)
    first = door(tree, {})
    assert plain(page.locator("h1").inner_text()) == plain(first["title"])
    assert plain(tool(page).locator("[data-result]").inner_text()) == plain(first["display"]["progress"])
    press(tool(page).locator("[data-current] [data-value]").first)
    then = door(tree, {first["node"]: first["options"][0]["value"]})
    assert plain(page.locator("h1").inner_text()) == plain(then["title"])
    back, title = (tool(page).locator(one).bounding_box() for one in ("[data-action=back]", "h1"))
    assert back
    assert title
    assert back["y"] + back["height"] <= title["y"]


def test_options_are_large_enough_for_a_thumb(visitors: Visitors) -> None:
    """On a phone each option is a row of 56 pixels or more; « Où chercher » is with « Je ne sais pas »."""
    page = visitors.page(f"/outils/{FIRST}/", on=BEFORE, python="held")
    wait_for_script(page)
    for id, way in ways(FIRST).items():
        if id in data.tree(FIRST).questions:
            stand(page, way)
            rows = tool(page).locator("[data-current] [data-value]")
            heights = rows.evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
            assert min(heights) >= 56, id
            looks = tool(page).locator("[data-current] .am-look")
            expect(looks).to_have_count(1)
            expect(tool(page).locator("[data-current] li:has([data-value=unknown]) .am-look")).to_have_count(
                1
            )


def in_first_screen(page: Page) -> list[str]:
    """Return what can be pressed on the first screen: its words or its address."""
    return page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, input")]
          .filter((one) => {
            const { top, bottom, width } = one.getBoundingClientRect();
            const isSeen = one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
            return isSeen && width > 1 && bottom > 0 && top < innerHeight;
          })
          .map((one) => one.getAttribute("href") ?? one.textContent.trim())"""
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_in_danger_there_is_whom_to_call_and_nothing_else(visitors: Visitors, width: int) -> None:
    """Two calls and a way off the site stand on the first screen; no navigation, no button, no loading."""
    page = visitors.page(link("mon-client-m-insulte", DANGER), on=BEFORE, python="held", width=width)
    wait_for_script(page)
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", "safety")
    seen = in_first_screen(page)
    assert seen.count("tel:17") >= 1
    assert seen.count("tel:112") >= 1
    off = page.locator("a[data-exit]").get_attribute("href")
    rest = [one for one in seen if not one.startswith("tel:") and not one.startswith(("../..", "/"))]
    assert rest == [off], seen
    for number in ("17", "112"):
        box = tool(page).locator(f".am-emergency[href='tel:{number}']").bounding_box()
        assert box
        assert box["height"] >= 100
    expect(tool(page).locator("[data-status-line]")).to_be_hidden()


def test_without_a_script_an_outcome_has_its_dates(visitors: Visitors, today: str) -> None:
    """In each outcome that asks, the printed table has the calculator's own dates for the days around."""
    for tree in TREES:
        asked = [(id, end) for id, end in data.tree(tree).outcomes.items() if end.asks]
        if not asked:
            continue
        page = visitors.page(f"/outils/{tree}/", java_script_enabled=False)
        for id, _ in asked:
            rows = page.locator(f"[data-node={id}] [data-asks] tbody tr")
            found: list[Any] = rows.evaluate_all(
                """all => all.map((row) => [...row.querySelectorAll("time")].map(
                  (time) => [time.dataset.date ?? "", time.dateTime]))"""
            )
            assert len(found) > 9
            assert today in [row[0][1] for row in found]
            for (_, day), *given_dates in found:
                assert dict(given_dates) == door(CALCULATOR, {INPUT: day}, today=day)["dates"]
            expect(rows.first).to_be_visible()


def test_the_map_shows_where_one_is(visitors: Visitors) -> None:
    """In its fold, every question of the tree, those answered and that which is asked, within the screen."""
    page = visitors.page(link(FIRST, {"received": "written"}), on=BEFORE, python="held")
    wait_for_script(page)
    press(tool(page).locator(".am-map summary"))
    here = tool(page).locator("li[data-map][aria-current=step]")
    expect(here).to_be_visible()
    assert here.get_attribute("data-map") == "subject"
    assert tool(page).locator("li[data-map]").count() == len(data.tree(FIRST).questions)
    assert tool(page).locator("li[data-map][data-been]").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
