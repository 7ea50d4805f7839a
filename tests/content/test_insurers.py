"""Settings of an insurer as somebody in a hurry writes them: each mistake is said, with what to write."""

from pathlib import Path

import pytest

from tests.content.project import INSURERS, printed, put

FILE = f"{INSURERS}/pepiniere.toml"
LOGO = f"{INSURERS}/pepiniere.svg"


def plainly(root: Path) -> list[str]:
    """Return what is printed with ordinary spaces."""
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in printed(root)]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('telephone = "01 99 00 12 34"\n', "", "1 S004 telephone: « telephone » manque ou est vide"),
        (
            "telephone =",
            "telefone =",
            "3 S003 telefone: la clé « telefone » n’existe pas ici. Écrivez « telephone »",
        ),
        (
            '"jours_ouvres"',
            '"jours_ouvré"',
            "22 S006 contract, unit: « jours_ouvré » n’est pas une valeur possible",
        ),
        ("length = 8", 'length = "8"', "21 S005 contract, length: « length » n’est pas un nombre entier"),
        ('dark = "#8fd3bf"', 'dark = "#114b3f"', "11 A002 colours, dark: « #114b3f » se lit mal"),
        ('light = "#114b3f"', 'light = "#fff"', "10 A001 colours, light: « #fff » n’est pas une couleur"),
        ("01 99 00 12 34", "0199001234", "3 A003 telephone: « 0199001234 » n’est pas un numéro"),
        ("lecteurs@pepiniere.example", "<b>@x", "5 A004 feedback: « <b>@x » n’est pas une adresse"),
        ("01 99 00 12 34", "٠199", "3 A003 telephone: « ٠199 » n’est pas un numéro"),
        ('pepiniere.example"]', 'pepiniere.example:٤٤٣"]', "7 A007 embedders 1: « https://www"),
        (
            'name = "La Pépinière"',
            'name = "<script>x"',
            "1 A008 name: « <script>x » contient un signe de balise",
        ),
        (
            'name = "La Pépinière"',
            'name = "A\\u202eB"',
            "1 S025 name: « AB » contient un signe qui ne se voit pas, U+202E",
        ),
        ('name = "La Pépinière"', 'name = "La {=x}"', "1 A008 name: « La {=x} » contient un signe de balise"),
    ],
)
def test_a_mistake_is_said_with_what_to_write(right: str, wrong: str, said: str, garden: Path) -> None:
    """One wrong key or value is one line, in words that its author understands."""
    text = (garden / FILE).read_text("utf-8")
    assert right in text
    put(garden, FILE, text.replace(right, wrong))
    (line,) = plainly(garden)
    assert line.startswith(f"{FILE}:{said}")


@pytest.mark.parametrize("name", ["Business 24 h/24, 7 jours sur 7", "L'Équité !", "Assur' & Co..."])
def test_the_name_of_an_insurer_is_not_our_prose(name: str, garden: Path) -> None:
    """How the site speaks binds its own sentences, not how a company is called."""
    text = (garden / FILE).read_text("utf-8")
    put(garden, FILE, text.replace('name = "La Pépinière"', f'name = "{name}"'))
    assert printed(garden) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<svg xmlns="x"><script>x()</script></svg>', "il contient « <script »"),
        ('<svg xmlns="x" onload="x()"></svg>', "il contient « onload= »"),
        ('<svg xmlns="x"><image href="https://x.example/a.png"/></svg>', "il contient « href= »"),
        ('<svg xmlns="x"><rect style="fill:red"/></svg>', "il contient « style= »"),
        ('<svg xmlns="x" onload ="x()"></svg>', "il contient « onload= »"),
        ('<svg xmlns="x"><rect style ="fill:red"/></svg>', "il contient « style= »"),
        ('<svg xmlns="x" xmlns:l="y"><path l:href ="javascript:1"/></svg>', "il contient « href= »"),
        ('<svg xmlns="x" xmlns:svg="y"><svg:script>x()</svg:script></svg>', "il contient « <script »"),
        ('<svg xmlns="x"><set attributeName="onload" to="x()"/></svg>', "il contient « attributeName= »"),
        ('<svg xmlns="x"><foreignObject/></svg>', "il contient « <foreignObject »"),
        ('<svg xmlns="x"><path fill="URL (https://x.example/)"/></svg>', "il contient « URL ( »"),
        ('<svg xmlns="x"><path fill="u\\72l(https://x.example/)"/></svg>', "il contient « \\ »"),
        ('<svg xmlns="x"><!DOCTYPE y></svg>', "il contient « <! »"),
        ('<svg xmlns="x"><?xml-stylesheet href="y"?></svg>', "il contient « <? »"),
        ('<svg xmlns="x"><path></svg>', "ce n’est pas du XML bien formé"),
        ('<svg xmlns="x"><path/></svg>', 'il lui manque xmlns="http://www.w3.org/2000/svg"'),
        ("<html></html>", "il ne commence pas par <svg"),
        (f"<svg>{' ' * 20_001}</svg>", "il pèse plus de 20 Ko"),
    ],
)
def test_a_logo_only_draws(text: str, reason: str, garden: Path) -> None:
    """A drawing with a script, an action, another site's picture or looks of its own is refused."""
    put(garden, LOGO, text)
    (line,) = plainly(garden)
    assert line.startswith(f"{FILE}:2 A005 logo: le logo « pepiniere.svg » ne peut pas servir : {reason}")


def test_a_logo_without_end_is_not_read(garden: Path) -> None:
    """A link to what never ends, a file of a gigabyte: each is refused by what it is."""
    logo = garden / LOGO
    with logo.open("r+b") as file:
        file.truncate(1 << 30)
    (line,) = printed(garden)
    assert "il pèse plus de 20 Ko" in line
    logo.unlink()
    logo.symlink_to("/dev/zero")
    (line,) = printed(garden)
    assert "ce fichier ne se lit pas" in line


def test_a_logo_that_is_not_there_is_said(garden: Path) -> None:
    """The name of a file that is missing is one line."""
    (garden / LOGO).unlink()
    (line,) = printed(garden)
    assert "ce fichier ne se lit pas" in line


def test_a_project_without_insurers_is_right(garden: Path) -> None:
    """No settings are asked for."""
    (garden / FILE).unlink()
    assert printed(garden) == []
