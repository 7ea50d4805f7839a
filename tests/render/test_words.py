"""The small macros, the words of the interface, and what Markdown does with what it receives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import markdown
import pytest

from macros.render import content, macros
from macros.render.page import Page
from macros.render.tools import tool, tool_link
from macros.render.words import glossary, guide_header, law, situations, sources, value
from macros.rules import api
from tests.render.reading import read

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "macros" / "render" / "templates"
THEME = ROOT / "macros" / "render" / "theme"
SCRIPTS = ROOT / "docs" / "assets" / "js"
MESSAGE = ROOT / "macros" / "render" / "page.py"
PAGE = Page("../../", "../../", date(2026, 11, 23))


def convert(text: str) -> str:
    """Return what Python-Markdown makes of a page, with the extensions of mkdocs.yml."""
    return markdown.markdown(text, extensions=["admonition", "attr_list", "tables", "toc"])


@pytest.mark.parametrize("tool_id", [one["id"] for one in api.tools()])
def test_markdown_leaves_a_tool_as_it_is(tool_id: str) -> None:
    """A tool between two paragraphs comes out of Markdown to the letter."""
    html = tool(PAGE, tool_id)
    assert convert(f"Avant.\n\n{html}\n\n*Après.*") == f"<p>Avant.</p>\n{html}\n\n<p><em>Après.</em></p>"


@pytest.mark.parametrize(
    "block", [tool_link(PAGE, "tecrep"), situations(PAGE), sources("cpc-641", "cpc-642")]
)
def test_markdown_leaves_a_block_as_it_is(block: str) -> None:
    """Link cards, situations and sources come out of Markdown to the letter too."""
    read(block)
    assert convert(f"# Titre\n\n{block}\n\nFin.").split("\n", 1)[1].strip() == f"{block}\n\n<p>Fin.</p>"


def test_an_inline_macro_stays_in_its_sentence() -> None:
    """A value, an article and the head of a guide live within Markdown, in a list or a table as well."""
    text = f"- Au moins {value('declaration_floor')} ({law('cassur-L113-2')}).\n"
    html = convert(text)
    assert html.count("<li>") == 1
    assert value("declaration_floor") in html
    assert law("cassur-L113-2") in html
    assert guide_header("2026-11-22", 5) in convert(guide_header("2026-11-22", 5))


def test_a_value_is_the_one_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that changes in the law changes in the page on its day, and not before."""
    monkeypatch.setenv("AMIABLE_TODAY", "2026-08-31")
    before = read(value("injonction_service")).text
    monkeypatch.setenv("AMIABLE_TODAY", "2026-09-01")
    assert (before, read(value("injonction_service")).text) == ("6\u00a0mois", "3\u00a0mois")


def test_the_head_of_a_guide_is_dated() -> None:
    """When it was checked, by whom, and how long it takes, with a date that machines read too."""
    head = read(guide_header("2026-11-22", 5))
    assert head.one("time")["datetime"] == "2026-11-22"
    assert "22\u00a0novembre 2026" in head.text
    assert "5\u00a0minutes" in head.text


def test_a_source_says_whether_its_text_was_read() -> None:
    """Title, address, what it says, when it was read; a text and a commentary are told apart."""
    kinds = {content.source(id)["status"]: id for id in ("cassur-L113-2", "declaration-forme-cass-1992")}
    assert set(kinds) == {"text", "secondary"}
    shown = {status: read(sources(id)) for status, id in kinds.items()}
    for status, id in kinds.items():
        record = content.source(id)
        assert shown[status].one("a")["href"] == record["url"]
        assert record["title"] in shown[status].text
        assert record["about"] in shown[status].text
        assert shown[status].one("time")["datetime"] == record["checked_on"]
    stated = [one.one(**{"class": "am-source__status"}).text.split(",")[0] for one in shown.values()]
    assert len(set(stated)) == 2


def test_every_situation_leads_to_a_page() -> None:
    """Each tile of the home page is a link to the entry page of its situation, with a drawing of its own."""
    doors = read(situations(Page("", "", date(2026, 11, 23)))).one("ul")
    links = [one["href"] for one in doors.all("a")]
    assert len(links) == len(content.situations())
    assert links == [f"e/{one['id']}/" for one in content.entries(date(2026, 11, 23))]
    assert len(set(content.drawings().values())) == len(links)


