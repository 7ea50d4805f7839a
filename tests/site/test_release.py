"""One archive of the site: whole, with its headers, and the same bytes from the same site."""

from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from macros import __main__ as commands
from macros.publish import site as builder
from macros.publish.release import write_release


def small_site(folder: Path) -> Path:
    """Lay a few files that a built site has."""
    for name, content in {
        "index.html": "<p>Bonjour</p>" * 100,
        "index.html.br": "x",
        "_headers": "/*\n",
        "outils/a/index.html": "é",
        "assets/b.css": "a{}",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder


def test_the_same_site_gives_the_same_archive(tmp_path: Path) -> None:
    """Neither the hour, the rights of the files nor the order in which they were written changes a byte."""
    one, other = small_site(tmp_path / "one"), small_site(tmp_path / "other")
    for file in other.rglob("*"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    (other / "index.html").chmod(0o600)
    made = [write_release(site, tmp_path / f"{site.name}-out", "amiable-x") for site in (one, other)]
    assert made[0].read_bytes() == made[1].read_bytes()
    digest, name = made[0].with_name("amiable-x.zip.sha256").read_text("utf-8").split()
    assert (digest, name) == (hashlib.sha256(made[0].read_bytes()).hexdigest(), "amiable-x.zip")


def test_the_command_packs_the_whole_site(
    built_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each file of the site that was built for the insurer, at the root, with the headers of static hosts."""
    asked: list[object] = []

    def build(*_: object, **how: object) -> Path:
        asked.append(how["insurer"])
        return built_site

    monkeypatch.setattr(builder, "fresh_site", build)
    monkeypatch.delenv("SITE_URL", raising=False)
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n")
    assert commands.main(["--root", str(tmp_path), "release", "--insurer", "assureur-exemple"]) == 0
    assert asked == ["assureur-exemple"]
    where = capsys.readouterr().out.strip()
    assert where == "build/release/amiable-assureur-exemple.zip"
    with zipfile.ZipFile(tmp_path / where) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert archive.read("_headers") == (built_site / "_headers").read_bytes()
    files = {file.relative_to(built_site).as_posix() for file in built_site.rglob("*") if file.is_file()}
    assert (set(names), len(names)) == (files, len(files))
    assert {"_headers", "_redirects", ".htaccess", "index.html", "404.html", "sw.js"} <= files


def test_an_unknown_insurer_is_no_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever mistypes a name is told those that there are, and nothing is built."""
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n")
    assert commands.main(["--root", str(tmp_path), "release", "--insurer", "inconnu"]) == 2
    assert "assureur-exemple" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()
