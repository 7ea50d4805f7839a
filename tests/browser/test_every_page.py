"""Every page of the site, every state of its tools: asked of nobody else, still, legible, never too wide."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from macros.rules import api
from tests.browser.axe_audit import AXE, LEGIBLE, PALE, Audit, look, without_script
from tests.browser.gestures import press
from tests.browser.stillness import WATCH, moved
from tests.browser.test_dossier import KEY, life
from tests.browser.tools import (
    AFTER,
    EXAMPLE,
    RECEIVED,
    address,
    field,
    of_kind,
    reveal,
    tool,
    wait_for_answer,
    wait_for_script,
    wait_for_state,
    word,
    write,
)
from tests.browser.visitors import Visitors
from tests.browser.widths import BREADTHS, beyond_its_screen

PYTHON = "/assets/python/"

#: A tool of each kind, by its page: without a script all of a kind are printed alike.
ONE_OF_EACH = [
    f"{'modeles' if kind == 'letter' else 'outils'}/{id}"
    for kind, id in {one["kind"]: one["id"] for one in api.tools()}.items()
]


@dataclass(frozen=True, slots=True)
class Visit:
    """What one arrival at a page did, and how the page looks."""

    asked: list[str]
    stored: dict[str, list[str]]
    has_tool: bool
    moved: list[dict[str, Any]]
    beyond: dict[str, list[str]]
    audit: Audit


STORED = """
async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
})
"""


#: What a page is dressed in.
CLASSES = "() => [...document.querySelectorAll('body [class]')].flatMap(({ classList }) => [...classList])"


@pytest.fixture(scope="module")
def visits(lasting_visitors: Visitors, addresses: list[str]) -> dict[str, Visit]:
    """Return a new reader's first visit to every page, without answers in the address: address -> visit.

    Axe takes most of its time for colours: it looks at those of a page that wears what none before it wore.
    """
    found: dict[str, Visit] = {}
    worn: set[str] = set()
    for path in addresses:
        page = lasting_visitors.page(init=WATCH + AXE, has_touch=True)
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(path)
        page.wait_for_timeout(100)
        shifts = moved(page)
        classes = set(page.evaluate(CLASSES))
        # It takes its time: what a page does late is done by then.
        audit = look(page, breadths=(), colours=not classes <= worn)
        worn |= classes
        beyond = beyond_its_screen(page, BREADTHS)
        found[path] = Visit(asked, page.evaluate(STORED), tool(page).count() > 0, shifts, beyond, audit)
        lasting_visitors.leave(page.context)
    return found


def test_a_first_visit_asks_for_no_python(visits: dict[str, Visit]) -> None:
    """Arriving at a page costs the page: the browser's Python waits until somebody answers something."""
    assert {
        path: visit.asked for path, visit in visits.items() if any(PYTHON in url for url in visit.asked)
    } == {}


def test_no_page_asks_anybody_else(visits: dict[str, Visit], site_server: str) -> None:
    """Every request of every page goes to this site."""
    foreign = {
        path: [url for url in visit.asked if not url.startswith((f"{site_server}/", "data:", "blob:"))]
        for path, visit in visits.items()
    }
    assert {path: urls for path, urls in foreign.items() if urls} == {}
    assert all(visit.asked for visit in visits.values())


def test_every_file_that_a_page_asks_for_is_there(
    visits: dict[str, Visit], built_site: Path, site_server: str
) -> None:
    """No page asks this site for what it does not have."""
    asked = {url.removeprefix(site_server) for visit in visits.values() for url in visit.asked}
    paths = {urlsplit(url).path for url in asked if url.startswith("/")}
    assert [path for path in paths if not (built_site / path.strip("/")).exists()] == []


def test_reading_leaves_nothing_on_the_device(visits: dict[str, Visit]) -> None:
    """A page to read stores nothing: no key, no database, no copy of the site, no worker that stays."""
    read = {path: visit.stored for path, visit in visits.items() if not visit.has_tool}
    assert len(read) > 20
    assert {path: stored for path, stored in read.items() if any(stored.values())} == {}


