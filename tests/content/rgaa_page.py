"""Write docs/methode/rgaa.md: the criteria of the RGAA one by one, and how each is checked here.

python -m tests.content.rgaa_page
"""

import tomllib
from itertools import groupby
from typing import Any

from tests.content.project import ROOT

PAGE = ROOT / "docs/methode/rgaa.md"
CRITERIA: dict[str, dict[str, Any]] = tomllib.loads((ROOT / "tests/content/rgaa.toml").read_text("utf-8"))

STATES = {
    "machine": "Une machine le contrôle à chaque version",
    "partie": "Une machine en contrôle une partie",
    "absent": "Sans objet\N{NO-BREAK SPACE}: le site n’a rien de tel",
    "personne": "Demande une personne, et n’a pas été fait",
}

HEAD = """\
---
title: "Les critères du RGAA, un par un"
description: "Comment chacun des critères du RGAA est contrôlé ici, et lesquels ne l’ont pas été."
search:
  exclude: true
---

{% raw %}

# Les critères du RGAA, un par un

Cette page s’adresse à la personne qui audite le site.
Elle dit comment chaque critère du RGAA 4.1 est contrôlé. Ce n’est pas un audit, et aucun taux n’en est tiré.

"""

FOOT = """
Les intitulés sont ceux du RGAA 4.1, publié par la DINUM sous Licence Ouverte 2.0.

{% endraw %}
"""


def page() -> str:
    """Return the page, made of the table of the criteria."""
    counts = [
        f"- {label}\N{NO-BREAK SPACE}: **{sum(one['state'] == state for one in CRITERIA.values())}**"
        for state, label in STATES.items()
    ]
    parts = [HEAD + "\n".join(counts)]
    for topic, criteria in groupby(CRITERIA.items(), key=lambda pair: pair[1]["topic"]):
        lines = [
            f"- **{number}** {one['title']} *{STATES[one['state']]}.*"
            + (f" {one['note']}" if one.get("note") else "")
            for number, one in criteria
        ]
        parts.append("\n".join([f"\n## {topic}\n", *lines]))
    return "\n".join([*parts, FOOT])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
