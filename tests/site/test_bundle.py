"""The browser's Python, as the built site delivers it."""

import base64
import gzip
import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path

import brotli
import pytest

from macros.publish.pyodide.bundle import address_of, build_bundle, build_wheel

ROOT = Path(__file__).parent.parent.parent

#: The first bytes of each module that Python 3.14 compiled (`importlib.util.MAGIC_NUMBER`).
PYTHON_OF_PYODIDE = (3627).to_bytes(2, "little") + b"\r\n"


@pytest.fixture(scope="module")
def bundle(built_site: Path) -> Path:
    """Return the one directory of the browser's Python in the built site."""
    (directory,) = (built_site / "assets" / "python").iterdir()
    return directory


def test_the_lock_names_our_wheel_with_its_hash_and_nothing_else(bundle: Path) -> None:
    """loadPackage can reach one file, in this directory, and checks that it is the one built here."""
    plain = bundle / "plain"
    packages = json.loads((plain / "pyodide-lock.json").read_text())["packages"]
    assert list(packages) == ["amiable"]
    wheel = plain / packages["amiable"]["file_name"]
    assert packages["amiable"]["sha256"] == hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert packages["amiable"]["depends"] == []


def test_the_bundle_is_complete(bundle: Path) -> None:
    """The trimmed form, the plain one, and the worker: all that a browser asks for."""
    names = {
        re.sub(r"amiable-.*\.whl$", "wheel", one.relative_to(bundle).as_posix()) for one in originals(bundle)
    }
    assert names == {
        "engine.mjs",
        "memory.bin",
        "plain/pyodide-lock.json",
        "plain/pyodide.asm.mjs",
        "plain/pyodide.asm.wasm",
        "plain/pyodide.mjs",
        "plain/python_stdlib.zip",
        "plain/wheel",
        "pyodide.asm.wasm",
        "python.zip",
        "worker.mjs",
    }


@pytest.mark.parametrize("archive", ["python_stdlib.zip", "amiable-*.whl"])
def test_plain_archives_hold_bytecode_alone(bundle: Path, archive: str) -> None:
    """pyodide-build compiled the library and our wheel: the fallback compiles no source when it starts."""
    (file,) = (bundle / "plain").glob(archive)
    with zipfile.ZipFile(file) as opened:
        names = opened.namelist()
        assert not [name for name in names if name.endswith(".py")]
        heads = {opened.read(name)[:4] for name in names if name.endswith(".pyc")}
    assert heads == {PYTHON_OF_PYODIDE}


def originals(bundle: Path) -> list[Path]:
    return [file for file in bundle.rglob("*") if file.is_file() and file.suffix not in {".br", ".gz"}]


def test_variants_hold_the_same_bytes(bundle: Path) -> None:
    """A compressed variant opens to its original, so every browser receives the same file."""
    for file in originals(bundle):
        assert brotli.decompress(Path(f"{file}.br").read_bytes()) == file.read_bytes()
        assert gzip.decompress(Path(f"{file}.gz").read_bytes()) == file.read_bytes()


def test_the_worker_knows_what_it_fetches(bundle: Path) -> None:
    """Its progress counts towards the real number of bytes, and it can tell a spoilt file."""
    worker = (bundle / "worker.mjs").read_text("utf-8")
    told = json.loads(worker.partition("info: INFO } = ")[2].partition(";\n")[0])
    files = {**told["trimmed"], **told["plain"]}
    assert len(told["trimmed"]) == 4
    assert len(told["plain"]) == 4
    for name, entry in files.items():
        content = (bundle / name).read_bytes()
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        wire = (bundle / f"{name}.br").stat().st_size
        assert entry == {"bytes": len(content), "wire": wire, "sha256": digest}


def test_pages_point_to_the_bundle_that_is_there(built_site: Path, bundle: Path) -> None:
    """The hash written in the pages is the name of the directory beside them."""
    pages = [page.read_text("utf-8") for page in built_site.rglob("*.html")]
    named = {name for page in pages for name in re.findall(r'data-python="([^"]*)"', page)}
    assert named == {bundle.name}


def test_other_files_stand_at_another_address(project: Path) -> None:
    """What stands under a hash never changes: the same sources keep it, others get their own, alone."""
    out = project / "build" / "python"
    wheel = build_wheel(project, project / "build" / "wheel")
    first = build_bundle(project, wheel, out)
    assert build_bundle(project, wheel, out) == first
    # The worker is the one file that can change without Python being tried again, for a minute.
    worker = project / "docs/assets/js/worker.mjs"
    worker.write_text(worker.read_text("utf-8") + "// changed\n", "utf-8")
    second = build_bundle(project, wheel, out)
    assert second.directory != first.directory
    assert [entry for entry in out.iterdir() if entry.is_dir()] == [second.directory]
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["dir"] == second.directory.name
    variants = {variant.stem: variant.stat().st_size for variant in second.directory.glob("*.br")}
    assert manifest["wire_bytes"] == sum(variants.values()) - variants["memory.bin"] < 1_800_000
    assert manifest["fast_wire_bytes"] == sum(variants.values()) - variants["python.zip"] < 2_900_000


def test_a_changed_rule_is_another_file_of_the_bundle(project: Path, bundle: Path, tmp_path: Path) -> None:
    """The address is a hash of every file, the wheel among them, and a rule is a part of the wheel."""
    (plain,) = (bundle / "plain").glob("*.whl")
    copy = Path(shutil.copytree(bundle, tmp_path / "bundle"))
    assert address_of(copy) == bundle.name
    first = build_wheel(project, tmp_path / "first").read_bytes()
    rule = project / "macros/rules/walk.py"
    rule.write_text(rule.read_text("utf-8") + "\nCHANGED = True\n", "utf-8")
    second = build_wheel(project, tmp_path / "second").read_bytes()
    assert second != first
    (copy / "plain" / plain.name).write_bytes(second)
    assert address_of(copy) != bundle.name


def test_a_missing_engine_is_said_plainly(project: Path, tmp_path: Path) -> None:
    """Without the npm packages the build says which command brings them."""
    (project / "node_modules").unlink()
    with pytest.raises(FileNotFoundError, match="npm ci"):
        build_bundle(project, tmp_path / "amiable.whl", project / "build" / "python")
