"""What is tried: each takes an input of its own making, and fails where it is not answered as promised."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

from macros.authoring.lint.codes import CODES
from macros.authoring.lint.project import Document
from macros.authoring.lint.toml_errors import read_toml
from macros.authoring.lint.toml_lines import lines
from macros.authoring.lint.unreadable import Unreadable
from macros.authoring.lint.validate import fit
from macros.rules import api, data
from macros.rules.data import FOLDERS
from tests.fuzz import inputs

ROOT = Path(__file__).parent.parent.parent
TODAY = "2026-11-26"
STATUSES = {"answered", "incomplete", "invalid", "refused"}
_SENTENCE = re.compile(r"\S.{3,}[.!?…»)]$", re.DOTALL)

#: A target takes a source of chance and returns nothing; it fails by any exception.
Target = Callable[[Random], None]


@cache
def described() -> list[dict[str, Any]]:
    """Return every tool as the door describes it."""
    return [api.describe(one["id"], today=TODAY) for one in api.tools()]


def sentences(problems: Iterable[Any]) -> None:
    """Fail where something is refused without a sentence that a reader can read."""
    for one in problems:
        assert _SENTENCE.fullmatch(one["text"]), one
        assert len(one["text"]) < 1_000, one


def answered(result: Any) -> None:
    """Fail where a result of the door is not what the door promises."""
    assert result["status"] in STATUSES, result["status"]
    assert json.loads(json.dumps(result)) == result
    assert len(json.dumps(result)) < 400_000
    sentences([*result["problems"], *result["warnings"]])
    assert result["problems"] or result["status"] in ("answered", "incomplete"), result["status"]
    for day in result["dates"].values():
        date.fromisoformat(day)


def given(rng: Random, tool: dict[str, Any]) -> dict[str, Any]:
    """Return answers for a tool: right ones, wrong ones, some that it does not ask for."""
    answers: dict[str, Any] = {}
    for one in tool["inputs"]:
        if rng.random() < 0.75:
            answers[one["name"]] = inputs.one_of(rng, [option["value"] for option in one["options"]])
    for _ in range(rng.choice([0, 0, 0, 1, 2])):
        answers[inputs.text(rng)] = inputs.value(rng)
    if answers and rng.random() < 0.15:
        answers[rng.choice(list(answers))] = inputs.value(rng)
    return answers


def door(rng: Random) -> None:
    """Any answers to any tool, on any day: a status, and a sentence where there is no answer."""
    tool = rng.choice(described())
    named: Any = tool["id"] if rng.random() < 0.95 else inputs.value(rng)
    today = TODAY if rng.random() < 0.7 else inputs.day(rng).isoformat()
    answers = given(rng, tool)
    result = api.answer(named, answers, today=today)
    answered(result)
    if rng.random() < 0.2:
        asked = {"tool": named, "answers": answers, "today": today, "page_url": inputs.text(rng)}
        text = json.loads(api.handle(json.dumps(asked)))
        assert not text or text.endswith("END:VCALENDAR\r\n")
        assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", text)


def code(rng: Random) -> None:
    """A printed code copied wrong, cut or made up: what it holds is opened, or it is refused."""
    tool = rng.choice(described())
    written = api.answer(tool["id"], given(rng, tool), today=TODAY)["code"] or "v1."
    spoilt = inputs.spoilt(rng, written) if rng.random() < 0.8 else f"v1.{inputs.text(rng)}"
    answered(api.answer(spoilt, {}, today=TODAY))


def link(rng: Random) -> None:
    """Whatever is asked of the link builder: an address of the site that was given, or a sentence."""
    known = {
        "site": inputs.one_of(
            rng, ["https://aide.exemple.fr/", "http://127.0.0.1:8000/", "https://a.example/x/"]
        ),
        "situation": inputs.one_of(rng, ["mise-en-demeure", "reclamation-recue", "client-mecontent"]),
        "length": inputs.one_of(rng, ["", "5", "10", "365"]),
        "unit": inputs.one_of(rng, ["", "jours", "jours_ouvres", "jours_ouvrables"]),
        "campaign": inputs.one_of(rng, ["", "novembre", "a-b_c"]),
    }
    asked = inputs.sprinkled(rng, known) if rng.random() < 0.2 else known
    told = api.link(asked, today=TODAY) if isinstance(asked, dict) else None
    if told is None:
        return
    assert told["status"] in STATUSES
    sentences([*told["problems"], *told.get("warnings", ())])
    assert told["problems"] or told["url"].startswith(asked["site"].strip()), told


def _fact(id: str, on: str, kind: str, more: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"id": id, "on": on, "kind": kind, "text": "Une lettre", "pieces": ["p1"], **(more or {})}


@cache
def whole_cases() -> list[dict[str, Any]]:
    """Return right cases to spoil: those of the tests of the case, with every part that a file may hold."""
    held = tomllib.loads((ROOT / "tests/rules/data/whole_cases.toml").read_text("utf-8"))
    facts = [[_fact(*one) for one in case["facts"]] for case in held.values()]
    rest = {
        "me": {"name": "A", "email": "a@a.example"},
        "client": {"name": "B", "address": "1 rue\n75000 Paris"},
        "contract": {"insurer": "C", "number": "1"},
        "work": {"what": "D", "reference": "2"},
        "pieces": [
            {"id": "p1", "kind": next(iter(data.case()["piece"])), "title": "E", "on": TODAY, "have": True}
        ],
    }
    return [{"version": 1, **rest, "facts": one} for one in facts]


def case(rng: Random) -> None:
    """A file brought as a case, spoilt in any way: read with what is sound of it, or refused, never lost."""
    held = rng.choice(whole_cases())
    for _ in range(rng.randrange(4)):
        held = inputs.sprinkled(rng, held)
    text = inputs.as_file(held)
    if rng.random() < 0.3:
        text = inputs.spoilt(rng, text)
    told = api.case_read(text)
    sentences(told["problems"])
    assert told["problems"] or told["case"] is not None
    if told["case"] is None:
        return
    assert api.case_read(inputs.as_file(told["case"]))["case"] == told["case"]
    assert api.case_merge(told["case"], told["case"]) == told["case"]
    view = api.case_view(told["case"], today=TODAY)
    assert view["status"] in STATUSES
    sentences(view.get("problems", ()))
    json.dumps(view)


@cache
def toml_files() -> list[tuple[str, str]]:
    """Return (kind, text) of files that editors write."""
    valid = ROOT / "tests/content/valid/data"
    folders = [
        (kind, file) for kind, folder in FOLDERS.items() for file in sorted((valid / folder).glob("*.toml"))
    ]
    insurers = [("insurer", file) for file in sorted((ROOT / "tests/content/valid/insurers").glob("*.toml"))]
    law = [(name, valid / f"law/{name}.toml") for name in ("sources", "parameters")]
    return [(kind, file.read_text("utf-8")) for kind, file in (*folders, *insurers, *law)]


@cache
def _scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz"))


def toml(rng: Random) -> None:
    """A file of an editor, spoilt: read, or refused with its line, what is wrong and what to write."""
    kind, text = rng.choice(toml_files())
    text = inputs.spoilt(rng, text, 5)
    if rng.random() < 0.2:
        text += f"\nx = {inputs.as_file(inputs.value(rng))}\n"
    file = _scratch() / "file.toml"
    file.write_bytes(text.encode("utf-8", "replace") if rng.random() < 0.97 else text.encode("utf-16"))
    read = read_toml(file, file.parent)
    if isinstance(read, Unreadable):
        assert read.line >= 1
        assert read.reason
        assert _SENTENCE.fullmatch(read.advice), read
        return
    written, raw = read
    fitted = fit(kind, raw)
    document = Document("file.toml", kind, written.split("\n"), fitted.data, fitted.leaves, lines(written))
    for fault in fitted.faults:
        told = document.problem(*fault[:2], **fault.values)
        assert told.code in CODES
        assert 1 <= told.line <= len(document.rows)
        assert _SENTENCE.fullmatch(told.fix), told


#: The targets that answer one input at a time.
TARGETS: dict[str, Target] = {one.__name__: one for one in (door, code, link, case, toml)}


def fragment(rng: Random) -> tuple[str, str]:
    """Return a tool and what may follow its address, after a mail program or a hand has been there."""
    tool = rng.choice(described())
    pairs = [
        f"{name}={quote(str(one)) if rng.random() < 0.8 else one}"
        for name, one in given(rng, tool).items()
    ]  # fmt: skip
    written = "#" + "&".join(["debut", *pairs, "fin"] if rng.random() < 0.5 else pairs)
    if rng.random() < 0.2:
        written = quote(written)
    return tool["id"], inputs.spoilt(rng, written) if rng.random() < 0.6 else written


def fragments(seeds: list[str]) -> list[str]:
    """Read many fragments as the pages do; return the seeds of those that no page could bear."""
    made = [fragment(Random(seed)) for seed in seeds]
    fields = {
        tool["id"]: {
            one["name"]: {"type": one["type"]}
            | ({"values": [option["value"] for option in one["options"]]} if one["options"] else {})
            for one in tool["inputs"]
        }
        for tool in described()
    }
    asked = json.dumps({"fields": fields, "links": made})
    run = subprocess.run(
        ["node", str(Path(__file__).parent / "fragments.mjs")],
        input=asked.encode("utf-8", "replace"),
        capture_output=True,
        check=True,
    )
    told = json.loads(run.stdout)
    assert len(told) == len(seeds)
    return [f"{seed}: {why}" for seed, why in zip(seeds, told, strict=True) if why]
