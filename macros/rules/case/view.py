"""All that a case says on a day: the next thing to do, the line of time, exhibits, chronology, documents."""

from __future__ import annotations

from datetime import date
from typing import Any

from .. import addresses, data
from ..french import date_text
from . import letters
from .drawing import drawing, rows
from .exhibits import cites, missing, numbered
from .merge import tidy
from .model import DONE, Case, Fact, Json, kept, read
from .read import problem
from .timeline import Ask, draw_up, law_text, next_action, sheet


def view(case: object, today: date, ask: Ask) -> Json:
    """Return the view of a case, as the door gives it. `ask` asks a tool as of `today`. Raises nothing."""
    read_case = read(tidy(case, kept), today)
    line = draw_up(read_case, today, ask)
    exhibits = numbered(read_case)
    material = letters.Material(line, exhibits)
    problems = [problem(place, code) for place, code in read_case.problems] + line.problems
    following = next_action(line)
    has_date = any(one.on for one in read_case.facts)
    return {
        "status": "answered" if has_date and not problems else "incomplete",
        "today": today.isoformat(),
        "next": following,
        "timeline": line.items,
        "line": rows(line),
        "drawing": drawing(line, material.cited),
        "waiting": [
            _waiting(one, today) for one in data.case()["waiting"] if one["unless"] not in line.states
        ],
        "exhibits": exhibits,
        "missing": missing(read_case),
        "chronology": [_fact(one, material.cited, today) for one in read_case.facts],
        "documents": letters.documents(material),
        "fills": _fills(material, read_case, exhibits),
        "answers": _answered(read_case, ask),
        "summary": _summary(material, following),
        "states": sorted(line.states),
        "problems": problems,
        "warnings": [_warning(code, facts, text, line.today) for (code, facts), text in line.warned.items()],
    }


def _fills(material: letters.Material, case: Case, exhibits: list[Json]) -> dict[str, dict[str, str]]:
    """Return what the case answers of each tool: what was answered there before, then what the facts say."""
    shelf, pieces = data.case()["shelf"], data.case()["piece"]
    tools = [*case.answers, *(one for one in data.case()["fills"] if one not in case.answers)]
    fills = {
        tool: {**case.answers.get(tool, {}), **letters.filled(material, "fills", tool)} for tool in tools
    }
    items = [pieces[one["kind"]].get("item", "") for one in exhibits if one["have"]]
    fills[shelf] = {**fills.get(shelf, {}), **{item: DONE for item in items if item}}
    return fills


def _answered(case: Case, ask: Ask) -> list[Json]:
    """Return each tree and checklist that was answered, where it stands: {tool, title, text, address}."""
    rows = []
    for tool, answers in case.answers.items():
        result = ask(tool, dict(answers))
        outcome = data.tree(tool).outcomes.get(result["node"]) if "node" in result else None
        rows.append(
            {
                "tool": tool,
                "title": (data.tree if "node" in result else data.checklist)(tool).title,
                "text": outcome.title if outcome else result["display"]["progress"],
                "address": addresses.address(addresses.page_of(tool), result["answers"]),
            }
        )
    return rows


def _waiting(words: Json, today: date) -> Json:
    return {"label": words["label"], "text": law_text(words["text"], today), "tool": words["tool"]}


def _warning(code: str, facts: tuple[str, ...], text: str, today: date) -> Json:
    return {"code": code, "text": text or law_text(data.case()["warning"][code], today), "facts": list(facts)}


def _fact(fact: Fact, cited: dict[str, list[int]], today: date) -> Json:
    kind = data.case()["kind"][fact.kind]
    return {
        "id": fact.id,
        "on": fact.iso,
        "date": date_text(fact.on) if fact.on else data.case()["word"]["undated"],
        "sheet": sheet(fact.on) if fact.on else None,
        "ahead": bool(fact.on and fact.on > today),
        "kind": fact.kind,
        "label": kind["short"],
        "text": fact.text,
        "asked": [
            {"name": name, "label": asked["label"], "text": _words(asked, fact.more[name])}
            for name, asked in kind.get("ask", {}).items()
            if fact.more[name]
        ],
        "exhibits": cited.get(fact.id, []),
        "cites": cites(fact, cited),
        "also": {name: list(texts) for name, texts in fact.also.items()},
    }


def _words(asked: Json, value: str) -> str:
    if asked["type"] != "choice":
        return value
    return str(next(one["label"] for one in asked["options"] if one["value"] == value))


def _summary(material: letters.Material, following: Json) -> list[Json]:
    """Return the case in ten lines at most, each {label, text}; what is not known is left out."""
    case, labels = material.case, data.case()["summary"]
    claims = material.claims
    first = claims[0] if claims else None
    have = sum(one["have"] for one in material.exhibits)
    known: dict[str, Any] = {
        "me": ", ".join(part for part in (case.value("me.name"), case.value("me.company")) if part),
        "client": case.value("client.name"),
        "work": material.take("work"),
        "contract": ", ".join(
            part for part in (case.value("contract.insurer"), case.value("contract.number")) if part
        ),
        "claim": labels["claimed"].format(date=letters.long_day(first.iso), text=material.told(first))
        if first
        else "",
        "request": first.more["request"] if first else "",
        "declared": letters.long_day(material.line.letters.get("declared.on", "")),
        "answered": letters.long_day(material.line.letters.get("answered.on", "")),
        "next": _next(following, labels),
        "exhibits": labels["count"].format(have=have, total=len(material.exhibits))
        if material.exhibits
        else "",
    }
    return [{"label": labels[name], "text": " ".join(text.split())} for name, text in known.items() if text]


def _next(following: Json, labels: Json) -> str:
    """Return what to do with its day, which is always one that ends it: never « on that day »."""
    text, day, limit = (following[name] for name in ("text", "date_text", "limit_text"))
    if following["state"] == "overdue":
        return str(labels["passed"].format(text=text, limit=limit) if following["mine"] else text)
    if not day:
        return str(text)
    return str(labels["by" if day == limit else "by_limit"].format(text=text, date=day, limit=limit))


def noted(timeline: list[Json]) -> list[Json]:
    """Return the items that a calendar notes: those still open, each answer of a tool once."""
    known: dict[tuple[str, str], Json] = {}
    for one in timeline:
        if one["state"] not in ("done", "closed"):
            known.setdefault((one["tool"], str(one["answers"]) if one["tool"] else one["id"]), one)
    return [one for one in known.values() if one["tool"] or one["key"] in ("hearing", "time_limit")]


def as_result(item: Json, version: str) -> Json:
    """Return a date as it was written, in the shape that a calendar file takes."""
    shown = {"name": item["key"], "label": item["label"]}
    return {
        "tool": "dossier",
        "version": version,
        "answers": {"fact": item["facts"][0]},
        "dates": {item["key"]: item["date"]},
        "sources": [],
        "display": {"dates": [shown], "answers": []},
    }
