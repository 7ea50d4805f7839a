"""The script of the pages: addresses in any shape, answers filled as at build, Python given up in time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from macros.rules import api
from tests.browser.gestures import press

#: Sheets, several counts with lists, a compact list: every form that an answer takes.
CALCULATORS = ["delai-declaration", "suivi-reclamation", "issue-mediation"]
TOOL = "/outils/delai-declaration/"
PATIENCE_MS = 60_000
#: A page of each kind that does something for its reader.
LOST = (
    *(TOOL, "/outils/faut-il-declarer/", "/outils/tecrep/", "/modeles/relance-assureur/", "/dossier/"),
    *("/recherche/", "/vie-privee/"),
)

#: A worker that starts and then does what the page's address asks of it; no Python in it.
FAKE_WORKER = """
const asked = [];
addEventListener("message", ({ data }) => {
  if (data.kind === "start") return postMessage({ id: data.id, kind: "ready", version: "fake" });
  if (data.kind !== "answer") return;
  asked.push(data);
  if (data.answers.received_on === "LATE") return;
  for (const { id, answers } of asked.splice(0).reverse()) {
    postMessage({ id, kind: "result", result: RESULT(answers) });
  }
});
const RESULT = ({ received_on }) => ({
  tool: "delai-declaration", version: "fake", status: "answered", answers: { received_on }, dates: {},
  overdue: false, steps: [], sources: [], warnings: [], problems: [], next: [], code: "",
  display: {
    headline: received_on, main: null, late: null, address: "", progress: "", seal: "", seal_words: "",
    lines: [], answers: [], dates: [], counts: [], debated: [], sources: [], next: [], rail: [],
  },
});
"""
SILENT_WORKER = 'addEventListener("message", () => {});'
BUSY_WORKER = """
addEventListener("message", () => {});
const progress = { kind: "progress", stage: "download", loaded: 1.2e6, total: 3.4e6 };
addEventListener("message", () => postMessage(progress));
"""

#: Count what a page hears of its worker.
SIGNS = """
window.signs = 0;
window.Worker = class extends Worker {
  constructor(...how) {
    super(...how);
    this.addEventListener("message", () => (window.signs += 1));
  }
};
"""


@pytest.fixture
def context(browser: Browser, site_server: str) -> Iterator[BrowserContext]:
    """Return a new reader of the site, on a phone."""
    context = browser.new_context(base_url=site_server, viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture(scope="module")
def module_page(browser: Browser, site_server: str) -> Iterator[Page]:
    """Return a page that can import the site's scripts."""
    page = browser.new_page(base_url=site_server)
    page.goto("/")
    yield page
    page.close()


def with_worker(context: BrowserContext, script: str) -> Page:
    """Return a page whose worker is a script of the test's own."""
    context.route("**/worker.mjs", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    return context.new_page()


def words(page: Page, name: str, **values: str) -> str:
    found = page.evaluate(
        "(name) => document.querySelector('template[data-words]')"
        ".content.querySelector(`[data-word=${name}]`).textContent",
        name,
    )
    return str(found).format(**values)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("#received_on=2026-04-30&length=10", {"received_on": "2026-04-30", "length": "10"}),
        ("#%23received_on=2026-04-30", {"received_on": "2026-04-30"}),
        ("?utm_source=x%23received_on=2026-04-30&length=10", {"received_on": "2026-04-30", "length": "10"}),
        ("?utm_source=x#length=5", {"length": "5"}),
        ("#length=5&amp;unit=jours", {"length": "5", "unit": "jours"}),
        ("#received_on=30%20avril+2026", {"received_on": "30 avril 2026"}),
        ("#received_on=1%E9&length=5", {"received_on": "1%E9", "length": "5"}),
        ("#length=5&length=9", {"length": "5"}),
        ("#a=b=c", {"a": "b=c"}),
        ("#received_on=2026-04-30?utm_source=x&utm_campaign=y", {"received_on": "2026-04-30"}),
        ("#received_on=2026-04-30&length=5?fbclid=a-b", {"received_on": "2026-04-30", "length": "5"}),
        ("#topic=pourquoi%3Fa=b&x=quand ?", {"topic": "pourquoi?a=b", "x": "quand ?"}),
        ("#declare_now", {}),
        ("#&&=x&", {}),
        ("", {}),
        (f"#length={'9' * 5000}", {"length": "9" * 200}),
    ],
)
def test_answers_are_read_from_an_address_in_any_shape(
    module_page: Page, address: str, expected: dict[str, str]
) -> None:
    """Answers survive what e-mail programs and people do to a link, and are bounded."""
    read = """async (address) => {
      const { readAnswers } = await import("/assets/js/fragment.mjs");
      return Object.fromEntries(readAnswers(new URL(address, "https://amiable.example/")));
    }"""
    assert module_page.evaluate(read, address) == expected


