"""Difficult conversations: six lines for every profile and channel, and the reader's own in their place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from macros.rules import admissions, api, data
from tests.rules import door
from tests.rules.strategies import HOSTILE

TODAY = "2026-11-23"
TOOL = "repetition-tecrep"
PROFILES = ("angry", "aggressive", "meticulous", "worried")
CHANNELS = ("face_to_face", "phone", "email", "review")
STEPS = ("listen", "restate", "empathise", "thank", "explore", "act")
EVERY = [(profile, channel) for profile in PROFILES for channel in CHANNELS]

every_talk = pytest.mark.parametrize(("profile", "channel"), EVERY)


def ask(profile: str = "", channel: str = "", **own: str) -> dict[str, Any]:
    return api.answer(TOOL, {"profile": profile, "channel": channel, **own}, today=TODAY)


def test_every_cell_is_written() -> None:
    """Four profiles, four places and six steps: ninety-six lines, each different from the others."""
    lines = data.rehearsal(TOOL).lines
    assert set(lines) == {(*one, step) for one in EVERY for step in STEPS}
    assert len(set(lines.values())) == len(lines) == 96


def test_the_choices_are_those_of_the_lines() -> None:
    """What can be chosen has its lines, and TECREP is spelt by the steps."""
    described = api.describe(TOOL, today=TODAY)
    options = {one["name"]: [option["value"] for option in one["options"]] for one in described["inputs"]}
    assert (options["profile"], options["channel"]) == ([*PROFILES], [*CHANNELS])
    assert [one["id"] for one in described["steps"]] == [*STEPS]
    assert "".join(one["letter"] for one in described["steps"]) == "TECREP"


@every_talk
def test_a_line_is_one_sentence_that_engages_nobody(profile: str, channel: str) -> None:
    """Each line can be said in a breath, and admits nothing."""
    for step in STEPS:
        line = data.rehearsal(TOOL).lines[profile, channel, step]
        assert line[-1] in ".?"
        assert len(line.split()) <= 25, line
        assert admissions.mark(line, date.fromisoformat(TODAY)) == [], line


@every_talk
def test_a_talk_is_answered(profile: str, channel: str) -> None:
    """Both choices made, there are six lines, in order, as they are printed in the page."""
    result = ask(profile, channel)
    assert (result["status"], result["problems"], result["admissions"]) == ("answered", [], [])
    described = api.describe(TOOL, today=TODAY)
    (at,) = [one for one in described["profiles"] if one["value"] == profile]
    (place,) = [one for one in at["channels"] if one["value"] == channel]
    assert result["lines"] == place["lines"]
    assert [one["step"] for one in result["lines"]] == [*STEPS]


def test_a_line_of_ones_own_takes_the_place_of_the_one_given() -> None:
    """The reader's words are given back; those that may admit liability are told with their step."""
    result = ask("angry", "phone", act="Nous vous rembourserons jeudi.", thank="Merci, Anne.")
    said = {one["step"]: one["text"] for one in result["lines"]}
    assert (said["act"], said["thank"]) == ("Nous vous rembourserons jeudi.", "Merci, Anne.")
    assert said["listen"] == data.rehearsal(TOOL).lines["angry", "phone", "listen"]
    assert [(one["field"], one["phrase"]) for one in result["admissions"]] == [("act", "refund")]


def test_what_is_not_chosen_is_missing_what_is_unknown_is_said() -> None:
    """No line is given for a guess."""
    assert door.codes(ask()) == {"profile": "missing", "channel": "missing"}
    assert door.codes(ask("angry", "fax")) == {"channel": "unknown_option"}
    assert ask("angry")["lines"] == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_hostile_lines_stay_text(text: str) -> None:
    """Whatever a line holds, it is text or it is refused."""
    result = ask("worried", "email", listen=text)
    if len(text) > data.LONGEST:
        assert door.codes(result) == {"listen": "too_long"}
    else:
        assert result["lines"][0]["text"].replace(" ", "") in text.replace(" ", "").replace(
            "\x00\x1b", ""
        ).replace("\u202e", "")
