"""Write docs/methode/codes.md: every code of the checker, with a message as it is printed.

python -m tests.content.codes_page
"""

from macros.authoring.lint import CODES
from tests.content.project import ROOT, broken

PAGE = ROOT / "docs/methode/codes.md"

HEAD = """\
---
title: "Les messages du contrôle"
description: "Ce que le contrôle des contenus peut signaler, et ce qu’il faut écrire à la place."
search:
  exclude: true
---

{% raw %}

# Les messages du contrôle

Cette page est pour les personnes qui écrivent le site.
La commande `python -m macros check` relit tous les fichiers.
Elle dit toutes les erreurs en une fois, la plus grave d’abord.
Chaque ligne a la même forme :

`fichier:ligne code endroit: ce qui ne va pas. Ce qu’il faut écrire.`

Voici un message de chaque sorte, pris dans un jardin inventé.

## Un chiffre qui n’est pas la loi

Une durée, une somme ou un article tapés à la main sont refusés : la loi change, et le texte resterait.
Un dialogue inventé peut pourtant avoir ses chiffres. Dites pourquoi sur la ligne d’avant :

- dans une page, `<!-- chiffre: la raison -->`, qui vaut pour le paragraphe, la liste ou le tableau qui suit ;
- dans un fichier TOML, `# chiffre: la raison`.

## Une phrase qui doit déroger

Une citation peut garder un mot que le contrôle refuse. Dites pourquoi sur la ligne d’avant :

- dans une page, `<!-- style: la raison -->`, qui vaut pour le paragraphe, la liste ou le tableau qui suit ;
- dans un fichier TOML, `# style: la raison`."""

TITLES = {
    "S": "Les fichiers, les liens, les mots",
    "T": "Les questionnaires",
    "C": "Les listes",
    "D": "Les calculateurs",
    "L": "La loi",
    "M": "Les lettres et ce qui peut se dire",
    "H": "Les adresses",
    "A": "Les réglages d’un assureur",
}


def page() -> str:
    """Return the page, made of the table of the codes and of their wrong files."""
    parts = [HEAD]
    for letter, title in TITLES.items():
        messages = [f"- **{code}** `{message(code)}`" for code in CODES if code.startswith(letter)]
        parts.append("\n".join([f"\n## {title}\n", *messages]))
    return "\n".join([*parts, "\n{% endraw %}", ""])


def message(code: str) -> str:
    """Return the message of a code without its file and line: place, what is wrong, what to write."""
    return broken(code).says[0].partition(f" {code} ")[2]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
