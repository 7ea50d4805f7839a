"""The sources of the law open on the text that they name, or say where to look."""

import re
from urllib.parse import urlsplit

import pytest

from macros.authoring.lint.law import opens_on_nothing
from macros.rules import data
from macros.rules.model import Source

SOURCES = sorted(data.sources().values(), key=lambda source: source.id)
ADDRESSED = [source for source in SOURCES if source.url]

#: How an address that opens on a text is made, by host. A host that is not here has only pages of
#: its own: their address has a path of at least two words.
FORMS = {
    "www.legifrance.gouv.fr": (
        r"/codes/article_lc/LEGIARTI\d{12}/?",
        r"/codes/section_lc/LEGITEXT\d{12}/LEGISCTA\d{12}/",
        r"/loda/article_lc/LEGIARTI\d{12}",
        r"/loda/id/(JORFTEXT|LEGITEXT)\d{12}/",
        r"/jorf/id/JORFTEXT\d{12}",
        r"/juri/id/JURITEXT\d{12}",
    ),
    "www.courdecassation.fr": (r"/recherche-judilibre\?search_api_fulltext=\d\d-\d\d\.\d{3}",),
    "www.service-public.gouv.fr": (r"/particuliers/vosdroits/F\d+",),
    "entreprendre.service-public.gouv.fr": (r"/vosdroits/F\d+",),
    "www.conseil-constitutionnel.fr": (r"/decision/\d{4}/\w+\.htm",),
    "formulaire.mediation-assurance.org": (r"/",),
    "clkavocat.fr": (r"/\?p=\d+",),
}
#: The pages of the sites that need no form: one or more words of an address.
PAGE = r"(/[\w.-]+)*/[\w.-]{7,}/?"


def tail(source: Source) -> str:
    parts = urlsplit(source.url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


@pytest.mark.parametrize("source", ADDRESSED, ids=lambda source: source.id)
def test_an_address_opens_on_what_the_source_names(source: Source) -> None:
    """No code, court, firm or newspaper is cited by its front page."""
    assert not opens_on_nothing(source.url)
    forms = FORMS.get(urlsplit(source.url).hostname or "", (PAGE,))
    assert any(re.fullmatch(form, tail(source)) for form in forms), source.url


@pytest.mark.parametrize(
    "url",
    [
        "https://www.legifrance.gouv.fr/codes/id/LEGITEXT000006073984/",
        "https://www.legifrance.gouv.fr/",
        "https://blp-avocats.com",
        "https://www.courdecassation.fr/",
    ],
)
def test_a_front_page_opens_on_nothing(url: str) -> None:
    """The addresses that a reader could not check anything with are known as such."""
    assert opens_on_nothing(url)


def test_a_search_of_a_court_bears_the_number_of_its_ruling() -> None:
    """Whoever follows the address of a ruling finds that ruling and no other."""
    searches = [one for one in ADDRESSED if "recherche-judilibre" in one.url]
    assert searches
    for one in searches:
        number = one.url.rpartition("=")[2]
        assert number in one.title
        assert number in one.where


def test_two_articles_never_share_an_address_of_an_article() -> None:
    """An address copied to the article beside it would open on the wrong text."""
    articles = [one.url.rstrip("/") for one in ADDRESSED if "/article_lc/" in one.url]
    assert sorted(set(articles)) == sorted(articles)


@pytest.mark.parametrize("source", [one for one in SOURCES if not one.url], ids=lambda source: source.id)
def test_a_source_without_an_address_says_where_to_look(source: Source) -> None:
    """A reader is told which words to search for, and on which site or book."""
    assert re.search(r"(?:Cherchez|en librairie)", source.where)


def test_what_was_read_in_an_old_state_says_which() -> None:
    """An article of the Code des assurances read in a copy of 2020 never passes for today's."""
    codes = [one for one in SOURCES if re.match(r"cassur-|cconso-|cpen-(?!226)", one.id)]
    assert [one.id for one in codes if one.status == "text" and not one.version] == [
        "cassur-L127-1",
        "cconso-R612-2",
    ]
