"""What the tests of the checker share."""

from pathlib import Path

import pytest

from tests.content.project import lay


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """Return the invented project, laid in a folder of its own."""
    return lay(tmp_path / "garden")
