"""What to write instead: the nearest known name, or the list of them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

# A longer list helps nobody.
_MOST = 30


def guess(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that was probably meant, None when none is near."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)), None)


def meant(given: Iterable[str], known: Iterable[str]) -> set[str]:
    """Return the known names that unknown ones were probably meant for.

    Such a name is not also missing: one mistake is said once.
    """
    names = set(known)
    return {guess(name, names - set(given)) or "" for name in given if name not in names}


def nearest(name: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """Return an advice: « Écrivez « x ». », with what else can be done after a comma."""
    names = sorted(known)
    found = names[0] if len(names) == 1 else guess(name, names)
    other = f", {otherwise}" if otherwise else ""
    if found:
        return f"Écrivez « {found} »{other}."
    if names and len(names) <= _MOST:
        return f"Écrivez l’un de ces noms : {', '.join(names)}{other}."
    return f"{otherwise.removeprefix('ou ').capitalize()}." if otherwise else "Écrivez un nom qui existe."


def snake_case(name: str) -> str:
    """Return the identifier nearest to a name: lower case, no accent, low lines."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "nom"


def slug(name: str) -> str:
    """Return the address nearest to a name: lower case, no accent, hyphens."""
    return snake_case(name).replace("_", "-")


def is_slug(name: str) -> bool:
    """Return whether a name can be a part of an address: lower case letters, digits, single hyphens."""
    return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) is not None


def is_snake_case(name: str) -> bool:
    """Return whether a name is an identifier: lower case letters, digits, single low lines."""
    return re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) is not None
