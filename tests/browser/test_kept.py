"""Nothing kept on a device is lost in silence: it is put aside, offered, erased when its reader says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from macros.render import content
from tests.browser.gestures import press, type_over
from tests.browser.tools import field, plain, tool, wait_for_state, wait_until, word, write
from tests.browser.visitors import Visitors

TECREP, TECREP_PATH = "amiable.checklist.tecrep", "/outils/tecrep/"
LETTER, LETTER_PATH = "amiable.letter.relance-assureur", "/modeles/relance-assureur/"
OLDER = {
    "version": 1,
    "begun_on": "2026-04-02",
    "fields": {"client": "Mme Roux", "declared_on": "02/03/2026"},
}

#: Nothing new fits: what is kept may only be taken away.
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


def kept(page: Page, key: str) -> Any:
    """Return what is kept under a key; what is no JSON as text."""
    text = page.evaluate("(key) => localStorage.getItem(key)", key)
    try:
        return text if text is None else json.loads(text)
    except ValueError:
        return text


def opened(visitors: Visitors, path: str, **records: Any) -> Page:
    """Open a page in whose site these records are kept: texts as they are, others as JSON."""
    page = visitors.page(path, python="refused")
    for key, record in records.items():
        text = record if isinstance(record, str) else json.dumps(record)
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    page.goto("about:blank")
    page.goto(path)
    page.locator("[data-actions]:visible").first.wait_for()
    return page


def offer(page: Page) -> Locator:
    return tool(page).locator("[data-notice=old]")


def file(page: Page) -> str:
    """Take the file that is offered."""
    with page.expect_download() as download:
        press(offer(page).locator("[data-keep-old]"))
    return download.value.path().read_text("utf-8")


def close(page: Page) -> None:
    page.goto("about:blank")


def checklist_with_items_that_went(visitors: Visitors) -> tuple[Page, str, str]:
    record = {
        "version": 1,
        "done": ["listen", "gone", {"id": 1}],
        "notes": {"thank": "merci", "gone": "ma note", "n": 7},
    }
    return (
        opened(visitors, TECREP_PATH, **{TECREP: record}),
        TECREP,
        '[x] gone\n\n[x] {"id":1}\n\ngone\nma note\n\nn\n7',
    )


def letter_with_fields_that_went(visitors: Visitors) -> tuple[Page, str, str]:
    record = OLDER | {"fields": OLDER["fields"] | {"gone": "mes\nlignes"}}  # type: ignore[operator]
    return opened(visitors, LETTER_PATH, **{LETTER: record}), LETTER, "gone\nmes\nlignes"


@pytest.mark.parametrize("open_it", [checklist_with_items_that_went, letter_with_fields_that_went])
def test_lines_under_an_id_that_went_are_offered(
    visitors: Visitors, open_it: Callable[[Visitors], tuple[Page, str, str]]
) -> None:
    """What has a place stays there; the rest is a file, through every change, until its reader erases it."""
    page, key, lost = open_it(visitors)
    expect(offer(page)).to_contain_text(plain(word("old_text")))
    assert file(page) == lost
    if key == TECREP:
        expect(field(page, "listen")).to_be_checked()
        press(field(page, "restate"))
    else:
        expect(field(page, "client")).to_have_value("Mme Roux")
        press(field(page, "signed"))
        page.keyboard.type("Anne")
        page.keyboard.press("Tab")
    page.reload()
    assert file(page) == lost
    press(offer(page).locator("[data-close]"))  # « Plus tard » is no leave to erase.
    expect(offer(page)).to_have_count(0)
    page.reload()
    press(offer(page).locator("[data-erase-old]"))
    expect(offer(page)).to_have_count(0)
    assert kept(page, f"{key}.old") is None
    assert kept(page, key)["version"] == 1
    page.reload()
    page.locator("[data-actions]:visible").first.wait_for()
    expect(offer(page)).to_have_count(0)


def test_a_second_unreadable_record_joins_the_first(visitors: Visitors) -> None:
    """Both are in the file, in their order."""
    page = opened(visitors, TECREP_PATH, **{TECREP: "first{"})
    assert file(page) == "first{"
    page.evaluate("(key) => localStorage.setItem(key, 'second{')", TECREP)
    page.reload()
    assert file(page) == "first{\n\nsecond{"
    # A newer version of the page, in another tab, may write what this one cannot read.
    page.evaluate("(key) => localStorage.setItem(key, 'third{')", TECREP)
    press(field(page, "listen"))
    assert kept(page, TECREP)["done"] == ["listen"]
    assert kept(page, f"{TECREP}.old") == "first{\n\nsecond{\n\nthird{"
    assert file(page) == "first{\n\nsecond{\n\nthird{"


def test_where_no_room_is_left_nothing_is_overwritten(visitors: Visitors) -> None:
    """What cannot be put aside stays, is offered with the first, and only its reader makes room."""
    page = opened(visitors, TECREP_PATH, **{TECREP: "second{", f"{TECREP}.old": "first{"})
    page = visitors_page_with(page, FULL, **{TECREP: "third{", f"{TECREP}.old": "first{\n\nsecond{"})
    assert file(page) == "first{\n\nsecond{\n\nthird{"
    press(field(page, "listen"))
    expect(tool(page).locator("[data-status-line]")).to_have_text(plain(word("not_stored")))
    assert kept(page, TECREP) == "third{"
    assert kept(page, f"{TECREP}.old") == "first{\n\nsecond{"
    press(offer(page).locator("[data-erase-old]"))
    assert kept(page, TECREP) is None
    assert kept(page, f"{TECREP}.old") is None


def visitors_page_with(page: Page, init: str, **records: str) -> Page:
    """Open the page again as a browser of another mind, with other records."""
    for key, text in records.items():
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    page.add_init_script(init)
    page.reload()
    wait_for_state(page, "ready")
    return page


def linked(visitors: Visitors) -> Page:
    """Follow a link with another date over the letter of another day."""
    page = opened(visitors, LETTER_PATH, **{LETTER: OLDER})
    close(page)
    page.goto(f"{LETTER_PATH}#declared_on=2026-04-20")
    question = tool(page).locator("[data-notice=mixed]")
    expect(question).to_contain_text("commencée le jeudi 2\u00a0avril 2026")
    # Nothing is mixed before the answer.
    expect(field(page, "declared_on")).to_have_value("02/03/2026")
    assert kept(page, LETTER) == OLDER
    return page


def test_a_link_over_an_older_letter_asks_first(visitors: Visitors) -> None:
    """Kept, the lines stay and the link's date takes its place; begun again, they are put aside as a file."""
    page = linked(visitors)
    press(tool(page).locator("[data-keep]"))
    expect(field(page, "declared_on")).to_have_value("20/04/2026")
    expect(field(page, "client")).to_have_value("Mme Roux")
    assert kept(page, LETTER)["fields"] == {"client": "Mme Roux", "declared_on": "20/04/2026"}
    page.reload()  # The same link again changes nothing: nothing to ask.
    expect(field(page, "client")).to_have_value("Mme Roux")
    expect(tool(page).locator("[data-notice]")).to_have_count(0)

    page = linked(visitors)
    press(tool(page).locator("[data-restart]"))
    expect(field(page, "declared_on")).to_have_value("20/04/2026")
    expect(field(page, "client")).to_have_value("")
    assert kept(page, LETTER)["fields"] == {"declared_on": "20/04/2026"}
    assert "Mme Roux" in file(page)
    assert "02/03/2026" in file(page)


