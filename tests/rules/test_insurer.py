"""The settings of an insurer: what is typed in a hurry becomes a file that the checker takes as it is."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.branding.contrast import SCHEMES, schemes
from macros.rules import api, insurer
from macros.rules.contrast import LEAST, contrasts, legible
from tests.content.project import INSURERS, lay, printed, put

TODAY = "2026-11-27"
TYPED = {
    "name": "L'Équité\u00ad  & Cie",
    "telephone": "+33 (0)1.99.00.12.34",
    "light": "12406B",
    "claims_email": "sinistres@exemple.fr",
}


def composed(**asked: str) -> dict[str, Any]:
    """Return what the door gives, as the browser receives it."""
    request = {"insurer": TYPED | asked, "schemes": schemes(), "today": TODAY}
    return dict(json.loads(api.handle(json.dumps(request))))


def codes(told: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["field"], one["code"]) for one in told["problems"]]


def test_the_least_that_is_typed_makes_a_whole_file() -> None:
    """A name, a number, a colour and an address: the colour by night comes from the one by day."""
    told = composed()
    assert told["status"] == "answered"
    assert (told["id"], told["file"]) == ("l-equite-cie", "l-equite-cie.toml")
    assert told["command"] == "make release INSURER=l-equite-cie"
    read = tomllib.loads(told["toml"])
    assert read == {
        "name": "L’Équité & Cie",
        "telephone": "01 99 00 12 34",
        "colours": {"light": "#12406b", "dark": told["colours"]["dark"]["deep"]},
        "claims": {"email": "sinistres@exemple.fr"},
    }
    for scheme, colour in read["colours"].items():
        assert min(contrasts(colour, SCHEMES[scheme]).values()) >= LEAST


def test_every_setting_can_be_typed() -> None:
    """What a settings file may hold, the form asks for, and writes with the right type."""
    told = composed(
        hours="Lun-ven, 9h-18h",
        dark="#a9d0f5",
        claims_address="L'Équité\r\n\n1 rue du Modèle\n75000 Paris",
        complaints_email="reclamations@exemple.fr",
        complaints_address="Service des réclamations",
        length="dix",
        unit="jours_ouvrables",
        mediator="no",
        feedback="aide@exemple.fr",
        logo="equite.svg",
        embedders="www.Exemple.fr/\nhttps://pro.exemple.fr:8443",
        site="aide.exemple.fr",
    )
    assert told["problems"] == []
    read = tomllib.loads(told["toml"])
    assert read["claims"]["address"] == ["L’Équité", "1 rue du Modèle", "75000 Paris"]
    assert read["contract"] == {"length": 10, "unit": "jours_ouvrables"}
    assert read["mediator_for_professionals"] is False
    assert read["embedders"] == ["https://www.exemple.fr", "https://pro.exemple.fr:8443"]
    assert told["command"].endswith(" SITE_URL=https://aide.exemple.fr/")
    full = tomllib.loads((insurer_files() / "assureur-exemple.toml").read_text("utf-8"))
    assert leaves(full) == leaves(read) == {".".join(map(str, path)) for path in insurer.FIELDS.values()}


def insurer_files() -> Path:
    return Path(__file__).parent.parent.parent / INSURERS


def leaves(settings: dict[str, Any], above: str = "") -> set[str]:
    """Return the dotted names of settings."""
    return {
        name
        for key, value in settings.items()
        for name in (leaves(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}"})
    }


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"name": "", "telephone": " ", "light": "", "claims_email": ""}, ["missing"] * 4),
        ({"name": "!!!"}, ["no_letters"]),
        ({"name": "<b>A</b>"}, ["A008"]),
        ({"name": "A" * 201}, ["too_long"]),
        ({"telephone": "12"}, ["A003"]),
        ({"light": "rouge"}, ["A001"]),
        ({"light": "#ff0000"}, ["A002"]),
        ({"dark": "#12406b"}, ["A002"]),
        ({"claims_email": "chez nous"}, ["A004"]),
        ({"logo": "logo.png"}, ["A005"]),
        ({"length": "3", "unit": "jours_ouvres"}, ["A006"]),
        ({"length": "0", "unit": "jours"}, ["out_of_bounds"]),
        ({"length": "8 jours ouvrables", "unit": "jours"}, ["out_of_bounds"]),
        ({"length": "8", "unit": "lunes"}, ["unknown_option"]),
        ({"mediator": "peut-être"}, ["unknown_option"]),
        ({"embedders": "http://exemple.fr\nhttps://exemple.fr/page"}, ["A007"]),
        ({"site": "chez nous"}, ["no_site"]),
        ({"claims_address": "1 rue\n<script>\n{x}"}, ["A008"]),
    ],
)
def test_a_mistake_stands_beside_its_field(asked: dict[str, str], expected: list[str]) -> None:
    """One whole sentence a field, and neither a file nor a command."""
    told = composed(**asked)
    assert [code for _, code in codes(told)] == expected
    assert {field for field, _ in codes(told)} <= set(asked)
    assert (told["status"], told["toml"], told["command"]) == ("invalid", "", "")
    assert all(
        "{" not in one["text"].replace("{x}", "") and one["text"].endswith(".") for one in told["problems"]
    )


def test_the_unit_may_stand_behind_the_length() -> None:
    """« 8 jours », where days are chosen, is eight; where others are, the sentence says to write 8."""
    assert tomllib.loads(composed(length="8 jours", unit="jours")["toml"])["contract"]["length"] == 8
    (problem,) = composed(length="8 jours ouvrables", unit="jours")["problems"]
    assert problem["field"] == "length"
    assert "«\u00a08\u00a0»" in problem["text"]


@pytest.mark.parametrize(
    "number", ["0199001234", "01.99.00.12.34", "+33 1 99 00 12 34", "0033199001234", "3999"]
)
def test_a_number_is_taken_as_people_type_it(number: str) -> None:
    """Whatever stands between the figures, the file has them two by two."""
    read = tomllib.loads(composed(telephone=number)["toml"])
    assert read["telephone"] == ("3999" if number == "3999" else "01 99 00 12 34")


@given(colour=st.integers(0, 0xFFFFFF).map("#{:06x}".format))
def test_every_colour_has_a_shade_that_can_be_read(colour: str) -> None:
    """In both schemes; one that can be read already is left as it is."""
    for scheme in SCHEMES.values():
        shade = legible(colour, scheme)
        assert min(contrasts(shade, scheme).values()) >= LEAST
        if min(contrasts(colour, scheme).values()) >= LEAST:
            assert shade == colour


@settings(max_examples=60, deadline=None)
@given(
    name=st.text(max_size=30).map(lambda text: f"A{text}"),
    hours=st.text(max_size=30),
    lines=st.lists(st.text(max_size=20), max_size=3),
)
def test_any_text_makes_a_file_or_a_sentence(name: str, hours: str, lines: list[str]) -> None:
    """Never an exception, never a file that TOML cannot read, never a sign that nobody sees."""
    told = composed(name=name, hours=hours, claims_address="\n".join(lines))
    if told["status"] == "answered":
        read = tomllib.loads(told["toml"])
        assert insurer.slug(read["name"]) == told["id"]
        assert list(insurer.faults(read, SCHEMES, 5)) == []
    else:
        assert told["problems"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {
            "name": 'L\'Assurance : "Business" ; 24h/24 !',
            "hours": "7 jours/7, l'été aussi...",
            "length": "12",
        },
        {
            "name": "Σ-Assur’",
            "claims_address": "L'Équité\n«1» rue",
            "mediator": "yes",
            "complaints_email": "a@b.fr",
        },
    ],
)
def test_the_checker_takes_the_file_as_it_is(asked: dict[str, str], tmp_path: Path) -> None:
    """What the form gives, `check` has nothing to say about."""
    told, garden = composed(**{"unit": "jours_ouvres", **asked}), lay(tmp_path / "garden")
    put(garden, f"{INSURERS}/{told['file']}", told["toml"])
    assert printed(garden) == []
