"""The room of pages: the rules' tools and words as HTML that is complete without a script.

One function and one template per macro. Every function returns one balanced block, or an inline
element, that Markdown leaves as it stands.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from .almanac import almanach
from .booklet import booklet, booklets
from .components import composants
from .dossier import dossier
from .figures import ladder, timeline
from .framed import embed
from .home import first_question, kept_pages, road
from .insurer import composer_un_site
from .law_index import index_du_droit
from .letters import mots_qui_engagent
from .links import composer_un_lien, liens_courants
from .load import launch_mailing, million_visits, visit_weights
from .news import quoi_de_neuf
from .page import Page, address_code
from .publisher import publisher
from .search import recherche
from .tools import rouvrir, tool, tool_link
from .verification import recette, stored, verification
from .words import glossary, guide_header, guide_words, law, situations, sources, term, value

__all__ = ["Macro", "address_code", "macros", "reading_all"]

Macro = Callable[..., str]

_OF_PAGE = (
    tool,
    tool_link,
    term,
    glossary,
    guide_words,
    rouvrir,
    dossier,
    situations,
    first_question,
    kept_pages,
    timeline,
    road,
    recherche,
    almanach,
    index_du_droit,
    mots_qui_engagent,
    verification,
    composants,
    recette,
    quoi_de_neuf,
    stored,
    composer_un_lien,
    liens_courants,
    composer_un_site,
    booklet,
    booklets,
    embed,
)
_PLAIN = (value, law, guide_header, sources, publisher, ladder, visit_weights, million_visits, launch_mailing)


def macros(current_page: Callable[[], Any]) -> dict[str, Macro]:
    """Return the macros of the pages by name.

    `current_page` gives the page that the generator is building.
    """
    bound = {function.__name__: _on_page(function, current_page) for function in _OF_PAGE}
    return bound | {function.__name__: function for function in _PLAIN}


def _on_page(function: Callable[..., str], current_page: Callable[[], Any]) -> Macro:
    def macro(*args: str) -> str:
        return function(Page.of(current_page()), *args)

    return macro


def reading_all() -> list[str]:
    """Return the names of the macros that read the whole project: they print what other pages say."""
    reading = (one for one in (*_OF_PAGE, *_PLAIN) if hasattr(sys.modules[one.__module__], "authoring"))
    return [one.__name__ for one in reading]
