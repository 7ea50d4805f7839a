"""The contact card of an insurer's claims office, as telephones read it (vCard 3.0, RFC 2426)."""

from __future__ import annotations

from typing import Any

from macros.rules.ics import escape, fold


def international(telephone: str) -> str:
    """Return a French number as a telephone dials it from anywhere; a short one as it is."""
    digits = telephone.replace(" ", "")
    return f"+33{digits[1:]}" if digits.startswith("0") else digits


def vcard(insurer: dict[str, Any], name: str) -> str:
    """Return the card of the claims office, under a name: number, address, hours. Lines end with CRLF."""
    office = insurer["claims"]
    street = "\\n".join(escape(line) for line in office["address"])
    lines = [
        ("BEGIN", "VCARD"),
        ("VERSION", "3.0"),
        ("FN", escape(name)),
        ("N", f"{escape(name)};;;;"),
        ("ORG", escape(insurer["name"])),
        ("TEL;TYPE=WORK,VOICE", escape(international(insurer["telephone"]))),
        ("EMAIL;TYPE=WORK", escape(office["email"])),
        ("ADR;TYPE=WORK", f";;{street};;;;" if street else ""),
        ("NOTE", escape(insurer["hours"])),
        ("END", "VCARD"),
    ]
    return "".join(f"{fold(f'{name}:{value}')}\r\n" for name, value in lines if value)
