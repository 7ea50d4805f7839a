"""What a reader may lose by not being told it, on each page where it could be missed."""

import re
from pathlib import Path

import pytest
from markdown.extensions.toc import slugify

from macros.rules import data
from tests.content.project import ROOT
from tests.content.test_sources_of_content import GUIDES, plain, sections

INSULTED = "guides/client-insultant"

#: Where a warning stands, and words of it.
WARNINGS = {
    "three months for a false review": (
        INSULTED,
        "Et s’il laisse un avis ?",
        ['value("press_offence")', "fait faux"],
    ),
    "three months for defamation": (
        INSULTED,
        "De combien de temps disposez-vous ?",
        ["injure publique ou une diffamation", 'value("press_offence")'],
    ),
    "three months where a review is answered": (
        "guides/profils",
        "Un avis en ligne",
        ["fait faux", 'value("press_offence")'],
    ),
    "an e-mail to a closed circle is not public": (
        INSULTED,
        "Que dit la loi sur l’insulte ?",
        ["un petit groupe fermé", "non public"],
    ),
    "the amicable attempt, its two amounts and its sanction": (
        "guides/mediateur-et-juge",
        "Faut-il une tentative amiable avant ?",
        [
            'value("amicable_threshold")',
            'value("amicable_threshold_announced")',
            "irrecevable",
            "la prescription court",
        ],
    ),
    "be defended while the insurer is silent": (
        "guides/recours",
        "Votre client vous a assigné : qui vous défend ?",
        ["prenez un avocat sans attendre", "appeler l’assureur au procès"],
    ),
    "a writ is never left without a lawyer": (
        "guides/actes-et-convocations",
        "Vous recevez une assignation",
        ["prenez un avocat sans attendre", 'value("prescription")'],
    ),
    "a broker is not the insurer": (
        "guides/quand-contacter-son-assureur",
        "Comment déclarer, et par quel moyen ?",
        ["envoyez aussi la déclaration à l’assureur lui-même", 'law("courtier-cass-2023")'],
    ),
    "a letter that restarts the time goes to the head office": (
        "guides/recours",
        "Comment protéger vos droits ?",
        ["au siège de l’assureur", 'law("courtier-cass-2023")'],
    ),
    "builders: both insurers": (
        "guides/quand-contacter-son-assureur",
        "Votre situation est-elle particulière ?",
        ["Vous êtes du bâtiment", "le même jour", "décennale"],
    ),
    "builders: the insurer of the day the site opened": (
        "guides/batiment",
        "À quel assureur déclarer ?",
        ["déclarez aux deux", "date d’ouverture du chantier"],
    ),
    "a letter after a declaration as a precaution is declared again": (
        "guides/quand-contacter-son-assureur",
        "Rien n’est encore écrit : que surveiller ?",
        ["une déclaration nouvelle", "depuis sa réception"],
    ),
    "an old contract works on conditions": (
        "guides/cas-particuliers",
        "Votre contrat est-il terminé ?",
        ["sous conditions", "vous ne deviez pas le connaître"],
    ),
    "an order served is opposed in time": (
        "guides/actes-et-convocations",
        "Une ordonnance d’injonction de payer vous est remise",
        ['value("opposition")', "Au greffe"],
    ),
}


@pytest.mark.parametrize(("page", "heading", "words"), WARNINGS.values(), ids=WARNINGS.keys())
def test_a_warning_stands_where_it_is_needed(page: str, heading: str, words: list[str]) -> None:
    """Under its heading, with its date or its reason."""
    text = sections(page)[plain(heading)]
    assert [one for one in words if plain(one) not in text] == []


def test_no_page_waits_for_a_rate_of_the_next_half_year() -> None:
    """A value with a last day would stop the whole site on the day after: pages leave it to the tools."""
    pages = "".join(file.read_text("utf-8") for file in (ROOT / "docs").rglob("*.md"))
    ending = {id for id, one in data.parameters().items() if one.values[-1].valid_until}
    assert ending
    assert ending & set(re.findall(r'value\("([^"]+)"\)', pages)) == set()


def test_what_is_read_elsewhere_is_seldom_told() -> None:
    """A refrain is no longer heard: « On lit souvent » comes five times at most in the whole site."""
    files = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "macros/rules/data").rglob("*.toml")]
    assert sum(len(re.findall(r"(?i)\bon lit souvent\b", file.read_text("utf-8"))) for file in files) <= 5


