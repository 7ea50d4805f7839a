"""The PDFs: one for each page that readers print, tagged, French, light, legible, linked."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pdfua
import pikepdf
import pytest

from macros.publish.paper import write as publish
from macros.publish.paper.html import Links, article, fragment, written
from macros.rules import api
from tests.print.sheets import HEADINGS, Paper, has_content, plain

ROOT = Path(__file__).parent.parent.parent

#: No paper is longer than this: a reader prints it.
LONGEST = {
    "guide": 12,
    "tree": 47,
    "checklist": 6,
    "letter": 1,
    "deadline": 1,
    "fiche": 1,
    "card": 1,
    "almanac": 25,
    "folder": 8,
    "kit": 96,
}

KINDS = {tool["id"]: tool["kind"] for tool in api.tools()}


def kind_of(name: str) -> str:
    folder, _, id = name.partition("/")
    named = {"guides": "guide", "fiches": "fiche", "kit": "kit", "carte-tecrep": "card", "dossier": "folder"}
    return "almanac" if id == "almanach" else named.get(folder) or KINDS[id]


def test_every_page_with_a_paper_leads_to_it(built_site: Path, papers: dict[str, Paper]) -> None:
    """Each guide and tool has its PDF, its page links to that file, and no page links to a missing one."""
    linked = set()
    for page in built_site.rglob("*.html"):
        for href in re.findall(r'href="([^"]+\.pdf)"', page.read_text("utf-8")):
            file = (page.parent / href).resolve()
            assert file.is_file(), (page, href)
            linked.add(file.relative_to(built_site.resolve() / "pdf").with_suffix("").as_posix())
    assert set(publish.pages(ROOT)) <= set(papers)
    assert linked == set(papers)


def test_papers_are_light_and_short(papers: dict[str, Paper]) -> None:
    """No PDF weighs 300 KB, the kit of all 400, and each kind has its greatest number of pages."""
    for name, paper in papers.items():
        assert paper.file.stat().st_size < (400_000 if name == "kit" else 300_000), name
        assert 1 <= len(paper.document) <= LONGEST[kind_of(name)], (name, len(paper.document))


def test_papers_are_french_titled_and_bookmarked(papers: dict[str, Paper]) -> None:
    """Each PDF says PDF/UA-1, French and its title, and has a bookmark for each heading of the guide."""
    for name, paper in papers.items():
        root = paper.pdf.Root
        assert str(root.Lang) == "fr", name
        assert bool(root.MarkInfo.Marked), name
        assert bool(root.ViewerPreferences.DisplayDocTitle), name
        with paper.pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1", name
            assert metadata["dc:title"], name
        assert paper.outline, name


def test_letters_of_the_papers_are_in_the_file(papers: dict[str, Paper]) -> None:
    """Every font is the papers' own family and is embedded: nothing is left to the reader's machine."""
    for name, paper in papers.items():
        assert paper.fonts, name
        for font, embedded in paper.fonts:
            assert font.startswith("Paper"), (name, font)
            assert embedded, (name, font)


def test_nothing_is_smaller_than_eleven_points(papers: dict[str, Paper]) -> None:
    """Every letter of every page is printed at 11 points or more."""
    for name, paper in papers.items():
        small = {(round(size, 2), letter, page) for size, letter, page in paper.sizes() if size < 10.99}
        assert not small, (name, sorted(small)[:5])


def test_a_checker_of_accessible_pdf_finds_nothing(papers: dict[str, Paper]) -> None:
    """pdfua finds nothing in any PDF; the one rule it cannot run, headings with words, is checked here."""
    for name, paper in papers.items():
        report = pdfua.validate(str(paper.file))
        assert not report.findings, (name, report.findings)
        skipped = {outcome.rule_id for outcome in report.outcomes if outcome.skipped_reason}
        assert skipped <= {"UA-14-001"}, (name, skipped)
        headings = [element for role, element in paper.elements() if role in HEADINGS]
        assert headings, name
        assert all(has_content(heading) for heading in headings), name


def test_every_picture_says_what_it_shows(papers: dict[str, Paper]) -> None:
    """Each figure has words in its place; a tree has a figure for each question."""
    for name, paper in papers.items():
        figures = [element for role, element in paper.elements() if role == "/Figure"]
        assert all(str(figure.get("/Alt", "")) for figure in figures), name
        if kind_of(name) == "tree":
            questions = api.describe(name.partition("/")[2])["questions"]
            for number, (figure, question) in enumerate(zip(figures, questions, strict=True), 1):
                assert str(figure.Alt).startswith(
                    f"Question {number}\u00a0: {question['text'].split()[0]}"
                ), name


def test_headings_go_down_one_step_at_a_time(papers: dict[str, Paper]) -> None:
    """A paper has one first heading, and none skips a level."""
    for name, paper in papers.items():
        levels = [HEADINGS.index(role) + 1 for role, _ in paper.elements() if role in HEADINGS]
        assert levels.count(1) == 1, (name, levels)
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps, default=0) <= 1, (name, levels)


def test_links_are_written_out(papers: dict[str, Paper]) -> None:
    """The address of every link to another site stands in the words of the same paper."""
    met = 0
    for name, paper in papers.items():
        for uri in paper.uris:
            met += 1
            assert plain(uri) in paper.words, (name, uri)
    assert met > 100


def test_no_link_leads_to_a_place_of_the_build(papers: dict[str, Paper]) -> None:
    """Every link of a PDF is a whole address of the web: none is a file or a name of the build's own."""
    for name, paper in papers.items():
        assert {urlsplit(uri).scheme for uri in paper.uris} <= {"https", "http"}, name


