"""The pages as HTML: judged by html-validate, as the standard has it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PROGRAM = HERE.parent.parent / "node_modules" / ".bin" / "html-validate"

#: The theme's two switches carry an attribute that boxes do not have; browsers do not mind.
SWITCHES = {"#__drawer", "#__search"}
ATTRIBUTE = {"input-attributes", "valid-autocomplete"}


def test_every_page_is_valid_html(built_site: Path, tmp_path: Path) -> None:
    """html-validate finds no error in any page of the built site."""
    report = tmp_path / "report.json"  # A file: what it writes to a pipe may break off.
    told = ["--config", HERE / "htmlvalidate.mjs", "--formatter", f"json={report}", "--ext", "html"]
    done = subprocess.run(
        [PROGRAM, *told, built_site],
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.is_file(), done.stderr
    judged = json.loads(report.read_text("utf-8"))
    assert any(page["filePath"].endswith("404.html") for page in judged)  # It names a page only to complain.
    found = [
        f"{Path(page['filePath']).relative_to(built_site)}:{one['line']} {one['ruleId']}: {one['message']}"
        for page in judged
        for one in page["messages"]
        if not (one["ruleId"] in ATTRIBUTE and one["selector"] in SWITCHES)
    ]
    assert found == []
