"""The site's own address, where it is told: whole on what leaves the site, refused where it is none."""

from pathlib import Path

import pytest

from macros.__main__ import main
from macros.publish.settings import page_url

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (None, "/outils/impaye/"),
        ("", "/outils/impaye/"),
        ("https://aide.example", "https://aide.example/outils/impaye/"),
        ("https://aide.example/amiable/", "https://aide.example/amiable/outils/impaye/"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/outils/impaye/"),
    ],
)
def test_a_page_has_its_whole_address_where_the_site_has_one(
    told: str | None, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SITE_URL says it; without it there is a path."""
    monkeypatch.delenv("SITE_URL", raising=False)
    if told is not None:
        monkeypatch.setenv("SITE_URL", told)
    assert page_url(ROOT, "outils/impaye") == expected


@pytest.mark.parametrize(
    "told", ["aide.example", "ftp://aide.example", "https://a b", 'https://a/"><script>', "non"]
)
def test_what_is_no_address_is_refused_before_anything_is_built(
    told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, exit code 2, no folder made."""
    monkeypatch.setenv("SITE_URL", told)
    (tmp_path / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text("utf-8"), "utf-8")
    assert main(["--root", str(tmp_path), "build"]) == 2
    assert f"SITE_URL : « {told} » n’est pas l’adresse d’un site" in capsys.readouterr().err.replace(
        "\u00a0", " "
    )
    assert [file.name for file in tmp_path.iterdir()] == ["mkdocs.yml"]
