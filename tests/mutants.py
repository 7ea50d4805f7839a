"""Does the proof notice a wrong line? One-line changes, drawn by chance, in a copy of the project.

    python -m tests.mutants --count 200 --seed 1

Each change is a plausible slip in the scripts of the pages, in what renders them or in what delivers them:
a comparison turned, a condition dropped, a number off by one, a call left out. The tests nearest to the file
run until one fails; once it is learned (`--learn`) which lines each test passes, those that pass this one.
Only what a change can change is built again. What is then different goes through the tests of the built site;
a script that is the same to the byte changes nothing for a reader. A change that nobody noticed is printed
with its line: it wants a test, or it is none.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from macros.publish import scripts, site
from macros.publish.site import today_here
from tests import hits
from tests.rebuilt import mirror

ROOT = Path(__file__).parent.parent
ROOMS = ("docs/assets/js", "macros/render", "macros/publish")

#: Seconds that the tests chosen for one change take on the right project, about.
BUDGET = 30
#: So many times that may they take on the wrong one; what has not failed by then is late.
PATIENCE = 3
#: A test that takes longer is not asked. It is met when the tests are learned.
LONGEST = 40
#: Of one file of tests no more than these are asked: another file looks at something else.
OF_A_FILE = 4
LATE = "no time"
#: What a build keeps under the hash of its sources. A copy has its own: a wrong line may spoil it.
CACHES = ("compressed", "trimmed")
#: Where tests are that may notice something, those without a browser first.
FOLDERS = ("render", "content", "branding", "house", "print", "site", "hosting", "browser")

_PYTHON = {
    "==": "!=",
    "!=": "==",
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "+": "-",
    "and": "or",
    "or": "and",
    "not": "",
    "in": "not in",
    "True": "False",
    "False": "True",
    "min": "max",
    "max": "min",
}
_SCRIPT = {
    "===": "!==",
    "!==": "===",
    "&&": "||",
    "||": "&&",
    "??": "&&",
    "<=": "<",
    ">=": ">",
    " < ": " <= ",
    " > ": " >= ",
    " + ": " - ",
    "true": "false",
    "false": "true",
    "!": "",
    "return;": "",
}
_SCRIPT_SIGNS = re.compile(
    r"===|!==|&&|\|\||\?\?|<=|>=| < | > | \+ |\btrue\b|\bfalse\b|(?<![=!<>])!(?=[\w(#])|\breturn;"
)
_SCRIPT_NUMBER = re.compile(r"(?<![\w.$#])\d+(?![\w.])")
_SCRIPT_CALL = re.compile(r"\s*(?:await )?[\w.#?]+(?:\.[\w#?]+)*\(.*\);\s*")
#: What holds words rather than code: a comment, a string, a template, a regular expression.
_SCRIPT_WORDS = re.compile(
    r"//.*|/\*.*?(?:\*/|$)|^\s*\*.*|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`"
    r"|(?<=[(=,:!&|?] )/(?:[^/\\\n]|\\.)+/[a-z]*|(?<=[(!])/(?:[^/\\\n]|\\.)+/[a-z]*"
)

#: The tests of a module of the scripts, nearest first. A module without a row here has those of `_ALWAYS`.
_ALWAYS = ("browser/test_buttons.py", "browser/test_journey.py")
_BROWSER = {
    "admissions": ("site/test_letters.py", "browser/test_dossier.py"),
    "amiable": ("site/test_search.py", "site/test_frame.py", "browser/test_journey.py"),
    "answer_code": ("browser/test_trees.py", "print/test_from_the_browser.py"),
    "asking": ("browser/test_bad_input.py", "browser/test_days.py", "browser/test_journey.py"),
    "case": ("browser/test_dossier.py", "browser/test_next.py"),
    "checklist": ("browser/test_stored.py", "browser/test_kept.py", "browser/test_buttons.py"),
    "days": ("browser/test_days.py", "browser/test_new_day.py"),
    "deadline": ("browser/test_days.py", "browser/test_bad_input.py", "browser/test_damaged_links.py"),
    "dossier": ("browser/test_dossier.py", "browser/test_stored.py"),
    "early": ("site/test_scripts.py", "browser/test_stillness.py"),
    "embed-1": ("browser/test_framed.py", "site/test_framed.py"),
    "embed-2": ("browser/test_framed.py", "site/test_framed.py"),
    "entry": ("browser/test_entries.py", "browser/test_days.py"),
    "feedback": ("browser/test_buttons.py", "site/test_frame.py"),
    "fill": ("browser/test_journey.py", "browser/test_next.py"),
    "fragment": ("render/test_damaged_links.py", "browser/test_damaged_links.py", "browser/test_links.py"),
    "frame": ("browser/test_framed.py",),
    "framed": ("browser/test_framed.py",),
    "gesture": ("browser/test_gestures.py", "browser/test_buttons.py"),
    "home": ("browser/test_home.py",),
    "idle": ("browser/test_breakdowns.py", "browser/test_gestures.py"),
    "kept": ("browser/test_kept.py", "browser/test_stored.py"),
    "kept_pages": ("site/test_offline.py",),
    "letter": ("browser/test_letter_desk.py", "site/test_letters.py", "browser/test_new_day.py"),
    "link": ("render/test_damaged_links.py", "browser/test_link_builder.py", "browser/test_damaged_links.py"),
    "links": ("browser/test_link_builder.py",),
    "mail": ("render/test_mail_address.py", "site/test_letters.py"),
    "newday": ("browser/test_new_day.py",),
    "offline": ("site/test_offline.py",),
    "outcome": ("browser/test_trees.py", "browser/test_next.py"),
    "page": ("browser/test_buttons.py", "browser/test_keyboard.py", "site/test_frame.py"),
    "recette": ("site/test_recette.py",),
    "rehearsal": ("browser/test_buttons.py", "site/test_letters.py", "browser/test_gestures.py"),
    "reopen": ("browser/test_link_builder.py", "browser/test_links.py"),
    "resume": ("browser/test_home.py", "browser/test_stored.py"),
    "runtime": ("browser/test_breakdowns.py", "browser/test_faults.py"),
    "search": ("site/test_search.py",),
    "sheet": ("browser/test_letter_desk.py", "site/test_letters.py"),
    "stored": ("browser/test_stored.py", "browser/test_kept.py"),
    "table": ("site/test_answer_tables.py", "site/test_table.py", "browser/test_days.py"),
    "tool": ("browser/test_buttons.py", "browser/test_gestures.py", "browser/test_journey.py"),
    "tree": ("browser/test_trees.py", "browser/test_keyboard.py", "browser/test_gestures.py"),
    "view": ("site/test_answer_tables.py", "browser/test_journey.py"),
    "worker": ("browser/test_journey.py", "browser/test_faults.py", "site/test_worker.py"),
    "sw": ("site/test_offline.py",),
}
#: What reads the built site, quickest first.
_SITE = (
    "site/test_pages.py",
    "site/test_frame.py",
    "site/test_glossary.py",
    "site/test_law_index.py",
    "site/test_telephones.py",
    "site/test_entries.py",
    "site/test_framed.py",
    "site/test_table.py",
    "site/test_answer_tables.py",
    "site/test_styles.py",
    "site/test_scripts.py",
    "site/test_headers.py",
    "site/test_ics.py",
    "site/test_found.py",
    "site/test_almanac.py",
    "site/test_recette.py",
    "site/test_compress.py",
    "browser/test_html.py",
    "browser/test_without_script.py",
    "browser/test_buttons.py",
)


@dataclass(frozen=True)
class Mutant:
    """One line changed: `line` counts from 1, `before` and `after` are the whole lines."""

    file: str
    line: int
    before: str
    after: str


# ---------------------------------------------------------------------- drawing


@cache
def mutants(file: str, text: str) -> tuple[Mutant, ...]:
    """Return every change of a file, in order; a few of Python leave no program."""
    found = _of_python(text) if file.endswith(".py") else _of_script(text)
    rows = text.split("\n")
    return tuple(Mutant(file, line, rows[line - 1], after) for line, after in dict.fromkeys(found))


def _of_python(text: str) -> Iterator[tuple[int, str]]:
    rows = text.split("\n")
    tree = ast.parse(text)
    idle = {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom | ast.AnnAssign)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        (line, start), (_, end) = token.start, token.end
        if line in idle or token.type not in (tokenize.OP, tokenize.NAME, tokenize.NUMBER):
            continue
        after = _PYTHON.get(token.string)
        if token.type == tokenize.NUMBER and token.string.isdecimal():
            after = str(int(token.string) + 1)
        if after is not None:
            yield line, f"{rows[line - 1][:start]}{after}{rows[line - 1][end:]}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and node.lineno == node.end_lineno:
            yield node.lineno, f"{' ' * node.col_offset}pass"
        if isinstance(node, ast.If | ast.IfExp) and node.test.lineno == node.test.end_lineno:
            row, at = rows[node.test.lineno - 1], node.test
            if row.isascii():  # Columns of the tree count bytes.
                yield at.lineno, f"{row[: at.col_offset]}False{row[at.end_col_offset or 0 :]}"


def is_program(one: Mutant, text: str) -> bool:
    """Return whether a file is still Python once changed; esbuild says it of scripts."""
    if not one.file.endswith(".py"):
        return True
    rows = text.split("\n")
    try:
        ast.parse("\n".join([*rows[: one.line - 1], one.after, *rows[one.line :]]))
    except SyntaxError:
        return False
    return True


def _of_script(text: str) -> Iterator[tuple[int, str]]:
    for line, row in enumerate(text.split("\n"), 1):
        code = _SCRIPT_WORDS.sub(lambda words: " " * len(words[0]), row)
        if not code.strip() or re.match(r"\s*(?:import|export \{|\*|/\*)", row):
            continue
        for sign in _SCRIPT_SIGNS.finditer(code):
            yield line, f"{row[: sign.start()]}{_SCRIPT[sign[0]]}{row[sign.end() :]}"
        for number in _SCRIPT_NUMBER.finditer(code):
            yield line, f"{row[: number.start()]}{int(number[0]) + 1}{row[number.end() :]}"
        if test := re.search(r"\bif \(", code):
            yield line, f"{row[: test.end()]}false && {row[test.end() :]}"
        if _SCRIPT_CALL.fullmatch(row) and "super(" not in row:
            yield line, f"{row[: len(row) - len(row.lstrip())]};"


def draw(root: Path, count: int, seed: int) -> list[Mutant]:
    """Return changes of the three rooms by chance; the same seed draws the same from the same sources."""
    files = [
        file.relative_to(root).as_posix()
        for room in ROOMS
        for file in sorted((root / room).rglob("*"))
        if file.suffix in (".py", ".js", ".mjs") and "__pycache__" not in file.parts
    ]
    texts = {file: (root / file).read_text("utf-8") for file in files}
    every = [one for file, text in texts.items() for one in mutants(file, text)]
    random.Random(seed).shuffle(every)  # noqa: S311 - chance that can be had again
    return list(islice((one for one in every if is_program(one, texts[one.file])), count))


# ---------------------------------------------------------------------- trying


class Trial:
    """A copy of the project with its site, in which one line at a time is wrong.

    It stays in `folder`, and is made anew once the project has changed.
    """

    def __init__(self, folder: Path) -> None:
        self.root, self.right = folder / "project", folder / "right"
        #: The site as it is tried, as it is right, and as the generator left it.
        self.site, self.kept, self.raw = self.root / "site", folder / "site", folder / "raw"
        tracked = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        names = [name for name in tracked.stdout.split("\0") if name and (ROOT / name).is_file()]
        self.of = _hash(*(ROOT / name for name in names))
        record = folder / "of.json"
        known = json.loads(record.read_text()) if record.exists() else {}
        if known.get("of") != self.of:
            shutil.rmtree(folder, ignore_errors=True)
            self._copy(names)
            known = {"of": self.of, "day": today_here(), "bundles": self._build()}
            record.write_text(json.dumps(known))
        self.day: str = known["day"]
        self.bundles: list[tuple[scripts.Modules, str]] = [
            ((tuple(modules), tuple(has)), name) for (modules, has), name in known["bundles"]
        ]
        self._again()
        #: What fails on the right project too, for instance for want of papers, notices nothing.
        self.blind: set[str] = set()
        self.learned: list[dict[str, Any]] = []

    def _copy(self, names: list[str]) -> None:
        for root in (self.root, self.right):
            for name in names:
                target = root / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, target)
            for name in ("node_modules", ".venv"):
                if (ROOT / name).exists():
                    (root / name).symlink_to((ROOT / name).resolve())
            # Whoever waits for what will not come waits less.
            for test in (*(root / "tests/browser").glob("*.py"), *(root / "tests/site").glob("*.py")):
                text = test.read_text("utf-8")
                test.write_text(re.sub(r"((?:timeout|_MS) ?= ?)\d\d_000\b", r"\g<1>6_000", text), "utf-8")
        for name in CACHES:
            if (ROOT / "build" / name).exists():
                shutil.copytree(ROOT / "build" / name, self.root / "build" / name)

    def _build(self) -> list[Any]:
        """Build the right site, and keep it; return every kind of page with the name of its script."""
        made: list[Any] = []
        bundle, rewrite = site.bundle_scripts, site.remove_scripts

        def noted(root: Path, built: Path, cache: Path) -> dict[scripts.Modules, str]:
            names = bundle(root, built, cache)
            made.extend(names.items())
            return names

        def kept(built: Path) -> None:
            shutil.copytree(built, self.raw)
            rewrite(built)

        site.bundle_scripts, site.remove_scripts = noted, kept
        try:
            site.build_site(self.root, today=today_here(), strict=False, pdf=False)
        finally:
            site.bundle_scripts, site.remove_scripts = bundle, rewrite
        # A host may have no compressed variants, and what is tried has none.
        for variant in (*self.site.rglob("*.br"), *self.site.rglob("*.gz")):
            if variant.parent.parent.name != "python":
                variant.unlink()
        shutil.copytree(self.site, self.kept)
        return json.loads(json.dumps(made))

    def _again(self) -> None:
        """Put the right site back."""
        mirror(self.kept, self.site)

    def learn(self, record: Path, *, anew: bool) -> None:
        """Take from `record` which lines each test passes; `anew`: try what is not known there yet."""
        rows = [json.loads(row) for row in record.read_text().splitlines()] if record.exists() else []
        sources = _hash(
            *(file for room in ROOMS for file in sorted((ROOT / room).rglob("*")) if _is_code(file))
        )
        wanted = {
            test.relative_to(ROOT).as_posix(): f"{sources}{_hash(test)}"
            for folder in FOLDERS
            for test in sorted((ROOT / "tests" / folder).glob("test_*.py"))
        }
        known = {row["file"] for row in rows if row.get("of") == wanted.get(row.get("file"))}
        missing = [file for file in wanted if anew and file not in known]
        if missing:
            for script in (self.site / scripts.ADDRESS).glob("*.*js"):
                if (
                    source := self.root / "docs/assets/js" / script.name
                ).exists() and script.stem != "worker":
                    script.write_text(hits.told(script.name, source.read_text("utf-8")), "utf-8")
            self._bundle()
        for number, file in enumerate(missing, 1):
            heard = self.root / "build/hits.jsonl"
            heard.unlink(missing_ok=True)
            command = [*_PYTEST, "-p", "tests.hits", f"--timeout={LONGEST}", file]
            settings = {**os.environ, "AMIABLE_SITE": str(self.site), "AMIABLE_HITS": str(heard)}
            subprocess.run(command, cwd=self.root, env=settings, capture_output=True, check=False)
            found = [json.loads(row) for row in heard.read_text().splitlines()] if heard.exists() else []
            with record.open("a") as log:
                for row in (*found, {}):  # The last one says that the file is known, whatever it holds.
                    row |= {"file": file, "of": wanted[file]}
                    log.write(json.dumps(row, ensure_ascii=False) + "\n")
                    rows.append(row)
            print(f"learned {number}/{len(missing)} {file}: {len(found)} tests", flush=True)
        if missing:
            self._again()
        self.learned = [
            {**row, "passed": set(row["passed"])}
            for row in rows
            if "test" in row and row["of"] == wanted.get(row["file"])
        ]
        for file in {row["file"] for row in self.learned}:
            # Where tests share their readers, what the first one opens all go through.
            if re.search(r"lasting_visitors|scope=\"module\"", (ROOT / file).read_text("utf-8")):
                of_file = [row for row in self.learned if row["file"] == file]
                shared = {one for row in of_file for one in row["passed"] if "js:" in one}
                for row in of_file:
                    row["passed"] |= shared

    def notices(self, one: Mutant) -> str:
        """Try one change; return who noticed it, "" for nobody, "same" where no reader can, or `LATE`."""
        file = self.root / one.file
        right = file.read_text("utf-8")
        rows = right.split("\n")
        rows[one.line - 1] = one.after
        chosen = self.chosen(one, right)
        file.write_text("\n".join(rows), "utf-8")
        try:
            # The worker and what makes its memory are delivered with Python, not with the pages.
            is_bundled = file.name == "sw.js" or (file.parent.name == "js" and file.stem != "worker")
            return self._script(file, chosen) if is_bundled else self._built(file, chosen)
        finally:
            file.write_text(right, "utf-8")

    def chosen(self, one: Mutant, text: str) -> list[str]:
        """Return the tests that pass a line, those of its module and the quick first, within `BUDGET`.

        Where nothing was learned, the files of tests of its module.
        """
        file = Path(one.file)
        near = self._near(file)
        own = (*_BROWSER.get(file.stem, ()), *near)
        if file.suffix == ".py":
            marks = {f"{one.file}:{line}" for line in _statement(text, one.line)}
        else:
            marks = {f"{file.name}:{hits.block(text, one.line)}"}
        if not self.learned:
            return [f"tests/{one}" for one in dict.fromkeys(own or _ALWAYS)]
        passing = [row for row in self.learned if row["passed"] & marks]
        deaf = not passing  # In a program of its own, or on no page: then those that name it.
        if deaf:
            passing = [row for row in self.learned if row["file"].removeprefix("tests/") in own]

        def rank(row: dict[str, Any]) -> tuple[int, float]:
            name = row["file"].removeprefix("tests/")
            place = own.index(name) if deaf and name in own else 0 if name in own else 1
            return place, row["seconds"]

        of_file: Counter[str] = Counter()
        picked, seconds = [], 0.0
        for row in sorted(passing, key=rank):
            if of_file[row["file"]] >= OF_A_FILE * (2 if row["file"].removeprefix("tests/") in own else 1):
                continue
            if row["seconds"] > LONGEST - 5 or (picked and seconds + row["seconds"] > BUDGET):
                continue
            of_file[row["file"]] += 1
            seconds += row["seconds"]
            picked.append(row["test"])
        return picked

    def _script(self, file: Path, chosen: list[str]) -> str:
        try:
            if file.name != "sw.js":
                shutil.copyfile(file, self.site / scripts.ADDRESS / file.name)
            changed = self._bundle()
        except RuntimeError:
            self._again()
            return "esbuild"
        alone = file.name == "sw.js" or file.suffix == ".js"  # In no bundle.
        try:
            return self._tests(chosen, self.site) if changed or alone else "same"
        finally:
            self._again()

    def _bundle(self) -> bool:
        """Make the scripts of the built site again, and what names them; return whether one has changed."""
        folder = self.site / scripts.ADDRESS
        python = next((self.site / "assets/python").iterdir()).name

        def bundle(kind: scripts.Modules) -> str:
            with tempfile.TemporaryDirectory(dir=folder.parent) as out:
                scripts.bundle_kind(self.root, folder, kind, Path(out))
                (made,) = Path(out).iterdir()
                shutil.copyfile(made, folder / made.name)
            return made.name

        with ThreadPoolExecutor() as pool:
            made = pool.map(bundle, [kind for kind, _ in self.bundles])
            names = {was: now for (_, was), now in zip(self.bundles, made, strict=True) if was != now}
        for old in names:
            (folder / old).unlink()
        if names:
            pattern = re.compile("|".join(map(re.escape, names)))
            for page in self.site.rglob("*.html"):
                html = page.read_text("utf-8")
                changed = pattern.sub(lambda name: names[name[0]], html)
                if changed != html:
                    page.write_text(changed, "utf-8")
        # In a Python of its own: `sw.js` is read beside the module of the copy.
        write = (
            "import sys, pathlib; from macros.publish import offline;"
            "offline.write_service_worker(pathlib.Path(sys.argv[1]), sys.argv[2])"
        )
        subprocess.run([sys.executable, "-c", write, str(self.site), python], cwd=self.root, check=True)
        return bool(names)

    def _built(self, file: Path, chosen: list[str]) -> str:
        """The tests that pass the line; then, where what is built has changed, those of the built site."""
        is_script = file.suffix != ".py"  # Only what is delivered runs it.
        if not is_script and (who := self._tests(chosen, self.kept)) not in ("", LATE):
            return who
        try:
            if not self._build_again(file):
                return "the build"
            if _prints(self.site) == _prints(self.kept):
                return ""
            return self._tests(chosen if is_script else [f"tests/{one}" for one in _SITE], self.site)
        finally:
            self._again()

    def _build_again(self, file: Path) -> bool:
        """Make again what a change of a file can change; return whether the build went through."""
        name = file.relative_to(self.root).as_posix()
        # The generator reads nothing of what delivers its pages.
        after = name.startswith("macros/publish/") and name != "macros/publish/generator.py"
        told = {
            "raw": str(self.raw) if after else "",
            "dated": name in tuple(f"macros/publish/{one}.py" for one in ("ics", "answer_tables", "word")),
        }
        build = [sys.executable, "-m", "tests.rebuilt", str(self.root), self.day, json.dumps(told)]
        return not subprocess.run(build, cwd=self.root, capture_output=True, check=False).returncode

    def _near(self, file: Path) -> list[str]:
        """Return the tests that name a module, those without a browser first."""
        parts = file.with_suffix("").parts
        module, package, name = ".".join(parts), ".".join(parts[:-1]), parts[-1]
        imported = rf"(?:from|import) {re.escape(module)}\b|from {re.escape(package)} import .*\b{name}\b"
        named = re.compile(rf"{imported}|\b{re.escape(file.name)}\b")
        # A script is also tried by a program of the tests that takes it in.
        helpers = [
            helper.name
            for helper in (self.root / "tests").rglob("*.mjs")
            if file.suffix != ".py" and named.search(helper.read_text("utf-8"))
        ]
        named = re.compile("|".join([named.pattern, *map(re.escape, helpers)]))
        return [
            test.relative_to(self.root / "tests").as_posix()
            for folder in FOLDERS
            for test in sorted((self.root / "tests" / folder).glob("test_*.py"))
            if named.search(test.read_text("utf-8"))
        ]

    def _tests(self, tests: Iterable[str], site: Path) -> str:
        """Return the first test that fails on the wrong project and not on the right one, "" without one.

        Where their time was over before all had run, `LATE`: unless the right project takes a third of it.
        """
        chosen = [one for one in dict.fromkeys(tests) if one not in self.blind]
        usual = sum(row["seconds"] for row in self.learned if {row["test"], row["file"]} & set(chosen))
        patience = PATIENCE * (max(10, min(usual, 2 * BUDGET)) if self.learned else BUDGET)
        until = time.monotonic() + patience
        while chosen and (left := until - time.monotonic()) > 0:
            failed = _first_failure(self.root, chosen, site, self.blind, left)
            if failed == LATE and len(chosen) <= OF_A_FILE:
                began = time.monotonic()
                right = _first_failure(self.right, chosen, self.kept, self.blind, patience / PATIENCE)
                return LATE if right else f"hangs for {PATIENCE * (time.monotonic() - began):.0f} s"
            if failed in ("", LATE):
                return failed
            if not _first_failure(self.right, [failed], self.kept, set(), patience):
                return failed
            self.blind.add(failed)
            chosen = [one for one in chosen if one != failed]
        return LATE if chosen else ""


_PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]


def _first_failure(root: Path, chosen: list[str], site: Path, but: Iterable[str], patience: float) -> str:
    """Run tests of a project up to the first that fails; return its id, "" for none, `LATE` without time."""
    deselected = [f"--deselect={one}" for one in but]
    program = subprocess.Popen(
        [*_PYTEST, "-x", *deselected, *chosen],
        cwd=root,
        env={**os.environ, "AMIABLE_SITE": str(site)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # Its browser ends with it.
    )
    try:
        said, _ = program.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
        program.communicate()
        return LATE
    found = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", said, re.MULTILINE)
    return found[1] if found else ""


def _statement(text: str, line: int) -> range:
    """Return the lines of the smallest statement around a line, of a compound one those of its head."""
    best = range(line, line + 1)
    size = sys.maxsize
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.stmt) or not node.lineno <= line <= (node.end_lineno or node.lineno):
            continue
        if (long := (node.end_lineno or node.lineno) - node.lineno) < size:
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if isinstance(body, list) else (node.end_lineno or node.lineno)
            best, size = range(node.lineno, max(end, line) + 1), long
    return best


def _is_code(file: Path) -> bool:
    return file.suffix in (".py", ".js", ".mjs") and "__pycache__" not in file.parts


def _hash(*files: Path) -> str:
    digest = sha256()
    for file in files:
        digest.update(f"{file}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _prints(site: Path) -> dict[str, str]:
    """Return a hash of every file of a site that readers receive, the compressed variants apart."""
    return {
        file.relative_to(site).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in site.rglob("*")
        if file.is_file() and file.suffix not in (".br", ".gz")
    }


# ---------------------------------------------------------------------- telling


def table(tried: list[tuple[Mutant, str]]) -> str:
    """Return what was noticed, room by room, and every change that was not."""
    ends = {"": "missed", "same": "no reader can tell", LATE: "not decided in time"}
    columns = ("tried", "noticed", *ends.values())
    rows = [f"| room | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    for room in (*ROOMS, ""):
        of_room = [who for one, who in tried if one.file.startswith(room)]
        counts = Counter(ends.get(who, "noticed") for who in of_room) + Counter(tried=len(of_room))
        rows.append(f"| {room or 'all'} | {' | '.join(str(counts[one]) for one in columns)} |")
    for one, who in tried:
        if who in ends:
            rows += ["", f"{one.file}:{one.line} {ends[who]}", f"- {one.before}", f"+ {one.after}"]
    return "\n".join(rows)


def main() -> None:
    """Draw, try, and print the table; each result also goes, as it comes, to `build/mutants.jsonl`."""
    told = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    told.add_argument("--count", type=int, default=200)
    told.add_argument("--start", type=int, default=0, help="leave out so many of those drawn first")
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--rooms", nargs="*", default=list(ROOMS), help="only these, of those drawn")
    told.add_argument("--learn", action="store_true", help="learn first which lines each test passes")
    asked = told.parse_args()
    every = draw(ROOT, asked.start + asked.count, asked.seed)
    drawn = [one for one in every[asked.start :] if one.file.startswith(tuple(asked.rooms))]
    tried: list[tuple[Mutant, str]] = []
    (ROOT / "build").mkdir(exist_ok=True)
    trial = Trial(ROOT / "build/mutants")
    trial.learn(ROOT / "build/hits.jsonl", anew=asked.learn)
    with (ROOT / "build/mutants.jsonl").open("a") as log:
        for one in drawn:
            began = time.monotonic()
            who = trial.notices(one)
            tried.append((one, who))
            seconds = round(time.monotonic() - began, 1)
            row = {**asdict(one), "noticed": who, "seconds": seconds}
            log.write(json.dumps(row, ensure_ascii=False) + "\n")
            log.flush()
            print(
                f"{len(tried)}/{len(drawn)} {one.file}:{one.line} {who or 'MISSED'} {seconds} s", flush=True
            )
    print(table(tried))


if __name__ == "__main__":
    main()
