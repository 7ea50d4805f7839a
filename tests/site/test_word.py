"""Word files, as they are handed over: whole, the same each time, made of text whatever is typed."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt
from hypothesis import given

from macros.publish import word as models
from macros.render import content
from macros.rules import api, word
from tests import paper_setup
from tests.hosting_setup import must_be_there
from tests.print.sheets import Paper, plain
from tests.rules import strategies

TODAY = "2026-11-27"
LETTERS = [one["id"] for one in api.tools() if one["kind"] == "letter"]
LETTER, CASE = models.letter_model(), models.case_model()
HOSTILE = 'Marie & "Fils" <w:p/> </w:t> ⟦title⟧ {=facts} 🦆 \x00\x1b\ud800fin'
SAFE = 'Marie & "Fils" <w:p/> </w:t> ⟦title⟧ {=facts} 🦆 fin'


def answers(id: str) -> dict[str, str]:
    """Return an answer to each field of a letter: its name, on two lines where it takes several, or a day."""
    forms = {"date": "12/11/2026", "multiline": "Valeur {name}\nSuite {name}"}
    return {
        one["name"]: forms.get(one["type"], "Valeur {name}").format(name=one["name"])
        for one in api.describe(id, today=TODAY)["inputs"]
    }


def case() -> dict[str, Any]:
    """Return a case with a hostile text wherever a reader types one."""
    return {
        "version": 1,
        "me": {"name": "Ana Exemple", "address": "1 rue Exemple\n75001 Paris"},
        "client": {"name": HOSTILE},
        "contract": {"insurer": "Assureur Exemple", "number": "RC-42"},
        "work": {"what": "Une boutique en ligne"},
        "facts": [
            {"id": "a", "on": "2026-10-12", "kind": "agreed", "text": HOSTILE, "pieces": ["p"]},
            {"id": "b", "on": "2026-11-25", "kind": "claimed", "form": "letter", "request": "Une reprise"},
        ],
        "pieces": [
            {"id": "p", "kind": "client_contract", "title": "Devis signé", "on": "2026-10-12", "have": True},
            {"id": "q", "kind": "other", "title": HOSTILE, "on": "", "have": False},
        ],
    }


def is_bold(cell: Any) -> bool:
    return all(run.bold for run in cell.paragraphs[0].runs)


def opened(file: bytes) -> Any:
    return docx.Document(io.BytesIO(file))


def texts(document: Any) -> list[str]:
    """Return the words of each paragraph and of each cell, in order."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in document.paragraphs), *cells]


@pytest.mark.parametrize("id", LETTERS)
def test_a_letter_says_all_that_its_sheet_says(id: str) -> None:
    """Head, subject and paragraphs come as the door gives them, in order; twice, the same bytes."""
    given = answers(id)
    file = api.letter_word(id, given, today=TODAY, model=LETTER)
    assert file == api.letter_word(id, given, today=TODAY, model=models.letter_model())
    letter = api.answer(id, given, today=TODAY)["letter"]
    said = "\n".join([*letter["head"], letter["subject"], *letter["body"]])
    assert plain("".join(texts(opened(file)))) == plain(said)


def test_a_hostile_text_stays_text_in_letters_and_cases() -> None:
    """Markup, marks of the model, signs that XML cannot hold: shown as typed, or left out; nothing more."""
    given = dict.fromkeys(answers(LETTERS[0]), HOSTILE) | {"written_on": "", "received_on": ""}
    for file in (
        api.letter_word(LETTERS[0], given, today=TODAY, model=LETTER),
        api.case_word(case(), today=TODAY, model=CASE),
    ):
        document = opened(file)
        assert sum(SAFE in one for one in texts(document)) >= 3
        assert document.core_properties.title in (api.describe(LETTERS[0])["title"], "Dossier de sinistre")


@given(strategies.texts)
def test_any_text_makes_a_file_that_is_well_formed(text: str) -> None:
    """Whatever is typed, each part is XML, and the zip is whole."""
    scope = {"title": text, "day": TODAY}
    line = {"style": "Line", "list": "0", "text": text}
    file = word.filled(LETTER, scope | {"head": [line], "subject": [line], "body": [line] * 2})
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))  # noqa: S314  # We made it.


def test_numbered_lines_are_a_list_where_they_count_from_one() -> None:
    """A list begins at one each time; lines with other numbers keep their own."""
    given = answers(LETTERS[0])
    for facts, style in (("1. Un\n2. Deux", "List Number"), ("2. Deux\n3. Trois", "Line")):
        written = opened(api.letter_word(LETTERS[0], given | {"facts": facts}, today=TODAY, model=LETTER))
        bare = [re.sub(r"^\d\. ", "", one) if style == "List Number" else one for one in facts.split("\n")]
        assert [one.text for one in written.paragraphs if one.text in bare] == bare
        assert {one.style.name for one in written.paragraphs if one.text in bare} == {style}


