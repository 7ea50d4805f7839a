"""The words that may admit liability: found however they are typed, and not found where they are denied."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules import admissions, data
from macros.rules.model import Phrase

TODAY = date(2026, 11, 23)


def phrases(text: str) -> list[str]:
    return [one["phrase"] for one in admissions.mark(text, TODAY)]


@pytest.mark.parametrize("phrase", data.admissions(), ids=lambda phrase: phrase.id)
def test_an_example_is_found_and_its_safe_words_are_not(phrase: Phrase) -> None:
    """What is shown as not to write is what the guard finds; what is shown instead is safe."""
    assert phrase.id in phrases(phrase.example)
    assert phrases(phrase.safe) == []


@pytest.mark.parametrize("phrase", data.admissions(), ids=lambda phrase: phrase.id)
def test_a_pattern_begins_and_ends_with_a_word(phrase: Phrase) -> None:
    """A gap or a word that may be left out stands between two others: at an end it would say nothing."""
    for pattern in phrase.says:
        first, last = pattern.split()[0], pattern.split()[-1]
        assert "…" not in (first, last)
        assert not first.startswith("(")
        assert not last.startswith("(")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("C’est notre faute.", "our_fault"),
        ("c'est vraiment de NOTRE   Faute", "our_fault"),
        ("C’est notre\nfaute", "our_fault"),
        ("il y a eu une négligence de notre part", "our_fault"),
        ("Nous avons eu tort.", "our_fault"),
        ("Nous sommes responsables.", "responsible"),
        ("je suis entièrement responsable", "responsible"),
        ("Nous reconnaissons pleinement notre responsabilité", "responsible"),
        ("J’assume cette erreur.", "responsible"),
        ("notre erreur vous a causé une perte", "our_error"),
        ("J’ai commis une erreur", "our_error"),
        ("nous nous sommes trompés de date", "our_error"),
        ("Nous aurions du\u00a0le voir", "should_have"),
        ("Veuillez nous excuser pour cette erreur.", "excuse_for_fault"),
        ("Je suis désolé de notre erreur.", "excuse_for_fault"),
        ("le dommage que nous vous avons causé", "harm_we_caused"),
        ("nous reconnaissons votre préjudice", "harm_we_caused"),
        ("Nous vous rembourserons la totalité.", "refund"),
        ("Nous allons vous rembourser", "refund"),
        ("je vous propose une remise", "refund"),
        ("vous serez intégralement remboursée", "refund"),
        ("nous vous indemniserons", "compensate"),
        ("Nous prenons tous les frais à notre charge", "compensate"),
        ("un geste commercial", "gesture"),
        ("POUR SOLDE DE TOUT COMPTE", "settlement"),
        ("signons un accord amiable", "settlement"),
        ("mon assurance vous remboursera", "insurer_will_pay"),
        ("vous serez couverts par notre assureur", "insurer_will_pay"),
    ],
)
def test_words_that_engage_are_found(text: str, phrase: str) -> None:
    """Capitals, accents, kinds of apostrophe and of space, ends of lines do not hide them."""
    assert phrase in phrases(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ce n’est pas notre faute.",
        "Ce n’est pas\n\n" + " " * 20 + "notre faute.",
        "Nous ne sommes pas responsables.",
        "Sans reconnaître notre responsabilité, voici les faits.",
        "Cette lettre ne vaut ni reconnaissance de responsabilité ni promesse.",
        "Nous ne vous rembourserons pas.",
        "Nous n’allons pas vous rembourser.",
        "Je regrette les difficultés que vous rencontrez.",
        "Je comprends que ce soit pénible.",
        "Le fichier a été livré le 12.",
        "Votre faute de frappe est corrigée.",
        "Je suis le responsable du dossier.",
        "Le service responsable vous répondra.",
        "Vous demandez une indemnité : j’en prends note.",
        "Je demande à mon assureur de prendre en charge ma défense.",
        "Je prends note. Notre dossier avance.",
        "J’ai transmis votre demande à mon assureur, qui l’examine.",
        "Nous avons parlé un moment. Vous avez reçu le colis.",
        "Merci de votre commande.",
    ],
)
def test_facts_regrets_and_denials_are_left_alone(text: str) -> None:
    """A fact is no admission, nor a regret; a denial is the opposite of one."""
    assert phrases(text) == []


@pytest.mark.parametrize("before", ["", "🦆🦆 ", "ﬁn. ", "É́ ", "\u00ad\u200b", "İstanbul. "])
def test_the_place_of_the_words_is_theirs(before: str) -> None:
    """Start and end cut the words out of the text, whatever signs come before them."""
    text = f"{before}C\u2019est no\u00adtre fau\u0302te, dit-il."
    (one,) = admissions.mark(text, TODAY)
    assert text[one["start"] : one["end"]] == "C\u2019est no\u00adtre fau\u0302te"


def test_two_sentences_make_no_phrase() -> None:
    """Words on both sides of an end of sentence are not said together."""
    assert phrases("Nous reconnaissons le colis. La responsabilité se discute.") == []
    assert phrases("Nous reconnaissons le colis, la responsabilité aussi.") == ["responsible"]


def test_words_found_twice_are_told_once_and_others_each() -> None:
    """Where two phrases overlap the first is told; two that do not are both told, in order."""
    found = admissions.mark("Nous reconnaissons notre erreur. Nous vous rembourserons.", TODAY)
    assert [one["phrase"] for one in found] == ["responsible", "refund"]
    assert all(a["end"] <= b["start"] for a, b in pairwise(found))


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever is typed, what is found is a part of the text, in order, without overlap."""
    at = 0
    for one in admissions.mark(text, TODAY):
        assert at <= one["start"] < one["end"] <= len(text)
        at = one["end"]


@pytest.mark.parametrize(
    "text", ["notre faute " * 1600, "reconnais " * 2000, "nous avons " * 1800, "a" * 20_000]
)
def test_the_longest_text_is_read_to_its_end(text: str) -> None:
    """A text as long as a field takes, made to be slow, is read whole: its last words are found."""
    last = admissions.mark(f"{text}. Nous vous indemniserons.", TODAY)[-1]
    assert last["said"] == "vous indemniserons"
