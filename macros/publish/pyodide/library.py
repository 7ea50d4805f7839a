"""Run inside the browser's Python by library.mjs: answer from the rules, tell what this took, zip that.

Reads /wheel.zip, the list /modules.json, /library.zip and /texts.json, writes /python.zip. Imports little
itself, for it is recorded.
"""

import importlib
import importlib.util
import json
import marshal
import sys
from collections.abc import Iterator
from types import CodeType
from zipimport import zipimporter

WHEEL, MODULES, LIBRARY, ZIP = "/wheel.zip", "/modules.json", "/library.zip", "/python.zip"

#: The module that gives the programs that others write, see instead.py, and the texts that it has noted.
WRITTEN, TEXTS = "written.py", "/texts.json"

#: A header that says: this bytecode is not to be compared with a source (PEP 552, "unchecked").
HEADER = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)

#: Any fixed moment does: the same modules give the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)


def loaded() -> str:
    """Return the file of every module that came from a zip, by the order of their names, as JSON."""
    specs = [getattr(module, "__spec__", None) for _, module in sorted(sys.modules.items())]
    zipped = [one for one in specs if one is not None and isinstance(one.loader, zipimporter)]
    return json.dumps([str(one.origin).removeprefix(f"{one.loader.archive}/") for one in zipped])


def texts() -> str:
    """Return the programs that modules have written, by their names, as JSON."""
    return json.dumps(importlib.import_module("written").texts)


def compiled(files: list[str]) -> Iterator[tuple[str, bytes]]:
    """Return the bytecode of these modules, by its name in the zip."""
    import zipfile

    with zipfile.ZipFile(WHEEL) as wheel, zipfile.ZipFile(LIBRARY) as library:
        for file in files:
            # Ours keep their lines, for whoever reads a trace.
            if file == WRITTEN:
                code = given()
            elif file.split("/")[0] == "macros":
                code = bare(wheel.read(file).decode(), file)
            else:
                code = without_lines(library.read(file).decode(), file)
            yield f"{file}c", HEADER + marshal.dumps(code)


def bare(source: str, file: str) -> CodeType:
    """Compile without what only people and their tools read: docstrings, and the types of functions."""
    import ast

    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
            for one in ast.walk(node.args):
                if isinstance(one, ast.arg):
                    one.annotation = None
        elif not isinstance(node, ast.ClassDef | ast.Module):
            continue
        if ast.get_docstring(node, clean=False) is None:
            continue
        said = node.body.pop(0)
        if isinstance(node, ast.ClassDef):  # Dataclasses would make up a docstring where there is none.
            node.body.insert(0, ast.copy_location(ast.Expr(ast.Constant("-")), said))
        elif not node.body:
            node.body.append(ast.copy_location(ast.Pass(), said))
    code: CodeType = compile(ast.fix_missing_locations(tree), file, "exec", dont_inherit=True)
    return code


def given() -> CodeType:
    """Return the module that gives what modules write, compiled; what none wrote before, it compiles."""
    with open(TEXTS, encoding="utf-8") as file:  # noqa: PTH123, as below
        noted = json.load(file)
    codes = {name: without_lines(text, "<string>", mode_of(text)) for name, text in noted.items()}
    source = f"""from marshal import loads
codes = loads({marshal.dumps(codes)!r})
def written(name, text): return codes.get(name) or text
"""
    return without_lines(source, WRITTEN)


def mode_of(text: str) -> str:
    """Return how a program is run: "eval" if it is an expression."""
    try:
        compile(text, "", "eval")
    except SyntaxError:
        return "exec"
    return "eval"


def without_lines(source: str, file: str, mode: str = "exec") -> CodeType:
    """Compile without docstrings, and without the table of line numbers, a fifth of the weight."""

    def lighter(code: CodeType) -> CodeType:
        constants = tuple(lighter(one) if isinstance(one, CodeType) else one for one in code.co_consts)
        return code.replace(co_consts=constants, co_linetable=b"")

    return lighter(compile(source, file, mode, dont_inherit=True, optimize=2))


def data() -> Iterator[tuple[str, bytes]]:
    """Return every file of the wheel that is no module, by its name there."""
    import zipfile

    with zipfile.ZipFile(WHEEL) as wheel:
        for name in sorted(wheel.namelist()):
            if name.endswith(".toml"):
                yield name, wheel.read(name)


def pack(names: str) -> None:
    """Write the zip of these modules: stored, since the whole is compressed better than piece by piece."""
    import zipfile

    files = {**dict(compiled(json.loads(names))), **dict(data())}
    with zipfile.ZipFile(ZIP, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content)


sys.path.append(WHEEL)
with open(MODULES, encoding="utf-8") as names:  # noqa: PTH123, for what is imported here is recorded
    modules = json.load(names)
for module in modules:
    importlib.import_module(module)
answer = importlib.import_module("macros.rules.api").handle
