"""Where a tool or a page stands in the site, with the answers that a link brings: composed here alone."""

from __future__ import annotations

from collections.abc import Mapping

from . import data

#: The first word and the last of a link with answers: one that has lost its end was cut on its way.
FIRST, LAST = "debut", "fin"

#: What an address says as it stands; the rest is encoded as browsers encode a form.
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._")


def folder(kind: str) -> str:
    """Return the folder of the pages of a kind of tool: letters have their own."""
    return "modeles" if kind == "letter" else "outils"


def page_of(tool_id: str) -> str:
    """Return the page of a tool, as pages are named: "outils/tecrep". Raises KeyError for an unknown one."""
    return f"{folder(data.tool_ids()[tool_id])}/{tool_id}"


def address(page: str, answers: Mapping[str, str] | None = None) -> str:
    """Return the address of a page below the root of the site: "outils/tecrep/#debut&listen=done&fin"."""
    return f"{page}/{fragment(answers or {})}"


def fragment(answers: Mapping[str, str]) -> str:
    """Return answers as a link carries them, "" for none.

    Its first word and its last say that it is whole; a page takes neither for an answer.
    """
    given = [f"{_encoded(name)}={_encoded(value)}" for name, value in answers.items()]
    return f"#{'&'.join((FIRST, *given, LAST))}" if given else ""


def _encoded(text: str) -> str:
    return "".join(_character(octet) for octet in text.encode())


def _character(octet: int) -> str:
    if octet in _PLAIN:
        return chr(octet)
    return "+" if octet == ord(" ") else f"%{octet:02X}"
