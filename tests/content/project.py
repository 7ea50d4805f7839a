"""An invented project, small and right, that the tests of the checker break in one place at a time."""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

from macros.authoring.lint import Contract, check_project

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DATA = "macros/rules/data"
INSURERS = "macros/branding/insurers"
REDIRECTS = "macros/publish/redirects.toml"
GLOSSARY = "macros/render/glossary.toml"
TODAY = date(2026, 2, 1)

#: What its one calculator takes and gives.
CONTRACTS = {
    "arrosage": Contract(
        inputs={"watered_on": "date", "glasses": "integer", "spot": ("garden", "balcony")},
        dates=("water_on",),
        headlines=("overdue",),
        warnings={"rain": ("day",)},
    )
}

_HEAD = re.compile(r"(?:#|<!--) (place|says): (.*?)(?: -->)?")


class Broken(NamedTuple):
    """A wrong file: where it goes below the project, its text, what is printed about it."""

    place: str
    text: str
    says: list[str]


def lay(root: Path) -> Path:
    """Lay the project below `root`, and give `root`."""
    shutil.copytree(HERE / "valid" / "data", root / DATA)
    shutil.copytree(HERE / "valid" / "docs", root / "docs")
    shutil.copytree(HERE / "valid" / "insurers", root / INSURERS)
    (root / REDIRECTS).parent.mkdir()
    shutil.copyfile(HERE / "valid" / "redirects.toml", root / REDIRECTS)
    (root / GLOSSARY).parent.mkdir()
    shutil.copyfile(HERE / "valid" / "glossary.toml", root / GLOSSARY)
    shutil.copyfile(HERE / "valid" / "mkdocs.yml", root / "mkdocs.yml")
    return root


def broken(code: str) -> Broken:
    """Read the wrong file of a code: its first lines say its place and what is printed about it.

    These lines are laid empty: the numbers of the others stay, and a page does not see them.
    """
    (file,) = (HERE / "broken").glob(f"{code}.*")
    rows = file.read_text("utf-8").split("\n")
    heads = [match for row in rows if (match := _HEAD.fullmatch(row))]
    place = next(match[2] for match in heads if match[1] == "place")
    return Broken(
        f"{_folder(place)}/{place}",
        "\n".join(["" for _ in heads] + rows[len(heads) :]),
        [match[2] for match in heads if match[1] == "says"],
    )


def _folder(place: str) -> str:
    """Return the folder below the project where a wrong file goes."""
    if place.endswith((".md", ".html")):
        return "docs"
    for outside in (INSURERS, REDIRECTS, GLOSSARY):
        if place.split("/")[0] == Path(outside).name:
            return str(Path(outside).parent)
    return DATA


def codes() -> list[str]:
    """Return the codes that have a wrong file."""
    return sorted(file.stem for file in (HERE / "broken").iterdir())


def put(root: Path, name: str, text: str) -> None:
    """Write one file of a project, over the right one if there is one."""
    (root / name).write_text(text, "utf-8")


def printed(root: Path) -> list[str]:
    """Return the lines that the checker prints about a project."""
    return [str(problem) for problem in check_project(root, TODAY, CONTRACTS)]
