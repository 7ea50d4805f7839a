"""The page where the site is searched."""

from __future__ import annotations

from .content import words
from .html import render
from .page import Page
from .words import situations

#: What says nothing of what is looked for, as the script types it: without accents, elisions cut off.
SMALL_WORDS = (
    "a ai ailleurs as au aux avec avez ce ces cet cette combien comment dans de des du elle elles en est et "
    "etre faire faut il ils je la le les leur ma me mes mon ne nos notre nous on ont ou par pas peut pour "
    "puis quand que quel quelle quelles quels qui quoi sa se ses si son sont suis sur un une vos votre vous y"
)


def recherche(page: Page) -> str:
    """Print the search: its form and its words for the script, and the situations, whole without a script."""
    sentences = words("search")
    return render(
        "search.html",
        words=sentences,
        small_words=SMALL_WORDS,
        situations=situations(page),
        said=sentences["said"],
    )
