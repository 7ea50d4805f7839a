"""Results kept under the hash of what they are made from."""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

#: After so long without use, what is kept by itself is dropped.
FORGOTTEN_S = 7 * 24 * 3600

#: How many results are kept of each kind.
KEPT = 3


def cached(kind: Path, sources: Iterable[Path], make: Callable[[Path], None], *, also: str = "") -> Path:
    """Return the directory that `make` filled from these sources, filled now or on an earlier day.

    `kind` is the directory of such results; `also` is what they depend on besides the files.
    """
    digest = hashlib.sha256(also.encode())
    for source in sources:
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    result = kind / digest.hexdigest()[:16]
    if not result.is_dir():
        kind.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kind, prefix=".new-", ignore_cleanup_errors=True) as scratch:
            make(Path(scratch))
            Path(scratch).chmod(0o755)
            try:
                Path(scratch).rename(result)  # At one stroke: what is there is whole.
            except OSError:
                if not result.is_dir():  # Another build has made the same meanwhile.
                    raise
        for old in sorted(kind.iterdir(), key=lambda one: one.stat().st_mtime)[:-KEPT]:
            shutil.rmtree(old)
    return result


def forget(cache: Path) -> None:
    """Drop every file of a directory that nothing has used for long: whoever uses one touches it."""
    before = time.time() - FORGOTTEN_S
    for kept in cache.iterdir() if cache.is_dir() else ():
        if kept.stat().st_mtime < before:
            kept.unlink(missing_ok=True)
