"""Visual baselines of ten pages of the papers: each beside the picture that somebody has looked at.

    python -m tests.print.baselines

takes the pictures anew, after a change of the papers that was meant. Look at them before you keep them.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from macros.publish.paper import write as publish
from tests.pages import build_pages
from tests.print.sheets import Paper

ROOT = Path(__file__).parent.parent.parent
BASELINES = Path(__file__).parent / "visual_baselines"

#: The papers are made for this day, whatever the day of the run.
DAY = "2026-11-23"

#: The papers, and the page of each that is looked at, from 1: one of every layout.
PAGES = {
    "guides/tecrep": 1,
    "guides/ce-que-couvre-la-rc-pro": 2,
    "fiches/desamorcer": 1,
    "outils/faut-il-declarer": 1,
    "outils/mon-client-est-mecontent": 3,
    "outils/dossier-assureur": 1,
    "outils/delai-declaration": 1,
    "outils/almanach": 2,
    "modeles/lrar-indemnite": 1,
    "carte-tecrep": 1,
}

#: Fine enough to see a line that has moved, coarse enough for the edges of letters not to count.
DOTS_PER_MM = 1.6
#: Grey levels, of 255, by which a dot differs once its neighbours are mixed in.
DIFFERENT = 40
#: Part of the dots of a page that may differ: a number in the foot, not a line.
TOLERANCE = 0.001


def jobs(site: Path) -> dict[str, publish.Job]:
    """Return the ten papers to make, by name. The pages they are made from are built into `site`."""
    build_pages(site, AMIABLE_TODAY=DAY, SITE_URL="")
    return {job.name: job for job in publish.jobs(ROOT, site, date.fromisoformat(DAY)) if job.name in PAGES}


def drawn(job: publish.Job, file: Path) -> Image.Image:
    """Make a paper, and return its page as a picture in grey."""
    publish.typeset(job, publish.font_faces(ROOT), file)
    return Paper(file).picture(PAGES[job.name] - 1, DOTS_PER_MM)


def baseline_of(name: str) -> Path:
    """Return the file of a visual baseline."""
    return BASELINES / f"{name.replace('/', '-')}.png"


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the part of the dots in which two pictures differ, from 0 to 1; 1 for pages of two sizes."""
    if one.size != other.size:
        return 1.0
    mixed = (picture.convert("L").filter(ImageFilter.BoxBlur(1)) for picture in (one, other))
    counts = ImageChops.difference(*mixed).histogram()
    return sum(counts[DIFFERENT:]) / sum(counts)


def main() -> None:
    """Take the ten pictures."""
    BASELINES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, job in jobs(Path(scratch, "site")).items():
            drawn(job, Path(scratch, "paper.pdf")).save(baseline_of(name), optimize=True)


if __name__ == "__main__":
    main()
