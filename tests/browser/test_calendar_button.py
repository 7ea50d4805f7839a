"""From the answer into the reader's calendar: the file is made by Python, in the page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from icalendar import Calendar
from playwright.sync_api import Page

from macros.rules import api
from tests.browser.gestures import press
from tests.browser.tools import BEFORE, EXAMPLE, RECEIVED, address, tool, wait_for_answer
from tests.browser.visitors import Visitors


def keep(page: Page) -> bytes:
    """Press the button of an answer, and give the file that the browser was handed."""
    with page.expect_download() as waiting:
        press(tool(page).locator('[data-action="calendar"]'))
    assert waiting.value.suggested_filename == f"{EXAMPLE}.ics"
    return Path(waiting.value.path()).read_bytes()


def test_an_answer_goes_into_the_calendar(visitors: Visitors) -> None:
    """The file is the one that the rules make elsewhere, to the last sign, and its event is the safe date."""
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED), on=BEFORE)
    wait_for_answer(page)
    file = keep(page)

    here = urlsplit(page.url)
    url = f"{here.scheme}://{here.netloc}{here.path}"
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    made_on = f"{event['DTSTAMP'].dt:%Y-%m-%dT%H:%M:%SZ}"
    assert made_on.startswith(BEFORE)
    expected = api.calendar(EXAMPLE, {"received_on": RECEIVED}, today=BEFORE, page_url=url, made_on=made_on)
    assert file.decode() == expected
    safe_date = api.answer(EXAMPLE, {"received_on": RECEIVED}, today=BEFORE)["dates"]["safe_date"]
    assert event.decoded("DTSTART").isoformat() == safe_date
