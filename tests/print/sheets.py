"""What a PDF says of itself and shows: its words, its letters, its ink, its tags."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image
from pypdfium2 import raw

POINTS_PER_MM = 72 / 25.4

#: How the foot of a page begins: with the name, spaced out here and there as its letters allow.
_FOOT = re.compile(r"^A\s?m\s?i\s?a\s?b\s?l\s?e\b", re.MULTILINE)

HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")


def plain(text: str) -> str:
    """Return words alone: no space, no break of a line, no soft hyphen."""
    return "".join(text.replace("\u00ad", "").replace("\ufffe", "-").split())


@dataclass
class Paper:
    """One PDF of the site."""

    file: Path

    @cached_property
    def document(self) -> pypdfium2.PdfDocument:
        return pypdfium2.PdfDocument(self.file)

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(self.file)

    @cached_property
    def pages(self) -> list[str]:
        return [page.get_textpage().get_text_range() for page in self.document]

    @cached_property
    def words(self) -> str:
        """All its words, spaces left out: a line may break anywhere."""
        return plain(" ".join(self.pages))

    @cached_property
    def running_words(self) -> str:
        """All its words as they run on: nothing of the head and foot of each page, no list mark."""
        bodies = (page[: [match.start() for match in _FOOT.finditer(page)][-1]] for page in self.pages)
        return plain(" ".join(bodies).replace("–", ""))

    @property
    def uris(self) -> set[str]:
        return {
            str(note.A.URI)
            for page in self.pdf.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        }

    @property
    def fonts(self) -> set[tuple[str, bool]]:
        """The name of every font, and whether it is in the file."""
        found = set()
        for page in self.pdf.pages:
            for font in _fonts(page.get("/Resources", {})):
                descriptor = font.DescendantFonts[0].FontDescriptor
                embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                found.add((str(font.BaseFont).partition("+")[2], embedded))
        return found

    def sizes(self) -> Iterator[tuple[float, str, int]]:
        """Every letter's size in points as printed, the letter, its page from 1."""
        matrix = raw.FS_MATRIX()
        there = ctypes.byref(matrix)
        for number, page in enumerate(self.document, 1):
            textpage = page.get_textpage()
            text = textpage.raw
            for index in range(textpage.count_chars()):
                letter = chr(raw.FPDFText_GetUnicode(text, index))
                if not letter.isspace():
                    raw.FPDFText_GetMatrix(text, index, there)
                    scale = (matrix.c**2 + matrix.d**2) ** 0.5
                    yield raw.FPDFText_GetFontSize(text, index) * scale, letter, number

    def last_line(self, page: int, margin_mm: float = 20) -> str:
        """The lowest line of a page, from 0, above its bottom margin; whatever the order of the file."""
        text = self.document[page].get_textpage()
        rects = [text.get_rect(n) for n in range(text.count_rects())]
        bottom = min(rect[1] for rect in rects if rect[1] >= margin_mm * POINTS_PER_MM - 1)
        width = self.document[page].get_width()
        return plain(text.get_text_bounded(left=0, bottom=bottom - 1, right=width, top=bottom + 9))

    def picture(self, page: int, dots_per_mm: float = 4) -> Image.Image:
        """One page, from 0, in grey."""
        scale = dots_per_mm / POINTS_PER_MM
        return self.document[page].render(scale=scale, grayscale=True).to_pil()

    def ink(self, page: int) -> tuple[float, float, float, float]:
        """How far from the left, top, right and bottom edge of a page its first ink is, in mm."""
        dots_per_mm = 4.0
        image = self.picture(page, dots_per_mm)
        box = image.point(lambda grey: 255 if grey < 200 else 0).getbbox() or (0, 0, *image.size)
        left, top, right, bottom = box
        width, height = image.size
        edges = (left, top, width - right, height - bottom)
        return tuple(edge / dots_per_mm for edge in edges)  # type: ignore[return-value]

    @property
    def outline(self) -> list[str]:
        return [one.get_title() for one in self.document.get_toc()]

    def elements(self) -> Iterator[tuple[str, Any]]:
        """Every element of the tree of tags, in order: its role, itself."""
        yield from _below(self.pdf.Root.StructTreeRoot.K)


def has_content(element: Any) -> bool:
    """Return whether an element marks anything of a page, itself or below."""
    kids = element.get("/K")
    return kids is not None and any(_marks(kid) for kid in _kids(kids))


def _marks(kid: Any) -> bool:
    if not isinstance(kid, pikepdf.Dictionary):
        return True
    return "/Obj" in kid or has_content(kid)


def _kids(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _below(kids: Any) -> Iterator[tuple[str, Any]]:
    for kid in _kids(kids):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), kid
            if "/K" in kid:
                yield from _below(kid.K)


def _fonts(resources: Any) -> Iterator[Any]:
    yield from resources.get("/Font", {}).values()
    for form in resources.get("/XObject", {}).values():
        if "/Resources" in form:
            yield from _fonts(form.Resources)
