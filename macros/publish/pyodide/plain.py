"""The plain form: Pyodide whole, its library and our wheel compiled to bytecode by pyodide-build."""

import importlib.metadata
import shutil
from pathlib import Path

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from macros.publish.cache import cached
from macros.publish.node import run

ENGINE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
STANDARD_LIBRARY = "python_stdlib.zip"
LOCK = "pyodide-lock.json"

#: The program that runs pyodide-build inside Pyodide's own Python.
PRECOMPILE = Path(__file__).with_name("precompile.mjs")

#: Any fixed day does: the same sources then give the same archives.
EPOCH = "1580601600"


def build_plain(pyodide: Path, wheel: Path, out: Path, *, cache: Path) -> None:
    """Write Pyodide's files, our wheel and a lock that names it alone into the new directory `out`.

    The library and the wheel hold bytecode: from sources, Python compiles some 140 modules at each start.
    Results are kept in `cache`. Raises RuntimeError with the program's own words where pyodide-build refuses.
    """

    def library(made: Path) -> None:
        shutil.copyfile(pyodide / STANDARD_LIBRARY, made / STANDARD_LIBRARY)
        _precompile(pyodide, made)

    def package(made: Path) -> None:
        shutil.copyfile(wheel, made / wheel.name)
        # Pyodide's own lock names three hundred packages on another host; ours names one, with its hash.
        stock = PyodideLockSpec.from_json(pyodide / LOCK)
        alone = PyodideLockSpec(info=stock.info, packages={})
        add_wheels_to_spec(alone, [made / wheel.name]).to_json(made / LOCK)
        _precompile(pyodide, made)

    sources = [PRECOMPILE, Path(__file__), pyodide / STANDARD_LIBRARY, pyodide / LOCK]
    compiler = importlib.metadata.version("pyodide-build")
    parts = (
        cached(cache / "standard", sources, library, also=compiler),
        cached(cache / "package", [*sources, wheel], package, also=compiler),
    )
    out.mkdir()
    for file in (*(pyodide / name for name in ENGINE), *(file for part in parts for file in part.iterdir())):
        shutil.copyfile(file, out / file.name)


def _precompile(pyodide: Path, directory: Path) -> None:
    """Replace the archives of a directory by compiled ones, and the names and hashes in its lock."""
    packages = importlib.metadata.distribution("pyodide-build").locate_file("")
    run(PRECOMPILE, pyodide, str(packages), directory, SOURCE_DATE_EPOCH=EPOCH)
