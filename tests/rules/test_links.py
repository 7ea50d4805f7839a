"""Links for e-mails: the address, and the code that a telephone reads."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import zxingcpp
from PIL import Image

from macros.rules import api, data, qr
from macros.rules.result import LinkResult

TODAY = "2026-11-23"
SITE = "https://aide.example/"
ASKED = {
    "site": SITE,
    "situation": "mise-en-demeure",
    "length": "12",
    "unit": "jours_ouvrables",
    "campaign": "relance-mars",
}


def made(**asked: Any) -> dict[str, Any]:
    told = api.link({**ASKED, **asked}, today=TODAY)
    assert told["status"] == "answered", told["problems"]
    return told


def refused(**asked: Any) -> list[tuple[str, str]]:
    told = api.link({**ASKED, **asked}, today=TODAY)
    assert told["status"] == "invalid"
    assert all(len(one["text"]) < 160 for one in told["problems"])
    return [(one["field"], one["code"]) for one in told["problems"]]


def read_code(modules: qr.Matrix) -> str:
    """Read a code as a telephone does, drawn with the light border it needs."""
    size = len(modules) + 8
    picture = Image.new("L", (size, size), 255)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            picture.putpixel((x + 4, y + 4), 0 if dark else 255)
    (found,) = zxingcpp.read_barcodes(picture.resize((size * 4, size * 4), Image.Resampling.NEAREST))
    return str(found.text)


def test_another_limit_than_a_presets_stands_after_the_hash() -> None:
    """The commonest contracts need no "#"; any other stands after it; some situations have no contract."""
    preset = made(length="10", unit="jours_ouvres", campaign="")
    assert preset["url"] == f"{SITE}e/mise-en-demeure/10-jours-ouvres/"
    url = urlsplit(made()["url"])
    assert url.path == "/e/mise-en-demeure/"
    assert parse_qsl(url.fragment) == [
        ("length", "12"),
        ("unit", "jours_ouvrables"),
        ("campagne", "relance-mars"),
    ]
    assert made(length="", campaign="")["url"] == f"{SITE}e/mise-en-demeure/"
    assert made(situation="client-mecontent", campaign="")["url"] == f"{SITE}e/client-mecontent/"


@pytest.mark.parametrize(
    ("length", "unit", "below"),
    [
        ("1", "jours_ouvres", True),
        ("4", "jours_ouvres", True),
        ("5", "jours_ouvres", False),
        ("5", "jours_ouvrables", True),
        ("6", "jours_ouvrables", False),
        ("6", "jours", True),
        ("7", "jours", False),
    ],
)
def test_a_time_limit_below_the_floor_is_made_with_a_warning(length: str, unit: str, below: bool) -> None:
    """The link is given, with what the calculator says of such a clause, beside its field."""
    warnings = made(length=length, unit=unit)["warnings"]
    assert [(one["field"], one["code"]) for one in warnings] == [("length", "below_legal_floor")] * below
    answers = {"received_on": "2026-11-16", "length": "1"}
    (said,) = [
        one["text"]
        for one in api.answer("delai-declaration", answers, today="2026-11-16")["warnings"]
        if one["code"] == "below_legal_floor"
    ]
    assert [one["text"] for one in warnings] == [said] * below
    assert made(length=length, unit=unit, situation="client-mecontent")["warnings"] == []


def test_a_campaign_is_never_in_what_a_browser_sends() -> None:
    """The sender's word is in the fragment alone, preset or not."""
    for length in ("10", "12"):
        url = urlsplit(made(length=length, unit="jours_ouvres")["url"])
        assert "relance" not in url.path + url.query
        assert ("campagne", "relance-mars") in parse_qsl(url.fragment)


def test_every_size_of_code_is_read_back() -> None:
    """From one byte to the most that a code holds, in each of the fifteen versions."""
    sizes = set()
    for length in [*range(1, qr.LONGEST, 11), qr.LONGEST]:
        text = (f"{SITE}e/" + "0123456789abcdefghij" * 30)[:length]
        modules = qr.matrix(text)
        sizes.add(len(modules))
        assert read_code(modules) == text
    assert sizes == {17 + 4 * version for version in range(1, 16)}
    with pytest.raises(ValueError, match="more than"):
        qr.matrix("a" * (qr.LONGEST + 1))


@pytest.mark.parametrize("situation", list(data.entries()))
def test_a_reader_of_codes_finds_the_link(situation: str) -> None:
    """The code of every situation, read by another program, is the address to the letter."""
    told = made(situation=situation)
    assert read_code(qr.matrix(told["url"])) == told["url"]


