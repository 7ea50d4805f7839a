"""No mouse: everything is reached in order, seen when it has the focus, done, and left again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tools import (
    BEFORE,
    EXAMPLE,
    RECEIVED,
    address,
    dates,
    door,
    field,
    plain,
    result,
    tool,
    wait_for_answer,
    wait_for_script,
    wait_for_state,
    word,
    write,
)
from tests.browser.visitors import Visitors

#: More stops than any page has.
MANY = 400

#: Say which element has the focus, and whether a reader can see it: its size, and what rings it.
FOCUSED = """
async () => {
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const { width, height, right, bottom } = focused.getBoundingClientRect();
  const { outlineStyle, outlineWidth, boxShadow, opacity } = getComputedStyle(focused);
  const ringed = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
  focused.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
  return {
    stop: focused.dataset.stop,
    what: focused.outerHTML.slice(0, 120),
    seen: ringed && width > 1 && height > 1 && right > 0 && bottom > 0 && Number(opacity) > 0,
  };
}
"""


@pytest.fixture
def open_page(visitors: Visitors) -> Callable[..., Page]:
    """Return a function that opens a page of the site whose Python does not come."""

    def visit(path: str, on: str = "") -> Page:
        return visitors.page(path, on=on, python="refused")

    return visit


def press_until(page: Page, key: str, reached: str) -> None:
    """Press a key until the element of a selector has the focus."""
    for _ in range(MANY):
        page.keyboard.press(key)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", reached):
            return
    pytest.fail(f"{key} never reached {reached}")


def stops(page: Page, key: str = "Tab") -> list[dict[str, str | bool]]:
    """Press a key through the page, from where the focus is to where it leaves the page."""
    found: list[dict[str, str | bool]] = []
    for _ in range(MANY):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["stop"] in {one["stop"] for one in found}:
            return found
        found.append(stop)
    pytest.fail("the focus never leaves the page")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/guides/tecrep/",
        "/outils/",
        address(EXAMPLE, received_on="hier"),
        "/outils/suis-je-couvert/",
        "/outils/faut-il-declarer/#received=writ&writ_insurer=current",
        "/outils/tecrep/",
    ],
)
def test_every_stop_is_seen_and_left(open_page: Callable[..., Page], path: str) -> None:
    """From the top, Tab goes through the page and out of it; each stop has a ring around it."""
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    found = stops(page)
    assert len(found) > 5
    assert [one["what"] for one in found if not one["seen"]] == []


@pytest.mark.parametrize("path", [f"/outils/{EXAMPLE}/", "/outils/faut-il-declarer/", "/outils/tecrep/"])
def test_the_way_back_is_the_way_there(open_page: Callable[..., Page], path: str) -> None:
    """Shift+Tab passes the same stops in the other direction: nothing holds the focus."""
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    # What opens at the first touch of a tool (its line of state) is there before we count.
    tool(page).locator("input, a[data-value], button").first.focus()
    page.evaluate("() => { document.body.tabIndex = -1; document.body.focus(); }")
    there = [one["stop"] for one in stops(page)]
    back = [one["stop"] for one in stops(page, "Shift+Tab")]
    assert back == there[::-1]


def test_the_first_stop_skips_to_the_content(open_page: Callable[..., Page]) -> None:
    """The first Tab offers a way over the heading of the site, which Enter takes."""
    page = open_page(f"/outils/{EXAMPLE}/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_visible()
    target = skip.get_attribute("href") or ""
    page.keyboard.press("Enter")
    box = page.locator(target).bounding_box()
    assert box
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_date_is_asked_and_answered(visitors: Visitors) -> None:
    """Tab to the field, type, Enter: the heading of the answer has the focus, and the dates are there."""
    page = visitors.page(f"/outils/{EXAMPLE}/", on=BEFORE)
    wait_for_script(page)
    press_until(page, "Tab", "[name=received_on]")
    page.keyboard.type("30 avril 2026")
    page.keyboard.press("Enter")
    wait_for_answer(page)
    expect(tool(page).locator("[data-answer] h2[data-heading]")).to_be_focused()
    assert dates(page) == {"safe_date": "2026-05-07", "deadline": "2026-05-11"}
    assert page.evaluate(FOCUSED)["seen"]


def test_changing_an_answer_keeps_the_focus_where_it_is(visitors: Visitors) -> None:
    """Who changes the length in its row stays in its field while the answer changes, and then moves on."""
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED), on=BEFORE)
    wait_for_answer(page)
    page.evaluate("document.querySelector('[data-tool] [data-result]').setAttribute('data-stale', '')")
    press_until(page, "Tab", "[data-change=length]")
    page.keyboard.press("Enter")
    expect(field(page, "length")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("10")
    wait_for_answer(page)
    expect(field(page, "length")).to_be_focused()
    page.keyboard.press("Tab")
    expect(field(page, "unit")).to_be_focused()


def test_a_problem_leads_to_its_field(visitors: Visitors) -> None:
    """Enter on what cannot be read leads to the summary; its link leads to the field."""
    page = visitors.page(f"/outils/{EXAMPLE}/", on=BEFORE)
    wait_for_script(page)
    press_until(page, "Tab", "[name=received_on]")
    page.keyboard.type("31/02/2026")
    page.keyboard.press("Enter")
    expect(tool(page).locator("[data-summary]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(field(page, "received_on")).to_be_focused()


def current(page: Page) -> str:
    """Return the node that a tree shows."""
    return tool(page).locator("[data-current]").get_attribute("data-node") or ""


def test_a_tree_is_walked(open_page: Callable[..., Page]) -> None:
    """Tab to an answer and Enter, question after question; each new heading has the focus."""
    page = open_page("/outils/faut-il-declarer/")
    wait_for_script(page)
    way = {"received": "formal_notice", "declared": "no", "policy": "in_force", "fact_date": "after_start"}
    given: dict[str, str] = {}
    for node, value in way.items():
        assert current(page) == node
        press_until(page, "Tab", f"[data-node={node}] a[data-value={value}]")
        page.keyboard.press("Enter")
        given[node] = value
        assert current(page) == door("faut-il-declarer", given)["node"]
        expect(tool(page).locator("[data-current] h1")).to_be_focused()


def test_back_is_the_previous_question(open_page: Callable[..., Page]) -> None:
    """The browser's Back, and the button, lead to the question before; Forward leads on again."""
    page = open_page("/outils/faut-il-declarer/#received=formal_notice")
    wait_for_script(page)
    press_until(page, "Tab", "[data-node=declared] a[data-value=no]")
    page.keyboard.press("Enter")
    assert current(page) == "policy"
    page.go_back()
    expect(tool(page).locator("[data-node=declared]")).to_have_attribute("data-current", "")
    page.go_forward()
    expect(tool(page).locator("[data-node=policy]")).to_have_attribute("data-current", "")
    press_until(page, "Tab", "[data-action=back]")
    page.keyboard.press("Enter")
    assert current(page) == "declared"
    expect(tool(page).locator("[data-current] h1")).to_be_focused()