def test_opening_a_tool_writes_nothing_down(visits: dict[str, Visit]) -> None:
    """A tool that nobody has touched keeps no word of anybody; it may keep the site for another day."""
    kept = {path: visit.stored for path, visit in visits.items() if visit.has_tool}
    words = {path: stored["local"] + stored["session"] + stored["databases"] for path, stored in kept.items()}
    assert len(words) > 20
    assert {path: names for path, names in words.items() if names} == {}


def test_no_page_moves_on_a_telephone(visits: dict[str, Visit]) -> None:
    """No page of the site shifts while it loads and its scripts come."""
    assert {path: visit.moved for path, visit in visits.items() if visit.moved} == {}


def test_no_page_is_wider_than_its_screen(visits: dict[str, Visit]) -> None:
    """At 320 and 360 px, in large, narrow or wide letters, folds open: nothing is cut or scrolls."""
    assert {path: visit.beyond for path, visit in visits.items() if visit.beyond} == {}


@pytest.mark.parametrize(
    "style", ["width: 330px", "font-size: 26px; white-space: nowrap", "height: 5px; overflow: hidden"]
)
def test_what_reaches_beyond_is_noticed(page: Page, style: str) -> None:
    """A box or a line too wide for a small screen, or too low, is found, in the letters that make it so."""
    page.goto("/accessibilite/")
    page.evaluate(
        """(style) => {
          const box = document.createElement("p");
          box.textContent = "Vingt-cinq signes environ.";
          box.style.cssText = style;
          document.querySelector("main").prepend(box);
        }""",
        style,
    )
    assert any(name.startswith("320 px") for name in beyond_its_screen(page, BREADTHS))


def test_axe_finds_nothing_on_any_page(
    visits: dict[str, Visit], record_property: Callable[[str, object], None]
) -> None:
    """No rule of axe is broken, of any weight."""
    record_property("pages", len(visits))
    assert {path: visit.audit.axe for path, visit in visits.items() if visit.audit.axe} == {}


def test_no_text_is_pale_in_any_mode(visits: dict[str, Visit]) -> None:
    """Light, dark, in colours that a reader forces, on paper with its grounds: every text can be read."""
    assert {path: visit.audit.pale for path, visit in visits.items() if visit.audit.pale} == {}


def test_pale_text_is_noticed(page: Page) -> None:
    """What is under 4.5 to 1, or 3 in large letters, is found; what is over, or hidden, is not."""
    styles = {
        "color: #777; background: #fff": True,
        "color: #757575; background: #fff": False,
        "color: rgb(0 0 0 / 50%); background: #fff": True,
        "color: #000; background: #fff; opacity: 0.5": True,
        "color: #888; background: #fff; font-size: 24px": False,
        "color: #999; background: #fff; font-size: 24px": True,
        "color: oklch(0.2 0 0); background: black": True,
        "color: #fff; background: #fff; visibility: hidden": False,
    }
    for style, is_pale in styles.items():
        page.set_content(f'<p style="{style}">Une date</p>')
        assert bool(page.evaluate(PALE)) == is_pale, style


