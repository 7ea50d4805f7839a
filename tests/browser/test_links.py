"""Links as mail programs and campaigns make them: mended or read as far as they are valid, never an error."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tools import (
    EXAMPLE,
    address,
    dates,
    door,
    expect_heard,
    field,
    result,
    texts,
    tool,
    wait_for_answer,
    wait_for_script,
    wait_for_state,
    word,
    write,
)
from tests.browser.visitors import Visitors

PATH = f"/outils/{EXAMPLE}/"
TREE = "/outils/faut-il-declarer/"

#: An address that carries the answers "received_on={day}&length=10", as it may arrive.
ARRIVALS = {
    "as it was sent": "#received_on={day}&length=10",
    "its # doubled by %23": "#%23received_on={day}&length=10",
    "its # turned into %23": "%23received_on={day}&length=10",
    "after the tracking of a campaign": "?utm_source=lettre&utm_campaign=nov#received_on={day}&length=10",
    "tracking, then %23": "?utm_source=lettre%23received_on={day}&length=10",
    "%23, then tracking": "%23received_on={day}&length=10?utm_source=lettre",
    "tracking after the answers": "#received_on={day}&length=10?utm_source=lettre&utm_campaign=nov",
    "tracking added to the answers": "#received_on={day}&length=10&utm_source=lettre&fbclid=x",
    "its & written &amp;": "#received_on={day}&amp;length=10",
    "its = written %3D and & written %26": "#%23received_on%3D{day}%26length%3D10",
}


@pytest.fixture
def open_without_python(visitors: Visitors) -> Callable[[str], Page]:
    """Return a function that opens an address; the table answers, and Python is kept out to save time."""

    def visit(path: str) -> Page:
        page = visitors.page(python="refused")
        answer = page.goto(path)
        assert answer
        assert answer.status == 200
        return page

    return visit


@pytest.mark.parametrize("arrival", ARRIVALS)
def test_a_link_says_the_same_however_it_arrives(
    open_without_python: Callable[[str], Page], today: str, arrival: str
) -> None:
    """Whatever a mail program made of the link, its two answers are in their fields and answered."""
    page = open_without_python(PATH + ARRIVALS[arrival].format(day=today))
    wait_for_answer(page, by="table")
    expect(field(page, "length")).to_have_value("10")
    expect(field(page, "received_on")).to_have_value(today)
    expected = door(EXAMPLE, {"received_on": today, "length": "10"}, today=today)["dates"]
    assert dates(page) == {name: expected[name] for name in ("safe_date", "deadline")}


@pytest.mark.parametrize(
    "arrival", ["#%23{answers}", "%23{answers}", "?utm_source=x%23{answers}", "#{answers}"]
)
def test_a_link_into_a_tree_is_mended_too(open_without_python: Callable[[str], Page], arrival: str) -> None:
    """A tree opens where the answers of the link lead, in every form of the link."""
    page = open_without_python(TREE + arrival.format(answers="received=writ&writ_insurer=current"))
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", "writ_today")


@pytest.mark.parametrize(
    "extra", ["inconnu=1", "__proto__=1", "constructor=x", "=5", "&&&", "length", "%", "%E9=%ZZ"]
)
def test_unknown_keys_are_dropped(open_without_python: Callable[[str], Page], today: str, extra: str) -> None:
    """What no field of the tool is called changes nothing, and leaves the address."""
    page = open_without_python(f"{PATH}#{extra}&received_on={today}")
    wait_for_answer(page, by="table")
    assert set(parse_qs(urlsplit(page.url).fragment)) == {"received_on", "length", "unit", "zone"}
    expect(field(page, "length")).to_have_value("5")


def test_unknown_options_are_asked_again(open_without_python: Callable[[str], Page], today: str) -> None:
    """An option that a list does not have leaves the list empty, and no date is given for a default."""
    page = open_without_python(address(EXAMPLE, unit="lunes", zone="atlantide", received_on=today))
    for name in ("unit", "zone"):
        expect(tool(page).locator(f"[data-field={name}] [data-error]")).to_have_text(word("link_unread"))
        expect(field(page, name)).to_have_value("")
    assert dates(page) == {}


def test_a_second_link_ticks_the_open_checklist(open_without_python: Callable[[str], Page]) -> None:
    """A link followed into the open page shows its own items; one to a place of the page changes nothing."""
    page = open_without_python("/outils/tecrep/#listen=done")
    wait_for_state(page, "ready")
    ticked = tool(page).locator("input:checked")
    page.evaluate("location.hash = 'thank=done'")
    expect(ticked).to_have_attribute("name", "thank")
    expect_heard(page, door("tecrep", {"thank": "done"})["display"]["progress"])
    page.evaluate("location.hash = 'tecrep-listen'")
    expect(ticked).to_have_attribute("name", "thank")


def test_a_second_link_fills_the_open_letter(open_without_python: Callable[[str], Page]) -> None:
    """What it brings takes its place, the rest stays."""
    page = open_without_python("/modeles/relance-assureur/#contract=C-1")
    page.locator("[data-kept]").wait_for()
    write(page, "signed", "Anne")
    page.evaluate("location.hash = 'contract=C-2'")
    expect(field(page, "contract")).to_have_value("C-2")
    expect(field(page, "signed")).to_have_value("Anne")


def test_a_second_link_changes_the_open_conversation(open_without_python: Callable[[str], Page]) -> None:
    """The lines of the other choice take the place of the first's."""
    page = open_without_python("/outils/repetition-tecrep/#profile=worried&channel=phone")
    line = page.locator('[name="thank"]')
    expect(line).to_have_value("Merci de m’avoir appelé sans attendre.")
    page.evaluate("location.hash = 'profile=worried&channel=email'")
    expect(line).to_have_value("Merci de m’avoir dit ce qui vous inquiète.")


