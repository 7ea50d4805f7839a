"""The changes that try the proof: the same for the same seed, one line each, in code and never in words."""

import re
import shutil
from pathlib import Path

import pytest

from macros.publish import scripts, site
from tests import hits
from tests.mutants import LATE, ROOMS, ROOT, Mutant, Trial, draw, is_program, mutants, table
from tests.rebuilt import mirror


def test_a_seed_draws_the_same_changes_again() -> None:
    """Whoever repeats a run tries what was tried; another seed tries something else; each room is tried."""
    drawn = draw(ROOT, 60, 7)
    assert drawn == draw(ROOT, 60, 7)
    assert drawn != draw(ROOT, 60, 8)
    assert {room for room in ROOMS for one in drawn if one.file.startswith(room)} == set(ROOMS)
    for one in drawn:
        text = (ROOT / one.file).read_text("utf-8")
        assert one.before == text.split("\n")[one.line - 1] != one.after


def test_a_change_leaves_words_alone_and_a_program() -> None:
    """Signs in strings, comments and imports are no code; what is changed still parses."""
    text = (
        'from a import b\n\n\ndef f(x):  # 1 < 2\n    """3 + 4."""\n    return "5 == 6" if x < 7 else b(x)\n'
    )
    changed = mutants("one.py", text)
    assert {one.line for one in changed} == {6}
    assert sorted(one.after.strip() for one in changed) == [
        'return "5 == 6" if False else b(x)',
        'return "5 == 6" if x < 8 else b(x)',
        'return "5 == 6" if x <= 7 else b(x)',
    ]
    assert all(is_program(one, text) for one in changed)
    assert not is_program(Mutant("two.py", 1, "a if b else c", "a if else c"), "a if b else c\n")
    script = 'import "./1.mjs";\nconst word = "a && b"; // 1 < 2\nif (a && !b) go(`${1 + 1}`);\n'
    assert sorted(one.after for one in mutants("one.mjs", script)) == [
        "if (a && b) go(`${1 + 1}`);",
        "if (a || !b) go(`${1 + 1}`);",
        "if (false && a && !b) go(`${1 + 1}`);",
    ]


def test_a_script_tells_its_blocks_on_the_lines_they_had() -> None:
    """Each block says that it was entered; a line is asked of the innermost block around it."""
    script = (
        'import "./a.mjs";\nclass A extends B {\n  run(x) {\n    if (x) {\n      one();\n    }\n'
        "    switch (x) {\n      case 1:\n        two();\n    }\n  }\n}\nthree();\n"
    )
    told = hits.told("a.mjs", script).split("\n")
    assert len(told) == len(script.split("\n"))
    assert [line for line, row in enumerate(told, 1) if '__passed("a.mjs:' in row] == [1, 3, 4]
    assert told[3] == '    if (x) {__passed("a.mjs:4");'
    assert [hits.block(script, line) for line in (2, 5, 7, 9, 13)] == [0, 4, 3, 3, 0]


def test_a_site_is_put_back_file_by_file(tmp_path: Path) -> None:
    """What was changed, added or taken away is as it was; what is the same is not written again."""
    right, tried = tmp_path / "right", tmp_path / "tried"
    for name in ("a/one.html", "a/two.html", "three.mjs"):
        (right / name).parent.mkdir(parents=True, exist_ok=True)
        (right / name).write_text(name)
    mirror(right, tried)
    same = (tried / "a/one.html").stat().st_ino
    (tried / "a/two.html").write_text("changed")
    (tried / "a/more.html").write_text("more")
    (tried / "three.mjs").unlink()
    mirror(right, tried)
    found = {one.relative_to(tried).as_posix(): one.read_text() for one in tried.rglob("*") if one.is_file()}
    assert found == {name: name for name in ("a/one.html", "a/two.html", "three.mjs")}
    assert (tried / "a/one.html").stat().st_ino == same


def test_the_table_tells_what_was_missed_from_what_had_no_time() -> None:
    """Each change is counted once, by how it ended; what nobody noticed is shown with its line."""
    one = Mutant("macros/render/page.py", 7, "a < b", "a <= b")
    told = table([(one, "tests/x.py::test_y"), (one, ""), (one, LATE), (one, "same")])
    assert "| macros/render | 4 | 1 | 1 | 1 | 1 |" in told
    assert "| docs/assets/js | 0 | 0 | 0 | 0 | 0 |" in told
    assert told.count("macros/render/page.py:7") == 3
    assert "- a < b\n+ a <= b" in told


def test_a_wrong_script_reaches_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page asks for a script made with the wrong line, and for the right one once it is put back."""

    def build(root: Path, **_: object) -> None:
        built = root / "site"
        shutil.copytree(root / "docs/assets/js", built / scripts.ADDRESS)
        (built / "assets/python" / ("0" * 16)).mkdir(parents=True)
        page = '<head></head><script type="module" src="assets/js/gesture.mjs"></script>'
        (built / "index.html").write_text(page, "utf-8")
        site.remove_scripts(built)
        site.bundle_scripts(root, built, root / "build/scripts")

    monkeypatch.setattr(site, "build_site", build)
    monkeypatch.setattr("tests.mutants.CACHES", ())
    trial = Trial(tmp_path / "trial")
    page, module = trial.site / "index.html", trial.site / scripts.ADDRESS / "gesture.mjs"
    right = page.read_text("utf-8")
    assert not trial._bundle()
    with module.open("a") as script:
        script.write("\nglobalThis.wrong = true;\n")
    assert trial._bundle()
    (name,) = re.findall(r"page-[\w.-]+\.mjs", page.read_text("utf-8"))
    assert name not in right
    assert "wrong" in (module.parent / name).read_text("utf-8")
    trial._again()
    assert page.read_text("utf-8") == right
