"""Reading a tool as the markup contract lets anybody read it, and asking it through its address."""

from __future__ import annotations

import re
from time import monotonic
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from macros.render import content
from macros.rules import api
from tests.browser.gestures import press, type_over
from tests.browser.visitors import PATIENCE_MS

#: Its reception on the eve of a holiday is the example that every page of the project speaks of.
EXAMPLE = "delai-declaration"
RECEIVED = "2026-04-30"
#: A day on which the example's dates are still to come, and one on which both are past.
BEFORE, AFTER = "2026-05-02", "2026-05-20"

#: A file of the site in which nothing runs: from it a page opens anew, whatever differs in its address. An
#: empty page would do, but belongs to no site, and takes a process of its own each time.
APART = "/robots.txt"


def address(tool: str, **answers: str) -> str:
    """Return the link to a tool with answers in it."""
    return f"/outils/{tool}/#{urlencode(answers)}"


def expect_heard(page: Page, text: str) -> None:
    """Expect that a page of `visitors` has said a sentence to those who listen, whatever it said since.

    A screen reader knows the accessibility tree: what is hidden there, or is no status, is never said.
    """
    said = "(text) => heardHere.some((one) => one.replace(/\\s+/g, ' ').trim() === text)"
    page.wait_for_function(said, arg=" ".join(text.split()))
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    voice = session.send("DOM.querySelector", {"nodeId": root, "selector": "[data-live]"})
    nodes = session.send("Accessibility.queryAXTree", voice)["nodes"]
    session.detach()
    given = {one["role"]["value"]: one.get("properties") for one in nodes if not one["ignored"]}
    assert {"name": "live", "value": {"type": "token", "value": "polite"}} in given.get("status", []), nodes


def tool(page: Page) -> Locator:
    """Return the tool of a page."""
    return page.locator("[data-tool]")


def field(page: Page, name: str) -> Locator:
    """Return an input by its public name."""
    return tool(page).locator(f"form [name={name}]")


def reveal(one: Locator) -> None:
    """Open what a field is in, where it is shut: the step of a letter, or the row of an answer."""
    if one.is_visible():
        return
    page, place = one.page, one.locator("xpath=ancestor::*[@data-field or @data-step][1]")
    row = place.evaluate("(place) => place.dataset.with ?? place.dataset.field")
    if tool(page).get_attribute("data-face") == "answer":
        tool(page).locator(f"[data-change={row}]").press("Enter")
        return
    step = one.evaluate("(field) => field.closest('[data-step]').dataset.step")
    press(tool(page).locator(f"[data-steps] label:nth-child({step})"))


def write(page: Page, name: str, text: str) -> None:
    """Write into a field as a person does: reveal it, press it, type over what is there."""
    one = field(page, name)
    reveal(one)
    type_over(one, text)


def change(page: Page, name: str) -> Locator:
    """Return the field of an answer, its row opened where there is one."""
    reveal(field(page, name))
    return field(page, name)


def choose_day(page: Page, name: str) -> None:
    """Press one of an entry page's days, by its word: the date that this means stands beside it."""
    press(page.get_by_role("link", name=re.compile(rf"^{name}(?!\w)")))


def result(page: Page) -> Locator:
    """Return the one result of a tool."""
    return tool(page).locator("output[data-result]")


def wait_for_state(page: Page, state: str) -> None:
    """Wait until a tool says that it is `ready`, `failed`…"""
    expect(tool(page)).to_have_attribute("data-state", state)


def wait_until(page: Page, question: str, arg: object = None) -> None:
    """Ask a page again and again, until the promise of its answer holds true.

    Playwright's own `wait_for_function` takes a promise for a yes, whatever it holds.
    """
    end = monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(question, arg):
        assert monotonic() < end, f"never true: {question}"
        page.wait_for_timeout(50)


def wait_for_script(page: Page) -> None:
    """Wait until the script has taken a tool in hand, whatever becomes of Python."""
    awake = ":is([data-guided], [data-state=ready], :has([data-submit]:not([hidden])))"
    page.locator(f"[data-tool]{awake}").wait_for()


def wait_for_answer(page: Page, *, status: str = "answered", by: str = "python") -> None:
    """Wait for a result that was not there when `forget` was last called."""
    wanted = f'[data-result][data-status="{status}"][data-from="{by}"]:not([data-stale])'
    tool(page).locator(wanted).wait_for(state="attached")


def forget(page: Page) -> None:
    """Mark the result that is shown, so that the next one can be told from it."""
    page.evaluate("document.querySelector('[data-tool] [data-result]')?.setAttribute('data-stale', '')")


def ask(page: Page, *, on: str = BEFORE, status: str = "answered", **answers: str) -> None:
    """Return other answers to a tool that is ready, through the address, as on a day; wait for Python's."""
    page.clock.set_system_time(f"{on}T10:00:00")
    forget(page)
    # Emptied first: an address that does not change is no news to a page.
    page.evaluate("(fragment) => { location.hash = ''; location.hash = fragment; }", urlencode(answers))
    wait_for_answer(page, status=status)


def dates(page: Page) -> dict[str, str]:
    """Return the dates of the result, name -> YYYY-MM-DD."""
    found = result(page).locator("time[data-date]")
    pairs = found.evaluate_all("all => all.map((time) => [time.dataset.date, time.dateTime])")
    assert len(pairs) == len(dict(pairs)), "a date is there twice"
    return dict(pairs)


def plain(text: str) -> str:
    """Return a text with single ordinary spaces."""
    return " ".join(text.split())


def texts(found: Locator) -> list[str]:
    """Return the texts of elements, hidden ones included, with single ordinary spaces."""
    return [plain(text) for text in found.all_text_contents()]


def word(name: str) -> str:
    """Return one of the interface's sentences."""
    return plain(str(content.words("ui")[name]))


def of_kind(kind: str) -> list[str]:
    """Return the ids of the tools of a kind."""
    return [one["id"] for one in api.tools() if one["kind"] == kind]


def door(tool: str, answers: dict[str, str], *, today: str = BEFORE) -> dict[str, Any]:
    """Return what the rules answer under this Python."""
    return api.answer(tool, answers, today=today)
