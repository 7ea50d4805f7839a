"""Who cites what: each source, value, tool, page and node, and every place that names it.

Read from the files themselves, with their lines: what an editor must read again when one of them
changes. For editors and for the build; a browser never needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from macros.rules import present
from macros.rules.data import FOLDERS
from macros.rules.data import parameters as all_parameters
from macros.rules.data import sources as all_sources
from macros.rules.french import date_text

from .lint import CONTRACTS
from .lint.macro_calls import JINJA
from .lint.project import Document, Project, read_project
from .lint.validate import Leaf

Target = Literal["source", "parameter", "tool", "page", "node"]
PlaceKind = Literal[
    "page",
    "question",
    "outcome",
    "item",
    "tool",
    "parameter",
    "holiday",
    "situation",
    "entry",
    "words",
    "code",
]

_RULES = "macros/rules"
_TOKEN = re.compile(r"\{(law:)?([A-Za-z0-9_-]+)\}")
_QUOTED = re.compile(r'"([A-Za-z0-9_-]+)"')
_LINK = re.compile(r"\]\(([^)\s:#]+\.md)(?:#[^)\s]*)?\)")
_CALL = re.compile(r"\s*(\w+)\s*\(")
_TITLE = re.compile(r'(?m)^title:\s*"?(.*?)"?\s*$|^# +(.+?)\s*$')
_BY_MACRO: dict[str, Target] = {
    "tool": "tool",
    "tool_link": "tool",
    "booklet": "tool",
    "embed": "tool",
    "value": "parameter",
    "law": "source",
    "sources": "source",
}
_BY_LEAF: dict[str, Target] = {"source": "source", "parameter": "parameter", "tool": "tool", "page": "page"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is named.

    `of` is the tool, the page ("guides/tecrep") or the file that holds it; `name` the node, the
    item, the value of the law or the holiday within it, "" for the whole.
    """

    kind: PlaceKind
    of: str
    name: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Citation:
    """One place names one thing. A node is named with its tree: "faut-il-declarer/subject".

    `whole` is true where a page prints the tool whole, not a mere link to it.
    """

    kind: Target
    id: str
    place: Place
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Touched:
    """A place that a change reaches: at once when `via` is "", else through that value or tool."""

    place: Place
    via: str


def read(root: Path) -> Project:
    """Return the files of a project, as `check` reads them."""
    return read_project(root, None, CONTRACTS)


def citations(project: Project) -> list[Citation]:
    """Return every citation of a project: its data, then its pages, then the code of the rules."""
    found: list[Citation] = []
    for document in project.documents:
        found += _of_document(document)
    for name, text in project.pages.items():
        found += _of_page(name, text)
    known = set(project.single("sources") or ()), set(project.single("parameters") or ())
    for path in sorted((project.root / _RULES).rglob("*.py")):
        name = path.relative_to(project.root).as_posix()
        found += _of_code(name, path.read_text(encoding="utf-8"), *known, project)
    return found


def impact(project: Project, id: str) -> list[Touched]:
    """Return every place that changing a source, a value, a tool, a page or a node reaches.

    A source reaches what uses the values it sets; what a tool holds reaches the pages that print
    the tool whole. Raises LookupError for an id that nothing bears.
    """
    if id not in bearers(project):
        raise LookupError(id)
    found = citations(project)
    direct = [one for one in found if id in (one.id, _node_alone(one))]
    touched = {one.place: "" for one in direct}
    for value in dict.fromkeys(
        one.place.name for one in direct if one.kind == "source" and one.place.kind == "parameter"
    ):
        for one in found:
            if (one.kind, one.id) == ("parameter", value):
                touched.setdefault(one.place, value)
    for tool in dict.fromkeys(place.of for place in touched if place.of in project.tools):
        for one in found:
            if one.whole and one.id == tool:
                touched.setdefault(one.place, tool)
    return [Touched(place, via) for place, via in touched.items()]


def _node_alone(citation: Citation) -> str:
    return citation.id.partition("/")[2] if citation.kind == "node" else ""


