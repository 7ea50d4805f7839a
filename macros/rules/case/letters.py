"""Letters and other tools filled from the case: each field by a source of a closed list; nothing is made up.

Which field takes which source is in `data/case.toml`, tables `letter` and `fills`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from .. import addresses, data
from ..french import date_text
from .exhibits import cites, lines, numbers_of
from .model import RECORDS, Case, Fact, Json
from .timeline import Timeline

_CUT = "…"


class Material:
    """What the letters of a case may take from it."""

    def __init__(self, line: Timeline, exhibits: list[Json]) -> None:
        self.case: Case = line.case
        self.line = line
        self.exhibits = exhibits
        self.cited = numbers_of(exhibits)
        self.claims = line.of("claimed")
        self._taken: dict[str, str] = {}

    def take(self, source: str) -> str:
        """Return what a source gives, made once for all the letters."""
        if source not in self._taken:
            known = SOURCES.get(source)
            self._taken[source] = (known(self) if known else self._read(source))[: data.LONGEST]
        return self._taken[source]

    def _read(self, source: str) -> str:
        """Return what a source of three words, or a record typed once, gives: see `is_source`."""
        which, _, rest = source.partition(".")
        name, _, field = rest.partition(".")
        if which in RECORDS:
            return self.case.value(source)
        if which == "asked":
            items = [one for one in self.line.items if one["key"] == name]
            item = next(
                (one for one in items if one["state"] not in ("done", "closed")), items[-1] if items else None
            )
            return str(item["answers"].get(field, "")) if item else ""
        facts = self.line.of(name)
        if not facts:
            return ""
        fact = facts[0 if which == "first" else -1]
        return {"on": fact.iso, "text": fact.text}.get(field) or fact.more.get(field, "")

    def fact_lines(self, facts: Iterable[Fact]) -> str:
        """Return facts as a letter tells them, with their exhibits, cut at a whole line when too long."""
        return _bounded(self.fact_line(one) for one in facts)

    def fact_line(self, fact: Fact) -> str:
        """Return one fact as a letter tells it."""
        words, text = data.case()["word"], self.told(fact)
        if fact.on:
            line: str = words["fact_line"].format(date=date_text(fact.on, weekday=False), text=text)
        else:
            line = words["fact_undated"].format(text=text)
        exhibits = cites(fact, self.cited)
        return words["fact_cites"].format(line=line, exhibits=exhibits) if exhibits else line

    def told(self, fact: Fact) -> str:
        """Return the words of a fact on one line, or what it is."""
        return " ".join((fact.text or data.case()["kind"][fact.kind]["short"]).split())

    def block(self, *parts: str) -> str:
        """Return lines one under the other, the empty ones left out."""
        return "\n".join(part for part in parts if part)


def _known(name: str) -> Callable[[Material], str]:
    return lambda material: material.line.letters.get(name, "")


def _me(material: Material) -> str:
    me, words = material.case.records["me"], data.case()["word"]
    phone = me.get("phone", "")
    return material.block(
        me.get("name", ""),
        me.get("company", ""),
        me.get("address", ""),
        words["telephone"].format(phone=phone) if phone else "",
        me.get("email", ""),
    )


def _contact(material: Material) -> str:
    return material.case.value("me.phone") or material.case.value("me.email")


def _insurer(title: str, address: str) -> Callable[[Material], str]:
    def block(material: Material) -> str:
        insurer, place = material.case.value("contract.insurer"), material.case.value(address)
        return (
            material.block(insurer, data.case()["word"][title] if title else "", place)
            if insurer or place
            else ""
        )

    return block


def _client(material: Material) -> str:
    return material.block(material.case.value("client.name"), material.case.value("client.address"))


def _work(material: Material) -> str:
    what, reference = material.case.value("work.what"), material.case.value("work.reference")
    return ", ".join(part for part in (what, reference) if part)


def _form(material: Material) -> str:
    words = data.case()["word"]
    if material.claims:
        options = data.case()["kind"]["claimed"]["ask"]["form"]["options"]
        return next((one["as"] for one in options if one["value"] == material.claims[0].more["form"]), "")
    if material.line.of("blamed_orally"):
        return str(words["orally"])
    return str(words["incident"]) if material.line.of("incident") else ""


def _precaution(material: Material) -> str:
    words = data.case()["word"]
    if material.claims:
        return ""
    if material.line.of("blamed_orally"):
        return str(words["precaution_oral"])
    return str(words["precaution_incident"]) if material.line.of("incident") else ""


def _request(material: Material) -> str:
    if not material.claims:
        blamed = material.line.of("blamed_orally") or material.line.of("incident")
        return str(data.case()["word"]["nothing_written"]) if blamed else ""
    return material.claims[0].more["request"] or material.claims[0].text


def _urgent(material: Material) -> str:
    today = material.line.today
    return material.fact_lines(
        one
        for one in material.case.facts
        if one.kind in ("hearing", "time_limit_set")
        and one.on
        and one.on >= today
        and one.more.get("done") != "yes"
    )


def _facts(material: Material) -> str:
    """Tell what happened; what was promised, and what is to come, have their own places."""
    ahead = ("hearing", "time_limit_set")
    return material.fact_lines(
        one for one in material.case.facts if one.kind not in (*ahead, "declared", "promised", "paid_client")
    )


def _facts_since(material: Material) -> str:
    """Tell what happened since the declaration."""
    since = material.line.letters.get("declared.on", "")
    return material.fact_lines(one for one in material.case.facts if since and one.on and one.iso >= since)


def _claims_since(material: Material) -> str:
    since = material.line.letters.get("declared.on", "")
    return material.fact_lines(one for one in material.claims if since and one.iso > since)


def _promises(material: Material) -> str:
    return material.fact_lines(one for one in material.case.facts if one.kind in ("promised", "paid_client"))


def _others(material: Material) -> str:
    is_declared = any(one.more["to"] == "legal_protection" for one in material.line.of("declared"))
    return str(data.case()["word"]["others"]) if is_declared else ""


def _exhibits(material: Material) -> str:
    return _bounded(lines(material.exhibits))


def _bounded(lines: Iterable[str]) -> str:
    """Return lines one under the other, cut at a whole one where a letter would take no more."""
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line) + 1
        if size > data.LONGEST - len(_CUT):
            kept.append(_CUT)
            break
        kept.append(line)
    return "\n".join(kept)


SOURCES: dict[str, Callable[[Material], str]] = {
    "me": _me,
    "me.contact": _contact,
    "insurer": _insurer("", "contract.address"),
    "insurer_claims": _insurer("claims_title", "contract.claims_address"),
    "insurer_complaints": _insurer("complaints_title", "contract.complaints_address"),
    "client": _client,
    "work": _work,
    "claim.on": lambda material: material.claims[0].iso if material.claims else "",
    "latest_claim.on": lambda material: material.claims[-1].iso if material.claims else "",
    "claim.form": _form,
    "claim.request": _request,
    "precaution": _precaution,
    "urgent": _urgent,
    "facts": _facts,
    "facts_since": _facts_since,
    "claims_since": _claims_since,
    "promises": _promises,
    "others_told": _others,
    "exhibits": _exhibits,
    **{
        name: _known(name)
        for name in (
            "declared.on", "answered.on", "refused.on", "complained.on", "complaint_answered.on",
            "mediation_notified.on", "invoice.number", "invoice.on", "invoice.amount",
            "invoice.due", "invoice.penalties",
        )
    },
}  # fmt: skip
"""What a field may take from the case, by name; `is_source` says what else."""


def is_source(source: str, case: Json) -> bool:
    """Return whether a field may take a source: by name, a record, a kind’s fact, what a tool was asked.

    `case` is the content of `data/case.toml`.
    """
    which, _, rest = source.partition(".")
    name, _, field = rest.partition(".")
    if source in SOURCES:
        return True
    kinds, items = case.get("kind", {}), case.get("item", {})
    if which in ("first", "last"):
        return name in kinds and field in ("on", "text", *kinds[name].get("ask", {}))
    if which == "asked":
        return bool(field) and "tool" in items.get(name, {})
    return which in RECORDS and bool(name) and not field


def documents(material: Material) -> list[Json]:
    """Return every letter, those that now make sense first.

    {id, title, why, wanted, address, answers, filled, total}: of the required fields, how many are filled.
    """
    wanted = {one["id"]: one for one in data.case()["document"]}
    shown = []
    for id in data.case()["letter"]:
        letter = data.letter(id)
        answers = filled(material, "letter", id)
        # A date of today is the letter’s own.
        required = [one.name for one in letter.inputs if one.required]
        is_wanted = bool(material.line.states.intersection(wanted[id]["when"]))
        shown.append(
            {
                "id": id,
                "title": letter.title,
                "why": wanted[id]["why"] if is_wanted else "",
                "wanted": is_wanted,
                "address": addresses.address(addresses.page_of(id)),
                "answers": answers,
                "filled": sum(name in answers for name in required),
                "total": len(required),
            }
        )
    return sorted(shown, key=lambda one: not one["wanted"])


def filled(material: Material, table: str, id: str) -> dict[str, str]:
    """Return what the case answers of a tool, by the name of its field, the empty ones left out."""
    answers = {name: _taken(material, rule) for name, rule in data.case()[table].get(id, {}).items()}
    return {name: text for name, text in answers.items() if text}


def _taken(material: Material, rule: str | list[Json]) -> str:
    if isinstance(rule, str):
        return material.take(rule)
    return next((text for text in (_by(material, one) for one in rule) if text), "")


def _by(material: Material, rule: Json) -> str:
    """Return what one rule gives: for a state, for any value of a source, or for each of its values."""
    if "when" in rule:
        return str(rule["is"]) if rule["when"] in material.line.states else ""
    value = material.take(rule["from"])
    if "is" in rule:
        return str(rule["is"]) if value else ""
    return str(rule.get("as", {}).get(value, "")) if "as" in rule else value


def long_day(iso: str) -> str:
    """Return "30 avril 2026" for a date, "" for none."""
    return date_text(date.fromisoformat(iso), weekday=False) if iso else ""
