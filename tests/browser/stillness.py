"""What has shifted in a page, as the browser itself measures it: one listener for every test that asks."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

#: A hundredth of a pixel is no movement; the browser's own measure has its rounding.
NOTHING = 0.0005

#: Keep what the browser says of each shift: how much, after what, of which element. A script for a page
#: that is about to open; run in one that is open, it keeps what shifts from then on, and what has.
WATCH = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    const of = ({ node, previousRect, currentRect }) =>
      `${node?.className || node?.nodeName} ${previousRect.top}->${currentRect.top}`;
    window.shifts.push({ value, hadRecentInput, who: sources.map(of) });
  }
}).observe({ type: "layout-shift", buffered: true });
"""


def moved(page: Page, *, by_hand: bool = False) -> list[dict[str, Any]]:
    """Return what has shifted in a page since it is watched, without a hand; with `by_hand` all of it."""
    shifts = page.evaluate("window.shifts")
    return [one for one in shifts if (by_hand or not one["hadRecentInput"]) and one["value"] > NOTHING]