@pytest.mark.parametrize("tool", [id for id, kind in KINDS.items() if kind == "tree"])
def test_every_node_of_a_tree_is_on_paper(papers: dict[str, Paper], today: str, tool: str) -> None:
    """Each question and outcome stands under its number, each answer with the number it leads to."""
    described = api.describe(tool, today=today)
    words = papers[f"outils/{tool}"].words
    ids = [one["id"] for one in described["questions"]]
    numbers = {id: str(n) for n, id in enumerate(ids, 1)}
    numbers |= {one["id"]: chr(64 + n) for n, one in enumerate(described["outcomes"], 1)}
    for question in described["questions"]:
        assert plain(numbers[question["id"]] + question["text"]) in words, question["id"]
        for option in question["options"]:
            assert plain(f"{option['label']} → {numbers[option['next']]}") in words, (question["id"], option)
    for outcome in described["outcomes"]:
        assert plain(numbers[outcome["id"]] + outcome["title"] + outcome["action"]) in words, outcome["id"]
        for sentence in (*outcome["why"], outcome["contact"], *(note["text"] for note in outcome["notes"])):
            assert plain(sentence) in words, (outcome["id"], sentence)


@pytest.mark.parametrize("tool", [id for id, kind in KINDS.items() if kind == "tree"])
def test_an_arrow_to_an_answer_names_its_page(papers: dict[str, Paper], today: str, tool: str) -> None:
    """The answers are pages away: « → K (page 14) », and answer K is on page 14."""
    described = api.describe(tool, today=today)
    paper = papers[f"outils/{tool}"]
    letters = {one["id"]: chr(64 + n) for n, one in enumerate(described["outcomes"], 1)}
    titles = {one["id"]: one["title"] for one in described["outcomes"]}
    ends = [(o["label"], o["next"]) for one in described["questions"] for o in one["options"]]
    for label, outcome in ends:
        if outcome not in letters:
            continue
        found = re.search(re.escape(plain(f"{label} → {letters[outcome]} (page")) + r"(\d+)", paper.words)
        assert found, (label, outcome)
        assert plain(titles[outcome]) in plain(paper.pages[int(found[1]) - 1]), (label, found[1])


def test_a_grid_has_what_a_count_by_hand_needs(papers: dict[str, Paper], today: str) -> None:
    """Who goes back to a working day is told so, and has the holidays of every year it may take."""
    for tool in (id for id, kind in KINDS.items() if kind == "deadline"):
        described = api.describe(tool, today=today)
        result = api.answer(tool, described["example"]["answers"], today=described["example"]["today"])
        assert result["status"] == "answered"
        if "safe_date" not in result["dates"]:
            continue
        assert any("eculez" in sentence and "ouvré" in sentence for sentence in described["method"]), tool
        begun, this_year = int(min(result["dates"].values())[:4]), int(today[:4])
        reach = max(int(day[:4]) for day in result["dates"].values()) - begun
        for year in range(this_year, this_year + max(1, reach) + 1):
            assert f"{year}:1erjanvier" in papers[f"outils/{tool}"].words, (tool, year)


def test_every_reference_of_a_tree_leads_to_its_node(papers: dict[str, Paper]) -> None:
    """On paper an arrow is a link too, and every one finds its place in the file."""
    for name, paper in papers.items():
        if kind_of(name) != "tree":
            continue
        names = paper.pdf.Root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
        places = {str(names[n]) for n in range(0, len(names), 2)}
        asked = [
            str(note.A.D) if "/A" in note else str(note.Dest)
            for page in paper.pdf.pages
            for note in page.get("/Annots", [])
            if "/Dest" in note or ("/A" in note and note.A.S == "/GoTo")
        ]
        assert asked, name
        assert set(asked) <= places, (name, set(asked) - places)


