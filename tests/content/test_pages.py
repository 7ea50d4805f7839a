"""What the checker reads in a page, and what it leaves alone."""

from pathlib import Path

import pytest

from macros.authoring.lint.macro_calls import MACROS
from tests.content.project import printed, put

PAGE = "docs/guides/terre.md"


def said(garden: Path, text: str) -> list[list[str]]:
    """Return [line, code] of each mistake of the page."""
    put(garden, PAGE, text)
    return [line.removeprefix(f"{PAGE}:").split()[:2] for line in printed(garden)]


@pytest.mark.parametrize(
    "text",
    [
        '`l\'eau... 5 jours: {{ law("manuel-12") }}`',
        "```\nl'eau... 5 jours\n```",
        "- un\n\n    ```sh\n    echo l'eau\n    ```\n",
        "<!-- l'eau... 5 jours -->",
        "{% raw %}{{ inconnu }}{% endraw %}",
        "---\n# chiffre: un exemple\ndescription: 5 jours\n---",
        "---\nsearch:\n  exclude: true\n---",
        "| Avant | Après |\n|:--|--:|\n| a | b |",
        "| " + "mot " * 20 + "| " + "mot " * 20 + "|",
        '!!! note "Un titre"\n    Un texte.',
        "[une page](https://jardin.example/a?b=1) et <https://jardin.example/>",
        "[plus bas](#choisir) ou [écrivez](mailto:nous@jardin.example)",
        "[le jardin](../index.md#haut)",
        "## Titre {: #ancre .classe }",
        "**Oui.** *Non.*",
        "<!-- chiffre: un exemple -->\n\n- 5 jours\n- 3 semaines\n",
        '{{ sources(\n  "manuel-12",\n) }}',
    ],
)
def test_what_is_no_prose_is_left_alone(text: str, garden: Path) -> None:
    """Code, comments, addresses, marks of Markdown and waived figures are no mistakes."""
    assert said(garden, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('---\ntitle: "Quoi ?"\n---\n\n# Titre\n', [["2", "S031"]]),
        ("Un\n\n**Attention:** lisez", [["3", "S031"]]),
        ("Un\n\n- " + "mot " * 26, [["3", "S033"]]),
        ("{% if true %}", [["1", "S040"]]),
        ("{{ garden }}", [["1", "S040"]]),
        ("{{ }}", [["1", "S040"]]),
        ("{{ tool }}", [["1", "S041"]]),
        ("{{ situations(1) }}", [["1", "S041"]]),
        ('{{ tool("tailler") }}', [["1", "S010"]]),
        ('{{ value("pluie") }}', [["1", "S013"]]),
        ('{{ sources("manuel-12", "manuel-13") }}', [["1", "S012"]]),
        ('{{ guide_header(checked_on="2026-13-01", minutes=2) }}', [["1", "S041"]]),
        ('{{ guide_header(checked_on="2026-02-02", minutes=2) }}', [["1", "S015"]]),
        ("[une page](/guides/terre/)", [["1", "S042"]]),
        ("[une page](../../../terre.md)", [["1", "S042"]]),
        ("<!-- chiffre: -->\n\n5 jours", [["3", "S020"]]),
        ("<!-- chiffre: un exemple -->\n\n5 jours\n\n3 jours", [["5", "S020"]]),
        ('[deux\nlignes](../index.md\n"titre")\n5 jours', [["4", "S020"]]),
        ("```\ncode\n```\n\n5 jours", [["5", "S020"]]),
    ],
)
def test_a_mistake_of_a_page_has_its_line(text: str, expected: list[list[str]], garden: Path) -> None:
    """What is hidden above a mistake does not move its line."""
    assert said(garden, text) == expected


def test_the_macros_are_those_of_the_pages() -> None:
    """A macro that the pages have is known here, and no other."""
    from macros.render import macros

    assert set(MACROS) == set(macros(lambda: None))
