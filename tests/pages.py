"""The pages of the site by themselves, as the generator makes them: no paper, no Python, no table."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def build_pages(out: Path, **told: str) -> Path:
    """Build the pages into `out`, told more by the environment, and give that directory."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(out)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **told}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return out
