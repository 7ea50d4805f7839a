"""What a reader prints from the browser: an answer, its reasons, its head and code, and no button."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from macros.publish.address_codes import write_address_codes
from macros.rules import api, data, walk
from tests.browser.gestures import press
from tests.browser.tools import (
    APART,
    BEFORE,
    EXAMPLE,
    RECEIVED,
    address,
    wait_for_answer,
    wait_for_state,
    word,
)
from tests.browser.visitors import Visitors
from tests.pages import build_pages
from tests.print.sheets import POINTS_PER_MM, Paper, plain

TREE, LIST = "faut-il-declarer", "tecrep"

#: The buttons of the site: on paper there is nothing to press.
BUTTONS = (
    "Copier le lien",
    "Partager",
    "Ajouter au calendrier",
    "Recommencer",
    "Effacer",
    "Imprimer la liste",
    "Changer",
)


def printed(page: Page, folder: Path) -> Paper:
    """Print a page as a browser does by itself: its own page size, no background."""
    file = folder / "printed.pdf"
    page.pdf(path=file, prefer_css_page_size=True, print_background=False)
    return Paper(file)


def has_all(paper: Paper, *said: str) -> None:
    for one in said:
        assert plain(one) in paper.words, one


def has_no_button(paper: Paper) -> None:
    for one in BUTTONS:
        assert plain(one) not in paper.words, one


def path_of(page: Page, words: str) -> str:
    """Return the path that a link of a page leads to, as paper writes it after the words."""
    link = page.locator("article a:visible", has_text=words).first
    return f"{words} ({link.evaluate('link => link.pathname')})"


def lines_with(paper: Paper, words: str) -> list[str]:
    """Return each line of a paper that has these words in it."""
    return [line for page in paper.pages for line in page.splitlines() if words in line]


def is_legible(paper: Paper, name: str = "") -> None:
    """Nothing under 11 points, but for what stands for a screen reader alone, which has no size."""
    small = "".join(letter for size, letter, _ in paper.sizes() if 0.5 < size < 10.95)
    assert not small, f"{name}: {small[:200]}"


def test_an_answer_is_printed_whole(visitors: Visitors, tmp_path: Path) -> None:
    """The sheets have the head, both dates, the answers, each source, what comes next and the code."""
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED, length="10"), on=BEFORE)
    wait_for_answer(page)
    paper = printed(page, tmp_path)
    result = api.answer(EXAMPLE, {"received_on": RECEIVED, "length": "10"}, today=BEFORE)
    display = result["display"]
    has_all(paper, *(one["label"] + one["text"] for one in display["answers"]))
    main, *lines = display["dates"]
    has_all(paper, main["day"] + main["year"], *(one["text"] for one in lines))
    has_all(paper, *(one["title"] for one in result["sources"]), *(one["url"] for one in result["sources"]))
    has_all(paper, *(one["text"] for one in result["next"]), *display["debated"], display["seal"])
    has_all(paper, page.url, f"imprimé le 2 mai 2026 à 10:00 · règles {result['version']}")
    first = plain(paper.pages[0])  # The strip is there, whole.
    for step in result["steps"]:
        counted = f"{word('day_n')} {step['n']}" if step["n"] else ""
        shown = step["label"].partition("\u00a0")[0].split()[-1] + counted
        assert plain(shown) in first, shown
    has_no_button(paper)
    is_legible(paper)
    assert len(paper.document) <= 4


def test_a_way_through_a_tree_is_printed_with_its_code(visitors: Visitors, tmp_path: Path) -> None:
    """The outcome is printed with why, whom to call, the answers given, and the code of that very way."""
    path, outcome = next(walk.paths(data.tree(TREE)))
    page = visitors.page(address(TREE, **dict(path)), python="refused")
    expect(page.locator("[data-guided=outcome]")).to_be_visible()
    paper = printed(page, tmp_path)
    result = api.answer(TREE, dict(path), today=visitors.today)
    described = next(one for one in api.describe(TREE)["outcomes"] if one["id"] == outcome.id)
    has_all(paper, result["title"], result["text"], described["contact"], *described["why"])
    has_all(paper, *(one["label"] + one["text"] for one in result["display"]["answers"]))
    has_all(paper, *(one["title"] for one in result["sources"]), result["code"], result["version"])
    others = [one["title"] for one in api.describe(TREE)["outcomes"] if one["id"] != outcome.id]
    assert not [one for one in others if plain(one) in paper.words and one not in result["title"]]
    has_no_button(paper)
    is_legible(paper)


def test_a_list_is_printed_with_its_ticks_and_notes(visitors: Visitors, tmp_path: Path) -> None:
    """What was ticked is counted, each note is under its point, the code holds the ticks alone."""
    page = visitors.page(f"/outils/{LIST}/")
    wait_for_state(page, "ready")
    press(page.locator(".am-item input").nth(0))
    press(page.locator(".am-item input").nth(3))
    press(page.locator(".am-notes > summary").nth(1))
    page.locator("[data-notes]").nth(1).fill("Le parquet est rayé.\nIl rappelle <jeudi>.")
    paper = printed(page, tmp_path)
    items = [one["id"] for one in api.describe(LIST)["items"]]
    result = api.answer(LIST, {items[0]: "done", items[3]: "done"}, today=visitors.today)
    has_all(paper, result["display"]["progress"], "Le parquet est rayé. Il rappelle <jeudi>.", result["code"])
    has_no_button(paper)
    is_legible(paper)


def test_notes_stay_on_the_device(visitors: Visitors) -> None:
    """Notes and ticks are there again after a reload, never in the address, and go when they are erased."""
    page = visitors.page(f"/outils/{LIST}/")
    wait_for_state(page, "ready")
    press(page.locator(".am-notes > summary").first)
    page.locator("[data-notes]").first.fill("À rappeler mardi")
    press(page.locator(".am-item input").first)
    assert "mardi" not in page.url
    page.goto(f"/outils/{LIST}/")
    wait_for_state(page, "ready")
    expect(page.locator("[data-notes]").first).to_have_value("À rappeler mardi")
    press(page.locator("[data-action=erase]"))
    page.reload()
    wait_for_state(page, "ready")
    expect(page.locator("[data-notes]").first).to_have_value("")


def test_ticks_kept_before_there_were_notes_are_still_read(visitors: Visitors) -> None:
    """A list stored by an earlier version of the site has its ticks, and empty notes."""
    item = api.describe(LIST)["items"][0]["id"]
    old = (
        f'localStorage.setItem("amiable.checklist.{LIST}", JSON.stringify({{version: 1, done: ["{item}"]}}))'
    )
    page = visitors.page(f"/outils/{LIST}/", init=old)
    wait_for_state(page, "ready")
    expect(page.locator(".am-item input").first).to_be_checked()
    expect(page.locator("[data-notes]").first).to_have_value("")


@pytest.mark.parametrize("path", ["/guides/recours/", "/modeles/lrar-indemnite/"])
def test_every_sheet_is_a4(visitors: Visitors, tmp_path: Path, path: str) -> None:
    """The page says its paper: a browser set to another one prints on A4 all the same."""
    page = visitors.page(path, python="refused")
    for sheet in printed(page, tmp_path).document:
        assert [round(side / POINTS_PER_MM) for side in sheet.get_size()] == [210, 297]


def test_a_code_stands_on_lines_of_its_own(visitors: Visitors, tmp_path: Path) -> None:
    """Nothing else is on its line; one too long for a line breaks before a hyphen, never after."""
    answers = {"received_on": RECEIVED, "length": "10"}
    page = visitors.page(address(EXAMPLE, **answers), on=BEFORE)
    wait_for_answer(page)
    code = api.answer(EXAMPLE, answers, today=BEFORE)["code"]
    assert [plain(line) for line in lines_with(printed(page, tmp_path), "v1.")] == [code]
    for tree in (one["id"] for one in api.tools() if one["kind"] == "tree"):
        ways = [dict(path) for path, _ in walk.paths(data.tree(tree))]
        longest = max(ways, key=len)
        page = visitors.page(address(tree, **longest), python="refused")
        page.locator("[data-guided=outcome]").wait_for()
        code = api.answer(tree, longest, today=visitors.today)["code"]
        assert [plain(line) for line in lines_with(printed(page, tmp_path), "v1.")] == [code]
    whole = {one["id"]: "done" for one in api.describe("saisir-le-mediateur")["items"]}
    page = visitors.page(address("saisir-le-mediateur", **whole), python="refused")
    wait_for_state(page, "ready")
    paper = printed(page, tmp_path)
    has_all(paper, api.answer("saisir-le-mediateur", whole, today=visitors.today)["code"])
    rows = "\n".join(paper.pages).partition("v1.saisir")[2].splitlines()
    assert not any(plain(line).endswith("-") for line in rows)


def test_a_link_to_another_page_is_printed_with_its_path(visitors: Visitors, tmp_path: Path) -> None:
    """The path alone, without an answer in it; none for a law, for the page itself or another site."""
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED, length="10"), on=BEFORE)
    wait_for_answer(page)
    paper = printed(page, tmp_path)
    result = api.answer(EXAMPLE, {"received_on": RECEIVED, "length": "10"}, today=BEFORE)
    has_all(paper, *(path_of(page, one["text"]) for one in result["next"]))
    has_all(paper, "article L113-2 du Code des assurances).")
    assert not page.locator("a.am-law[data-printed-path], a[href^='#'][data-printed-path]").count()
    assert plain("/#debut&received_on") in paper.words  # The address of the page itself has them.
    assert paper.words.count("received_on") == 1
    home = visitors.page("/")
    has_all(printed(home, tmp_path), "(/outils/delai-declaration/)", "(/e/mise-en-demeure/)")


def test_only_this_site_is_printed_as_a_path(visitors: Visitors) -> None:
    """A path says nothing of another host, of another port or of another way of asking."""
    page = visitors.page("/guides/tecrep/")
    here = urlsplit(page.url)
    away = {
        "http://autre.example/guides/faq/": None,
        f"http://{here.hostname}:1/guides/faq/": None,
        f"https://{here.netloc}/guides/faq/": None,
        "mailto:aide@autre.example": None,
        "/guides/tecrep/#lessentiel": None,
        "/guides/faq/#x": "/guides/faq/",
        f"http://{here.netloc}/outils/": "/outils/",
    }
    found = page.evaluate(
        """(hrefs) => {
          const links = hrefs.map((href) => Object.assign(document.createElement("a"), { href }));
          document.querySelector("article").append(...links);
          dispatchEvent(new Event("beforeprint"));
          return links.map(({ dataset }) => dataset.printedPath ?? null);
        }""",
        list(away),
    )
    assert dict(zip(away, found, strict=True)) == away


@pytest.mark.parametrize("name", [one["id"] for one in api.tools() if one["kind"] == "letter"])
def test_a_letter_has_its_sheet_to_itself(visitors: Visitors, tmp_path: Path, name: str) -> None:
    """However it is printed, by its button or the browser's, a letter is alone, whole, on one sheet of A4."""
    page = visitors.page(f"/modeles/{name}/", python="refused", init="window.print = () => {}")
    page.locator("[data-actions]").wait_for()
    words = plain("".join(page.locator("[data-letter]").all_text_contents()))
    paper = printed(page, tmp_path)
    assert [plain(sheet) for sheet in paper.pages] == [words]
    press(page.locator("[data-action=print-letter]"))
    assert [plain(sheet) for sheet in printed(page, tmp_path).pages] == [words]


