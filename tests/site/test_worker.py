"""Python in a real browser: the built bundle answers there as it answers here, or says why not."""

import base64
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from macros.publish.node import run
from macros.publish.pyodide.trimmed import INSTRUMENT, PROGRAM, TRIMMED, ask
from macros.rules import api

FURTHER = Path(__file__).with_name("cut_further.mjs")

#: Send messages to a new worker; give all it says until each has its answer, and what it did unasked.
TALK = """
async ([worker, messages]) => {
  const python = new Worker(worker, { type: "module" });
  const said = [];
  await new Promise((finish, fail) => {
    python.onerror = (event) => fail(new Error(`the worker fell: ${event.message}`));
    python.onmessage = ({ data }) => {
      said.push(data);
      if (said.filter((one) => "id" in one).length === messages.length) finish();
    };
    for (const message of messages) python.postMessage(message);
  });
  python.terminate();
  return said;
}
"""

TODAY = "2026-05-02"
START = {"id": 0, "kind": "start"}
DEADLINE = {
    "id": 1,
    "kind": "answer",
    "tool": "delai-declaration",
    "answers": {"received_on": "2026-04-30"},
    "today": TODAY,
}


@pytest.fixture(scope="module")
def bundle(built_site: Path) -> Path:
    """Return the one directory of the browser's Python in the built site."""
    (directory,) = (built_site / "assets" / "python").iterdir()
    return directory


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of a browser that knows nothing yet."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


@pytest.fixture
def talk(page: Page, site_server: str, bundle: Path) -> Callable[..., list[dict[str, Any]]]:
    """Return a function that sends messages to a new worker and gives what it says."""

    def send(*messages: dict[str, Any], server: str = site_server) -> list[dict[str, Any]]:
        home = f"{server}/assets/python/{bundle.name}"
        page.goto(f"{home}/worker.mjs")  # The file as text: a page of this site that asks for nothing.
        said: list[dict[str, Any]] = page.evaluate(TALK, [f"{home}/worker.mjs", list(messages)])
        return said

    return send


@pytest.fixture
def spoilt(
    bundle: Path, tmp_path: Path, serve_directory: Callable[[Path], str]
) -> Callable[[dict[str, bytes | None]], str]:
    """Return a function that serves the bundle with files lost (None) or replaced, and says the address."""

    def spoil(contents: dict[str, bytes | None]) -> str:
        copy = tmp_path / "assets" / "python" / bundle.name
        shutil.copytree(bundle, copy, ignore=shutil.ignore_patterns("*.br", "*.gz"))
        for pattern, content in contents.items():
            (file,) = copy.glob(pattern)
            if content is None:
                file.unlink()
            else:
                file.write_bytes(content)
        return serve_directory(tmp_path)

    return spoil


def test_python_answers_in_the_browser_as_it_does_here(talk: Callable[..., list[dict[str, Any]]]) -> None:
    """For every tool the worker gives, key by key, what the door gives under this Python."""
    asked: list[dict[str, Any]] = [
        {"id": number, "kind": "answer", "tool": tool["id"], "answers": example(tool["id"]), "today": TODAY}
        for number, tool in enumerate([*api.tools(), {"id": "inconnu"}], 1)
    ]
    said = {one["id"]: one for one in talk(START, *asked) if "id" in one}
    assert said[0]["kind"] == "ready"
    for one in asked:
        here = api.answer(one["tool"], one["answers"], today=TODAY)
        assert said[one["id"]] == {"id": one["id"], "kind": "result", "result": here}


def example(tool: str) -> dict[str, str]:
    if tool == "inconnu":
        return {}
    described = api.describe(tool)
    if described["kind"] == "deadline":
        answers: dict[str, str] = described["example"]["answers"]
        return answers
    first = described["inputs"][0]
    return {first["name"]: first["options"][0]["value"] if first["options"] else "Exemple"}


def test_progress_counts_up_to_the_whole(talk: Callable[..., list[dict[str, Any]]]) -> None:
    """While it downloads the worker says how much has come; the last word is that Python starts."""
    progress = [one for one in talk(START) if one["kind"] == "progress"]
    assert [one["loaded"] for one in progress] == sorted(one["loaded"] for one in progress)
    assert {one["stage"] for one in progress[:-1]} <= {"download"}
    assert progress[-1]["stage"] == "start"
    assert progress[-1]["loaded"] == progress[-1]["total"] < 3_600_000


def test_nothing_is_downloaded_before_the_first_message(page: Page, site_server: str, bundle: Path) -> None:
    """A worker that was only made ready costs its own file, not three megabytes."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    worker = f"{site_server}/assets/python/{bundle.name}/worker.mjs"
    page.goto(worker)
    page.evaluate(
        "async (url) => { new Worker(url, {type: 'module'}); await new Promise((r) => setTimeout(r, 500)); }",
        worker,
    )
    assert set(asked) == {"worker.mjs"}


def test_python_asks_this_directory_only(
    page: Page, talk: Callable[..., list[dict[str, Any]]], site_server: str, bundle: Path
) -> None:
    """Booting and answering reach no other host, and no other directory."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    talk(START, DEADLINE)
    home = f"{site_server}/assets/python/{bundle.name}/"
    assert sorted(url.removeprefix(home) for url in asked if not url.endswith("/worker.mjs")) == [
        "engine.mjs",
        "engine.mjs",
        "memory.bin",
        "pyodide.asm.wasm",
    ]


