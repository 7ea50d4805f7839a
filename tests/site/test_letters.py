"""Letters and conversations in a real browser, with the delivered Python: filled, printed alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.gestures import press

LETTER = "/modeles/reponse-d-attente/"
TALK = "/outils/repetition-tecrep/"
FAR_MS = 90_000
#: Keeps window.print from opening anything, and remembers what the page looked like then.
PRINT = (
    "window.print = () => { window.printed = document.documentElement.hasAttribute('data-print-alone'); };"
)


@pytest.fixture
def context(browser: Browser, site_server: str) -> Iterator[BrowserContext]:
    """Return a reader who was never here, on a phone."""
    context = browser.new_context(base_url=site_server, viewport={"width": 360, "height": 740})
    context.add_init_script(PRINT)
    yield context
    context.close()


def fill(page: Page, **fields: str) -> None:
    for name, text in fields.items():
        press(page.locator(f'[name="{name}"]'))
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(text)
    page.keyboard.press("Tab")


def letter(page: Page, path: str = LETTER) -> Page:
    page.goto(path)
    expect(page.locator("[data-actions]")).to_be_visible()
    return page


def sheets(page: Page) -> int:
    """Count the sheets of paper that a page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


def filled(context: BrowserContext) -> Page:
    page = letter(context.new_page())
    fill(
        page,
        claimed_on="30/04/2026",
        topic="la livraison",
        answer_on="2026-05-04",
        contact="01 23",
        signed="Anne",
    )
    expect(page.locator("[data-result]")).to_have_attribute("data-status", "answered", timeout=FAR_MS)
    return page


def test_a_letter_is_filled_kept_and_erased(context: BrowserContext) -> None:
    """What is typed is in the letter, in the message, on this device; then nowhere."""
    page = filled(context)
    sheet = page.locator("[data-letter]")
    expect(sheet).to_contain_text("Votre message du 30\u00a0avril 2026")
    expect(sheet).to_contain_text("D’ici là, vous pouvez me joindre\u00a0: 01 23.")
    assert "…" not in sheet.inner_text()
    mail = parse_qs(urlsplit(page.locator("[data-mail]").get_attribute("href") or "").query)
    assert mail["subject"] == ["Votre message du 30\u00a0avril 2026"]
    assert mail["body"][0].startswith("Madame, Monsieur,\r\n\r\nJ’ai bien reçu")
    assert "#" not in page.url

    again = letter(context.new_page())
    expect(again.locator('[name="topic"]')).to_have_value("la livraison")
    expect(again.locator("[data-letter]")).to_contain_text("la livraison", timeout=FAR_MS)
    press(again.locator('[data-action="erase"]'))
    expect(again.locator('[name="topic"]')).to_have_value("")
    expect(again.locator("[data-letter]")).to_contain_text("Votre message du ……………")
    assert again.evaluate("localStorage.length") == 0


def test_words_that_engage_are_marked_beside_their_field(context: BrowserContext) -> None:
    """The reader sees which words, why, what to write instead; put right, nothing is left."""
    page = filled(context)
    fill(page, topic="la livraison : c'est notre faute")
    mark = page.locator('[data-admissions="topic"]')
    expect(mark).to_contain_text("c'est notre faute")
    expect(mark).to_contain_text("À écrire plutôt")
    expect(page.locator("[data-live]")).to_contain_text("c'est notre faute")
    fill(page, topic="la livraison")
    expect(mark).to_be_hidden()


def test_hostile_text_makes_no_element(context: BrowserContext) -> None:
    """Markup typed in a letter is words in it."""
    page = filled(context)
    hostile = '<img src=x onerror="window.touched = 1"><b>{{=topic}</b>'
    fill(page, topic=hostile)
    expect(page.locator("[data-letter]")).to_contain_text(hostile)
    assert page.locator("[data-letter] img, [data-letter] b").count() == 1  # « Objet »
    assert page.evaluate("window.touched") is None


