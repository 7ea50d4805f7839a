"""The page where an insurer types its name, its colours and its contacts, and sees the site with them."""

from __future__ import annotations

from typing import Any

from macros import branding

from . import content
from .html import render
from .mail import ADDRESS, preview
from .page import Page

#: The entry page that is shown: the one that most e-mails lead to, and that says the contract's time limit.
ENTRY = "mise-en-demeure"

_KINDS = {"telephone": "tel", "claims_email": "email", "complaints_email": "email", "feedback": "email"}


def composer_un_site(page: Page) -> str:
    """Print the form of an insurer's settings, the site with them, and the file that says them."""
    words = content.words("own_site")
    (entry,) = (one for one in content.entries(page.today) if one["id"] == ENTRY)
    units = [{"value": unit, "label": label} for unit, label in content.shared("declaration_units").items()]
    mediator = [
        {"value": value, "label": words[f"mediator_{value or 'none'}"]} for value in ("", "yes", "no")
    ]
    options = {"unit": units, "mediator": mediator}
    return render(
        "own_site.html",
        page=page,
        words=words,
        groups=[
            {**group, "fields": [_field(name, words, options) for name in group["names"]]}
            for group in content.rows("own_site_groups")
        ],
        said=words["said"] | {name: branding.words()[name] for name in ("call", "foot")},
        schemes=branding.schemes(),
        palettes={scheme: branding.palette(scheme) for scheme in branding.schemes()},
        url=page.link(f"e/{ENTRY}"),
        subject=entry["title"],
        preview=preview(entry),
        address=ADDRESS,
    )


def _field(name: str, words: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """Return one field of the form: {name, label, hint, kind, options, required}."""
    is_colour = name in ("light", "dark")
    return {
        "name": name,
        "label": words[name],
        "hint": words.get(f"{name}_hint", ""),
        "kind": "colour" if is_colour else "lines" if name in branding.LISTS else _KINDS.get(name, "text"),
        "options": options.get(name, []),
        "required": name in branding.REQUIRED,
    }
