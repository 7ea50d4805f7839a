"""Requests that nobody would make, by chance: what a link, a file, a paste or a stranger's hand can bring."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from macros import branding
from macros.render import content
from macros.rules import api

Request = dict[str, Any]

#: Signs of every width and direction; none that two versions of Unicode judge differently.
CHARACTERS = (
    "abcxyzABCXYZ0123456789 -_./:,;'\"{}[]()<>&%#@!?*+=~`|\\^$€éèêàçœæÉÀÇ«»’…—"
    "\u202f\u00a0\n\t\r\0\x1b\x7f\x85\ufeff"
)
STRANGE = "αβγЖЯ中文日本語العربية٣٠²³Ⅷ१ſßﬁÅİǅ\u202e\u2028\u0301\u200d😀🦆\ud83d\udc00"
WORDS = (
    "<script>alert(1)</script>",
    "'; DROP TABLE dossiers; --",
    "{declaration_floor}",
    "{date.__class__}",
    "%s%n%(x)s",
    "../../etc/passwd",
    "\\N{BULLET}",
    "{0!r:>{1}}",
    "{" * 40,
    "]" * 40,
    "1" * 5000,
    "é" * 3000,
    "🦆" * 50,
    "je reconnais ma faute, je m'engage à vous rembourser " * 20,
    *("-1", "1e9", "NaN", "null", "0x10", "1_000", "+5", " 7 ", "1.5", "1,5", "__proto__", "\ud800", ""),
    *("hier", "aujourd'hui", "lundi dernier", "dix", "10 jours", "1er mai 2026", "31/02/2026", "2026-13-01"),
    *("mer. 25 nov. 2026 à 14:32", "Mon, 4 May 2026 10:00:00 +0200", "9999-12-31", "0001-01-01", "2026"),
    *("yes", "no", "unknown", "none", "done", "cpc642", "jours_ouvres", "mois", "annees", "metropole"),
)
DAYS = ("{:%Y-%m-%d}", "{:%Y-%m-%d}", "{:%d/%m/%Y}", "{:%d.%m.%y}", "{:%Y%m%d}", "le {:%d %m %Y}")


@cache
def tools() -> list[dict[str, Any]]:
    """Return every tool as the door describes it."""
    return [api.describe(one["id"]) for one in api.tools()]


def hostile(rng: Random) -> Request:
    """Return a request of any kind, seldom a right one."""
    kinds: dict[Callable[[Random], Request], int] = {
        _answer: 8,
        _code: 1,
        _calendar: 1,
        _link: 2,
        _case: 2,
        _file: 1,
        _insurer: 1,
        _odd: 1,
    }
    (kind,) = rng.choices(list(kinds), list(kinds.values()))
    asked = kind(rng)
    asked["today"] = _today(rng) if rng.random() < 0.95 else value(rng)
    return asked


def text(rng: Random, most: int = 40) -> str:
    """Return what may stand in a field, or be put there."""
    kind = rng.random()
    if kind < 0.3:
        return rng.choice(DAYS).format(_day(rng))
    if kind < 0.4:
        return str(rng.choice([rng.randrange(40), rng.randrange(-10, 2000), 10 ** rng.randrange(40)]))
    if kind < 0.7:
        return rng.choice(WORDS)
    characters = CHARACTERS if rng.random() < 0.6 else CHARACTERS + STRANGE
    return "".join(rng.choice(characters) for _ in range(rng.randrange(most + 1)))


def value(rng: Random, depth: int = 2) -> Any:
    """Return any value of JSON."""
    kind = rng.randrange(8 if depth else 6)
    if kind < 3:
        return text(rng)
    if kind == 3:
        return rng.choice([None, True, False])
    if kind == 4:
        return rng.choice([0, -1, rng.randrange(-(10**9), 10**9), 10 ** rng.randrange(1, 300)])
    if kind == 5:
        return rng.choice([-0.0, 1e300, rng.random() * 10 ** rng.randrange(-20, 20)])
    if kind == 6:
        return [value(rng, depth - 1) for _ in range(rng.randrange(4))]
    return {text(rng, 9): value(rng, depth - 1) for _ in range(rng.randrange(4))}


def _day(rng: Random) -> date:
    if rng.random() < 0.8:
        return date(2024, 1, 1) + timedelta(days=rng.randrange(1500))
    return date(1000, 1, 1) + timedelta(days=rng.randrange(3_000_000))


def _today(rng: Random) -> str:
    return "2026-11-22" if rng.random() < 0.5 else _day(rng).isoformat()


def _answers(rng: Random, tool: dict[str, Any]) -> dict[str, Any]:
    if "questions" in tool and rng.random() < 0.5:
        return _way(rng, tool)
    example = tool.get("example", {}).get("answers", {})
    answers: dict[str, Any] = dict(example) if rng.random() < 0.3 else {}
    often = rng.random() ** 0.5
    for one in (*tool.get("inputs", ()), *tool.get("questions", ())):
        if rng.random() < often:
            options = [option["value"] for option in one.get("options", ())]
            answers[one.get("name", one.get("id"))] = _right(rng, options, one.get("type", ""))
    for one in tool.get("items", ()):
        if rng.random() < often:
            answers[one["id"]] = api.DONE if rng.random() < 0.7 else text(rng)
    if rng.random() < 0.15:
        answers[text(rng, 10)] = value(rng)
    if answers and rng.random() < 0.1:
        answers[rng.choice(list(answers))] = value(rng)
    return answers


def _way(rng: Random, tree: dict[str, Any]) -> dict[str, str]:
    """Return answers that lead from the first question of a tree to an outcome."""
    questions = {one["id"]: one for one in tree["questions"]}
    way: dict[str, str] = {}
    at = tree["start"]
    while at in questions and at not in way:
        option = rng.choice(questions[at]["options"])
        way[at] = option["value"]
        at = option["next"]
    return way


def _right(rng: Random, options: Sequence[str], kind: str) -> str:
    """Return what a field asks for, three times of four."""
    if rng.random() < 0.25:
        return text(rng, 400)
    if options:
        return rng.choice(options)
    if kind in ("date", "dates"):
        return rng.choice(DAYS).format(_day(rng))
    return str(rng.randrange(60)) if kind == "integer" else text(rng, 400)


def _answer(rng: Random) -> Request:
    tool = rng.choice(tools())
    return {"tool": tool["id"], "answers": _answers(rng, tool)}


def _code(rng: Random) -> Request:
    """Return the code of an answer in a tool's place, as a reader types it: with mistakes."""
    tool = rng.choice(tools())
    code = tool.get("code") or ""
    if rng.random() < 0.7:
        code = api.answer(tool["id"], _answers(rng, tool), today="2026-11-22").get("code") or code
    at = rng.randrange(len(code) + 1)
    spoilt = code[:at] + text(rng, 3) + code[at + 1 :]
    changed = (code, code.lower(), " ".join(code), code.replace("-", "–"), spoilt)
    return {"tool": rng.choice(changed), "answers": {}}


