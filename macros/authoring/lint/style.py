"""How the site speaks: the rules of `style.toml`, read in a text.

A rule is data, with its examples. A sentence that must break one (it quotes what others say, or
names a thing by its own name) is kept by a line just before, with its reason: `# style: raison`
in TOML and in the head of a page, `<!-- style: raison -->` in Markdown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, NamedTuple

from .typography import BLANK, SENTENCE_END, Mistake

WAIVER = re.compile(r"^\s*(?:#|<!--)\s*style\s?:\s*[^\s>-]")
PLACES = ("prose", "quiet", "question", "link")

_QUOTED = re.compile(r"«[^»]*»")


class Rule(NamedTuple):
    """One rule.

    `patterns`: what is wrong, each with what to write in its place, "" where `fix` says it all.
    `unless`: what excuses the sentence. `where`: one of `PLACES`. `good`, `bad`: texts for the tests.
    """

    code: str
    rank: int
    where: str
    what: str
    fix: str
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    unless: re.Pattern[str] | None
    good: tuple[str, ...]
    bad: tuple[str, ...]


def _rule(code: str, record: dict[str, Any]) -> Rule:
    if "words" in record:
        patterns = [
            (re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), right)
            for words, right in record["words"].items()
        ]
    else:
        patterns = [(re.compile(record["pattern"]), "")]
    return Rule(
        code=code,
        rank=record["rank"],
        where=record["where"],
        what=record["what"],
        fix=record["fix"],
        patterns=tuple(patterns),
        unless=re.compile(record["unless"]) if "unless" in record else None,
        good=tuple(record["good"]),
        bad=tuple(record["bad"]),
    )


RULES: tuple[Rule, ...] = tuple(
    _rule(code, record)
    for code, record in tomllib.loads((files(__package__) / "style.toml").read_text(encoding="utf-8")).items()
)


def style(text: str, *places: str) -> Iterator[Mistake]:
    """Yield what is wrong with the way a text speaks, by the rules of the places that it stands in."""
    for rule in RULES:
        if rule.where in places:
            yield from _broken(rule, _QUOTED.sub(BLANK, text) if rule.where == "quiet" else text)


def _broken(rule: Rule, text: str) -> Iterator[Mistake]:
    # An excuse holds for its own sentence only.
    for part in SENTENCE_END.split(text) if rule.unless else (text,):
        if rule.unless and rule.unless.search(part):
            continue
        for pattern, right in rule.patterns:
            for match in pattern.finditer(part):
                yield rule.code, {"excerpt": " ".join(match[0].split()), "right": right}
