"""The answer tables, as delivered: a whole answer before Python is there, and without it."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import brotli
import pytest
from playwright.sync_api import Browser, Page, Route

from macros.publish.answer_tables import ADDRESS, TOOLS, zones
from macros.rules import api
from macros.rules.model import PACIFIC

FROM_TABLE = "[data-result][data-from=table]"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of a browser that cannot have Python."""
    context = browser.new_context()
    context.route("**/assets/python/**", lambda route: route.abort())
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def shown(page: Page) -> dict[str, Any]:
    """Return what the page shows: dates by name, days one by one, warnings, sources, links."""
    page.wait_for_selector(FROM_TABLE, state="attached")
    told: dict[str, Any] = page.evaluate(
        """() => {
          const places = [...document.querySelectorAll("[data-answer], [data-answer-below]")];
          const all = (selector, what) =>
            places.flatMap((one) => [...one.querySelectorAll(selector)].map(what));
          return {
            dates: Object.fromEntries(all("time[data-date]", (one) => [one.dataset.date, one.dateTime])),
            steps: all("li[data-role]", (one) =>
              [one.dataset.role, one.querySelector(".am-sheet__text").textContent]),
            sources: all(".am-sources a", (one) => one.textContent),
            links: all("a[href]", (one) => one.href),
            text: places.map((one) => one.innerText).join(' '),
          };
        }"""
    )
    return told


def ago(today: str, days: int) -> str:
    return (date.fromisoformat(today) - timedelta(days=days)).isoformat()


def test_every_zone_of_every_tool_has_its_file(built_site: Path) -> None:
    """Some ten kilobytes on the wire each: less than a picture."""
    for tool in TOOLS:
        files = {file.stem: file for file in (built_site / ADDRESS / tool).glob("*.json")}
        assert set(files) == set(zones(tool))
        for file in files.values():
            packed = file.with_name(file.name + ".br").read_bytes()
            assert brotli.decompress(packed) == file.read_bytes()
            assert len(packed) < 12_000
            starts = json.loads(file.read_text("utf-8"))["starts"]
            assert starts == 0 if file.stem in PACIFIC else starts > 800


CASES: dict[str, tuple[str, Callable[[str], dict[str, str]]]] = {
    "common": ("delai-declaration", lambda today: {"received_on": ago(today, 1), "length": "7"}),
    "ouvrables": (
        "delai-declaration",
        lambda today: {"received_on": ago(today, 1), "length": "15", "unit": "jours_ouvrables"},
    ),
    "zone": ("delai-declaration", lambda today: {"received_on": today, "length": "30", "zone": "la-reunion"}),
    "below the floor": ("delai-declaration", lambda today: {"received_on": today, "length": "4"}),
    "overdue": ("delai-declaration", lambda today: {"received_on": ago(today, 60), "length": "5"}),
    "months": ("compter-un-delai", lambda today: {"start": ago(today, 3), "length": "2", "unit": "mois"}),
    "a year": ("compter-un-delai", lambda today: {"start": today, "length": "1", "unit": "annees"}),
    "complaint": ("suivi-reclamation", lambda today: {"sent_on": ago(today, 70), "zone": "guadeloupe"}),
    "mediation": ("issue-mediation", lambda today: {"notified_on": ago(today, 10)}),
    "two years": (
        "prescription-biennale",
        lambda today: {"trigger": "sinistre_connu", "trigger_on": ago(today, 500)},
    ),
    "insult": ("prescription-injure", lambda today: {"published_on": ago(today, 4)}),
}


@pytest.mark.parametrize("case", CASES)
def test_without_python_the_whole_answer_is_there(
    page: Page, site_server: str, today: str, case: str
) -> None:
    """Dates, days and reasons, warnings, sources, the first action and the next, as Python gives them."""
    tool, answers = CASES[case][0], CASES[case][1](today)
    expected = api.answer(tool, answers, today=today)
    page.goto(
        f"{site_server}/outils/{tool}/#" + "&".join(f"{name}={value}" for name, value in answers.items())
    )
    told = shown(page)
    display = expected["display"]
    assert told["dates"] == {
        one["name"]: one["iso"]
        for one in [*([display["main"]] if display["main"] else []), *display["lines"]]
    }
    sheets = [step for count in display["counts"] for step in count["steps"]]
    assert told["steps"] == [[step["role"], step["text"]] for step in sheets]
    assert told["sources"] == [one["title"] for one in expected["sources"]]
    for warning in expected["warnings"]:
        assert warning["text"].replace("\u00a0", " ") in told["text"].replace("\u00a0", " ")
    if display["headline"]:
        assert display["headline"] in told["text"]
    links = [link.removeprefix(site_server).lstrip("/") for link in told["links"]]
    assert [one["address"] for one in display["next"] if one["address"] not in links] == []
    files = [link for link in told["links"] if link.endswith(".ics")]
    assert len(files) == (0 if expected["overdue"] else 1)
    for file in files:
        with urlopen(file) as answer:  # noqa: S310
            assert answer.headers["Content-Type"].startswith("text/calendar")
            noted = answer.read().decode()
        for name in ("safe_date", "outcome_due"):
            if name in expected["dates"] and expected["dates"][name] > today:
                assert f"DTSTART;VALUE=DATE:{expected['dates'][name].replace('-', '')}" in noted


def test_without_python_yesterday_in_words_has_its_answer(page: Page, site_server: str, today: str) -> None:
    """« Hier », typed or tapped, is read as the rules read it."""
    expected = api.answer("delai-declaration", {"received_on": "hier", "length": "12"}, today=today)
    page.goto(f"{site_server}/outils/delai-declaration/")
    page.fill("[name=length]", "12")
    page.fill("[name=received_on]", "hier")
    assert shown(page)["dates"]["deadline"] == expected["dates"]["deadline"]
    assert f"received_on={expected['answers']['received_on']}" in page.url


@pytest.mark.parametrize(
    "answers",
    [{"length": "31"}, {"length": "7", "received_on": "2031-01-01"}],
    ids=str,
)
def test_what_is_in_no_table_waits_for_python(
    page: Page, site_server: str, today: str, answers: dict[str, str]
) -> None:
    """A length beyond the table, a day to come: the table shows no date at all."""
    asked = {"received_on": today, **answers}
    page.goto(f"{site_server}/outils/delai-declaration/#" + "&".join(f"{k}={v}" for k, v in asked.items()))
    page.wait_for_selector("[data-tool][data-state=failed]", state="attached")
    assert page.locator(FROM_TABLE).count() == 0


@pytest.mark.parametrize("case", ["zone", "overdue", "complaint"])
def test_when_python_comes_nothing_changes_on_the_screen(
    browser: Browser, site_server: str, today: str, case: str
) -> None:
    """First from the table, then from Python: the same HTML, but for the attribute that says which."""
    tool, answers = CASES[case][0], CASES[case][1](today)
    context = browser.new_context()
    held: list[Route] = []
    context.route("**/assets/python/**/worker*.mjs", lambda route: held.append(route))
    page = context.new_page()
    page.goto(
        f"{site_server}/outils/{tool}/#" + "&".join(f"{name}={value}" for name, value in answers.items())
    )
    page.wait_for_selector(FROM_TABLE, state="attached")
    before = page.inner_html("[data-answer]")
    for route in held:
        route.continue_()
    page.wait_for_selector("[data-result][data-from=python]", state="attached", timeout=90_000)
    assert page.inner_html("[data-answer]") == before.replace('data-from="table"', 'data-from="python"')
    context.close()