@pytest.mark.parametrize(
    ("url", "path", "root", "link_root"),
    [
        ("", None, "", ""),
        ("outils/", None, "../", "../"),
        ("outils/tecrep/", None, "../../", "../../"),
        ("", "index.md", "", ""),
        ("outils/", "outils/index.md", "../", "../"),
        ("outils/tecrep/", "outils/tecrep.md", "../../", "../"),
    ],
)
def test_links_fit_both_generators(url: str, path: str | None, root: str, link_root: str) -> None:
    """MkDocs leaves links as they are; Zensical, whose pages have a path, reads them from the source file."""
    page = SimpleNamespace(url=url) if path is None else SimpleNamespace(url=url, path=path)
    found = Page.of(page)
    assert (found.root, found.link_root) == (root, link_root)


def test_the_macros_have_the_names_that_pages_use() -> None:
    """The names written in docs/ are public: each is there, and knows the page it stands on."""
    given = macros(lambda: SimpleNamespace(url="guides/tecrep/"))
    assert {"tool", "tool_link", "value", "law", "guide_header", "sources", "situations"} <= set(given)
    assert read(given["tool_link"]("tecrep")).one("a")["href"] == "../../outils/tecrep/"


def used_words() -> set[str]:
    """Return the keys of [ui] in use: {{ ui.key }}, ui["status_" ~ …], names = ["key"], words["key"]."""
    text = "\n".join(file.read_text("utf-8") for file in sorted(TEMPLATES.iterdir()))
    found = set(re.findall(r"\bui\.([a-z_]+)", text))
    for names in re.findall(r"names = \[([^\]]*)\]", text):
        found |= set(re.findall(r'"([a-z_]+)"', names))
    for prefix in re.findall(r'ui\["([a-z_]+)" ~', text):
        found |= {key for key in content.words("ui") if key.startswith(prefix)}
    # The message to the publisher is made for an address, where no template reaches.
    return found | set(re.findall(r'\bwords\["([a-z_]+)"\]', MESSAGE.read_text("utf-8")))


def test_every_word_of_the_interface_is_used_and_there() -> None:
    """[ui] and the templates name the same words: none is missing, none is left over."""
    assert used_words() == set(content.words("ui"))


#: What every tool may say of Python while it comes, and of a link to copy: where there is such a thing.
OF_PYTHON = {"loading", "download", "starting", "failed"}
OF_LINKS = {"copied", "copy_failed"}
#: Said of the sentences to write when it is late: of calculators alone.
OF_SENTENCES = {"words_copied", "words_not_copied"}
#: What every tool may have to say of a browser that prints nothing, or keeps no file.
OF_REFUSALS = {"print_failed", "file_refused"}

#: The one call whose names come from elsewhere: `#count` receives them, and is read as `word` is.
HANDED_ON = {"n > 1 ? several : n ? one : none"}


def spoken(kind: str) -> list[str]:
    """Return one printed part of a page for each way in which its script may be printed."""
    if kind in macros(lambda: SimpleNamespace(url="")):
        return [macros(lambda: SimpleNamespace(url="methode/une-page/"))[kind]()]
    return [tool(PAGE, one["id"]) for one in api.tools() if one["kind"] == kind]


