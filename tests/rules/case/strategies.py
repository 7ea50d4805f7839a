"""Cases to try the invariants on: whole ones, and what a file may hold instead."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from macros.rules import data
from tests.rules import strategies

KINDS = data.case()["kind"]
TODAY = "2026-11-26"

_days = st.one_of(
    st.dates(strategies.FIRST, strategies.LAST).map(str),
    st.dates(strategies.FIRST.replace(year=2024), strategies.FIRST.replace(year=2028)).map(str),
    st.just(""),
)
_words = st.one_of(st.text(max_size=30), st.sampled_from(strategies.HOSTILE[:11]))
_records = {
    "me": ("name", "company", "address", "phone", "email"),
    "client": ("name", "address"),
    "contract": ("insurer", "number", "claims_address", "complaints_address", "broker", "claim_number"),
    "work": ("what", "reference"),
}


@st.composite
def facts(draw: st.DrawFn, id: str, kinds: tuple[str, ...] = tuple(KINDS)) -> dict[str, Any]:
    """Return one fact, some of what its kind asks answered."""
    kind = draw(st.sampled_from(kinds))
    fact: dict[str, Any] = {"id": id, "on": draw(_days), "kind": kind, "text": draw(_words)}
    for name, asked in KINDS[kind].get("ask", {}).items():
        options = [one["value"] for one in asked.get("options", ())]
        fact[name] = draw(
            st.sampled_from(["", *options]) if options else st.sampled_from(["", "30", "texte"])
        )
    fact["pieces"] = draw(st.lists(st.sampled_from([f"p{n}" for n in range(6)]), max_size=3, unique=True))
    return fact


@st.composite
def pieces(draw: st.DrawFn, id: str) -> dict[str, Any]:
    """Return one exhibit."""
    return {
        "id": id,
        "kind": draw(st.sampled_from(list(data.case()["piece"]))),
        "title": draw(_words),
        "on": draw(_days),
        "have": draw(st.booleans()),
    }


@st.composite
def cases(draw: st.DrawFn, most: int = 8) -> dict[str, Any]:
    """Return a whole case, as this site writes them."""
    numbers = draw(st.lists(st.integers(0, 12), max_size=most, unique=True))
    shelves = draw(st.lists(st.integers(0, 5), max_size=4, unique=True))
    case: dict[str, Any] = {"version": 1}
    for name, fields in _records.items():
        case[name] = {field: draw(_words) for field in fields if draw(st.booleans())}
    case["client"]["kind"] = draw(st.sampled_from(["business", "consumer", ""]))
    case["contract"] |= {
        "length": draw(st.sampled_from(["", "3", "5", "10", "30"])),
        "unit": draw(st.sampled_from(["", "jours_ouvres", "jours_ouvrables", "jours"])),
        "zone": draw(st.sampled_from(["", "metropole", "guadeloupe", "alsace-moselle", "saint-martin"])),
    }
    case["facts"] = [draw(facts(f"f{n}")) for n in numbers]
    case["pieces"] = [draw(pieces(f"p{n}")) for n in shelves]
    if draw(st.booleans()):
        case["inconnu"] = draw(strategies.texts)
    return case


_FIELDS = ("id", "on", "kind", "text", "pieces", "also", "form", "to", "paid")
_junk = st.one_of(strategies.json_values, st.lists(strategies.json_values, max_size=3))


@st.composite
def spoilt(draw: st.DrawFn) -> Any:
    """Return a case with anything in the place of anything."""
    case = draw(cases(4))
    for name in draw(st.lists(st.sampled_from([*case, "answers", "__proto__"]), max_size=3)):
        case[name] = draw(_junk)
    for one in case["facts"] if isinstance(case.get("facts"), list) else ():
        if isinstance(one, dict) and draw(st.booleans()):
            one[draw(st.sampled_from(_FIELDS))] = draw(_junk)
    return draw(st.one_of(st.just(case), _junk))
