"""Word files: the models that the browser fills, and each letter with its blanks, for who has no script.

The models are made with python-docx, from the words of the pages: A4, French, real lists and heads of
tables, pages numbered. `macros.rules.word` fills them, here and in the browser.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from macros.render import content
from macros.rules import api, word
from macros.rules.addresses import page_of

#: Where a page asks for them, in the site.
ADDRESS = Path("assets/word")
LETTER, CASE = "letter", "case"

#: What python-docx brings and no file of ours needs: 800 kB of another Word's styles, a picture of its own.
_UNUSED = (
    "customXml/",
    "docProps/thumbnail.jpeg",
    "docProps/app.xml",
    "word/stylesWithEffects.xml",
    "word/webSettings.xml",
    "word/fontTable.xml",
    "word/theme/",
)
_PIECE = re.compile(r"<!--each (\w+)-->(.*?)<!--/each-->", re.DOTALL)
_INK, _QUIET = RGBColor(0x1B, 0x22, 0x2B), RGBColor(0x4A, 0x55, 0x60)
_FONT = "Calibri"
#: The text of a page, in centimetres: A4 less its margins.
_WIDTH = 16.4

#: Styles of ours, each with the one it comes from.
_ADDED = {
    "Sender": "Normal",
    "Recipient": "Normal",
    "Subject": "Normal",
    "Cell": "Normal",
    "Announce": "Body Text",
    "Line": "Normal",
}
#: The size of each style, the room before and after it, in points, and whether it is bold.
_LOOKS = {
    "Normal": (11, 0, 0, False),
    "Body Text": (11, 4, 6, False),
    "Title": (24, 0, 14, True),
    "Heading 1": (15, 18, 6, True),
    "Header": (9, 0, 0, False),
    "Cell": (10, 2, 2, False),
    "Sender": (11, 0, 14, False),
    "Recipient": (11, 0, 14, False),
    "Subject": (11, 10, 12, True),
    "Announce": (11, 0, 4, False),
    "Line": (11, 0, 4, False),
    "List Number": (11, 0, 3, False),
}
_WITH_NEXT = ("Heading 1", "Subject", "Announce")


def write_word(site: Path, *, today: str) -> list[Path]:
    """Write the models under `site`, and `<letter>.docx` beside the page of each letter; return the files.

    `today` is the day of the build, "YYYY-MM-DD". The same day gives the same bytes.
    """
    models = {LETTER: letter_model(), CASE: case_model()}
    written = []
    folder = site / ADDRESS
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in models.items():
        file = folder / f"{name}.json"
        file.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")), "utf-8")
        written.append(file)
    for tool in api.tools():
        if tool["kind"] != "letter":
            continue
        described = api.describe(tool["id"], today=today)
        file = site / page_of(tool["id"]) / f"{tool['id']}.docx"
        scope = {"title": tool["title"], "day": today, **word.letter(described["letter"])}
        file.write_bytes(word.filled(models[LETTER], scope))
        written.append(file)
    return written


def letter_model() -> dict[str, list[dict[str, str]]]:
    """Return the model of a letter: its head, its subject, its paragraphs."""
    document = _blank(content.words("word"))
    _letter_lines(document)
    return _as_model(document)


def case_model() -> dict[str, list[dict[str, str]]]:
    """Return the model of a whole case: cover, line of time, chronology, list of exhibits, declaration."""
    words = content.words("dossier")
    document = _blank(content.words("word"))
    document.add_paragraph(words["cover"], style="Title")
    _table(document, "summary", [("label", "", 4.6), ("text", "", 11.8)])
    document.add_paragraph(words["exposed"], style="Body Text")
    document.add_paragraph(f"{words['made_on']} ⟦written⟧", style="Body Text")
    document.add_heading(words["line"], 1)
    columns = [
        ("date", words["date"], 4.6), ("label", words["step"], 4.8), ("limit", words["limit"], 4.6),
        ("state", words["state"], 2.4),
    ]  # fmt: skip
    _table(document, "timeline", columns)
    document.add_heading(words["chronology"], 1)
    columns = [("date", words["date"], 4.6), ("text", words["fact"], 9.4), ("cites", words["exhibit"], 2.4)]
    _table(document, "chronology", columns)
    document.add_heading(words["bordereau"], 1)
    columns = [
        ("number", words["number"], 1.2), ("title", words["title_of"], 9.6), ("date", words["date"], 3.6),
        ("ready", words["ready"], 2),
    ]  # fmt: skip
    _table(document, "exhibits", columns)
    title = api.describe("declaration-de-sinistre")["title"]
    heading = document.add_heading(title, 1)
    heading.paragraph_format.page_break_before = True
    _repeat(heading._p, "declaration")
    _letter_lines(document)
    return _as_model(document)


def _letter_lines(document: Doc) -> None:
    for name in ("head", "subject", "body"):
        paragraph = document.add_paragraph("⟦text⟧")
        properties = paragraph._p.get_or_add_pPr()
        properties.get_or_add_pStyle().set(qn("w:val"), "⟦style⟧")
        if name == "body":  # Said of any other, it would undo the indent of its style.
            numbering = properties.get_or_add_numPr()
            numbering.get_or_add_ilvl().set(qn("w:val"), "0")
            _child(numbering, "w:numId", "⟦list⟧")
        _repeat(paragraph._p, name)


def _table(document: Doc, name: str, columns: list[tuple[str, str, float]]) -> None:
    """Add a table with one row for each of a list; `columns` are (mark, head, centimetres)."""
    heads = [head for _, head, _ in columns]
    table = document.add_table(rows=1 + any(heads), cols=len(columns))
    table.style = "Table Grid" if any(heads) else "Normal Table"
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    row = table.rows[-1]
    if any(heads):
        _child(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for n, (mark, head, width) in enumerate(columns):
        table.columns[n].width = Cm(width)
        for one in table.rows:
            one.cells[n].width = Cm(width)
        if any(heads):
            _fill(table.rows[0].cells[n].paragraphs[0], head, bold=True)
        _fill(row.cells[n].paragraphs[0], f"⟦{mark}⟧", bold=mark == "label" and not any(heads))
    _child(row._tr.get_or_add_trPr(), "w:cantSplit")
    _repeat(row._tr, name)


def _fill(paragraph: Paragraph, text: str, *, bold: bool) -> None:
    paragraph.style = "Cell"
    paragraph.add_run(text).bold = bold or None


def _repeat(element: Any, name: str) -> None:
    """Mark an element as one that comes once for each row of a list."""
    element.addprevious(etree.Comment(f"each {name}"))
    element.addnext(etree.Comment("/each"))


def _child(parent: Any, name: str, value: str = "") -> Any:
    child = OxmlElement(name)
    if value:
        child.set(qn("w:val"), value)
    parent.append(child)
    return child


def _blank(words: dict[str, Any]) -> Doc:
    """Return an empty document: A4, in French, its styles and lists, its pages numbered in the head."""
    document = Document()
    for paragraph in document.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - _WIDTH) / 2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    _styles(document)
    _lists(document)
    head = section.header.paragraphs[0]
    head.style = "Header"
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for part in re.split(r"(\{\w+\})", words["page"]):
        if part in ("{page}", "{pages}"):
            _number(head.add_run(), "PAGE" if part == "{page}" else "NUMPAGES")
        else:
            head.add_run(part)
    core = document.core_properties
    core.title, core.author, core.comments, core.language = "⟦title⟧", "", "", "fr-FR"
    return document


def _number(run: Run, field: str) -> None:
    """Put the number of the page, or of the pages, where Word writes it itself."""
    for kind in ("begin", "", "end"):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = field
        run._r.append(mark)


def _styles(document: Doc) -> None:
    """Keep the styles that are used, plain and dark; the others are half a megabyte."""
    styles = document.styles
    used = {
        "Normal", "Body Text", "Title", "Heading 1", "List Number", "Header", "Default Paragraph Font",
        "Normal Table", "Table Grid", "No List",
    }  # fmt: skip
    for one in list(styles):
        if one.name not in used:
            one._element.getparent().remove(one._element)
    latent = styles.element.find(qn("w:latentStyles"))
    if latent is not None:
        styles.element.remove(latent)
    for name, base in _ADDED.items():
        added = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = styles[base]
    for element in styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), "fr-FR")
    for name, (size, before, after, bold) in _LOOKS.items():
        _paragraph(styles[name], size=size, before=before, after=after, bold=bold)
    for name in _WITH_NEXT:
        styles[name].paragraph_format.keep_with_next = True
    styles["Header"].font.color.rgb = _QUIET
    styles["Recipient"].paragraph_format.left_indent = Cm(_WIDTH / 2)


def _paragraph(style: ParagraphStyle, *, size: int, before: int, after: int, bold: bool) -> None:
    properties = style.element.get_or_add_pPr()
    for element in list(properties):
        properties.remove(element)
    if style.element.rPr is not None:
        style.element.remove(style.element.rPr)
    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold or None
    style.font.color.rgb = _INK
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.1


def _lists(document: Doc) -> None:
    """Give the document numbered lists, each of which begins at one."""
    numbering = document.part.numbering_part.element
    for element in list(numbering):
        numbering.remove(element)
    shape = _child(numbering, "w:abstractNum")
    shape.set(qn("w:abstractNumId"), "0")
    _child(shape, "w:multiLevelType", "singleLevel")
    level = _child(shape, "w:lvl")
    level.set(qn("w:ilvl"), "0")
    for name, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", "%1."), ("w:lvlJc", "left")):
        _child(level, name, value)
    indent = _child(_child(level, "w:pPr"), "w:ind")
    indent.set(qn("w:left"), "454")
    indent.set(qn("w:hanging"), "454")
    for n in range(1, word.LISTS + 1):
        number = _child(numbering, "w:num")
        number.set(qn("w:numId"), str(n))
        _child(number, "w:abstractNumId", "0")
        override = _child(number, "w:lvlOverride")
        override.set(qn("w:ilvl"), "0")
        _child(override, "w:startOverride", "1")


def _as_model(document: Doc) -> dict[str, list[dict[str, str]]]:
    """Return a document as `macros.rules.word` fills it, without what it does not need."""
    file = io.BytesIO()
    document.save(file)
    model: dict[str, list[dict[str, str]]] = {}
    with zipfile.ZipFile(file) as made:
        # The list of types first, as readers of such files expect it.
        for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            if not name.startswith(_UNUSED):
                model[name] = _pieces(_without_unused(made.read(name).decode()))
    (about,) = model["docProps/core.xml"]
    about["xml"] = re.sub(r"(?<=W3CDTF\">)[^<]+", "⟦day⟧T00:00:00Z", about["xml"])
    return model


def _without_unused(xml: str) -> str:
    """Return a list of parts, or of relations between them, without those that are left out."""
    names = "|".join(re.escape(one.removeprefix("word/")) for one in _UNUSED)
    return re.sub(rf"<(?:Override|Relationship)\b[^>]*(?:{names})[^>]*/>", "", xml)


def _pieces(xml: str) -> list[dict[str, str]]:
    pieces = []
    place = 0
    for found in _PIECE.finditer(xml):
        pieces += [{"each": "", "xml": xml[place : found.start()]}, {"each": found[1], "xml": found[2]}]
        place = found.end()
    return [one for one in [*pieces, {"each": "", "xml": xml[place:]}] if one["xml"]]
