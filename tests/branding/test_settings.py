"""The settings of an insurer: what is read of them, how its colours are measured, its contact card."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from icalendar import vText
from icalendar.parser import Contentlines

from macros import branding
from macros.branding.contrast import LEAST, SCHEMES, contrast, contrasts, wash
from macros.branding.vcard import international, vcard

CSS = Path(__file__).parent.parent.parent / "docs/assets/css/tokens.css"
FULL, BARE = "assureur-exemple", "mutuelle-modele"


def shape(one: Any) -> Any:
    """Return the keys of settings, at every depth."""
    return {key: shape(value) for key, value in one.items()} if isinstance(one, dict) else None


def test_without_an_insurer_every_setting_is_there_and_empty() -> None:
    """Whoever asks for a setting needs not ask first whether there is an insurer."""
    nobody = branding.insurer("")
    assert not any(nobody[name] for name in ("id", "name", "telephone", "feedback", "contract", "card"))
    assert set(nobody) == set(branding.insurer(FULL))
    assert shape(nobody["claims"]) == shape(branding.insurer(FULL)["claims"])


def test_an_unknown_insurer_is_no_insurer() -> None:
    """A name without settings is refused, not taken for nobody."""
    with pytest.raises(LookupError):
        branding.insurer("inconnu")


def test_both_examples_are_read() -> None:
    """One says all that can be said, the other as little as it may; the contract is as a form gives it."""
    assert branding.insurers() == [FULL, BARE]
    assert branding.insurer(FULL)["contract"] == {"length": "10", "unit": "jours_ouvres"}
    assert branding.insurer(BARE)["contract"] == {}
    assert branding.insurer(BARE)["complaints"] == {"email": "", "address": []}
    assert branding.insurer(BARE)["mediator_for_professionals"] is None


@pytest.mark.parametrize("id", [FULL, BARE])
def test_the_examples_can_be_told_from_any_real_insurer(id: str) -> None:
    """Their addresses end in a name that nobody can have, their numbers are kept for inventions."""
    told = branding.insurer(id)
    addresses = [told["feedback"], told["claims"]["email"], told["complaints"]["email"]]
    assert all(one.endswith(".example") for one in addresses if one)
    assert told["telephone"].startswith(("01 99 00", "04 65 71"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_the_norm(one: str, other: str, expected: float) -> None:
    """Black on white is 21, the norm's best-known grey 4.54, whichever comes first."""
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_the_grounds_are_those_of_the_site() -> None:
    """What a colour is measured against is what the style sheet paints."""
    light, _, dark = CSS.read_text("utf-8").partition("@media (prefers-color-scheme: dark)")
    for scheme, css in (("light", light), ("dark", dark)):
        for name in ("paper", "card", "ink", "soft"):
            (found,) = re.findall(rf"--am-{name}: (#\w+);", css)[:1]
            digits = found if len(found) == 7 else "#" + "".join(2 * sign for sign in found[1:])
            assert getattr(SCHEMES[scheme], name) == digits


@pytest.mark.parametrize("id", [FULL, BARE])
def test_the_colours_of_the_examples_can_be_read(id: str) -> None:
    """Seven to one at least, on every ground, in both schemes."""
    for scheme, colour in branding.insurer(id)["colours"].items():
        assert min(contrasts(colour, scheme).values()) >= LEAST


def test_a_wash_is_between_the_paper_and_the_colour() -> None:
    """Nearly paper, with a hint of the colour."""
    assert wash("#000000", "light") == "#ebe9e4"
    assert wash(SCHEMES["dark"].paper, "dark") == SCHEMES["dark"].paper


@pytest.mark.parametrize("id", [FULL, BARE])
def test_a_contact_card_is_read_back(id: str) -> None:
    """Another library reads the name, number and address that the settings say."""
    told = branding.insurer(id)
    text = told["card"]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    parts = [line.parts() for line in Contentlines.from_ical(text) if line]
    card = {str(name): str(vText.from_ical(str(value))) for name, _, value in parts}
    assert (parts[0][::2], parts[-1][::2]) == (("BEGIN", "VCARD"), ("END", "VCARD"))
    assert card["VERSION"] == "3.0"
    assert card["FN"] == f"{told['name']}, sinistres"
    assert card["TEL"] == "+33" + told["telephone"].replace(" ", "")[1:]
    assert card["EMAIL"] == told["claims"]["email"]
    assert card.get("ADR", ";;;;;;").strip(";").split("\n") == (told["claims"]["address"] or [""])
    assert card.get("NOTE", "") == told["hours"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_card_keeps_to_its_fields_whatever_is_written(end: str) -> None:
    """A comma, a semicolon or any end of a line in a name or an address begins no field of its own."""
    told = branding.insurer(FULL) | {"name": f"A;B,C{end}TEL:0"}
    told["claims"] = told["claims"] | {"address": [f"1 rue{end}TEL:1", "\x00Paris\x1b"]}
    told["telephone"] = f"01 99 00 12 34{end}TEL:2;x=,y"
    card = vcard(told, told["name"])
    names = [str(line.parts()[0]) for line in Contentlines.from_ical(card) if line]
    assert names.count("TEL") == 1
    assert card.splitlines() == card.split("\r\n")[:-1]
    assert sum(line.startswith("TEL") for line in card.splitlines()) == 1
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]", card)


@pytest.mark.parametrize(("number", "dialled"), [("01 99 00 12 34", "+33199001234"), ("3999", "3999")])
def test_a_number_is_dialled_from_anywhere(number: str, dialled: str) -> None:
    """Ten digits take the prefix of the country; a short number has none."""
    assert international(number) == dialled
