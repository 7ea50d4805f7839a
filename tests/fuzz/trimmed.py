"""Ask the trimmed Python what nobody would: the rules' own answers, and its engine never at an end.

python -m tests.fuzz.trimmed                     20 000 requests of a fresh seed, booted both ways
python -m tests.fuzz.trimmed --count 500 --seed 12ab34cd
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from macros.publish.pyodide.hostile import hostile
from macros.publish.pyodide.trimmed import ask_both
from macros.publish.site import fresh_site
from macros.rules import api
from tests import report

COUNT = 20_000
ROOT = Path(__file__).parent.parent.parent


def here(request: str) -> Any:
    """Return what the rules answer under this Python, as the trimmed one tells it."""
    try:
        return api.handle(request)
    except Exception as raised:  # noqa: BLE001, whatever it is the other Python must raise it too
        return {"raised": type(raised).__name__}


def differing(bundle: Path, seed: str, count: int) -> list[str]:
    """Return, for each answer of the bundle in that directory which is not the rules' own, what it is."""
    rng = Random(seed)
    asked = [json.dumps(hostile(rng)) for _ in range(count)]
    with tempfile.TemporaryDirectory() as scratch:
        questions = Path(scratch, "requests.json")
        questions.write_text(json.dumps(asked))
        both = ask_both(bundle, bundle / "plain" / "pyodide-lock.json", questions, tell=True)
    return [
        f"{form}, request {n} of seed {seed}: {asked[n][:200]} -> {str(told[n])[:200]}"
        for n, right in enumerate(map(here, asked))
        for form, told in zip(("library", "snapshot"), both, strict=True)
        if told[n] != right
    ]


def main() -> int:
    """Ask what the command says; return 1 where an answer differs."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz.trimmed")
    asked.add_argument("--count", type=int, default=COUNT)
    asked.add_argument("--seed", default=secrets.token_hex(4))
    asked.add_argument(
        "--report", action="store_true", help="write what was tried: macros/render/proved.toml"
    )
    given = asked.parse_args()
    print(f"seed {given.seed}", flush=True)
    began = time.monotonic()
    (bundle,) = (fresh_site(ROOT) / "assets" / "python").iterdir()
    faults = differing(bundle, given.seed, given.count)
    print(f"{given.count} requests, both boots: {len(faults)} differ, {time.monotonic() - began:.0f} s")
    for fault in faults[:20]:
        print(f"  {fault}")
    if given.report and not faults:
        report.write({"trimmed": given.count})
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
