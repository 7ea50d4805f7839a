"""The trimmed Python: Pyodide cut down to what the rules import and execute, compiled, and proved."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

from macros import branding
from macros.publish.cache import cached
from macros.publish.node import run
from macros.publish.pyodide.hostile import hostile
from macros.publish.pyodide.instead import INSTEAD, WRITTEN, instead
from macros.render import content
from macros.rules import api

#: The programs of this module, run by Node.
HERE = Path(__file__).parent
SHRINK, BOOT, COMPILE, ASK, TAKE = (
    HERE / name for name in ("shrink.mjs", "boot.mjs", "library.mjs", "run_requests.mjs", "snapshot.mjs")
)
#: Those that see what an engine calls and reads, and cut the rest from it; and what they are made with.
INSTRUMENT, SPY, CUT, DROP, READ = (
    HERE / name for name in ("instrument.mjs", "spy.mjs", "cut.mjs", "drop.mjs", "wasm.mjs")
)
#: What writes the script of an engine, and what tells it, and `SHRINK`, what an engine offers.
GLUE, OFFERS = HERE / "glue.mjs", HERE / "offers.mjs"
SWEEP, FAMILIES = HERE / "sweep.mjs", HERE / "families.mjs"

#: Beside a whole engine: itself made to note what it calls and reads, and what it reads of its tables
#: when it is asked for all that they hold.
NOTING, SWEPT = "noting.wasm", "swept.json"

#: What the trimmed form is made of, besides the worker: the engine, and Python booted from its library,
#: or from a snapshot of its memory, which is ready sooner and weighs more.
SCRIPT, PROGRAM = ENGINE = ("engine.mjs", "pyodide.asm.wasm")
LIBRARY, SNAPSHOT = "python.zip", "memory.bin"
TRIMMED = (*ENGINE, LIBRARY, SNAPSHOT)

#: How many requests that nobody would make are in the profile, and of which seed.
HOSTILE, SEED = 2000, "profile"

#: What a device says whose clock stands: before our calendar, and after it.
WRONG_CLOCKS = ("1970-01-01", "9999-12-31")

#: What no clock says, and the door refuses: other ways to write a day, signs of two to four bytes in its
#: place, and halves of one, which no text may hold.
NO_DAYS = (
    *("", "20261127", "2026-W48-5", "2026-11-27T10:00:00", "2026-11-\0007", "2026-13-01"),
    *("é" * 10, "文" * 10, "🦆" * 10, "\udc00" * 10, "2026-11-2\ud800", "文\udc00\ufeff日Ж\n9z\tè"),
)

Request = dict[str, Any]


def build_engine(pyodide: Path, *, cache: Path) -> Path:
    """Return a directory with the files of `ENGINE`, made from the npm package or kept in `cache`.

    Beside them stand `NOTING` and `SWEPT`.
    """

    def fill(made: Path) -> None:
        run(SHRINK, pyodide, made)
        run(GLUE, pyodide, made / PROGRAM, made)
        run(INSTRUMENT, made / PROGRAM, made / NOTING)
        with tempfile.TemporaryDirectory() as scratch:
            shutil.copyfile(made / SCRIPT, Path(scratch, SCRIPT))
            shutil.copyfile(made / NOTING, Path(scratch, PROGRAM))
            library, lock = pyodide / "python_stdlib.zip", pyodide / "pyodide-lock.json"
            run(SWEEP, scratch, library, lock, **_spied(made / SWEPT))

    names = ("pyodide.asm.wasm", "pyodide.asm.mjs", "pyodide.mjs", "python_stdlib.zip")
    programs = (SHRINK, GLUE, OFFERS, BOOT, TAKE, INSTRUMENT, SPY, READ, SWEEP, FAMILIES, HERE / "trimmed.py")
    return cached(cache / "engine", [*(pyodide / name for name in names), *programs], fill)


def build_library(pyodide: Path, wheel: Path, engine: Path, *, cache: Path) -> Path:
    """Return a directory with the files of `ENGINE` and the library, made from the npm package, our wheel
    and the engine, or kept in `cache`.

    The library holds the modules that answering `requests` takes. The engine keeps the functions that
    booting, answering and taking a snapshot call, and the data that they read, with margins: see cut.mjs
    and drop.mjs. Beside them stand
    requests.json and answers.json, which are the unchanged Pyodide's.
    Raises RuntimeError with the program's own words when a module is missing.
    """

    def fill(made: Path) -> None:
        (made / "requests.json").write_text(json.dumps(list(requests())), "utf-8")
        with ThreadPoolExecutor(1) as pool:
            answered = pool.submit(_answer, pyodide, wheel, made)  # What is cut is compared with it later.
            _compile(pyodide, wheel, made)
            cut(engine, made, pyodide / "pyodide-lock.json")
            script = build_script(pyodide, made / PROGRAM, cache=cache)
            answered.result()
        for name in ENGINE:
            shutil.copyfile(script / name, made / name)

    sources = [
        pyodide / "python_stdlib.zip",
        wheel,
        *(COMPILE, COMPILE.with_suffix(".py"), ASK, TAKE, HERE / "trimmed.py", HERE / "instead.py"),
        HERE / "resources.py",
        *(SPY, CUT, DROP, GLUE, OFFERS, BOOT, READ, HERE / "hostile.py"),
        *(engine / name for name in (*ENGINE, NOTING, SWEPT)),
    ]
    return cached(cache / "library", sources, fill)


def build_script(pyodide: Path, program: Path, *, cache: Path) -> Path:
    """Return a directory with the files of `ENGINE`, made from the npm package for an engine cut already.

    Kept in `cache`: a value of the law that changes seldom changes what is executed.
    """
    names = (pyodide / "pyodide.asm.mjs", pyodide / "pyodide.mjs")
    sources = [program, *names, *(GLUE, OFFERS, BOOT, READ, TAKE, SPY)]
    return cached(cache / "script", sources, lambda made: run(GLUE, pyodide, program, made))


def build_trimmed(pyodide: Path, library: Path, out: Path, *, cache: Path) -> None:
    """Write the files of `TRIMMED` into the directory `out`, from the npm package and `build_library`'s.

    The snapshot is kept in `cache` under the hash of what it is made from. For the proof see `prove`.
    """

    def fill(made: Path) -> None:
        for name in (*ENGINE, LIBRARY):
            shutil.copyfile(library / name, made / name)
        take_snapshot(made, pyodide / "pyodide-lock.json", library / "requests.json")

    files = [library / name for name in (*ENGINE, LIBRARY, "requests.json")]
    whole = cached(cache / "snapshot", [*files, TAKE, HERE / "trimmed.py"], fill)
    for name in TRIMMED:
        shutil.copyfile(whole / name, out / name)


def prove(pyodide: Path, library: Path, trimmed: Path, *, cache: Path) -> None:
    """Have the trimmed form, booted either way, answer requests as the unchanged Pyodide did.

    `library` is `build_library`'s, with both. That the same files did is kept in `cache`. Raises RuntimeError
    when an answer differs.
    """
    questions, answers = library / "requests.json", library / "answers.json"

    def fill(_: Path) -> None:
        whole = json.loads(answers.read_text("utf-8"))
        if any(said != whole for said in ask_both(trimmed, pyodide / "pyodide-lock.json", questions)):
            raise RuntimeError(
                "The trimmed Python does not answer as Pyodide does: see macros/publish/pyodide/trimmed.py"
            )

    files = [trimmed / name for name in TRIMMED]
    cached(cache / "proved", [*files, questions, answers, ASK, HERE / "trimmed.py"], fill)


def cut(engine: Path, made: Path, lock: Path) -> None:
    """Write into `made` the program of `engine` with no function but those that its Python there calls.

    Nor is there data but what these read. Both are seen while it takes a snapshot, and while it answers,
    booted either way, the requests in `made` and some that nobody would make. `lock` is Pyodide's own.
    """
    with tempfile.TemporaryDirectory() as scratch:
        spied = Path(scratch)
        shutil.copyfile(engine / SCRIPT, spied / SCRIPT)
        shutil.copyfile(made / LIBRARY, spied / LIBRARY)
        shutil.copyfile(engine / NOTING, spied / PROGRAM)
        taken = spied / "taken.json"
        take_snapshot(spied, lock, made / "requests.json", called=taken)
        rng = Random(SEED)  # noqa: S311, no secret
        asked = json.loads((made / "requests.json").read_text("utf-8"))
        every_kind = {tuple(one): one for one in asked if "today" in one}
        asked += [{**one, "today": day} for one in every_kind.values() for day in NO_DAYS]
        # What nobody would ask goes to one boot or to the other: what either calls is kept.
        strange = [hostile(rng) for _ in range(HOSTILE)]
        called = (spied / "library.json", spied / "snapshot.json")

        def watch(snapshot: int) -> None:
            questions = spied / f"requests{snapshot}.json"
            questions.write_text(json.dumps([*asked, *strange[snapshot::2]]), "utf-8")
            ask(spied, lock, questions, snapshot=bool(snapshot), tell=True, called=called[snapshot])

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(watch, range(2)))
        less = spied / "cut.wasm"
        run(CUT, engine / PROGRAM, less, taken, *called)
        run(DROP, engine / PROGRAM, less, made / PROGRAM, engine / SWEPT, taken, *called)


def _answer(pyodide: Path, wheel: Path, made: Path) -> None:
    """Write into `made` what Pyodide as it comes answers to the requests there."""
    with tempfile.TemporaryDirectory() as scratch:
        modules = _modules(wheel, Path(scratch))
        run(COMPILE, pyodide, wheel, modules, made / "requests.json", made / "answers.json")


def _compile(pyodide: Path, wheel: Path, made: Path) -> None:
    """Write into `made` the library that answering the requests there takes."""
    with tempfile.TemporaryDirectory() as scratch:
        thin, modules = Path(scratch, "thin.zip"), _modules(wheel, Path(scratch))
        with (
            zipfile.ZipFile(pyodide / "python_stdlib.zip") as library,
            zipfile.ZipFile(thin, "w") as other,
        ):
            for name in library.namelist():
                other.writestr(name, instead(name, library.read(name)))
            other.writestr(WRITTEN, INSTEAD[WRITTEN])
        run(COMPILE, pyodide, wheel, modules, made / "requests.json", made / LIBRARY, thin)


def _modules(wheel: Path, into: Path) -> Path:
    """Return a new file of the directory `into` with the names of a wheel's modules, as JSON."""
    file = into / "modules.json"
    names = (name for name in zipfile.ZipFile(wheel).namelist() if name.endswith(".py"))
    bare = (name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in names)
    file.write_text(json.dumps(list(bare)), "utf-8")
    return file


