"""Does the proof notice a wrong line? One-line changes, drawn by chance, in a copy of the project.

    python -m tests.mutants --count 200 --seed 1

Each change is a plausible slip in the scripts of the pages, in what renders them or in what delivers them:
a comparison turned, a condition dropped, a number off by one, a call left out. The tests nearest to the file
run first and stop at their first failure. What is built differently then goes through the tests of the built
site; what is built the same, to the byte, changes nothing for a reader. A change that nobody noticed is
printed with its line: it wants a test, or it is none.
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
import subprocess
import sys
import tempfile
import time
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from macros.publish import scripts
from macros.publish.site import build_site, today_here

ROOT = Path(__file__).parent.parent
ROOMS = ("docs/assets/js", "macros/render", "macros/publish")

#: Seconds that the tests of one change may take; a change that they have not noticed by then is not decided.
PATIENCE = 180
LATE = "no time"

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


def mutants(file: str, text: str) -> list[Mutant]:
    """Return every change of a file, in order; a few of Python leave no program."""
    found = _of_python(text) if file.endswith(".py") else _of_script(text)
    rows = text.split("\n")
    return [Mutant(file, line, rows[line - 1], after) for line, after in dict.fromkeys(found)]


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
    """A copy of the project with its site, in which one line at a time is wrong."""

    def __init__(self, folder: Path) -> None:
        self.root, self.right = folder / "project", folder / "right"
        self._copy()
        self.bundles: list[tuple[scripts.Kind, set[str], str]] = []
        plain = scripts._bundle

        def told(root: Path, into: Path, kind: scripts.Kind, absent: set[str]) -> Path:
            made = plain(root, into, kind, absent)
            self.bundles.append((kind, absent, made.name))
            return made

        scripts._bundle = told
        try:
            self.site = build_site(self.root, today=today_here(), strict=False, pdf=False)
        finally:
            scripts._bundle = plain
        self.kept = folder / "site"
        shutil.copytree(self.site, self.kept)
        #: What fails on the right project too, for instance for want of papers, notices nothing.
        self.blind: list[str] = []

    def _copy(self) -> None:
        told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        for root in (self.root, self.right):
            for name in filter(None, told.stdout.split("\0")):
                target = root / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, target)
            for name in ("node_modules", ".venv"):
                if (ROOT / name).exists():
                    (root / name).symlink_to((ROOT / name).resolve())
            # Whoever waits for what will not come waits less.
            visitors = root / "tests/browser/visitors.py"
            visitors.write_text(visitors.read_text("utf-8").replace("60_000", "20_000"), "utf-8")
        for name in ("compressed", "trimmed"):  # What is kept there goes by the hash of its sources.
            if (ROOT / "build" / name).exists():
                shutil.copytree(ROOT / "build" / name, self.root / "build" / name)

    def notices(self, one: Mutant) -> str:
        """Try one change; return who noticed it, "" for nobody, "same" where no reader can, or `LATE`."""
        file = self.root / one.file
        right = file.read_text("utf-8")
        rows = right.split("\n")
        rows[one.line - 1] = one.after
        file.write_text("\n".join(rows), "utf-8")
        try:
            # The worker and what makes its memory are delivered with Python, not with the pages.
            is_bundled = file.name == "sw.js" or (file.parent.name == "js" and file.stem != "worker")
            return self._script(file) if is_bundled else self._built(file)
        finally:
            file.write_text(right, "utf-8")

    def _script(self, file: Path) -> str:
        try:
            self._bundle(file)
        except RuntimeError:
            return "esbuild"
        try:
            return self._tests(_BROWSER.get(file.stem, ()) or _ALWAYS, self.site)
        finally:
            shutil.rmtree(self.site)
            shutil.copytree(self.kept, self.site)

    def _bundle(self, file: Path) -> None:
        """Make the scripts of the built site again, named by what they hold, and what names them."""
        folder = self.site / scripts.ADDRESS
        python = next((self.site / "assets/python").iterdir()).name
        if file.name != "sw.js":
            shutil.copyfile(file, folder / file.name)
        with ThreadPoolExecutor() as pool:
            made = list(pool.map(lambda one: scripts._bundle(self.root, folder, *one[:2]), self.bundles))
        names = {
            was: now.name for (_, _, was), now in zip(self.bundles, made, strict=True) if was != now.name
        }
        for old in names:
            (folder / old).unlink()
        if names:
            pattern = re.compile("|".join(map(re.escape, names)))
            for page in self.site.rglob("*.html"):
                html = page.read_text("utf-8")
                changed = pattern.sub(lambda name: names[name[0]], html)
                if changed != html:
                    page.write_text(changed, "utf-8")
        for variant in (*self.site.rglob("*.html.*"), *folder.glob("*.br"), *folder.glob("*.gz")):
            variant.unlink()
        # In a Python of its own: `sw.js` is read beside the module of the copy.
        write = (
            "import sys, pathlib; from macros.publish import offline;"
            "offline.write_service_worker(pathlib.Path(sys.argv[1]), sys.argv[2])"
        )
        subprocess.run([sys.executable, "-c", write, str(self.site), python], cwd=self.root, check=True)
        for variant in self.site.glob("sw.js.*"):
            variant.unlink()

    def _built(self, file: Path) -> str:
        """The tests that name the file; then, where what is built has changed, those of the built site."""
        near = self._near(file)
        is_script = file.suffix != ".py"  # Only what is delivered runs it.
        if not is_script and (who := self._tests(near, self.kept)) not in ("", LATE):
            return who
        shutil.rmtree(self.site)
        try:
            build = [sys.executable, "-m", "macros", "build", "--no-pdf"]
            if subprocess.run(build, cwd=self.root, capture_output=True, check=False).returncode:
                return "the build"
            if _prints(self.site) == _prints(self.kept):
                return "" if near else "same"
            after = (*_BROWSER.get(file.stem, ()), *near) if is_script else _SITE
            return self._tests(dict.fromkeys(after), self.site)
        finally:
            shutil.rmtree(self.site, ignore_errors=True)
            shutil.copytree(self.kept, self.site)

    def _near(self, file: Path) -> list[str]:
        """Return the tests that name a module, those without a browser first."""
        parts = file.relative_to(self.root).with_suffix("").parts
        module, package, name = ".".join(parts), ".".join(parts[:-1]), parts[-1]
        imported = rf"(?:from|import) {re.escape(module)}\b|from {re.escape(package)} import .*\b{name}\b"
        named = re.compile(rf"{imported}|\b{re.escape(file.name)}\b")
        folders = ("rules", "render", "content", "house", "branding", "print", "site", "hosting", "browser")
        return [
            test.relative_to(self.root / "tests").as_posix()
            for folder in folders
            for test in sorted((self.root / "tests" / folder).glob("test_*.py"))
            if named.search(test.read_text("utf-8"))
        ]

    def _tests(self, files: Iterable[str], site: Path) -> str:
        """Return the first test that fails on the wrong project and not on the right one, "" without one.

        Where their time was over before all had run, `LATE`.
        """
        chosen = [f"tests/{one}" for one in files if (self.root / "tests" / one).exists()]
        until = time.monotonic() + PATIENCE
        while chosen and (left := until - time.monotonic()) > 0:
            failed = _first_failure(self.root, chosen, site, self.blind, left)
            if failed in ("", LATE):
                return failed
            if _first_failure(self.right, [failed], self.kept, [], PATIENCE) in ("", LATE):
                return failed
            self.blind.append(failed)
        return LATE if chosen else ""


def _first_failure(root: Path, chosen: list[str], site: Path, but: list[str], patience: float) -> str:
    """Run tests of a project up to the first that fails; return its id, "" for none, `LATE` without time."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"]
    deselected = [f"--deselect={one}" for one in but]
    try:
        done = subprocess.run(
            [*command, *deselected, *chosen],
            cwd=root,
            env={**os.environ, "AMIABLE_SITE": str(site)},
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return LATE
    found = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", done.stdout, re.MULTILINE)
    return found[1] if found else ""


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
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--rooms", nargs="*", default=list(ROOMS), help="only these, of those drawn")
    asked = told.parse_args()
    drawn = [one for one in draw(ROOT, asked.count, asked.seed) if one.file.startswith(tuple(asked.rooms))]
    tried: list[tuple[Mutant, str]] = []
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, (ROOT / "build/mutants.jsonl").open("a") as log:
        trial = Trial(Path(folder))
        for one in drawn:
            began = time.monotonic()
            who = trial.notices(one)
            tried.append((one, who))
            seconds = round(time.monotonic() - began, 1)
            row = {**asdict(one), "noticed": who, "seconds": seconds}
            log.write(json.dumps(row, ensure_ascii=False) + "\n")
            log.flush()
            print(f"{len(tried)}/{len(drawn)} {one.file}:{one.line} {who or 'MISSED'}", flush=True)
    print(table(tried))


if __name__ == "__main__":
    main()