def test_the_picture_is_the_code() -> None:
    """The path covers the dark modules and no other."""
    told = made()
    modules = qr.matrix(told["url"])
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", told["path"])
    dark = {(int(y), int(x) + n) for x, y, width in runs for n in range(int(width))}
    assert dark == {(y, x) for y, row in enumerate(modules) for x, cell in enumerate(row) if cell}


@pytest.mark.parametrize(
    ("length", "unit", "carried"),
    [
        ("11 jours", "jours", "length=11&unit=jours"),
        ("onze jours", "jours_ouvrables", "length=11&unit=jours_ouvrables"),
        ("11 jours ouvrés", "jours_ouvres", "length=11&unit=jours_ouvres"),
        (" １１ j. ", "jours_ouvres", "length=11&unit=jours_ouvres"),
    ],
)
def test_the_unit_may_stand_behind_the_number(length: str, unit: str, carried: str) -> None:
    """As in the tool itself: « 8 jours » are of those that are chosen beside it."""
    assert urlsplit(made(length=length, unit=unit, campaign="")["url"]).fragment == f"debut&{carried}&fin"


def test_another_unit_behind_the_number_is_said() -> None:
    """Not « un nombre entier », which it has: the unit is chosen apart."""
    asked = {**ASKED, "length": "8 jours ouvrables", "unit": "jours"}
    (problem,) = api.link(asked, today=TODAY)["problems"]
    assert problem["text"].startswith("Écrivez le nombre seul, ici «\u00a08\u00a0»")
    (problem,) = api.link({**asked, "length": "2 mois"}, today=TODAY)["problems"]
    assert problem["text"].startswith("Cette unité n’est pas proposée ici")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"situation": "<img src=x onerror=alert(1)>"}, [("situation", "unknown_option")]),
        ({"situation": ["mise-en-demeure"]}, [("situation", "unknown_option")]),
        ({"length": "<b>10</b>"}, [("length", "out_of_bounds")]),
        ({"length": "0"}, [("length", "out_of_bounds")]),
        ({"length": "-3"}, [("length", "out_of_bounds")]),
        ({"length": "366"}, [("length", "out_of_bounds")]),
        ({"length": "9" * 100_000}, [("length", "out_of_bounds")]),
        ({"length": "١٢"}, [("length", "out_of_bounds")]),
        ({"length": 10}, [("length", "out_of_bounds")]),
        ({"length": "10 mois"}, [("length", "out_of_bounds")]),
        ({"unit": "mois"}, [("unit", "unknown_option")]),
        ({"unit": {"a": 1}}, [("unit", "unknown_option")]),
        ({"campaign": "<script>alert(1)</script>"}, [("campaign", "no_single_word")]),
        ({"campaign": "deux mots"}, [("campaign", "no_single_word")]),
        ({"campaign": "\u017fept"}, [("campaign", "no_single_word")]),
        ({"campaign": "\u0131l"}, [("campaign", "no_single_word")]),
        ({"campaign": "é" * 100_000}, [("campaign", "too_long")]),
        ({"campaign": ["x"]}, [("campaign", "no_single_word")]),
        ({"site": "javascript:alert(1)//"}, [("site", "unreadable_site")]),
        ({"site": f"https://{'a' * 200}.example/"}, [("site", "unreadable_site")]),
        ({"site": None}, [("site", "unreadable_site")]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_hostile_value_is_refused_in_one_sentence(
    asked: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """HTML, very long texts, wrong types: one short French sentence beside the field, and no link."""
    assert refused(**asked) == expected


def test_the_longest_link_fits_a_code() -> None:
    """Whatever may be asked, the code holds it."""
    site = f"https://{'a' * (120 - len('https:///'))}/"
    told = made(site=site, situation="assureur-sans-reponse", campaign="x" * 40)
    longest = made(site=site, situation="reclamation-recue", length="365", campaign="x" * 40)
    assert max(len(told["url"]), len(longest["url"])) <= qr.LONGEST


@pytest.mark.parametrize("length", ["10", "0", "3"])
def test_a_link_has_the_keys_that_scripts_are_told(length: str) -> None:
    """What crosses into JavaScript is what the declarations say, and all that is needed to be answered."""
    asked = {"site": "https://aide.example/", "situation": "mise-en-demeure", "length": length}
    made = api.link({**asked, "unit": "jours_ouvres"}, today="2026-11-26")
    needed = {"status", "problems"} if made["status"] == "invalid" else set(LinkResult.__annotations__)
    assert set(made) == needed
