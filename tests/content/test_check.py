"""Every mistake that the checker knows is found, placed and said, word for word."""

from pathlib import Path
from time import process_time

import pytest

from macros.authoring.lint import CODES, check_project
from macros.authoring.lint.style import PLACES, style
from macros.authoring.lint.typography import long_sentences, typography
from tests.content.project import ROOT, broken, codes, printed, put


def test_the_right_project_has_no_mistake(garden: Path) -> None:
    """What the wrong files are compared with is right, in every word."""
    assert printed(garden) == []


@pytest.mark.parametrize("code", codes())
def test_a_wrong_file_is_said_word_for_word(code: str, garden: Path) -> None:
    """One mistake is one line: its place, what is wrong, what to write instead. Nothing else."""
    wrong = broken(code)
    put(garden, wrong.place, wrong.text)
    assert printed(garden) == wrong.says
    assert [line.split()[1] for line in wrong.says] == [code]


def test_every_code_has_a_wrong_file_and_every_wrong_file_a_code() -> None:
    """No code is only said to exist, and no wrong file is left without its code."""
    assert codes() == sorted(CODES)


def test_all_mistakes_come_at_once_the_most_serious_first(garden: Path) -> None:
    """An editor reads one list: what breaks the site, then what loses a reader, then the words."""
    wrong = [broken(code) for code in ("S030", "T007", "L006", "S010", "S042", "D006")]
    for file in wrong:
        put(garden, file.place, file.text)
    lines = printed(garden)
    assert sorted(lines) == sorted(line for file in wrong for line in file.says)
    assert [line.split()[1] for line in lines] == ["D006", "S010", "S042", "L006", "T007", "S030"]


def test_mistakes_in_one_file_come_in_the_order_of_the_lines(garden: Path) -> None:
    """Nothing stops at the first mistake of a file."""
    text = 'id = "rempoter"\ntitle = "Rempoter?"\nlead = "L\'eau..."\nowner = "nous"\n'
    put(garden, "macros/rules/data/checklists/rempoter.toml", text)
    found = [line.split()[:2] for line in printed(garden)]
    file = "macros/rules/data/checklists/rempoter.toml"
    assert found == [
        [f"{file}:1", "C001"],
        [f"{file}:1", "S004"],
        [f"{file}:2", "S031"],
        [f"{file}:3", "S030"],
        [f"{file}:3", "S032"],
    ]


def test_a_file_that_cannot_be_read_hides_no_other_mistake(garden: Path) -> None:
    """Without the sources, no source is called unknown; the rest is still checked."""
    put(garden, "macros/rules/data/law/sources.toml", "[manuel-12\n")
    put(garden, broken("S030").place, broken("S030").text)
    assert [line.split()[:2] for line in printed(garden)] == [
        ["macros/rules/data/law/sources.toml:1", "S001"],
        ["macros/rules/data/checklists/rempoter.toml:17", "S030"],
    ]


def test_a_missing_file_is_said(garden: Path) -> None:
    """A file that every project has is asked for."""
    (garden / "macros/rules/data/situations.toml").unlink()
    said = "ce fichier ne se lit pas : il n’existe pas. Remettez-le à sa place."
    assert printed(garden) == [f"macros/rules/data/situations.toml:1 S001 fichier: {said}"]


@pytest.mark.parametrize("file", ["macros/rules/data/situations.toml", "docs/guides/terre.md"])
def test_a_file_in_another_encoding_is_said(file: str, garden: Path) -> None:
    """A file saved by an old editor is one clear line, not an error of Python."""
    (garden / file).write_bytes('label = "Séchée"'.encode("latin-1"))
    said = "ce fichier ne se lit pas : il n’est pas en UTF-8. Enregistrez-le en UTF-8."
    assert printed(garden) == [f"{file}:1 S001 fichier: {said}"]


def test_a_mistyped_table_is_one_mistake(garden: Path) -> None:
    """What follows from a mistake is not said again: no path is looked for without its questions."""
    file = "macros/rules/data/trees/arroser.toml"
    put(garden, file, (garden / file).read_text("utf-8").replace("question.soil", "questions.soil"))
    said = "la clé « questions » n’existe pas ici. Écrivez « question », ou retirez cette clé."
    assert printed(garden) == [f"{file}:8 S003 questions: {said}"]


def test_without_a_day_no_date_is_in_the_future(garden: Path) -> None:
    """The rules hold no clock: only a given day can make a date too late."""
    wrong = broken("S015")
    put(garden, wrong.place, wrong.text)
    assert "S015" not in {problem.code for problem in check_project(garden)}


def test_the_real_project_has_no_mistake() -> None:
    """What is published is right."""
    assert [str(problem) for problem in check_project(ROOT)] == []


@pytest.mark.parametrize("id", ["../../../evil", "Terre", "a--b", "a b", "terre-"])
def test_an_id_that_leads_out_of_its_place_is_no_address(id: str, garden: Path) -> None:
    """The same wrong id in both files that say it: neither is a folder of the site."""
    for name in ("entries.toml", "situations.toml"):
        text = (garden / "macros/rules/data" / name).read_text("utf-8")
        right, wrong = (
            ("entry.terre-seche", f'entry."{id}"') if name == "entries.toml" else ("terre-seche", id)
        )
        put(garden, f"macros/rules/data/{name}", text.replace(right, wrong))
    assert {line.split()[1] for line in printed(garden)} == {"S024"}
    assert len(printed(garden)) == 2


@pytest.mark.parametrize(
    "address", ["e/mise-en-demeure", "integrer/arroser", "pdf/kit", "assets", "contact/x", "ics/y", "search"]
)
def test_a_redirect_never_stands_where_the_build_writes(address: str, garden: Path) -> None:
    """What the build writes beside the pages is a page too."""
    put(
        garden,
        "macros/publish/redirects.toml",
        f'[[redirect]]\nfrom = "{address}"\npage = "outils/arroser"\n',
    )
    (line,) = printed(garden)
    assert line.split()[1] == "H002"


@pytest.mark.parametrize("sign", ["x", "\u00e9", "1", ".", "?", "_", "-", "(", "' ", '"', "\u00ab", "x "])
def test_a_word_without_an_end_stops_nothing(sign: str) -> None:
    """A very long word is read in the time of as many short ones."""
    began = process_time()
    for text in (sign * 12_000, sign * 12_000 + "?"):
        list(typography(text))
        list(long_sentences(text))
        list(style(text, *PLACES))
    assert process_time() - began < 2
