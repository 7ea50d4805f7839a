"""Try the rules on a hundred thousand inputs of each kind, and say which were not answered.

python -m tests.fuzz                        every target, 100 000 inputs, a fresh seed
python -m tests.fuzz door --count 2000      one target, fewer
python -m tests.fuzz door 12345:678         one input again
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time

from tests import report
from tests.fuzz.runs import NAMES, again, run

COUNT = 100_000


def main() -> int:
    """Run what the command asks; return 1 where an input was not answered."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz")
    asked.add_argument("target", nargs="?", choices=NAMES)
    asked.add_argument("input", nargs="?", help="seed:number of one input")
    asked.add_argument("--count", type=int, default=COUNT)
    asked.add_argument("--seed", default=secrets.token_hex(4))
    asked.add_argument(
        "--report", action="store_true", help="write what was tried: macros/render/proved.toml"
    )
    given = asked.parse_args()
    if given.input:
        again(given.target, given.input)
        return 0
    failed = 0
    for name in [given.target] if given.target else NAMES:
        began = time.monotonic()
        faults = run(name, given.seed, given.count)
        failed += len(faults)
        taken = time.monotonic() - began
        print(
            f"{name}: {given.count} inputs of seed {given.seed}, {len(faults)} faults, {taken:.0f} s",
            flush=True,
        )
        for fault in faults[:20]:
            print(f"  {fault}", flush=True)
        if given.report and not faults:
            report.write({name: given.count})
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
