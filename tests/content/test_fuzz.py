"""Whatever an editor does to a file, the checker answers with lines, never with an error."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.authoring.lint import CODES
from tests.content.project import DATA, HERE, printed, put

FILES = {
    f"{DATA if folder == 'data' else 'docs'}/{file.relative_to(HERE / 'valid' / folder).as_posix()}": file
    for folder in ("data", "docs")
    for file in sorted((HERE / "valid" / folder).rglob("*.*"))
}


@st.composite
def mutated(draw: Callable[..., int], text: str) -> str:
    """Return a text with a few lines lost, doubled or swapped, or cut short."""
    rows = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at, other = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, len(rows) - 1))
        change = draw(st.integers(0, 4))
        if change == 0 and len(rows) > 1:
            del rows[at]
        elif change == 1:
            rows.insert(other, rows[at])
        elif change == 2:
            rows[at], rows[other] = rows[other], rows[at]
        elif change == 3:
            rows[at] = rows[at][: draw(st.integers(0, len(rows[at])))]
        else:
            key, _, value = rows[at].partition("=")
            rows[at] = (
                f"{key}={draw(st.sampled_from(['1', '[]', '{}', 'true', '[[1]]', '1979-05-27', value]))}"
            )
    return "\n".join(rows)[: draw(st.integers(0, 5000))]


@pytest.mark.parametrize("name", sorted(FILES))
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_spoilt_file_is_no_error(name: str, data: st.DataObject, garden: Path) -> None:
    """Every line printed names a file of the project and a code of the table."""
    put(garden, name, data.draw(mutated(FILES[name].read_text("utf-8"))))
    for line in printed(garden):
        place, code = line.split()[:2]
        assert (garden / place.split(":")[0]).is_file()
        assert code in CODES
