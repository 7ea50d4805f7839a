"""The changes that try the proof: the same for the same seed, one line each, in code and never in words."""

from tests.mutants import LATE, ROOMS, ROOT, Mutant, draw, is_program, mutants, table


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


def test_the_table_tells_what_was_missed_from_what_had_no_time() -> None:
    """Each change is counted once, by how it ended; what nobody noticed is shown with its line."""
    one = Mutant("macros/render/page.py", 7, "a < b", "a <= b")
    told = table([(one, "tests/x.py::test_y"), (one, ""), (one, LATE), (one, "same")])
    assert "| macros/render | 4 | 1 | 1 | 1 | 1 |" in told
    assert "| docs/assets/js | 0 | 0 | 0 | 0 | 0 |" in told
    assert told.count("macros/render/page.py:7") == 3
    assert "- a < b\n+ a <= b" in told