def test_what_remains_to_fill_in_is_not_printed(visitors: Visitors, tmp_path: Path) -> None:
    """A letter that is begun is printed without its count of blanks; what announces a list stays with it."""
    page = visitors.page("/modeles/declaration-de-sinistre/#signed=Nadia")
    wait_for_state(page, "ready")
    progress = page.locator("[data-progress] output")
    expect(progress).not_to_be_empty()
    assert plain(progress.inner_text()) not in printed(page, tmp_path).words
    assert page.locator(".am-letter .am-announces", has_text="Pièces jointes").count() == 1


def test_a_tree_begun_is_printed_with_its_answers_ticked(visitors: Visitors, tmp_path: Path) -> None:
    """What was answered has a cross in its box, whatever is still to come; one that is changed has none."""
    first = api.describe(TREE)["questions"][0]
    labels = {one["value"]: one["label"] for one in first["options"]}
    page = visitors.page(address(TREE, received="spoken"), python="refused")
    expect(page.locator("[data-guided=question]")).to_be_visible()
    paper = printed(page, tmp_path)
    assert paper.words.count("×") == 1
    has_all(paper, f"×{labels['spoken']}")
    press(page.locator("[data-action=restart]"))
    assert "×" not in printed(page, tmp_path).words


@pytest.mark.parametrize("tree", [one["id"] for one in api.tools() if one["kind"] == "tree"])
def test_a_tree_is_asked_on_two_sheets(visitors: Visitors, tmp_path: Path, tree: str) -> None:
    """Wherever its reader stands, its questions hold on two sheets, then what to do; without script too."""
    described = api.describe(tree)
    path, _ = max(walk.paths(data.tree(tree)), key=lambda way: len(way[0]))
    half = path[: len(path) // 2]
    page = visitors.page(f"/outils/{tree}/", python="refused")
    for given in ((), half):
        page.goto(APART)
        page.goto(address(tree, **dict(given)))
        expect(page.locator("[data-guided=question]")).to_be_visible()
        paper = printed(page, tmp_path)
        is_asked_on_two_sheets(paper, described)
        assert paper.words.count("×") == len(given)
        assert len(paper.document) <= 2 + len(described["outcomes"]) // 3 + 2
        given_here = [row.inner_text() for row in page.locator(".am-recap b").all()]
        assert len(given_here) == len(given)
        has_all(Paper(paper.file), *given_here)
        has_no_button(paper)
        is_legible(paper, tree)
    page = visitors.page(f"/outils/{tree}/", java_script_enabled=False)
    paper = printed(page, tmp_path)
    is_asked_on_two_sheets(paper, described)
    has_all(paper, *(reason for one in described["outcomes"] for reason in one["why"]))
    is_legible(paper, tree)


def is_asked_on_two_sheets(paper: Paper, described: dict[str, Any]) -> None:
    """Each question is on the first two sheets with its options; what each answer says follows."""
    first = plain(" ".join(paper.pages[:2]))
    for question in described["questions"]:
        for said in (question["text"], *(option["label"] for option in question["options"])):
            assert plain(said) in first, said
    has_all(paper, *(said for one in described["outcomes"] for said in (one["title"], one["action"])))


def test_what_is_for_the_screen_alone_stays_there(visitors: Visitors, tmp_path: Path) -> None:
    """No sentence of a sheet speaks of ticking on a device; with an answer, none asks for it."""
    page = visitors.page(f"/outils/{LIST}/", java_script_enabled=False)
    paper = printed(page, tmp_path)
    for said in ("ou imprimez la liste", "ne quitte pas votre appareil"):
        assert page.locator("article", has_text=said).count()
        assert plain(said) not in paper.words
    page = visitors.page(address(EXAMPLE), on=BEFORE)
    has_all(printed(page, tmp_path), "Donnez le jour où vous avez reçu")
    page.goto(address(EXAMPLE, received_on=RECEIVED, length="10"))
    page.reload()
    wait_for_answer(page)
    paper = printed(page, tmp_path)
    for said in ("Donnez le jour où vous avez reçu", "s’affiche aussitôt", word("on_device")):
        assert page.locator("article", has_text=said).count()
        assert plain(said) not in paper.words


def test_the_words_of_a_day_do_not_touch_its_box(visitors: Visitors) -> None:
    """The mark of a day leaves a margin on both sides."""
    page = visitors.page(address(EXAMPLE, received_on=RECEIVED, length="10"), on=BEFORE)
    wait_for_answer(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 665, "height": 900})  # The 176 mm between the margins of A4.
    mark = page.locator("[data-answer] .am-sheet[data-mark=safe] .am-sheet__mark--safe")
    room = mark.evaluate(
        """mark => {
            const words = document.createRange();
            words.selectNodeContents(mark);
            const [inner, box] = [words.getBoundingClientRect(), mark.parentElement.getBoundingClientRect()];
            return Math.min(inner.left - box.left, box.right - inner.right);
        }"""
    )
    assert room >= 4