@pytest.mark.parametrize(
    "guide",
    [
        "actes-et-convocations",
        "batiment",
        "cas-particuliers",
        "ce-que-couvre-la-rc-pro",
        "mediateur-et-juge",
        "preparer-le-dossier",
        "quand-contacter-son-assureur",
        "recours",
    ],
)
def test_a_guide_on_insurance_opens_with_a_calm_line(guide: str) -> None:
    """Before the summary, a sentence or two for somebody who has just been blamed."""
    text = (ROOT / f"docs/guides/{guide}.md").read_text("utf-8")
    opening = re.search(r"guide_header\(.*?\) \}\}\n\n(.+?)\n\n## L’essentiel", text, re.DOTALL)
    assert opening
    assert 15 <= len(opening[1].split()) <= 60


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_is_read_in_a_few_minutes(guide: Path) -> None:
    """What concerns few readers stands in pages of its own: no guide is a book."""
    body = re.split(r"^## Sources$", guide.read_text("utf-8").split("---", 2)[2], flags=re.MULTILINE)[0]
    prose = re.sub(r"\{\{\s*term\(\"([^\"]+)\"\)\s*\}\}", r"\1", body)
    # What a value or a source prints is read too: some three words each.
    prose = re.sub(r"\{\{\s*(?:value|law)\(.*?\}\}", " one two three ", prose)
    prose = re.sub(r"\{\{.*?\}\}|<!--.*?-->|\]\([^)]*\)|[|*#>\[\]-]", " ", prose)
    assert len([word for word in prose.split() if re.search(r"\w", word)]) < 1800


#: What is said aloud to a client may be short: neither quotations nor the rows of a table are counted.
_QUOTED = re.compile(r"«[^»]*»|^\d+\.|^[|>].*$|\{\{.*?\}\}", re.MULTILINE)


def test_short_sentences_never_come_three_in_a_row() -> None:
    """Orders of seven words, one behind another, are a checklist: a person links what is said."""
    told = {
        f"{file.stem}: {row}": _QUOTED.sub("", row)
        for file in (ROOT / "docs").glob("*/*.md")
        if file.parent.name in ("guides", "outils", "modeles")
        for row in file.read_text("utf-8").split("\n")
    }
    # What strings.toml joins is read as a table: a version, a day, a code.
    for file in {*(ROOT / "macros/rules/data").rglob("*.toml")} - {ROOT / "macros/rules/data/strings.toml"}:
        texts = re.findall(r'"((?:[^"\\]|\\.)*)"', re.sub(r"(?m)^#.*$", "", file.read_text("utf-8")))
        told |= {f"{file.stem}: {text}": _QUOTED.sub("", text) for text in texts}
    assert len(told) > 1000
    assert [name for name, text in told.items() if is_a_chain(text)] == []


def is_a_chain(text: str) -> bool:
    sentences = [one for one in re.split(r"(?<=[.!?])\s+", text) if re.search(r"\w", one)]
    short = [len(re.findall(r"[\w’'-]+", one)) <= 7 for one in sentences]
    return any(all(short[at : at + 3]) for at in range(len(short) - 2))


#: Sections that moved to a page of their own: {page: (where they are now, their anchors)}.
MOVED = {
    "guides/recours": (
        "mediateur-et-juge",
        (
            "le-mediateur-vous-est-il-ouvert",
            "comment-se-passe-la-mediation",
            "le-mediateur-ne-peut-plus-etre-saisi-que-reste-t-il-a-faire",
            "un-juge-est-deja-saisi-de-votre-desaccord-que-faire",
            "faut-il-aller-devant-le-juge",
            "faut-il-une-tentative-amiable-avant",
        ),
    )
}


@pytest.mark.parametrize("page", MOVED)
def test_an_old_anchor_leads_to_where_its_section_went(page: str) -> None:
    """A link on paper or in a mail to a section that moved opens on a line that leads there."""
    now, anchors = MOVED[page]
    rows = (ROOT / "docs" / f"{page}.md").read_text("utf-8").split("\n")
    headings = {slugify(title, "-") for title in sections(f"guides/{now}")}
    for anchor in anchors:
        at = rows.index(f"  {{ #{anchor} }}")
        assert f"({now}.md#{anchor})" in rows[at - 1]
        assert anchor in headings
