"""Visits of a real browser, timed from the navigation: the trimmed Python beside stock Pyodide."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request

from macros.publish.compress import compress
from macros.publish.pyodide.bundle import PYODIDE
from macros.publish.pyodide.plain import ENGINE, LOCK, STANDARD_LIBRARY
from macros.render import content

#: Stock Pyodide stands under a hash as ours does: both are served alike, and kept alike by the browser.
STOCK = "0" * 16

#: Our Python without the engine of its trimmed form: the worker falls back on the plain one.
FALLBACK = "1" * 16

#: The job: five jours ouvrés after 30 April 2026.
ASKED = {"tool": "delai-declaration", "answers": {"received_on": "2026-04-30"}, "today": "2026-05-02"}

#: Download in bits a second, and delay in milliseconds; None is the line of this machine.
LINES: dict[str, tuple[int, int] | None] = {
    "cold": None,
    "9 Mbit/s": (9_000_000, 60),
    "1.6 Mbit/s": (1_600_000, 150),
}

#: A file of its own: a page of the site carries no script but the theme's.
PAGE = """<!doctype html><title>bench</title><script type="module" src="bench.mjs"></script>"""

#: Starts a worker as soon as it is read, and notes when Python is ready and when it has answered.
SCRIPT = """
const [hash, job] = location.hash.slice(1).split("|");
const policy = globalThis.trustedTypes?.createPolicy("amiable-python", { createScriptURL: (url) => url });
const address = `/assets/python/${hash}/worker.mjs`;
const python = new Worker(policy ? policy.createScriptURL(address) : address, { type: "module" });
const seen = {};
globalThis.ask = (id) => new Promise((resolve) => {
  python.addEventListener("message", ({ data }) => data.id === id && resolve(performance.now()));
});
python.addEventListener("message", ({ data }) => {
  if (data.kind === "ready") seen.ready = performance.now() / 1000;
  if (data.kind === "result") seen.answer ??= performance.now() / 1000;
  if (data.kind === "error") seen.error = data.detail;
  if (seen.answer || seen.error) globalThis.seen = seen;
});
python.postMessage({ id: 0, kind: "start" });
python.postMessage({ id: 1, kind: "answer", ...JSON.parse(decodeURIComponent(job)) });
globalThis.python = python;
"""

#: `loadPyodide()` as its manual shows it, in a module worker; then our wheel, for the same job.
STOCK_WORKER = """import { loadPyodide } from "./pyodide.mjs";
const booted = loadPyodide();
booted.then(() => postMessage({ id: 0, kind: "ready" }));
addEventListener("message", async ({ data }) => {
  if (data.kind !== "answer") return;
  const python = await booted;
  python.unpackArchive(await (await fetch("./WHEEL")).arrayBuffer(), "wheel");
  const answer = python.pyimport("macros.rules.api").handle;
  postMessage({ id: data.id, kind: "result", result: JSON.parse(answer(JSON.stringify(data))) });
});
"""

#: Sends questions one after the other; gives the milliseconds of each.
LATENCY = """async (questions) => {
  const times = [];
  for (const [n, question] of questions.entries()) {
    const before = performance.now();
    const answered = ask(100 + n);
    python.postMessage({ id: 100 + n, kind: "answer", ...question });
    times.push((await answered) - before);
  }
  return times;
}"""

#: Notes when a page first shows a result, from where, and when it is first painted.
MARKS = """globalThis.marks = {};
const look = () => {
  for (const from of ["table", "python"]) {
    const shown = document.querySelector(`[data-result][data-from=${from}]`);
    if (shown) marks[from] ??= performance.now() / 1000;
  }
};
const watched = { subtree: true, childList: true, attributeFilter: ["data-from"] };
new MutationObserver(look).observe(document, watched);
new PerformanceObserver((list) => {
  const first = list.getEntriesByName("first-contentful-paint")[0];
  if (first) marks.paint = first.startTime / 1000;
}).observe({ type: "paint", buffered: true });"""

#: The real pages, and what each waits for: nothing, the answer of its table, or Python's too.
PAGES = {
    "home": ("/", ""),
    "tool": ("/outils/delai-declaration/", ""),
    "tool with a link": ("/outils/delai-declaration/#received_on={day}&length=10", "python"),
    "entry page with a link": ("/e/mise-en-demeure/#received_on={day}&length=10&unit=jours_ouvres", "table"),
    "tree": ("/outils/faut-il-declarer/", ""),
    "guide": ("/guides/tecrep/", ""),
}

#: Notes the tasks of the main thread that last more than 50 ms.
LONG_TASKS = """globalThis.tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
  .observe({ type: "longtask" });"""


@dataclass
class PageVisit:
    """Seconds from the navigation of a real page to its first paint and its answers; what was asked for."""

    paint: float
    table: float | None
    python: float | None
    asked: list[str]


def visit_page(page: Page, server: str, name: str) -> PageVisit:
    """Open a real page, and wait for the last answer it gives; without one, for the network to be quiet."""
    address, last = PAGES[name]
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.service_worker:  # What is kept for later is not what the page waits for.
            asked.append(request.url.removeprefix(server))

    page.context.on("request", note)
    page.add_init_script(MARKS)
    page.goto("about:blank")
    day = page.evaluate("new Date(Date.now() - 864e5).toLocaleDateString('sv')")
    page.goto(server + address.format(day=day), wait_until="load" if last else "networkidle")
    page.wait_for_function("(last) => marks.paint && (!last || marks[last])", arg=last)
    seen: dict[str, float] = page.evaluate("marks")
    return PageVisit(seen["paint"], seen.get("table"), seen.get("python"), asked)


def settle(page: Page) -> None:
    """Wait until what a first visit keeps for the next ones is kept: who comes back does so later."""
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_load_state("networkidle")


@dataclass
class Visit:
    """Seconds from the navigation until Python is ready and has answered, and what was asked for."""

    ready: float
    answer: float
    asked: list[str] = field(default_factory=list)


def prepare(root: Path, site: Path, bundle: str, out: Path) -> None:
    """Write into `out` the site, stock Pyodide and our fallback beside our Python, and the bench's page."""
    shutil.copytree(site, out, dirs_exist_ok=True)
    pythons = out / "assets" / "python"
    shutil.copytree(pythons / bundle, pythons / FALLBACK, ignore=shutil.ignore_patterns("engine.mjs*"))
    stock = pythons / STOCK
    stock.mkdir()
    (wheel,) = (root / "build" / "wheel").glob("*.whl")
    for file in (*(root / PYODIDE / name for name in (*ENGINE, STANDARD_LIBRARY, LOCK)), wheel):
        shutil.copyfile(file, stock / file.name)
    (stock / "worker.mjs").write_text(STOCK_WORKER.replace("WHEEL", wheel.name))
    for file in list(stock.iterdir()):
        compress(file, cache=root / "build" / "compressed")
    (out / "bench.html").write_text(PAGE)
    (out / "bench.mjs").write_text(SCRIPT)