def test_a_long_letter_is_not_forced_into_an_address(context: BrowserContext) -> None:
    """E-mail programs cut long addresses: the subject goes, and a sentence says to paste the rest."""
    page = filled(context)
    fill(page, needed="une photo " * 300)
    mail = page.locator("[data-mail]")
    expect(mail).to_have_attribute("data-too-long", "")
    assert "body=" not in (mail.get_attribute("href") or "")
    mail.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    press(mail)
    expect(page.locator("[data-done]")).to_contain_text("trop longue")


def test_the_letter_is_printed_alone(context: BrowserContext) -> None:
    """From its button the paper has the letter and nothing of the site around it."""
    page = filled(context)
    page.evaluate("window.print = () => { window.printed = true; }")
    press(page.get_by_role("button", name="Imprimer", exact=True))
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")
    shown = page.evaluate("document.body.innerText")
    assert shown.startswith("Objet")
    assert shown.rstrip().endswith("Anne")
    assert sheets(page) == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert "Quand l’envoyer" in page.evaluate("document.body.innerText")


def test_a_letter_stands_without_python(context: BrowserContext) -> None:
    """Where Python cannot come, a sentence says so, and the letter can be copied with its blanks."""
    page = context.new_page()
    page.route("**/assets/python/**", lambda route: route.abort())
    letter(page)
    fill(page, topic="la livraison")
    expect(page.locator("[data-status-line]")).to_contain_text("remplacez les pointillés", timeout=FAR_MS)
    expect(page.locator("[data-letter]")).to_contain_text("……………")
    expect(page.locator("[data-letter]")).to_contain_text("la livraison")


@pytest.mark.parametrize("path", [LETTER, TALK])
def test_all_is_there_without_a_script(browser: Browser, site_server: str, path: str) -> None:
    """No script: the letter or the lines are in sight, and no button stands there for nothing."""
    context = browser.new_context(base_url=site_server, java_script_enabled=False)
    page = context.new_page()
    page.goto(path)
    assert page.locator(".am-tool button:visible").count() == 0
    if path == LETTER:
        assert "Je vérifie les faits avant de vous répondre." in page.locator("[data-letter]").inner_text()
        expect(page.locator("noscript p")).to_be_visible()
    else:
        assert page.locator("[data-line]:visible").count() == 96
    context.close()


def test_a_talk_is_laid_out_changed_and_read_again(context: BrowserContext) -> None:
    """Two choices give six lines at once; one that engages is marked; no word of them is in the address."""
    page = context.new_page()
    page.goto(f"{TALK}#profile=worried&channel=phone&utm_source=x")
    card = page.locator("[data-card]")
    expect(card.get_by_role("heading")).to_have_text("Inquiet, au téléphone")
    expect(page.locator('[name="thank"]')).to_have_value("Merci de m’avoir appelé sans attendre.")
    fill(page, act="Nous vous rembourserons jeudi.")
    expect(page.locator('[data-admissions="act"]')).to_contain_text("vous rembourserons", timeout=FAR_MS)
    assert page.url.endswith("#debut&profile=worried&channel=phone&fin")
    page.locator('[name="channel"]').select_option("email")
    expect(page.locator('[name="thank"]')).to_have_value("Merci de m’avoir dit ce qui vous inquiète.")
    expect(page.locator('[data-admissions="act"]')).to_be_hidden()


def test_the_card_is_printed_alone(context: BrowserContext) -> None:
    """The pocket card holds the six lines as they were changed, and nothing of the site around it."""
    page = context.new_page()
    page.goto(f"{TALK}#profile=angry&channel=review")
    fill(page, thank="Merci, Anne.")
    press(page.get_by_role("button", name="Imprimer la carte"))
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")
    shown = page.evaluate("document.body.innerText")
    assert shown.startswith("En colère, sous un avis en ligne")
    assert "Merci, Anne." in shown
    assert "Pointilleux" not in shown
    assert page.locator("[data-printed]:visible").count() == 6
    assert sheets(page) == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("[data-print-alone], [data-alone]").count() == 0
