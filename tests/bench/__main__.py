"""How fast it is, in ratios to stock Pyodide of the same run: `make bench`.

A time alone says how busy the machine is; a ratio of two neighbours says which is faster. Each row gives
its median, and its noise: how far a pair strays from it. A budget is broken when it is exceeded by more.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, sync_playwright

from macros.publish.hosting.serve import SiteServer
from macros.publish.site import build_site, fresh_site
from macros.publish.sources import SOURCES
from macros.rules import data
from macros.rules.walk import paths, walk
from tests.bench import firefox
from tests.bench.visits import (
    FALLBACK,
    LINES,
    PAGES,
    STOCK,
    PageVisit,
    Visit,
    case_latencies,
    latencies,
    longest_task,
    newcomer,
    prepare,
    settle,
    visit,
    visit_page,
    weight,
)
from tests.browser_setup import FLAGS, find

ROOT = Path(__file__).parent.parent.parent
LINKED = "tool with a link"
#: What a page asks for to show its first answer, beside itself and its looks.
NEEDED = re.compile(r"/assets/(?:js|table)/")
HASHED = "/assets/python/"
COPY = re.compile(r"-\d$")


@dataclass(frozen=True)
class Row:
    """One measure: its median, how far it strays, its budget, and stock Pyodide's own where there is one."""

    name: str
    unit: str
    value: float
    noise: float
    budget: float | None
    stock: float | None = None

    @property
    def broken(self) -> bool:
        """Return whether the budget is exceeded by more than the noise."""
        return self.budget is not None and self.value - self.noise > self.budget


def ratios(name: str, ours: list[float], stock: list[float], budget: float) -> Row:
    """Return the row of a ratio, pair by pair."""
    pairs = [one / other for one, other in zip(ours, stock, strict=True)]
    middle = median(pairs)
    return Row(name, "× stock", middle, median(abs(pair - middle) for pair in pairs), budget, median(stock))


def starts(browser: Browser, server: str, bundle: str, rounds: dict[str, int]) -> Iterator[Row]:
    """Time the first start on each line, and the next one: trimmed and stock in turn, so that both meet the
    same weather."""
    budgets = {"cold": 0.17, "9 Mbit/s": 0.30, "1.6 Mbit/s": 0.34}
    on_page = {"cold": 0.25, "9 Mbit/s": 0.36, "1.6 Mbit/s": 0.40}
    for line, speed in LINES.items():
        # The fallback serves few readers: it is timed on the line of this machine alone.
        candidates = [STOCK, bundle, *([FALLBACK] if speed is None else [])]
        seen: dict[str, list[Visit]] = {which: [] for which in candidates}
        again: dict[str, list[Visit]] = {which: [] for which in candidates}
        real: list[PageVisit] = []
        back: list[PageVisit] = []
        for n in range(rounds[line]):
            for which in candidates[:: -1 if n % 2 else 1]:
                with newcomer(browser, speed) as (_, page):
                    seen[which].append(visit(page, server, which))
                    if speed is None:
                        again[which].append(visit(page, server, which))
            with newcomer(browser, speed) as (_, page):
                real.append(visit_page(page, server, LINKED))
                if speed is None:
                    settle(page)
                    back.append(visit_page(page, server, LINKED))
        if not rounds[line]:
            continue
        yield from pair(line, seen[bundle], seen[STOCK], budgets[line])
        stock_s = [one.answer for one in seen[STOCK]]
        yield ratios(f"Python's answer, real page, {line}", python_s(real), stock_s, on_page[line])
        paints = [(one.table or one.python or 0) / one.paint for one in real]
        yield Row(
            f"whole answer, real page, {line}",
            "× paint",
            *middle(paints),
            1.5,
            median(one.paint for one in real),
        )
        if speed is None:
            yield from pair("revisit", again[bundle], again[STOCK], 0.16)
            yield ratios(
                "Python's answer, real page, revisit", python_s(back), [v.answer for v in again[STOCK]], 0.22
            )
            for when, visits in (("cold", seen), ("revisit", again)):
                ours, stock = ([one.answer for one in visits[which]] for which in (FALLBACK, STOCK))
                yield ratios(f"first answer, fallback, {when}", ours, stock, 0.5)


def python_s(visits: list[PageVisit]) -> list[float]:
    """Return the seconds to Python's answer of visits that waited for it."""
    return [one.python or 0 for one in visits]


def middle(values: list[float]) -> tuple[float, float]:
    """Return the median of some values, and how far they stray from it."""
    found = median(values)
    return found, median(abs(value - found) for value in values)