@contextmanager
def newcomer(browser: Browser, line: tuple[int, int] | None) -> Iterator[tuple[BrowserContext, Page]]:
    """Return a browser that knows nothing yet, behind a line of this speed."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(180_000)
    if line:
        bits, delay = line
        context.new_cdp_session(page).send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": delay,
                "downloadThroughput": bits / 8,
                "uploadThroughput": bits / 8,
            },
        )
    yield context, page
    context.close()


def visit(page: Page, server: str, bundle: str) -> Visit:
    """Open the page of the bench with one Python, and wait for its answer."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url.removeprefix(server)))
    page.goto("about:blank")
    page.goto(f"{server}/bench.html#{bundle}|{json.dumps(ASKED)}")
    page.wait_for_function("() => globalThis.seen")
    seen: dict[str, Any] = page.evaluate("seen")
    if "error" in seen:
        raise RuntimeError(f"{bundle}: {seen['error']}")
    return Visit(seen["ready"], seen["answer"], asked)


def latencies(page: Page, rounds: int) -> list[float]:
    """Return the milliseconds of answers of the Python that a visit has left running, tool by tool."""
    questions = [
        {
            **ASKED,
            "answers": {"received_on": f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}", "length": str(n % 29 + 2)},
        }
        if n % 2
        else {"tool": "faut-il-declarer", "answers": {}, "today": "2026-05-02"}
        for n in range(rounds)
    ]
    times: list[float] = page.evaluate(LATENCY, questions)
    return times


def case_latencies(page: Page, facts: int, rounds: int) -> list[float]:
    """Return the milliseconds that a case of so many facts takes to be shown, of the same Python.

    Of one fact after another the day has changed, as where somebody writes it.
    """
    kinds, first = list(content.case()["kind"]), date(2024, 1, 1)
    told = [
        {
            "id": f"f{place}",
            "kind": kinds[place % len(kinds)],
            "on": (first + timedelta(days=place * 7 % 1000)).isoformat(),
            "text": f"Ce qui est arrivé, la fois {place}",
        }
        for place in range(facts)
    ]
    questions = []
    for n in range(rounds):
        told[n] = {**told[n], "on": "2026-03-02"}
        asked = {"case_view": {"version": 1, "facts": list(told)}, "today": "2026-05-02"}
        questions.append({"kind": "case", "asked": asked})
    times: list[float] = page.evaluate(LATENCY, questions)
    return times


def longest_task(browser: Browser, server: str) -> float:
    """Return the longest task of the main thread, in ms, from the first touch of a tool to Python's answer.

    0 when none lasted 50 ms: browsers note no shorter one.
    """
    with newcomer(browser, None) as (_, page):
        page.goto(f"{server}/outils/delai-declaration/", wait_until="networkidle")
        page.evaluate(LONG_TASKS)
        page.evaluate("location.hash = 'received_on=2026-04-30'")
        page.wait_for_selector("[data-result][data-from=python]", state="attached")
        longest: float = page.evaluate("Math.max(0, ...tasks)")
    return longest


def weight(out: Path, asked: list[str]) -> int:
    """Return the bytes on the wire of the files asked for, each in its smallest form."""
    total = 0
    for address in asked:
        file = out / address.partition("?")[0].partition("#")[0].lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        variant = file.with_name(file.name + ".br")
        total += (variant if variant.exists() else file).stat().st_size
    return total
