"""What hands do to a page: a press lasts, and is let go where it began, by finger and by mouse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import hypot
from time import monotonic, sleep
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Error, FloatRect, Frame, Locator, Page

#: As long as a finger stays on what it presses.
HOLD_MS = 150
#: Who presses the same place again means it again after this long; sooner it is a double press.
PACE_S = 0.5
#: So close two presses are at the same place.
NEAR_PX = 30
#: A finger that stays longer asks for a menu; where a busy machine makes it stay, the press is given up.
LONG_S = 0.4

#: So many times a press is tried before the page is said to be deaf to it.
TRIES = 5
#: A click follows its touch within this time, on the busiest machine, or the touch was none.
PATIENCE_MS = 3_000

#: Give the middle of the first line of an element, in its window and from its corner, and whether that window
#: is a frame; null where something covers it. From then on count, in that window, the presses that end as a
#: tap and the others: the first to hear of a click counts it, whatever the page makes of it then.
PLACE = """
(element) => {
  const line = element.getClientRects()[0];
  if (!line) return null;
  const [across, down] = [line.x + line.width / 2, line.y + line.height / 2];
  const found = element.ownerDocument.elementFromPoint(across, down);
  if (!found || !(element.contains(found) || found.contains(element))) return null;
  const whole = element.getBoundingClientRect();
  const view = element.ownerDocument.defaultView;
  const how = { capture: true, passive: true };
  view.pressed ??= Object.entries({ click: "taps", contextmenu: "others", pointercancel: "others" }).reduce(
    (pressed, [type, name]) => {
      view.addEventListener(type, ({ isTrusted }) => isTrusted && (pressed[name] += 1), how);
      return pressed;
    },
    {},
  );
  Object.assign(view.pressed, { taps: 0, others: 0 });
  return { at: [across, down], within: [across - whole.x, down - whole.y], isFrame: view.parent !== view };
}
"""
#: Say whether a press was a tap; a window that is another one by now was left by it, and where no script
#: runs, none can tell.
TAPPED = """
(patience) => {
  if (matchMedia("(scripting: none)").matches) return true;
  const end = performance.now() + patience;
  const isOpen = () => window.pressed && !window.pressed.taps && !window.pressed.others;
  const judge = async () => {
    while (isOpen() && performance.now() < end) await new Promise((next) => requestAnimationFrame(next));
    return !window.pressed || window.pressed.taps > 0;
  };
  return judge();
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
    x, y, _ = _place(locator)
    return x, y


def _place(locator: Locator) -> tuple[float, float, Frame]:
    """Do as `point`, begin to count the presses around the control, and give the frame that it is in too."""
    page = locator.page
    for _ in range(TRIES):
        if _hand(page).touches:
            # A trial of the mouse would be the first half of a double press to the page.
            locator.wait_for(state="visible")
            locator.scroll_into_view_if_needed()
        else:
            locator.click(trial=True)
        if place := locator.evaluate(PLACE):
            x, y = place["at"]
            if not place["isFrame"]:
                return x, y, page.main_frame
            box: FloatRect | None = locator.bounding_box()
            frame = locator.element_handle().owner_frame()
            if box and frame:
                x, y = place["within"]
                return box["x"] + x, box["y"] + y, frame
        # A bar may cover the edge of the screen, or a sentence that comes late.
        locator.evaluate("(element) => element.scrollIntoView({ block: 'center' })")
        page.wait_for_timeout(50)
    raise AssertionError(f"covered: {locator}")


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
    """Press a control as a person does: by finger where the page has a touch screen, else by mouse.

    On a busy machine a finger may stay too long, or the page drop its touch: the page itself is asked
    whether the press ended as a tap, and it is done again where it did not.
    """
    _press_all([locator], hold_ms)


def type_over(locator: Locator, text: str) -> None:
    """Press a field and write over what it holds, as a person does."""
    press(locator)
    locator.press("ControlOrMeta+a")
    if text:
        locator.page.keyboard.insert_text(text)
    else:
        locator.press("Delete")


def press_together(locators: Iterable[Locator], *, hold_ms: int = HOLD_MS) -> None:
    """Press one control in each of several pages, all at the same time."""
    _press_all(list(locators), hold_ms)


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


def _press_all(locators: list[Locator], hold_ms: int) -> None:
    for tried in range(TRIES):
        places = [(one.page, *_place(one)) for one in locators]
        for page, x, y, _ in places:
            _pace(page, x, y)
        _hold([place[:3] for place in places], hold_ms // (1 + tried))  # A machine that lags adds to each.
        pairs = list(zip(locators, places, strict=True))
        locators = [one for one, place in pairs if not _was_tap(place[0], place[3])]
        if not locators:
            return
        for one in locators:  # A page in the background may hear of no touch.
            one.page.bring_to_front()
    raise AssertionError(f"no press is heard: {locators}")


def _was_tap(page: Page, frame: Frame) -> bool:
    """Return whether the page took the last press for a tap."""
    try:
        return bool(frame.evaluate(TAPPED, PATIENCE_MS if _hand(page).touches else PATIENCE_MS * 2))
    except Error:  # The press led to another page.
        return True


def _pace(page: Page, x: float, y: float) -> None:
    """Wait until a press at the place of the last one is meant as another."""
    hand = _hand(page)
    soon = hand.at + PACE_S - monotonic()
    if soon > 0 and hypot(x - hand.x, y - hand.y) < NEAR_PX:
        page.wait_for_timeout(soon * 1000)


def _hold(places: list[tuple[Page, float, float]], hold_ms: int) -> None:
    """Press in each page, wait, and let go in each."""
    begun = []
    for page, x, y in places:
        down(page, x, y)
        begun.append((page, monotonic()))
    sleep(hold_ms / 1000)  # A wait in the browser would be one more thing to wait for.
    for page, at in begun:
        _let_go(page, at)


def _let_go(page: Page, begun: float) -> None:
    """Let go of what was pressed; a finger that stayed too long to tap is taken away."""
    hand = _hand(page)
    if not hand.touches or monotonic() - begun < LONG_S:
        up(page)
    else:
        hand.touches.send("Input.dispatchTouchEvent", {"type": "touchCancel", "touchPoints": []})