def take_snapshot(trimmed: Path, lock: Path, questions: Path, *, called: Path | None = None) -> None:
    """Write into the directory `trimmed` a snapshot of its Python, once it has answered the requests.

    The same files make the same snapshot. `lock` is Pyodide's own; for `called` see `ask`.
    Raises RuntimeError where none comes.
    """
    run(TAKE, trimmed, lock, questions, trimmed, **_spied(called))


def ask(
    trimmed: Path,
    lock: Path,
    questions: Path,
    *,
    snapshot: bool = False,
    tell: bool = False,
    called: Path | None = None,
) -> list[Any]:
    """Ask the trimmed form in the directory `trimmed`, under Node, a file of requests; return the answers.

    It boots from its library, or with `snapshot` from the snapshot alone. `lock` is Pyodide's own. An engine
    of instrument.mjs writes into the file `called` what it called and read. Raises RuntimeError
    with Python's words where it does not answer; with `tell`, gives {"raised"} or {"ended"} instead.
    """
    with tempfile.TemporaryDirectory() as scratch:
        answered = Path(scratch, "answers.json")
        start = trimmed / (SNAPSHOT if snapshot else LIBRARY)
        run(ASK, start, lock, questions, answered, *(["tell"] if tell else []), **_spied(called))
        answers: list[Any] = json.loads(answered.read_text("utf-8"))
    return answers


