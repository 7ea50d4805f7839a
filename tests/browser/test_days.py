"""A day that is said is a day fixed: whatever the clock does, a word for a day keeps the day it meant."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from macros.render import content
from macros.rules import api
from macros.rules.french import NBSP, RELATIVE, date_text, day_text, parse_date
from macros.rules.model import Refusal
from tests.browser.gestures import press, type_over
from tests.browser.tools import (
    EXAMPLE,
    change,
    dates,
    door,
    field,
    plain,
    reveal,
    tool,
    wait_for_answer,
    wait_for_script,
    wait_for_state,
    wait_until,
)
from tests.browser.visitors import Visitors

#: East and west of where the site is made, on both sides of the line, with a change of hour and without.
ZONES = ["Europe/Paris", "America/Guadeloupe", "Indian/Reunion", "Pacific/Auckland", "America/St_Barthelemy"]
#: The nights on which a day of France has 23 hours and 25.
CHANGES = ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"]

LETTER = "declaration-de-sinistre"
ENTRY = "/e/mise-en-demeure/"


def fields(kind: str) -> list[tuple[str, dict[str, str]]]:
    """Return each tool of a kind that asks for dates, with their fields: name -> type."""
    found = []
    for one in api.tools():
        inputs = api.describe(one["id"]).get("inputs", ()) if one["kind"] == kind else ()
        dated = {each["name"]: each["type"] for each in inputs if each["type"] in ("date", "dates")}
        if dated:
            found.append((one["id"], dated))
    return found


CALCULATORS, LETTERS = dict(fields("deadline")), dict(fields("letter"))
DATED = CALCULATORS | LETTERS
#: The entry pages that ask for a day.
ENTRIES = [one["id"] for one in content.entries(date(2026, 11, 26)) if one["input"] and not one["options"]]


def path_of(tool_id: str) -> str:
    return f"/{'modeles' if tool_id in LETTERS else 'outils'}/{tool_id}/"


def written(day: date) -> str:
    """Return a day as a field shows it."""
    return date_text(day).replace(NBSP, " ")


def moment(day: date | str, hour: str, zone: str = "Europe/Paris") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo(zone))


def link_of_yesterday(page: Page, on: date) -> Locator:
    """Return the « Hier » of an entry page, which names its day."""
    named = plain(day_text(on - timedelta(days=1)))
    return page.get_by_role("link", name=f"Hier {named}", exact=True)


@pytest.fixture(scope="module")
def readers(lasting_visitors: Visitors) -> Callable[[str], BrowserContext]:
    """Return a function that gives a reader of a time zone: one browser for all that is opened there."""
    return cache(lambda zone: lasting_visitors.context(timezone_id=zone, service_workers="block"))


@pytest.fixture
def at(lasting_visitors: Visitors, readers: Callable[[str], BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page at an hour of a day, in a time zone, without Python.

    It is a new reader's: nothing of what another page stored is there.
    """
    opened: list[Page] = []

    def visit(path: str, day: date | str, hour: str, zone: str = "Europe/Paris", *, init: str = "") -> Page:
        page = lasting_visitors.page(python="refused", init=init, within=readers(zone))
        opened.append(page)
        page.clock.set_system_time(moment(day, hour, zone))
        page.goto(path)
        if "/e/" not in path:
            awake(page)
        return page

    yield visit
    for page in opened:
        page.close()


def awake(page: Page) -> None:
    """Wait until the script has taken the tool in hand."""
    if page.locator("[data-kind=letter]").count():
        page.locator("[data-kept]:not([hidden])").wait_for()
    else:
        wait_for_script(page)


def say(one: Locator, words: str) -> None:
    """Type words into a field, and leave it."""
    reveal(one)
    type_over(one, words)
    one.press("Tab")


def answers_of(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).fragment).items()}


