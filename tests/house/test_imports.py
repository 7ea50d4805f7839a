"""Who imports whom: the rooms of the house, read from the source."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MODULES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted((ROOT / "macros").rglob("*.py"))
}
RULES = {name: file for name, file in MODULES.items() if name.startswith("macros.rules")}

#: What each module of the rules may import of the rules. `api` may import them all, and the modules of one
#: package each other.
WITHIN_RULES = {
    "": set(),
    "model": set(),
    "calendar_fr": set(),
    "french": {"model"},
    "data": {"model"},
    "params": {"model"},
    "time_limits": {"model"},
    "walk": {"model"},
    "inputs": {"model", "french"},
    "answer_code": set(),
    "result": set(),
    "admissions": {"model", "data", "present"},
    "addresses": {"data"},
    "present": {"addresses", "model", "french", "data", "params"},
    "arrange": {"addresses", "data", "french", "model", "present"},
    "ics": {"addresses", "french", "data", "present"},
    "links": {"addresses", "data", "inputs", "model", "params", "present", "qr"},
    "contrast": set(),
    "insurer": {"contrast", "data", "links", "model", "present"},
    "reopen": {"data", "french", "kinds", "model", "answer_code"},
    "qr": set(),
    "word": set(),
    "case": {"", "addresses", "admissions", "answering", "data", "french", "ics", "model", "present", "word"},
    "answering": {"", "arrange", "data", "kinds", "model", "present", "reopen", "result"},
    "calculators": {"model", "calendar_fr", "params", "time_limits"},
    "kinds": {
        "arrange",
        "model",
        "calculators",
        "french",
        "admissions",
        "inputs",
        "data",
        "params",
        "answer_code",
        "present",
        "walk",
    },
}

#: What each room may import of the other rooms.
ROOMS = {
    "macros.__main__": {
        "macros.authoring",
        "macros.branding",
        "macros.publish.hosting.hosts",
        "macros.publish.hosting.serve",
        "macros.publish.preview",
        "macros.publish.release",
        "macros.publish.settings",
        "macros.publish.site",
        "macros.render.publisher",
        "macros.rules.api",
    },
    "macros.rules": set(),
    "macros.authoring": {"macros.rules", "macros.branding.contrast"},
    "macros.branding": {"macros.rules"},
    "macros.render": {"macros.rules.api", "macros.rules.result", "macros.authoring", "macros.branding"},
    "macros.publish": {
        "macros.rules.api",
        "macros.rules.result",
        "macros.authoring",
        "macros.branding",
        "macros.render",
    },
}

#: Rooms whose modules may all be entered; of the others, what is named above alone.
OPEN = {
    "macros.authoring": {"macros.rules"},
    "macros.branding": {"macros.rules"},
    "macros.publish": {"macros.render"},
    # What pages print of the rules' data: no reader's answer, hence not in the door.
    "macros.render.content": {"macros.rules"},
    # It counts tens of thousands of answers: the door, asked one by one, would take minutes.
    "macros.publish.answer_tables": {"macros.rules"},
    # Files of dates alone: nobody's answer, hence not in the door.
    "macros.publish.ics": {"macros.rules"},
    # Letters with their blanks: it makes the models that the door is asked to fill.
    "macros.publish.word": {"macros.rules"},
}

#: The standard modules of the rules: pure, small, and the same in every browser. No clock, no locale, no
#: network, no randomness. `datetime` is here for its dates; another test watches over its clock.
STANDARD = {
    "__future__",
    "binascii",
    "collections.abc",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "importlib.resources",
    "itertools",
    "json",
    "re",
    "tomllib",
    "typing",
    "unicodedata",
}

#: What those import in turn, and what Python itself starts with: each phone downloads it too. Names that
#: begin with an underscore are written in C, inside the engine, but for a few that come with these.
BROUGHT = {
    "abc",
    "ast",
    "builtins",
    "codecs",
    "collections",
    "contextlib",
    "copy",
    "copyreg",
    "dis",
    "encodings",
    "errno",
    "fnmatch",
    "genericpath",
    "glob",
    "grp",
    "importlib",
    "inspect",
    "io",
    "keyword",
    "linecache",
    "marshal",
    "ntpath",
    "opcode",
    "operator",
    "os",
    "pathlib",
    "posix",
    "posixpath",
    "pwd",
    "reprlib",
    "stat",
    "string",
    "sys",
    "time",
    "token",
    "tokenize",
    "types",
    "warnings",
    "weakref",
    "zipimport",
}

#: Imports every module of the rules as the browser does, and says which modules of the library that took.
ALL_IMPORTED = """
import importlib, importlib.util, sys
spec = importlib.util.spec_from_file_location("importlib.resources", sys.argv[2])
stub = importlib.util.module_from_spec(spec)
spec.loader.exec_module(stub)
sys.modules["importlib.resources"] = stub
sys.path.insert(0, sys.argv[1])
import macros.rules
from pathlib import Path
stub.files = lambda package: Path(macros.rules.__file__).parent
for name in sys.argv[3:]:
    importlib.import_module(name)
