"""Links that were damaged on their way, in the pages: read where there is one reading, else asked again."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.gestures import press
from tests.browser.tools import (
    APART,
    EXAMPLE,
    change,
    choose_day,
    dates,
    door,
    field,
    plain,
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
ENTRY = "/e/mise-en-demeure/"


def error(page: Page, name: str) -> str:
    """Return the sentence beside a field, once it is there."""
    found = tool(page).locator(f"[data-field={name}] [data-error]")
    expect(found).to_be_visible()
    return texts(found)[0]


def expected(today: str, **answers: str) -> dict[str, str]:
    told = door(EXAMPLE, {"received_on": today, **answers}, today=today)["dates"]
    return {name: told[name] for name in ("safe_date", "deadline")}


@pytest.mark.parametrize(
    "link",
    [
        "#received_on={day}&length=8&unit=jours_ouvrables.",
        "#length=8&unit=jours_ouvrables»&received_on={day}.)",
        "#received_on={day}&length=8)&UNIT=Jours-Ouvrables",
        "#received_on=3D{day}&length=3D8&unit=3Djours_=%0Aouvrables",
        "#received_on%253D{day}%2526length%253D8%2526unit%253Djours_ouvrables",
        "#received_on={day}&length=8&uni=jours_ouvrables",
        "#received_on={day}&length=8&unit=jours_ouvrables%E2%80%8B…",
    ],
)
def test_what_has_one_reading_is_answered(visitors: Visitors, today: str, link: str) -> None:
    """Whatever was made of a link that can be read in one way, its own date comes, before Python too."""
    page = visitors.page(PATH + link.format(day=today), python="refused")
    wait_for_answer(page, by="table")
    assert dates(page) == expected(today, length="8", unit="jours_ouvrables")
    page.goto(APART)
    page.goto(ENTRY + link.format(day=today))
    page.locator("[data-answer] time").first.wait_for()
    found = page.locator("[data-answer] time").evaluate_all("all => all.map((one) => one.dateTime)")
    assert found == list(expected(today, length="8", unit="jours_ouvrables").values())


def test_a_damaged_link_is_left_as_it_came(visitors: Visitors) -> None:
    """Its word for a day is not written out there: what was damaged would be gone, and not asked."""
    link = "#received_on=hier&length=8&unit=jours_ouvr&zone=guyane"
    page = visitors.page(PATH + link, python="refused")
    assert error(page, "unit") == word("link_unread")
    assert page.evaluate("location.hash") == link
    page.reload()
    assert error(page, "unit") == word("link_unread")


@pytest.mark.parametrize("python", ["", "refused"])
def test_a_choice_that_nobody_can_read_is_asked(visitors: Visitors, today: str, python: str) -> None:
    """Its field says so and is empty, the other answers stay, and no date is shown until it is chosen."""
    page = visitors.page(f"{PATH}#received_on={today}&length=8&unit=jours_ouvr&zone=guyane", python=python)
    assert error(page, "unit") == word("link_unread")
    expect(field(page, "unit")).to_have_value("")
    for name, value in {"received_on": today, "length": "8", "zone": "guyane"}.items():
        expect(field(page, name)).to_have_value(value)
    assert dates(page) == {}
    press(tool(page).get_by_role("button", name=word("submit")))
    expect(tool(page).locator("[data-summary]")).to_be_focused()
    assert dates(page) == {}
    change(page, "unit").select_option("jours_ouvrables")
    expect(tool(page).locator("[data-error]:visible")).to_have_count(0)
    wait_for_answer(page, by="python" if not python else "table")
    given = {"length": "8", "unit": "jours_ouvrables", "zone": "guyane"}
    assert expected(today, **given).items() <= dates(page).items()


def test_our_own_link_cut_anywhere_is_never_answered_otherwise(visitors: Visitors, today: str) -> None:
    """The address that the page writes, cut at each sign: its own date, or none."""
    page = visitors.page(f"{PATH}#received_on={today}&length=12&unit=jours_ouvrables", python="refused")
    wait_for_answer(page, by="table")
    whole, link = dates(page), f"#{urlsplit(page.url).fragment}"
    refused = 0
    for end in range(1, len(link) + 1, 2):
        page.goto(APART)
        page.goto(PATH + link[:end])
        wait_for_script(page)
        page.wait_for_load_state("networkidle")
        assert dates(page) in ({}, whole), link[:end]
        refused += tool(page).locator("[data-error]:visible, [data-answer] output:visible").count() > 0
    assert refused > len(link) / 4


def test_half_a_date_is_asked_again(visitors: Visitors) -> None:
    """The sentence stands beside it; what is typed then is answered."""
    page = visitors.page(f"{PATH}#length=10&received_on=2026-04-3", on="2026-05-02")
    assert error(page, "received_on") == word("link_cut")
    assert dates(page) == {}
    write(page, "received_on", "30/04/2026")
    field(page, "received_on").press("Enter")
    wait_for_answer(page)
    given = {"received_on": "2026-04-30", "length": "10"}
    assert dates(page) == door(EXAMPLE, given, today="2026-05-02")["dates"]


def test_a_shorter_choice_is_asked_where_the_longer_ends_earlier(visitors: Visitors) -> None:
    """« alsace-moselle » at the end of an old link is answered, but around the day that only it keeps."""
    link = "#received_on={day}&length=5&unit=jours_ouvres&zone=alsace-moselle"
    page = visitors.page(PATH + link.format(day="2026-04-30"), on="2026-05-01")
    wait_for_answer(page)
    page = visitors.page(PATH + link.format(day="2026-04-01"), on="2026-04-01")
    assert error(page, "zone") == word("link_cut")
    assert dates(page) == {}
    press(tool(page).get_by_role("button", name=word("submit")))
    wait_for_answer(page)


def test_a_shorter_unit_is_answered_since_it_ends_first(visitors: Visitors, today: str) -> None:
    """« jours » at the end of an old link may be all that is left: no other reading ends earlier."""
    for path in (PATH, ENTRY):
        page = visitors.page(f"{path}#received_on={today}&length=12&unit=jours", python="refused")
        found = page.locator("[data-answer] time[data-date]")
        found.first.wait_for()
        dated = dict(found.evaluate_all("all => all.map((one) => [one.dataset.date, one.dateTime])"))
        assert dated == expected(today, length="12", unit="jours")


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("#length=8&unit=jours_ouvr", "unit"),
        ("#debut&length=8&unit=jours_ouvr", "unit"),
        ("#debut&length=8", "unit"),
        ("#length=8&", "unit"),
    ],
)
def test_an_entry_page_hands_its_doubt_on(visitors: Visitors, link: str, name: str) -> None:
    """It answers nothing from a damaged link, says so, and the tool asks again beside the field."""
    page = visitors.page(ENTRY + link)
    limit = page.locator("[data-limit]")
    expect(limit).to_have_text(limit.get_attribute("data-damaged") or "")
    choose_day(page, "Hier")
    page.wait_for_url(f"**{PATH}**")
    assert error(page, name) in (word("link_unread"), word("link_cut"))
    expect(field(page, "length")).to_have_value("8")
    assert dates(page) == {}


@pytest.mark.parametrize("end", [".", "»", ")", "%20", "?utm_source=x"])
def test_a_tree_opens_where_its_link_led(visitors: Visitors, end: str) -> None:
    """Signs behind a link into a tree change nothing."""
    page = visitors.page(
        f"/outils/faut-il-declarer/#received=writ&writ_insurer=current{end}", python="refused"
    )
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", "writ_today")
    expect(tool(page).locator("[data-status-line]")).not_to_contain_text(word("link_lost_way"))


@pytest.mark.parametrize(
    "link", ["#received=writ&writ_insurer=curry", "#debut&received=writ", "#received=writ&writ_insurer="]
)
def test_a_tree_says_where_its_link_was_lost(visitors: Visitors, link: str) -> None:
    """The question whose answer cannot be read is asked, with a sentence that goes with the next answer."""
    page = visitors.page(f"/outils/faut-il-declarer/{link}", python="refused")
    expect(tool(page).locator("[data-current]")).not_to_have_attribute("data-outcome", "")
    lost = tool(page).locator("[data-status-line]")
    expect(lost).to_contain_text(word("link_lost_way"))
    press(tool(page).locator("[data-current] a[data-value]").first)
    expect(lost).not_to_contain_text(word("link_lost_way"))


def test_a_checklist_says_that_ticks_may_be_lost(visitors: Visitors) -> None:
    """A link that lost its end ticks what it still says, and a sentence asks to look again."""
    page = visitors.page("/outils/tecrep/#listen=done.")
    wait_for_state(page, "ready")
    expect(tool(page).locator("input:checked")).to_have_attribute("name", "listen")
    expect(tool(page).locator("[data-status-line]")).to_be_hidden()
    press(tool(page).locator("input[name=thank]"))
    cut = urlsplit(page.url).fragment.removesuffix("&fin")[:-3]
    page = visitors.page(f"/outils/tecrep/#{cut}")
    wait_for_state(page, "ready")
    expect(tool(page).locator("[data-status-line]")).to_have_text(word("link_lost_ticks"))


def test_a_letter_takes_no_half_date(visitors: Visitors) -> None:
    """A date cut short is another date: the letter leaves its place, and says why."""
    page = visitors.page("/modeles/declaration-de-sinistre/#debut&received_on=2026-04-3", python="refused")
    assert error(page, "received_on") == word("link_lost_answer")
    expect(field(page, "received_on")).to_have_value("")
    step = field(page, "received_on").evaluate("(field) => field.closest('[data-step]').dataset.step")
    expect(tool(page).locator(f"[data-step-count='{step}']")).to_have_text(word("step_problem"))
    page = visitors.page(
        "/modeles/declaration-de-sinistre/#debut&received_on=2026-04-30&fin.", python="refused"
    )
    expect(field(page, "received_on")).to_have_value("30/04/2026")


def test_a_conversation_asks_what_it_cannot_read(visitors: Visitors) -> None:
    """Its list is left to be chosen from, and a sentence says why."""
    page = visitors.page("/outils/repetition-tecrep/#profile=worr.ied.&channel=fax", python="refused")
    expect(tool(page).locator("[data-status-line]")).to_have_text(word("link_unread"))
    expect(field(page, "profile")).to_have_value("worried")
    expect(field(page, "channel")).to_have_value("")
    assert plain(result(page).inner_text()) == ""