def real_pages(browser: Browser, server: str, out: Path, rounds: int) -> Iterator[Row]:
    """Time and weigh the pages that readers open: first paint, first whole answer, bytes before Python."""
    budgets = {"tool": 90_000, "guide": 70_000}
    for name in PAGES:
        visits = []
        for _ in range(rounds):
            with newcomer(browser, None) as (_, page):
                visits.append(visit_page(page, server, name))
        paint, stray = middle([one.paint * 1000 for one in visits])
        yield Row(f"{name}, first paint", "ms", paint, stray, None)
        if visits[0].table:
            first, stray = middle([(one.table or 0) * 1000 for one in visits])
            yield Row(f"{name}, whole answer", "ms", first, stray, None)
            needed = [url for url in visits[0].asked if NEEDED.search(url)]
            yield Row(f"{name}, what a first answer needs", "bytes", weight(out, needed), 0, 30_000)
        own = [url for url in visits[0].asked if HASHED not in url]
        yield Row(f"{name}, on the wire before Python", "bytes", weight(out, own), 0, budgets.get(name))
    entry = (out / "e/mise-en-demeure/index.html").stat().st_size
    yield Row("entry page, its HTML, unpacked", "bytes", entry, 0, 20_000)


def pair(name: str, ours: list[Visit], stock: list[Visit], budget: float) -> Iterator[Row]:
    """Return the rows of Python being ready, and of the first answer, which has no budget of its own."""
    yield ratios(f"Python ready, {name}", [v.ready for v in ours], [v.ready for v in stock], budget)
    ours_s = [one.ready for one in ours]
    yield Row(f"Python ready, {name}, seconds", "s", median(ours_s), (max(ours_s) - min(ours_s)) / 2, 90)
    yield ratios(f"first answer, {name}", [v.answer for v in ours], [v.answer for v in stock], 1)


def weights(browser: Browser, server: str, bundle: str, out: Path) -> Iterator[Row]:
    """Weigh what a first use asks for, on a fast line and on a slow one, and what a guide does."""

    def asked(which: str, line: str) -> int:
        with newcomer(browser, LINES[line]) as (_, page):
            return weight(out, sorted({url for url in visit(page, server, which).asked if HASHED in url}))

    stock = asked(STOCK, "cold")
    yield Row("Python files on the wire, fast line", "bytes", asked(bundle, "cold"), 0, 2_900_000, stock)
    yield Row("Python files on the wire, slow line", "bytes", asked(bundle, "9 Mbit/s"), 0, 1_800_000, stock)


def answers(browser: Browser, server: str, bundle: str, rounds: int) -> Iterator[Row]:
    """Time answers of a Python that is ready, and the main thread while it starts."""
    with newcomer(browser, None) as (_, page):
        visit(page, server, bundle)
        cuts = quantiles(latencies(page, 200), n=20)
        of_case = quantiles(case_latencies(page, 500, 40), n=20)
    yield Row("one answer, p50", "ms", cuts[9], 0, 20)
    yield Row("one answer, p95", "ms", cuts[18], cuts[18] - cuts[17], 20)
    yield Row("a case of 500 facts, p95", "ms", of_case[18], of_case[18] - of_case[17], 100)
    longest = [longest_task(browser, server) for _ in range(rounds)]
    yield Row("longest main-thread task", "ms", median(longest), max(longest) - min(longest), 50)


def walks() -> Row:
    """Walk every path of every tree, forward one answer at a time, and back."""
    start = time.perf_counter()
    for tool, kind in data.tool_ids().items():
        if kind == "tree":
            tree = data.tree(tool)
            for path, _ in paths(tree):
                for n in (*range(len(path) + 1), *range(len(path), -1, -1)):
                    walk(tree, dict(path[:n]))
    return Row("all paths, forward and back", "s", time.perf_counter() - start, 0, 5)


def in_firefox(server: str, bundle: str, rounds: int) -> Iterator[Row]:
    """Time the first start and the next one in Firefox; says so where there is none."""
    program = firefox.find()
    if not program or not rounds:
        print("Firefox: not measured" + ("" if program else ", it is not installed (Debian: firefox-esr)"))
        return
    seen = firefox.visits(program, server, [bundle, STOCK], rounds)
    for when, (name, budget) in enumerate((("cold", 0.18), ("revisit", 0.16))):
        yield from pair(f"{name}, Firefox", seen[bundle][when], seen[STOCK][when], budget)


def multiply(project: Path, times: int) -> None:
    """Return a project so many trees, and pages for them, instead of one of each."""
    trees, pages = project / "macros" / "rules" / "data" / "trees", project / "docs" / "outils"
    for tree in [one for one in trees.glob("*.toml") if not COPY.search(one.stem)]:
        for n in range(2, times + 1):
            id = f"{tree.stem}-{n}"
            words = tree.read_text("utf-8").replace(f'id = "{tree.stem}"', f'id = "{id}"')
            (trees / f"{id}.toml").write_text(words, "utf-8")
            page = (pages / f"{tree.stem}.md").read_text("utf-8").replace(f'"{tree.stem}"', f'"{id}"')
            (pages / f"{id}.md").write_text(page, "utf-8")
    for guide in [one for one in (project / "docs" / "guides").glob("*.md") if not COPY.search(one.stem)]:
        if guide.stem == "index":
            continue
        for n in range(2, times + 1):
            shutil.copyfile(guide, guide.with_stem(f"{guide.stem}-{n}"))


