"""The papers: a PDF for every page that readers print, tagged for those who listen, made once.

Each is kept under the hash of its own text: another build makes again what has changed, and nothing else.
"""

import hashlib
import importlib
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from macros.publish.cache import cached
from macros.publish.paper.html import (
    Links,
    article,
    contents,
    demote,
    description,
    fragment,
    sections,
    text,
    unlink,
    written,
)
from macros.publish.settings import page_url
from macros.render import content, paper
from macros.rules import api

#: Where the papers stand in the site: `pdf/guides/tecrep.pdf` is the print version of `/guides/tecrep/`.
FOLDER = "pdf"

STYLES = Path(paper.__file__).parent / "paper.css"
FONTS = Path("node_modules/@expo-google-fonts/source-serif-4")
FACES = (
    ("400Regular", 400, "normal"),
    ("600SemiBold", 600, "normal"),
    ("400Regular_Italic", 400, "italic"),
)

ALMANAC = "outils/almanach"

#: A list or a table of a guide with more letters than this does not fit on its fiche.
MOST_LETTERS = 900

#: What Debian calls the system's own text engine.
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True, slots=True)
class Job:
    """One PDF to make: where it goes under `pdf/`, the HTML it is made of."""

    name: str
    html: str


def missing() -> str:
    """Return in one sentence what the system lacks for PDFs, and the command that adds it; "" if nothing."""
    try:
        importlib.import_module("weasyprint")
    except OSError:
        return str(content.words("paper")["missing"].format(packages=PACKAGES))
    return ""


def pages(root: Path) -> list[str]:
    """Return the pages of the project that have a paper of their own: "guides/tecrep", "outils/tecrep"…"""
    return [*_guide_paths(root), *paper.paths(), paper.FOLDER, ALMANAC]


def _guide_paths(root: Path) -> list[str]:
    names = sorted(page.stem for page in (root / "docs" / "guides").glob("*.md"))
    return [f"guides/{name}" for name in names if name != "index"]


def give_way() -> None:
    """Let the browser's Python, which is made meanwhile and takes longer, have the processor first."""
    if hasattr(os, "nice"):
        os.nice(10)


def write_papers(root: Path, site: Path, *, today: str) -> list[Path]:
    """Write every PDF of the built site under `site/pdf`; return the files.

    `today` is the day of the build, "YYYY-MM-DD": the same day and sources give the same bytes.
    Raises OSError without the system's text engine: ask `missing` first.
    """
    day = date.fromisoformat(today)
    todo = list(jobs(root, site, day))
    faces = font_faces(root)
    make = partial(_made, root / "build" / "paper", faces)
    # The longest first: the others fill the other core meanwhile.
    order = sorted(todo, key=lambda job: -len(job.html))
    with ProcessPoolExecutor(min(len(order), os.cpu_count() or 1), initializer=give_way) as pool:
        results = dict(zip((job.name for job in order), pool.map(make, order), strict=True))
    files = []
    for name, made in results.items():
        file = site / FOLDER / f"{name}.pdf"
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, file)
        files.append(file)
    return files


def font_faces(root: Path) -> str:
    """Return the rules that name the papers' letters: one family, from the packages of the build."""
    folder = (root / FONTS).resolve()
    return "".join(
        f"@font-face{{font-family:Paper;font-weight:{weight};font-style:{style};"
        f"src:url({(folder / name / f'SourceSerif4_{name}.ttf').as_uri()})}}"
        for name, weight, style in FACES
    )


def jobs(root: Path, site: Path, day: date) -> Iterator[Job]:
    """Yield every PDF to make of the built site; one that knows its address has it on them, as a code too."""
    address = page_url(root, "")
    links = Links("" if address.startswith("/") else address)
    guides = list(_guides(root, site, day, links))
    fiches = [_fiche(site, guide) for guide in guides]
    folder = paper.folder(day, links.site)
    cards = (paper.card(day, links.site), folder, _almanac(site, day, links))
    single = (*paper.sheets(day, links.site), *cards)
    for sheet in (*guides, *fiches, *single):
        body = fragment(sheet.body)
        # A fiche is read from where its guide stands.
        page = sheet.path.replace("fiches/", "guides/")
        links.write_out(body, page)
        code = links.code(page) if sheet.foot else ""
        yield Job(sheet.path, paper.bound(replace(sheet, body=written(body)), day, code))
    kit = _kit([*fiches, *paper.brief(day, links.site), folder], links, day)
    yield Job("kit", paper.bound(kit, day, links.code("")))


def _kit(sheets: list[paper.Sheet], links: Links, day: date) -> paper.Sheet:
    """Return all sheets as one: a link from one to another gives its page, a guide is there as its fiche."""
    pages = {sheet.path: sheet.path.replace("fiches/", "guides/") for sheet in sheets}
    within = replace(links, inside={page: page.replace("/", "-") for page in pages.values()})
    groups = []
    for kind, title in content.words("paper")["kit_groups"].items():
        held = []
        for sheet in (one for one in sheets if one.kind == kind):
            page = pages[sheet.path]
            anchor = within.inside[page]
            body = fragment(sheet.body)
            within.write_out(body, page, f"{anchor}--")
            demote(body)
            held.append({"anchor": anchor, "title": sheet.title, "kind": kind, "body": written(body)})
        groups.append({"title": title, "sheets": held})
    return paper.kit(groups, day, links.site)


