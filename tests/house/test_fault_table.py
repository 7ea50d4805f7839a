"""The table of what goes wrong: each row has its tests, and each of them exists."""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ROWS = tomllib.loads((ROOT / "tests/faults.toml").read_text("utf-8"))


@cache
def functions(file: Path) -> set[str]:
    """Return the names of the tests of a file."""
    tree = ast.parse(file.read_text("utf-8"))
    return {
        one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")
    }


@pytest.mark.parametrize("row", ROWS)
def test_what_goes_wrong_has_tests_that_exist(row: str) -> None:
    """A row without its test would be a wish; a test that was renamed is named anew."""
    told = ROWS[row]
    assert {"what", "then", "tests"} == set(told)
    assert told["tests"]
    for one in told["tests"]:
        file, _, name = one.partition("::")
        assert name in functions(ROOT / file), one


def test_the_table_has_every_sort_of_bad_input() -> None:
    """The nine sorts that readers and editors can bring, whatever else breaks down."""
    assert set(ROWS) >= {
        "impossible_date", "far_date", "bad_length", "short_length", "strange_link", "hostile_text",
        "spoilt_state", "python_absent", "editors_mistake",
    }  # fmt: skip
