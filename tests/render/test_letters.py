"""Letters and conversations as they are printed: whole without a script, and what a script relies on."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros import branding
from macros.render import content
from macros.render.letters import mots_qui_engagent
from macros.render.page import Page
from macros.render.tools import tool, tool_link
from macros.rules import api, data
from tests.render.reading import Element, read

TODAY = "2026-11-23"
PAGE = Page("../../", "../../", date.fromisoformat(TODAY), python="abc123")
LETTERS = [one["id"] for one in api.tools() if one["kind"] == "letter"]
TALK = "repetition-tecrep"
MODELS = Path(__file__).parent.parent.parent / "docs/modeles"
SCRIPTS = Path(__file__).parent.parent.parent / "docs/assets/js"

every_letter = pytest.mark.parametrize("tool_id", LETTERS)


def section(tool_id: str) -> Element:
    return read(tool(PAGE, tool_id)).one("section", data_tool=tool_id)


def described(tool_id: str) -> dict[str, Any]:
    return api.describe(tool_id, today=TODAY)


def plain(text: str) -> str:
    return " ".join(text.split())


@every_letter
def test_a_letter_is_begun_before_forty_words(tool_id: str) -> None:
    """From the title of its page to the first field that is typed in, fewer than forty words are read."""
    source = (MODELS / f"{tool_id}.md").read_text(encoding="utf-8")
    (before,) = re.findall(r"^# (.*?)^\{\{ tool\(", source, re.DOTALL | re.MULTILINE)
    seen, found = read_to_a_field(read(tool(PAGE, tool_id)))
    assert found
    words = [one for one in f"{before} {seen}".split() if re.search(r"\w", one)]
    assert len(words) < 40, " ".join(words)


def read_to_a_field(element: Element) -> tuple[str, bool]:
    """Return the words that are seen before the first field to type in, and whether there is one."""
    said = ""
    for child in element.children:
        if isinstance(child, str):
            said += child
            continue
        if child.name == "textarea" or (child.name == "input" and child["type"] == "text"):
            return said, True
        unseen = {"am-said", "am-print"} & set(child.attributes.get("class", "").split())
        if unseen or "hidden" in child or child.name in ("template", "noscript", "svg"):
            continue
        words, found = read_to_a_field(child)
        said += f" {words} "
        if found:
            return said, True
    return said, False


@every_letter
def test_the_whole_letter_stands_in_the_page(tool_id: str) -> None:
    """Its head, subject and paragraphs are there with their blanks, in order, in sight."""
    letter = section(tool_id).one(data_letter=None)
    said = described(tool_id)["letter"]
    paragraphs = [plain(one.text) for one in letter.all("p")]
    subject = next(n for n, one in enumerate(paragraphs) if one.startswith("Objet"))
    assert paragraphs[:subject] == [plain(one) for one in said["head"]]
    assert plain(said["subject"]) in paragraphs[subject]
    assert paragraphs[subject + 1 :] == [plain(one).replace("☐ ", "☐") for one in said["body"]]
    assert list(letter.all(hidden=None)) == []


@every_letter
def test_what_to_know_around_it_is_printed(tool_id: str) -> None:
    """When to send it, what to do before, how it may go, what comes after: each sentence is in sight."""
    found = section(tool_id)
    in_sight = [
        plain(one.text)
        for one in found.all("li")
        if not any(one in list(place.all("li")) for place in found.all(hidden=None))
    ]
    told = described(tool_id)
    for sentence in (*told["when"], *told["before"], *told["after"], *(one["label"] for one in told["send"])):
        assert plain(sentence) in in_sight


@every_letter
def test_a_letter_asks_what_the_door_asks(tool_id: str) -> None:
    """Each field has the door's name, label, hint and default, a bound, and places for its problems."""
    form = section(tool_id).one("form")
    assert form["method"] == "dialog"
    inputs = described(tool_id)["inputs"]
    names = [one["name"] for one in inputs]
    steps = [names[n] for step in described(tool_id)["steps"] for n in step["inputs"]]
    assert [one["name"] for one in form.all(name=None)] == (steps or names)
    assert sorted(steps or names) == sorted(names)
    for asked in inputs:
        field = form.one(name=asked["name"])
        assert form.one("label", **{"for": field["id"]}).text.startswith(asked["label"])
        assert field.name == ("textarea" if asked["type"] == "multiline" else "input")
        assert int(field["maxlength"]) <= data.LONGEST
        value = field.text if field.name == "textarea" else field.attributes.get("value", "")
        assert value == asked["default"]
        if asked["hint"]:
            assert form.one(id=field["aria-describedby"]).text == asked["hint"]
        assert "hidden" in form.one(id=f"{field['id']}-error")
        assert "hidden" in form.one(data_admissions=asked["name"])


@every_letter
def test_no_button_stands_there_for_nothing(tool_id: str) -> None:
    """Without a script no button and no empty message is shown, and a sentence says how to do without."""
    found = section(tool_id)
    assert "hidden" in found.one(data_actions=None)
    without = [
        found.one(data_actions=None),
        found.one(data_more=None),
        *found.all("p", **{"class": "am-stepnav"}),
    ]
    buttons = [one for place in without for one in place.all("button")]
    assert sorted(one.text for one in found.all("button")) == sorted(one.text for one in buttons)
    assert "hidden" in found.one(data_more=None)
    assert found.one("noscript").text
    mail = list(found.all("a", data_mail=None))
    assert len(mail) == described(tool_id)["by_email"]
    assert all(one["href"] == "mailto:" for one in mail)