def _fiche(site: Path, guide: paper.Sheet) -> paper.Sheet:
    """Return the one page that a guide comes down to, made of its own words."""
    body = article((site / guide.path / "index.html").read_text("utf-8"))
    unlink(body, "am-law")  # Its name is enough here: the guide's own paper has the address.
    first, *others = sections(body)
    essential = next(one for one in first[1] if one.tag == "ul")
    labels = ((link, link.find("span[@class='am-link__label']")) for link in body.iter("a"))
    tools = {
        link.attrib["href"]: {"url": link.attrib["href"], "title": text(label)}
        for link, label in labels
        if label is not None
    }
    steps = (
        (text(heading), written(one))
        for heading, held in others[:-1]
        for one in held
        if one.tag in ("ol", "table") and len(text(one)) < MOST_LETTERS
    )
    html = paper.fiche(guide.title, written(essential), list(tools.values()), next(steps, ("", "")))
    name = guide.path.replace("guides/", "fiches/")
    return paper.Sheet(name, "fiche", guide.title, guide.about, html, guide.foot)


def _almanac(site: Path, day: date, links: Links) -> paper.Sheet:
    html = (site / ALMANAC / "index.html").read_text("utf-8")
    body = article(html)
    unlink(body, "am-law")
    for cell in body.iter("td"):
        prudent, limit = cell
        prudent.tail = f" {text(limit)}"  # No element of its own: there are thousands.
        cell.remove(limit)
    checked = api.describe("delai-declaration", today=day.isoformat())["checked_on"]
    line = paper.foot(ALMANAC, checked, day, links.site)
    return paper.Sheet(
        ALMANAC, "almanac", text(next(body.iter("h1"))), description(html), written(body), line
    )


def _guides(root: Path, site: Path, day: date, links: Links) -> Iterator[paper.Sheet]:
    for path in _guide_paths(root):
        html = (site / path / "index.html").read_text("utf-8")
        body, about = article(html), description(html)
        title = next(body.iter("h1"))
        checked = next(body.iter("time")).attrib["datetime"]
        headings = list(sections(body))
        rows = [(heading.attrib["id"], text(heading)) for heading, _ in headings[1:]]
        # After what is essential, before the rest.
        at = list(body).index(headings[1][0])
        body.insert(at, contents(rows, content.words("paper")["contents"]))
        foot = paper.foot(path, checked, day, links.site)
        yield paper.Sheet(path, "guide", text(title), about, written(body), foot)


def _made(folder: Path, faces: str, job: Job) -> Path:
    """Return the PDF of a job, made now or on an earlier day."""
    out = cached(
        folder / job.name,
        [STYLES],
        lambda scratch: typeset(job, faces, scratch / "paper.pdf"),
        also=f"{job.html}\0{version('weasyprint')}",
    )
    return out / "paper.pdf"


def typeset(job: Job, faces: str, file: Path) -> None:
    """Write the PDF of a job: PDF/UA-1, its fonts in it, the same bytes each time."""
    weasyprint = importlib.import_module("weasyprint")
    fonts = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    styles = [
        weasyprint.CSS(string=faces, font_config=fonts),
        weasyprint.CSS(filename=str(STYLES), font_config=fonts),
    ]
    weasyprint.HTML(string=job.html, base_url="about:blank").write_pdf(
        str(file),
        stylesheets=styles,
        font_config=fonts,
        finisher=_finish,
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(job.html.encode()).hexdigest()[:32].encode(),
    )


#: Roles that say nothing of what they hold.
_MEANINGLESS = ("/Span", "/NonStruct")


def _finish(_document: Any, pdf: Any) -> None:
    """Put the tags right: every header says whom it heads, and a line of text is no element of its own."""
    found: list[Any] = [one for one in pdf.objects if isinstance(one, dict)]
    elements = {one.reference: one for one in found if one.get("Type") == "/StructElem"}
    for one in pdf.objects:
        if hasattr(one, "stream"):
            one.stream = [_joined(part) for part in one.stream]
    _scope_headers(elements)
    _join_lines(elements, next(one for one in found if "Nums" in one))


def _joined(part: Any) -> Any:
    """Write letters that stand side by side as one string: "<01>0<02>" says no more than "<0102>"."""
    return part.replace(b">0<", b"") if isinstance(part, bytes) and part.endswith(b"TJ") else part


def _scope_headers(elements: dict[bytes, Any]) -> None:
    """Return of every header of a table whether it speaks for its column or its row: readers ask for it."""
    for one in elements.values():
        if one["S"] == "/TH":
            group = elements[elements[one["P"]]["P"]]
            one["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"
            one.pop("ID", None)
        elif one["S"] == "/TD":
            one["A"].pop("Headers", None)  # Said by the scope; by name it would weigh as much as the words.


def _join_lines(elements: dict[bytes, Any], parents: Any) -> None:
    """Return what an element without a meaning holds to the one above: a long file is a third lighter."""
    joined: dict[bytes, bytes] = {}
    for reference, one in elements.items():
        above = elements.get(_owner(one["P"], joined))
        if one["S"] not in _MEANINGLESS or not above or above.get("Pg") != one["Pg"] or "Alt" in one:
            continue
        at = above["K"].index(reference)
        above["K"][at : at + 1] = one["K"]
        joined[reference] = one["P"]
        one.free = "f"
    for one in elements.values():
        one["P"] = _owner(one["P"], joined)
    for held in parents["Nums"]:
        if isinstance(held, list):
            held[:] = [_owner(reference, joined) for reference in held]


def _owner(reference: bytes, joined: dict[bytes, bytes]) -> bytes:
    while reference in joined:
        reference = joined[reference]
    return reference
