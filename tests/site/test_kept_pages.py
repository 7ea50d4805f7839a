"""The pages that a build keeps: what is not made again is what would have been made."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from macros.publish.sources import SOURCES, digest_of

#: Pages that read others, are read by them, link to each other; little enough to be made again in a second.
PAGES = ("index.md", "guides/tecrep.md", "guides/glossaire.md", "methode/index-du-droit.md")


@pytest.fixture
def small(project: Path) -> Path:
    """Return a copy of the project with a few pages of its own."""
    docs = project / "docs"
    for page in docs.rglob("*.md"):
        if page.relative_to(docs).as_posix() not in PAGES:
            page.unlink()
    settings = project / "mkdocs.yml"
    before, _, after = settings.read_text("utf-8").partition("nav:\n")
    nav = yaml.safe_dump({"nav": list(PAGES)})
    settings.write_text(f"{before}{nav}\ntheme:\n{after.partition('theme:\n')[2]}", "utf-8")
    return project


def made(project: Path, name: str, module: str, *how: str) -> tuple[dict[str, bytes], list[str]]:
    """Make the pages with a program; return what it wrote, and what it said."""
    out = project / "build" / name
    command = [sys.executable, "-m", module, "build", "--clean", "--site-dir", str(out), *how]
    # A folder of its own for what is kept.
    told = {"AMIABLE_BUILD": str(project / "build/alone"), "AMIABLE_TODAY": "2026-11-22"}
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **told}
    done = subprocess.run(command, cwd=project, env=environment, check=False, capture_output=True, text=True)
    files = {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*.html")}
    return files, sorted(line for line in done.stderr.splitlines() if line.startswith("WARNING"))


def test_kept_pages_are_what_would_be_made(small: Path) -> None:
    """Before and after a guide has another title, value and heading, to the byte, with the same warnings."""
    made(small, "kept", "macros.publish.pages")
    pages = set((small / "build/alone/pages").iterdir())
    guide = small / "docs/guides/tecrep.md"
    text = guide.read_text("utf-8")
    heading = next(line for line in text.splitlines() if line.startswith("## "))
    law = text[text.index("{{ law(") :].partition("}}")[0] + "}}"
    more = f"{heading} et la suite\n\nVoyez [le glossaire](glossaire.md#nulle-part), {law}."
    guide.write_text(text.replace(heading, more, 1).replace("# ", "# Mieux : ", 1), "utf-8")
    kept, said = made(small, "kept", "macros.publish.pages")
    anew, heard = made(small, "anew", "mkdocs")
    assert kept == anew
    assert said == heard
    assert any("nulle-part" in line for line in said), "Links are checked between kept pages too."
    # The guide alone was made again, and the index of the law, which reads them all.
    assert len(set((small / "build/alone/pages").iterdir()) - pages) == 2


def test_a_macro_that_raises_says_why(small: Path) -> None:
    """The build is quiet, but for what ends it."""
    with (small / "docs/guides/glossaire.md").open("a", encoding="utf-8") as page:
        page.write('\n{{ value("rien_du_tout") }}\n')
    files, said = made(small, "raised", "macros.publish.pages", "--quiet")
    assert "guides/glossaire/index.html" not in files
    assert any("Macro Rendering Error" in line for line in said)


def test_every_source_counts_for_the_pages(project: Path) -> None:
    """A change of any source but another page's words makes each page anew; of words, those that read all."""
    page = project / "docs/guides/tecrep.md"
    bare, whole = digest_of(project, words=False).digest(), digest_of(project).digest()
    page.write_text(f"{page.read_text('utf-8')}\n", "utf-8")
    assert digest_of(project, words=False).digest() == bare
    assert digest_of(project).digest() != whole
    seen = {bare}
    for name in SOURCES:
        source = project / name
        if source.is_dir():
            source = next(
                file
                for file in sorted(source.rglob("*"))
                if file.is_file() and (name != "docs" or file.suffix != ".md")
            )
        source.write_bytes(source.read_bytes() + b"\n")
        seen.add(digest_of(project, words=False).digest())
    assert len(seen) == len(SOURCES) + 1
    page.rename(page.with_name("other.md"))
    assert digest_of(project, words=False).digest() not in seen