def bearers(project: Project) -> set[str]:
    """Return every id that `impact` knows; a node is known by its name and with its tree."""
    nodes = {
        f"{document.stem}/{name}"
        for document in project.documents
        if document.kind == "tree"
        for table in ("question", "outcome")
        for name in document.data.get(table, {})
    }
    return {
        *(project.single("sources") or ()),
        *(project.single("parameters") or ()),
        *project.tools,
        *(_page_id(name) for name in project.pages),
        *nodes,
        *(node.partition("/")[2] for node in nodes),
    }


def law_index(project: Project, day: date) -> dict[str, list[dict[str, Any]]]:
    """Return the index of the law on a day: {"sources": […], "parameters": […]}, ready for JSON.

    A source is a source of the API with `short` and `uses`; a value of the law {id, label,
    announced, values, uses}, each of its values {text, holds (on `day`), valid_from, valid_until,
    source, short, checked_on} with days in words. `uses` are the places that readers see, {kind, of, page,
    title, name, text}, each once; `page` prints the tool whole.
    """
    found = citations(project)
    titles = _titles(project, day)
    homes = {one.id: one.place.of for one in found if one.whole}
    return {
        "sources": [
            record
            | {
                "short": all_sources()[record["id"]].short,
                "uses": _uses("source", record["id"], found, titles, homes),
            }
            for record in present.sources(
                sorted(all_sources(), key=lambda id: _natural(all_sources()[id].title))
            )
        ],
        "parameters": [
            {
                "id": id,
                "label": parameter.label,
                "announced": parameter.announced,
                "values": [
                    {
                        "text": present.amount(value.value, parameter.unit),
                        "holds": not parameter.announced
                        and value.valid_from <= day
                        and not (value.valid_until and value.valid_until < day),
                        "valid_from": date_text(value.valid_from, weekday=False),
                        "valid_until": date_text(value.valid_until, weekday=False)
                        if value.valid_until
                        else "",
                        "source": value.source,
                        "short": all_sources()[value.source].short,
                        "checked_on": value.checked_on.isoformat(),
                    }
                    for value in parameter.values
                ],
                "uses": _uses("parameter", id, found, titles, homes),
            }
            for id, parameter in sorted(all_parameters().items(), key=lambda one: one[1].label)
        ],
    }


def _natural(title: str) -> list[tuple[int, str]]:
    """Return what orders titles as people do: article L113-2 before article L113-11."""
    parts = re.split(r"(\d+)", title)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def page_title(text: str) -> str:
    """Return the title of a page: that of its front matter, else its first heading, else ""."""
    match = _TITLE.search(text)
    return (match[1] or match[2]) if match else ""


def _uses(
    kind: Target,
    id: str,
    found: Iterable[Citation],
    titles: Mapping[tuple[str, str], str],
    homes: Mapping[str, str],
) -> list[dict[str, str]]:
    """Return the places that readers can see, each once, in order."""
    places = dict.fromkeys(
        (one.place.kind, one.place.of, one.place.name)
        for one in found
        if (one.kind, one.id) == (kind, id) and one.place.kind not in ("words", "code", "situation", "entry")
    )
    return [
        {
            "kind": place,
            "of": of,
            "page": homes.get(of, of),
            "title": titles.get((of, ""), ""),
            "name": name,
            "text": titles.get((of, name), "") if name else "",
        }
        for place, of, name in places
    ]


def _titles(project: Project, day: date) -> dict[tuple[str, str], str]:
    """Return what readers see of each place: {(tool or page, node or item): title}."""
    titles = {(_page_id(name), ""): page_title(text) for name, text in project.pages.items()}
    for one in project.documents:
        if one.kind in FOLDERS:
            titles[one.stem, ""] = one.data.get("title", one.stem)
        for table, key in (("question", "text"), ("outcome", "title")):
            for name, node in one.data.get(table, {}).items() if one.kind == "tree" else ():
                titles[one.stem, name] = present.law(node[key], day)
        for item in one.data.get("item", ()) if one.kind == "checklist" else ():
            titles[one.stem, item["id"]] = present.law(item["label"], day)
        for name, record in one.data.items() if one.kind == "parameters" else ():
            titles[one.name, name] = record["label"]
        for name, record in one.data.get("holiday", {}).items() if one.kind == "holidays" else ():
            titles[one.name, name] = record["name"]
    return titles


# Data