@every_letter
def test_the_count_of_fields_begins_as_it_goes_on(tool_id: str) -> None:
    """One field filled in from the start is « 1 champ », as the script writes it a moment later."""
    inputs = described(tool_id)["inputs"]
    filled = sum(bool(one["default"]) for one in inputs)
    said = section(tool_id).one("b", data_count=None).text
    assert said == f"{filled} champ{'s' if filled != 1 else ''} sur {len(inputs)}"


@every_letter
def test_every_answer_has_its_place_in_the_letter(tool_id: str) -> None:
    """What is typed has a place to stand in, dots until then; the rules give the same paragraphs."""
    found = section(tool_id)
    letter = found.one(data_letter=None)
    slots = list(letter.all("span", data_slot=None))
    assert {one["data-slot"] for one in slots} == {one["name"] for one in described(tool_id)["inputs"]}
    assert all("…" in one.text for one in slots)
    ruled = described(tool_id)["letter"]["paragraphs"]
    paragraphs = [one for part in ("head", "subject", "body") for one in ruled[part]]
    assert [[slot["data-slot"] for slot in one.all("span", data_slot=None)] for one in letter.all("p")] == [
        [part["field"] for part in one["parts"] if part["field"]] for one in paragraphs
    ]
    output = found.one("output", data_result=None)
    assert (output["data-status"], output["data-from"]) == ("incomplete", "table")


def test_an_insurers_office_is_written_on_its_letters() -> None:
    """On its own site, what goes to one of its offices bears that address, in the field and on the sheet."""
    site = replace(PAGE, insurer=branding.insurer("assureur-exemple"))
    for tool_id in LETTERS:
        found = read(tool(site, tool_id)).one("section", data_tool=tool_id)
        office = described(tool_id)["office"]
        address = "\n".join(site.insurer[office]["address"]) if office else ""
        for place in found.all(name="recipient"):
            assert place.text == (
                address
                or next(one["default"] for one in described(tool_id)["inputs"] if one["name"] == "recipient")
            )
        if office:
            assert found.one("span", data_slot="recipient").text == address
    assert {described(one)["office"] for one in LETTERS} == {"", "claims", "complaints"}


@every_letter
def test_a_letter_lives_at_its_own_address(tool_id: str) -> None:
    """A link to a letter goes to /modeles/, and those to other tools where they are."""
    assert read(tool_link(PAGE, tool_id)).one("a")["href"] == f"../../modeles/{tool_id}/"
    letters = set(LETTERS)
    for link in section(tool_id).one("ol", **{"class": "am-line"}).all("a"):
        room, target = link["href"].removeprefix("../../").rstrip("/").split("/")
        assert room == "modeles" if target in letters else room in ("outils", "guides")


def test_the_words_that_engage_are_printed_with_what_to_write() -> None:
    """Each phrase of the guard is a row: an example, why, and the safe words."""
    table = read(mots_qui_engagent(PAGE)).one("table")
    rows = [plain(row.text) for row in table.one("tbody").all("tr")]
    phrases = content.phrases(date.fromisoformat(TODAY))
    assert len(rows) == len(phrases)
    for row, phrase in zip(rows, phrases, strict=True):
        told = [plain(phrase[part]) for part in ("example", "why", "safe")]
        assert [words for words in told if words not in row] == []


# Conversations


def test_every_line_of_a_talk_stands_in_the_page() -> None:
    """Ninety-six lines in sixteen tables, by profile, open, each with its letter and its step."""
    found = section(TALK)
    assert all("open" in one for one in found.all("details", data_fold=None))
    for profile in described(TALK)["profiles"]:
        for channel in profile["channels"]:
            table = found.one("table", data_profile=profile["value"], data_channel=channel["value"])
            lines = {one["data-line"]: one.text for one in table.all("td")}
            assert lines == {line["step"]: line["text"] for line in channel["lines"]}
            assert table.one("caption").text.lower() == f"{profile['label']}, {channel['label']}".lower()
    assert len(list(found.all("td", data_line=None))) == 96


def test_the_card_waits_for_the_script() -> None:
    """The choices and the lines to change are hidden until a script fills them, under the door's names."""
    found = section(TALK)
    form, card = found.one("form"), found.one(data_card=None)
    assert "hidden" in form
    assert "hidden" in card
    names = [one["name"] for one in found.all(name=None)]
    assert names == [one["name"] for one in described(TALK)["inputs"]]
    for select in form.all("select"):
        (asked,) = [one for one in described(TALK)["inputs"] if one["name"] == select["name"]]
        options = [one["value"] for one in select.all("option") if one["value"]]
        assert options == [one["value"] for one in asked["options"]]


@pytest.mark.parametrize(("tool_id", "script"), [(LETTERS[0], "letter"), (TALK, "rehearsal")])
def test_the_script_asks_for_parts_that_the_page_has(tool_id: str, script: str) -> None:
    """Each part that the scripts look for is there."""
    found = section(tool_id)
    for name in re.findall(r'part\("\[data-([a-z-]+)\]"\)', (SCRIPTS / f"{script}.mjs").read_text("utf-8")):
        assert list(found.all(**{f"data-{name}": None})), name


def test_a_phrase_is_told_with_the_law_of_the_day() -> None:
    """Why and safe are whole sentences, with nothing left to fill."""
    for one in content.phrases(date(2026, 11, 23)):
        assert one.keys() == {"id", "example", "why", "safe"}
        assert not [text for text in one.values() if "{" in text or not text]
