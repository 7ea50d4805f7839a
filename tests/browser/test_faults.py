"""Python that does not come, comes spoilt or cannot run: the tool stands as printed, and says so once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.faulty import FaultyServer
from tests.browser.gestures import press
from tests.browser.tools import (
    BEFORE,
    EXAMPLE,
    RECEIVED,
    address,
    change,
    dates,
    door,
    field,
    result,
    tool,
    wait_for_answer,
    wait_for_script,
    wait_for_state,
    word,
    write,
)
from tests.browser.visitors import Visitors

FAULTS = [
    ("refused", "*"),
    ("refused", "*.wasm"),
    ("missing", "*"),
    ("missing", "*.zip *.bin"),
    ("halved", "worker.mjs"),
    ("halved", "*.wasm"),
    ("halved", "*.zip *.bin"),
    ("mistyped", "worker.mjs"),
    ("mistyped", "*.mjs"),
    ("altered", "*.zip *.bin"),
    ("altered", "*.wasm"),
]

#: What switches off, before any script of the page, what Python needs; iOS does so in Lockdown Mode.
ABSENT = {
    "no WebAssembly": "delete window.WebAssembly;",
    "no Worker": "delete window.Worker;",
    "Worker refused": "window.Worker = class { constructor() { throw new DOMException('no'); } };",
}


@pytest.fixture(scope="module")
def faulty_server(built_site: Path) -> Iterator[FaultyServer]:
    """Return a server whose faults can be chosen."""
    server = FaultyServer(built_site)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.ended.set()
    server.shutdown()
    server.server_close()


def assert_stands(page: Page) -> None:
    """Check what a reader is left with: what was typed, one sentence, the table, the method, the example."""
    wait_for_state(page, "failed")
    lines = tool(page).locator("[data-status-line]:visible")
    assert lines.count() == 1
    expect(lines).to_have_text(word("failed_table"))
    expect(field(page, "received_on")).to_have_value("30 avril 2026")
    expect(field(page, "length")).to_have_value("31")
    expect(field(page, "unit")).to_have_value("jours_ouvrables")
    assert result(page).count() == 0
    for title in ("table_title", "count_by_hand", "worked_example"):
        fold = tool(page).locator("details", has=page.locator("summary", has_text=word(title)))
        if fold.get_attribute("open") is None:
            press(fold.locator("summary"))
        expect(fold.locator("li, td").first).to_be_visible()


def type_answers(page: Page) -> None:
    """Type what no table holds, and ask for the date."""
    write(page, "received_on", "30 avril 2026")
    write(page, "length", "31")
    change(page, "unit").select_option("jours_ouvrables")
    press(tool(page).get_by_role("button", name=word("submit")))


@pytest.mark.parametrize(("fault", "pattern"), FAULTS)
def test_a_fault_of_the_line_leaves_the_printed_form(
    visitors: Visitors, faulty_server: FaultyServer, fault: str, pattern: str
) -> None:
    """Whatever goes wrong with whichever file, one sentence says so, and what was typed stays."""
    faulty_server.fault, faulty_server.pattern = fault, pattern
    page = visitors.page(f"/outils/{EXAMPLE}/", on=BEFORE, site=faulty_server.address)
    type_answers(page)
    assert_stands(page)
    assert faulty_server.asked


@pytest.mark.parametrize("fault", ["refused", "missing", "halved", "altered", "mistyped", "hung"])
def test_a_faulty_image_costs_nothing_but_time(
    visitors: Visitors, faulty_server: FaultyServer, fault: str
) -> None:
    """Whatever is wrong with the image of its memory, Python starts from its library, and answers."""
    faulty_server.fault, faulty_server.pattern = fault, "memory.bin"
    for _ in range(3):  # A busy machine may find its own line slow, and leave the image: look again.
        faulty_server.asked.clear()
        page = visitors.page(f"/outils/{EXAMPLE}/", on=BEFORE, site=faulty_server.address)
        type_answers(page)
        wait_for_answer(page)
        if "memory.bin" in faulty_server.asked:
            break
    expect(tool(page)).to_have_attribute("data-state", "ready")
    asked = [name for name in faulty_server.asked if name in {"memory.bin", "python.zip", "pyodide.mjs"}]
    asked = list(dict.fromkeys(asked))  # A browser asks again where a line breaks.
    # The type that a host gives it says nothing of what is in it.
    assert asked == (["memory.bin"] if fault == "mistyped" else ["memory.bin", "python.zip"])


def test_what_is_kept_spoilt_is_asked_for_anew(visitors: Visitors, faulty_server: FaultyServer) -> None:
    """A file that is not what its hash says is fetched past what anybody keeps; Python answers."""
    faulty_server.fault, faulty_server.pattern = "stale-cache", "*.wasm"
    faulty_server.asked.clear()
    page = visitors.page(f"/outils/{EXAMPLE}/", on=BEFORE, site=faulty_server.address)
    type_answers(page)
    wait_for_answer(page)
    assert faulty_server.asked.count("pyodide.asm.wasm") >= 2
    assert "pyodide.mjs" not in faulty_server.asked  # The heavier form was not needed.


@pytest.mark.parametrize("pattern", ["worker.mjs", "*.wasm"])
def test_silence_is_given_up(visitors: Visitors, faulty_server: FaultyServer, pattern: str) -> None:
    """A file that never comes is not waited for for ever: after a silence the page gives up, and says so."""
    faulty_server.fault, faulty_server.pattern = "hung", pattern
    faulty_server.asked.clear()
    page = visitors.page(f"/outils/{EXAMPLE}/", on=BEFORE, site=faulty_server.address)
    type_answers(page)
    wait_for_state(page, "loading")
    while not any(Path(name).match(pattern) for name in faulty_server.asked):
        page.wait_for_timeout(50)
    page.wait_for_timeout(500)
    expect(tool(page)).to_have_attribute("data-state", "loading")
    page.clock.fast_forward(30_000)
    assert_stands(page)


@pytest.mark.parametrize("absent", ABSENT)
def test_a_browser_that_cannot_run_python_is_served(visitors: Visitors, absent: str) -> None:
    """Without WebAssembly or without workers the page says so at once, and downloads nothing of Python."""
    page = visitors.page(f"/outils/{EXAMPLE}/", on=BEFORE, init=ABSENT[absent])
    type_answers(page)
    assert_stands(page)
    assert [url for url in visitors.requests if "/assets/python/" in url] == []


def test_a_filter_that_blocks_python_is_no_error(visitors: Visitors) -> None:
    """Where the reader's browser blocks the files, the page behaves as when they are missing."""
    page = visitors.page(f"/outils/{EXAMPLE}/", on=BEFORE, python="refused")
    type_answers(page)
    assert_stands(page)


