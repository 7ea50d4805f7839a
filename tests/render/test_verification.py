"""The page about our checks: every figure is counted, here in another way."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from macros import authoring
from macros.render.page import Page
from macros.render.verification import REPORT, proved, recette, verification
from macros.rules import api
from macros.rules.model import PACIFIC

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page as a site built in November 2026 prints it."""
    return verification(Page("../../", "../../", date(2026, 11, 23)))


def figure(page: str, name: str) -> int:
    """Return a figure of the page by its name."""
    (found,) = re.findall(rf'data-figure="{name}">(.*?)<', page)
    return int(found.replace("\N{NO-BREAK SPACE}", ""))


def functions_that_test() -> Iterator[ast.FunctionDef]:
    for file in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield node


def test_paths_are_those_of_the_trees(page: str) -> None:
    """The number of paths of each tree, and their sum, are found by adding up what follows each answer."""
    total = 0
    for tool in (tool["id"] for tool in api.tools() if tool["kind"] == "tree"):
        tree = api.describe(tool)
        following = {one["id"]: [option["next"] for option in one["options"]] for one in tree["questions"]}

        @cache
        def ways(node: str, following: tuple[tuple[str, tuple[str, ...]], ...]) -> int:
            after = dict(following).get(node)
            return 1 if after is None else sum(ways(one, following) for one in after)

        paths = ways(tree["start"], tuple((node, tuple(after)) for node, after in following.items()))
        row = f"<td>{len(tree['questions'])}</td><td>{len(tree['outcomes'])}</td><td>{paths:,}</td>"
        assert row.replace(",", "\N{NO-BREAK SPACE}") in page
        assert f'href="../../outils/{tool}/"' in page
        total += paths
    assert figure(page, "paths") == total > 1000


def test_tests_are_counted_as_they_are(page: str) -> None:
    """The tests, and those that draw their examples, are as many as Python finds in the files."""
    found = list(functions_that_test())
    drawn = [
        test
        for test in found
        if any(
            isinstance(one, ast.Call) and getattr(one.func, "id", "") == "given"
            for one in test.decorator_list
        )
    ]
    assert figure(page, "tests") == len(found)
    assert figure(page, "properties") == len(drawn)


def test_breakdowns_and_criteria_are_those_of_their_tables(page: str) -> None:
    """The sorts of breakdown, and the criteria by how each is checked: all of them, a hundred and six."""
    faults = (ROOT / "tests/faults.toml").read_text("utf-8")
    assert figure(page, "breakdowns") == len(re.findall(r"^\[\w+\]$", faults, re.MULTILINE)) > 10
    grid = (ROOT / "tests/content/rgaa.toml").read_text("utf-8")
    by_state = {
        state: grid.count(f'state = "{state}"') for state in ("machine", "partie", "absent", "personne")
    }
    assert figure(page, "criteria") == by_state["machine"]
    assert sum(by_state.values()) == 106
    assert f"{by_state['partie']} en partie, {by_state['absent']} sans objet" in page


def test_law_is_counted_as_it_is(page: str) -> None:
    """Sources, texts read, values of the law and zones are those of the index and of the calculators."""
    index = authoring.law_index(ROOT, today="2026-11-23")
    assert figure(page, "sources") == len(index["sources"])
    texts = sum(one["status"] == "text" for one in index["sources"])
    assert f"dont {texts} lues" in page
    assert figure(page, "values") == sum(len(one["values"]) for one in index["parameters"])
    zones = {one["name"]: one for one in api.describe("compter-un-delai")["inputs"]}["zone"]["options"]
    assert figure(page, "zones") == len(zones) - len(PACIFIC)


def test_official_lists_are_counted_line_by_line(page: str) -> None:
    """The days compared with data.gouv.fr are the lines of its lists, and their years are told."""
    for name, file in (("metropole", "metropole.csv"), ("alsace_moselle", "alsace-moselle.csv")):
        lines = (ROOT / "tests/rules/data" / file).read_text("utf-8").strip().splitlines()[1:]
        assert figure(page, name) == len(lines)
        assert f"de {lines[0][:4]} à {lines[-1][:4]}" in page


def test_page_says_when_it_was_counted(page: str) -> None:
    """The day of the build and the version of the rules stand above the figures."""
    assert "Compté le 23\N{NO-BREAK SPACE}novembre 2026" in page
    assert api.VERSION in page


def test_recette_waits_for_its_script() -> None:
    """The button that runs the examples comes with the script, which knows where Python is."""
    html = recette(Page("../../", "../../", date(2026, 11, 23), "0123456789abcdef"))
    assert re.search(r"<button [^>]*data-start hidden>", html)
    assert 'data-python="0123456789abcdef"' in html


def test_what_the_tests_told_is_shown_with_its_day() -> None:
    """A figure of the report stands under its day, the latest first; what no run told is not there."""
    shown = proved(
        'door = { count = 100000, on = "2026-11-20" }\npages = { count = 90, on = "2026-11-27" }\n'
    )
    assert [told["on"] for told in shown] == [
        "27\N{NO-BREAK SPACE}novembre 2026",
        "20\N{NO-BREAK SPACE}novembre 2026",
    ]
    assert [line[:2] for told in shown for line in told["lines"]] == [
        ("pages", "90"),
        ("door", "100\N{NO-BREAK SPACE}000"),
    ]
    assert proved("") == []


def test_the_page_holds_the_report_as_it_is(page: str) -> None:
    """Each figure of the tests' own report is on the page."""
    held = tomllib.loads(REPORT.read_text("utf-8"))
    assert {name: figure(page, name) for name in held} == {name: one["count"] for name, one in held.items()}
