"""An insurer types four lines: the site shows them at once, and Python gives the file that says them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from playwright.sync_api import FrameLocator, Locator, Page, expect

from macros import branding
from macros.branding.contrast import schemes, wash
from macros.rules import api
from tests.browser.axe_audit import LEGIBLE, look
from tests.browser.gestures import press
from tests.browser.tools import expect_heard, plain
from tests.browser.visitors import Visitors

PAGE = "/assureurs/a-votre-nom/"
TYPED = {
    "name": "L'Équité & Cie",
    "light": "#12406b",
    "telephone": "0199001234",
    "length": "10",
    "claims_email": "sinistres@exemple.fr",
}
DEEP = "one => getComputedStyle(one).getPropertyValue('--am-deep').trim()"
COLOUR = "one => getComputedStyle(one).backgroundColor"


def write(page: Page, typed: dict[str, str]) -> None:
    for name, text in typed.items():
        page.locator(f"#own-{name}").fill(text)


def phone(page: Page) -> FrameLocator:
    return page.frame_locator("[data-phone]")


def button_of(message: Locator) -> str:
    return str(
        message.locator("[data-as=td] [data-as=td] a").first.evaluate(
            "one => getComputedStyle(one.parentElement).backgroundColor"
        )
    )


def test_the_site_shows_what_is_typed_before_python(visitors: Visitors) -> None:
    """Name, number, hours and colours stand in the page shown and in the e-mail, day and night, as text."""
    page = visitors.page(PAGE, python="refused")
    expect(phone(page).locator("[data-result]")).to_be_visible()
    before = button_of(page.locator("[data-message]"))
    page.locator("#own-name").focus()
    page.keyboard.insert_text("<b>Équité</b>")
    assert page.evaluate("document.activeElement.id") == "own-name"
    write(page, {"light": "#12406b", "telephone": "01 99 00 12 34", "hours": "9 h à 18 h"})
    expect(phone(page).locator(".brand")).to_have_text("<b>Équité</b>")
    expect(phone(page).locator("footer [href='tel:0199001234']")).to_have_text("01 99 00 12 34")
    expect(phone(page).locator("footer")).to_contain_text("9 h à 18 h")
    assert phone(page).locator("html").evaluate(DEEP) == "#12406b"
    assert before != button_of(page.locator("[data-message]")) == "rgb(18, 64, 107)"
    press(page.locator("[data-scheme=dark]"))
    expect(page.locator("[data-scheme=dark]")).to_have_attribute("aria-pressed", "true")
    assert phone(page).locator("body").evaluate(COLOUR) == "rgb(18, 24, 22)"
    assert phone(page).locator("html").evaluate(DEEP) == branding.palette("dark")["deep"]
    page.locator("#own-name").fill("")
    expect(phone(page).locator(".brand")).to_have_text("Amiable")
    assert page.evaluate("async () => [localStorage.length, await caches.keys()]") == [0, []]


def test_the_file_is_that_of_the_rules(visitors: Visitors, today: str) -> None:
    """What is wrong stands beside its field; then the file, saved and copied, and the command to type."""
    page = visitors.page(PAGE, service_workers="block")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(page, TYPED | {"light": "#ff0000", "claims_email": ""})
    press(page.locator("[type=submit]"))
    expect(page.locator("#own-claims_email-error")).to_be_visible(timeout=60_000)
    errors = page.locator("[data-error]:visible").all_inner_texts()
    told = api.insurer_settings(
        TYPED | {"light": "#ff0000", "claims_email": "", "unit": "jours_ouvres"}, schemes(), today=today
    )
    assert [plain(one) for one in errors] == [plain(one["text"]) for one in told["problems"]]
    expect(page.locator("[data-verdict]")).to_have_text(errors[0])
    expect(page.locator("#own-light")).to_be_focused()
    write(page, TYPED)
    expect(page.locator("[data-verdict]")).to_contain_text("se lit bien")
    expect(phone(page).locator("[data-length]")).to_contain_text("10", timeout=20_000)
    assert phone(page).locator("html").evaluate("one => one.style.getPropertyValue('--am-wash')") == wash(
        "#12406b", "light"
    )
    press(page.locator("[type=submit]"))
    expect(page.locator("[data-made]")).to_be_visible()
    told = api.insurer_settings(TYPED | {"unit": "jours_ouvres"}, schemes(), today=today)
    assert page.locator("[data-part=toml]").text_content() == told["toml"]
    assert page.locator("[data-part=command]").text_content() == "make release INSURER=l-equite-cie"
    expect(page.locator("[data-part=place]")).to_have_text("macros/branding/insurers/l-equite-cie.toml")
    expect_heard(page, "macros/branding/insurers/l-equite-cie.toml")
    with page.expect_download() as download:
        press(page.locator("[data-save]"))
    assert download.value.suggested_filename == "l-equite-cie.toml"
    read = tomllib.loads(Path(download.value.path()).read_text("utf-8"))
    assert (read["name"], read["contract"]) == ("L’Équité & Cie", {"length": 10, "unit": "jours_ouvres"})
    press(page.locator("[data-copy=command]"))
    expect(page.locator("[data-done]")).to_have_text("C’est copié.")
    expect_heard(page, "C’est copié.")
    assert page.evaluate("navigator.clipboard.readText()") == "make release INSURER=l-equite-cie"
    assert look(page) == LEGIBLE