def kept(page: Page, letter: str = LETTER) -> dict[str, Any]:
    """Return what a letter keeps, once it keeps anything."""
    wait_until(page, "(key) => localStorage.getItem(key) !== null", f"amiable.letter.{letter}")
    record: dict[str, Any] = json.loads(page.evaluate(f"localStorage.getItem('amiable.letter.{letter}')"))
    return record


#: Words for a day, as people write them.
WORDS = ["hier", "avant-hier", "aujourd’hui", "Ce jour", "HIER"]


@pytest.mark.parametrize("tool_id", DATED)
def test_a_word_becomes_its_date_in_every_field(at: Callable[..., Page], today: str, tool_id: str) -> None:
    """A word typed late is its date in its field, and stays it past midnight, without Python.

    A letter keeps no such word; reopened four days later, every date is the one that was meant.
    """
    page = at(path_of(tool_id), today, "23:50:00", "Pacific/Auckland")
    now = date.fromisoformat(today)
    meant = {}
    for name, word in zip(DATED[tool_id], WORDS * 2, strict=False):
        say(field(page, name), word)
        meant[name] = written(parse_date(word, now))
        expect(field(page, name)).to_have_value(meant[name])
    assert set(meant) == set(DATED[tool_id])
    page.clock.set_system_time(moment(now + timedelta(days=1), "00:10:00", "Pacific/Auckland"))
    page.clock.run_for(2_000)
    for name in meant:
        field(page, name).press("End")
        field(page, name).press("Space")
        page.clock.run_for(2_000)
    for name, text in meant.items():
        assert field(page, name).input_value().strip() == text
    if tool_id not in LETTERS:
        return
    for text in kept(page, tool_id)["fields"].values():
        assert not any(word in text.lower() for word in ("hier", "aujourd", "ce jour"))
    page.clock.set_system_time(moment(now + timedelta(days=4), "09:00:00", "Pacific/Auckland"))
    page.reload()
    awake(page)
    for name, text in meant.items():
        expect(field(page, name)).to_have_value(re.compile(rf"^{re.escape(text)} *$"))


@pytest.mark.parametrize("tool_id", [one for one in LETTERS if "written_on" in LETTERS[one]])
def test_a_letter_is_dated_when_it_is_begun(at: Callable[..., Page], today: str, tool_id: str) -> None:
    """Its date is seen as a date; it follows the day until a first word is written, then it is fixed."""
    page = at(path_of(tool_id), today, "12:00:00", "America/Guadeloupe")
    now = date.fromisoformat(today)
    expect(field(page, "written_on")).to_have_value(written(now))
    assert page.evaluate("localStorage.length") == 0
    for days, begins in ((2, True), (6, False)):
        page.clock.set_system_time(moment(now + timedelta(days=days), "12:00:00", "America/Guadeloupe"))
        page.reload()
        awake(page)
        expect(field(page, "written_on")).to_have_value(written(now + timedelta(days=2)))
        if begins:
            say(page.locator("form textarea").first, "Anne")
            assert kept(page, tool_id)["begun_on"] == (now + timedelta(days=2)).isoformat()
    press(page.locator("[data-action=erase]"))
    expect(field(page, "written_on")).to_have_value(written(now + timedelta(days=6)))


def test_python_hears_the_day_that_was_fixed(visitors: Visitors, today: str) -> None:
    """What Python fills days later bears the dates fixed when it was begun, also where one was emptied."""
    page = visitors.page(f"/modeles/{LETTER}/")
    awake(page)
    say(field(page, "received_on"), "hier")
    say(field(page, "written_on"), "")
    wait_for_answer(page, status="incomplete")
    now = date.fromisoformat(today)
    page.clock.set_system_time(f"{now + timedelta(days=4)}T10:00:00")
    page.reload()
    awake(page)
    letter = page.locator("[data-letter]")
    received, begun = (written(now - timedelta(days=back)).partition(" ")[2] for back in (1, 0))
    for is_judged in (False, True):
        if is_judged:  # Python comes with the first touch.
            change(page, "received_on").focus()
            wait_for_answer(page, status="incomplete")
        expect(letter).to_contain_text(f"reçu la réclamation de mon client le {received}")
        expect(letter).to_contain_text(f"Le {begun}")


