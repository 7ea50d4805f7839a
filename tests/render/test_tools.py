"""The markup contract: what scripts, embedders and other tests may rely on in a printed tool."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from macros.render.html import problems
from macros.render.page import Page
from macros.render.tools import numbers, tool, tool_link
from macros.rules import api
from tests.render.reading import Element, read

TODAY = "2026-11-23"
STYLES = Path("docs/assets/css/answer.css")
PAGE = Page("../../", "../../", date.fromisoformat(TODAY), python="abc123")
IDS = [one["id"] for one in api.tools()]
KINDS = {one["id"]: one["kind"] for one in api.tools()}


def of_kind(kind: str) -> list[str]:
    return [id for id in IDS if KINDS[id] == kind]


def section(tool_id: str) -> Element:
    return read(tool(PAGE, tool_id)).one("section", data_tool=tool_id)


def described(tool_id: str) -> dict[str, Any]:
    return api.describe(tool_id, today=TODAY)


@pytest.mark.parametrize("tool_id", IDS)
def test_a_tool_says_what_it_is(tool_id: str) -> None:
    """The section carries id, kind, first state, Python's folder and weight, and the way to the root."""
    found = section(tool_id)
    assert (found["data-kind"], found["data-state"]) == (KINDS[tool_id], "static")
    assert (found["data-python"], found["data-root"]) == ("abc123", "../../")
    assert found["aria-label"] == described(tool_id)["title"]


@pytest.mark.parametrize("tool_id", IDS)
def test_a_tool_is_one_block_that_markdown_leaves_alone(tool_id: str) -> None:
    """No blank line and no margin, which Markdown would take for its own; nothing left unfilled."""
    html = tool(PAGE, tool_id)
    assert [line for line in html.splitlines() if line != line.strip() or not line] == []
    assert [child for child in read(html).children if isinstance(child, str) and child.strip()] == []
    assert not re.search(r"\{[{%]|%\}|\}\}|None|Undefined|built-in", html)


@pytest.mark.parametrize("tool_id", IDS)
def test_names_and_references_fit(tool_id: str) -> None:
    """Ids are there once, and every label, description and title points to one of them."""
    found = section(tool_id)
    ids = Counter(one["id"] for one in found.all(id=None))
    assert [id for id, count in ids.items() if count > 1] == []
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        for one in found.all(**{attribute: None}):
            assert set(one[attribute].split()) <= set(ids), one.attributes


