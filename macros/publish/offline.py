"""The service worker: what keeps the site on a reader's device for when there is no network."""

import hashlib
import json
from pathlib import Path

from macros.publish.compress import COMPACT, IDLE
from macros.publish.pyodide.bundle import WORKER
from macros.publish.pyodide.trimmed import ENGINE, LIBRARY, SNAPSHOT

SOURCE = Path(__file__).parent / "sw.js"

#: In the source, the place of what the build tells it.
CONFIG_PLACEHOLDER = "self.AMIABLE_SITE"

#: What every page is made of. The rest is kept as it is read.
SHELL = ("assets/css/*.css", "assets/js/*.*.mjs", "assets/js/early.js", "assets/stylesheets/**/main.*.css")


#: The pages that whoever keeps the site has in any case: home, and the one that says what else is kept, last.
PAGES = ("", "hors-ligne/")


def write_service_worker(site: Path, python: str) -> Path:
    """Write `sw.js` at the root of the built site; return the file.

    `python` is the hash of the browser's Python, already under `site/assets/python/`. The version is
    the hash of everything that pages are made of: another page makes another service worker.
    """
    home = f"assets/python/{python}"
    content = {
        "version": _version(site),
        "shell": sorted(
            file.relative_to(site).as_posix()
            for pattern in SHELL
            for file in site.glob(pattern)
            if file.name != "worker.mjs"
        ),
        "pages": list(PAGES),
        "python": [f"{home}/{name}" for name in (WORKER.name, *ENGINE)],
        "library": f"{home}/{LIBRARY}",
        "snapshot": f"{home}/{SNAPSHOT}",
        "looks": sorted(f"assets/css/{file.name}" for file in site.glob("assets/css/*.css")),
        # By what follows the folder of the hash: a file is kept when it is that file.
        "checksums": {
            file.relative_to(site / "assets/python").as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted((site / home).rglob("*"))
            if file.is_file() and file.suffix not in COMPACT | IDLE
        },
    }
    before, found, after = SOURCE.read_text("utf-8").partition(CONFIG_PLACEHOLDER)
    if not found:
        raise ValueError(f"{SOURCE.name}: nothing says {CONFIG_PLACEHOLDER}")
    written = site / "sw.js"
    written.write_text(f"{before}{json.dumps(content)}{after}", "utf-8")
    return written


def _version(site: Path) -> str:
    digest = hashlib.sha256(SOURCE.read_bytes())
    for file in sorted(site.rglob("*")):
        if file.is_file() and file.suffix not in COMPACT | IDLE and file.name not in ("sw.js", "sitemap.xml"):
            digest.update(f"{file.relative_to(site)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
