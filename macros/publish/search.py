"""The index of the search: Pagefind reads the built pages, whichever generator made them."""

import shutil
from pathlib import Path

from macros.publish.node import run

#: From npm: the program that runs Pagefind's own.
PROGRAM = Path("node_modules/pagefind/lib/runner/bin.cjs")

#: Under the root of the site, what a page fetches once a reader searches.
ADDRESS = Path("assets/search")

#: Pagefind's own boxes and marks, which no page of ours uses.
IDLE = ("pagefind-*.css", "pagefind-*ui*.js", "pagefind-highlight.js", "wasm.unknown.pagefind")


def write_search(root: Path, site: Path) -> Path:
    """Write the index of the pages under `site` that carry `data-pagefind-body`; return its directory.

    `root` is the project, with its npm packages. Raises RuntimeError with Pagefind's words where it refuses.
    """
    out = site / ADDRESS
    shutil.rmtree(out, ignore_errors=True)
    run(root / PROGRAM, "--site", site, "--output-path", out, "--quiet")
    for pattern in IDLE:
        for file in out.glob(pattern):
            file.unlink()
    return out