@pytest.mark.parametrize("tool_id", IDS)
def test_headings_are_in_order(tool_id: str) -> None:
    """The page has the one h1: a tool starts below it and skips no level."""
    levels = [int(one.name[1]) for one in section(tool_id).all() if re.fullmatch(r"h[1-6]", one.name)]
    assert 1 not in levels
    assert [pair for pair in pairwise([1, *levels]) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("tool_id", IDS)
def test_one_voice_and_no_style_or_script_inside(tool_id: str) -> None:
    """One live region, no inline style, no handler, no script: the page's policy can be strict."""
    found = section(tool_id)
    assert len(list(found.all(role="status"))) == 1
    for one in found.all(templates=True):
        assert one.name not in {"script", "style", "iframe"}
        assert [name for name in one.attributes if name == "style" or name.startswith("on")] == []


# Calculators


@pytest.mark.parametrize("tool_id", of_kind("deadline"))
def test_a_calculator_asks_what_the_door_asks(tool_id: str) -> None:
    """Each input has the door's name, label, hint, options and default, and a place for its problem."""
    form = section(tool_id).one("form")
    for asked in described(tool_id)["inputs"]:
        field = form.one(name=asked["name"])
        assert form.one("label", **{"for": field["id"]}).text.startswith(asked["label"])
        if asked["hint"]:
            assert form.one(id=field["aria-describedby"]).text == asked["hint"]
        if asked["type"] == "choice":
            options = {one["value"]: one.text for one in field.all("option") if one["value"]}
            assert options == {one["value"]: one["label"] for one in asked["options"]}
            chosen = [one["value"] for one in field.all("option", selected=None)]
            assert chosen == [asked["default"]] * bool(asked["default"])
        else:
            assert (field.name, field["type"]) == ("input", "text")
            assert field.attributes.get("value", "") == asked["default"]
        assert "hidden" in form.one(id=f"{field['id']}-error")
    assert {one["name"] for one in form.all(name=None)} == {
        one["name"] for one in described(tool_id)["inputs"]
    }


@pytest.mark.parametrize("tool_id", of_kind("deadline"))
def test_nothing_can_be_sent_without_the_script(tool_id: str) -> None:
    """Without a script the form sends its answers to nobody, and shows no button that does nothing."""
    found = section(tool_id)
    assert found.one("form")["method"] == "dialog"
    assert {"hidden", "disabled"} <= set(found.one("button", data_submit=None).attributes)
    hidden = [one for place in found.all(hidden=None) for one in place.all("button")]
    # The rows of an answer are drawn by the script alone: the style sheet keeps them out of sight until then.
    drawn = [row for name in ("am-row", "am-row__take") for row in found.all("p", **{"class": name})]
    in_rows = [one for row in drawn for one in row.all("button")]
    in_sight = [one for one in found.all("button") if "data-submit" not in one]
    assert [one for one in in_sight if one not in hidden and one not in in_rows] == []
    assert re.search(r":is\(\.am-row, \.am-row__take[^)]*\) \{\s*display: none;", STYLES.read_text("utf-8"))
    assert found.one("noscript").text


#: What a reader can write wrongly, in a field of each type.
WRONG = {
    "date": (
        "",
        "demain peut-être",
        "31/02/2026",
        "30/04",
        "lundi 30 avril 2026",
        "01/01/1990",
        "01/01/2050",
    ),
    "integer": ("", "0", "10 mois", "10 jours ouvrables", "99999", "beaucoup"),
    "choice": ("", "nulle part", "public"),
}
#: A longer room is a hole under the hint, on a telephone.
AS_LONG_AS_A_HINT = 120


@pytest.mark.parametrize("tool_id", of_kind("deadline"))
def test_a_problem_has_its_room_beside_its_field(tool_id: str) -> None:
    """Whatever is written wrongly, its sentence is no longer than the room kept, and the room no hole."""
    description = described(tool_id)
    said: dict[str, set[str]] = {}
    for one in description["inputs"]:
        wrong = WRONG["date" if one["type"] == "dates" else one["type"]]
        for value in (*wrong, "30/04/2026, 31/02/2026") if one["type"] == "dates" else wrong:
            answers = {**description["example"]["answers"], one["name"]: value}
            for problem in api.answer(tool_id, answers, today=TODAY)["problems"]:
                said.setdefault(problem["field"], set()).add(problem["text"])
    assert said
    for one in description["inputs"]:
        room = max(map(len, problems(one)))
        assert room <= AS_LONG_AS_A_HINT, one["name"]
        too_long = {text for text in said.get(one["name"], ()) if len(text) > room}
        assert too_long == set(), one["name"]


@pytest.mark.parametrize("tool_id", of_kind("deadline"))
def test_the_method_and_what_is_disputed_are_printed(tool_id: str) -> None:
    """Every sentence of the method and of what is disputed stands in the page, unfolded."""
    found = section(tool_id)
    folds = list(found.all("details", data_fold=None))
    assert all("open" in fold for fold in folds)
    printed = [item.text for fold in folds for item in fold.all("li")]
    assert set(described(tool_id)["method"]) <= set(printed)
    assert set(described(tool_id)["debated"]) <= set(printed)


@pytest.mark.parametrize("tool_id", of_kind("deadline"))
def test_the_example_is_the_answer_of_the_rules(tool_id: str) -> None:
    """The worked example shows each date and each reason of the door, and is no result of the reader's."""
    found = section(tool_id)
    example = described(tool_id)["example"]
    result = api.answer(tool_id, example["answers"], today=example["today"])
    card = found.one("p", **{"class": "am-card"})
    shown = {one["iso"] if "iso" in one else one["datetime"] for one in card.all("time")}
    assert shown == set(result["dates"].values())
    sentences = " ".join(one.text for one in found.all("span", **{"class": "am-sheet__text"}))
    for step in result["steps"]:
        assert step["text"].partition("\u00a0: ")[2] in sentences
    assert list(found.all(data_result=None)) == []
    assert list(found.all(data_date=None)) == []


@pytest.mark.parametrize("tool_id", of_kind("deadline"))
def test_an_answer_is_an_output_with_its_dates(tool_id: str) -> None:
    """The template of the script holds the contract's output: status, origin, and dates that carry names."""
    templates = section(tool_id)
    answer = templates.one("template", data_template="answer")
    output = answer.one("output", templates=True, data_result=None)
    assert output["data-attrs"] == "data-status=status data-from=from"
    times = [one["data-attrs"] for one in output.all("time", templates=True)]
    assert times == ["data-date=main.name datetime=main.iso", "data-date=name datetime=iso"]
    refused = templates.one("template", data_template="unanswered").one("output", data_result=None)
    assert {"data-status=status", "data-from=from"} <= set(refused["data-attrs"].split())
    # An output holds words only: no heading, list or paragraph.
    assert {one.name for one in output.all(templates=True)} <= {"span", "time", "template"}


def test_the_ready_table_is_the_answer_of_the_rules() -> None:
    """Each cell, from 30 days before the build to 60 after, is the door's answer for its day and length."""
    table = section("delai-declaration").one("table")
    rows = list(table.one("tbody").all("tr"))
    first, last = rows[0].one("th").one("time"), rows[-1].one("th").one("time")
    assert (len(rows), first["datetime"], last["datetime"]) == (91, "2026-10-24", "2027-01-22")
    assert table.one("caption").text
    assert [one["scope"] for one in table.one("thead").all("th")] == ["col"] * 3
    for row in rows:
        received = row.one("th", scope="row").one("time")["datetime"]
        assert received in row["data-keys"].split("|")
        for cell in row.all("td"):
            answers = {"received_on": received, "length": cell["data-length"]}
            expected = api.answer("delai-declaration", answers, today=received)["dates"]
            assert {one["data-name"]: one["datetime"] for one in cell.all("time")} == {
                name: expected[name] for name in ("safe_date", "deadline")
            }


# Trees


@pytest.mark.parametrize("tool_id", of_kind("tree"))
def test_every_node_of_a_tree_is_printed(tool_id: str) -> None:
    """Each question and outcome of the door is a section of its own, under its id, with all its words."""
    found = section(tool_id)
    tree = described(tool_id)
    nodes = {one["data-node"]: one for one in found.all("section", data_node=None)}
    assert list(nodes) == [one["id"] for one in (*tree["questions"], *tree["outcomes"])]
    assert [id for id, one in nodes.items() if one["id"] != id] == []
    assert [id for id, one in nodes.items() if "data-start" in one] == [tree["start"]]
    assert [id for id, one in nodes.items() if "data-outcome" in one] == [
        one["id"] for one in tree["outcomes"]
    ]
    assert [one for one in nodes.values() if "data-current" in one] == []
    for question in tree["questions"]:
        for words in (question["text"], question["hint"], question["look"]):
            assert words in nodes[question["id"]].text
    for outcome in tree["outcomes"]:
        for words in (outcome["title"], outcome["action"], outcome["contact"], *outcome["why"]):
            assert words in nodes[outcome["id"]].text
        for note in outcome["notes"]:
            printed = nodes[outcome["id"]].one(data_when=note["question"], data_is=" ".join(note["is"]))
            assert note["text"] in printed.text


@pytest.mark.parametrize("tool_id", of_kind("tree"))
def test_an_option_leads_where_the_door_says(tool_id: str) -> None:
    """An option is a link to the next node, and says on paper the number that this node bears."""
    found = section(tool_id)
    tree = described(tool_id)
    numbers = {one["data-node"]: one.one(**{"class": "am-number"}).text for one in found.all(data_node=None)}
    assert len(set(numbers.values())) == len(numbers)
    for question in tree["questions"]:
        links = list(found.one(data_node=question["id"]).all("a", data_value=None))
        assert [(one["data-value"], one["href"]) for one in links] == [
            (option["value"], f"#{option['next']}") for option in question["options"]
        ]
        for link, option in zip(links, question["options"], strict=True):
            assert link.one(data_label=None).text == option["label"]
            number = numbers[option["next"]].split()[1].rstrip("\u00a0:")
            assert link.one(**{"class": "am-goto"}).text.split()[-1] == number


# Checklists


@pytest.mark.parametrize("tool_id", of_kind("checklist"))
def test_every_item_of_a_checklist_is_a_box(tool_id: str) -> None:
    """Each item of the door is a box under its id, described by what to do, to say and to avoid."""
    found = section(tool_id)
    items = described(tool_id)["items"]
    boxes = list(found.all("input", type="checkbox"))
    assert [(one["name"], one["value"]) for one in boxes] == [(item["id"], api.DONE) for item in items]
    assert [one for one in boxes if "checked" in one] == []
    for box, item in zip(boxes, items, strict=True):
        assert item["label"] in found.one("label", **{"for": box["id"]}).text
        body = found.one(id=box["aria-describedby"]).text
        assert [words for words in (item["text"], item["say"], item["avoid"]) if words not in body] == []


@pytest.mark.parametrize("tool_id", of_kind("checklist"))
def test_progress_is_printed_for_every_number_of_ticks(tool_id: str) -> None:
    """The page holds the door's sentence for none, one… all boxes, in order: the script only shows one."""
    words = section(tool_id).one("template", data_progress_words=None)
    ids = [item["id"] for item in described(tool_id)["items"]]
    expected = [
        api.answer(tool_id, dict.fromkeys(ids[:n], api.DONE), today=TODAY)["display"]["progress"]
        for n in range(len(ids) + 1)
    ]
    assert [one.text for one in words.all("p", templates=True)] == expected


@pytest.mark.parametrize("tool_id", [id for id in IDS if KINDS[id] != "deadline"])
def test_trees_and_checklists_have_one_output(tool_id: str) -> None:
    """The state of a tree or a checklist is one output, with status and origin, from the start."""
    output = section(tool_id).one("output", data_result=None)
    assert output["data-from"] == "table"
    assert output["data-status"] in {"answered", "incomplete"}


# Text that somebody else wrote

HOSTILE = '<script>alert("x")</script> & <b onclick=x> {{ 7 * 7 }}'


def _poisoned(value: Any) -> Any:
    """Put the hostile text in place of every text that is no id, kind or value of the contract."""
    kept = {"id", "kind", "type", "name", "value", "next", "start", "is", "question", "url", "status", "tool"}
    kept |= {"page", "checked_on", "today", "answers", "role", "default"}
    if isinstance(value, dict):
        return {key: one if key in kept else _poisoned(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_poisoned(one) for one in value]
    return HOSTILE if isinstance(value, str) and value else value


@pytest.mark.parametrize("tool_id", IDS)
def test_text_stays_text(tool_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a data file holds is shown as it is written: never an element, an attribute or a template."""
    real = api.describe
    monkeypatch.setattr(api, "describe", lambda id, **how: _poisoned(real(id, **how)))
    html = tool(PAGE, tool_id)
    found = read(html)
    assert list(found.all("script", templates=True)) == []
    assert list(found.all(onclick=None, templates=True)) == []
    assert HOSTILE in found.text
    assert "{{ 7 * 7 }}" in html
    link = read(tool_link(PAGE, tool_id))
    assert HOSTILE in link.text
    assert list(link.all("script")) == []


def test_outcomes_beyond_the_alphabet_have_two_letters() -> None:
    """The twenty-seventh outcome is AA: no two of a tree have one name, however many there are."""
    described = {"questions": [{"id": "q"}], "outcomes": [{"id": f"o{n}"} for n in range(54)]}
    named = list(numbers(described).values())
    assert (named[0], named[1], named[26], named[27], named[28], named[52], named[53]) == (
        "1", "A", "Z", "AA", "AB", "AZ", "BA",
    )  # fmt: skip
    assert len(set(named)) == len(named)


def test_a_message_to_the_publisher_has_the_line_ends_of_mail() -> None:
    """Page, version, a blank line for the reader's own words: in the address as RFC 6068 wants them."""
    site = replace(PAGE, insurer={**PAGE.insurer, "feedback": "aide@assureur.example"})
    described = {**api.describe("tecrep"), "address": "outils/tecrep/", "version": api.VERSION}
    to, _, query = site.message(described).partition("?")
    said = dict(parse_qsl(query))
    assert to == "mailto:aide@assureur.example"
    assert said["body"].count("\r\n") == said["body"].count("\n") == 3
    page, version, *blank = said["body"].split("\r\n")
    assert (page.endswith("/outils/tecrep/"), version.endswith(api.VERSION), blank) == (True, True, ["", ""])
    assert described["title"] in said["subject"]
