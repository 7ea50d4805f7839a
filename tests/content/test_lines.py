"""The checker says the right line, though the reader of TOML does not tell it."""

import pytest

from macros.authoring.lint.project import read_project
from macros.authoring.lint.toml_lines import line_of, lines, place
from tests.content.project import ROOT

TRICKY = '''# [not.a.table]
title = "a # no comment, [no table]"
"clé entre guillemets" = 1

[first.second]   # a comment
dotted.key = true
text = """
[not.a.table]
key = "none"
"""
list = [
  "one", # a comment
  [1, 2],

  { a = 1, b = [3] }, "four",
]
[[item]]
[[item]]
name = 'x'
  [[item.part]]
  [[item.part]]
  size = 2026-01-01
[last]
'''


def test_every_key_has_its_line() -> None:
    """Headings, keys and elements are found; what a text or a comment holds is not."""
    assert lines(TRICKY) == {
        (): 1,
        ("title",): 2,
        ("clé entre guillemets",): 3,
        ("first",): 5,
        ("first", "second"): 5,
        ("first", "second", "dotted"): 6,
        ("first", "second", "dotted", "key"): 6,
        ("first", "second", "text"): 7,
        ("first", "second", "list"): 11,
        ("first", "second", "list", 0): 12,
        ("first", "second", "list", 1): 13,
        ("first", "second", "list", 2): 15,
        ("first", "second", "list", 3): 15,
        ("item",): 17,
        ("item", 0): 17,
        ("item", 1): 18,
        ("item", 1, "name"): 19,
        ("item", 1, "part"): 20,
        ("item", 1, "part", 0): 20,
        ("item", 1, "part", 1): 21,
        ("item", 1, "part", 1, "size"): 22,
        ("last",): 23,
    }


def test_what_is_not_written_has_the_line_of_its_table() -> None:
    """A missing key is looked for where it should be added."""
    assert line_of(("item", 1, "label"), lines(TRICKY)) == 18
    assert line_of(("nowhere", "at all"), lines(TRICKY)) == 1


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ((), "fichier"),
        (("lead",), "lead"),
        (("question", "soil", "option", 0, "next"), "question soil, option 1, next"),
        (("method", 2), "method 3"),
        (("watering", "value", 1, "source"), "watering, value 2, source"),
    ],
)
def test_a_place_is_said_as_the_file_is_read(keys: tuple[str | int, ...], said: str) -> None:
    """Places are counted from one, as people do."""
    assert place(keys) == said


#: A list may be empty: that of the pages that have moved.
REAL = {one.name: one for one in read_project(ROOT, None, {}).documents if one.leaves}


@pytest.mark.parametrize("name", REAL)
def test_every_text_of_the_real_files_stands_on_its_line(name: str) -> None:
    """The line that is said holds the text that is wrong, in every file of the project."""
    document = REAL[name]
    texts = [leaf for leaf in document.leaves if isinstance(leaf.value, str)]
    assert texts
    assert [
        leaf.path for leaf in texts if leaf.value not in document.rows[document.line(leaf.path) - 1]
    ] == []