def test_answers_written_are_answers_read(module_page: Page) -> None:
    """Whatever the answers, the address that is written gives them back."""
    answers = {"received_on": "1er mai 2026", "length": "10", "x": "a&b=c #é+%", "vide": ""}
    there_and_back = """async (answers) => {
      const { readAnswers, writeAnswers } = await import("/assets/js/fragment.mjs");
      const hash = writeAnswers(Object.entries(answers));
      return Object.fromEntries(readAnswers({ hash, search: "" }));
    }"""
    assert module_page.evaluate(there_and_back, answers) == answers


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/outils/tecrep/%23listen=done", "/outils/tecrep/#listen=done"),
        ("/outils/tecrep/%23listen=done?utm=x", "/outils/tecrep/#listen=done&utm=x"),
        ("https://amiable.example//evil.example/%23x", "/evil.example/#x"),
        ("https://amiable.example/\\evil.example/%23x", "/evil.example/#x"),
        ("/outils/inconnu/", None),
    ],
)
def test_a_path_that_swallowed_its_hash_is_repaired(
    module_page: Page, path: str, expected: str | None
) -> None:
    """The page of lost addresses knows the address that was meant; it leaves a wrong one alone."""
    repair = """async (path) => {
      const { repaired } = await import("/assets/js/fragment.mjs");
      return repaired(new URL(path, "https://amiable.example/"));
    }"""
    assert module_page.evaluate(repair, path) == expected


@pytest.mark.parametrize("tool_id", CALCULATORS)
def test_the_script_shows_an_answer_as_the_build_does(context: BrowserContext, tool_id: str) -> None:
    """On the day of the worked example its link shows the same card, the same sheets, the same words."""
    example = api.describe(tool_id)["example"]
    page = context.new_page()
    page.clock.set_fixed_time(f"{example['today']}T12:00:00")
    page.goto(f"/outils/{tool_id}/#{urlencode(example['answers'])}")
    page.locator('[data-result][data-from="python"]').wait_for()
    shown = """(place) => [...document.querySelectorAll(
      ["time", ".am-card__label", ".am-card__big", ".am-card__note", ".am-sheet", ".am-count h4", ".am-note"]
        .map((part) => `${place} ${part}`).join())]
      .map((element) => [
        element.className, element.dataset.weekday, element.dataset.mark, element.dateTime ?? "",
        element.textContent.replace(/\\s+/g, " ").trim(),
      ])"""
    by_script = page.evaluate(shown, "[data-answer]")
    by_build = page.evaluate(shown, "details[data-fold] > .am-answer")
    assert len(by_build) > 5
    assert by_script == by_build


def test_a_silent_python_is_given_up(context: BrowserContext) -> None:
    """After twenty seconds without a sign the tool says so; what was typed stands, the paper form opens."""
    page = with_worker(context, SILENT_WORKER)
    page.clock.install(time="2026-11-23T10:00:00")
    page.goto(TOOL)
    page.fill("[name=received_on]", "01/02/2024")
    tool = page.locator("[data-tool]")
    expect(tool).to_have_attribute("data-state", "loading")
    page.clock.run_for(15_000)
    expect(tool).to_have_attribute("data-state", "loading")
    page.clock.run_for(6_000)
    expect(tool).to_have_attribute("data-state", "failed")
    expect(page.locator("[data-status-line]")).to_have_text(words(page, "failed"))
    expect(page.locator("[data-live]")).to_have_text(words(page, "failed"))
    expect(page.locator("[name=received_on]")).to_have_value("01/02/2024")
    assert page.locator("details[data-fold]:not([open])").count() == 0


