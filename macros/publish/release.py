"""One archive of the built site, ready for any host: the same bytes from the same site."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from macros.publish.compress import COMPACT

#: Under `build/`, where the archives are.
FOLDER = "release"

#: No clock: a ZIP can say no earlier day.
_DAY = (1980, 1, 1, 0, 0, 0)
_FILE = 0o100644 << 16
_UNIX = 3


def write_release(site: Path, out: Path, name: str) -> Path:
    """Write every file of the built site into `out/<name>.zip`, its checksum beside it; return the archive.

    The site stands at the root of the archive, with its `_headers`, `_redirects` and `.htaccess`. What is
    compressed already is stored as it is.
    """
    out.mkdir(parents=True, exist_ok=True)
    archive = out / f"{name}.zip"
    with zipfile.ZipFile(archive, "w") as written:
        for file in sorted(site.rglob("*"), key=lambda one: one.relative_to(site).as_posix()):
            if file.is_file():
                entry = zipfile.ZipInfo(file.relative_to(site).as_posix(), _DAY)
                entry.create_system, entry.external_attr = _UNIX, _FILE
                is_compact = file.suffix in COMPACT
                entry.compress_type = zipfile.ZIP_STORED if is_compact else zipfile.ZIP_DEFLATED
                written.writestr(entry, file.read_bytes())
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_suffix(".zip.sha256").write_text(f"{digest}  {archive.name}\n", "utf-8")
    return archive