@pytest.mark.parametrize("zone", ZONES)
def test_the_day_is_the_readers_own(at: Callable[..., Page], today: str, zone: str) -> None:
    """At both ends of a day, in five time zones, « hier » is the day before the reader’s own."""
    now = date.fromisoformat(today)
    page = at(path_of(EXAMPLE), today, "00:05:00", zone)
    for hour in ("00:05:00", "23:55:00"):
        page.clock.set_system_time(moment(today, hour, zone))
        page.goto(path_of(EXAMPLE))
        awake(page)
        say(field(page, "received_on"), "hier")
        expect(field(page, "received_on")).to_have_value(written(now - timedelta(days=1)))
        wait_for_answer(page, by="table")
        assert answers_of(page)["received_on"] == (now - timedelta(days=1)).isoformat()
        page.goto(path_of(LETTER))
        awake(page)
        say(field(page, "received_on"), "avant-hier")
        expect(field(page, "received_on")).to_have_value(written(now - timedelta(days=2)))
        page.goto(ENTRY)
        press(link_of_yesterday(page, now))
        page.wait_for_url("**received_on=*")
        assert answers_of(page)["received_on"] == (now - timedelta(days=1)).isoformat()


@pytest.mark.parametrize("day", CHANGES)
def test_a_change_of_hour_moves_no_day(at: Callable[..., Page], day: str) -> None:
    """Around both nights on which the hour changes, each word is its own day."""
    page = at(path_of(LETTER), day, "00:10:00")
    one = field(page, "received_on")
    reveal(one)
    for hour in ("00:10:00", "03:30:00", "23:50:00"):
        page.clock.set_system_time(moment(day, hour))
        for word, back in RELATIVE.items():
            one.fill(word)
            one.press("Tab")
            expect(one).to_have_value(written(date.fromisoformat(day) - timedelta(days=back)))


@pytest.mark.parametrize("tool_id", DATED)
def test_a_link_is_understood_on_the_day_it_is_opened(
    at: Callable[..., Page], today: str, tool_id: str
) -> None:
    """A word in a link is a date in the address at once: reloaded on another day, the day is the same."""
    pairs = "&".join(f"{name}=hier" for name in DATED[tool_id])
    page = at(f"{path_of(tool_id)}#{pairs}", today, "23:59:00", "Indian/Reunion")
    now = date.fromisoformat(today)
    for days in (0, 5):
        page.clock.set_system_time(moment(now + timedelta(days=days), "23:59:00", "Indian/Reunion"))
        if days:
            page.reload()
            awake(page)
        for name in DATED[tool_id]:
            expect(field(page, name)).not_to_have_value("hier")
            assert parse_date(field(page, name).input_value(), now) == now - timedelta(days=1)
        assert {answers_of(page)[name] for name in DATED[tool_id]} == {(now - timedelta(days=1)).isoformat()}


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_page_fixes_the_day_of_its_link(at: Callable[..., Page], today: str, entry: str) -> None:
    """Opened with « hier » its address says the date, also where the table has no answer; so it stays."""
    now = date.fromisoformat(today)
    meant = (now - timedelta(days=1)).isoformat()
    for contract in ("", "&length=31&unit=jours_ouvres"):
        page = at(f"/e/{entry}/#received_on={quote('Hier ')}{contract}", today, "23:58:00")
        wait_until(page, "(day) => location.hash.includes(`received_on=${day}`)", meant)
        page.clock.set_system_time(moment(now + timedelta(days=1), "08:00:00"))
        page.reload()
        assert answers_of(page)["received_on"] == meant


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_press_means_the_day_it_was_made(visitors: Visitors, today: str, entry: str) -> None:
    """« Hier » pressed before midnight is that day, though its table only comes after."""
    now = date.fromisoformat(today)
    page = visitors.page(python="refused", timezone_id="America/St_Barthelemy")
    held: list[Route] = []
    page.route("**/table/**", lambda route: held.append(route))
    page.clock.set_system_time(moment(today, "23:50:00", "America/St_Barthelemy"))
    page.goto(f"/e/{entry}/")
    press(link_of_yesterday(page, now))
    page.clock.set_system_time(moment(now + timedelta(days=1), "00:00:01", "America/St_Barthelemy"))
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    page.wait_for_url("**received_on=*")
    assert answers_of(page)["received_on"] == (now - timedelta(days=1)).isoformat()