def test_the_first_of_two_answers_counts(open_without_python: Callable[[str], Page], today: str) -> None:
    """A key written twice keeps its first value, as the link's author gave it."""
    page = open_without_python(f"{PATH}#length=10&received_on={today}&length=5")
    wait_for_answer(page, by="table")
    expect(field(page, "length")).to_have_value("10")


def test_a_link_without_known_answers_opens_a_tool_at_its_start(
    open_without_python: Callable[[str], Page],
) -> None:
    """With nothing valid in the link the tool stands as it is in the file, and asks for nothing."""
    page = open_without_python(f"{PATH}#couleur=bleu&taille=12")
    wait_for_script(page)
    expect(tool(page)).to_have_attribute("data-state", "static")
    assert result(page).count() == 0
    expect(tool(page).get_by_role("button", name=word("submit"))).to_be_enabled()


@pytest.mark.parametrize(
    "fragment",
    ["received=lune", "inconnu=yes", "received=writ&writ_insurer=lune", "received=%3Cb%3E", "rien"],
)
def test_a_tree_keeps_what_is_valid(open_without_python: Callable[[str], Page], fragment: str) -> None:
    """Unknown nodes and options of a link are dropped; the tree stands where the known ones lead."""
    given = {name: values[0] for name, values in parse_qs(fragment).items()}
    page = open_without_python(f"{TREE}#{fragment}")
    node = door("faut-il-declarer", given)["node"]
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", node)
    assert tool(page).locator("[data-current]").count() == 1


def test_unknown_items_of_a_checklist_are_dropped(open_without_python: Callable[[str], Page]) -> None:
    """A link ticks the items that the list has, if it says that they are done, and no other."""
    items = [item["id"] for item in door("tecrep", {})["items"]]
    page = open_without_python(f"/outils/tecrep/#{items[1]}=done&{items[2]}=maybe&inconnu=done")
    wait_for_state(page, "ready")
    ticked = tool(page).locator("input:checked").evaluate_all("all => all.map((box) => box.name)")
    assert ticked == [items[1]]
    said = door("tecrep", {items[1]: "done"})["display"]["progress"]
    assert texts(result(page)) == [" ".join(said.split())]


@pytest.mark.parametrize(
    "path", ["/outils/inconnu/#received_on=2026-04-30", "/outils/inconnu%23x=1", "/%23x=1"]
)
def test_an_unknown_tool_shows_the_way_home(visitors: Visitors, path: str) -> None:
    """A link to a tool that does not exist leads to a page of the site with links, never to a bare error."""
    page = visitors.page(path)
    expect(page.locator("main h1")).to_be_visible()
    assert page.locator("main a[href]").count() > 0


def test_a_lost_address_mends_its_own_link(visitors: Visitors, today: str) -> None:
    """Where a host does not mend `%23`, the page of lost addresses leads to what the link meant."""
    page = visitors.page(python="refused")
    lost = f"{PATH}{quote('#')}received_on={today}"
    page.route(
        lambda url: urlsplit(url).path.startswith(f"{PATH}%23"),
        lambda route: route.fulfill(response=route.fetch(url=f"{visitors.site}/404.html"), status=404),
    )
    page.goto(lost)
    page.wait_for_url(lambda url: urlsplit(url).path == PATH)
    wait_for_answer(page, by="table")


def test_back_from_a_tool_leads_to_the_page_before(visitors: Visitors, today: str) -> None:
    """A tool that writes its answers into its address adds no step to the way back."""
    page = visitors.page("/outils/", python="refused")
    page.goto(address(EXAMPLE, received_on=today))
    wait_for_answer(page, by="table")
    write(page, "length", "10")
    field(page, "length").press("Enter")
    page.wait_for_url("**length=10**")
    page.go_back()
    assert urlsplit(page.url).path == "/outils/"
