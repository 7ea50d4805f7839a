"""The wheel is what the browser receives: the rules, whole, alone, and the same each time."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from macros.publish.pyodide.bundle import build_wheel
from macros.rules import api

ROOT = Path(__file__).parent.parent.parent

#: Run by a Python that finds nothing but its own library and the wheel given to it.
ALONE = """
import importlib.abc, json, sys

class OnlyTheStandardLibrary(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in sys.stdlib_module_names | {"macros"}:
            raise ImportError(f"{name} is not in the standard library")

sys.meta_path.insert(0, OnlyTheStandardLibrary())
sys.path.insert(0, sys.argv[1])
try:
    import yaml
except ImportError:
    pass
else:
    raise SystemExit("the block does not hold")

from macros.rules import api
print(json.dumps({
    "from": api.__file__,
    "tools": api.tools(),
    "answer": json.loads(api.handle(sys.argv[2])),
    "rooms": sorted(name for name in sys.modules if name.startswith(("macros.render", "macros.publish"))),
}))
"""


def test_the_wheel_holds_the_rules_and_nothing_else(wheel: Path) -> None:
    """The folder of the rules is the wheel, file for file: no list says what a browser is spared."""
    rules = ROOT / "macros" / "rules"
    expected = {
        file.relative_to(ROOT).as_posix()
        for file in rules.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    } | {"macros/__init__.py"}
    names = zipfile.ZipFile(wheel).namelist()
    assert {name for name in names if ".dist-info/" not in name} == expected


def test_the_wheel_is_pure_and_needs_nothing(wheel: Path) -> None:
    """The same wheel runs on any Python, and asks for no other package."""
    with zipfile.ZipFile(wheel) as archive:
        read = {
            Path(name).name: archive.read(name).decode() for name in archive.namelist() if "info/" in name
        }
    assert "Root-Is-Purelib: true" in read["WHEEL"]
    assert "Tag: py3-none-any" in read["WHEEL"]
    assert "Requires-Dist" not in read["METADATA"]


def test_two_builds_give_the_same_bytes(
    wheel: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash depends on the sources alone, not on the folder, the hour or the environment."""
    for file in (project / "macros").rglob("*.py"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    again = build_wheel(project, tmp_path / "again")
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(wheel.read_bytes()).digest()


def test_a_wheel_is_the_same_in_every_time_zone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built a day apart on the clock, it has the same bytes: anybody can check what the site serves."""
    made = set()
    for zone in ("Etc/GMT+12", "Pacific/Kiritimati"):
        monkeypatch.setenv("TZ", zone)
        made.add(build_wheel(ROOT, tmp_path / zone.replace("/", "-")).read_bytes())
    assert len(made) == 1


def test_the_rules_answer_with_the_standard_library_alone(wheel: Path) -> None:
    """From the wheel, with every other package out of reach, the door gives what it gives here."""
    tool, answers, today = "delai-declaration", {"received_on": "2026-04-30"}, "2026-05-02"
    request = {"tool": tool, "answers": answers, "today": today}
    command = [sys.executable, "-I", "-c", ALONE, str(wheel), json.dumps(request)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert told["from"].startswith(str(wheel))
    assert told["tools"] == api.tools()
    assert told["answer"] == api.answer(tool, answers, today=today)
    assert told["answer"]["status"] == "answered"
    assert told["rooms"] == []


def test_a_file_put_elsewhere_stays_out_of_the_wheel(project: Path, tmp_path: Path) -> None:
    """A new page, command or note beside the rules changes nothing of what the browser receives."""
    shutil.copyfile(project / "macros/__init__.py", project / "macros/render/extra.py")
    (project / "macros" / "notes.toml").write_text("private = true\n")
    names = zipfile.ZipFile(build_wheel(project, tmp_path / "out")).namelist()
    assert not [name for name in names if "extra" in name or "notes" in name]
