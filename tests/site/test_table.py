"""The prepared tables, as delivered: an answer before Python is there, and without it."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser, Page

from macros.publish.table import ADDRESS, TOOLS
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


def shown(page: Page) -> dict[str, str]:
    """Return the dates that the page shows, by name."""
    page.wait_for_selector(FROM_TABLE, state="attached")
    dates = page.eval_on_selector_all(
        f"{FROM_TABLE} time[data-date]", "all => all.map((one) => [one.dataset.date, one.dateTime])"
    )
    return dict(dates)


def test_every_zone_of_every_tool_has_its_file(built_site: Path) -> None:
    """Some ten kilobytes on the wire each: less than a picture."""
    for tool in TOOLS:
        (zone,) = (one for one in api.describe(tool)["inputs"] if one["name"] == "zone")
        zones = {option["value"] for option in zone["options"]}
        files = {file.stem: file for file in (built_site / ADDRESS / tool).glob("*.json")}
        assert set(files) == zones
        for file in files.values():
            packed = file.with_name(file.name + ".br").read_bytes()
            assert brotli.decompress(packed) == file.read_bytes()
            assert len(packed) < 11_000
            starts = json.loads(file.read_text("utf-8"))["starts"]
            assert starts == (0 if file.stem in PACIFIC else 801)


@pytest.mark.parametrize(
    ("tool", "answers"),
    [
        ("delai-declaration", {"received_on": "", "length": "7"}),
        ("delai-declaration", {"received_on": "", "length": "15", "unit": "jours_ouvrables"}),
        ("delai-declaration", {"received_on": "", "length": "10", "zone": "la-reunion"}),
        ("compter-un-delai", {"start": "", "length": "2", "unit": "mois"}),
        ("compter-un-delai", {"start": "", "length": "1", "unit": "annees"}),
    ],
    ids=str,
)
def test_without_python_a_link_has_its_answer(
    page: Page, site_server: str, today: str, tool: str, answers: dict[str, str]
) -> None:
    """A contract's own length, another unit, another zone, months: the dates that the rules give."""
    start = next(iter(answers))
    received = (date.fromisoformat(today) - timedelta(days=1)).isoformat()
    asked = {**answers, start: received}
    expected = api.answer(tool, asked, today=today)
    assert expected["warnings"] == []
    page.goto(f"{site_server}/outils/{tool}/#" + "&".join(f"{name}={value}" for name, value in asked.items()))
    assert shown(page) == {name: expected["dates"][name] for name in ("deadline", "safe_date")}


def test_without_python_yesterday_in_words_has_its_answer(page: Page, site_server: str, today: str) -> None:
    """« Hier », typed or tapped, is read as the rules read it."""
    expected = api.answer("delai-declaration", {"received_on": "hier", "length": "12"}, today=today)
    page.goto(f"{site_server}/outils/delai-declaration/")
    page.fill("[name=length]", "12")
    page.fill("[name=received_on]", "hier")
    assert shown(page)["deadline"] == expected["dates"]["deadline"]
    assert f"received_on={expected['answers']['received_on']}" in page.url


@pytest.mark.parametrize(
    "answers",
    [
        {"length": "4"},  # below the legal floor: a warning
        {"length": "31"},
        {"length": "7", "received_on": "2031-01-01"},
    ],
    ids=str,
)
def test_what_needs_more_than_two_dates_waits_for_python(
    page: Page, site_server: str, today: str, answers: dict[str, str]
) -> None:
    """Where the rules would warn, refuse or say more, the table shows no date at all."""
    asked = {"received_on": today, **answers}
    page.goto(f"{site_server}/outils/delai-declaration/#" + "&".join(f"{k}={v}" for k, v in asked.items()))
    page.wait_for_selector("[data-tool][data-state=failed]", state="attached")
    assert page.locator(FROM_TABLE).count() == 0


def test_when_python_comes_it_confirms(browser: Browser, site_server: str, today: str) -> None:
    """The same dates, first from the table and then from Python: nothing jumps under the reader's eyes."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site_server}/outils/delai-declaration/#received_on={today}&length=8")
    first = shown(page)
    page.wait_for_selector("[data-result][data-from=python]", state="attached", timeout=60_000)
    confirmed = page.eval_on_selector_all(
        "[data-result] time[data-date]", "all => all.map((one) => [one.dataset.date, one.dateTime])"
    )
    assert dict(confirmed) == first
    context.close()
