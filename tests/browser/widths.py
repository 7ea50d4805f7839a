"""What reaches beyond a small screen, in letters of any breadth and of two sizes."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page

from tests.browser.visitors import HEIGHT, NARROW, PHONE

#: What reaches beyond the screen, except in a box that scrolls by itself, in one that only a screen
#: reader reads, and in the closed search; and the text that its own box cuts, at its side or its foot.
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
    .filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (right > edge + 0.5 || left < -0.5);
    })
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !boxed(element))
    .map((element) => element.outerHTML.slice(0, 120));
  const cut = [...document.querySelectorAll(":is(header, main, footer) *")].filter((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const [isWide, isHigh] = [overflowX, overflowY].map((one) => /hidden|clip/.test(one));
    const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element;
    return clientWidth > 1 && clientHeight > 1 && element.textContent.trim() !== ""
      && ((isWide && scrollWidth > clientWidth + 1) || (isHigh && scrollHeight > clientHeight + 1))
      && element.checkVisibility({ visibilityProperty: true }) && !boxed(element);
  });
  found.push(...cut.map((element) => `cut: ${element.outerHTML.slice(0, 120)}`));
  if (document.documentElement.scrollWidth > edge) found.push(`${document.documentElement.scrollWidth} px`);
  return found;
}
"""


#: The screens that a page must fit: width in pixels, size of the letters in percent of the usual.
SCREENS = ((NARROW, 100), (PHONE, 100), (PHONE, 200))
#: Of a desk, where a tool has another arrangement: what is too wide for it shows in the usual letters.
DESK = (1280, 100)
#: Letters as narrow and as wide as those of other systems' families, whatever this machine has: what is
#: added to the advance of each. From a usual sans, Arial Narrow takes a tenth less, Verdana a fifth more.
BREADTHS = {"narrow": "-0.04em", "usual": "normal", "wide": "0.1em"}

#: Draw a page in other letters, what is folded too; none are those of the page.
DRAW = """
([size, spacing]) => {
  window.amLetters ??= document.adoptedStyleSheets[document.adoptedStyleSheets.push(new CSSStyleSheet()) - 1];
  window.amLetters.replaceSync(spacing && `
    html { font-size: ${size}% !important; }
    * { letter-spacing: ${spacing} !important; }
    ::details-content { content-visibility: visible !important; }
  `);
}
"""


def beyond_its_screen(
    page: Page, breadths: Iterable[str] = ("usual",), screens: Iterable[tuple[int, int]] = SCREENS
) -> dict[str, list[str]]:
    """Return what reaches beyond each screen, by screen and letters; leave the page as it stands."""
    found = {}
    for width, size in screens:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for name in breadths:
            page.evaluate(DRAW, [size, BREADTHS[name]])
            if beyond := page.evaluate(BEYOND):
                found[f"{width} px, {size} %, {name}"] = beyond
    page.evaluate(DRAW, [100, ""])
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    return found