print(*{name.partition(".")[0] for name in sys.modules} & sys.stdlib_module_names)
"""

#: Calls that read what the rules must not know: the clock, the machine, the reader's language.
CLOCK_AND_MACHINE = {"today", "now", "utcnow", "fromtimestamp", "strftime", "getenv", "setlocale", "urlopen"}
BUILT_IN = {"open", "eval", "exec", "compile", "input", "print", "__import__"}


def imports(name: str, file: Path) -> Iterator[tuple[ast.stmt, str]]:
    """Yield every import of a module, inside its functions too, as (statement, full module name)."""
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield node, inner if inner in MODULES else base


def ours(name: str) -> bool:
    return name.split(".")[0] in {"macros", "tests", "docs"}


def short(name: str) -> str:
    return name.removeprefix("macros.rules").lstrip(".")


def room(name: str) -> str:
    return ".".join(name.split(".")[:2])


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_imports_only_what_its_place_allows(name: str) -> None:
    """Within the rules the table above is kept: model knows nobody, the door knows them all."""
    here = short(name)
    package = here.split(".")[0]
    packages = {short(one).split(".")[0] for _, one in imports(name, RULES[name]) if ours(one)}
    assert here == "api" or packages <= WITHIN_RULES[package] | {package}


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_names_its_neighbours_relatively(name: str) -> None:
    """The rules stand on their own: no absolute import of ours, so the folder can move as it is."""
    absolute = [
        one for node, one in imports(name, RULES[name]) if ours(one) and not getattr(node, "level", 0)
    ]
    assert absolute == []


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_uses_listed_standard_modules_only(name: str) -> None:
    """Outside themselves the rules import the written list of standard modules, and nothing else."""
    assert {one for _, one in imports(name, RULES[name]) if not ours(one)} <= STANDARD


def test_every_listed_standard_module_is_used() -> None:
    """The list does not outlive what it allows."""
    assert {one for name in RULES for _, one in imports(name, RULES[name]) if not ours(one)} == STANDARD


def test_the_rules_bring_listed_standard_modules_only() -> None:
    """What the imports of the rules import in turn is counted too: one line may cost a phone 20 kB."""
    stub = MODULES["macros.publish.pyodide.resources"]
    command = [sys.executable, "-I", "-S", "-c", ALL_IMPORTED, str(ROOT), str(stub), *RULES]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    listed = {name.partition(".")[0] for name in STANDARD} | BROUGHT
    assert {name for name in found if not name.startswith("_")} <= listed


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_reads_no_clock_and_no_machine(name: str) -> None:
    """The same answers and the same day give the same result, on every machine, for ever."""
    found = set()
    for node in ast.walk(ast.parse(RULES[name].read_text("utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_AND_MACHINE:
                found.add(node.func.attr)
            elif isinstance(node.func, ast.Name) and node.func.id in BUILT_IN:
                found.add(node.func.id)
        elif isinstance(node, ast.Attribute) and node.attr == "environ":
            found.add("environ")
    assert found == set()


@pytest.mark.parametrize("name", sorted(name for name in MODULES if room(name) in ROOMS))
def test_a_room_enters_another_by_its_door(name: str) -> None:
    """Pages and delivery reach the rules through `macros.rules.api`; nobody reaches delivery or tests."""
    here = room(name)
    opened = OPEN.get(here, set()) | OPEN.get(name, set())
    outside = {one for _, one in imports(name, MODULES[name]) if ours(one) and room(one) != here}
    assert {one for one in outside if one not in ROOMS[here] and room(one) not in opened} == set()


#: The files of another room, of the pages or of the tests that a module names. What walks the whole project
#: names its folders; the rest reads nothing but what stands beside it.
FILES = {
    "macros.__main__": {"docs"},
    "macros.authoring.golden": {"macros/authoring/golden.toml"},
    "macros.authoring.lint.files": {"docs/"},
    "macros.authoring.lint.leftovers": {"docs/"},
    "macros.authoring.lint.pages": {"docs/"},
    "macros.authoring.lint.project": {
        "docs",
        "docs/",
        "macros/authoring/strings.toml",
        "macros/branding/insurers",
        "macros/branding/strings.toml",
        "macros/publish/redirects.toml",
        "macros/render/glossary.toml",
        "macros/render/strings.toml",
        "macros/rules/data",
    },
    "macros.authoring.references": {"docs/", "macros/rules"},
    "macros.authoring.scaffold": {
        "docs",
        "docs/methode/relecture",
        "macros/rules/calculators",
        "macros/rules/data",
    },
    "macros.authoring.staleness": {"docs/"},
    "macros.authoring.stats": {"tests", "tests/rules/data", "tests/content/rgaa.toml", "tests/faults.toml"},
    "macros.branding.contrast": {"docs/assets/css/tokens.css"},
    "macros.render.framed": {"docs"},
    "macros.render.verification": {"tests"},  # The name of a count.
    "macros.render.words": {"docs"},
}
_FILE = re.compile(r"(?:docs|tests|macros/\w+)(?:/[\w./-]*)?")


@pytest.mark.parametrize("name", sorted(name for name in MODULES if room(name) != "macros.publish"))
def test_a_room_reads_no_file_of_another(name: str) -> None:
    """A path is an import too: those of another room are listed; delivery may read them all."""
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    }
    assert {one for one in found if _FILE.fullmatch(one)} == FILES.get(name, set())


def test_the_package_imports_the_pages_inside_its_function() -> None:
    """`import macros` costs the browser nothing: the pages are imported when a generator asks."""
    tree = ast.parse(MODULES["macros"].read_text("utf-8"))
    at_import = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {one for node, one in imports("macros", MODULES["macros"]) if ours(one)}
    top = {alias.name for node in at_import for alias in node.names}
    assert names <= {"macros.render"}
    assert not any(ours(name) for name in top)


def test_the_table_and_the_rules_name_the_same_modules() -> None:
    """A new module is placed on purpose, and one that is gone leaves no place behind."""
    assert {short(name).split(".")[0] for name in RULES} - {"api"} == set(WITHIN_RULES)


def test_every_leave_in_the_table_is_used() -> None:
    """A module may import what it does import: the table says what is, and opens no way for later."""
    used: dict[str, set[str]] = {here: set() for here in WITHIN_RULES}
    for name in RULES:
        here = short(name).split(".")[0]
        if here != "api":
            used[here] |= {short(one).split(".")[0] for _, one in imports(name, RULES[name]) if ours(one)}
    assert {here: found - {here} for here, found in used.items()} == WITHIN_RULES
