"""The insurers whose settings are there: one TOML file each, read when the site is built for one.

A browser never reads them: what it needs is in the pages.
"""

from __future__ import annotations

from typing import Any

from . import load

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


def insurer(id: str) -> dict[str, Any]:
    """Return the settings of an insurer, every key of `NOBODY` there; `NOBODY` itself for "".

    `contract` is {length, unit}, as text, as a form gives them. Raises LookupError for an unknown one.
    """
    if not id:
        return dict(NOBODY)
    if id not in load.insurer_ids():
        raise LookupError(id)
    raw = load.read(f"insurers/{id}.toml")
    return {
        **NOBODY,
        **raw,
        "id": id,
        "claims": {**NOBODY["claims"], **raw["claims"]},
        "complaints": {**NOBODY["complaints"], **raw.get("complaints", {})},
        "contract": {name: str(value) for name, value in raw.get("contract", {}).items()},
    }