def loaded(module: str, found: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return a module of the scripts with all that it imports when it is loaded."""
    if module in found:
        return found
    found |= {module}
    code = (SCRIPTS / module).read_text("utf-8")
    for other in re.findall(r'^import [^;]*?from "\./([\w-]+\.mjs)";$', code, re.MULTILINE):
        found = loaded(other, found)
    return found


def asked_words(module: str) -> Iterator[str]:
    """Yield the name of every sentence that a module asks the page for. Fails where one cannot be read."""
    code = (SCRIPTS / module).read_text("utf-8")
    for call in re.finditer(r"\.(?:word|#count)\(", code):
        end, depth = call.end(), 1
        while depth:
            depth += {"(": 1, ")": -1}.get(code[end], 0)
            end += 1
        which = code[call.end() : end - 1].partition(", {")[0]
        names = re.findall(r'"([a-z_]+)"', which)
        assert names or which in HANDED_ON, f"{module}: which word is {which}?"
        yield from names


@pytest.mark.parametrize(
    ("module", "kind"),
    [
        *((f"{kind}.mjs", kind) for kind in ("deadline", "tree", "checklist", "letter", "rehearsal")),
        ("dossier.mjs", "dossier"),
        ("links.mjs", "composer_un_lien"),
        ("own_site.mjs", "composer_un_site"),
        ("recette.mjs", "recette"),
        ("stored.mjs", "stored"),
    ],
)
def test_script_and_page_have_the_same_words(module: str, kind: str) -> None:
    """Each sentence that a script may ask for is printed where it runs, and none that nobody asks for."""
    modules = loaded(module)
    asked = {word for one in modules for word in asked_words(one)}
    starts = any(".wake(" in (SCRIPTS / one).read_text("utf-8") for one in modules - {"tool.mjs"})
    assert asked >= OF_PYTHON | OF_LINKS
    for html in spoken(kind):
        words = read(html).one("template", data_words=None)
        printed = {one["data-word"] for one in words.all(data_word=None, templates=True)}
        unused = (set() if starts else OF_PYTHON) | (set() if 'data-action="copy"' in html else OF_LINKS)
        unused |= set() if 'data-action="copy-words"' in html else OF_SENTENCES
        said_otherwise = {word for one in modules - {"tool.mjs"} for word in asked_words(one)}
        assert printed >= OF_REFUSALS
        assert printed - OF_REFUSALS == asked - OF_REFUSALS - (unused - said_otherwise), kind


def test_every_script_that_speaks_is_looked_at() -> None:
    """A new module that asks for words is one of those above, or is loaded by one."""
    seen = frozenset[str]().union(
        *(
            loaded(f"{name}.mjs")
            for name in (
                *("deadline", "tree", "checklist", "letter", "rehearsal"),
                *("dossier", "links", "own_site", "recette", "stored"),
            )
        )
    )
    assert [
        file.name for file in SCRIPTS.glob("*.mjs") if file.name not in seen and list(asked_words(file.name))
    ] == []


def test_script_and_page_have_the_same_sentences_on_days() -> None:
    """Each sentence that a script may say of a day is printed where it says it, and none that nobody says."""
    code = "\n".join(file.read_text("utf-8") for file in sorted(SCRIPTS.glob("*.mjs")))
    starts = [*re.findall(r'\bsentence\([`"]([a-z_]+)', code), *re.findall(r'[`"](new_day[a-z_]*)', code)]
    printed = set(content.words("days")) - {"close"}
    assert {start for start in starts if not any(name.startswith(start) for name in printed)} == set()
    assert {name for name in printed if not any(name.startswith(start) for start in starts)} == set()
    for kind in ("deadline", "letter", "rehearsal", "composer_un_lien", "composer_un_site"):
        for html in spoken(kind):
            days = read(html).one("template", data_days=None)
            assert {one["data-word"] for one in days.all(data_word=None, templates=True)} >= printed


def test_no_word_for_readers_is_in_a_script() -> None:
    """The scripts hold names and addresses; an accent or a French space would be a sentence."""
    for file in sorted(SCRIPTS.glob("*.mjs")):
        code = re.sub(r"(^|\s)//.*$|/\*.*?\*/", "", file.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        assert re.findall(r"[À-ÿ«»\u202f]", code) == [], file.name


def test_templates_hold_no_sentence() -> None:
    """The words of the pages stand in [ui]: a template has marks and arrows, and no letter of its own."""
    for file in (*sorted(TEMPLATES.iterdir()), *sorted(THEME.rglob("*.html"))):
        text = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", file.read_text("utf-8"), flags=re.DOTALL
        )
        # Quotes inside a tag's attribute may hold ">" from an expression; expressions went first.
        assert re.findall(r"[A-Za-zÀ-ÿ]{2,}", text) == [], file.name


def test_a_word_with_a_tool_leads_to_it() -> None:
    """Each word of the glossary stands once, in order, with the link to its tool if it has one."""
    page = Page("../../", "../../", date(2026, 11, 23))
    sections = glossary(page).split("### ")[1:]
    terms = content.glossary(page.today)
    assert [one.partition(" {")[0] for one in sections] == [one["word"] for one in terms]
    for term, section in zip(terms, sections, strict=True):
        linked = tool_link(page, term["tool"]) if term["tool"] else ""
        assert linked in section
    assert any(one["tool"] for one in terms)