def builds(growth: bool) -> Iterator[Row]:
    """Build the site twice from nothing, then after each kind of change; with `growth`, with more trees."""
    with tempfile.TemporaryDirectory() as scratch:
        first, copy = Path(scratch, "first"), Path(scratch, "copy")
        nothing = [timed(first), timed(copy)]
        yield Row("build from nothing", "s", median(nothing), abs(nothing[0] - nothing[1]) / 2, 90)
        with (copy / "docs/guides/faq.md").open("a", encoding="utf-8") as guide:
            guide.write("\nUne phrase de plus.\n")
        yield Row("build after a sentence of a guide", "s", timed(copy), 0, 15)
        law = copy / "macros/rules/data/law/parameters.toml"
        text = law.read_text("utf-8")
        law.write_text(text.replace("value = 90", "value = 91", 1), "utf-8")
        # The worked cases still have the other value: `check` would say so.
        yield Row("build after a value of the law", "s", timed(copy, strict=False), 0, 45)
        law.write_text(text, "utf-8")
        with (copy / "macros/rules/data/trees/suis-je-couvert.toml").open("a", encoding="utf-8") as tree:
            tree.write("# Une ligne de plus\n")
        once = timed(copy)
        yield Row("build after a change of a tree", "s", once, 0, 90)
        for times, budget in ((2, 2), (4, 2.5)) if growth else ():
            multiply(copy, times)
            # The copies say the same things: `check` would say so.
            more = timed(copy, strict=False)
            yield Row(f"build, {times} times the trees and guides", "× once", more / once, 0, budget)


def timed(project: Path, *, strict: bool = True) -> float:
    """Return the seconds that a build of this project takes, in a directory of its own, made if need be."""
    if not project.exists():
        for name in (*SOURCES, "pyproject.toml", "LICENSE"):
            source, target = ROOT / name, project / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
        (project / "node_modules").symlink_to(ROOT / "node_modules")
    start = time.perf_counter()
    build_site(project, strict=strict)
    return time.perf_counter() - start


def measure(options: argparse.Namespace) -> Iterator[Row]:
    """Return every row, quick ones first."""
    yield walks()
    site = options.site or fresh_site(ROOT)
    bundle = json.loads((ROOT / "build" / "python" / "manifest.json").read_text())["dir"]
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch, "site")
        prepare(ROOT, site, bundle, out)
        server = SiteServer(out)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        program = find()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
            yield from weights(browser, address, bundle, out)
            yield from real_pages(browser, address, out, options.rounds)
            yield from answers(browser, address, bundle, options.rounds)
            rounds = {
                "cold": options.rounds,
                "9 Mbit/s": options.throttled,
                "1.6 Mbit/s": options.slow,
            }
            yield from starts(browser, address, bundle, rounds)
            browser.close()
        yield from in_firefox(address, bundle, options.firefox)
        server.shutdown()
    if options.build:
        yield from builds(options.growth)


def main() -> int:
    """Measure, print a table as it comes and the whole as JSON; 1 when a budget is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="pairs on the line of this machine")
    parser.add_argument("--throttled", type=int, default=2, help="pairs at 9 Mbit/s and 60 ms")
    parser.add_argument("--slow", type=int, default=1, help="pairs at 1.6 Mbit/s and 150 ms")
    parser.add_argument("--firefox", type=int, default=3, help="pairs in Firefox, where it is installed")
    parser.add_argument("--site", type=Path, help="a site already built, in place of a fresh one")
    parser.add_argument("--growth", action="store_true", help="time the build of two and four times as much")
    parser.add_argument("--no-build", dest="build", action="store_false", help="do not time the build")
    options = parser.parse_args()
    load_before = os.getloadavg()[0]
    rows = []
    print(f"{'':42} {'median':>10} {'noise':>8} {'budget':>10} {'stock':>10}")
    for row in measure(options):
        rows.append(row)
        stock = f"{row.stock:10.2f}" if row.stock is not None else " " * 10
        budget = f"{row.budget:10.2f}" if row.budget is not None else " " * 10
        mark = "  TOO MUCH" if row.broken else ""
        print(
            f"{row.name:42} {row.value:10.2f} {row.noise:8.2f} {budget} {stock} {row.unit}{mark}",
            flush=True,
        )
    told = {
        "measured_on": datetime.now().astimezone().isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "load": [load_before, os.getloadavg()[0]],
        "rows": [{**asdict(row), "broken": row.broken} for row in rows],
    }
    print(json.dumps(told, ensure_ascii=False))
    return 1 if any(row.broken for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
