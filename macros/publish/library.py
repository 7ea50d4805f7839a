"""Run inside the browser's Python by library.mjs: record what the rules import, compile it, zip it.

Reads /wheel.zip and /requests.json, writes /python.zip and the answers to the requests, /answers.json.
"""

import importlib
import importlib.util
import json
import marshal
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from zipimport import zipimporter

WHEEL, REQUESTS, ANSWERS, ZIP = "/wheel.zip", "/requests.json", "/answers.json", "/python.zip"

#: The library asks for these in a `try`, and the rules never use them: no network, no other archive.
SPARED = {"_ssl", "bz2", "compression", "lzma", "ssl"}

#: A header that says: this bytecode is not to be compared with a source (PEP 552, "unchecked").
HEADER = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)

#: Any fixed moment does: the same modules give the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)


def run() -> None:
    """Import every module of the rules and answer every request, from a zip as the browser does."""
    sys.path.append(WHEEL)
    for name in zipfile.ZipFile(WHEEL).namelist():
        if name.endswith(".py"):
            importlib.import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    answer_json = importlib.import_module("macros.rules.api").answer_json
    requests = json.loads(Path(REQUESTS).read_text("utf-8"))
    answers = [json.loads(answer_json(json.dumps(request))) for request in requests]
    Path(ANSWERS).write_text(json.dumps(answers), "utf-8")


def compiled() -> Iterator[tuple[str, bytes]]:
    """Give the bytecode of every module that came from a zip, by its name there."""
    for name, module in sorted(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if spec is None or not isinstance(spec.loader, zipimporter) or name.split(".")[0] in SPARED:
            continue
        file = str(spec.origin).removeprefix(f"{spec.loader.archive}/")
        ours = name.split(".")[0] == "macros"
        source = spec.loader.get_source(spec.name)
        # Ours keep their lines, for whoever reads a trace; dataclasses would make up missing docstrings.
        code: CodeType = compile(source or "", file, "exec", dont_inherit=True, optimize=0 if ours else 2)
        yield f"{file}c", HEADER + marshal.dumps(code if ours else without_lines(code))


def without_lines(code: CodeType) -> CodeType:
    """Give the same code without its table of line numbers, a fifth of its weight."""
    constants = tuple(without_lines(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_consts=constants, co_linetable=b"")


def data() -> Iterator[tuple[str, bytes]]:
    """Give every file of the wheel that is no module, by its name there."""
    with zipfile.ZipFile(WHEEL) as wheel:
        for name in sorted(wheel.namelist()):
            if name.endswith(".toml"):
                yield name, wheel.read(name)


def pack() -> None:
    """Write the zip: stored, since the whole is compressed better on the wire than piece by piece."""
    files = dict([*compiled(), *data()])
    with zipfile.ZipFile(ZIP, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content)


if __name__ == "__main__":
    run()
    pack()
