"""JavaScript switched off: every tool is whole, readable, and shows nothing that would need a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from macros.rules import api
from tests.browser.gestures import press
from tests.browser.tools import EXAMPLE, RECEIVED, door, field, of_kind, plain, texts, tool, word
from tests.browser.visitors import Visitors


@pytest.fixture(scope="module")
def reader(lasting_visitors: Visitors) -> BrowserContext:
    """Return a browser that runs no script."""
    return lasting_visitors.context(java_script_enabled=False)


@pytest.fixture
def page(reader: BrowserContext) -> Iterator[Page]:
    """Return a page in which no script runs."""
    page = reader.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("name", of_kind("deadline"))
def test_a_calculator_names_its_inputs(page: Page, today: str, name: str) -> None:
    """Each input of the rules is there, with its name, a label that reaches it, and its choices to read."""
    page.goto(f"/outils/{name}/")
    for one in api.describe(name, today=today)["inputs"]:
        found = field(page, one["name"])
        expect(found).to_be_visible()
        label = tool(page).locator(f"label[for='{found.get_attribute('id')}']")
        assert plain(label.text_content() or "").startswith(plain(one["label"]))
        for option in one["options"]:
            assert plain(option["label"]) in texts(found.locator("option"))


@pytest.mark.parametrize("name", of_kind("deadline"))
def test_a_calculator_can_be_done_by_hand(page: Page, today: str, name: str) -> None:
    """The method is there sentence by sentence, without opening anything."""
    page.goto(f"/outils/{name}/")
    shown = plain(tool(page).inner_text())
    method = api.describe(name, today=today)["method"]
    assert method
    assert [sentence for sentence in method if plain(sentence) not in shown] == []


@pytest.mark.parametrize("name", of_kind("deadline"))
def test_a_calculator_shows_its_worked_example(page: Page, today: str, name: str) -> None:
    """Every date of the example, and each of its days with its reason, is there without opening anything."""
    page.goto(f"/outils/{name}/")
    example = api.describe(name, today=today)["example"]
    answer = api.answer(name, example["answers"], today=example["today"])
    shown = plain(tool(page).inner_text())
    for one in answer["display"]["dates"]:
        assert plain(one["text"]) in shown
        assert tool(page).locator(f"time[datetime='{answer['dates'][one['name']]}']:visible").count() > 0
    days = texts(tool(page).locator(".am-sheet__text"))
    missing = [
        step["text"] for step in answer["steps"] if not any(said_in(step["text"], day) for day in days)
    ]
    assert missing == []


def said_in(step: str, day: str) -> bool:
    """Return whether a day's line holds a step: its date, and its reason among those of that date."""
    date, _, reason = plain(step).partition(" : ")
    return day.startswith(date) and reason in day


def test_the_example_has_both_dates(page: Page) -> None:
    """The declaration's example reads 7 May, and 11 May as the limit."""
    page.goto(f"/outils/{EXAMPLE}/")
    dates = door(EXAMPLE, {"received_on": RECEIVED})["dates"]
    assert dates == {"safe_date": "2026-05-07", "deadline": "2026-05-11"}
    for day in dates.values():
        expect(tool(page).locator(f".am-card time[datetime='{day}']")).to_be_visible()


def test_the_table_holds_the_days_around_this_one(page: Page, today: str) -> None:
    """The row of today is visible, and every cell of the table says the engine's two dates."""
    page.goto(f"/outils/{EXAMPLE}/")
    expect(tool(page).locator(f"table tr:has(th time[datetime='{today}'])")).to_be_visible()
    rows = (
        tool(page)
        .locator("table[data-table] tbody tr")
        .evaluate_all(
            """(rows) => rows.map((row) => ({
          received: row.querySelector("th time").dateTime,
          cells: [...row.querySelectorAll("td")].map((cell) => ({
            length: cell.dataset.length,
            dates: [...cell.querySelectorAll("time")].map((time) => [time.dataset.name, time.dateTime]),
          })),
        }))"""
        )
    )
    assert len(rows) > 60
    for row in rows:
        assert [cell["length"] for cell in row["cells"]] == ["5", "10"]
        for cell in row["cells"]:
            answers = {"received_on": row["received"], "length": cell["length"]}
            expected = door(EXAMPLE, answers, today=row["received"])["dates"]
            assert cell["dates"] == [[name, expected[name]] for name in ("safe_date", "deadline")]