def test_python_coming_the_next_day_counts_from_the_day_typed(visitors: Visitors, today: str) -> None:
    """Typed before midnight, answered after: the dates and the calendar file are those of that evening."""
    now = date.fromisoformat(today)
    page = visitors.page(timezone_id="Europe/Paris", service_workers="block")
    page.route("**/assets/python/**", lambda _: None)
    page.clock.set_system_time(moment(today, "23:50:00"))
    page.goto(f"{path_of(EXAMPLE)}#length=31")
    awake(page)
    say(field(page, "received_on"), "hier")
    wait_for_state(page, "loading")
    page.clock.set_system_time(moment(now + timedelta(days=1), "08:00:00"))
    page.unroute("**/assets/python/**")  # What was held goes on with it.
    wait_for_answer(page)
    meant = (now - timedelta(days=1)).isoformat()
    expected = door(
        EXAMPLE, {"received_on": meant, "length": "31"}, today=(now + timedelta(days=1)).isoformat()
    )
    assert dates(page) == expected["dates"]
    with page.expect_download() as download:
        press(page.locator("[data-action=calendar]"))
    text = Path(download.value.path()).read_text("utf-8")
    assert f"DTSTART;VALUE=DATE:{expected['dates']['safe_date'].replace('-', '')}" in text


def test_each_word_of_a_list_is_its_date(at: Callable[..., Page], today: str) -> None:
    """In a list of dates every word is fixed, what is no word stays, and the caret is where it was."""
    page = at(path_of("prescription-biennale"), today, "23:40:00")
    now = date.fromisoformat(today)
    sent = field(page, "lrar_sent_on")
    say(sent, "avant-hier, 3 mars 2026 ;Hier")
    first, last = (written(now - timedelta(days=back)) for back in (2, 1))
    expect(sent).to_have_value(f"{first}, 3 mars 2026 ;{last}")
    sent.fill("")
    sent.press_sequentially("hier")
    expect(sent).to_have_value(last)
    sent.press_sequentially(", ce jour")
    expect(sent).to_have_value(f"{last}, {written(now)}")


def test_who_goes_on_typing_does_so_where_they_were(at: Callable[..., Page], today: str) -> None:
    """A word fixed in the middle of a list leaves the caret behind it."""
    page = at(path_of("prescription-biennale"), today, "12:00:00")
    sent = field(page, "lrar_sent_on")
    say(sent, ", 3 mars 2026")
    sent.press("Home")
    sent.press_sequentially("hier")
    yesterday = written(date.fromisoformat(today) - timedelta(days=1))
    expect(sent).to_have_value(f"{yesterday}, 3 mars 2026")
    sent.press_sequentially(";")
    expect(sent).to_have_value(f"{yesterday};, 3 mars 2026")


