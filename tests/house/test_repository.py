"""What may be in no file of the project: a registry's address, a path of one machine."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

# Each name has a letter in brackets: this file must not find itself.
REGISTRIES = re.compile(
    r"[r]egistry\.npmjs|[r]egistry\.yarnpkg|[n]pmmirror|[p]ypi\.org|[p]ythonhosted|[j]sdelivr|[u]npkg\.com"
    r"|[d]eb\.debian|\"[r]esolved\"|--(extra-)?index-url|--[f]ind-links|/[s]imple/"
)
HOMES = re.compile(r"(?<![\w.])/(home|root|Users|work)/\w")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


LONG_NAME = re.compile(r"def (test_\w{56,})")
UNTYPED = re.compile(r"\{[^}]*\bany\b[^}]*\}|@ts-(ignore|nocheck)|\{\*\}")
GIVEN = re.compile(r'-> (?!None)[^\n]+:\n +"""(Give [^\n]+)')


@pytest.mark.parametrize("pattern", [REGISTRIES, HOMES], ids=["registry", "machine"])
def test_no_file_names_a_registry_or_a_machine(pattern: re.Pattern[str]) -> None:
    """Locks hold names and hashes: every machine installs from where it already trusts."""
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for file in tracked()
        for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("name", ["site", "test"])
def test_every_python_package_is_pinned_by_hash(name: str) -> None:
    """A requirement is one version with its hashes; pip refuses anything else."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = re.split(r"\n(?=\w)", re.sub(r"(?m)^#.*\n", "", text))
    loose = [
        entry.splitlines()[0]
        for entry in entries
        if not re.match(r"[\w.-]+==\S+.*\\\n +--hash=sha256:", entry)
    ]
    assert loose == []


def test_the_site_is_built_with_the_versions_that_were_tested() -> None:
    """The list of the tests holds the list of the site, version for version."""
    pins = {
        name: set(re.findall(r"(?m)^[\w.-]+==\S+", (ROOT / "requirements" / f"{name}.txt").read_text()))
        for name in ("site", "test")
    }
    assert pins["site"] < pins["test"]


def test_every_npm_package_is_pinned_by_hash() -> None:
    """Each package of the lock has a version and an integrity, and package.json pins exactly."""
    lock = json.loads((ROOT / "package-lock.json").read_text())
    asked = json.loads((ROOT / "package.json").read_text())
    assert [name for name, entry in lock["packages"].items() if name and "integrity" not in entry] == []
    wanted = {**asked["dependencies"], **asked["devDependencies"]}
    assert {name: lock["packages"][f"node_modules/{name}"]["version"] for name in wanted} == wanted


@pytest.mark.parametrize("pattern", [LONG_NAME, GIVEN], ids=["a test's name", "what is returned"])
def test_names_and_docstrings_keep_the_words_of_the_house(pattern: re.Pattern[str]) -> None:
    """A test's name has at most 60 characters; a function returns a value, and does not give it."""
    found = [
        (str(file.relative_to(ROOT)), one)
        for file in tracked()
        if file.suffix == ".py"
        for one in pattern.findall(file.read_text("utf-8"))
    ]
    assert found == []


def test_the_scripts_of_the_pages_are_typed_throughout() -> None:
    """No script that a reader receives lays the checker to rest: what crosses from the rules has its type."""
    served = [*(ROOT / "docs/assets/js").glob("*.mjs"), ROOT / "macros/publish/sw.js"]
    found = [
        f"{file.name}:{number}: {line.strip()[:80]}"
        for file in served
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if re.search(r"@(ts-|type|param|returns|property)", line) and UNTYPED.search(line)
    ]
    assert len(served) > 40
    assert found == []