def test_a_booklet_ends_a_question_once(visitors: Visitors, tmp_path: Path) -> None:
    """A title that asks has no full stop after it, and an arrow stays on the line of its number."""
    page = visitors.page("/methode/relecture/suis-je-couvert/")
    paper = printed(page, tmp_path)
    assert "?." not in paper.words
    assert not any(line.rstrip().endswith("→") for sheet in paper.pages for line in sheet.splitlines())


@pytest.mark.parametrize(
    ("page_path", "part"),
    [
        ("/guides/recours/", "article"),
        ("/outils/delai-declaration/", "article"),
        ("/modeles/lrar-indemnite/", ".am-letter"),
    ],
)
def test_a_page_without_script_is_printed_whole(
    visitors: Visitors, tmp_path: Path, page_path: str, part: str
) -> None:
    """Without any script the folds are open, there is no menu, no heading ends a page; a letter is alone."""
    page = visitors.page(page_path, java_script_enabled=False)
    paper = printed(page, tmp_path)
    headings = {plain(text) for text in page.locator("article :is(h1, h2, h3)").all_inner_texts()}
    assert headings
    for number in range(len(paper.document)):
        assert paper.last_line(number) not in headings, number + 1
    said = page.locator(f"{part} p:visible, {part} li:visible").all_inner_texts()
    assert len(said) > 5
    has_all(paper, *said[: 5 if part == "article" else None])
    assert plain("Chercher") not in paper.words
    has_no_button(paper)
    is_legible(paper)