def test_the_last_half_second_of_a_letter_is_kept(visitors: Visitors) -> None:
    """Who leaves the page in the middle of a word finds it again, its day said as a date."""
    page = opened(visitors, LETTER_PATH)
    write(page, "declared_on", "hier")
    write(page, "client", "M. Petit")
    close(page)
    page.goto(LETTER_PATH)
    expect(field(page, "client")).to_have_value("M. Petit")
    wait_until(page, "() => document.querySelector('[name=declared_on]').value.length > 8")


def test_lost_ticks_and_an_offer_are_both_said(visitors: Visitors) -> None:
    """A damaged link over an unreadable record: each has its sentence."""
    page = opened(visitors, TECREP_PATH, **{TECREP: "oops{"})
    close(page)
    page.goto(f"{TECREP_PATH}#listen=don")
    expect(tool(page).locator("[data-status-line]")).to_have_text(plain(word("link_lost_ticks")))
    expect(offer(page)).to_contain_text(plain(word("old_text")))


def fact(page: Page) -> None:
    """Add a fact to the case of a page, and keep it on the device."""
    form = page.locator("[data-new-fact] form")
    type_over(form.locator("[name=text]"), "Un appel.")
    press(form.locator("[data-submit]"))
    press(page.locator("[data-do=keep]"))


#: Something done in each kind of page that keeps, and a part of what it keeps then.
DONE: dict[str, tuple[Callable[[Page], None], str]] = {
    "case": (fact, "facts"),
    "checklist": (lambda page: press(field(page, "listen")), "done"),
    "letter": (lambda page: write(page, "contract", "C-12"), "fields"),
}


def test_what_a_newer_site_kept_stays_its_readers(visitors: Visitors) -> None:
    """Of each kind: said in a sentence, kept through what is done since, handed over, erased when asked."""
    kinds = {one["key"].split(".")[1]: one for one in content.kept_records()}
    kinds["letter"] = {"key": LETTER, "address": LETTER_PATH[1:]}
    kinds["checklist"] = {"key": TECREP, "address": TECREP_PATH[1:]}
    assert set(kinds) == set(DONE)
    newer = '{"version": 99, "facts": {"a": "plus tard"}, "done": 7, "fields": ["x"]}'
    page = visitors.page("/accessibilite/", python="refused")
    for kind, record in kinds.items():
        key, (act, part) = record["key"], DONE[kind]
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, newer])
        page.goto(f"/{record['address']}")
        expect(offer(page)).to_contain_text(word("old_text"))
        act(page)
        page.wait_for_function(
            "([key, part]) => JSON.parse(localStorage.getItem(key))?.[part]", arg=[key, part]
        )
        page.reload()
        assert file(page) == newer
        press(offer(page).locator("[data-erase-old]"))
        expect(offer(page)).to_have_count(0)
        assert "plus tard" not in page.evaluate("JSON.stringify(localStorage)")  # An id may hold any digits.
        assert kept(page, key)[part]
