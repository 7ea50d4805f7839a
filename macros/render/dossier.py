"""The page of the case: the forms that fill it, the templates that show it, and a folder to fill by hand."""

from __future__ import annotations

from typing import Any

from macros.rules import api

from . import content
from .html import BLANK, Live, render
from .page import Page

#: The calculators of the folder, in the order of a case’s life: each says how to count by hand.
_COUNTED = (
    "delai-declaration",
    "suivi-reclamation",
    "issue-mediation",
    "prescription-biennale",
    "prescription-injure",
)
_FACTS, _EXHIBITS = 14, 4


def dossier(page: Page) -> str:
    """Print the case: what a script fills and shows, and beneath it the same to fill in by hand."""
    words = content.words("dossier")
    return render(
        "dossier.html",
        page=page,
        tool={"id": "dossier", "kind": "dossier", "title": words["title"]},
        day="",
        owner="",
        words=words,
        said=content.words("dossier_said"),
        live=Live(),
        blank=BLANK,
        **folder(page.today.isoformat()),
        **_asked(),
    )


def folder(today: str) -> dict[str, Any]:
    """Return what the folder to fill in by hand holds: its empty lines, and how to count each date."""
    described = [api.describe(id, today=today) for id in _COUNTED]
    return {
        # All of it was read at least on the day of what was read first.
        "checked_on": min(one["checked_on"] for one in described),
        "counted": [{"title": one["title"], "method": one["method"]} for one in described],
        "empty_facts": _FACTS,
        "empty_exhibits": _EXHIBITS,
        "shelves": [one["label"] for one in content.case()["piece"].values() if "item" in one],
    }


def _asked() -> dict[str, Any]:
    """Return what the forms ask: kinds of facts by group, kinds of exhibits, what is typed once."""
    case = content.case()
    kinds = [{"id": id, "ask": [], **one} for id, one in case["kind"].items()]
    for kind in kinds:
        asked = case["kind"][kind["id"]].get("ask", {})
        kind["ask"] = [{"name": name, "options": [], **one} for name, one in asked.items()]
    groups = [
        {"label": label, "kinds": [one for one in kinds if one["group"] == group]}
        for group, label in case["group"].items()
    ]
    return {
        "kinds": kinds,
        "groups": groups,
        "shelf": case["piece"],
        "once": _once(),
        "declaration": _declaration(),
    }


def _declaration() -> dict[str, Any]:
    return {"title": api.describe("declaration-de-sinistre")["title"]}


def _once() -> list[dict[str, Any]]:
    """Return the records that are typed once, each with its fields."""
    records = content.words("dossier_once")
    choices = {"unit": content.shared("declaration_units"), "zone": content.shared("zones")}
    return [
        {
            "id": id,
            "title": record["title"],
            "used": record["used"],
            "fields": [
                {
                    "name": name,
                    "hint": "",
                    "type": "text",
                    "options": choices.get(name, {}),
                    **(field if isinstance(field, dict) else {"label": field}),
                }
                for name, field in record["field"].items()
            ],
        }
        for id, record in records.items()
    ]


def case_names() -> dict[str, str]:
    """Return how what a case holds is called in its page, by its place in the record.

    "me.name" is a field, "contract.unit=jours" one of its choices; "fact.claimed" a kind of fact,
    "claimed.form" what it asks; "piece.policy" a kind of exhibit.
    """
    case = content.case()
    names = {f"piece.{id}": one["label"] for id, one in case["piece"].items()}
    for record in _once():
        for one in record["fields"]:
            place = f"{record['id']}.{one['name']}"
            names[place] = one["label"]
            names |= {f"{place}={value}": label for value, label in one["options"].items()}
    for id, kind in case["kind"].items():
        names[f"fact.{id}"] = kind["label"]
        for name, one in kind.get("ask", {}).items():
            names[f"{id}.{name}"] = one["label"]
            options = one.get("options", ())
            names |= {f"{id}.{name}={option['value']}": option["label"] for option in options}
    return names
