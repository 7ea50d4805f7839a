"""Ten pages of the papers look as when somebody last looked at them."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from macros.publish.paper import write as publish
from macros.rules import __version__
from tests.print.baselines import PAGES, TOLERANCE, baseline_of, difference, drawn, jobs


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, publish.Job]:
    """Return the papers to make."""
    return jobs(tmp_path_factory.mktemp("pages") / "site")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(made: dict[str, publish.Job], tmp_path: Path, name: str) -> None:
    """What differs by more than a number in the foot was meant, and is looked at."""
    now = drawn(made[name], tmp_path / "paper.pdf")
    now.save(tmp_path / "now.png")
    differs = difference(now, Image.open(baseline_of(name)))
    assert differs <= TOLERANCE, (
        f"{differs:.1%} of {name} differs: compare {tmp_path / 'now.png'} with {baseline_of(name)}; "
        "if that was meant, run python -m tests.print.baselines"
    )


@pytest.mark.parametrize(
    "style",
    [
        "p { margin-bottom: 4mm }",
        "h1, h2, p, li { white-space: nowrap }",
        "body { font-size: 12.5pt }",
        "li { display: none }",
    ],
    ids=["a little more space", "lines that overflow", "larger letters", "lost words"],
)
def test_a_page_that_has_changed_is_seen(made: dict[str, publish.Job], tmp_path: Path, style: str) -> None:
    """Each of these spoils a page, and by far more than what is spared."""
    job = made["guides/tecrep"]
    spoilt = replace(job, html=job.html.replace("</head>", f"<style>{style}</style></head>"))
    assert spoilt.html != job.html
    now = drawn(spoilt, tmp_path / "paper.pdf")
    assert difference(now, Image.open(baseline_of(job.name))) > 5 * TOLERANCE


def test_a_new_number_in_the_foot_is_spared(made: dict[str, publish.Job], tmp_path: Path) -> None:
    """The version of the rules changes with each release, and with it no page."""
    job = made["guides/tecrep"]
    assert __version__ in job.html
    now = drawn(replace(job, html=job.html.replace(__version__, "2099.12.9")), tmp_path / "paper.pdf")
    before = Image.open(baseline_of(job.name))
    assert now.tobytes() != before.tobytes()
    assert difference(now, before) <= TOLERANCE