@pytest.fixture(scope="module")
def context(lasting_visitors: Visitors) -> BrowserContext:
    """Return one browser for all states: it downloads Python once, and keeps no page."""
    context = lasting_visitors.context(service_workers="block")
    context.add_init_script(AXE)
    return context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Return a page of that browser, which forgets what it stored."""
    page = context.new_page()
    yield page
    if page.url.startswith("http"):
        page.evaluate("localStorage.clear()")
    page.close()


def refuse(route: Route) -> None:
    route.abort()


def hold(route: Route) -> None:
    """Leave a request without answer."""


def example(page: Page, name: str) -> None:
    described = api.describe(name, today="2026-05-02")["example"]
    page.goto(address(name, **described["answers"]))
    wait_for_answer(page)


def overdue(page: Page) -> None:
    page.goto(address(EXAMPLE, received_on="2024-01-08", length="2"))
    wait_for_answer(page)


def long_count(page: Page) -> None:
    page.goto(
        address("compter-un-delai", start="2026-01-05", length="60", unit="jours_ouvres", rollover="cpc642")
    )
    wait_for_answer(page)


def from_the_table(page: Page) -> None:
    page.route(f"**{PYTHON}**", hold)
    page.goto(address(EXAMPLE, received_on="hier"))
    wait_for_answer(page, by="table")


def failed(page: Page, path: str) -> None:
    page.route(f"**{PYTHON}**", refuse)
    page.goto(path)
    wait_for_state(page, "failed")


def problems(page: Page, name: str, **answers: str) -> None:
    page.goto(f"/outils/{name}/#{urlencode(answers)}")
    wait_for_answer(page, status="invalid")
    press(tool(page).get_by_role("button", name=word("submit")))
    expect(tool(page).locator("[data-summary]")).to_be_focused()


def walked(page: Page, name: str, steps: int | None) -> None:
    """Answer some questions of a tree, all the way to its end with None."""
    page.route(f"**{PYTHON}**", hold)
    described = api.describe(name, today="2026-05-02")
    questions = {one["id"]: one["options"] for one in described["questions"]}
    node, given = described["start"], {}
    while node in questions and (steps is None or len(given) < steps):
        leads_on = [one for one in questions[node] if steps is None or one["next"] in questions]
        given[node], node = leads_on[0]["value"], leads_on[0]["next"]
    page.goto(f"/outils/{name}/#{urlencode(given)}")
    expect(tool(page).locator(f"[data-node={node}]")).to_have_attribute("data-current", "")
    assert (tool(page).locator("[data-current][data-outcome]").count() == 1) == (steps is None)


def confirmed(page: Page) -> None:
    page.goto("/outils/faut-il-declarer/#received=formal_notice&declared=no")
    expect(tool(page).locator("[data-result]")).to_have_attribute("data-from", "python")


def half_done(page: Page, name: str) -> None:
    page.goto(f"/outils/{name}/")
    wait_for_state(page, "ready")
    boxes = tool(page).locator("input[type=checkbox]").all()
    for box in boxes[: len(boxes) // 2]:
        press(box)


def unreadable(page: Page) -> None:
    page.goto("/outils/tecrep/")
    page.evaluate("localStorage.setItem('amiable.checklist.tecrep', 'not what it was')")
    page.reload()
    wait_for_state(page, "ready")
    expect(tool(page).locator("[data-notice=old] button >> nth=0")).to_be_visible()


def filled(page: Page, name: str, **answers: str) -> None:
    """Fill in a letter, with words to which the rules have something to say."""
    page.goto(f"/modeles/{name}/")
    for answer, typed in answers.items():
        write(page, answer, typed)
    page.keyboard.press("Tab")
    wait_for_answer(page, status="invalid")
    for said in ("[data-admissions]:not([hidden])", "[data-error]:not([hidden])"):
        reveal(tool(page).locator(said))
        expect(tool(page).locator(said)).to_be_visible()


def case_with_facts(page: Page) -> None:
    """Open a case of twenty facts that was kept: its line of time, its pieces, what is missing."""
    page.goto("/dossier/")
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, json.dumps(life())])
    page.reload()
    expect(page.locator("[data-facts] > li")).to_have_count(20)
    wait_for_state(page, "ready")
    expect(page.locator("[data-missing-list] > li")).to_have_count(7)


def rehearsed(page: Page) -> None:
    page.route(f"**{PYTHON}**", hold)
    page.goto(address("repetition-tecrep", profile="angry", channel="phone"))
    expect(tool(page).locator("[data-card]")).to_be_visible()


STATES: dict[str, Callable[[Page], Any]] = {
    **{f"{name} answered": lambda page, name=name: example(page, name) for name in of_kind("deadline")},
    "answered too late": overdue,
    "a long count": long_count,
    "answered by the table, Python on its way": from_the_table,
    "a calculator failed": lambda page: failed(page, address(EXAMPLE, received_on="2024-01-08")),
    "a tree failed": lambda page: failed(page, "/outils/faut-il-declarer/#received=writ"),
    "one problem": lambda page: problems(page, EXAMPLE, received_on="31/02/2026"),
    "several problems": lambda page: problems(
        page, "prescription-biennale", trigger_on="demain", suspended_on="x", lrar_sent_on="<b>"
    ),
    **{f"{name}, a question": lambda page, name=name: walked(page, name, 1) for name in of_kind("tree")},
    **{f"{name}, an outcome": lambda page, name=name: walked(page, name, None) for name in of_kind("tree")},
    "a tree confirmed by Python": confirmed,
    **{f"{name} half done": lambda page, name=name: half_done(page, name) for name in of_kind("checklist")},
    "a spoilt checklist": unreadable,
    "a letter half filled": lambda page: filled(
        page, "reponse-au-client", restated="C’est ma faute.", claimed_on="31/02/2026", signed="Jeanne"
    ),
    "a rehearsal": rehearsed,
    "a case with facts": case_with_facts,
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_legible(
    page: Page, state: str, record_property: Callable[[str, object], None]
) -> None:
    """In each state of a tool axe finds nothing, no mode makes text pale, nothing is wider than a screen."""
    STATES[state](page)
    record_property("states", 1)
    assert look(page) == LEGIBLE


@pytest.mark.parametrize("path", ONE_OF_EACH)
def test_every_tool_is_legible_without_script(
    page: Page, built_site: Path, path: str, record_property: Callable[[str, object], None]
) -> None:
    """As it is printed in the file, with no script at all, each tool satisfies axe and fits the screen."""
    record_property("states", 1)
    html = without_script((built_site / path / "index.html").read_text("utf-8"))
    page.route(f"**/{path}/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"/{path}/")
    expect(tool(page)).to_have_attribute("data-state", "static")
    assert page.locator("script").count() == 0
    assert look(page) == LEGIBLE


def test_a_tool_that_started_asked_this_site_only(visitors: Visitors, site_server: str) -> None:
    """Python, once started, came from this site, and answering asks for nothing more."""
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED), on=AFTER, service_workers="block")
    wait_for_answer(page)
    page.wait_for_load_state("networkidle")
    asked = list(visitors.requests)
    assert any(PYTHON in url for url in visitors.requests)
    assert [url for url in visitors.requests if not url.startswith(f"{site_server}/")] == []
    write(page, "length", "10")
    expect(tool(page).locator("[data-result] [data-date=deadline]")).not_to_have_attribute(
        "datetime", "2026-05-11"
    )
    later = [url for url in visitors.requests[len(asked) :] if not url.endswith("/favicon.png")]
    assert later == []  # The icon of the page is asked for by the browser, when it likes.
    assert page.evaluate(STORED) == {"local": [], "session": [], "databases": [], "caches": [], "workers": []}


def test_touching_a_tool_starts_python_scrolling_past_does_not(visitors: Visitors) -> None:
    """Python is fetched when a field is touched, and not because a reader moved about the page."""
    page = visitors.page(f"/outils/{EXAMPLE}/")
    wait_for_script(page)
    page.mouse.move(180, 300)
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(500)
    expect(tool(page)).to_have_attribute("data-state", "static")
    assert not any(PYTHON in url for url in visitors.requests)
    with page.expect_request(f"**{PYTHON}**"):
        press(field(page, "received_on"))
    expect(tool(page)).not_to_have_attribute("data-state", "static")
