"""Checking the macro calls of a page: what they are given exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from .advice import nearest
from .documents import unknown_parameter, unknown_source, unknown_tool
from .project import Project
from .typography import Mistake

# No call holds the beginning of another.
JINJA = re.compile(r"\{\{(?P<call>(?:(?!\{\{).)*?)\}\}|\{%-?\s*(?P<tag>\w*)(?:(?!\{%).)*?%\}", re.DOTALL)
_CALL = re.compile(r"\s*(?P<name>\w+)\s*(?:\((?P<arguments>.*)\))?.*", re.DOTALL)
_ID = re.compile(r'"([^"]+)"')
_TERM = re.compile(r'\{\{\s*term\(\s*"([^"]+)"\s*\)\s*\}\}')
_DAY = re.compile(r'checked_on="([^"]+)"')


class Macro(NamedTuple):
    """One macro: what its arguments look like, and a call as it should be written."""

    arguments: str
    sample: str


_ONE = r'\s*"[^"]+"\s*'
MACROS = {
    "tool": Macro(_ONE, 'tool("id-de-l-outil")'),
    "tool_link": Macro(_ONE, 'tool_link("id-de-l-outil")'),
    "value": Macro(_ONE, 'value("nom_de_la_valeur")'),
    "law": Macro(_ONE, 'law("id-de-la-source")'),
    "sources": Macro(rf"{_ONE}(?:,{_ONE})*,?\s*", 'sources("une-source", "une-autre")'),
    "guide_header": Macro(
        r'\s*checked_on="[0-9-]+",\s*minutes=[0-9]+\s*', 'guide_header(checked_on="2026-01-31", minutes=5)'
    ),
    "term": Macro(_ONE, 'term("franchise")'),
    "guide_words": Macro(r"\s*", "guide_words()"),
    "glossary": Macro(r"\s*", "glossary()"),
    "situations": Macro(r"\s*", "situations()"),
    "first_question": Macro(r"\s*", "first_question()"),
    "timeline": Macro(_ONE, 'timeline("id-du-calculateur")'),
    "ladder": Macro(_ONE, 'ladder("id-de-la-liste")'),
    "kept_pages": Macro(r"\s*", "kept_pages()"),
    "road": Macro(r"\s*", "road()"),
    "booklet": Macro(_ONE, 'booklet("id-du-questionnaire")'),
    "embed": Macro(_ONE, 'embed("id-de-l-outil")'),
    "booklets": Macro(r"\s*", "booklets()"),
    "almanach": Macro(r"\s*", "almanach()"),
    "recherche": Macro(r"\s*", "recherche()"),
    "mots_qui_engagent": Macro(r"\s*", "mots_qui_engagent()"),
    "dossier": Macro(r"\s*", "dossier()"),
    "rouvrir": Macro(r"\s*", "rouvrir()"),
    "index_du_droit": Macro(r"\s*", "index_du_droit()"),
    "verification": Macro(r"\s*", "verification()"),
    "composants": Macro(r"\s*", "composants()"),
    "composer_un_lien": Macro(r"\s*", "composer_un_lien()"),
    "composer_un_site": Macro(r"\s*", "composer_un_site()"),
    "liens_courants": Macro(r"\s*", "liens_courants()"),
    "quoi_de_neuf": Macro(r"\s*", "quoi_de_neuf()"),
    "recette": Macro(r"\s*", "recette()"),
    "publisher": Macro(r"\s*", "publisher()"),
    "visit_weights": Macro(r"\s*", "visit_weights()"),
    "million_visits": Macro(r"\s*", "million_visits()"),
    "launch_mailing": Macro(r"\s*", "launch_mailing()"),
    "stored": Macro(r"\s*", "stored()"),
}


def check_call(match: re.Match[str], project: Project) -> Iterator[Mistake]:
    """Yield what is wrong with one call, a match of `JINJA`."""
    call = _CALL.fullmatch(match["call"] or match["tag"] or "")
    name = call["name"] if call else ""
    if call is None or match["tag"] or name not in MACROS:
        yield "S040", {"name": name, "advice": nearest(name, MACROS)}
        return
    macro, arguments = MACROS[name], call["arguments"]
    if arguments is None or not re.fullmatch(macro.arguments, arguments):
        yield "S041", {"call": " ".join(match[0].split()), "sample": f"{{{{ {macro.sample} }}}}"}
        return
    if name == "guide_header":
        yield from _header(match, macro, project)
        return
    for id in _ID.findall(arguments):
        if name in ("tool", "tool_link", "booklet", "embed", "timeline", "ladder"):
            yield from unknown_tool(id, project)
        elif name == "value":
            yield from unknown_parameter(id, project)
        elif name == "term":
            yield from _unknown_term(id, project)
        else:
            yield from unknown_source(id, project)


def spoken(text: str) -> str:
    """Return a page with the words of its bubbles in the place of their calls."""
    return _TERM.sub(r"\1", text)


def _unknown_term(words: str, project: Project) -> Iterator[Mistake]:
    """Yield a word that the glossary does not have; nothing when it cannot be read."""
    glossary = project.single("glossary")
    if glossary is None:
        return
    forms = [form for record in glossary.values() for form in record.get("forms", ())]
    if words.casefold() not in {form.casefold() for form in forms}:
        advice = nearest(words, forms, otherwise="ou ajoutez cette forme à glossary.toml")
        yield "S044", {"words": words, "advice": advice}


def _header(match: re.Match[str], macro: Macro, project: Project) -> Iterator[Mistake]:
    typed = _DAY.findall(match[0])[0]
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        yield "S041", {"call": match[0], "sample": f"{{{{ {macro.sample} }}}}"}
        return
    if project.today and day > project.today:
        yield "S015", {"day": day, "today": project.today}
