"""Links for the e-mails of an insurer: the address of an entry page, and its QR code.

A campaign's word stands after the "#" of the address: a browser never sends it anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from . import data, params, present, qr
from .addresses import fragment
from .inputs import read_integer, unit_refusal
from .model import Entry, Refusal, Result, Unit

CONTRACT = ("length", "unit")
"""The inputs of a calculator that a contract fixes: a link says them once and for all."""

SHORTEST, LONGEST = 1, 365
"""The bounds of a contract's time limit, as the tool takes it."""

CAMPAIGN_MOST, SITE_MOST = 40, 120
_CAMPAIGN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.IGNORECASE | re.ASCII)
_SITE = re.compile(r"https?://[a-z0-9.-]+(:[0-9]+)?/([\w./-]*/)?", re.IGNORECASE | re.ASCII)
UNITS = (Unit.JOURS_OUVRES, Unit.JOURS_OUVRABLES, Unit.JOURS)

_IN_A_WEEK = {Unit.JOURS_OUVRES: 5, Unit.JOURS_OUVRABLES: 6, Unit.JOURS: 7}


def link(asked: Mapping[str, Any], day: date) -> Result:
    """Return a link and its QR code, or what is wrong with what was asked.

    `asked` holds site ("https://aide.example/"), situation, and maybe length, unit and campaign: texts,
    as a form gives them; anything else is refused like a wrong text. Returns {status, problems, warnings,
    url, subject, html, text, eml, size, path, svg, png}: `path` are the dark modules of the QR code, `size`
    its width without its border, `png` is in base 64. A warning is {field, code, text}.
    """
    given = {name: _text(asked.get(name)) for name in ("site", "situation", "length", "unit", "campaign")}
    refusals = list(_refusals(given))
    if refusals:
        return {"status": "invalid", "problems": [present.problem(one, day) for one in refusals]}
    entry = data.entries()[given["situation"]]
    if has_contract(entry) and given["length"]:
        given["length"] = str(read_length(given["length"], given["unit"]))
    url = _address(given, entry)
    modules = qr.matrix(url)
    return {
        "status": "answered",
        "problems": [],
        "warnings": _warnings(given, entry, day),
        "url": url,
        "size": len(modules),
        "path": qr.path(modules),
    }


def is_site(address: str) -> bool:
    """Return whether a text is the address of a site, "https://aide.example/"."""
    return len(address) <= SITE_MOST and _SITE.fullmatch(address) is not None


def has_contract(entry: Entry) -> bool:
    """Return whether the time limit of a contract matters to what a entry opens."""
    if data.tool_ids().get(entry.target.tool) != "deadline":
        return False
    return {one.name for one in data.deadline(entry.target.tool).inputs} >= set(CONTRACT)


def read_length(text: str, unit: str) -> int:
    """Read the time limit of a contract, whose unit is chosen apart. Raises Refusal("out_of_bounds")."""
    try:
        number, behind = read_integer(SHORTEST, LONGEST, text)
    except Refusal as refusal:
        refusal.field_name = "length"
        raise
    if wrong := unit_refusal("length", number, behind, unit, UNITS):
        raise wrong
    return number


def _text(value: object) -> str:
    """Return what was given as a text; what is no text becomes one that nothing accepts."""
    return value.strip() if isinstance(value, str) else "" if value is None else "?"


def _refusals(given: Mapping[str, str]) -> Iterator[Refusal]:
    if not is_site(given["site"]):
        yield Refusal("unreadable_site", "site")
    entry = data.entries().get(given["situation"])
    if entry is None:
        yield Refusal("unknown_option", "situation")
    elif has_contract(entry) and given["length"]:
        try:
            read_length(given["length"], given["unit"])
        except Refusal as refusal:
            yield refusal
        if given["unit"] not in UNITS:
            yield Refusal("unknown_option", "unit")
    if given["campaign"]:
        if len(given["campaign"]) > CAMPAIGN_MOST:
            yield Refusal("too_long", "campaign", max=str(CAMPAIGN_MOST))
        elif not _CAMPAIGN.fullmatch(given["campaign"]):
            yield Refusal("no_single_word", "campaign")


def _warnings(given: Mapping[str, str], entry: Entry, day: date) -> list[dict[str, str]]:
    """Return the warning that a time limit ends before the legal floor, in the words of what the entry opens.

    The day of reception is not known yet: the two are compared in weeks without a holiday.
    """
    if not (has_contract(entry) and given["length"]):
        return []
    text = data.deadline(entry.target.tool).warnings.get("below_legal_floor", "")
    # L113-2, 4°: the contract's time limit cannot be shorter than the floor, in jours ouvrés.
    week = _IN_A_WEEK[Unit(given["unit"])]
    if not text or int(given["length"]) * _IN_A_WEEK[Unit.JOURS_OUVRES] >= floor(day) * week:
        return []
    return [{"field": "length", "code": "below_legal_floor", "text": present.law(text, day)}]


def floor(day: date) -> int:
    """Return the shortest time limit that the law allows a contract, in jours ouvrés; 0 where unknown."""
    try:
        return params.value_on(data.parameters()["declaration_floor"], day).value
    except Refusal:  # A device whose clock is set before the first value of the law.
        return 0


def _address(given: Mapping[str, str], entry: Entry) -> str:
    page = f"{given['site']}e/{entry.id}/"
    answers: dict[str, str] = {}
    if has_contract(entry) and given["length"]:
        length, unit = int(given["length"]), given["unit"]
        slugs = [one.slug for one in data.presets() if (one.length, one.unit) == (length, unit)]
        if slugs:
            page += f"{slugs[0]}/"
        else:
            answers |= {"length": str(length), "unit": unit}
    if given["campaign"]:
        answers["campagne"] = given["campaign"]
    # Digits, letters, hyphens and underscores alone, as `_refusals` sees to: nothing to encode.
    return page + fragment(answers)
