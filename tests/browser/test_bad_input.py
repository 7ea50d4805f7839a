"""What readers type wrong: one sentence beside the field, the other answers kept, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.gestures import press
from tests.browser.tools import (
    BEFORE,
    EXAMPLE,
    RECEIVED,
    address,
    ask,
    change,
    dates,
    door,
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
from tests.browser.visitors import Visitors

GOOD = {"received_on": RECEIVED, "length": "12", "unit": "jours_ouvrables", "zone": "alsace-moselle"}

WRONG = {
    "a day that does not exist": ("received_on", "31/02/2026"),
    "no date at all": ("received_on", "demain peut-être"),
    "another day of the week": ("received_on", "mercredi 30 avril 2026"),
    "before the calendar": ("received_on", "31/12/1999"),
    "after the calendar": ("received_on", "01/01/2051"),
    "in the future": ("received_on", "2026-06-01"),
    "nothing": ("received_on", ""),
    "no day": ("length", "0"),
    "a negative length": ("length", "-3"),
    "a huge length": ("length", "100000"),
    "half a day": ("length", "2,5"),
    "no number": ("length", "beaucoup"),
}


@pytest.fixture(scope="module")
def booted(lasting_visitors: Visitors) -> Page:
    """Return a calculator whose Python runs."""
    page = lasting_visitors.page(address(EXAMPLE, received_on=RECEIVED), on=BEFORE)
    wait_for_answer(page)
    return page


@pytest.fixture
def calculator(booted: Page) -> Iterator[Page]:
    """Return the running calculator with good answers, none of them a default."""
    ask(booted, **GOOD)
    return booted


def error(page: Page, name: str) -> Locator:
    """Return the sentence beside a field, whether it is shown or not."""
    return tool(page).locator(f"[data-field={name}] [data-error]")


def submit(page: Page, name: str) -> None:
    """Ask for the date from a field: by the button of the form, or by its key in the row of an answer."""
    forget(page)
    field(page, name).press("Enter")


@pytest.mark.parametrize("kind", WRONG)
def test_the_field_says_what_it_expects(calculator: Page, kind: str) -> None:
    """The sentence of the rules stands beside the field, which is marked and described by it."""
    name, typed = WRONG[kind]
    write(calculator, name, typed)
    submit(calculator, name)
    expected = door(EXAMPLE, {**GOOD, name: typed})
    wait_for_answer(calculator, status=expected["status"])
    (problem,) = expected["problems"]
    assert problem["field"] == name
    expect(error(calculator, name)).to_be_visible()
    assert texts(error(calculator, name)) == [plain(problem["text"])]
    expect(field(calculator, name)).to_have_attribute("aria-invalid", "true")
    described = (field(calculator, name).get_attribute("aria-describedby") or "").split()
    assert error(calculator, name).get_attribute("id") in described


@pytest.mark.parametrize("kind", WRONG)
def test_the_other_answers_are_kept(calculator: Page, kind: str) -> None:
    """What was typed stays, right or wrong, and only the wrong one is marked."""
    name, typed = WRONG[kind]
    write(calculator, name, typed)
    submit(calculator, name)
    expect(field(calculator, name)).to_have_attribute("aria-invalid", "true")
    for other, value in {**GOOD, name: typed}.items():
        expect(field(calculator, other)).to_have_value(value)
    assert tool(calculator).locator("[aria-invalid=true]").count() == 1
    assert tool(calculator).locator("[data-error]:visible").count() == 1


def test_no_date_is_shown_beside_a_problem(calculator: Page) -> None:
    """An answer that is no longer that of the form is taken away."""
    assert dates(calculator)
    write(calculator, "received_on", "31/02/2026")
    submit(calculator, "received_on")
    wait_for_answer(calculator, status="invalid")
    assert dates(calculator) == {}
    assert tool(calculator).locator("[data-answer] .am-sheet").count() == 0


def test_the_summary_takes_the_focus_and_leads_to_each_field(visitors: Visitors) -> None:
    """Asked for the date, the form leads to the list of what is wrong; each line leads to its field."""
    page = visitors.page(f"/outils/{EXAMPLE}/", on=BEFORE)
    answers = {"received_on": "31/02/2026", "length": "0"}
    for name, typed in answers.items():
        write(page, name, typed)
    press(tool(page).get_by_role("button", name=word("submit")))
    summary = tool(page).locator("[data-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(word("summary"))
    expected = door(EXAMPLE, answers)["problems"]
    assert len(expected) == len(answers)
    assert texts(summary.locator("li")) == [plain(problem["text"]) for problem in expected]
    for line, problem in zip(summary.locator("a").all(), expected, strict=True):
        press(line)
        expect(field(page, problem["field"])).to_be_focused()


def test_what_is_wrong_in_a_row_keeps_its_reader_there(calculator: Page) -> None:
    """Asked for the date from a row, each wrong one is open with its sentence, the first has the focus."""
    write(calculator, "received_on", "31/02/2026")
    write(calculator, "length", "0")
    submit(calculator, "length")
    wait_for_answer(calculator, status="invalid")
    expected = door(EXAMPLE, {**GOOD, "received_on": "31/02/2026", "length": "0"})["problems"]
    for problem in expected:
        expect(error(calculator, problem["field"])).to_have_text(plain(problem["text"]))
        expect(error(calculator, problem["field"])).to_be_visible()
    expect(field(calculator, expected[0]["field"])).to_be_focused()


@pytest.mark.parametrize(("typed", "number"), [("cinq", "5"), ("10 jours", "10")])
def test_a_number_in_words_is_a_number(calculator: Page, typed: str, number: str) -> None:
    """A length is read as people write it."""
    write(calculator, "length", typed)
    submit(calculator, "length")
    wait_for_answer(calculator)
    assert dates(calculator) == door(EXAMPLE, {**GOOD, "length": number})["dates"]


def test_a_problem_is_shown_when_its_field_is_left(calculator: Page) -> None:
    """Whoever has left a field is told; the focus is not taken away, and no summary appears."""
    forget(calculator)
    write(calculator, "received_on", "31/02/2026")
    change(calculator, "length").focus()
    wait_for_answer(calculator, status="invalid")
    expect(error(calculator, "received_on")).to_be_visible()
    expect(tool(calculator).locator("[data-summary]")).to_be_hidden()
    expect(field(calculator, "length")).to_be_focused()


def test_nobody_is_told_off_while_typing(calculator: Page) -> None:
    """A date half typed takes the answer away without any reproach."""
    forget(calculator)
    change(calculator, "received_on").fill("")
    field(calculator, "received_on").press_sequentially("30/0")
    wait_for_answer(calculator, status="invalid")
    expect(error(calculator, "received_on")).to_be_hidden()


def test_a_mended_answer_clears_its_problem(calculator: Page) -> None:
    """Once the date can be read the sentence, the mark and the summary are gone, and the answer is there."""
    write(calculator, "received_on", "31/02/2026")
    submit(calculator, "received_on")
    wait_for_answer(calculator, status="invalid")
    write(calculator, "received_on", "28/02/2026")
    submit(calculator, "received_on")
    wait_for_answer(calculator)
    expect(error(calculator, "received_on")).to_be_hidden()
    expect(field(calculator, "received_on")).not_to_have_attribute("aria-invalid", "true")
    expect(tool(calculator).locator("[data-summary]")).to_be_hidden()
    assert dates(calculator) == door(EXAMPLE, {**GOOD, "received_on": "2026-02-28"})["dates"]


def test_under_the_legal_floor_there_is_an_answer_and_a_warning(calculator: Page) -> None:
    """A clause of two days is answered, with what the law makes of it and the date of the floor."""
    ask(calculator, received_on=RECEIVED, length="2", unit="jours_ouvres", zone="metropole")
    expected = door(EXAMPLE, {"received_on": RECEIVED, "length": "2"})
    assert [warning["code"] for warning in expected["warnings"]] == ["below_legal_floor"]
    warnings = texts(tool(calculator).locator("[data-answer] .am-note:not(output)"))
    assert [plain(warning["text"]) for warning in expected["warnings"]] == warnings
    assert dates(calculator) == expected["dates"]
    assert "legal_floor" in expected["dates"]


@pytest.mark.parametrize("zone", ["nouvelle-caledonie", "polynesie-francaise", "wallis-et-futuna"])
def test_a_territory_with_its_own_law_is_refused(calculator: Page, zone: str) -> None:
    """Whoever works in the Pacific finds their territory, and why no date is given there."""
    ask(calculator, status="refused", received_on=RECEIVED, length="10", unit="jours_ouvres", zone=zone)
    (problem,) = door(EXAMPLE, {"received_on": RECEIVED, "length": "10", "zone": zone})["problems"]
    expect(tool(calculator).locator("[data-field=zone] [data-error]")).to_have_text(plain(problem["text"]))
    assert dates(calculator) == {}


def test_the_problem_is_spoken_once(calculator: Page) -> None:
    """Who listens hears the sentence, in the one voice of the tool, when a field is left."""
    forget(calculator)
    write(calculator, "length", "0")
    field(calculator, "unit").focus()
    wait_for_answer(calculator, status="invalid")
    (problem,) = door(EXAMPLE, {**GOOD, "length": "0"})["problems"]
    voices = tool(calculator).locator(
        "[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]"
    )
    assert texts(voices) == [plain(problem["text"])]


def test_dates_in_the_wrong_order_are_told_apart(lasting_visitors: Visitors) -> None:
    """A date that comes before the one it depends on is the one that is marked."""
    answers = {"performed_on": "2026-03-02", "order_on": "2026-03-20", "served_on": "2026-03-10"}
    page = lasting_visitors.page(address("impaye", **answers), on=BEFORE)
    wait_for_answer(page, status="invalid")
    (problem,) = door("impaye", answers)["problems"]
    assert problem["code"] == "before_start"
    assert texts(error(page, problem["field"])) == [plain(problem["text"])]
    assert result(page).locator("time").count() == 0


SPOILT = {
    "no JSON": "oops{",
    "another shape": '{"version": 1, "done": "listen"}',
    "another version": '{"version": 99, "done": ["listen"]}',
    "null": "null",
    "hostile": '{"version": 1, "done": {"<img src=x onerror=window.touched=1>": 1}}',
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_checklist_starts_afresh(visitors: Visitors, kind: str) -> None:
    """What was stored and cannot be read is offered as a file, one sentence says so, the list works."""
    page = visitors.page("/outils/tecrep/")
    page.evaluate("(kept) => localStorage.setItem('amiable.checklist.tecrep', kept)", SPOILT[kind])
    page.reload()
    expect(tool(page)).to_have_attribute("data-state", "ready")
    offer = tool(page).locator("[data-notice=old]")
    expect(offer).to_contain_text(word("old_text"))
    assert tool(page).locator("input:checked").count() == 0
    press(tool(page).locator("input[name=listen]"))
    expect(result(page)).to_have_text(plain(door("tecrep", {"listen": "done"})["display"]["progress"]))
    page.reload()  # The offer stands until its reader says that it may go.
    with page.expect_download() as download:
        press(offer.locator("[data-keep-old]"))
    assert download.value.path().read_text("utf-8") == SPOILT[kind]
    page.reload()
    expect(tool(page).locator("input:checked")).to_have_count(1)
    press(offer.locator("[data-erase-old]"))
    page.reload()
    expect(tool(page).locator("input:checked")).to_have_count(1)
    expect(offer).to_have_count(0)
    assert page.evaluate("window.touched") is None


@pytest.mark.parametrize("kind", ["no JSON", "another version", "null"])
def test_a_spoilt_letter_starts_afresh(visitors: Visitors, kind: str) -> None:
    """A letter that cannot be read is said and offered as a file, also once another was begun."""
    key = "amiable.letter.relance-assureur"
    page = visitors.page("/modeles/relance-assureur/", python="refused")
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [key, SPOILT[kind]])
    page.reload()
    offer = tool(page).locator("[data-notice=old]")
    expect(offer).to_contain_text(word("old_text"))
    write(page, "contract", "C-12")
    field(page, "contract").press("Tab")
    wait_for_state(page, "failed")
    expect(offer).to_contain_text(word("old_text"))
    assert "C-12" in page.evaluate("(key) => localStorage.getItem(key)", key)
    with page.expect_download() as download:
        press(offer.locator("[data-keep-old]"))
    assert download.value.path().read_text("utf-8") == SPOILT[kind]


def test_without_a_clipboard_it_is_said(visitors: Visitors) -> None:
    """Off a secure connection there is no clipboard: the button says so, and where the link is."""
    page = visitors.page("/outils/tecrep/", init="delete Navigator.prototype.clipboard;")
    wait_for_state(page, "ready")
    press(tool(page).locator("[data-action=copy]"))
    expect(tool(page).locator("[data-done]")).to_have_text(word("copy_failed"))


def test_refused_storage_is_said(visitors: Visitors) -> None:
    """Where the browser keeps nothing, one sentence says that the list will be empty next time."""
    refused = "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); };"
    page = visitors.page("/outils/tecrep/", init=refused)
    press(tool(page).locator("input[name=listen]"))
    expect(tool(page).locator("[data-status-line]")).to_have_text(word("not_stored"))
    expect(result(page)).to_have_text(plain(door("tecrep", {"listen": "done"})["display"]["progress"]))


def test_who_is_quicker_than_the_script_loses_nothing(visitors: Visitors) -> None:
    """A tick and a word given before the script has come are kept, and counted."""
    page = visitors.page("/", service_workers="block")
    kept = '{"version": 1, "fields": {"signed": "Avant"}}'
    page.evaluate("(kept) => localStorage.setItem('amiable.letter.relance-assureur', kept)", kept)
    held: list[Route] = []
    page.route("**/assets/js/*.mjs", lambda route: held.append(route))

    with page.expect_request("**/assets/js/page-checklist.*.mjs"):
        page.goto("/outils/tecrep/", wait_until="commit")
    press(tool(page).locator("input[name=listen]"))
    held.pop().continue_()
    expect(result(page)).to_have_text(plain(door("tecrep", {"listen": "done"})["display"]["progress"]))

    with page.expect_request("**/assets/js/page-letter.*.mjs"):
        page.goto("/modeles/relance-assureur/", wait_until="commit")
    write(page, "signed", "Jeanne")
    held.pop().continue_()
    expect(tool(page).locator("[data-letter]")).to_contain_text("Jeanne")
