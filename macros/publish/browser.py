"""The browser's Python: Pyodide and the wheel of the rules, in one directory named by its content."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from macros.publish.compress import COMPACT, compress

PYODIDE = Path("node_modules/pyodide")
ENGINE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
WORKER = Path("docs/assets/js/worker.mjs")

#: Any fixed day does: the wheel, hence the address of the directory, then depends on its files alone.
EPOCH = "1580601600"


@dataclass(frozen=True)
class File:
    """One file that the browser downloads: its name, its bytes, and its bytes once compressed."""

    name: str
    bytes: int
    br: int


@dataclass(frozen=True)
class Bundle:
    """Everything that Python needs in the browser, as written under `directory`."""

    directory: Path
    version: str
    files: tuple[File, ...]

    @property
    def manifest(self) -> dict[str, object]:
        """Give what `manifest.json` says: the directory's name, its files, and their total weight."""
        return {
            "dir": self.directory.name,
            "files": [asdict(file) for file in self.files],
            "bytes": sum(file.bytes for file in self.files),
            "wire_bytes": sum(file.br for file in self.files),
            "version": self.version,
        }


def build_bundle(root: Path, out: Path) -> Bundle:
    """Build the browser's Python from the project at `root`, under `out`.

    Writes `out/<hash>/` (the files and their compressed twins) and `out/manifest.json`, and removes
    the directories of earlier contents. The same files always give the same hash.
    Raises FileNotFoundError when the npm packages are not installed.
    """
    if not (root / PYODIDE).is_dir():
        raise FileNotFoundError(f"{root / PYODIDE} is missing: run `npm ci`, or `make build` which does")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".new-") as scratch:
        made = Path(scratch)
        version = _fill(root, made)
        directory = out / _hash(made.iterdir())
        if not directory.exists():
            made.chmod(0o755)
            made.rename(directory)  # At one stroke: a build cut short leaves no half directory.
    bare = [file for file in _originals(directory) if not file.with_name(file.name + ".gz").exists()]
    with ThreadPoolExecutor() as pool:  # Compressing leaves the other core free, and takes half a minute.
        list(pool.map(partial(compress, cache=out.parent / "compressed"), bare))
    bundle = Bundle(directory, version, tuple(_weigh(file) for file in _originals(directory)))
    (out / "manifest.json").write_text(json.dumps(bundle.manifest, indent=2) + "\n")
    for stale in out.iterdir():
        if stale.is_dir() and stale != directory:
            shutil.rmtree(stale)
    return bundle


def build_wheel(root: Path, out: Path) -> Path:
    """Build the project's wheel into `out`: pure, reproducible, without the network."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    return wheel


def _fill(root: Path, made: Path) -> str:
    """Write the files of the bundle into an empty directory; give the version of the rules."""
    wheel = build_wheel(root, made)
    for name in ENGINE:
        shutil.copyfile(root / PYODIDE / name, made / name)
    shutil.copyfile(root / WORKER, made / WORKER.name)

    # Pyodide's own lock names three hundred packages on another host; ours names one, with its hash.
    stock = PyodideLockSpec.from_json(root / PYODIDE / LOCK)
    alone = PyodideLockSpec(info=stock.info, packages={})
    lock = add_wheels_to_spec(alone, [wheel])
    lock.to_json(made / LOCK)

    # The worker shows how much has come; a compressed answer does not say how long it will be.
    fetched = ("pyodide.asm.wasm", "python_stdlib.zip", LOCK, wheel.name)
    sizes = {name: (made / name).stat().st_size for name in fetched}
    (made / "files.mjs").write_text(f"export const FILES = {json.dumps(sizes)};\n")
    return lock.packages["amiable"].version


def _originals(directory: Path) -> list[Path]:
    return sorted(file for file in directory.iterdir() if file.suffix not in COMPACT)


def _hash(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def _weigh(file: Path) -> File:
    return File(file.name, file.stat().st_size, file.with_name(file.name + ".br").stat().st_size)