def test_a_printed_code_is_typed_in_and_opens_the_same_answers(visitors: Visitors) -> None:
    """A code copied from paper by hand leads to its tool, with the same answers and date."""
    answers = {"received_on": RECEIVED, "length": "10"}
    result = api.answer(EXAMPLE, answers, today=BEFORE)
    page = visitors.page("/outils/rouvrir/", on=BEFORE)
    page.get_by_label("Le code imprimé").fill(result["code"].upper().replace("-", " - "))
    press(page.get_by_role("button", name="Rouvrir", exact=True))
    page.wait_for_url("**/outils/delai-declaration/#*")
    wait_for_answer(page)
    expect(page.locator("output time[data-date=deadline]")).to_have_attribute(
        "datetime", result["dates"]["deadline"]
    )
    expect(page.locator(".am-provenance")).to_have_text(result["display"]["seal"])


def test_a_text_that_is_no_code_is_refused_in_a_sentence(visitors: Visitors) -> None:
    """What cannot be read says so beside the field, and keeps what was typed."""
    page = visitors.page("/outils/rouvrir/")
    field = page.get_by_label("Le code imprimé")
    field.fill("v1.<b>rien</b>.abcd")
    field.press("Enter")
    expect(page.locator("[data-error]")).to_have_text(data.strings()["problems"]["unreadable_code"])
    expect(field).to_have_value("v1.<b>rien</b>.abcd")