def ask_both(trimmed: Path, lock: Path, questions: Path, *, tell: bool = False) -> list[list[Any]]:
    """Ask as `ask` does, booted from the library and from the snapshot at once; return both's answers."""
    with ThreadPoolExecutor(2) as pool:
        return list(
            pool.map(
                lambda snapshot: ask(trimmed, lock, questions, snapshot=snapshot, tell=tell), (False, True)
            )
        )


def _spied(called: Path | None) -> dict[str, str]:
    """Return the environment in which Node writes down what its engines call."""
    return {"NODE_OPTIONS": f"--import={SPY.as_uri()}", "CALLED": str(called)} if called else {}


def requests() -> Iterator[Request]:
    """Return requests of the door that, together, use every tool in every way that loads a module.

    For each tool: nothing, its example, every option, what cannot be read, a clock that is wrong; of a tree
    every option, with the way to its question; of a list every item. For each entry page, a link.
    """
    for tool in api.tools():
        described = api.describe(tool["id"])
        today = described.get("example", {}).get("today", described["checked_on"])
        for answers in ({}, *_answers(described)):
            yield {"tool": tool["id"], "answers": answers, "today": today}
        for clock in WRONG_CLOCKS:
            yield {"tool": tool["id"], "answers": {}, "today": clock}
    contract = {"site": "https://aide.example/", "length": "12", "unit": "jours"}
    for one in content.situations():
        yield {"link": {**contract, "situation": one["id"]}, "today": "2026-11-22"}
    yield {"link": {"situation": 1, "campaign": "?"}, "today": "2026-11-22"}
    yield from _of_cases()
    yield from _of_insurers()
    yield {"tool": "inconnu", "answers": {}, "today": "2026-11-22"}
    yield {"tool": "delai-declaration", "answers": {"received_on": "2026-04-30"}, "today": "1990-01-01"}
    for clock in WRONG_CLOCKS:
        yield {"case_view": {}, "today": clock}


