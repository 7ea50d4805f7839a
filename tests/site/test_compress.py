"""Which files of the site have precompressed variants beside them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from macros.publish import compress
from macros.publish.cache import FORGOTTEN_S
from macros.publish.compress import compress_pages


def test_what_is_worth_it_has_its_variants(tmp_path: Path) -> None:
    """From a kilobyte on a text has both; a shorter one, a picture and a map for menders have none."""
    texts = {
        "long.html": 1024,
        "short.html": 1023,
        "photo.png": 4096,
        "main.css.map": 4096,
        "deep/long.mjs": 1500,
    }
    for name, size in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"a" * size)
    compress_pages(tmp_path)
    added = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.*")} - texts.keys()
    assert added == {f"{name}.{kind}" for name in ("long.html", "deep/long.mjs") for kind in ("br", "gz")}


def test_a_variant_that_is_there_is_left_alone(tmp_path: Path) -> None:
    """What was compressed at its best beforehand is not done again."""
    (tmp_path / "python.mjs").write_bytes(b"a" * 2048)
    (tmp_path / "python.mjs.br").write_bytes(b"as it was")
    compress_pages(tmp_path)
    assert (tmp_path / "python.mjs.br").read_bytes() == b"as it was"


def test_what_has_not_changed_is_not_compressed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache gives the same bytes for the same page, and forgets what no build has asked for in a week."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    site.mkdir()
    page = site / "index.html"
    page.write_bytes(b"a" * 2048)
    compress_pages(site, cache=cache)
    made = {file.name: file.read_bytes() for file in site.iterdir()}
    for variant in (page.with_name("index.html.br"), page.with_name("index.html.gz")):
        variant.unlink()
    monkeypatch.setattr(compress, "_brotli", lambda *_, **__: b"again")
    monkeypatch.setattr(compress, "_gzip", lambda *_, **__: b"again")
    old = cache / ("0" * 64 + ".br")
    old.write_bytes(b"old")
    os.utime(old, (0, old.stat().st_mtime - FORGOTTEN_S - 60))
    compress_pages(site, cache=cache)
    assert {file.name: file.read_bytes() for file in site.iterdir()} == made
    assert sorted(file.suffix for file in cache.iterdir()) == [".br", ".gz"]
