"""Precompressed variants, written beside the files that a host should send compressed."""

import gzip
import hashlib
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import get_ident

import brotli

from macros.publish.cache import forget

#: Precompressed variants themselves, and formats that are compressed already.
COMPACT = frozenset({".br", ".gz", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".woff2", ".pdf", ".docx"})

#: Files that readers never download: the theme's maps for people who mend it.
IDLE = frozenset({".map"})

#: Under this a variant saves nothing worth a second file.
SMALLEST = 1024


#: How hard brotli tries: its best takes twenty times as long as what is quick, and is an eighth smaller.
BEST, NEAR, QUICK = 11, 10, 9


def compress(file: Path, *, cache: Path | None = None, quality: int = BEST) -> None:
    """Write `file.br` and `file.gz` beside a file, as small as they get by default.

    With `cache`, a directory, both are kept there under the hash of their content: the engine
    takes half a minute to compress and changes twice a year.
    """
    content = file.read_bytes()
    kept = cache / hashlib.sha256(content).hexdigest() if cache else None
    level = 6 if quality == QUICK else 9
    for suffix, pack in (
        (".br", partial(_brotli, quality=quality)),
        (".gz", partial(_gzip, level=level)),
    ):
        variant = file.with_name(file.name + suffix)
        stored = kept.with_suffix(suffix) if kept else None
        if stored and stored.exists():
            shutil.copyfile(stored, variant)
            stored.touch()
            continue
        variant.write_bytes(pack(content))
        if stored:
            stored.parent.mkdir(parents=True, exist_ok=True)
            new = stored.with_name(f".{stored.name}.{os.getpid()}.{get_ident()}")
            shutil.copyfile(variant, new)
            new.replace(stored)  # At one stroke: another build may look.


def compress_pages(site: Path, *, cache: Path | None = None) -> None:
    """Add to every page, style sheet, script and picture in text form its variants, where they have none.

    With `cache`, as in `compress`: what has not changed since is not compressed again.
    """
    bare = [
        file
        for file in sorted(site.rglob("*"))
        if file.is_file()
        and file.suffix not in COMPACT | IDLE
        and file.stat().st_size >= SMALLEST
        and not file.with_name(file.name + ".br").exists()
    ]
    with ThreadPoolExecutor() as pool:  # Compressing leaves the other core free.
        list(pool.map(partial(compress, cache=cache), bare))
    if cache:
        forget(cache)


def _brotli(content: bytes, *, quality: int) -> bytes:
    # The widest window: the engine's ten megabytes come out an eighth smaller than with the usual one.
    packed: bytes = brotli.compress(content, quality=quality, lgwin=24)
    return packed


def _gzip(content: bytes, *, level: int) -> bytes:
    return gzip.compress(content, compresslevel=level, mtime=0)
