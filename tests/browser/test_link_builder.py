"""The page that makes links: Python in the browser answers as here, and what it gives is copied and saved."""

from __future__ import annotations

import email
import email.policy
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from macros.render import content
from macros.render.mail import ADDRESS, mail
from macros.rules import api
from tests.browser.axe_audit import LEGIBLE, look
from tests.browser.gestures import press
from tests.browser.tools import expect_heard
from tests.browser.visitors import Visitors

PAGE = "/assureurs/liens/"
MADE = "[data-made]:not([hidden])"


@pytest.fixture(scope="module")
def page(lasting_visitors: Visitors) -> Page:
    """Return the page with Python running, for all tests of this file."""
    page = lasting_visitors.page(PAGE, service_workers="block")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def ask(page: Page, **chosen: str) -> None:
    form = page.locator("[data-links] form")
    form.locator("[name=situation]").select_option(chosen.get("situation", "mise-en-demeure"))
    for name in ("length", "campaign"):
        if form.locator(f"[name={name}]").is_visible():
            form.locator(f"[name={name}]").fill(chosen.get(name, ""))
    press(form.get_by_role("button"))


def test_the_page_gives_what_the_rules_give(page: Page, site_server: str, today: str, tmp_path: Path) -> None:
    """The link and its code are those of the rules; the message is that of the page, with the link in it."""
    ask(page, length="12", campaign="relance-mars")
    expect(page.locator(MADE)).to_be_visible()
    asked = {
        "site": f"{site_server}/",
        "situation": "mise-en-demeure",
        "length": "12",
        "unit": "jours_ouvres",
        "campaign": "relance-mars",
    }
    told = api.link(asked, today=today)
    (entry,) = (one for one in content.entries(date.fromisoformat(today)) if one["id"] == "mise-en-demeure")
    written = mail(entry)
    html = written["html"].replace(ADDRESS, told["url"].replace("&", "&amp;"))
    assert "&amp;unit=" in html
    text = written["text"].replace(ADDRESS, told["url"])
    shown = {"url": told["url"], "subject": written["subject"], "text": text, "html": html}
    for part, expected in shown.items():
        assert page.locator(f"[data-part={part}]").text_content() == expected
    assert page.locator(".am-links__qr path").get_attribute("d") == told["path"]
    files = {kind: saved(page, kind, tmp_path) for kind in ("svg", "png", "eml")}
    message = email.message_from_bytes(files["eml"].read_bytes(), policy=email.policy.default)
    plain, block = message.iter_parts()
    assert plain.get_content().replace("\r\n", "\n").strip() == text
    assert html.strip() in block.get_content().replace("\r\n", "\n")
    (found,) = zxingcpp.read_barcodes(Image.open(files["png"]).convert("L"))
    assert found.text == told["url"]
    picture = ElementTree.fromstring(files["svg"].read_text("utf-8"))  # noqa: S314, our own
    whole = told["size"] + 8
    assert picture.attrib["viewBox"] == f"-4 -4 {whole} {whole}"
    assert [one.attrib.get("d") for one in picture][-1] == told["path"]
    press(page.locator("[data-copy=html]"))
    expect(page.locator("[data-done]")).to_have_text("C’est copié.")
    expect_heard(page, "C’est copié.")
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == html


def saved(page: Page, kind: str, folder: Path) -> Path:
    """Save what the page gives, under the name it gives it."""
    with page.expect_download() as download:
        press(page.locator(f"[data-save={kind}]"))
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    assert file.suffix == f".{kind}"
    return file


def test_the_link_opens_its_door(page: Page) -> None:
    """What was made leads to the page that says this contract."""
    ask(page, length="8")
    expect(page.locator("[data-part=url]")).to_contain_text("/8-jours-ouvres/")
    path = urlsplit(page.locator("[data-open]").get_attribute("href") or "").path
    entry = page.context.new_page()
    entry.goto(path)
    expect(entry.locator("[data-length]")).to_have_text("8\u00a0jours ouvrés")
    entry.close()


def test_a_time_limit_below_the_floor_is_said_with_its_link(page: Page, site_server: str, today: str) -> None:
    """The link is there, the warning of the rules by the field and by the link; the next has none."""
    ask(page, length="1")
    told = api.link(
        {"site": f"{site_server}/", "situation": "mise-en-demeure", "length": "1", "unit": "jours_ouvres"},
        today=today,
    )
    (warning,) = told["warnings"]
    expect(page.locator("[data-warning]:visible")).to_have_text([warning["text"]] * 2)
    expect_heard(page, f"{warning['text']} {told['url']}")
    ask(page, length="8")
    expect(page.locator("[data-part=url]")).to_contain_text("/8-jours-ouvres/")
    expect(page.locator("[data-warning]:visible")).to_have_count(0)


def test_a_situation_without_contract_asks_for_none(page: Page) -> None:
    """Where no time limit matters, nothing is asked about it."""
    ask(page, situation="client-mecontent")
    expect(page.locator("[data-part=url]")).to_contain_text("/e/client-mecontent/")
    expect(page.locator("[data-field=length]")).to_be_hidden()
    expect(page.locator("[data-field=unit]")).to_be_hidden()


def test_hostile_values_are_refused_beside_their_field(page: Page) -> None:
    """HTML and wrong numbers: one sentence each, no link left to copy, nothing executed."""
    ask(page, length="<b>9", campaign="<img src=x onerror=alert(1)>")
    expect(page.locator("[data-made]")).to_be_hidden()
    expect(page.locator("[data-error]:visible")).to_have_count(2)
    expect(page.locator("[name=length]")).to_be_focused()
    assert page.locator("main img").count() == 0


def test_the_page_is_legible_with_its_answer(page: Page) -> None:
    """With a link made, axe finds nothing in either scheme, and nothing is wider than the screen."""
    ask(page, length="12")
    expect(page.locator(MADE)).to_be_visible()
    assert look(page) == LEGIBLE


def test_without_python_the_common_links_are_there(visitors: Visitors) -> None:
    """Where Python does not start the page says so, and every preset stands in the list."""
    page = visitors.page(PAGE, python="refused")
    ask(page, length="10")
    expect(page.locator("[data-links] [data-status-line]")).to_contain_text("n’a pas pu démarrer")
    assert page.locator(".am-links__list a").count() == len(content.situations()) + 3 * len(content.presets())
