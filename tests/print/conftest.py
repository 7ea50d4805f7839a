"""The papers of the built site."""

from pathlib import Path

import pytest

from macros.publish.paper.write import FOLDER, missing
from tests.browser.conftest import lasting_visitors, patience, visitors
from tests.print.sheets import Paper

__all__ = ["lasting_visitors", "patience", "visitors"]


@pytest.fixture(scope="session")
def papers(built_site: Path) -> dict[str, Paper]:
    """Return every PDF of the site by its name: "guides/tecrep"."""
    assert not missing(), missing()
    folder = built_site / FOLDER
    return {
        file.relative_to(folder).with_suffix("").as_posix(): Paper(file)
        for file in sorted(folder.rglob("*.pdf"))
    }
