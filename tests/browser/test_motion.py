"""Who asked for less motion sees none, and waits for no script that never comes."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.test_every_page import ONE_OF_EACH
from tests.browser.tools import tool
from tests.browser.visitors import Visitors

#: A page of each kind; of the tools, and of their copies for other sites, one of each.
PAGES = [
    *(
        "/",
        "/guides/tecrep/",
        "/guides/glossaire/",
        "/outils/",
        "/outils/almanach/",
        "/modeles/",
        "/dossier/",
    ),
    *("/e/assignation/", "/outils/rouvrir/", "/assureurs/liens/", "/assureurs/a-votre-nom/", "/404.html"),
    *("/vie-privee/", "/methode/recette/", "/methode/index-du-droit/", "/quoi-de-neuf/"),
    *(f"/{path}/" for path in ONE_OF_EACH),
    *(f"/integrer/{path.partition('/')[2]}/" for path in ONE_OF_EACH),
]

#: What changes for longer than a hundredth of a second, or scrolls slowly.
MOVING = """
() => {
  const seconds = (value) =>
    Math.max(...value.split(",").map((one) => parseFloat(one) * (one.endsWith("ms") ? 0.001 : 1)));
  const slow = (style) =>
    seconds(style.transitionDuration) > 0.01
    || (style.animationName !== "none" && seconds(style.animationDuration) > 0.01)
    || style.animationIterationCount.includes("infinite")
    || style.scrollBehavior === "smooth";
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      if (!slow(getComputedStyle(element, part))) continue;
      found.push(`${part ?? ""} ${element.outerHTML.slice(0, 120)}`);
    }
  }
  const running = document.getAnimations().map(({ effect }) => effect);
  const long = running.filter((one) => one.getComputedTiming().activeDuration > 10);
  return [...found, ...long.map(({ target }) => `running: ${target.outerHTML.slice(0, 120)}`)];
}
"""


def test_who_asked_for_less_motion_sees_none(visitors: Visitors) -> None:
    """In each kind of page nothing changes slowly and nothing scrolls smoothly; what does is noticed."""
    page = visitors.page(python="refused", reduced_motion="reduce")
    found = {}
    for path in PAGES:
        answered = page.goto(path)
        assert answered, path
        assert answered.ok or "404" in path, path
        if moving := page.evaluate(MOVING):
            found[path] = moving
    assert found == {}
    for style in ("transition", "animation"):
        rule = "document.body.style.setProperty(name, 'am-sheet-comes 1s', 'important')"
        page.evaluate(f"(name) => {{ {rule}; }}", style)
        assert page.evaluate(MOVING), style
        page.evaluate("(name) => document.body.style.removeProperty(name)", style)


def test_with_less_motion_a_lost_script_hides_nothing(visitors: Visitors) -> None:
    """A list, a letter and a conversation wait for their script a moment, then are read without it."""
    context = visitors.context(reduced_motion="reduce", service_workers="block")
    context.route("**/assets/js/**", lambda route: route.abort())

    def opened(path: str) -> Page:
        page = context.new_page()
        page.goto(path)
        return page

    pages = [
        opened(path)
        for path in ("/modeles/relance-assureur/", "/outils/repetition-tecrep/", "/outils/tecrep/")
    ]
    for page, place in zip(pages, (".am-letter > p", "h2", ".am-list li"), strict=True):
        expect(tool(page).locator(place).last).to_be_visible()