def test_papers_hold_the_words_of_their_tool(papers: dict[str, Paper], today: str) -> None:
    """A checklist, a letter and a grid say on paper all that they say on the screen."""
    for tool, kind in KINDS.items():
        described = api.describe(tool, today=today)
        said: list[str] = []
        if kind == "checklist":
            words = papers[f"outils/{tool}"].words
            said = [one[part] for one in described["items"] for part in ("label", "text", "say", "avoid")]
            said += [part for source in described["sources"] for part in (source["title"], source["url"])]
        elif kind == "letter":
            words = papers[f"modeles/{tool}"].words
            letter = described["letter"]
            said = [
                part.strip("\n ,").removeprefix(described["box"])
                for text in (*letter["head"], letter["subject"], *letter["body"])
                for part in re.split("…+", text)
            ]
        elif kind == "deadline":
            words = papers[f"outils/{tool}"].words
            said = [*described["method"], *(source["title"] for source in described["sources"])]
            example = described["example"]
            result = api.answer(tool, example["answers"], today=example["today"])
            said += [one["text"] for one in result["display"]["dates"]]
        for sentence in said:
            assert plain(sentence) in words, (tool, sentence)


def test_a_guide_on_paper_has_all_its_words(built_site: Path, papers: dict[str, Paper]) -> None:
    """Each heading, paragraph, row and item of a guide's page is in its PDF."""
    tag = re.compile(r"<[^>]+>")
    for name, paper in papers.items():
        if kind_of(name) != "guide":
            continue
        page = (built_site / name / "index.html").read_text("utf-8")
        article = page[page.index("<h1") : page.index('<p class="am-paper"')]
        article = re.sub(r'<span class="am-term__meaning".*?</a></span>', "", article, flags=re.DOTALL)
        article = re.sub(r'<div class="am-guide">.*?</div>|<nav\b.*?</nav>', "", article, flags=re.DOTALL)
        blocks = re.findall(r"<(h1|h2|h3|p|li|td|th)\b[^>]*>(.*?)</\1>", article, re.DOTALL)
        assert len(blocks) > 20, name
        for _, inner in blocks:
            # Between two links of a block stands an address that the screen has not.
            for part in re.split(r"</a>|<a\b[^>]*>", inner):
                words = plain(tag.sub("", part).replace("&amp;", "&").replace("&nbsp;", " ").replace("–", ""))
                assert words in paper.running_words, (name, part)


def test_every_guide_comes_down_to_one_page(built_site: Path, papers: dict[str, Paper]) -> None:
    """A fiche has the five lines of its guide and every tool that the guide leads to."""
    fiches = [name for name in papers if kind_of(name) == "fiche"]
    assert len(fiches) == sum(kind_of(name) == "guide" for name in papers)
    for name in fiches:
        page = (built_site / name.replace("fiches/", "guides/") / "index.html").read_text("utf-8")
        page = re.sub(r'<span class="am-term__meaning".*?</a></span>', "", page, flags=re.DOTALL)
        essential = page[page.index('id="lessentiel"') :]
        lines = re.findall(r"<li>(.*?)</li>", essential[: essential.index("</ul>")], re.DOTALL)
        assert len(lines) == 5, name
        tools = re.findall(r'am-link__label">(.*?)</span>', page)
        for words in (*lines, *tools):
            assert plain(re.sub(r"<[^>]+>", "", words)) in papers[name].words, (name, words)


def test_the_card_has_the_six_steps_and_what_to_say(papers: dict[str, Paper]) -> None:
    """The pocket card is one sheet with each step, its sentence, and what to avoid."""
    for item in api.describe("tecrep")["items"]:
        for words in (item["letter"] + item["label"], item["say"], item["avoid"]):
            assert plain(words) in papers["carte-tecrep"].words, words


def test_the_almanac_has_every_day_of_the_page(built_site: Path, papers: dict[str, Paper]) -> None:
    """Each day of both years stands on paper with its dates, in the order of the page."""
    page = (built_site / "outils/almanach/index.html").read_text("utf-8")
    rows = re.findall(r'<tr[^>]*><th scope="row">(.*?)</th>(.*?)</tr>', page, re.DOTALL)
    assert len(rows) >= 730
    words, at = papers["outils/almanach"].words, 0
    for day, cells in rows:
        row = plain(day + re.sub(r"<[^>]+>", "", cells))
        at = words.find(row, at)
        assert at >= 0, row


def test_the_kit_tells_the_page_of_all_it_holds(papers: dict[str, Paper], today: str) -> None:
    """Every line of the kit's contents gives the page where that sheet begins."""
    kit = papers["kit"]
    contents = plain(kit.pages[0] + kit.pages[1])
    titles = [api.describe(tool, today=today)["title"] for tool, kind in KINDS.items() if kind != "rehearsal"]
    titles += [str(papers[name].pdf.docinfo.Title) for name in papers if kind_of(name) == "fiche"]
    for title in titles:
        found = re.search(re.escape(plain(title)) + r"[.\u2026]*?(\d+)(?!\d)", contents)
        assert found, title
        assert plain(title) in plain(kit.pages[int(found[1]) - 1]), (title, found[1])


