"""What stays on a reader's device: seen as it is kept, taken along, erased; nothing else is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.render import content
from macros.rules import api
from tests.browser.gestures import press
from tests.browser.tools import expect_heard, field, plain, wait_for_script, wait_for_state, wait_until, write
from tests.browser.visitors import Visitors

WORDS = content.words("stored")
TECREP = "amiable.checklist.tecrep"
LETTER = "amiable.letter.relance-assureur"

#: A key that another site of the same address may have.
OTHERS = "localStorage.setItem('panier', 'rouge')"


@pytest.fixture
def page(visitors: Visitors) -> Page:
    """Return the page on what is kept, to a reader who has ticked an item and begun a letter."""
    page = visitors.page("/outils/tecrep/", python="refused", init=OTHERS)
    wait_for_state(page, "ready")
    press(page.locator("form [name=listen]"))
    page.goto("/modeles/relance-assureur/")
    page.locator("[data-kept]").wait_for()
    write(page, "contract", "<b>C-12</b>")
    page.wait_for_function(f"() => localStorage.getItem('{LETTER}')")
    page.goto("/vie-privee/")
    page.locator("[data-action=see]").wait_for()
    return page


def note(page: Page, place: str, text: str) -> None:
    """Write a note beside an item, where its fold is opened first."""
    if not page.locator(place).is_visible():
        press(page.locator(f"details:has({place}) > summary"))
    press(page.locator(place))
    page.keyboard.insert_text(text)


def keys(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage).sort()")
    return found


def told(page: Page) -> list[tuple[str, list[str]]]:
    """Return what is shown as kept: the title of each record, and its lines."""
    return [
        (
            plain(one.locator("h4").inner_text()),
            [plain(line) for line in one.locator("ul li").all_inner_texts()],
        )
        for one in page.locator("[data-answers] > section").all()
    ]


def test_all_that_is_kept_is_said_in_words(page: Page) -> None:
    """Each of our records has its tool’s name and its lines as the page calls them; its text is in a fold."""
    case = {
        "version": 1,
        "client": {"name": "Durand", "kind": "consumer"},
        "facts": [
            {"id": "a", "kind": "claimed", "on": "2026-11-20", "text": "Une <b>lettre</b>", "form": "letter"}
        ],
        "pieces": [{"id": "p", "kind": "policy"}],
    }
    page.evaluate("text => localStorage.setItem('amiable.case.dossier', text)", json.dumps(case))
    press(page.locator("[data-action=see]"))
    expect(page.locator("[data-seen]")).to_be_focused()
    tools = {one["id"]: one for one in api.tools()}
    label = {one["id"]: one["label"] for one in api.describe("tecrep")["items"]}["listen"]
    contract = {one["name"]: one["label"] for one in api.describe("relance-assureur")["inputs"]}["contract"]
    kinds = content.case()
    assert told(page) == [
        (
            plain(content.words("dossier")["title"]),
            [
                "Son nom : Durand",
                plain("C’est un professionnel ou un particulier ? Un particulier"),
                plain(f"{kinds['kind']['claimed']['label']}, 20/11/2026 : Une <b>lettre</b>"),
                plain(f"{kinds['kind']['claimed']['ask']['form']['label']} Lettre"),
                plain(f"Pièce : {kinds['piece']['policy']['label']}"),
            ],
        ),
        (plain(tools["tecrep"]["title"]), [plain(f"Coché : {label}")]),
        (plain(tools["relance-assureur"]["title"]), [plain(f"{contract} : <b>C-12</b>")]),
    ]
    assert page.locator("[data-answers] b b").count() == 0
    assert page.locator("[data-answers] code").all_text_contents() == ["amiable.case.dossier", TECREP, LETTER]
    kept = page.evaluate(f"localStorage.getItem('{LETTER}')")
    assert page.locator("[data-answers] pre").last.text_content() == kept
    expect(page.locator("[data-answers] pre").first).to_be_hidden()
    assert str(page.locator("[data-answers] h4 a").first.get_attribute("href")).endswith("/dossier/")
    assert plain(page.locator("[data-count]").text_content() or "") == plain(
        WORDS["said"]["several"].format(n=3)
    )


def test_what_a_tool_that_is_gone_has_kept_is_there(page: Page) -> None:
    """It is named as such, shown and taken along like the rest; what was put aside names its tool."""
    gone = {"amiable.letter.ancienne": "mes lignes", f"{TECREP}.old": "ma note"}
    for key, text in gone.items():
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    press(page.locator("[data-action=see]"))
    titles = [title for title, _ in told(page)]
    assert plain(WORDS["said"]["gone"]) in titles
    for key in gone:
        record = page.locator("[data-answers] > section", has=page.locator(f"code:text-is('{key}')"))
        expect(record.locator(":scope > p")).to_have_text(WORDS["said"]["unread"])
    tecrep = {one["id"]: one["title"] for one in api.tools()}["tecrep"]
    assert plain(WORDS["said"]["aside"].format(title=tecrep)) in titles
    with page.expect_download() as download:
        press(page.locator("[data-action=take]"))
    records = json.loads(Path(download.value.path()).read_text("utf-8"))["records"]
    assert {key: records[key] for key in gone} == gone


def test_all_that_is_kept_can_be_taken_along(page: Page) -> None:
    """The file is JSON that says its version, its day and each record."""
    with page.expect_download() as download:
        press(page.locator("[data-action=take]"))
    told = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert told["version"] == 1
    assert download.value.suggested_filename == f"amiable-{told['made_on']}.json"
    assert told["records"][TECREP]["done"] == ["listen"]
    assert told["records"][LETTER]["fields"] == {"contract": "<b>C-12</b>"}
    assert set(told["records"]) == {TECREP, LETTER}


def test_all_that_is_kept_can_be_erased(page: Page) -> None:
    """Asked once more, then gone: our records are, those of others are not."""
    press(page.locator("[data-action=see]"))
    press(page.locator("[data-action=erase]"))
    expect(page.locator("[data-sure]")).to_be_focused()
    press(page.locator("[data-action=keep]"))
    assert TECREP in keys(page)
    press(page.locator("[data-action=erase]"))
    press(page.locator("[data-action=erase-all]"))
    expect(page.locator("[data-done]")).to_have_text(WORDS["said"]["erased"])
    expect_heard(page, WORDS["said"]["erased"])
    expect(page.locator("[data-count]")).to_have_text(plain(WORDS["said"]["nothing"]))
    assert keys(page) == ["panier"]
    expect(page.locator("[data-answers] code")).to_have_count(0)


def test_a_slow_list_of_files_leaves_the_reader_where_they_are(visitors: Visitors) -> None:
    """The records are shown at once; the files that come later take nobody away from the next question."""
    slow = "caches.keys = () => new Promise((found) => (window.found = () => found([])));"
    page = visitors.page("/vie-privee/", init=slow)
    press(page.locator("[data-action=see]"))
    expect(page.locator("[data-seen]")).to_be_focused()
    press(page.locator("[data-action=erase]"))
    page.evaluate("window.found()")
    expect(page.locator("[data-file-count]")).to_have_text(plain(WORDS["said"]["no_file"]))
    expect(page.locator("[data-sure]")).to_be_focused()


def test_the_pages_kept_are_shown_and_erased(visitors: Visitors) -> None:
    """What is kept for reading without a network is listed by its path, and goes with what keeps it."""
    page = visitors.page("/outils/faut-il-declarer/#received=spoken")
    wait_for_script(page)
    wait_for_state(page, "ready")
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    page.goto("/vie-privee/")
    wait_until(page, "async () => (await caches.keys()).length > 0")
    press(page.locator("[data-action=see]"))
    page.locator("[data-files] li").first.wait_for()
    assert "/sw.js" not in page.locator("[data-files] li").all_text_contents()
    press(page.locator("[data-action=erase]"))
    press(page.locator("[data-action=erase-all]"))
    expect(page.locator("[data-done]")).to_have_text(WORDS["said"]["erased"])
    left = page.evaluate(
        "async () => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length]"
    )
    assert left == [[], 0]


def test_where_storage_is_refused_it_is_said(visitors: Visitors) -> None:
    """A browser that keeps nothing is told from one in which nothing is kept."""
    refused = "Object.defineProperty(window, 'localStorage', { get: () => { throw new Error('no'); } });"
    page = visitors.page("/vie-privee/", init=refused)
    press(page.locator("[data-action=see]"))
    expect(page.locator("[data-count]")).to_have_text(plain(WORDS["said"]["refused"]))
    press(page.locator("[data-action=take]"))
    expect(page.locator("[data-done]")).to_have_text(plain(WORDS["said"]["refused"]))


def test_two_tabs_of_a_checklist_do_not_wipe_each_other(visitors: Visitors) -> None:
    """What one tab keeps shows in the other at once, but not in the note that is being typed there."""
    context = visitors.context()
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto("/outils/tecrep/")
        wait_for_state(page, "ready")
    note(second, "[data-notes=listen]", "")
    press(first.locator("form [name=listen]"))
    note(first, "[data-notes=thank]", "merci")
    note(first, "[data-notes=listen]", "d’un autre")
    expect(second.locator("form [name=listen]")).to_be_checked()
    expect(second.locator("[data-notes=thank]")).to_have_value("merci")
    expect(second.locator("[data-notes=listen]")).to_have_value("")
    second.locator("[data-notes=listen]").press_sequentially("ici")
    kept = json.loads(second.evaluate(f"localStorage.getItem('{TECREP}')"))
    assert kept["done"] == ["listen"]
    assert kept["notes"] == {"thank": "merci", "listen": "ici"}


def test_two_tabs_of_a_letter_do_not_wipe_each_other(visitors: Visitors) -> None:
    """A field filled in one tab is filled in the other, which keeps both."""
    context = visitors.context(service_workers="block")
    context.route("**/assets/python/**", lambda route: route.abort())
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto("/modeles/relance-assureur/")
        page.locator("[data-kept]").wait_for()
    write(first, "contract", "C-12")
    field(first, "contract").press("Tab")
    expect(field(second, "contract")).to_have_value("C-12")
    write(second, "signed", "Anne")
    field(second, "signed").press("Tab")
    expect(field(first, "signed")).to_have_value("Anne")
    kept = json.loads(first.evaluate(f"localStorage.getItem('{LETTER}')"))
    assert kept["fields"] == {"contract": "C-12", "signed": "Anne"}
    press(first.locator("[data-action=erase]"))
    expect(field(second, "contract")).to_have_value("")
