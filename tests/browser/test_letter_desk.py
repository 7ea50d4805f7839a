"""A letter is a desk: what is typed stands on the sheet at once; three steps and a bar on a phone."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from tests.browser.gestures import press
from tests.browser.stillness import WATCH, moved
from tests.browser.tools import field, plain, tool, word, write
from tests.browser.visitors import Visitors

PATH = "/modeles/declaration-de-sinistre/"
KEY = "amiable.letter.declaration-de-sinistre"
KEPT = {
    "version": 1,
    "begun_on": "2026-04-02",
    "fields": {
        "sender": "Menuiserie Exemple\n12, rue Exemple",
        "client": "Mme Roux",
        "received_on": "02/04/2026",
        "facts": "\n".join(f"{n} avril : un fait." for n in range(1, 9)),
    },
}
#: Count the words in sight before the first field, those of the letterhead left out.
WORDS_BEFORE = """
() => {
  const first = document.querySelector("[data-form] :is(input, textarea)");
  const walk = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const words = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const { parentElement: place } = node;
    const before = first.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
    const hidden = place.closest(".am-said, template, .headerlink");
    if (before && !hidden && place.checkVisibility()) words.push(node.data);
  }
  return words.join(" ").split(/\\s+/).filter((word) => /[\\p{L}\\p{N}]/u.test(word)).length;
}
"""
#: Where the gauge stands beside each of these words.
GAUGE = """(words) => words.map((one) => {
  document.querySelector(".am-sheetbar [data-count]").textContent = one;
  return document.querySelector(".am-gauge").getBoundingClientRect().left;
})"""


def opened(visitors: Visitors, width: int, *, kept: object = None) -> Page:
    touch = {"has_touch": True} if width < 1000 else {}
    keep = f"localStorage.setItem('{KEY}', {json.dumps(json.dumps(kept))});" if kept else ""
    page = visitors.page(PATH, python="refused", width=width, init=WATCH + keep, **touch)
    page.locator("[data-actions]:not([hidden])").wait_for()
    return page


def test_what_is_typed_stands_on_the_sheet_at_once(visitors: Visitors) -> None:
    """Without Python: letter by letter, a day as letters write it, dots again where nothing is left."""
    page = opened(visitors, 1280)
    sheet = tool(page).locator("[data-letter]")
    press(field(page, "client"))
    for n, sign in enumerate("Mme Roux", 1):
        page.keyboard.type(sign)
        expect(sheet.locator("[data-slot=client]")).to_have_text("Mme Roux"[:n])
    write(page, "received_on", "1/5/2026")
    expect(sheet).to_contain_text("J’ai reçu la réclamation de mon client le 1er\u00a0mai 2026.")
    box = sheet.locator("[data-needs=received_on] [data-box]")
    expect(box).to_have_text("")
    write(page, "received_on", "")
    page.keyboard.press("Delete")
    expect(sheet).to_contain_text("J’ai reçu la réclamation de mon client le ……………")
    expect(box).to_have_text("☐ ")
    write(page, "promises", "Rien n’est promis.")
    expect(sheet.locator("[data-instead=promises]")).to_be_hidden()
    expect(sheet).to_contain_text("signé\u00a0: Rien n’est promis.")


def test_the_desk_holds_form_and_sheet_side_by_side(visitors: Visitors) -> None:
    """At 1280 px the sheet stays in sight beside each field, and shows the line that is being written."""
    page = opened(visitors, 1280, kept=KEPT)
    page.wait_for_timeout(700)
    assert moved(page) == []
    form, sheet = page.locator(".am-desk__form").bounding_box(), page.locator("[data-letter]").bounding_box()
    assert form
    assert sheet
    assert form["x"] + form["width"] <= sheet["x"]
    press(field(page, "pieces"))
    line = page.locator("[data-letter] [data-writing]")
    expect(line).to_have_count(1)
    expect(line).to_be_in_viewport()
    expect(tool(page).locator("[data-count]")).to_have_text(f"{len(KEPT['fields']) + 1} champs sur 16")  # type: ignore[arg-type]


def test_a_phone_has_three_steps_and_a_bar(visitors: Visitors) -> None:
    """One step in sight, its first field on the first screen; the bar leads to the letter and back."""
    page = opened(visitors, 360, kept=KEPT)
    page.wait_for_timeout(700)
    assert moved(page) == []
    assert page.evaluate(WORDS_BEFORE) < 40
    first = field(page, "sender").bounding_box()
    bar = page.locator(".am-sheetbar").bounding_box()
    assert first
    assert bar
    assert first["y"] + first["height"] < bar["y"]
    said = [word("one_field").format(total=16), *(word("field_count").format(n=n, total=16) for n in (0, 16))]
    assert len(set(page.evaluate(GAUGE, said))) == 1
    assert page.locator(".am-step:visible").count() == 1
    press(page.get_by_role("button", name=word("step_after")))
    expect(field(page, "client")).to_be_visible()
    expect(field(page, "client")).to_be_in_viewport()
    expect(field(page, "sender")).to_be_hidden()
    press(tool(page).locator("[data-steps] label").nth(2))
    expect(field(page, "facts")).to_be_visible()
    assert "1 sur 5" in plain(tool(page).locator("[data-steps] label").nth(2).inner_text())
    see = tool(page).locator("[data-action=see]")
    expect(see).to_have_text(word("see_letter"), use_inner_text=True)
    press(see)
    expect(page.locator("[data-letter]")).to_be_in_viewport()
    expect(see).to_have_text(word("go_on_writing"), use_inner_text=True)
    press(see)
    expect(field(page, "facts")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_passage_that_may_engage_is_marked_on_the_sheet(visitors: Visitors) -> None:
    """With Python: waved in the letter, counted, explained beside its field; gone with the words."""
    page = visitors.page(PATH, width=1280)
    page.locator("[data-actions]:not([hidden])").wait_for()
    write(page, "facts", "Les portes frottent. C’est notre faute.")
    page.keyboard.press("Tab")
    mark = page.locator("[data-letter] mark")
    expect(mark).to_have_text("C’est notre faute")
    expect(tool(page).locator("[data-slips]")).to_have_text(plain(word("one_slip")))
    expect(tool(page).locator("[data-admissions=facts]")).to_be_visible()
    write(page, "facts", "Les portes frottent.")
    page.keyboard.press("Tab")
    expect(mark).to_have_count(0)
    expect(tool(page).locator("[data-slips]")).to_be_empty()


def test_a_day_that_is_none_is_said_beside_its_field(visitors: Visitors) -> None:
    """With Python: its sentence stands there, what is typed stays, and both go their way once it is a day."""
    page = visitors.page(PATH, width=1280)
    page.locator("[data-actions]:not([hidden])").wait_for()
    error = tool(page).locator("[data-field=received_on] [data-error]")
    write(page, "received_on", "31/02/2026")
    page.keyboard.press("Tab")
    expect(error).to_contain_text("Ce jour n’existe pas")
    expect(field(page, "received_on")).to_have_value("31/02/2026")
    expect(field(page, "received_on")).to_have_attribute("aria-invalid", "true")
    write(page, "received_on", "28/02/2026")
    page.keyboard.press("Tab")
    expect(error).to_be_hidden()
    expect(tool(page).locator("[data-letter]")).to_contain_text("28 février 2026", use_inner_text=True)
