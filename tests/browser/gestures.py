"""What hands do to a page: a press lasts, and is let go where it began, by finger and by mouse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import hypot
from time import monotonic
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, FloatRect, Locator, Page

#: As long as a finger stays on what it presses.
HOLD_MS = 150
#: Who presses the same place again means it again after this long; sooner it is a double press.
PACE_S = 0.5
#: So close two presses are at the same place.
NEAR_PX = 30
#: A finger that stays longer asks for a menu; where a busy machine makes it stay, the press is given up.
LONG_S = 0.4

#: Give a point that belongs to an element, in the middle of its first line; null where something covers it.
POINT = """
(element) => {
  const { x, y, width, height } = element.getClientRects()[0] ?? {};
  const [across, down] = [x + width / 2, y + height / 2];
  const found = element.ownerDocument.elementFromPoint(across, down);
  const within = found && (element.contains(found) || found.contains(element));
  return within ? [width / 2, height / 2] : null;
}
"""


@dataclass
class Hand:
    """The hand of one reader: where it pressed last, and when it let go."""

    touches: CDPSession | None
    x: float = 0
    y: float = 0
    at: float = field(default=float("-inf"))


_hands: WeakKeyDictionary[Page, Hand] = WeakKeyDictionary()


def _hand(page: Page) -> Hand:
    if page not in _hands:
        touch = page.evaluate("navigator.maxTouchPoints > 0")
        _hands[page] = Hand(page.context.new_cdp_session(page) if touch else None)
    return _hands[page]


def point(locator: Locator) -> tuple[float, float]:
    """Bring a control into view, still and uncovered, and give where a hand presses it in its page."""
    locator.click(trial=True)
    box: FloatRect | None = locator.bounding_box()
    assert box, locator
    offset = locator.evaluate(POINT)
    assert offset, f"covered: {locator}"
    first = locator.evaluate(
        """(element) => {
          const [line, whole] = [element.getClientRects()[0], element.getBoundingClientRect()];
          return [line.x - whole.x, line.y - whole.y];
        }"""
    )
    return box["x"] + first[0] + offset[0], box["y"] + first[1] + offset[1]


def down(page: Page, x: float, y: float, *, count: int = 1) -> None:
    """Put a finger down, or the button of a mouse; `count` is how many clicks the mouse has counted."""
    hand = _hand(page)
    hand.x, hand.y = x, y
    if hand.touches:
        points = [{"x": x, "y": y, "radiusX": 8, "radiusY": 8}]
        hand.touches.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
    else:
        page.mouse.move(x, y)
        page.mouse.down(click_count=count)


def up(page: Page, *, count: int = 1) -> None:
    """Let go."""
    hand = _hand(page)
    hand.at = monotonic()
    if hand.touches:
        hand.touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    else:
        page.mouse.up(click_count=count)


def press(locator: Locator, *, hold_ms: int = HOLD_MS) -> None:
    """Press a control as a person does: by finger where the page has a touch screen, else by mouse."""
    page = locator.page
    x, y = point(locator)
    hand = _hand(page)
    soon = hand.at + PACE_S - monotonic()
    if soon > 0 and hypot(x - hand.x, y - hand.y) < NEAR_PX:
        page.wait_for_timeout(soon * 1000)
    _hold([(page, x, y)], hold_ms)


def press_together(locators: Iterable[Locator], *, hold_ms: int = HOLD_MS) -> None:
    """Press one control in each of several pages, all at the same time."""
    _hold([(one.page, *point(one)) for one in locators], hold_ms)


def press_twice(locator: Locator, *, pause_ms: int = 80) -> None:
    """Press the same place twice, as a hand does that trembles or does not know that once is enough."""
    page = locator.page
    x, y = point(locator)
    for count in (1, 2):
        down(page, x, y, count=count)
        page.wait_for_timeout(HOLD_MS // 2)
        up(page, count=count)
        page.wait_for_timeout(pause_ms)
    page.wait_for_timeout(PACE_S * 1000)  # Whatever it does, it has done.


def _hold(places: list[tuple[Page, float, float]], hold_ms: int) -> None:
    """Press in each page, wait, and let go in each."""
    begun = [(page, x, y, monotonic()) for page, x, y in places if down(page, x, y) is None]
    if begun:
        begun[0][0].wait_for_timeout(hold_ms)
    again = [(page, x, y) for page, x, y, at in begun if not _let_go(page, at)]
    if again:
        _hold(again, hold_ms)


def _let_go(page: Page, begun: float) -> bool:
    """Let go of what was pressed. Give whether that was in time to be a tap."""
    hand = _hand(page)
    if not hand.touches or monotonic() - begun < LONG_S:
        up(page)
        return True
    hand.touches.send("Input.dispatchTouchEvent", {"type": "touchCancel", "touchPoints": []})
    return False