def test_the_kit_has_every_node_of_every_tree(papers: dict[str, Paper], today: str) -> None:
    """In the kit too each question has its answers with their numbers, and each outcome what to do."""
    words = papers["kit"].words
    for tool, kind in KINDS.items():
        if kind != "tree":
            continue
        described = api.describe(tool, today=today)
        said = [one["text"] for one in described["questions"]]
        said += [one["title"] + one["action"] for one in described["outcomes"]]
        for sentence in said:
            assert plain(sentence) in words, (tool, sentence)


def test_every_mark_of_a_page_has_its_element(papers: dict[str, Paper]) -> None:
    """The tags and the pages agree: what is marked on a page belongs to the element that claims it."""
    for name, paper in papers.items():
        numbers = paper.pdf.Root.StructTreeRoot.ParentTree.Nums
        marks = 0
        for held in (numbers[n] for n in range(1, len(numbers), 2)):
            for mark, element in enumerate(held if isinstance(held, pikepdf.Array) else ()):
                kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
                assert mark in [kid for kid in kids if isinstance(kid, int)], (name, mark)
                marks += 1
        assert marks > 10, name


#: As the style sheet sets them, less a hair: no ink comes nearer to a side, to the top or bottom, in mm.
SIDE, END = 14, 5.5


def overflows(paper: Paper, page: int) -> bool:
    left, top, right, bottom = paper.ink(page)
    return min(left, right) < SIDE or min(top, bottom) < END


def test_no_ink_leaves_the_page(papers: dict[str, Paper]) -> None:
    """Nothing of any page runs into its margins: what overflows is seen."""
    for name, paper in papers.items():
        if kind_of(name) == "card":
            continue  # Its folds run from edge to edge.
        for page in range(len(paper.document)):
            assert not overflows(paper, page), (name, page + 1, paper.ink(page))


def test_overflow_is_seen(tmp_path: Path) -> None:
    """The look at the margins finds a line that is too wide, and lets the same line pass once it breaks."""
    html = '<html lang="fr"><title>Essai</title><h1>Essai</h1><p style="white-space:{}">{}</p>'
    faces = publish.font_faces(ROOT)
    for space, inside in (("nowrap", False), ("normal", True)):
        file = tmp_path / f"{space}.pdf"
        publish.typeset(publish.Job("essai", html.format(space, "Un mot et un autre. " * 12)), faces, file)
        assert overflows(Paper(file), 0) is not inside


def test_same_sources_make_the_same_bytes(tmp_path: Path) -> None:
    """A paper made twice from the same text is the same file."""
    faces = publish.font_faces(ROOT)
    job = publish.Job("essai", '<html lang="fr"><title>Essai</title><h1>Essai</h1><p>Deux fois.</p>')
    files = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for file in files:
        publish.typeset(job, faces, file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_note_between_editors_is_on_no_paper() -> None:
    """A comment of a page is left out, and the words around it stay."""
    page = "<p>Une<!-- chiffre: un exemple --> somme</p><!-- style: une citation --><p>Un mot</p>"
    assert written(article(f"<article>{page}</article>")) == "<div><p>Une somme</p><p>Un mot</p></div>"


@pytest.mark.parametrize(
    ("address", "href", "shown"),
    [
        ("", None, "(/outils/tecrep/)"),
        ("https://aide.example/", "https://aide.example/outils/tecrep/", "(aide.example/outils/tecrep/)"),
        (
            "https://exemple.fr/aide/",
            "https://exemple.fr/aide/outils/tecrep/",
            "(exemple.fr/aide/outils/tecrep/)",
        ),
    ],
)
def test_a_page_of_the_site_is_named_by_its_address(address: str, href: str | None, shown: str) -> None:
    """With the site's address a link is whole; without it the page is named, and nothing leads astray."""
    body = fragment('<p>Voyez <a href="../../outils/tecrep/">la liste</a>, puis appelez.</p>')
    Links(address).write_out(body, "guides/profils")
    html = written(body)
    assert f'la liste</a><span class="address"> {shown}</span>, puis' in html
    assert (f'href="{href}"' in html) if href else ("href=" not in html)


def test_without_the_system_library_a_build_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the text engine is missing, one sentence names it and the command that installs it."""

    def import_module(_name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(publish.importlib, "import_module", import_module)
    said = publish.missing()
    assert "apt-get install" in said
    assert "libpango-1.0-0" in said
