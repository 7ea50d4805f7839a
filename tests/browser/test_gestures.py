"""Hands on the tools, before Python is there: what is pressed is what counts, once, by finger or mouse."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.gestures import press, press_together, press_twice
from tests.browser.tools import BEFORE, of_kind, tool, wait_for_script, word
from tests.browser.tools import door as answer
from tests.browser.visitors import Visitors, hold

TREES = of_kind("tree")

#: The hands that a page meets: a finger on a phone, a mouse on a desk.
HANDS = {"finger": {"width": 360, "has_touch": True}, "mouse": {"width": 1280}}


@pytest.fixture(params=HANDS)
def hand(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return what a browser is made with for each hand."""
    return dict(HANDS[request.param])


@pytest.fixture
def held(visitors: Visitors, hand: dict[str, Any]) -> BrowserContext:
    """Return a reader whose Python never comes."""
    context = visitors.context(service_workers="block", on=BEFORE, **hand)
    context.route("**/assets/python/**", hold)
    return context


def given(page: Page, before: dict[str, str] | None = None) -> dict[str, str]:
    """Return the answers in the address of a page, once they are others than `before`."""
    if before is not None:
        page.wait_for_function(
            "(before) => location.hash !== before", arg=f"#{urlencode(before)}" * bool(before)
        )
    fragment = page.evaluate("location.hash.slice(1)")
    return {name: values[0] for name, values in parse_qs(fragment).items()}


def current(page: Page) -> str:
    return tool(page).locator("[data-current]").get_attribute("data-node") or ""


#: Keep where a pressed option stands, and what its tool says of itself, when a hand comes and when it goes.
HELD = """
for (const type of ["pointerdown", "pointerup"]) {
  addEventListener(
    type,
    ({ target }) => {
      const option = target instanceof Element && target.closest("[data-value]");
      if (!option) return;
      const { x, y, width, height } = option.getBoundingClientRect();
      (window.held ??= {})[type] = [x, y, width, height, option.closest("[data-tool]").dataset.state];
    },
    { capture: true, passive: true },
  );
}
"""


@pytest.mark.parametrize("tree", TREES)
def test_the_first_press_in_a_copy_takes_what_it_is_on(held: BrowserContext, tree: str) -> None:
    """On a fresh page for another site, each option of the first question records itself, and no other.

    On the tree's own page so does every option of every question, see `test_trees`.
    """
    first = answer(tree, {})
    pages = []
    for option in first["options"]:
        page = held.new_page()
        page.goto(f"/integrer/{tree}/")
        wait_for_script(page)
        pages.append((page, option["value"]))
    press_together(tool(page).locator(f"[data-current] [data-value={value}]") for page, value in pages)
    for page, value in pages:
        assert given(page, {}) == {first["node"]: value}
        assert current(page) == answer(tree, {first["node"]: value})["node"]
        page.close()


def test_a_press_wakes_nothing_before_it_is_done(held: BrowserContext) -> None:
    """Between the press and its release each tree is what it was; Python waits for a reader at rest."""
    held.add_init_script(HELD)
    pages = [held.new_page() for _ in TREES]
    for page, tree in zip(pages, TREES, strict=True):
        page.goto(f"/outils/{tree}/")
        wait_for_script(page)
    press_together(tool(page).locator("[data-current] [data-value]").last for page in pages)
    for page in pages:
        seen = page.evaluate("window.held")
        assert seen["pointerdown"] == seen["pointerup"]
        assert seen["pointerup"][-1] == "static"
        expect(tool(page)).to_have_attribute("data-state", "loading")


def test_a_double_press_answers_one_question(held: BrowserContext) -> None:
    """Two presses in a breath at one place are one answer; « Revenir » goes back by one, too."""
    page = held.new_page()
    page.goto("/outils/faut-il-declarer/")
    wait_for_script(page)
    one = {"received": "formal_notice"}
    press_twice(tool(page).locator("[data-current] [data-value=formal_notice]"))
    assert given(page, {}) == one
    press(tool(page).locator("[data-current] [data-value=no]"))
    assert given(page, one) == one | {"declared": "no"}
    press_twice(tool(page).locator("[data-action=back]"))
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", "declared")
    press_twice(tool(page).locator("[data-change=received]"))
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", "received")


def test_a_double_press_ticks_one_box(held: BrowserContext) -> None:
    """A box that is pressed twice in a breath is ticked, by its square and by its words."""
    page = held.new_page()
    page.goto("/outils/tecrep/")
    expect(tool(page)).to_have_attribute("data-state", "ready")
    press_twice(tool(page).locator("label[for=tecrep-listen]"))
    press_twice(tool(page).locator("input[name=restate]"))
    both = {"listen": "done", "restate": "done"}
    assert given(page) == both
    press(tool(page).locator("input[name=listen]"))
    assert given(page, both) == {"restate": "done"}


def test_two_answers_at_a_normal_pace_both_count(held: BrowserContext) -> None:
    """Who answers question after question, always at the same place, answers each of them."""
    page = held.new_page()
    page.goto("/outils/mon-client-est-mecontent/")
    wait_for_script(page)
    answers: dict[str, str] = {}
    while (asked := answer("mon-client-est-mecontent", answers))["kind"] == "question":
        value = asked["options"][1]["value"]  # The first may end it at once.
        press(tool(page).locator(f"[data-current] [data-value={value}]"))
        given(page, answers)
        answers[asked["node"]] = value
        assert given(page) == answers
    assert len(answers) > 1


@pytest.mark.parametrize("key", ["ControlOrMeta", "Shift", ""])
def test_an_option_is_a_link_like_any_other(visitors: Visitors, key: str) -> None:
    """With a key held, or by the middle button, another tab opens with that option taken; this one stays."""
    answers = {"received": "formal_notice"}
    page = visitors.page(f"/outils/faut-il-declarer/#{urlencode(answers)}", on=BEFORE, python="refused")
    wait_for_script(page)
    option = tool(page).locator("[data-current] [data-value=no]")
    with page.context.expect_page() as opened:
        option.click(modifiers=[key] if key else None, button="left" if key else "middle")  # type: ignore[list-item]
    other = opened.value
    wait_for_script(other)
    assert given(other) == answers | {"declared": "no"}
    assert current(other) == answer("faut-il-declarer", answers | {"declared": "no"})["node"]
    assert (given(page), current(page)) == (answers, "declared")
    expect(tool(page).get_by_role("button", name=word("restart"))).to_be_visible()


def test_a_key_held_down_answers_once(held: BrowserContext) -> None:
    """Enter that stays down goes back by one question, and no further."""
    page = held.new_page()
    answers = {"received": "formal_notice", "declared": "no", "policy": "in_force"}
    page.goto(f"/outils/faut-il-declarer/#{urlencode(answers)}")
    wait_for_script(page)
    tool(page).locator("[data-action=back]").focus()
    for _ in range(4):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    assert current(page) == "policy"
