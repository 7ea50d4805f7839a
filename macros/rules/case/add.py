"""What a tool gives to the case, when its reader says so: dated facts, what is typed once, its own answers.

Which tool gives what is in `data/case.toml`, table `adds`. The same answers given twice add nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from .. import data
from .merge import named, tidy
from .model import ANSWERED, RECORDS, VERSION, Json

_TODAY = "today"


def added(case: object, tool: str, result: Mapping[str, Any], blank: Mapping[str, str], today: date) -> Json:
    """Return {"case", "added", "given"}: what a tool gives put in; whether it is new, and there was any.

    `blank` is what the tool takes where nothing is said: no word of the reader.
    """
    before = tidy(case)
    after: Json = {**before, "version": VERSION}
    facts = list(before.get("facts", []))
    said = {name: text for name, text in result["answers"].items() if text != blank.get(name)}
    new = list(_facts(tool, {**result, "said": said}, today))
    for one in new:
        place = next((n for n, other in enumerate(facts) if _is_same(one, other)), None)
        if place is None:
            facts.append(_identified(one))
        else:  # What its reader wrote of it stays; what was not said is.
            missing = {name: text for name, text in one.items() if text and not facts[place].get(name)}
            facts[place] = {**facts[place], **missing}
    if facts:
        after["facts"] = facts
    _fill_records(after, tool, said)
    _tick(after, tool, result["answers"])
    if data.tool_ids().get(tool) in ANSWERED and result["answers"]:
        after["answers"] = {**after.get("answers", {}), tool: dict(result["answers"])}
    given = bool(new or after.get("answers", {}).get(tool))
    return {"case": after, "added": after != {**before, "version": VERSION}, "given": given}


def _facts(tool: str, result: Mapping[str, Any], today: date) -> Iterator[Json]:
    answers: Mapping[str, str] = result["answers"]
    for row in data.case()["adds"].get(tool, ()):
        condition = row.get("when")
        if condition and answers.get(condition["question"]) not in condition["is"]:
            continue
        said = (
            today.isoformat()
            if row["on"] == _TODAY
            else answers.get(row["on"]) or result["dates"].get(row["on"])
        )
        asked = {
            name: result["said"][other]
            for name, other in row.get("as", {}).items()
            if other in result["said"]
        }
        for day in str(said or "").split(","):
            if day.strip():
                fact = {"kind": row["kind"], "on": day.strip(), "text": row.get("text", ""), "pieces": []}
                yield {**fact, **asked, **row.get("with", {})}


def _is_same(fact: Json, other: Json) -> bool:
    """Tell whether a fact is there already: its kind on its day, and nothing said of it that is otherwise."""
    if any(fact[name] != other.get(name) for name in ("kind", "on")):
        return False
    said = (name for name, text in fact.items() if name not in ("kind", "on", "pieces") and text)
    return all(not other.get(name) or other[name] == fact[name] for name in said)


def _identified(record: Json) -> Json:
    return {"id": named(record), **record}


def _fill_records(case: Json, tool: str, answers: Mapping[str, str]) -> None:
    """Fill what is typed once and still empty from the fields that take it as it is."""
    tables = data.case()
    rules = {**tables["fills"].get(tool, {}), **tables["letter"].get(tool, {})}
    for name, rule in rules.items():
        source, values = (rule, {}) if isinstance(rule, str) else _turned(rule)
        record, _, field = source.partition(".")
        value = values.get(answers.get(name, ""), "") if values else answers.get(name, "")
        if record not in RECORDS or not field or not value:
            continue
        known = case.get(record, {})
        if not known.get(field):
            case[record] = {**known, field: value}


def _turned(rules: list[Json]) -> tuple[str, dict[str, str]]:
    """Return the source of a field that has one rule, and what its values mean there."""
    if len(rules) != 1 or "as" not in rules[0]:
        return "", {}
    return rules[0]["from"], {there: here for here, there in rules[0]["as"].items()}


def _tick(case: Json, tool: str, answers: Mapping[str, str]) -> None:
    """Each line ticked in the list of exhibits is an exhibit that its reader has."""
    if tool != data.case()["shelf"]:
        return
    pieces = list(case.get("pieces", []))
    have = {one.get("kind") for one in pieces if one.get("have") is True}
    for kind, words in data.case()["piece"].items():
        if words.get("item") in answers and kind not in have:
            pieces.append(_identified({"kind": kind, "title": "", "on": "", "have": True}))
    if pieces:
        case["pieces"] = pieces
