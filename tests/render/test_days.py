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

HERE, LATER = date(2026, 3, 1), date(2026, 7, 1)
SCRIPT = Path(__file__).with_name("read_days.mjs")


def read(texts: list[str]) -> list[tuple[str, str, list[str]]]:
    """Return of each text the day that the page reads, the text with its words as dates, and these words."""
    template = html.render("_days.html")
    dataset = {name: unescape(value) for name, value in re.findall(r'data-(\w+)="([^"]*)"', template)}
    asked = json.dumps({"dataset": dataset, "texts": texts, "on": HERE.isoformat()})
    run = subprocess.run(["node", SCRIPT], input=asked, capture_output=True, text=True, check=True)
    return [tuple(one) for one in json.loads(run.stdout)]


def test_no_list_keeps_a_word_that_the_rules_read() -> None:
    """However its dates are parted, a list means the same on another day, once its words are dates."""
    parted = [", ", ";", "\n", " et ", ",", " et le "]
    firsts = ("hier", "ce jour", "3 janvier 2026")
    seconds = ("avant-hier", "5 janvier 2026, 9:05")
    texts = ["".join(parts) for parts in product(firsts, parted, seconds)]

    def sent(text: str, today: date) -> tuple[str, object]:
        answers = {"trigger": "assignation", "trigger_on": "2025-06-02", "lrar_sent_on": text}
        found = api.answer("prescription-biennale", answers, today=today.isoformat())
        return found["status"], found["answers"].get("lrar_sent_on")

    for text, (_, fixed, _) in zip(texts, read(texts), strict=True):
        assert sent(fixed, LATER)[1] == sent(text, HERE)[1], text
        assert sent(text, HERE)[1], text
