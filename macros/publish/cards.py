"""The picture of a page that a messenger shows beside a link: its words, and whose site it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from macros import branding
from macros.publish.cache import cached
from macros.publish.paper.write import FONTS

#: As messengers cut them.
SIZE = (1200, 630)

#: Under the root of the site.
ADDRESS = Path("assets/cards")

_MARGIN, _LEFT = 72, 76
_TITLE, _TEXT, _NAME = (60, 70), (34, 46), (38, 46)
"""The height of the letters, and of their lines."""
_MOST_LINES = 3
_SHEETS, _SHEET = 9, (70, 84, 14)
"""How many days the strip has; a sheet's width, its height, and what is between two."""
_COLOURS = 32
_REST = (5, 6)
"""The days of the strip that do not count."""


class Card(NamedTuple):
    """What a card says: the name of its file, and its words."""

    name: str
    title: str
    text: str


def write_cards(root: Path, site: Path, cards: Iterable[Card], *, site_name: str, deep: str) -> None:
    """Write a PNG for every card into the built site, drawn now or for an earlier build.

    `root` is the project, with its npm packages; `deep` the colour of the site by day.
    """
    wanted = sorted(cards)
    fonts = [root / FONTS / f"{face}/SourceSerif4_{face}.ttf" for face in ("600SemiBold", "400Regular")]
    colours = branding.day_colours() | {"deep": deep}
    also = json.dumps([wanted, site_name, colours, version("pillow")])

    def draw(folder: Path) -> None:
        for one in wanted:
            drawn = _drawn(one, fonts, colours, site_name)
            drawn.save(folder / f"{one.name}.png", optimize=True)

    made = cached(root / "build/cards", [*fonts, Path(__file__)], draw, also=also)
    (site / ADDRESS).mkdir(parents=True, exist_ok=True)
    for file in sorted(made.iterdir()):
        (site / ADDRESS / file.name).write_bytes(file.read_bytes())


def _drawn(card: Card, fonts: list[Path], colours: Mapping[str, str], site_name: str) -> Image.Image:
    bold, plain = fonts
    picture = Image.new("RGB", SIZE, colours["paper"])
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 18, SIZE[1]), fill=colours["deep"])
    _write(pen, (_LEFT, _MARGIN - 18), [site_name], bold, _NAME, colours["deep"])
    width = SIZE[0] - _LEFT - _MARGIN
    title = _lines(card.title, ImageFont.truetype(bold, _TITLE[0]), width, _MOST_LINES)
    below = _write(pen, (_LEFT, 132), title, bold, _TITLE, colours["ink"])
    room = (SIZE[1] - _MARGIN - _SHEET[1] - 28 - below) // _TEXT[1]
    text = _lines(card.text, ImageFont.truetype(plain, _TEXT[0]), width, room)
    _write(pen, (_LEFT, below + 14), text, plain, _TEXT, colours["soft"])
    _strip(pen, colours)
    return picture.quantize(_COLOURS, dither=Image.Dither.NONE)


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """Return a text in lines that fit, `most` at most: the last one is cut where there is more."""
    lines = [""]
    for word in text.split(" "):  # A no-break space parts nothing.
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    while font.getlength(f"{kept[-1]}…") > width and " " in kept[-1]:
        kept[-1] = kept[-1].rpartition(" ")[0]
    return [*kept[:-1], f"{kept[-1].rstrip(' ,;:')}…"]


def _write(
    pen: ImageDraw.ImageDraw,
    at: tuple[int, int],
    lines: list[str],
    face: Path,
    size: tuple[int, int],
    colour: str,
) -> int:
    """Write lines from a place down; return where the next would be."""
    letters, height = size
    font = ImageFont.truetype(face, letters)
    left, top = at
    for line in lines:
        pen.text((left, top), line, font=font, fill=colour)
        top += height
    return top


def _strip(pen: ImageDraw.ImageDraw, colours: Mapping[str, str]) -> None:
    """Draw the strip of days that the whole site is known by: counted, left out, the last one filled."""
    width, height, gap = _SHEET
    top = SIZE[1] - _MARGIN + 14 - height
    for number in range(_SHEETS):
        left = _LEFT + number * (width + gap)
        box = (left, top, left + width, top + height)
        is_last = number == _SHEETS - 1
        pen.rectangle(box, fill=colours["deep" if is_last else "card"], outline=colours["edge"], width=2)
        if number in _REST:
            for at in range(14, width + height, 14):
                _hatch(pen, box, at, colours["edge"])


def _hatch(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int], at: int, colour: str) -> None:
    """Draw one oblique line of a hatching, within its box."""
    left, top, right, bottom = box
    start = (left + min(at, right - left), top + max(0, at - (right - left)))
    end = (left + max(0, at - (bottom - top)), top + min(at, bottom - top))
    pen.line((*start, *end), fill=colour, width=2)
