"""A site that knows its own address writes it whole on its papers, and as a code to scan."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from macros.publish.paper import write as publish
from tests.print.sheets import plain

ROOT = Path(__file__).parent.parent.parent
ADDRESS = "https://aide.example/amiable"

#: A paper of each layout, and the page that it is read from.
PAGES = {
    "guides/tecrep": "guides/tecrep",
    "fiches/tecrep": "guides/tecrep",
    "outils/delai-declaration": "outils/delai-declaration",
    "outils/declaration": "outils/declaration",
}


type Made = dict[str, pypdfium2.PdfDocument]


@pytest.fixture(scope="module")
def made(
    built_site: Path, today: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, pypdfium2.PdfDocument]:
    """Return those papers and a letter, made for a site that knows its address."""
    folder = tmp_path_factory.mktemp("papers")
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        jobs = list(publish.jobs(ROOT, built_site, date.fromisoformat(today)))
    for job in jobs:
        if job.name in (*PAGES, "modeles/relance-assureur"):
            file = folder / f"{job.name.replace('/', '-')}.pdf"
            publish.typeset(job, publish.font_faces(ROOT), file)
            found[job.name] = pypdfium2.PdfDocument(file)
    return found


def codes(document: pypdfium2.PdfDocument, page: int = 0) -> list[str]:
    """Return what a telephone reads on a page as it is printed, 200 dots an inch."""
    return [one.text for one in zxingcpp.read_barcodes(document[page].render(scale=200 / 72).to_pil())]


def test_the_first_page_carries_the_code_of_its_page(made: Made) -> None:
    """Scanned, it opens the page that the paper is the print version of; it stands once."""
    assert {name: codes(made[name]) for name in PAGES} == {
        name: [f"{ADDRESS}/{page}/"] for name, page in PAGES.items()
    }
    assert codes(made["guides/tecrep"], 1) == []


def test_the_foot_names_the_whole_address(made: Made) -> None:
    """What a reader types by hand, without its scheme; and a grid still has one page."""
    for name, page in PAGES.items():
        words = plain(made[name][0].get_textpage().get_text_range())
        assert plain(f"aide.example/amiable/{page}/") in words, name
    assert len(made["outils/delai-declaration"]) == 1


def test_a_letter_carries_neither(made: Made) -> None:
    """It goes to somebody: nothing of ours is on it."""
    letter = made["modeles/relance-assureur"]
    assert codes(letter) == []
    assert "aide.example" not in letter[0].get_textpage().get_text_range()
