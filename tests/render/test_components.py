"""What the site is made with: the lists hold what is locked, with its version, licence and hashes."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.render import components
from macros.render.page import Page
from tests.audit import Answer, npm, pypi, verdict

ROOT = Path(__file__).parent.parent.parent
REQUIRED = re.compile(
    r"^([\w.-]+)==(\S+)( ; [^\\]+)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)", re.MULTILINE
)


def listed(name: str) -> dict[str, dict[str, Any]]:
    """Return the components of a list by name and version, as its packages are compared."""
    held = json.loads((ROOT / "requirements" / f"{name}.cdx.json").read_text("utf-8"))
    assert (held["bomFormat"], held["specVersion"][:2]) == ("CycloneDX", "1.")
    return {f"{_plain(one['name'])}@{one['version']}": one for one in held["components"]}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower() if not name.startswith("@") else name


def test_python_components_are_those_of_the_lock() -> None:
    """Name, version and every hash: a dependency that changes without its list is seen here."""
    text = (ROOT / "requirements/site.txt").read_text("utf-8")
    locked = {
        f"{_plain(name)}@{version}": set(re.findall(r"[0-9a-f]{64}", hashes))
        for name, version, elsewhere, hashes in REQUIRED.findall(text)
        if not elsewhere
    }
    found = listed("python")
    told = {id: {one["content"] for one in component["hashes"]} for id, component in found.items()}
    assert len(locked) > 60
    assert {id: hashes for id, hashes in told.items() if id in locked} == locked
    # What declares no licence in its own description is said to declare none: few do.
    assert sum(not one.get("licenses") for one in found.values()) < 5


def test_npm_components_are_those_of_the_lock() -> None:
    """All that is not for the tests, with the integrity of the lock."""
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    locked = {
        f"{path.rpartition('node_modules/')[2]}@{one['version']}"
        for path, one in packages.items()
        if path and not one.get("dev")
    }
    found = listed("npm")
    assert set(found) == locked
    assert all(one["hashes"] and one["licenses"] for one in found.values())


def test_the_lists_name_no_day_and_no_machine() -> None:
    """Made again from the same locks they are the same, byte for byte."""
    for name in ("python", "npm"):
        text = (ROOT / "requirements" / f"{name}.cdx.json").read_text("utf-8")
        assert not re.search(r"serialNumber|timestamp|/home/|/tmp/|/root/|index-url", text)
        assert "https://" not in text


def test_the_page_names_each_with_its_licence() -> None:
    """Read by a person: as many lines as components, each with what it may be used under."""
    html = components.composants(Page("../../", "../../", date(2026, 11, 26)))
    for name in ("python", "npm"):
        assert f'href="../../composants/{name}.cdx.json"' in html
    assert html.count("<li>") == len(listed("python")) + len(listed("npm"))
    silent = [one for name in ("python", "npm") for one in listed(name).values() if not one.get("licenses")]
    assert html.count("licence non déclarée") == len(silent)


SOUND = json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": []}]})
FLAWED = json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}]})
SKIPPED = json.dumps({"dependencies": [{"name": "a", "skip_reason": "not found"}]})


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (SOUND, Answer(1, [])),
        (FLAWED, Answer(1, ["a 1: CVE-1"])),
        (SKIPPED, Answer(0, None)),
        ('{"dependencies": []}', Answer(0, None)),
        ("", Answer(0, None)),
        ("not json", Answer(0, None)),
    ],
)
def test_a_list_that_did_not_answer_is_no_clean_bill(said: str, answer: Answer) -> None:
    """A package that was not looked at is said to be so."""
    assert pypi(said) == answer


def test_the_audit_says_which_list_did_not_answer() -> None:
    """It leaves with 0 only where every list answered for every package and knows nothing."""
    clean = npm('{"vulnerabilities": {}, "metadata": {"dependencies": {"total": 3}}}')
    flawed = npm(
        '{"vulnerabilities": {"b": {"severity": "high"}}, "metadata": {"dependencies": {"total": 3}}}'
    )
    refused = npm('{"error": {"code": 405}}')
    assert verdict({"npm": clean})[0] == 0
    assert verdict({"npm": flawed, "PyPI": refused})[0] == 1
    code, (line,) = verdict({"npm": refused})
    assert (code, "not audited" in line) == (2, True)
