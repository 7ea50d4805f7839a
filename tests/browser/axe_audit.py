"""What a page looks like to those who judge it: axe, in both schemes, and the edge of its screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.widths import beyond_its_screen

AXE = (Path(__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")

#: Every rule that axe has on by default, its advice included; in the dark, those that depend on colour.
RUN = """
async (scheme) => {
  // An animation that a style replaces may never end: a second is longer than any of ours.
  const ended = Promise.allSettled(document.getAnimations().map((one) => one.finished));
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1000))]);
  const colour = { runOnly: { type: "tag", values: ["cat.color"] } };
  const { violations } = await axe.run({ resultTypes: ["violations"], ...(scheme === "dark" ? colour : {}) });
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact}) ${target}: ${failureSummary}`));
}
"""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was found wrong in one state of a page: by scheme, and by screen and letters."""

    light: list[str]
    dark: list[str]
    beyond: dict[str, list[str]]


#: Nothing wrong.
LEGIBLE = Sight([], [], {})


def look(page: Page, breadths: Iterable[str] = ("usual",)) -> Sight:
    """Judge a page as it stands, in letters of some breadths, and leave it so."""
    beyond = beyond_its_screen(page, breadths) if breadths else {}
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