def test_a_slow_line_is_spared_the_image(page: Page, talk: Callable[..., list[dict[str, Any]]]) -> None:
    """Behind nine megabits a second Python starts from its library, a megabyte less to wait for."""
    line = {"offline": False, "latency": 0, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
    ready = talk(START)[-1]
    assert ready["files"] == ["worker.mjs", "engine.mjs", "pyodide.asm.wasm", "python.zip"]


@pytest.mark.parametrize("content", [None, b"", b"no image"], ids=str)
def test_without_its_image_python_starts_from_its_library(
    talk: Callable[..., list[dict[str, Any]]],
    spoilt: Callable[[dict[str, bytes | None]], str],
    content: bytes | None,
) -> None:
    """An image that is lost or another one is not used, and the plain form is not needed."""
    said = {
        one["id"]: one for one in talk(START, DEADLINE, server=spoilt({"memory.bin": content})) if "id" in one
    }
    assert said[0]["files"][-1] == "python.zip"
    assert said[1]["result"] == api.answer(DEADLINE["tool"], DEADLINE["answers"], today=TODAY)


def test_typed_text_stays_text(talk: Callable[..., list[dict[str, Any]]]) -> None:
    """Quotes, markup and program text in an answer are read as an unreadable date, and run nothing."""
    nasty = "'''\"\"\"\\\n</script><img onerror=alert(1)>\u2028🙂 __import__('os')"
    (said,) = [one for one in talk({**DEADLINE, "answers": {"received_on": nasty}}) if "id" in one]
    assert said["result"]["status"] == "invalid"
    assert said["result"] == api.answer("delai-declaration", {"received_on": nasty}, today=TODAY)


def test_a_wrong_question_is_an_error_and_not_the_end(talk: Callable[..., list[dict[str, Any]]]) -> None:
    """A message that the rules cannot take is answered `internal`, and the next one is answered."""
    said = {
        one["id"]: one
        for one in talk(
            {**DEADLINE, "id": 1, "today": "soon"}, {"id": 2, "kind": "dance"}, {**DEADLINE, "id": 3}
        )
        if "id" in one
    }
    assert [said[1]["code"], said[2]["code"], said[3]["kind"]] == ["internal", "internal", "result"]
    assert said[1]["detail"]


#: A WebAssembly program of eight bytes and some that are none.
NO_PROGRAM = b"\0asm\1\0\0\0spoilt"


@pytest.mark.parametrize(
    "contents",
    [
        {"engine.mjs": None},
        {"pyodide.asm.wasm": None},
        {"python.zip": None, "memory.bin": None},
        {"engine.mjs": b"export const loadPyodide = () => {}, createPyodideModule = null;"},
        {"pyodide.asm.wasm": NO_PROGRAM},
        {"python.zip": b"no archive", "memory.bin": b"no image"},
    ],
    ids=str,
)
def test_where_the_trimmed_form_fails_the_plain_one_answers(
    talk: Callable[..., list[dict[str, Any]]],
    spoilt: Callable[[dict[str, bytes | None]], str],
    contents: dict[str, bytes | None],
) -> None:
    """A file of the trimmed form lost or altered: the same answer comes, from Pyodide as it is."""
    said = {one["id"]: one for one in talk(START, DEADLINE, server=spoilt(contents)) if "id" in one}
    assert said[0]["kind"] == "ready"
    here = api.answer(DEADLINE["tool"], DEADLINE["answers"], today=TODAY)
    assert said[1] == {"id": 1, "kind": "result", "result": here}


#: What is asked in mid-session, of an engine that has lost what this takes.
READ = {"case_read": '{"version": 1, "facts": [1.5e300, "\\u00e9"]}'}


class Spied:
    """The bundle's Python with an engine that notes what it calls, to cut it further by what it then did."""

    def __init__(self, bundle: Path, scratch: Path) -> None:
        """Copy the files and instrument the engine."""
        self.bundle, self.spied = bundle, scratch / "spied"
        self.spied.mkdir()
        for name in TRIMMED:
            shutil.copyfile(bundle / name, self.spied / name)
        run(INSTRUMENT, bundle / PROGRAM, self.spied / PROGRAM)

    def called(self, *requests: object, snapshot: bool) -> Path:
        """Return what was called to boot and to answer."""
        questions = self.spied / "requests.json"
        questions.write_text(json.dumps(requests))
        called = self.spied / f"{len(requests)}-{snapshot}.json"
        lock = self.bundle / "plain" / "pyodide-lock.json"
        ask(self.spied, lock, questions, snapshot=snapshot, called=called)
        return called

    def without(self, *profiles: Path) -> dict[str, bytes | None]:
        """Return the engine without what the last profile alone called; without profiles it has nothing.

        With it comes a worker that takes it for the right one.
        """
        out = self.spied / "further.wasm"
        run(FURTHER, self.bundle / PROGRAM, out, *profiles)
        worker, content = (self.bundle / "worker.mjs").read_text("utf-8"), out.read_bytes()
        for old, new in zip(told(self.bundle / PROGRAM), told(out), strict=True):
            assert worker.count(old) == 1
            worker = worker.replace(old, new)
        return {PROGRAM: content, "worker.mjs": worker.encode()}


def told(program: Path) -> tuple[str, str]:
    """Return what a worker is told of a file: its length and its hash."""
    content = program.read_bytes()
    return f'"bytes": {len(content)}', base64.b64encode(hashlib.sha256(content).digest()).decode()


@pytest.fixture
def spied(bundle: Path, tmp_path: Path) -> Spied:
    """Return the bundle's Python, to be cut further."""
    return Spied(bundle, tmp_path)


DEADLINE_ASKED = {name: DEADLINE[name] for name in ("tool", "answers", "today")}


@pytest.mark.parametrize("cut", ["at once", "in the library", "in mid-session"])
def test_an_engine_cut_too_far_leaves_the_plain_one(
    cut: str,
    talk: Callable[..., list[dict[str, Any]]],
    spoilt: Callable[[dict[str, bytes | None]], str],
    spied: Spied,
) -> None:
    """Wherever the engine ends for want of a function, the same question has the rules' own answer.

    So have those that waited with it, and those that come after: nothing is asked twice of what has ended.
    """
    contents: dict[str, bytes | None] = {}
    if cut == "at once":
        contents |= spied.without()
    elif cut == "in the library":
        contents["memory.bin"] = None
        contents |= spied.without(spied.called(snapshot=True), spied.called(snapshot=False))
    else:
        before = [spied.called(DEADLINE_ASKED, snapshot=snapshot) for snapshot in (True, False)]
        contents |= spied.without(*before, spied.called(DEADLINE_ASKED, READ, snapshot=True))
    asked = {"id": 2, "kind": "case", "asked": READ}
    server = spoilt(contents)
    said = {
        one["id"]: one
        for one in talk(START, DEADLINE, asked, {**DEADLINE, "id": 3}, server=server)
        if "id" in one
    }
    assert ("plain/pyodide.mjs" in said[0]["files"]) == (cut != "in mid-session")
    here = api.answer(DEADLINE["tool"], DEADLINE["answers"], today=TODAY)
    assert said[1]["result"] == said[3]["result"] == here
    assert said[2]["result"] == json.loads(api.handle(json.dumps(READ)))


@pytest.mark.parametrize(
    ("pattern", "content", "code"),
    [
        ("plain/pyodide.mjs", None, "download"),
        ("plain/pyodide.asm.mjs", None, "download"),
        ("plain/pyodide.asm.wasm", None, "download"),
        ("plain/python_stdlib.zip", None, "download"),
        ("plain/pyodide-lock.json", None, "download"),
        ("plain/*.whl", None, "download"),
        ("plain/*.whl", b"another wheel", "integrity"),
        ("plain/pyodide.asm.wasm", NO_PROGRAM, "start"),
        ("plain/python_stdlib.zip", b"no archive", "integrity"),
    ],
)
def test_where_both_forms_fail_it_is_an_error_in_words(
    talk: Callable[..., list[dict[str, Any]]],
    spoilt: Callable[[dict[str, bytes | None]], str],
    pattern: str,
    content: bytes | None,
    code: str,
) -> None:
    """Whatever is missing or wrong, the worker says which kind of failure it is, and never waits for ever."""
    server = spoilt({"python.zip": None, "memory.bin": None, pattern: content})
    said = [one for one in talk(START, DEADLINE, server=server) if "id" in one]
    assert [one["kind"] for one in said] == ["error"] * 2
    assert {one["code"] for one in said} <= {code, "integrity" if content else code}
    assert all(one["detail"] for one in said)


def test_another_type_of_file_is_read_all_the_same(
    page: Page, bundle: Path, talk: Callable[..., list[dict[str, Any]]]
) -> None:
    """A host that does not know WebAssembly's type costs nothing: the trimmed form starts from the bytes."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    program = (bundle / "pyodide.asm.wasm").read_bytes()
    page.context.route(
        "**/pyodide.asm.wasm",
        lambda route: route.fulfill(body=program, content_type="application/octet-stream"),
    )
    assert talk(START)[-1]["kind"] == "ready"
    assert [url for url in asked if "/plain/" in url] == []


def test_a_browser_without_webassembly_is_told_at_once(
    talk: Callable[..., list[dict[str, Any]]],
    spoilt: Callable[[dict[str, bytes | None]], str],
    bundle: Path,
) -> None:
    """Where WebAssembly is switched off nothing is downloaded: the worker says so."""
    without = b"delete globalThis.WebAssembly;\n" + (bundle / "worker.mjs").read_bytes()
    (said,) = talk(START, server=spoilt({"worker.mjs": without}))
    assert (said["kind"], said["code"]) == ("error", "start")