def test_a_case_ends_with_its_declaration_until_it_was_sent() -> None:
    """A declaration of today beside one that was sent would tell the insurer another day."""
    title = api.describe("declaration-de-sinistre")["title"]
    sent = {"id": "sent", "kind": "declared", "on": TODAY, "text": "", "to": "insurer", "how": "lrar"}
    for facts, ends in (([], True), ([sent], False), ([sent | {"to": "broker"}], True)):
        open_case = {
            **case(),
            "facts": [*(one for one in case()["facts"] if one["kind"] != "declared"), *facts],
        }
        document = opened(api.case_word(open_case, today=TODAY, model=CASE))
        headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
        assert (headings[-1] == title) is ends
        assert any(one.style.name == "Subject" for one in document.paragraphs) is ends


def test_a_whole_case_has_its_tables_and_their_heads() -> None:
    """A4, French, the head of each table repeated on its pages, every row of the view there."""
    document = opened(api.case_word(case(), today=TODAY, model=CASE))
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21, 29.7)
    assert document.core_properties.language == "fr-FR"
    view = api.case_view(case(), today=TODAY)
    sizes = [len(table.rows) for table in document.tables]
    parts = ("timeline", "chronology", "exhibits")
    assert sizes == [len(view["summary"]), *(1 + len(view[part]) for part in parts)]
    assert "w:tblHeader" in document.tables[1].rows[0]._tr.xml
    assert "NUMPAGES" in section.header._element.xml
    words = content.words("dossier")
    heads = [cell.text for table in document.tables[1:] for cell in table.rows[0].cells]
    columns = [
        "date",
        "step",
        "limit",
        "state",
        "date",
        "fact",
        "exhibit",
        "number",
        "title_of",
        "date",
        "ready",
    ]
    assert heads == [words[one] for one in columns]
    assert [cell.text for cell in document.tables[3].rows[1].cells][1] == "Devis signé"
    for n, table in enumerate(document.tables):
        bold = [[is_bold(cell) for cell in row.cells] for row in table.rows]
        is_labelled = n == 0
        assert bold[0] == [True, not is_labelled, True, True][: len(bold[0])]
        assert all(row == [is_labelled, *[False] * (len(row) - 1)] for row in bold[1:])
        assert round(sum(cell.width.cm for cell in table.rows[0].cells), 1) == 16.4


def test_a_letter_looks_like_one() -> None:
    """Its subject is bold and keeps to what follows, who it is for stands to the right; it is light."""
    document = opened(api.letter_word(LETTERS[0], answers(LETTERS[0]), today=TODAY, model=LETTER))
    looks = {one.name: one for one in document.styles if one.type == WD_STYLE_TYPE.PARAGRAPH}
    assert {name for name, one in looks.items() if one.font.bold} == {"Subject", "Title", "Heading 1"}
    read = [looks[name].font.size.pt for name in ("Normal", "Sender", "Line", "List Number", "Subject")]
    assert set(read) == {11}
    assert looks["Header"].font.size < looks["Cell"].font.size < Pt(11) < looks["Heading 1"].font.size
    assert looks["Subject"].paragraph_format.keep_with_next
    assert looks["Recipient"].paragraph_format.left_indent.cm > 8
    assert looks["Sender"].paragraph_format.space_after == looks["Recipient"].paragraph_format.space_after > 0
    used = {one.style.name for one in document.paragraphs}
    assert {"Sender", "Recipient", "Subject", "Line"} <= used
    assert len(json.dumps(LETTER)) < 22_000  # A phone downloads it.


def test_every_letter_lies_beside_its_page_with_its_blanks(built_site: Path) -> None:
    """Without a script a reader takes the letter as it stands, to fill in; the models are there too."""
    for id in LETTERS:
        file = next(built_site.glob(f"**/{id}/{id}.docx"))
        letter = api.describe(id, today=TODAY)["letter"]
        assert plain(letter["subject"]) in plain("".join(texts(opened(file.read_bytes()))))
    assert {file.name for file in (built_site / models.ADDRESS).glob("*.json")} == {
        "case.json",
        "letter.json",
    }


def test_a_word_processor_opens_every_file(tmp_path: Path) -> None:
    """LibreOffice reads each letter and a whole case, and prints every value that was given."""
    program = paper_setup.word_processor()
    if program is None and not must_be_there():
        pytest.skip(paper_setup.LACKING)
    assert program, paper_setup.LACKING
    files = {id: api.letter_word(id, answers(id), today=TODAY, model=LETTER) for id in LETTERS}
    files["dossier"] = api.case_word(case(), today=TODAY, model=CASE)
    for name, file in files.items():
        (tmp_path / f"{name}.docx").write_bytes(file)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    names = [str(tmp_path / f"{name}.docx") for name in files]
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *names]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for id in LETTERS:
        paper = Paper(tmp_path / f"{id}.pdf")
        for value in answers(id).values():
            assert plain(value.replace("12/11/2026", "12 novembre 2026")) in paper.words, (id, value)
    whole = Paper(tmp_path / "dossier.pdf")
    for said in (SAFE, "Devis signé", "Une reprise", "75001 Paris", "Page 1 sur"):
        assert plain(said.partition("🦆")[0]) in whole.words, said
