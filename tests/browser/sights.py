"""What a page looks like to those who judge it: axe, in both schemes, and the edge of a small screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.visitors import HEIGHT, NARROW, PHONE

AXE = (Path(__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")

#: Every rule that axe has on by default, its advice included; in the dark, those that depend on colour.
RUN = """
async (scheme) => {
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  const colour = { runOnly: { type: "tag", values: ["cat.color"] } };
  const { violations } = await axe.run({ resultTypes: ["violations"], ...(scheme === "dark" ? colour : {}) });
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact}) ${target}: ${failureSummary}`));
}
"""

#: What reaches beyond the screen, except in a box that scrolls by itself, in one that only a screen
#: reader reads, and in the closed search.
BEYOND = """
() => {
  const edge = document.documentElement.clientWidth;
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const boxed = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (scrolls(box) || box.getBoundingClientRect().width <= 1) return true;
    }
    return false;
  };
  const found = [...document.querySelectorAll(":is(header, main, footer) *")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (right > edge + 0.5 || left < -0.5) && !boxed(element);
    })
    .map((element) => element.outerHTML.slice(0, 120));
  if (document.documentElement.scrollWidth > edge) found.push(`${document.documentElement.scrollWidth} px`);
  return found;
}
"""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was found wrong in one state of a page: by scheme, and by width of the screen."""

    light: list[str]
    dark: list[str]
    beyond: dict[int, list[str]]


def look(page: Page) -> Sight:
    """Judge a page as it stands, and leave it so."""
    beyond = {}
    for width in (NARROW, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        beyond[width] = page.evaluate(BEYOND)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    judged: dict[str, Any] = {}
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        judged[scheme] = page.evaluate(RUN, scheme)
    return Sight(judged["light"], judged["dark"], beyond)


def without_script(html: str) -> str:
    """Return a page as a browser without scripts reads it: no script in it, and what stands instead of them.

    Axe is a script itself: it cannot look at a page where none runs.
    """
    parts = html.split("<script")
    kept = [parts[0], *(part.partition("</script>")[2] for part in parts[1:])]
    return "".join(kept).replace("<noscript>", "").replace("</noscript>", "")
