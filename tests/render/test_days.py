"""Words for a day: the pages turn into a date what the rules read as one, and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from html import unescape
from itertools import product
from pathlib import Path

from macros.render import html
from macros.rules import api
from macros.rules.french import RELATIVE, parse_date
from macros.rules.model import Refusal

HERE, LATER = date(2026, 3, 1), date(2026, 7, 1)
SCRIPT = Path(__file__).with_name("read_days.mjs")

HOURS = [
    "",
    " à 14:32",
    " 14h30",
    " à 14 h 30",
    ", 9:05",
    " vers 9 heures",
    " 9 heures 30",
    " à midi",
    " midi",
    " au soir",
    " 23h",
    ".",
    " à 9 h !",
]
NO_HOURS = [
    " 9",
    " à 25 h",
    " 14:3",
    " à minuit",
    ";",
    " au",
    " nuit",
    " ou lundi",
    "9h",
    " à 14:32 h",
    " 24:00",
    " à ٩h",
]


def read(texts: list[str]) -> list[tuple[str, str, list[str]]]:
    """Return of each text the day that the page reads, the text with its words as dates, and these words."""
    template = html.render("_days.html")
    dataset = {name: unescape(value) for name, value in re.findall(r'data-(\w+)="([^"]*)"', template)}
    asked = json.dumps({"dataset": dataset, "texts": texts, "on": HERE.isoformat()})
    run = subprocess.run(["node", SCRIPT], input=asked, capture_output=True, text=True, check=True)
    return [tuple(one) for one in json.loads(run.stdout)]


def by_the_rules(text: str) -> str:
    """Return what a text means on a day, "" where it does not depend on the day or is no date."""
    try:
        here, later = parse_date(text, HERE), parse_date(text, LATER)
    except Refusal:
        return ""
    return "" if here == later else here.isoformat()


def test_the_pages_fix_what_the_rules_read() -> None:
    """Every word with every hour: what the rules would read anew on another day is fixed by the page."""
    words = [*RELATIVE, "ce", "cet", "cette nuit", "demain", "lundi dernier", "25 novembre 2026"]
    texts = [
        form.format(word + hour)
        for word, hour in product(words, HOURS + NO_HOURS)
        for form in ("{}", "  le {} ", "« {} »", "“Le {}.”", "({})", "reçu {}", "le « {} »")
    ]
    texts += [text.upper().replace(" ", "\u00a0") for text in texts]
    for text, (meant, _, _) in zip(texts, read(texts), strict=True):
        assert meant == by_the_rules(text), text


def test_no_list_keeps_a_word_that_the_rules_read() -> None:
    """However its dates are parted, a list means the same on another day, once its words are dates."""
    parted = [", ", ";", "\n", " et ", ",", " et le "]
    firsts = ("hier", "ce matin à 9 h", "3 janvier 2026")
    seconds = ("avant-hier", "hier vers 18h", "5 janvier 2026, 9:05", "hier, 9:05, 7 janvier 2026")
    texts = ["".join(parts) for parts in product(firsts, parted, seconds)]

    def sent(text: str, today: date) -> tuple[str, object]:
        answers = {"trigger": "assignation", "trigger_on": "2025-06-02", "lrar_sent_on": text}
        found = api.answer("prescription-biennale", answers, today=today.isoformat())
        return found["status"], found["answers"].get("lrar_sent_on")

    for text, (_, fixed, _) in zip(texts, read(texts), strict=True):
        assert sent(fixed, LATER)[1] == sent(text, HERE)[1], text
        assert sent(text, HERE)[1], text


def test_a_word_with_its_hour_is_told_as_it_stands() -> None:
    """Where nobody knows the day any more, the sentence shows what the field holds."""
    assert read(["Hier à 14:32 ; 3 mars 2026", "3 mars 2026"])[0][2] == ["Hier à 14:32"]
    assert read(["3 mars 2026"])[0][2] == []
