"""The browser's Python and this one: the same requests, the same answers to the last key."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from macros.rules import api
from tests.browser.tools import of_kind
from tests.browser.visitors import Visitors
from tests.rules.case.test_whole_cases import case_of

CASES = Path(__file__).parent.parent / "rules" / "data" / "cases.json"
TODAY = "2026-05-02"

Request = dict[str, Any]

#: Start the worker of the page's bundle, and keep it.
START = """
async (bundle) => {
  const worker = new Worker(`/assets/python/${bundle}/worker.mjs`, { type: "module" });
  const waiting = new Map();
  worker.onmessage = ({ data }) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  let last = 0;
  window.ask = (message) =>
    new Promise((resolve) => {
      waiting.set(++last, resolve);
      worker.postMessage({ ...message, id: last });
    });
  return window.ask({ kind: "start" });
}
"""
ASK = """
async (requests) => {
  const answers = [];
  for (const request of requests) answers.push((await window.ask({ kind: "answer", ...request })).result);
  return JSON.stringify(answers);
}
"""
CASE = """
async (requests) => {
  const answers = [];
  for (const asked of requests) answers.push((await window.ask({ kind: "case", asked })).result);
  return JSON.stringify(answers);
}
"""


@pytest.fixture(scope="module")
def python(lasting_visitors: Visitors) -> Page:
    """Return a page in which the site's own worker runs."""
    # The policy is not the point here: a page of the site makes workers through its own doors alone.
    page = lasting_visitors.page("/outils/tecrep/", bypass_csp=True)
    bundle = page.locator("[data-tool]").get_attribute("data-python")
    assert page.evaluate(START, bundle)["kind"] == "ready"
    return page


def assert_same(page: Page, requests: list[Request]) -> None:
    """Ask everything here and in the browser; compare as JSON, which is what the page receives."""
    there = json.loads(page.evaluate(ASK, requests))
    assert len(there) == len(requests)
    for request, answer in zip(requests, there, strict=True):
        here = json.loads(api.handle(json.dumps(request)))
        assert here == api.answer(request["tool"], request["answers"], today=request["today"])
        assert answer == here, request


def request(tool: str, answers: dict[str, str], today: str = TODAY) -> Request:
    return {"tool": tool, "answers": answers, "today": today}


def counted_cases() -> Iterator[Request]:
    """Ask each case counted by hand of every calculator that takes a day, a length or a zone."""
    for case in json.loads(CASES.read_text("utf-8"))["cases"]:
        given = case["input"]
        start, zone = given["start"], given["zone"]
        counted = {"length": str(given["n"]), "unit": given["rule"], "zone": zone}
        for rollover in ("none", "cpc642"):
            yield request("compter-un-delai", {"start": start, "rollover": rollover, **counted}, start)
        for today in (start, "2031-12-31"):
            yield request("delai-declaration", {"received_on": start, **counted}, today)
            yield request("suivi-reclamation", {"sent_on": start, "zone": zone}, today)
            yield request("issue-mediation", {"notified_on": start}, today)
            yield request("prescription-injure", {"published_on": start}, today)
            yield request("impaye", {"performed_on": start, "order_on": start, "served_on": start}, today)
            for trigger in ("assignation", "paiement_au_tiers", "sinistre_connu"):
                yield request("prescription-biennale", {"trigger": trigger, "trigger_on": start}, today)


def test_counted_cases_are_the_same(python: Page) -> None:
    """Every case counted by hand, asked of every calculator: the same dates, days, sources and words."""
    requests = list(counted_cases())
    assert len(requests) == 22 * 18
    assert_same(python, requests)


def test_examples_are_the_same(python: Page) -> None:
    """The worked example printed on each calculator's page, on its own day."""
    examples = {tool: api.describe(tool, today=TODAY)["example"] for tool in of_kind("deadline")}
    assert_same(python, [request(tool, one["answers"], one["today"]) for tool, one in examples.items()])


def test_every_unit_in_every_zone_is_the_same(python: Page) -> None:
    """Holidays of every zone, in every unit, across the end of a year and over Easter."""
    inputs = {one["name"]: one for one in api.describe("compter-un-delai", today=TODAY)["inputs"]}
    units, zones = ([one["value"] for one in inputs[name]["options"]] for name in ("unit", "zone"))
    assert_same(
        python,
        [
            request("compter-un-delai", {"start": day, "length": "20", "unit": unit, "zone": zone})
            for day, unit, zone in product(("2026-12-22", "2026-03-30"), units, zones)
        ],
    )