def _of_cases() -> Iterator[Request]:
    """Return requests about cases: one with a fact of each kind, two as one, a text that is one."""
    kinds, today = content.case()["kind"], "2026-11-22"
    facts = [{"id": kind, "kind": kind, "on": "2026-11-12", "text": kind} for kind in kinds]
    asked = {name: "yes" for kind in kinds.values() for name in kind.get("ask", {})}
    piece = {"id": "p", "kind": "claim", "title": "é", "have": True}
    case = {"version": 1, "facts": facts, "pieces": [piece]}
    asked |= {"form": "writ", "to": "insurer", "answer": "refuses", "terms_days": "30"}
    answered = {"facts": [{**one, **asked, "pieces": ["p"]} for one in facts]}
    for one in ({}, case, answered, {"facts": [{"id": "x", "kind": "?", "on": "?"}]}):
        yield {"case_view": one, "today": today}
    yield {"case_calendar": answered, "today": today, "page_url": "https://aide.example/"}
    yield {"case_merge": [case, answered]}
    yield {"case_add": case, "tool": "impaye", "answers": {"performed_on": today}, "today": today}
    yield {"case_watch": {"a": "JAMAIS ! De mauvaise foi."}, "today": today}
    model = {"a": [{"each": "body", "xml": "⟦text⟧"}]}
    yield {"case_word": answered, "today": today, "model": model}
    yield {"letter_word": "relance-assureur", "answers": {}, "today": today, "model": model}
    for text in (json.dumps(case), "", "%PDF", "{", '{"facts": ', '{"version": 2}', '{"facts": 1}'):
        yield {"case_read": text}


def _of_insurers() -> Iterator[Request]:
    """Return requests for an insurer's settings: right ones, colours that are too pale, nothing."""
    typed = {"name": "L’Équité & Cie", "telephone": "+33 (0)1.99.00.12.34", "claims_email": "s@exemple.fr"}
    for more in (
        {"light": "12406B"},
        {"light": "#ff0000"},
        {"light": "#fff", "dark": "#123456", "length": "x"},
    ):
        yield {"insurer": {**typed, **more}, "schemes": branding.schemes(), "today": "2026-11-22"}
    yield {"insurer": {}, "schemes": branding.schemes(), "today": "2026-11-22"}


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