@pytest.mark.parametrize(
    ("wrong", "said", "kept"),
    [
        (
            "hyvd20260430-ajkm10-6083-w82e",
            "«\N{NO-BREAK SPACE}6083\N{NO-BREAK SPACE}»",
            {"received_on", "length", "unit", "zone"},
        ),
        ("hyvd20260430", "Il manque une partie", {"received_on", "length", "unit", "zone"}),
        ("hyvd19990101-ajkm10-6087-w82e", "hors du calendrier", {"length", "unit", "zone"}),
    ],
)
def test_a_code_not_read_whole_is_said_before_its_tool_opens(
    visitors: Visitors, wrong: str, said: str, kept: set[str]
) -> None:
    """A part that is spoilt, lost or refused is said on the page; the rest opens when it is asked for."""
    page = visitors.page("/outils/rouvrir/", on=BEFORE)
    field, anyway = page.get_by_label("Le code imprimé"), page.locator("[data-anyway] a")
    field.fill(f"v1.{EXAMPLE}.{wrong}")
    field.press("Enter")
    expect(page.locator("[data-error]")).to_contain_text(said)
    assert set(dict(parse_qsl(urlsplit(anyway.get_attribute("href") or "").fragment))) == kept
    assert page.url.endswith("/outils/rouvrir/")
    press(anyway)
    page.wait_for_url("**/outils/delai-declaration/#*")
    page.go_back()
    field.fill("v1")
    expect(anyway).to_be_hidden()


def test_every_page_is_printed_in_legible_letters(
    built_site: Path, visitors: Visitors, tmp_path: Path
) -> None:
    """No page is so wide that a browser prints it smaller, and none has small letters."""
    page = visitors.page(python="refused")
    folders = {"e", "integrer"}  # Answered in a line, and printed by the page around.
    paths = [file.parent.relative_to(built_site) for file in sorted(built_site.rglob("index.html"))]
    assert len(paths) > 60
    for path in paths:
        if folders.isdisjoint(path.parts):
            page.goto(f"/{path.as_posix()}/".replace("/./", "/"))
            is_legible(printed(page, tmp_path), path.as_posix())


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory, serve_directory: Callable[[Path], str]) -> str:
    """Serve the pages of a site that knows its own address."""
    pages = build_pages(
        tmp_path_factory.mktemp("addressed") / "site",
        SITE_URL="https://aide.example/amiable",
        AMIABLE_PAPERS="guides/tecrep/ modeles/relance-assureur/",
    )
    write_address_codes(pages)
    return serve_directory(pages)


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("/guides/tecrep/", ["https://aide.example/amiable/guides/tecrep/"]),
        ("/modeles/relance-assureur/", []),
        ("/vie-privee/", []),
    ],
)
def test_a_fixed_page_is_printed_with_the_code_of_its_address(
    visitors: Visitors, addressed: str, tmp_path: Path, path: str, codes: list[str]
) -> None:
    """A telephone reads it on the first page of a guide; it is on no screen, and on no letter."""
    visitors.know(addressed)
    page = visitors.page()
    page.goto(addressed + path)
    expect(page.locator(".am-address-code")).to_have_count(len(codes))
    assert not any(one.is_visible() for one in page.locator(".am-address-code").all())
    is_legible(printed(page, tmp_path))
    sheets = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    read = [zxingcpp.read_barcodes(sheet.render(scale=200 / 72).to_pil()) for sheet in sheets]
    assert [one.text for one in read[0]] == codes
    assert not any(read[1:])