def paths(tool: str) -> list[dict[str, str]]:
    """Return the answers of every way through a tree, as its description links them."""
    described = api.describe(tool, today=TODAY)
    questions = {one["id"]: one["options"] for one in described["questions"]}

    def onward(node: str, given: dict[str, str]) -> Iterator[dict[str, str]]:
        if node not in questions:
            yield given
            return
        for option in questions[node]:
            yield from onward(option["next"], {**given, node: option["value"]})

    return list(onward(described["start"], {}))


@pytest.mark.parametrize("tool", of_kind("tree"))
def test_paths_are_the_same(python: Page, tool: str) -> None:
    """Every way to an outcome leads to the same one, in the same words, with the same links."""
    requests = [request(tool, answers) for answers in paths(tool)]
    assert_same(python, requests)
    assert {api.answer(tool, one["answers"], today=TODAY)["kind"] for one in requests} == {"outcome"}


@pytest.mark.parametrize("tool", of_kind("tree"))
def test_questions_on_the_way_are_the_same(python: Page, tool: str) -> None:
    """Every question, reached by any answers before it: the same options, path and progress."""
    begun = {tuple(list(way.items())[:length]) for way in paths(tool) for length in range(len(way))}
    assert_same(python, [request(tool, dict(way)) for way in sorted(begun)])


@pytest.mark.parametrize("tool", of_kind("checklist"))
def test_checklists_are_the_same(python: Page, tool: str) -> None:
    """Every number of ticked items, and each item ticked alone."""
    items = [one["id"] for one in api.describe(tool, today=TODAY)["items"]]
    ticked = [items[:done] for done in range(len(items) + 1)] + [[one] for one in items]
    assert_same(python, [request(tool, dict.fromkeys(some, "done")) for some in ticked])


BAD = [
    "",
    " ",
    "31/02/2026",
    "29/02/2027",
    "demain peut-être",
    "mercredi 30 avril 2026",
    "1999-12-31",
    "2051-01-01",
    "9999-99-99",
    "2026-12-31",
    "0",
    "-1",
    "1e3",
    "5,5",
    "٥",
    "99999999999999999999",
    "nouvelle-caledonie",
    "<script>1</script>",
    "👩‍⚖️\u202e\u0000",
    "'''\"\"\"\\",
    "a" * 10_000,
]


@pytest.mark.parametrize("tool", of_kind("deadline"))
def test_bad_input_is_the_same(python: Page, tool: str) -> None:
    """What nobody can read is refused in the same words, whichever field it is in."""
    described = api.describe(tool, today=TODAY)
    good = described["example"]["answers"]
    names = [one["name"] for one in described["inputs"]]
    assert_same(python, [request(tool, {**good, name: bad}) for name in names for bad in BAD])
    assert_same(python, [request(tool, {}), request(tool, {"inconnu": "1", "__class__": "x"})])


@pytest.mark.parametrize("tool", ["inconnu", "", "../api", "__init__"])
def test_unknown_tools_are_refused_the_same(python: Page, tool: str) -> None:
    """A tool that does not exist gets the same sentence."""
    assert_same(python, [request(tool, {})])


def test_dates_as_people_type_them_are_the_same(python: Page) -> None:
    """Every way of writing a date, with accents, capitals and odd spaces, is read the same."""
    typed = ["hier", "AVANT-HIER", "aujourd’hui", "aujourd'hui", "1er mai 2026", "1 MAI 2026", "30 avr. 2026"]
    typed += [
        "jeudi 30 avril 2026",
        "30/4/26",
        "30.04.2026",
        "30 04 2026",
        "15 août 2025",
        "15 aou\u0302t 2025",
    ]
    typed += ["1\u00a0de\u0301cembre\u202f2025", "30\u201104\u20112026"]
    assert_same(python, [request("delai-declaration", {"received_on": one}) for one in typed])


def test_whole_cases_are_the_same(python: Page) -> None:
    """Every case worked by hand, seen, merged and read again: the same in both Pythons."""
    records = tomllib.loads((CASES.parent / "whole_cases.toml").read_text("utf-8"))
    requests: list[Request] = []
    for record in records.values():
        case = case_of(record)
        requests += [
            {"case_view": case, "today": record["today"].isoformat()},
            {"case_merge": [case, {**case, "facts": case["facts"][:1], "work": {"what": "Autre"}}]},
            {"case_read": json.dumps(case)},
        ]
    requests += [{"case_read": text} for text in ("", "%PDF-1.7", '{"version": 2}', '{"facts": [' * 5000)]
    there = json.loads(python.evaluate(CASE, requests))
    assert there == [json.loads(api.handle(json.dumps(one))) for one in requests]
