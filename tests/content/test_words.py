"""What the checker reads in a text: French typography, long sentences, the law typed by hand."""

import pytest

from macros.authoring.lint.hardcoded_law import MARKDOWN, TOML, Known, typed_by_hand
from macros.authoring.lint.typography import long_sentences, typography

RIGHT = [
    "Est-ce urgent ? Oui : appelez !",
    "Est-ce urgent\u202f? Oui\u00a0: appelez\u202f; écrivez\u202f!",
    "Il dit « c’est notre faute »…",
    "Quoi ?!",
    "Rendez-vous à 18:30, ou sur https://jardin.example/",
    "Une question (?) ouverte",
    " : ",
    "",
]

KNOWN = Known(
    {(5, "jours_ouvres"): ["floor"], (2, "annees"): ["prescription"], (40, "euros"): ["indemnity"]},
    frozenset({"cassur-L113-2", "cpc-641", "cciv-641"}),
)


def nbsp(text: str) -> str:
    """Return a text with its no-break spaces, as the editors' keyboards write them."""
    for mark in ":;!?»":
        text = text.replace(f" {mark}", f"\u00a0{mark}")
    return text.replace("« ", "«\u00a0")


@pytest.mark.parametrize("text", RIGHT)
def test_right_typography_is_left_alone(text: str) -> None:
    """A no-break space, narrow or not, is a no-break space; an address and an hour are no sentence."""
    assert list(typography(nbsp(text))) == []


@pytest.mark.parametrize(
    ("text", "code", "excerpt"),
    [
        ("C'est dit", "S030", "C'est"),
        ("aujourd'hui", "S030", "aujourd'hui"),
        ("Oui ?", "S031", "Oui ?"),
        ("Oui?", "S031", "Oui?"),
        ("Voici: un mot", "S031", "Voici:"),
        ("Voici :", "S031", "Voici :"),
        ("a ; b", "S031", "a ;"),
        ("…!", "S031", "…!"),
        ("il dit « oui\u00a0»", "S031", "« oui"),
        ("il dit «oui\u00a0»", "S031", "«oui"),
        ("il dit «\u00a0oui »", "S031", "oui »"),
        ("il dit «\u00a0oui»", "S031", "oui»"),
        ("et puis...", "S032", "puis..."),
    ],
)
def test_wrong_typography_is_found(text: str, code: str, excerpt: str) -> None:
    """Each mistake is shown with the words around it."""
    assert [(found, values["excerpt"]) for found, values in typography(text)] == [(code, excerpt)]


def test_a_sentence_may_have_twenty_five_words() -> None:
    """Marks are no words, and a new sentence counts from nought."""
    sentence = " ".join(["mot"] * 25)
    assert list(long_sentences(f"{sentence}. {sentence} !")) == []
    ((code, values),) = long_sentences(f"Oui. {sentence} mot.")
    assert (code, values["count"]) == ("S033", 26)


@pytest.mark.parametrize(
    "text",
    [
        "Le 30 avril 2026, ou le 30/04/2026",
        "Il y a deux jours, ou trois semaines",
        "Reculez d’un jour ouvré",
        "Une année, une fois par an, un mois, deux années",
        "Le 26 décembre, à 18 heures",
        "Un 2-3 pièces, un plan A, un plan B4",
        "Les onze jours du Code du travail",
        "Un article de presse",
    ],
)
def test_everyday_figures_are_left_alone(text: str) -> None:
    """Dates, hours and turns of speech are no values of the law."""
    assert list(typed_by_hand(text, KNOWN, TOML)) == []


@pytest.mark.parametrize(
    ("text", "code", "excerpt", "right"),
    [
        ("dans les 5 jours ouvrés", "S020", "5 jours", "{floor}"),
        ("dans les cinq jours ouvrés", "S020", "cinq jours", "{floor}"),
        ("plus d’un an", "S020", "un an", "{…}"),
        ("après 2 ans", "S020", "2 ans", "{prescription}"),
        ("après deux ans", "S020", "deux ans", "{prescription}"),
        ("une somme de 40\u00a0€", "S020", "40\u00a0€", "{indemnity}"),
        ("plus de 5\u202f000 euros", "S020", "5\u202f000 euros", "{…}"),
        ("en 2024, 3 semaines", "S020", "3 semaines", "{…}"),
        ("sous 3 semaines", "S020", "3 semaines", "{…}"),
        ("l’article L113-2", "S021", "article L113-2", "{law:cassur-L113-2}"),
        ("selon L. 113-2", "S021", "L. 113-2", "{law:cassur-L113-2}"),
        ("l’art. 641", "S021", "art. 641", "{law:cciv-641} ou {law:cpc-641}"),
        ("les articles 12 et suivants", "S021", "articles 12", "{law:…}"),
    ],
)
def test_the_law_typed_by_hand_is_found(text: str, code: str, excerpt: str, right: str) -> None:
    """In figures or in letters, it is shown with the record that says it."""
    ((found, values),) = typed_by_hand(text, KNOWN, TOML)
    assert (found, values["excerpt"]) == (code, excerpt)
    assert str(values["advice"]).startswith(f"Écrivez {right}. ")


def test_a_page_is_told_the_macro() -> None:
    """The same value is a token in TOML and a macro in a page."""
    ((_, values),) = typed_by_hand("après 2 ans", KNOWN, MARKDOWN)
    assert str(values["advice"]).startswith('Écrivez {{ value("prescription") }}. ')