@pytest.mark.parametrize("tool_id", LETTERS)
def test_a_word_of_an_unknown_day_is_asked_for(at: Callable[..., Page], today: str, tool_id: str) -> None:
    """A word kept by an older version is not read as today’s: its field says so, and asks for the date."""
    record = {"version": 1, "fields": dict.fromkeys(LETTERS[tool_id], "Hier")}
    init = f"localStorage['amiable.letter.{tool_id}'] ??= {json.dumps(json.dumps(record))};"
    page = at(path_of(tool_id), today, "12:00:00", init=init)
    said = content.words("days")["unknown"].format(word="Hier")
    for name in LETTERS[tool_id]:
        expect(tool(page).locator(f"[data-field={name}] [data-error]")).to_have_text(said)
        expect(field(page, name)).to_have_value("Hier")
        expect(field(page, name)).to_have_attribute("aria-invalid", "true")
    assert kept(page, tool_id)["fields"] == record["fields"]
    name = next(iter(LETTERS[tool_id]))
    say(field(page, name), "hier")
    expect(field(page, name)).to_have_value(written(date.fromisoformat(today) - timedelta(days=1)))
    expect(tool(page).locator(f"[data-field={name}] [data-error]")).to_be_hidden()


def test_a_word_of_an_unknown_day_is_not_handed_to_python(visitors: Visitors) -> None:
    """The letter keeps its dots where nobody knows the day."""
    record = json.dumps({"version": 1, "fields": {"received_on": "hier", "client": "M. Petit"}})
    page = visitors.page(
        path_of(LETTER), init=f"localStorage.setItem('amiable.letter.{LETTER}', {json.dumps(record)});"
    )
    awake(page)
    change(page, "received_on").focus()
    wait_for_answer(page, status="incomplete")
    letter = plain(page.locator("[data-letter]").inner_text())
    assert "M. Petit" in letter
    assert "J’ai reçu la réclamation de mon client le ……………." in letter


#: Ways to write a word for a day that the rules read, and others that they do not.
SAID = [
    *RELATIVE,
    *(word.upper() for word in RELATIVE),
    *(f"  le {word}  " for word in RELATIVE),
    "aujourd’hui",
    "Aujourd\u02bchui",
    "AVANT\u2011HIER",
    "avant – hier",
    "avant\u2014hier",
    "ce\u00a0jour",
    "ce   jour",
    "\u200ehier\u200f",
    "hi\u00ader",
    "hie\u0301r",
    "hier.",
    "hier,",
    "hier soir",
    "demain",
    "le le hier",
    "lehier",
    "",
    "constructor",
    "__proto__",
    "30/04/2026",
]


def test_the_page_knows_the_words_that_the_rules_know(at: Callable[..., Page], today: str) -> None:
    """The page turns into a date what the rules read as a word for a day, and nothing else."""
    page = at(path_of(EXAMPLE), today, "12:00:00")
    found = page.evaluate(
        """async (said) => {
          const { Days } = await import("/assets/js/days.mjs");
          const days = new Days(document);
          return said.map((text) => days.meant(text, "2026-03-01"));
        }""",
        SAID,
    )
    for text, meant in zip(SAID, found, strict=True):
        assert meant == by_the_rules(text), text
    assert {"2026-03-01", "2026-02-28", "2026-02-27", ""} == set(found)


def by_the_rules(text: str) -> str:
    """Return what a text means on 1 March 2026, "" where it does not depend on the day or is no date."""
    try:
        here, later = (parse_date(text, date(2026, month, 1)) for month in (3, 7))
    except Refusal:
        return ""
    return "" if here == later else here.isoformat()


def test_every_day_is_written_so_that_the_rules_read_it(at: Callable[..., Page], today: str) -> None:
    """Each day of four years, as the page writes it, is that day for the rules."""
    page = at(path_of(EXAMPLE), today, "12:00:00")
    days = [(date(2024, 1, 1) + timedelta(days=n)) for n in range(4 * 366)]
    found = page.evaluate(
        """async (isos) => {
          const { Days } = await import("/assets/js/days.mjs");
          const days = new Days(document);
          return isos.map((iso) => days.written(iso));
        }""",
        [day.isoformat() for day in days],
    )
    assert found == [written(day) for day in days]
    assert [parse_date(text, date(2000, 1, 1)) for text in found] == days
