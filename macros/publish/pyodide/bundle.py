"""The browser's Python: Pyodide and the rules, trimmed and plain, in one directory named by its content."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from pyodide_lock import PyodideLockSpec

from macros.publish.compress import BEST, COMPACT, NEAR, QUICK, compress
from macros.publish.pyodide.plain import EPOCH, LOCK, STANDARD_LIBRARY, build_plain
from macros.publish.pyodide.trimmed import (
    LIBRARY,
    PROGRAM,
    SNAPSHOT,
    TRIMMED,
    build_engine,
    build_library,
    build_trimmed,
    prove,
)

PYODIDE = Path("node_modules/pyodide")
WORKER = Path("docs/assets/js/worker.mjs")

#: Pyodide whole, its library and our wheel compiled by pyodide-build: for a browser where
#: the trimmed form does not start.
PLAIN = "plain"

#: In the worker, the place of what the build fills in.
CONFIG_PLACEHOLDER = "globalThis.AMIABLE_FILES"


@dataclass(frozen=True)
class File:
    """One file that a first use downloads: its name, its bytes, and its bytes once compressed."""

    name: str
    bytes: int
    br: int


@dataclass(frozen=True)
class Bundle:
    """Everything that Python needs in the browser, as written under `directory`.

    `files` are those of the trimmed form; the plain one stands beside them, and is seldom asked for. Of the
    library and the snapshot a browser asks for one.
    """

    directory: Path
    version: str
    files: tuple[File, ...]

    @property
    def manifest(self) -> dict[str, object]:
        """Return what `manifest.json` says: the directory's name, its files, and what a slow line carries."""
        return {
            "dir": self.directory.name,
            "files": [asdict(file) for file in self.files],
            "wire_bytes": sum(file.br for file in self.files if file.name != SNAPSHOT),
            "fast_wire_bytes": sum(file.br for file in self.files if file.name != LIBRARY),
            "version": self.version,
        }


def build_bundle(root: Path, wheel: Path, out: Path) -> Bundle:
    """Build the browser's Python from the project at `root` and its wheel, under `out`.

    Writes `out/<hash>/` (the files and their precompressed variants) and `out/manifest.json`, and removes
    the directories of earlier contents. The same files always give the same hash.
    Raises FileNotFoundError when the npm packages are not installed.
    """
    if not (root / PYODIDE).is_dir():
        raise FileNotFoundError(f"{root / PYODIDE} is missing: run `npm ci`, or `make build` which does")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".new-") as scratch:
        made = Path(scratch)
        version = _fill(root, wheel, made, out.parent)
        directory = out / address_of(made)
        if not directory.exists():
            made.chmod(0o755)
            made.rename(directory)  # At one stroke: a build cut short leaves no half directory.
    trimmed = sorted(file for file in directory.iterdir() if file.is_file() and file.suffix not in COMPACT)
    bundle = Bundle(directory, version, tuple(_weigh(file) for file in trimmed))
    (out / "manifest.json").write_text(json.dumps(bundle.manifest, indent=2) + "\n")
    for stale in out.iterdir():
        if stale.is_dir() and stale != directory:
            shutil.rmtree(stale)
    return bundle


def build_wheel(root: Path, out: Path) -> Path:
    """Build the project's wheel into `out`, alone there: pure, reproducible, without the network."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    # The files of an archive have a local time: elsewhere the same wheel would have other bytes.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "TZ": "UTC"}
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    return wheel


def address_of(directory: Path) -> str:
    """Return the name that a bundle has by its files: 16 characters, others once one byte differs."""
    digest = hashlib.sha256()
    for file in _originals(directory):
        name = file.relative_to(directory).as_posix()
        digest.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def _fill(root: Path, wheel: Path, made: Path, cache: Path) -> str:
    """Write the files of the bundle and their variants into an empty directory; return the rules' version.

    What was made before is kept under `cache`.
    """
    pyodide, plain = root / PYODIDE, made / PLAIN
    kept, variants = cache / "trimmed", cache / "compressed"
    with (
        ThreadPoolExecutor() as pool
    ):  # Much of this is one step after another: the other core does the rest.
        beside = [pool.submit(build_plain, pyodide, wheel, plain, cache=kept)]
        library = build_library(pyodide, wheel, build_engine(pyodide, cache=kept), cache=kept)
        beside.append(pool.submit(compress, library / PROGRAM, cache=variants))
        build_trimmed(pyodide, library, made, cache=kept)
        beside += [
            pool.submit(compress, made / name, cache=variants, quality=_quality(made / name))
            for name in (SNAPSHOT, LIBRARY)
        ]
        prove(pyodide, library, made, cache=kept)
        for one in beside:
            one.result()

    _compress(made, variants)
    package = PyodideLockSpec.from_json(plain / LOCK).packages["amiable"]
    # The worker checks what it downloads, and shows how much has come: a compressed answer does not say
    # how long it will be.
    fetched = ("pyodide.asm.wasm", STANDARD_LIBRARY, LOCK, package.file_name)
    metadata = {
        "trimmed": {name: _metadata(made / name) for name in TRIMMED},
        "plain": {f"{PLAIN}/{name}": _metadata(plain / name) for name in fetched},
        "info": json.loads((pyodide / LOCK).read_text())["info"],
    }
    before, found, after = (root / WORKER).read_text("utf-8").partition(CONFIG_PLACEHOLDER)
    if not found:
        raise ValueError(f"{WORKER}: nothing says {CONFIG_PLACEHOLDER}")
    (made / WORKER.name).write_text(f"{before}{json.dumps(metadata)}{after}", "utf-8")
    compress(made / WORKER.name, cache=variants)
    return package.version


def _metadata(file: Path) -> dict[str, object]:
    """Return what the worker knows of a file: its length, unpacked and on the wire, and its hash."""
    content = file.read_bytes()
    return {
        "bytes": len(content),
        "wire": _weigh(file).br,
        "sha256": base64.b64encode(hashlib.sha256(content).digest()).decode(),
    }


def _originals(directory: Path) -> list[Path]:
    return sorted(file for file in directory.rglob("*") if file.is_file() and file.suffix not in COMPACT)


def _compress(directory: Path, cache: Path) -> None:
    """Add to every file its variants.

    The plain form's are less small, since few readers will ever wait for it; and so is the snapshot's, since
    it changes with every word of the rules.
    """
    files = sorted(_originals(directory), key=lambda file: file.stat().st_size, reverse=True)
    with ThreadPoolExecutor() as pool:  # Compressing leaves the other core free, and takes half a minute.
        done = [pool.submit(compress, file, cache=cache, quality=_quality(file)) for file in files]
        for one in done:
            one.result()


def _quality(file: Path) -> int:
    if file.parent.name == PLAIN:
        return QUICK
    return NEAR if file.name == SNAPSHOT else BEST


def _weigh(file: Path) -> File:
    return File(file.name, file.stat().st_size, file.with_name(file.name + ".br").stat().st_size)