def test_a_slow_processor_is_given_more_time_than_a_silent_line(context: BrowserContext) -> None:
    """When all has come, Python may take a minute to start without a word; then it is given up."""
    page = with_worker(context, BUSY_WORKER.replace('"download"', '"start"'))
    page.clock.install(time="2026-11-23T10:00:00")
    page.goto(TOOL)
    page.focus("[name=received_on]")
    expect(page.locator("[data-status-line]")).to_have_text(words(page, "starting"))
    page.clock.run_for(50_000)
    expect(page.locator("[data-tool]")).to_have_attribute("data-state", "loading")
    page.clock.run_for(11_000)
    expect(page.locator("[data-tool]")).to_have_attribute("data-state", "failed")


def test_a_python_that_is_never_ready_is_given_up(context: BrowserContext) -> None:
    """Signs of life are not enough: after ninety seconds the tool goes on without Python."""
    page = with_worker(context, BUSY_WORKER + 'setInterval(() => postMessage({ kind: "progress" }), 100);')
    page.add_init_script(SIGNS)
    page.clock.install(time="2026-11-23T10:00:00")
    page.goto(TOOL)
    page.focus("[name=received_on]")
    tool = page.locator("[data-tool]")
    for passed in (*[10_000] * 7, 15_000):
        page.clock.run_for(passed)
        # The worker's clock is the real one: it is heard before more of the page's time has gone.
        page.wait_for_function("(before) => signs > before", arg=page.evaluate("signs"))
        expect(tool).to_have_attribute("data-state", "loading")
    page.clock.run_for(6_000)
    expect(tool).to_have_attribute("data-state", "failed")


@pytest.mark.parametrize(
    "missing", ["delete globalThis.Worker", "delete globalThis.WebAssembly", "the bundle", "the worker"]
)
def test_a_browser_that_cannot_run_python_keeps_its_form(context: BrowserContext, missing: str) -> None:
    """Without workers, WebAssembly or our files the table of the page answers, and one sentence says why."""
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-23T12:00:00")
    if missing == "the worker":
        page.route("**/worker.mjs", lambda route: route.fulfill(status=404))
    elif missing == "the bundle":
        page.route(f"**{TOOL}", lambda route: route.fulfill(body=without_bundle(route.fetch().text())))
    else:
        page.add_init_script(missing)
    page.goto(f"{TOOL}#received_on=2026-11-20&length=10")
    expect(page.locator("[data-tool]")).to_have_attribute("data-state", "failed")
    expect(page.locator("[data-result]")).to_have_attribute("data-from", "table")
    expected = api.answer(
        "delai-declaration", {"received_on": "2026-11-20", "length": "10"}, today="2026-11-23"
    )
    for name in ("safe_date", "deadline"):
        date = page.locator(f'[data-result] time[data-date="{name}"]')
        expect(date).to_have_attribute("datetime", expected["dates"][name])
    assert page.url.endswith("#debut&received_on=2026-11-20&length=10&unit=jours_ouvres&zone=metropole&fin")


def without_bundle(html: str) -> str:
    start, found, rest = html.partition('data-python="')
    assert found
    return f'{start}{found}"{rest.partition(chr(34))[2]}'


