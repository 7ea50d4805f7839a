"""Run inside the browser's Python by library.mjs: answer from the rules, then zip what this took.

Reads /wheel.zip and the list /modules.json, writes /python.zip. Imports little itself, for it is
recorded.
"""

import importlib
import importlib.util
import json
import marshal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from zipimport import zipimporter

WHEEL, MODULES, ZIP = "/wheel.zip", "/modules.json", "/python.zip"

#: A header that says: this bytecode is not to be compared with a source (PEP 552, "unchecked").
HEADER = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)

#: Any fixed moment does: the same modules give the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)


def compiled() -> Iterator[tuple[str, bytes]]:
    """Return the bytecode of every module that came from a zip, by its name there."""
    for name, module in sorted(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if spec is None or not isinstance(spec.loader, zipimporter):
            continue
        file = str(spec.origin).removeprefix(f"{spec.loader.archive}/")
        ours = name.split(".")[0] == "macros"
        source = spec.loader.get_source(spec.name)
        # Ours keep their lines, for whoever reads a trace; dataclasses would make up missing docstrings.
        code: CodeType = compile(source or "", file, "exec", dont_inherit=True, optimize=0 if ours else 2)
        yield f"{file}c", HEADER + marshal.dumps(code if ours else without_lines(code))


def without_lines(code: CodeType) -> CodeType:
    """Return the same code without its table of line numbers, a fifth of its weight."""
    constants = tuple(without_lines(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_consts=constants, co_linetable=b"")


def data() -> Iterator[tuple[str, bytes]]:
    """Return every file of the wheel that is no module, by its name there."""
    import zipfile

    with zipfile.ZipFile(WHEEL) as wheel:
        for name in sorted(wheel.namelist()):
            if name.endswith(".toml"):
                yield name, wheel.read(name)


def pack() -> None:
    """Write the zip: stored, since the whole is compressed better on the wire than piece by piece."""
    files = dict(compiled())  # Before what follows imports more.
    import zipfile

    files.update(data())
    with zipfile.ZipFile(ZIP, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content)


sys.path.append(WHEEL)
for module in json.loads(Path(MODULES).read_text("utf-8")):
    importlib.import_module(module)
answer = importlib.import_module("macros.rules.api").handle
