"""Checking what every TOML file shares: its name, its links, its sources, its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.rules import addresses
from macros.rules.data import FOLDERS

from .advice import is_slug, nearest, slug
from .codes import EditorProblem
from .hardcoded_law import TOML, WAIVER, Known, typed_by_hand
from .letters import LETTER_PARTS
from .project import Document, Project
from .style import WAIVER as STYLE_WAIVER
from .style import style
from .toml_lines import Keys
from .typography import BLANK, Mistake, long_sentences, typography
from .validate import Leaf

LAW = ("sources", "parameters", "holidays")
"""The records of the law itself: each has its date and its source, and may name its article."""

_TOKEN = re.compile(r"\{([^{}]*)\}|[{}]")
_LAW_TOKEN = re.compile(r"law:([A-Za-z0-9_-]+)")
# The interface words hold names too, in English: the date that a sentence is about.
_NAME = re.compile(r"[a-z0-9_]+")
_ADDRESS = re.compile(r"https?://\S+")
# Control characters but the end of a line, marks without a body but those that join their neighbours.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


def check_document(document: Document, project: Project, known: Known) -> Iterator[EditorProblem]:
    """Yield the mistakes that any file of the data may hold."""
    if document.kind in FOLDERS:
        yield from _name(document, project)
    for path, id in _addresses(document):
        # It is the name of a folder or of a file of the site: nothing may lead out of its place.
        if not is_slug(id):
            yield document.problem("S024", path, id=id, right=slug(id))
    for leaf in document.leaves:
        for code, values in (
            *_unseen(leaf),
            *_reference(leaf, project),
            *_words(document, leaf, project, known),
        ):
            yield document.problem(code, leaf.path, **values)


def _name(document: Document, project: Project) -> Iterator[EditorProblem]:
    id, stem = document.data.get("id", document.stem), document.stem
    if id != stem:
        yield document.problem("S002", ("id",), file=f"{stem}.toml", stem=stem, id=id)
    folder = addresses.folder(document.kind)
    if f"{folder}/{stem}.md" not in project.pages:
        yield document.problem("S008", (), id=stem, folder=folder)
    others = [one.name for one in project.documents if one.kind in FOLDERS and one.stem == stem]
    if document.name != others[0]:
        yield document.problem("S007", ("id",), id=stem, other=others[0])


def _addresses(document: Document) -> Iterator[tuple[Keys, str]]:
    """Yield what a file gives an address to, and where it says so."""
    if document.kind in (*FOLDERS, "insurer"):
        yield (), document.stem
    elif document.kind == "entries":
        yield from ((("entry", id), id) for id in document.data.get("entry", {}))
    elif document.kind == "situations":
        rows = document.data.get("situation", ())
        yield from ((("situation", n, "id"), one["id"]) for n, one in enumerate(rows) if "id" in one)


def _unseen(leaf: Leaf) -> Iterator[Mistake]:
    """Yield the first character of a text that nobody sees: it ends a line, or turns what follows around."""
    found = _UNSEEN.search(leaf.value) if isinstance(leaf.value, str) else None
    if found:
        excerpt = " ".join(_UNSEEN.sub("", leaf.value).split())[:40]
        yield "S025", {"excerpt": excerpt, "sign": f"U+{ord(found[0]):04X}"}


def _reference(leaf: Leaf, project: Project) -> Iterator[Mistake]:
    """Yield a source, a tool, a page or a value of the law that does not exist; a date to come."""
    kind, id = leaf.kind, leaf.value
    if kind == "source":
        yield from unknown_source(id, project)
    elif kind == "parameter":
        yield from unknown_parameter(id, project)
    elif kind == "tool":
        yield from unknown_tool(id, project)
    elif kind == "page":
        pages = {name.removesuffix(".md").removesuffix("/index") for name in project.pages}
        if id not in pages:
            yield "S011", {"page": id, "advice": nearest(id, pages, otherwise=f"ou créez docs/{id}.md")}
    elif kind == "day" and leaf.path[-1] == "checked_on" and project.today and id > project.today:
        yield "S015", {"day": id, "today": project.today}


def unknown_source(id: str, project: Project) -> Iterator[Mistake]:
    """Yield a source that has no record; nothing when the records cannot be read."""
    sources = project.single("sources")
    if sources is not None and id not in sources:
        yield "S012", {"id": id, "advice": nearest(id, sources, otherwise="ou ajoutez-la à law/sources.toml")}


def unknown_parameter(id: str, project: Project) -> Iterator[Mistake]:
    """Yield a value of the law that has no record; nothing when the records cannot be read."""
    parameters = project.single("parameters")
    if parameters is not None and id not in parameters:
        advice = nearest(id, parameters, otherwise="ou ajoutez-la à law/parameters.toml")
        yield "S013", {"id": id, "advice": advice}


def unknown_tool(id: str, project: Project) -> Iterator[Mistake]:
    """Yield a tool that has no file."""
    if id not in project.tools:
        yield "S010", {"id": id, "advice": nearest(id, project.tools)}


def _words(document: Document, leaf: Leaf, project: Project, known: Known) -> Iterator[Mistake]:
    """Yield what is wrong with words for readers."""
    # The name of an insurer and its hours are its own words, not the site's.
    if leaf.kind not in ("text", "words", "template") or document.kind == "insurer":
        return
    if leaf.kind != "template":
        for match in _TOKEN.finditer(leaf.value):
            yield from _token(match, document, leaf, project)
    text = _ADDRESS.sub(BLANK, _TOKEN.sub(BLANK, leaf.value))
    yield from typography(text)
    yield from long_sentences(text)
    if not STYLE_WAIVER.match(document.before(leaf.path)) and not _NAME.fullmatch(leaf.value):
        is_question = document.kind == "tree" and leaf.path[0] == "question" and leaf.path[2:] == ("text",)
        yield from style(text, "prose", "quiet", *(["question"] if is_question else []))
    if document.kind not in LAW and not WAIVER.match(document.before(leaf.path)):
        yield from typed_by_hand(text, known, TOML)


def _token(match: re.Match[str], document: Document, leaf: Leaf, project: Project) -> Iterator[Mistake]:
    """Yield a token that nothing fills."""
    name = match[1] or ""
    if name.startswith("="):
        filled = _filled(document, leaf, project)
        if filled is not None and name[1:] not in filled:
            advice = nearest(
                match[0], [f"{{={one}}}" for one in filled], otherwise="ou écrivez la phrase sans"
            )
            yield "S014", {"token": match[0], "advice": advice}
    elif leaf.kind == "words":
        yield "S014", {"token": match[0], "advice": "Écrivez ce texte sans accolades."}
    elif law := _LAW_TOKEN.fullmatch(name):
        yield from unknown_source(law[1], project)
    elif re.fullmatch(r"[A-Za-z0-9_-]+", name):
        yield from unknown_parameter(name, project)
    else:
        yield "S014", {"token": match[0], "advice": "Écrivez {une_valeur} ou {law:une-source}."}


def _filled(document: Document, leaf: Leaf, project: Project) -> tuple[str, ...] | None:
    """Return the {=names} that are filled in this sentence; None where no calculator is known."""
    if document.kind == "letter":
        return tuple(document.data.get("field", ())) if leaf.path[0] in LETTER_PARTS else ()
    if document.kind == "deadline" and leaf.path[0] == "late":
        inputs = document.data.get("input", {})
        days = [name for name, one in inputs.items() if one.get("type") == "date" and one.get("required")]
        return ("today", str(document.data.get("overdue_after")), *days)
    if document.kind != "deadline" or leaf.path[0] != "warning":
        return ()
    contract = project.contracts.get(document.data.get("calculator", ""))
    if contract is None:
        return None
    return contract.warnings.get(str(leaf.path[1]), ())