def test_a_worker_that_does_not_run_is_asked_for_once_more(context: BrowserContext) -> None:
    """Cut short, it would stay so under its hash: the host is asked past what the browser keeps, once."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        body = "}{" if len(asked) == 1 else FAKE_WORKER
        route.fulfill(body=body, content_type="text/javascript")

    page = context.new_page()
    page.add_init_script("""{
      const { fetch } = window;
      window.past = [];
      window.fetch = (url, how) => (window.past.push([String(url), how?.cache]), fetch(url, how));
    }""")
    context.route("**/worker.mjs", answer)
    page.goto(f"{TOOL}#received_on=2001-01-01")
    expect(page.locator("[data-tool]")).to_have_attribute("data-state", "ready")
    assert len(asked) == 3
    assert [asked[1], "reload"] in page.evaluate("window.past")


def test_the_last_question_wins(context: BrowserContext) -> None:
    """An answer that comes late, for what is no longer typed, is not shown."""
    page = with_worker(context, FAKE_WORKER.replace("LATE", "2002-02-02"))
    page.goto(f"{TOOL}#received_on=2001-01-01")
    expect(page.locator("[data-tool]")).to_have_attribute("data-state", "ready")
    page.press("[data-change=received_on]", "Enter")
    for day in ("2002-02-02", "2003-03-03"):
        page.fill("[name=received_on]", day)
        page.press("[name=received_on]", "Enter")
    expect(page.locator("[data-result]")).to_contain_text("2003-03-03")
    page.wait_for_timeout(200)
    expect(page.locator("[data-result]")).to_contain_text("2003-03-03")


def test_the_focus_stays_on_the_answer(context: BrowserContext) -> None:
    """Who asked is led to the answer of the table, and stays there when Python's takes its place."""
    page = with_worker(context, FAKE_WORKER)
    page.goto(TOOL)
    press(page.locator("[data-quick] button").last)
    expect(page.locator("[data-result]")).to_have_attribute("data-from", "python")
    expect(page.locator("[data-heading]")).to_be_focused()


def test_a_result_is_shown_as_text(context: BrowserContext) -> None:
    """Even a result that holds HTML is shown as it is written: nothing in it runs or becomes an element."""
    hostile = '<img src=x onerror="document.title=1"><b>gras</b>'
    page = with_worker(
        context, FAKE_WORKER.replace("headline: received_on", f"headline: {json.dumps(hostile)}")
    )
    page.goto(f"{TOOL}#received_on=2001-01-01")
    expect(page.locator("[data-tool]")).to_have_attribute("data-state", "ready")
    page.press("[data-change=received_on]", "Enter")
    page.fill("[name=received_on]", "2002-02-02")
    expect(page.locator("[data-answer] .am-card__big").first).to_have_text(hostile)
    assert page.locator("[data-result] img, [data-result] b").count() == 0


def test_progress_is_said_in_megabytes(context: BrowserContext) -> None:
    """The sentence of the download gives what has come and what is to come, as the worker counts it."""
    page = with_worker(context, BUSY_WORKER)
    page.goto(TOOL)
    page.focus("[name=received_on]")
    expect(page.locator("[data-status-line]")).to_have_text(
        words(page, "download", loaded="1,2", total="3,4")
    )


@pytest.mark.parametrize("cut", [False, True], ids=["lost", "cut"])
def test_a_script_that_did_not_come_is_asked_for_once_more(context: BrowserContext, cut: bool) -> None:
    """A line that breaks off for a moment costs a moment: the tool wakes with what its link carries."""

    def fail(route: Route) -> None:
        if not cut:
            return route.abort()
        body = route.fetch().body()
        return route.fulfill(body=body[: len(body) // 2], content_type="text/javascript")

    page = context.new_page()
    page.route("**/assets/js/page-deadline.*.mjs", fail)
    page.clock.set_fixed_time("2026-11-23T10:00:00")
    page.goto(f"{TOOL}#received_on=2026-11-20&length=5")
    page.locator("[data-result][data-from=python]").wait_for()
    assert not page.evaluate("document.documentElement.matches('[data-unscripted], [data-brings]')")


@pytest.mark.parametrize("path", LOST)
def test_a_script_that_never_comes_leaves_a_page_without_one(
    context: BrowserContext, browser: Browser, site_server: str, path: str
) -> None:
    """Asked for twice and refused twice, it leaves no word of the page out, and adds none."""
    page = context.new_page()
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("**/assets/js/page-*.mjs*", refuse)
    page.goto(f"{path}#a=b")
    expect(page.locator("html[data-unscripted]:not([data-brings])")).to_be_attached()
    assert [url.partition("?")[2] for url in asked] == ["", "again"]
    without = browser.new_page(base_url=site_server, java_script_enabled=False)
    without.goto(path)
    words = "document.querySelector('main').innerText"
    assert page.evaluate(words) == without.evaluate(words)
    without.close()
