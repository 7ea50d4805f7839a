"""The data that was dropped of the browser's engine: what is left says all that it said."""

import json
from pathlib import Path

from macros.publish.node import run

HERE = Path(__file__).parent
PYODIDE = HERE.parent.parent / "node_modules/pyodide"

#: What the rules do with text and numbers: no engine may be without these.
USED = {
    *("str.isdigit", "str.isalnum", "str.isspace", "str.lower", "str.strip", "whole str.lower"),
    *("category", "combining", "NFKD", "utf-8 strict", "ascii ignore"),
    *("text to float", "float to text", "digits of all scripts", "hash and order"),
}


def test_tables_say_what_they_said(built_site: Path, tmp_path: Path) -> None:
    """Of every character and many numbers the trimmed Python says what Pyodide does, or its engine ends."""
    (bundle,) = (built_site / "assets" / "python").iterdir()
    out = tmp_path / "found.json"
    run(HERE / "sweeps.mjs", bundle, PYODIDE, out)
    found = json.loads(out.read_text("utf-8"))
    assert {name: one for name, one in found.items() if one["other"]} == {}
    assert {name for name, one in found.items() if one["same"] and not one["ended"]} >= USED
