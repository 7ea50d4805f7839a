"""What a page looks like to those who judge it: axe, each mode of its colours, and the edge of its screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.widths import DESK, SCREENS, beyond_its_screen

AXE = (Path(__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")

#: Text that is too pale for its ground, as the page stands.
PALE = (Path(__file__).parent / "pale.js").read_text("utf-8")

#: Every rule that axe has on by default, its advice included; without those of colour where asked.
RUN = """
async (colours) => {
  const off = axe.getRules(["cat.color"]).map(({ ruleId }) => [ruleId, { enabled: false }]);
  const rules = colours ? {} : Object.fromEntries(off);
  const { violations } = await axe.run({ resultTypes: ["violations"], rules });
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact}) ${target}: ${failureSummary}`));
}
"""

#: How a reader may have asked for colours; who asked for less motion sees none of them change slowly.
MODES: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
    "print": {"media": "print", "color_scheme": "light"},
    "light": {"color_scheme": "light"},
}
USUAL = {"media": "screen", "forced_colors": "none", "reduced_motion": "reduce"}


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found wrong in one state of a page: by axe, by mode of colours, by screen and letters."""

    axe: list[str] = field(default_factory=list)
    pale: dict[str, list[str]] = field(default_factory=dict)
    beyond: dict[str, list[str]] = field(default_factory=dict)


#: Nothing wrong.
LEGIBLE = Audit()


def look(page: Page, breadths: Iterable[str] = ("usual",), *, colours: bool = True) -> Audit:
    """Judge a page as it stands, in letters of some breadths, and leave it so.

    Without `colours` axe leaves them to what looks for pale text, which every mode is asked for.
    """
    beyond = beyond_its_screen(page, breadths, (*SCREENS, DESK)) if breadths else {}
    pale = {}
    for mode, asked in MODES.items():
        page.emulate_media(**{**USUAL, **asked})
        if found := page.evaluate(PALE):
            pale[mode] = found
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    return Audit(page.evaluate(RUN, colours), pale, beyond)


def without_script(html: str) -> str:
    """Return a page as a browser without scripts reads it: no script in it, and what stands instead of them.

    Axe is a script itself: it cannot look at a page where none runs.
    """
    parts = html.split("<script")
    kept = [parts[0], *(part.partition("</script>")[2] for part in parts[1:])]
    return "".join(kept).replace("<noscript>", "").replace("</noscript>", "")