def _of_document(document: Document) -> Iterator[Citation]:
    for leaf in document.leaves:
        place = _place(document, leaf)
        for kind, id in _named(document, leaf):
            yield Citation(kind, id, place)


def _named(document: Document, leaf: Leaf) -> Iterator[tuple[Target, str]]:
    """Yield what one value of a file names."""
    if leaf.kind in _BY_LEAF:
        yield _BY_LEAF[leaf.kind], leaf.value
    elif leaf.kind in ("text", "template"):
        for law, id in _TOKEN.findall(leaf.value):
            # What the templates of the strings fill is no value of the law.
            if law or leaf.kind == "text":
                yield ("source" if law else "parameter"), id
    elif document.kind == "tree" and leaf.kind == "name" and _is_node(leaf.path):
        yield "node", f"{document.stem}/{leaf.value}"


def _is_node(path: tuple[str | int, ...]) -> bool:
    """Return whether a name of a tree is one of its nodes: a link's `given` names another tool's."""
    return path[-1] in ("next", "start", "question", "from") and not {"given", "values"} & set(path)


def _place(document: Document, leaf: Leaf) -> Place:
    line = document.line(leaf.path)
    head = [str(part) for part in leaf.path[:2]]

    def at(kind: PlaceKind, of: str, name: str = "") -> Place:
        return Place(kind, of, name, document.name, line)

    if document.kind == "tree" and head[0] in ("question", "outcome"):
        return at("question" if head[0] == "question" else "outcome", document.stem, head[1])
    if document.kind == "checklist" and head[0] == "item":
        return at("item", document.stem, document.data["item"][leaf.path[1]].get("id", head[1]))
    if document.kind in FOLDERS:
        return at("tool", document.stem)
    if document.kind == "parameters":
        return at("parameter", document.name, head[0])
    if document.kind == "holidays":
        return at("holiday", document.name, head[1] if head[0] == "holiday" else head[0])
    if document.kind == "situations":
        return at("situation", document.name, document.data["situation"][leaf.path[1]].get("id", head[1]))
    if document.kind == "entries" and head[0] == "entry":
        return at("entry", document.name, head[1])
    if document.kind == "glossary":
        return Place("page", "guides/glossaire", "", document.name, line)
    return at("words", document.name, ".".join(str(part) for part in leaf.path))


# Pages


def _of_page(name: str, text: str) -> Iterator[Citation]:
    page = _page_id(name)
    for match in JINJA.finditer(text):
        call = _CALL.match(match["call"] or "")
        if call is None or call[1] not in _BY_MACRO:
            continue
        place = Place("page", page, "", f"docs/{name}", text.count("\n", 0, match.start()) + 1)
        for id in re.findall(r'"([^"]+)"', match["call"]):
            yield Citation(_BY_MACRO[call[1]], id, place, whole=call[1] == "tool")
    for match in _LINK.finditer(text):
        target = _joined(PurePosixPath(name).parent, match[1])
        place = Place("page", page, "", f"docs/{name}", text.count("\n", 0, match.start()) + 1)
        yield Citation("page", _page_id(target), place)


def _page_id(name: str) -> str:
    """Return a page as links name it: "guides/tecrep" for "guides/tecrep.md", "guides" for its index."""
    return name.removesuffix(".md").removesuffix("/index")


def _joined(folder: PurePosixPath, target: str) -> str:
    parts = list(folder.parts)
    for part in PurePosixPath(target).parts:
        if part == "..":
            del parts[-1:]
        else:
            parts.append(part)
    return "/".join(parts)


# Code


def _of_code(
    name: str, text: str, sources: set[str], parameters: set[str], project: Project
) -> Iterator[Citation]:
    """Yield the sources and values that a module of the rules names, its tool's or its own."""
    stem = PurePosixPath(name).stem
    tools = [one.stem for one in project.documents if one.data.get("calculator") == stem]
    for number, row in enumerate(text.split("\n"), 1):
        for id in _QUOTED.findall(row):
            for kind, known in (("source", sources), ("parameter", parameters)):
                if id in known:
                    place = (
                        Place("tool", tools[0], "", name, number)
                        if tools
                        else Place("code", name, "", name, number)
                    )
                    yield Citation(_BY_LEAF[kind], id, place)
