"""Every button of every tool: pressed once it does one thing, and where a browser refuses it, it is said."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from macros.rules import api
from tests.browser.gestures import press
from tests.browser.tools import BEFORE, address, door, plain, tool, word
from tests.browser.visitors import Visitors

HANDS: dict[str, dict[str, Any]] = {"finger": {"width": 360, "has_touch": True}, "mouse": {"width": 1280}}

#: A browser inside of another program: it prints, copies, shares, hands over and keeps nothing.
REFUSES = """
delete window.print;
window.print = undefined;
for (const name of ["clipboard", "share", "canShare"]) delete Navigator.prototype[name];
URL.createObjectURL = () => { throw new TypeError("refused"); };
for (const name of ["setItem", "removeItem"]) {
  Storage.prototype[name] = () => { throw new DOMException("refused", "SecurityError"); };
}
window.open = () => null;
"""
#: What was pressed, as the page takes it: a click that does not count is stopped before.
HEARD = """
window.heard = [];
document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button, a.am-button") : null;
  if (button) heard.push(button.dataset.action ?? button.dataset.toStep ?? "mail");
});
"""
#: These have nothing to say but what they show.
SILENT = {"see", "restart", "back", "restore", "mail", "1", "2", "3"}
#: An opening link that shows most buttons of a kind.
EXAMPLES = {
    "rehearsal": {"profile": "angry", "channel": "phone"},
    "letter": {},
    "checklist": {},
}
#: What a tool of each kind shows once its buttons are those of its opening link.
READY = {
    "deadline": "[data-tool][data-state=failed]",
    "tree": "[data-tool][data-guided=outcome]",
    "checklist": "[data-tool][data-state=ready]",
    "letter": "[data-tool] [data-kept]:not([hidden])",
    "rehearsal": "[data-tool] [data-card]:not([hidden])",
}
SAID = "[data-done], [data-status-line], [data-said]"
#: What is shown is heard, and the other way round.
SPEAKS = """
(places) => {
  const heard = document.querySelector("[data-live]").textContent.trim();
  return heard && [...document.querySelectorAll(places)].some((one) => one.textContent.includes(heard));
}
"""
SILENCE = (
    f"document.querySelectorAll('{SAID}, [data-live]').forEach((one) => one.replaceChildren());"
    "heard.length = 0"
)


def opening(one: dict[str, Any]) -> str:
    """Return the address of a tool in the state that has most of its buttons."""
    if one["kind"] == "tree":
        answers: dict[str, str] = {}
        while (asked := door(one["id"], answers))["kind"] == "question":
            answers[asked["node"]] = asked["options"][0]["value"]
        return address(one["id"], **answers)
    if one["kind"] == "deadline":
        return address(one["id"], **api.describe(one["id"])["example"]["answers"])
    path = f"/{'modeles' if one['kind'] == 'letter' else 'outils'}/{one['id']}/"
    answers = EXAMPLES[one["kind"]]
    return path + address("x", **answers).partition("x/")[2] if answers else path


def said(page: Page) -> str:
    """Return what the page says beside its buttons and to those who listen."""
    return " ".join(tool(page).locator(SAID).all_text_contents()).strip()


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("kind", ["deadline", "tree", "checklist", "letter", "rehearsal"])
def test_every_button_does_one_thing_and_says_a_refusal(visitors: Visitors, kind: str, hand: str) -> None:
    """In a browser that refuses all it may, each button is heard once, and each refusal is said."""
    context = visitors.context(service_workers="block", on=BEFORE, **HANDS[hand])
    context.route("**/assets/python/**", lambda route: route.abort())
    for one in (one for one in api.tools() if one["kind"] == kind):
        page = context.new_page()
        page.add_init_script(REFUSES + HEARD)
        page.goto(opening(one))
        page.locator(READY[kind]).wait_for(state="attached")
        buttons = tool(page).locator("[data-action]:visible, [data-to-step]:visible, a[data-mail]:visible")
        names = buttons.evaluate_all(
            "all => all.map((one) => one.dataset.action ?? one.dataset.toStep ?? 'mail')"
        )
        selectors = {
            name: f"[data-action='{name}'], [data-to-step='{name}']" for name in names if name != "mail"
        }
        assert selectors or kind == "deadline", one["id"]
        for name in sorted(selectors, key=lambda name: name in ("erase", "restart", "back")):
            button = tool(page).locator(selectors[name]).locator("visible=true").first
            if not button.count():  # Another button has taken it away: « Recommencer ».
                continue
            page.evaluate(SILENCE)
            press(button)
            assert page.evaluate("heard") == [name], (one["id"], name)
            if name not in SILENT:
                page.wait_for_function(SPEAKS, arg=SAID)
            if name.startswith("print"):
                named = "letter_print_failed" if kind == "letter" else "print_failed"
                assert plain(word(named)) in plain(said(page))
                # A site that is built without its PDFs leads to none.
                papers = min(1, page.locator(".am-paper a").count())
                assert tool(page).locator("[data-done] a[href$='.pdf']").count() == papers
        page.close()
