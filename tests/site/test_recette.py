"""The examples that a reader's own Python runs again, and the page that runs them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from macros.authoring import GOLDEN
from macros.publish.recette import ADDRESS, write_recette
from macros.rules import api
from macros.rules.inputs import PACIFIC
from tests.browser.gestures import press

ROOT = Path(__file__).parent.parent.parent
PAGE = "/methode/recette/"
PATIENCE_MS = 90_000


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return the examples by their id, as the site publishes them."""
    told = json.loads(write_recette(ROOT, tmp_path_factory.mktemp("site")).read_text("utf-8"))
    assert told["version"] == api.VERSION
    found = {case["id"]: case for case in told["cases"]}
    assert len(found) == len(told["cases"])
    return found


def test_every_example_holds_the_whole_answer(cases: dict[str, dict[str, Any]]) -> None:
    """What a browser compares with is the answer of the door, to the last key."""
    for case in cases.values():
        assert case["expected"] == api.answer(case["tool"], case["answers"], today=case["today"])


def test_examples_reach_every_tool_status_and_outcome(cases: dict[str, dict[str, Any]]) -> None:
    """Every calculator, every kind of refusal, every zone and every outcome of every tree has an example."""
    expected = [case["expected"] for case in cases.values()]
    assert {one["status"] for one in expected} == {"answered", "incomplete", "invalid", "refused"}
    calculators = {tool["id"] for tool in api.tools() if tool["kind"] == "deadline"}
    assert calculators <= {one["tool"] for one in expected if one["dates"]}
    zones = {one["name"]: one for one in api.describe("delai-declaration")["inputs"]}["zone"]["options"]
    counted = {zone["value"] for zone in zones} - set(PACIFIC)
    assert counted <= {one["answers"].get("zone") for one in expected}
    for tool in (tool["id"] for tool in api.tools() if tool["kind"] == "tree"):
        outcomes = {outcome["id"] for outcome in api.describe(tool)["outcomes"]}
        assert outcomes == {one["node"] for one in expected if one["tool"] == tool}


def test_examples_counted_by_hand_are_all_there(cases: dict[str, dict[str, Any]]) -> None:
    """The twenty-two cases counted by hand are examples, and one of their days is that of the case."""
    table = json.loads((ROOT / "tests/rules/data/cases.json").read_text("utf-8"))["cases"]
    for case in table:
        assert case["expected"]["raw_end"] in cases[case["id"]]["expected"]["dates"].values()


def test_a_date_counted_by_hand_stops_the_build(project: Path) -> None:
    """Where the rules find another date than a hand did, the build says which example, and which date."""
    golden = project / GOLDEN
    text = golden.read_text("utf-8")
    assert "deadline = 2026-05-11" in text
    golden.write_text(text.replace("deadline = 2026-05-11", "deadline = 2026-05-12"), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"golden\.toml C05 : deadline vaut 2026-05-12.* 2026-05-11"):
        write_recette(project, project / "site")
    assert not (project / "site" / ADDRESS).exists()


def run(page: Page, address: str) -> str:
    """Run the examples in a page, and give the report."""
    page.goto(address + PAGE)
    press(page.locator("[data-start]"))
    report = page.locator("[data-report]")
    expect(report).to_be_visible(timeout=PATIENCE_MS)
    expect(report).to_be_focused()
    return page.locator("[data-lines]").text_content() or ""


def test_a_reader_s_python_finds_every_answer(
    browser: Browser, site_server: str, cases: dict[str, dict[str, Any]]
) -> None:
    """Python in a real browser gives the same answers, and the report says with what and how long."""
    context = browser.new_context()
    page = context.new_page()
    report = run(page, site_server)
    assert report.startswith(f"Les {len(cases)} exemples donnent la même réponse")
    assert page.evaluate("navigator.userAgent") in report
    assert api.VERSION in report
    assert re.search(r"\d s pour préparer le calculateur, \d+(,\d)? s", report)
    assert page.locator("[data-recette]").get_attribute("data-passed") == str(len(cases))
    expect(page.locator("[data-live]")).to_have_text(report.split("\n")[0])
    context.close()


def test_a_different_answer_is_named(browser: Browser, site_server: str) -> None:
    """An answer that differs in one date, one word or one key is named with its place; the rest passes."""
    context = browser.new_context()
    page = context.new_page()

    def spoil(route: Route) -> None:
        told = route.fetch().json()
        by_id = {case["id"]: case["expected"] for case in told["cases"]}
        by_id["C05"]["dates"]["deadline"] = "2026-05-12"
        by_id["C30"]["steps"][3]["text"] += " "
        del by_id["liste-vide"]["display"]["progress"]
        by_id["C38"]["overdue"] = None
        route.fulfill(json=told)

    page.route(f"**/{ADDRESS.as_posix()}", spoil)
    report = run(page, site_server)
    named = re.findall(r"Différence.: (.*)", report)
    assert named == [
        "C05, dates.deadline",
        "C30, steps.3.text",
        "C38, overdue",
        "liste-vide, display.progress",
    ]
    total, passed = (int(n) for n in re.findall(r"^(\d+) exemples sur (\d+)", report)[0][::-1])
    assert total - passed == len(named)
    context.close()


def test_without_python_the_page_says_so(browser: Browser, site_server: str) -> None:
    """Where Python cannot come, a sentence stands, no report does, and the button can be pressed again."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/assets/python/**", lambda route: route.abort())
    page.goto(site_server + PAGE)
    press(page.locator("[data-start]"))
    expect(page.locator("[data-status-line]")).to_contain_text("n’a pas pu démarrer", timeout=PATIENCE_MS)
    expect(page.locator("[data-report]")).to_be_hidden()
    expect(page.locator("[data-start]")).to_be_enabled()
    context.close()


def test_without_script_nothing_promises_a_run(browser: Browser, site_server: str) -> None:
    """Without a script the button is not shown, and a sentence says that the tools do without."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_server + PAGE)
    expect(page.locator("[data-start]")).to_be_hidden()
    expect(page.locator("[data-recette] noscript p")).to_be_visible()
    expect(page.locator("[data-recette] noscript p")).to_have_text(re.compile("elle en a besoin"))
    context.close()
