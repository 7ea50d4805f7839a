"""Who publishes the site: asked of a public build, and said on the page of the legal notice."""

from pathlib import Path

import pytest

from macros.__main__ import main
from macros.publish import site
from macros.render import content
from macros.render.publisher import FILE, OPTIONAL, lacking, publisher
from tests.render.reading import read

ROOT = Path(__file__).parent.parent.parent
LABELS = content.words("publisher")["labels"]
DETAILS = {
    "name": "Menuiserie Modèle, SARL",
    "address": "1 rue du Modèle, 75000 Paris",
    "telephone": "01 99 00 12 34",
    "registration": "RCS Paris 000 000 000, capital de 1 000 €",
    "contact": "aide@menuiserie-modele.example",
    "director": "Camille Modèle",
    "host": "Hébergeur Modèle",
    "host_address": "2 rue du Modèle, 75000 Paris",
    "host_telephone": "+33 1 99 00 56 78",
    "logs": "six mois",
}


def written(folder: Path, details: dict[str, str]) -> str:
    """Write a file of a publisher, and return its path."""
    file = folder / "publisher.toml"
    file.write_text("".join(f'{name} = "{text}"\n' for name, text in details.items()), "utf-8")
    return str(file)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Count the builds that begin, and make none."""
    begun: list[Path] = []
    monkeypatch.setattr(site, "fresh_site", lambda root, **_: begun.append(root) or root / "site")
    return begun


@pytest.mark.parametrize("name", [name for name in LABELS if name not in OPTIONAL])
def test_a_public_build_needs_each_line_of_the_law(
    name: str,
    built: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whichever is missing, it is named in one sentence, and nothing is built."""
    monkeypatch.setenv("SITE_URL", "https://aide.example")
    monkeypatch.setenv(FILE, written(tmp_path, DETAILS | {name: " "}))
    assert main(["build"]) == 2
    said = capsys.readouterr().err
    assert f"Il manque\u00a0: {LABELS[name]}. " in said
    assert "https://aide.example" in said
    assert built == []


def test_a_public_build_without_a_publisher_says_all_it_lacks(
    built: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list is whole: whoever hosts the site fills it in once."""
    monkeypatch.setenv("SITE_URL", "https://aide.example")
    monkeypatch.setenv(FILE, written(tmp_path, {}))
    assert main(["build"]) == 2
    said = capsys.readouterr().err
    assert [label for name, label in LABELS.items() if label not in said] == [LABELS["registration"]]
    assert built == []


def test_a_public_build_with_its_publisher_goes_on(
    built: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is missing, with or without a number in a register."""
    monkeypatch.setenv("SITE_URL", "https://aide.example/amiable/")
    for details in (DETAILS, DETAILS | {"registration": ""}):
        monkeypatch.setenv(FILE, written(tmp_path, details))
        assert lacking() == []
        assert main(["build"]) == 0
    assert len(built) == 2


@pytest.mark.parametrize("address", [None, "", "http://localhost:8000", "http://127.0.0.1:8000"])
def test_a_local_build_needs_no_publisher(
    address: str | None, built: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without an address for the public, the site is built with what is known."""
    monkeypatch.delenv("SITE_URL", raising=False)
    if address is not None:
        monkeypatch.setenv("SITE_URL", address)
    monkeypatch.setenv(FILE, written(tmp_path, {}))
    assert main(["build"]) == 0
    assert len(built) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('nom = "Menuiserie"', "nom"),
        ("name = 3", "name"),
        ("name = ", "pas lisibles"),
        (None, "pas lisibles"),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence(
    text: str | None,
    expected: str,
    built: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A slip of the pen is no missing line, and no trace of Python: even a local build says it."""
    monkeypatch.delenv("SITE_URL", raising=False)
    file = tmp_path / "publisher.toml"
    if text is not None:
        file.write_text(text, "utf-8")
    monkeypatch.setenv(FILE, str(file))
    assert main(["build"]) == 2
    assert expected in capsys.readouterr().err
    assert built == []


def test_the_page_gives_who_publishes_with_links_to_reach_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each line under its label; a telephone dials, an address of mail writes."""
    monkeypatch.setenv(FILE, written(tmp_path, DETAILS))
    page = read(publisher())
    assert page.text.split() == " ".join(f"{LABELS[name]} {text}" for name, text in DETAILS.items()).split()
    assert [link["href"] for link in page.all("a")] == [
        "tel:0199001234",
        "mailto:aide@menuiserie-modele.example",
        "tel:+33199005678",
    ]


def test_the_page_says_what_is_still_to_fill_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A telephone that is none is missing too; what is optional is not asked for."""
    monkeypatch.setenv(FILE, written(tmp_path, DETAILS | {"telephone": "bientôt", "registration": ""}))
    words = content.words("publisher")
    said = read(publisher()).text
    assert said.count(words["missing"]) == 1
    assert words["incomplete"] in said
    assert LABELS["registration"] not in said