def test_the_title_says_which_question_is_asked(open_page: Callable[..., Page]) -> None:
    """Tabs and histories tell one question from another; the first has the page's own title."""
    page = open_page("/outils/faut-il-declarer/")
    wait_for_script(page)
    own = page.title()
    press_until(page, "Tab", "[data-node=received] a[data-value=formal_notice]")
    page.keyboard.press("Enter")
    asked = door("faut-il-declarer", {"received": "formal_notice"})["title"]
    assert page.title() == f"{asked} – {own}"
    press_until(page, "Tab", "[data-action=restart]")
    page.keyboard.press("Enter")
    assert page.title() == own


def test_the_title_says_that_there_is_an_error(visitors: Visitors) -> None:
    """« Erreur » stands first in the title while the summary is shown, and goes with it."""
    page = visitors.page(f"/outils/{EXAMPLE}/", on=BEFORE)
    wait_for_script(page)
    own = page.title()
    write(page, "received_on", "31/02/2026")
    field(page, "received_on").press("Enter")
    expect(tool(page).locator("[data-summary]")).to_be_focused()
    assert page.title() == f"Erreur – {own}"
    write(page, "received_on", "30/04/2026")
    field(page, "received_on").press("Enter")
    expect(tool(page).locator("[data-summary]")).to_be_hidden()
    assert page.title() == own


def test_an_answer_is_changed_and_the_others_kept(open_page: Callable[..., Page]) -> None:
    """« Changer » beside an answer asks it again and shows it; what follows serves again where it fits."""
    page = open_page(
        "/outils/faut-il-declarer/#received=formal_notice&declared=no&policy=in_force&fact_date=after_start"
    )
    wait_for_script(page)
    assert current(page) == "elapsed"
    press_until(page, "Tab", "button[data-change=declared]")
    page.keyboard.press("Enter")
    assert current(page) == "declared"
    expect(tool(page).locator("[data-before]")).to_have_count(1)
    mark = tool(page).locator("[data-current] a[data-value=no] [data-before]")
    expect(mark).to_have_text(word("answer_before"))
    press_until(page, "Tab", "[data-node=declared] a[data-value=unknown]")
    page.keyboard.press("Enter")
    assert current(page) == "elapsed"
    recap = tool(page).locator("[data-trail] li")
    expect(recap).to_have_count(4)


def test_a_checklist_is_ticked(open_page: Callable[..., Page]) -> None:
    """Space ticks and unticks; the progress is said in the sentences of the rules."""
    page = open_page("/outils/tecrep/")
    wait_for_state(page, "ready")
    ticked: dict[str, str] = {}
    for item in ("listen", "restate"):
        press_until(page, "Tab", f"input[name={item}]")
        page.keyboard.press("Space")
        ticked[item] = "done"
        expect(result(page)).to_have_text(plain(door("tecrep", ticked)["display"]["progress"]))
    page.keyboard.press("Space")
    expect(result(page)).to_have_text(plain(door("tecrep", {"listen": "done"})["display"]["progress"]))


def test_a_checklist_is_found_again_as_it_was_left(open_page: Callable[..., Page]) -> None:
    """The ticks are there on the next visit, and « Effacer » takes them away for good."""
    page = open_page("/outils/tecrep/")
    wait_for_state(page, "ready")
    press_until(page, "Tab", "input[name=thank]")
    page.keyboard.press("Space")
    page.goto("/outils/")
    page.goto("/outils/tecrep/")
    expect(tool(page).locator("input[name=thank]")).to_be_checked()
    press_until(page, "Tab", "[data-action=erase]")
    page.keyboard.press("Enter")
    expect(tool(page).locator("input:checked")).to_have_count(0)
    page.goto("/outils/")
    page.goto("/outils/tecrep/")
    expect(tool(page).locator("input:checked")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0
