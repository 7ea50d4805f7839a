"""A new tool begins right: `python -m macros new` writes what the checker and a reader accept."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from macros.authoring.lint import check_project
from macros.authoring.scaffold import KINDS, RefusedError, new
from macros.rules import addresses, api
from macros.rules.data import FOLDERS
from tests.content.project import ROOT

TODAY = "2026-02-01"
#: A kind is offered from the day that the site has such tools.
READY = [kind for kind in KINDS if kind in FOLDERS]

PRINT = """
from macros.render.page import Page, build_day
from macros.render.tools import tool
print(tool(Page("../", "../", build_day()), "mon-essai"))
"""


#: The words of a line: between quotes, of a heading, or the whole line of a page.
OWN = re.compile(r'^(.*?"|# |)[^"#]+?(\.?|\u202f\?)((?:".*)?)$')


def lacking(project: Path, *, afresh: bool) -> list[tuple[str, int, str]]:
    """Return the file, the line and the code of all that the checker says, here or in a new program."""
    said = run(project, "check").stdout if afresh else "\n".join(map(str, check_project(project)))
    found = re.findall(r"^(\S+):(\d+) (\w+) ", said, re.MULTILINE)
    assert len(found) == len(said.splitlines()), said
    return [(file, int(line), code) for file, line, code in found]


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "macros", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("kind", READY)
def test_a_new_tool_lacks_only_its_own_words(kind: str, project: Path) -> None:
    """The checker names each sentence of the model and the menu; once these are written it says nothing."""
    files = new(project, kind, "mon-essai", today=TODAY)
    assert [file.relative_to(project).as_posix() for file in files] == [
        f"macros/rules/data/{FOLDERS[kind]}/mon-essai.toml",
        f"docs/{addresses.folder(kind)}/mon-essai.md",
        *(["docs/methode/relecture/mon-essai.md"] if kind == "tree" else []),
        *(["macros/rules/calculators/mon_essai.py"] if kind == "deadline" else []),
    ]
    # A program that runs knows the calculators that it began with.
    said = lacking(project, afresh=kind == "deadline")
    pages = [file.relative_to(project / "docs").as_posix() for file in files if file.suffix == ".md"]
    assert {place[2] for place in said} == {"S026", "S048"}
    assert [place for place in said if place[2] == "S048"] == [(f"docs/{pages[0]}", 1, "S048")]
    assert {project / file for file, _, code in said if code == "S026"} >= {files[0], files[1]}
    for file, line, code in said:
        if code == "S026":
            rows = (project / file).read_text("utf-8").split("\n")
            rows[line - 1] = OWN.sub(r"\1Nos propres mots\2\3", rows[line - 1])
            (project / file).write_text("\n".join(rows), "utf-8")
    settings = project / "mkdocs.yml"
    menu = settings.read_text("utf-8").replace("nav:\n", f"nav:\n  - {pages[0]}\n")
    settings.write_text(menu, "utf-8")
    assert lacking(project, afresh=kind == "deadline") == []


@pytest.mark.parametrize("kind", READY)
def test_a_new_tool_answers_and_is_printed(kind: str, project: Path) -> None:
    """What is written by the command is at once a tool of the API and of the pages."""
    said = run(project, "new", kind, "mon-essai", "--today", TODAY)
    assert said.returncode == 0, said.stderr
    page = f"{addresses.folder(kind)}/mon-essai.md"
    assert said.stdout.splitlines()[-1].endswith(f"- {page}")
    assert ("docs/guides" in said.stdout) is (kind in ("tree", "letter"))
    answered = run(project, "answer", "mon-essai", "received_on=02/02/2026", "--today", TODAY)
    result = json.loads(answered.stdout)
    assert result["tool"] == "mon-essai"
    assert result["status"] in ("incomplete", "answered", "invalid")
    printed = subprocess.run(
        [
            sys.executable,
            "-c",
            PRINT,
        ],
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    assert 'data-tool="mon-essai"' in printed.stdout
    if kind == "deadline":  # What its page offers to keep in a diary.
        events = tomllib.loads((project / "macros/rules/data/strings.toml").read_text("utf-8"))["ics"][
            "events"
        ]
        assert set(events["mon-essai"]) <= set(result["dates"])


@pytest.mark.parametrize(
    ("slug", "right"),
    [
        ("Mon Essai", "mon-essai"),
        ("été", "ete"),
        ("mon_essai", "mon-essai"),
        ("../essai", "essai"),
        ("-essai-", "essai"),
        ("", "nom"),
    ],
)
def test_a_name_that_is_no_address_is_refused(slug: str, right: str, project: Path) -> None:
    """The sentence says what to write instead, and nothing is written."""
    before = sorted(project.rglob("*"))
    with pytest.raises(RefusedError, match=f"«\u00a0{right}\u00a0»"):
        new(project, "tree", slug, today=TODAY)
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize("slug", ["30-jours", "class"])
def test_a_calculator_has_a_name_for_python(slug: str, project: Path) -> None:
    """An address that cannot name a module is refused, with one that can."""
    with pytest.raises(RefusedError, match=f"«\u00a0delai-{slug}\u00a0»"):
        new(project, "deadline", slug, today=TODAY)


@pytest.mark.parametrize("slug", ["aaa", "delai-essai", "zzz"])
def test_a_new_calculator_takes_its_place_in_order(slug: str, project: Path) -> None:
    """It is imported and listed once, in alphabetical order, wherever it comes."""
    table = project / "macros/rules/calculators/__init__.py"
    new(project, "deadline", slug, today=TODAY)
    listed = re.findall(r'^    (?:"(\w+)": )?(\w+),$', table.read_text("utf-8"), re.MULTILINE)
    imported, names = ([pair[1] for pair in listed if bool(pair[0]) is named] for named in (False, True))
    assert slug.replace("-", "_") in imported
    assert imported == names == sorted(imported)


@pytest.mark.parametrize("kind", ["tree", "checklist"])
@pytest.mark.parametrize("tool", [one["id"] for one in api.tools()][:8])
def test_a_name_that_is_taken_is_refused(tool: str, kind: str, project: Path) -> None:
    """An existing tool is never written over, whatever its kind."""
    with pytest.raises(RefusedError, match="existe déjà"):
        new(project, kind, tool, today=TODAY)


def test_a_name_that_a_page_has_is_refused(project: Path) -> None:
    """Neither is a page."""
    with pytest.raises(RefusedError, match=r"docs/outils/almanach\.md"):
        new(project, "tree", "almanach", today=TODAY)


def test_the_command_refuses_in_a_sentence(project: Path) -> None:
    """No trace of Python for an editor."""
    said = run(project, "new", "tree", "Mon Essai")
    assert said.returncode == 2
    assert said.stdout == ""
    assert said.stderr.startswith("«\u00a0Mon Essai\u00a0» ne peut pas servir d’adresse.")


def test_a_tool_with_mistakes_answers_with_them(project: Path) -> None:
    """A tool that is not written to its end says where, and what to write: no trace of Python."""
    (file, *_) = new(project, "deadline", "mon-essai", today=TODAY)
    file.write_text(file.read_text("utf-8").replace("short = ", "# short = "), encoding="utf-8")
    said = run(project, "answer", "mon-essai", "received_on=2026-01-05")
    assert (said.returncode, said.stderr) == (1, "")
    first, *others = said.stdout.splitlines()
    assert first.startswith("macros/rules/data/deadlines/mon-essai.toml:16 S004 input received_on, short: ")
    assert {line.split()[1] for line in others} == {"S026", "S048"}  # It is not written to its end.


@pytest.mark.parametrize("command", ["hosting", "serve"])
def test_without_a_site_a_command_says_how_to_have_one(command: str, project: Path) -> None:
    """Nothing is served, and nothing written, before the site is built."""
    said = run(project, command)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.endswith("make build\n")
    assert not (project / "build/hosting").exists()


def test_what_is_given_as_a_model_is_of_the_project() -> None:
    """Every kind has its model, and no model is left over."""
    models = {file.name for file in (ROOT / "macros/authoring/models").iterdir()}
    assert models == {
        *(f"{kind}.toml" for kind in KINDS),
        "page.md",
        "booklet.md",
        "calculator.txt",
        "events.toml",
    }