def _calendar(rng: Random) -> Request:
    more = {"made_on": "2026-11-22T08:30:00Z"} if rng.random() < 0.5 else {}
    return {**_answer(rng), "page_url": f"https://aide.example/{text(rng)}", **more}


def _link(rng: Random) -> Request:
    situations = [one["id"] for one in content.situations()]
    asked: dict[str, Any] = {
        "site": rng.choice(["https://aide.example/", "http://localhost:8000/a b/", f"https://{text(rng)}"]),
        "situation": _right(rng, situations, ""),
        "length": _right(rng, (), "integer"),
        "unit": _right(rng, ["jours", "jours_ouvres", "jours_ouvrables", "mois"], ""),
    }
    for name in ("campaign", "zone", "insurer", text(rng, 6)):
        if rng.random() < 0.3:
            asked[name] = value(rng)
    return {"link": asked}


def _held(rng: Random) -> dict[str, Any]:
    """Return a case with a few facts of any kind."""
    described = content.case()
    kinds = list(described["kind"])
    facts: list[dict[str, Any]] = []
    for n in range(rng.randrange(6)):
        fact = {"id": str(n), "kind": rng.choice(kinds), "on": _day(rng).isoformat(), "text": text(rng)}
        facts.append({**fact, "pieces": ["p"]})
    for fact in facts:
        for name in described["kind"][fact["kind"]].get("ask", {}):
            if rng.random() < 0.6:
                fact[name] = rng.choice(["yes", "no", "unknown", "30", text(rng)])
    piece = {"id": "p", "kind": rng.choice(list(described["piece"])), "title": text(rng), "have": True}
    return {"version": 1, "me": {"name": text(rng)}, "facts": facts, "pieces": [piece]}


def _spoilt(rng: Random, held: Any) -> Any:
    """Return JSON with, anywhere in it, a value of another kind."""
    if isinstance(held, dict) and held and rng.random() < 0.8:
        name = rng.choice(list(held))
        return {**held, name: _spoilt(rng, held[name])}
    if isinstance(held, list) and held and rng.random() < 0.8:
        at = rng.randrange(len(held))
        return [*held[:at], _spoilt(rng, held[at]), *held[at + 1 :]]
    return value(rng)


def _case(rng: Random) -> Request:
    held = _held(rng)
    for _ in range(rng.choice([0, 0, 1, 2, 3])):
        held = _spoilt(rng, held)
    kind = rng.randrange(6)
    if kind == 5:
        tool = rng.choice(tools())
        return {"case_add": held, "tool": tool["id"], "answers": _answers(rng, tool)}
    if kind == 0:
        return {"case_calendar": held, "page_url": "https://aide.example/"}
    if kind == 1:
        return {"case_merge": [held, _held(rng)]}
    if kind == 2:
        return {"case_watch": {text(rng, 5): text(rng, 200) for _ in range(rng.randrange(4))}}
    if kind == 3:
        written = json.dumps(held, ensure_ascii=rng.random() < 0.5)
        return {"case_read": written[: rng.randrange(len(written) + 1)] if rng.random() < 0.3 else written}
    return {"case_view": held}


def _file(rng: Random) -> Request:
    """Ask for a Word file, of a model with every part."""
    model = {"a": [{"each": "body", "xml": "⟦text⟧"}]}
    if rng.random() < 0.5:
        return {"case_word": _held(rng), "model": model}
    letter = rng.choice([tool for tool in tools() if tool["kind"] == "letter"])
    return {"letter_word": letter["id"], "answers": _answers(rng, letter), "model": model}


def _insurer(rng: Random) -> Request:
    names = ("name", "telephone", "claims_email", "light", "dark", "length", "unit", "site")
    asked = {name: text(rng) for name in names if rng.random() < 0.7}
    if rng.random() < 0.5:
        asked["light"] = f"#{rng.randrange(1 << 24):06x}"
    return {"insurer": asked, "schemes": branding.schemes()}


def _odd(rng: Random) -> Request:
    """Return what no page can send: the door may raise."""
    if rng.random() < 0.5:
        return {"tool": value(rng), "answers": value(rng)}
    name = rng.choice(
        ["case_view", "case_merge", "case_read", "case_watch", "case_calendar", "link", "page_url"]
    )
    return {name: value(rng), **(_answer(rng) if rng.random() < 0.5 else {})}
