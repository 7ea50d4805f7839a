"""What Lighthouse says of five pages on a slow phone: `python -m tests.bench.lighthouse`.

Lighthouse is no part of the project: `npm install --no-save lighthouse` brings it for once. Prints, page by
page, the median score out of 100 of each category, and exits 1 where one is under its budget.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from statistics import median

from macros.publish.hosting.serve import SiteServer
from macros.publish.site import fresh_site
from tests.browser_setup import FLAGS, find

ROOT = Path(__file__).parent.parent.parent
PAGES = (
    "/",
    "/guides/tecrep/",
    "/outils/delai-declaration/",
    "/outils/faut-il-declarer/",
    "/modeles/declaration-de-sinistre/",
)
BUDGETS = {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}


def judge(program: Path, address: str) -> dict[str, float]:
    """Return the scores of one visit, out of 100, and the longest paint in seconds. Raises where it fails."""
    # Its program asks for the node of the project's own packages.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [program, address, "--quiet", "--output=json", f"--chrome-flags=--headless {' '.join(FLAGS)}"],
        env={**os.environ, "PATH": path, "CHROME_PATH": str(find())},
        capture_output=True,
        check=True,
    )
    told = json.loads(done.stdout)
    scores = {name: 100 * told["categories"][name]["score"] for name in BUDGETS}
    return {**scores, "paint": told["audits"]["largest-contentful-paint"]["numericValue"] / 1000}


def main() -> int:
    """Judge every page as often as asked; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, default=ROOT / "node_modules/.bin/lighthouse")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if not options.program.exists():
        print(f"{options.program} is missing: run `npm install --no-save lighthouse` first.", file=sys.stderr)
        return 2
    server = SiteServer(fresh_site(ROOT))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    broken = 0
    for page in PAGES:
        rounds = [
            judge(options.program, f"http://127.0.0.1:{server.server_port}{page}")
            for _ in range(options.rounds)
        ]
        scores = {name: median(one[name] for one in rounds) for name in rounds[0]}
        broken += sum(scores[name] < least for name, least in BUDGETS.items())
        shown = "  ".join(f"{name} {score:.3g}" for name, score in scores.items())
        print(f"{page:36}{shown}", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
