"""What the documents tell a contributor to type, and where they say that things are."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")

#: Commands that show a site until they are stopped, or make or prove the whole: others run them.
LONG = {"write", "serve", "test", "bench", "build"}


def commands() -> list[str]:
    """Return every command of the documents, without what it says of itself."""
    blocks = [block for name in DOCUMENTS for block in re.findall(r"```sh\n(.*?)```", text(name), re.DOTALL)]
    lines = [
        line.partition("  #")[0].partition("   #")[0].strip()
        for block in blocks
        for line in block.splitlines()
    ]
    return sorted({line for line in lines if line})


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("command", [one for one in commands() if one.startswith("make ")])
def test_each_make_target_exists(command: str) -> None:
    """Each make target of the documents is one of the Makefile."""
    (target,) = [word for word in shlex.split(command)[1:] if "=" not in word]
    assert re.search(rf"^{target}:", text("Makefile"), re.MULTILINE), command


@pytest.mark.parametrize("command", [one for one in commands() if " -m macros " in one])
def test_each_command_of_ours_runs(command: str, project: Path) -> None:
    """Each command of the documents does what it says on a copy of the project; a long one is understood."""
    words = shlex.split(command)
    assert words[:3] == [".venv/bin/python", "-m", "macros"]
    given = ["--help"] if words[3] in LONG else words[4:]
    done = subprocess.run(
        [sys.executable, "-m", "macros", "--root", str(project), words[3], *given],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == (1 if words[3] == "stale" and done.stdout else 0), done.stderr
    assert done.stdout or words[3] == "check"  # Which says nothing where nothing is wrong.


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_path_of_the_documents_is_there(name: str) -> None:
    """A file, a folder or a link that a document names stands in the project."""
    named = re.findall(r"`((?:docs|macros|tests|changelog\.d)/[\w./-]*)`|\]\(([\w./-]+)\)", text(name))
    paths = [one or other for one, other in named]
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_tree_of_the_rules_is_true() -> None:
    """Each line of CONTRIBUTING's tree is a file or a folder of macros/rules."""
    (tree,) = re.findall(r"```\nmacros/rules/\n(.*?)```", text("CONTRIBUTING.md"), re.DOTALL)
    names = [line.split()[0] for line in tree.splitlines()]
    assert len(names) > 7
    assert [name for name in names if not (ROOT / "macros/rules" / name).exists()] == []