def test_the_table_still_answers_common_dates(
    visitors: Visitors, faulty_server: FaultyServer, today: str
) -> None:
    """After a failure a date that the table holds is answered, with the engine's dates."""
    faulty_server.fault, faulty_server.pattern = "missing", "*"
    page = visitors.page(address(EXAMPLE, received_on=today), site=faulty_server.address)
    wait_for_state(page, "failed")
    assert dates(page) == door(EXAMPLE, {"received_on": today}, today=today)["dates"]
    yesterday = (date.fromisoformat(today) - timedelta(days=1)).isoformat()
    write(page, "received_on", "hier")
    field(page, "received_on").press("Enter")
    expect(result(page).locator(f"time[datetime='{limit(yesterday, today)}']")).to_be_visible()
    assert dates(page) == door(EXAMPLE, {"received_on": yesterday}, today=today)["dates"]


def limit(day: str, today: str) -> str:
    """Return the theoretical limit for a day of reception."""
    return str(door(EXAMPLE, {"received_on": day}, today=today)["dates"]["deadline"])


def test_asking_again_tries_again(visitors: Visitors, faulty_server: FaultyServer) -> None:
    """Once the line is back, asking for the date starts Python anew and answers."""
    faulty_server.fault, faulty_server.pattern = "missing", "*"
    answers = {"received_on": RECEIVED, "length": "31", "unit": "jours_ouvrables"}  # In no table.
    page = visitors.page(address(EXAMPLE, **answers), on=BEFORE, site=faulty_server.address)
    wait_for_state(page, "failed")
    assert dates(page) == {}
    faulty_server.fault = ""
    press(tool(page).get_by_role("button", name=word("submit")))
    wait_for_answer(page)
    assert dates(page) == door(EXAMPLE, answers)["dates"]
    expect(tool(page)).to_have_attribute("data-state", "ready")
    expect(tool(page).locator("[data-status-line]")).to_be_hidden()


def test_a_tree_goes_on_without_python(visitors: Visitors, faulty_server: FaultyServer) -> None:
    """A tree leads from question to question all the same, and says nothing of what it can do without."""
    faulty_server.fault, faulty_server.pattern = "missing", "*"
    page = visitors.page("/outils/faut-il-declarer/", site=faulty_server.address)
    wait_for_script(page)
    press(tool(page).locator("[data-current] [data-value=writ]"))
    wait_for_state(page, "failed")
    expect(tool(page).locator("[data-status-line]")).to_be_hidden()
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", "writ_insurer")
    press(tool(page).locator("[data-current] [data-value=current]"))
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-node", "writ_today")
    expect(tool(page).locator("[data-current]")).to_have_attribute("data-outcome", "")


def test_a_checklist_needs_no_python(visitors: Visitors, faulty_server: FaultyServer) -> None:
    """A checklist ticks, counts and keeps without any file of Python, and asks for none."""
    faulty_server.fault, faulty_server.pattern = "missing", "*"
    faulty_server.asked.clear()
    page = visitors.page("/outils/tecrep/", site=faulty_server.address)
    press(tool(page).locator("input[type=checkbox]").first)
    expect(result(page)).to_have_text(door("tecrep", {"listen": "done"})["display"]["progress"])
    assert faulty_server.asked == []


def test_a_page_built_without_python_says_so(visitors: Visitors, built_site: Path) -> None:
    """A page whose bundle is not named, as in a preview without npm, stands as the printed form."""
    page = visitors.page(on=BEFORE, service_workers="block")
    html = (built_site / "outils" / EXAMPLE / "index.html").read_text("utf-8")
    bundle = html.partition('data-python="')[2].partition('"')[0]
    assert bundle
    page.route(
        f"**/outils/{EXAMPLE}/",
        lambda route: route.fulfill(body=html.replace(bundle, ""), content_type="text/html; charset=utf-8"),
    )
    page.goto(f"/outils/{EXAMPLE}/")
    type_answers(page)
    assert_stands(page)