@pytest.mark.parametrize("name", of_kind("tree"))
def test_a_tree_is_whole(page: Page, today: str, name: str) -> None:
    """Every question with its options, every outcome with its action and reasons, is visible."""
    page.goto(f"/outils/{name}/")
    described = api.describe(name, today=today)
    for one in [*described["questions"], *described["outcomes"]]:
        node = tool(page).locator(f"[data-node={one['id']}]")
        expect(node).to_be_visible()
        shown = plain(node.inner_text())
        words = [one.get("text") or one["title"], one.get("hint"), one.get("look"), one.get("action")]
        words += [option["label"] for option in one.get("options", [])] + list(one.get("why", []))
        assert [text for text in words if text and plain(text) not in shown] == []
    assert tool(page).locator("[data-node]").count() == len(described["questions"] + described["outcomes"])


@pytest.mark.parametrize("name", of_kind("tree"))
def test_every_option_leads_somewhere(page: Page, today: str, name: str) -> None:
    """Each option is a link to the node that the rules lead to, and that node is in the page."""
    page.goto(f"/outils/{name}/")
    for question in api.describe(name, today=today)["questions"]:
        node = tool(page).locator(f"[data-node={question['id']}]")
        for option in question["options"]:
            link = node.locator(f"a[data-value={option['value']}]")
            expect(link).to_have_attribute("href", f"#{option['next']}")
            assert page.locator(f"#{option['next']}[data-node={option['next']}]").count() == 1


def test_following_an_option_shows_its_question(page: Page) -> None:
    """A tap on an answer brings the next question to the top of the screen."""
    page.goto("/outils/faut-il-declarer/")
    press(tool(page).locator("[data-node=received] a[data-value=writ]"))
    box = tool(page).locator("[data-node=writ_insurer] h2").bounding_box()
    assert box
    assert -10 <= box["y"] < 200


@pytest.mark.parametrize("name", of_kind("checklist"))
def test_a_checklist_is_whole(page: Page, today: str, name: str) -> None:
    """Every item has a box with its label, what to do, what to say and what to avoid."""
    page.goto(f"/outils/{name}/")
    items = api.describe(name, today=today)["items"]
    assert tool(page).locator("input[type=checkbox]:visible").count() == len(items)
    for item in items:
        expect(tool(page).get_by_role("checkbox", name=item["label"])).to_be_visible()
    shown = plain(tool(page).inner_text())
    words = [item.get(part) for item in items for part in ("label", "text", "say", "avoid")]
    assert [text for text in words if text and plain(text) not in shown] == []


@pytest.mark.parametrize("kind", ["deadline", "tree", "checklist"])
def test_nothing_says_that_it_loads(page: Page, kind: str) -> None:
    """No sentence of the script is to be read where none runs."""
    waiting = [word(name).partition("{")[0].strip() for name in ("loading", "download", "starting")]
    for name in of_kind(kind):
        page.goto(f"/outils/{name}/")
        shown = plain(page.locator("body").inner_text())
        assert [words for words in waiting if words in shown] == []
        assert not re.search(r"chargement|loading", shown, re.IGNORECASE)


def test_no_page_shows_what_needs_a_script(page: Page, addresses: list[str]) -> None:
    """No button is to be seen but those that the browser itself answers, nor a search without answer."""
    needing = (
        "button:not([popovertarget]), input[type=button], input[type=submit], [role=button], label[for^=__]"
    )
    found = {}
    for address in addresses:
        page.goto(address)
        if seen := page.locator(needing).evaluate_all(SEEN):
            found[address] = seen
    assert found == {}


#: Give those elements that take room on the page, in its width.
SEEN = """
(all) => all
  .filter((one) => {
    const { right, width, height } = one.getBoundingClientRect();
    return width && height && right > 0 && getComputedStyle(one).visibility === "visible";
  })
  .map((one) => one.outerHTML)
"""


def test_the_calculator_says_that_no_script_runs(page: Page) -> None:
    """One sentence says what to do instead: read the table, or count by hand."""
    page.goto(f"/outils/{EXAMPLE}/")
    expect(page.locator("noscript p")).to_be_visible()
    assert texts(page.locator("noscript p")) == [word("noscript_table")]
