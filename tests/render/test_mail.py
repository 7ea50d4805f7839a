"""The e-mail of an entry page: the block that an old program shows, the plain text, the draft."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from macros.branding import day_colours, insurer
from macros.branding.contrast import LEAST, contrast
from macros.render import content
from macros.render.mail import ADDRESS, mail, preview

ENTRIES = {one["id"]: one for one in content.entries(date(2026, 11, 23))}
URL = "https://aide.example/e/mise-en-demeure/#length=12&unit=jours_ouvrables&campagne=relance-mars"

#: What mail programs that lay out with a word processor's engine understand.
TAGS = {"table", "tr", "td", "a", "br"}
ATTRIBUTES = {"role", "width", "cellpadding", "cellspacing", "border", "align", "bgcolor", "style", "href"}
PROPERTIES = {
    "padding",
    "width",
    "max-width",
    "font-family",
    "font-size",
    "font-weight",
    "line-height",
    "color",
    "background-color",
    "text-decoration",
}


@pytest.fixture(params=ENTRIES)
def told(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return the e-mail of each entry page, the address filled in as the page does."""
    written = mail(ENTRIES[request.param])
    html = written["html"].replace(ADDRESS, URL.replace("&", "&amp;"))
    draft = written["eml"].replace(ADDRESS, URL, 1).replace(ADDRESS, URL.replace("&", "&amp;"))
    return {**written, "text": written["text"].replace(ADDRESS, URL), "html": html, "eml": draft, "url": URL}


def test_the_message_opens_in_a_mail_program(told: dict[str, Any]) -> None:
    """The .eml is a draft without an address: a subject, plain text and HTML, both with the link."""
    message = email.message_from_bytes(told["eml"].encode(), policy=email.policy.default)
    assert message.defects == []
    assert message["Subject"] == told["subject"]
    assert message["X-Unsent"] == "1"
    assert message["To"] is None
    assert message["From"] is None
    plain, html = message.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n").strip() == told["text"]
    assert told["url"] in told["text"]
    assert max(len(line.encode()) for line in told["eml"].split("\r\n")) < 998
    assert re.search(r"(?<!\r)\n", told["eml"]) is None
    assert told["html"].strip() in html.get_content().replace("\r\n", "\n")
    assert ADDRESS not in message.as_string()


def test_old_mail_programs_read_the_block(told: dict[str, Any]) -> None:
    """Tables and inline looks they know, in ASCII, well formed; nothing fetched, nothing that runs."""
    assert told["html"].isascii()
    block = ElementTree.fromstring(told["html"])  # noqa: S314, our own
    links = []
    for element in block.iter():
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES
        looks = [one.partition(":")[0] for one in element.attrib.get("style", "").split(";") if one]
        assert set(looks) <= PROPERTIES
        if element.tag == "table":
            assert element.attrib["role"] == "presentation"
            assert element.attrib.get("width", "0") in ("0", "100%", "560")
        links += [element.attrib["href"]] if element.tag == "a" else []
    assert links == [told["url"], told["url"]]
    text = " ".join("".join(block.itertext()).split())
    assert told["text"].split("\n")[0].replace("\u202f", " ") in text.replace("\u202f", " ")


def looks_of(element: ElementTree.Element) -> dict[str, str]:
    return dict(one.split(":", 1) for one in element.attrib.get("style", "").split(";") if one)


def test_the_block_can_be_read(told: dict[str, Any]) -> None:
    """Each text stands out 7 to 1 from what is behind it, that of the button from the button's own ground."""
    grounds = []

    def read(element: ElementTree.Element, ground: str, ink: str) -> None:
        looks = looks_of(element)
        # Old programs read the attribute, the others the style: both say the same.
        assert element.attrib.get("bgcolor") == looks.get("background-color")
        ground, ink = looks.get("background-color", ground), looks.get("color", ink)
        if (element.text or "").strip():
            grounds.append((element.tag, ground))
            assert contrast(ink, ground) >= LEAST, (element.text, ink, ground)
        for one in element:
            read(one, ground, ink)

    read(ElementTree.fromstring(told["html"]), "#ffffff", "#ffffff")  # noqa: S314, our own
    assert ("a", day_colours()["deep"]) in grounds
    assert {ground for _, ground in grounds} == {"#ffffff", day_colours()["deep"]}


def test_messages_claim_no_endorsement(told: dict[str, Any]) -> None:
    """No word of the messages claims a partner, an approval or an office."""
    assert not re.search(r"partenaire|agréé|officiel|recommand|certifi", told["text"], re.IGNORECASE)


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_page_shows_the_block_that_is_sent(entry: str) -> None:
    """Same words and looks, in an insurer's colour too; looks and links wait for the script."""
    theirs = insurer("assureur-exemple")
    for whose in (None, theirs):
        html, shown = mail(ENTRIES[entry], whose)["html"], str(preview(ENTRIES[entry], whose))
        sent = ElementTree.fromstring(html)  # noqa: S314, our own
        seen = ElementTree.fromstring(shown.replace("<br>", "<br/>").replace("data-url", 'data-url=""'))  # noqa: S314
        looks = [one.attrib["style"] for one in sent.iter() if "style" in one.attrib]
        assert [one.attrib["data-style"] for one in seen.iter() if "data-style" in one.attrib] == looks
        assert not any("style" in one.attrib or "href" in one.attrib for one in seen.iter())
        words = " ".join("".join(sent.itertext()).replace(ADDRESS, "").split())
        assert " ".join("".join(seen.itertext()).split()) == words
        assert sum("data-url" in one.attrib for one in seen.iter()) == html.count(f'href="{ADDRESS}"') == 2
        assert (theirs["colours"]["light"] in html) == (whose is not None)
