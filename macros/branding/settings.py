"""The insurers whose settings are there: one TOML file each, read when the site is built for one.

A browser never reads them: what it needs is in the pages.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from . import contrast, vcard

_FOLDER = Path(__file__).parent / "insurers"

NOBODY: dict[str, Any] = {
    "id": "",
    "name": "",
    "logo": "",
    "telephone": "",
    "hours": "",
    "feedback": "",
    "mediator_for_professionals": None,
    "embedders": [],
    "colours": {},
    "claims": {"email": "", "address": []},
    "complaints": {"email": "", "address": []},
    "contract": {},
}
"""The settings of a site that carries no insurer's name: every key, nothing in it."""


@cache
def _strings() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "strings.toml").read_text(encoding="utf-8"))


def words() -> dict[str, Any]:
    """Return the words of a site that carries an insurer's name."""
    return dict(_strings()["insurer"])


def insurers() -> list[str]:
    """Return the id of every insurer that has settings, in the order of the alphabet."""
    return sorted(file.stem for file in _FOLDER.glob("*.toml"))


def insurer(id: str) -> dict[str, Any]:
    """Return the settings of an insurer, every key of `NOBODY` there; all empty for "".

    `contract` is {length, unit}, as text, as a form gives them. Adds `washes` and `on`, {light, dark}: the
    pale grounds of its colours, and what is written on them; `logo_text`, its logo in SVG; `dial`, its
    number for a telephone; `card`, that of its claims office. Raises LookupError for an unknown one.
    """
    settings = _settings(id)
    washes = {scheme: contrast.wash(colour, scheme) for scheme, colour in settings["colours"].items()}
    return {
        **settings,
        "washes": washes,
        "on": {scheme: contrast.SCHEMES[scheme].on for scheme in washes},
        "logo_text": (_FOLDER / settings["logo"]).read_text(encoding="utf-8") if settings["logo"] else "",
        "dial": vcard.international(settings["telephone"]),
        "card": vcard.vcard(settings, words()["card_name"].format(name=settings["name"])) if id else "",
    }


def _settings(id: str) -> dict[str, Any]:
    if not id:
        return dict(NOBODY)
    if id not in insurers():
        raise LookupError(id)
    raw = tomllib.loads((_FOLDER / f"{id}.toml").read_text(encoding="utf-8"))
    return {
        **NOBODY,
        **raw,
        "id": id,
        "claims": {**NOBODY["claims"], **raw["claims"]},
        "complaints": {**NOBODY["complaints"], **raw.get("complaints", {})},
        "contract": {name: str(value) for name, value in raw.get("contract", {}).items()},
    }
