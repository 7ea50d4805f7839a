"""The site behind nginx, Caddy, Apache and our own server: each sends every file as it should be sent."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from macros.publish.hosting.headers import ALWAYS, TYPES, VARIANTS, headers, rules
from tests.hosting.asking import MENDED, Host

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


@pytest.fixture(scope="module")
def files(hosted_site: Path) -> dict[str, Path]:
    """Return every file that readers ask for, by its address."""
    found = {
        f"/{file.relative_to(hosted_site).as_posix().removesuffix('index.html')}": file
        for file in sorted(hosted_site.rglob("*"))
        if file.is_file() and not file.name.startswith(("_", ".")) and not file.with_suffix("").is_file()
    }
    assert len(found) > 300
    return found


@pytest.fixture(scope="module")
def python(hosted_site: Path) -> str:
    """Return the address of the browser's Python."""
    (folder,) = (hosted_site / "assets/python").iterdir()
    return f"/assets/python/{folder.name}/"


def test_every_file_comes_whole_with_its_type_and_its_headers(
    host: Host, hosted_site: Path, files: dict[str, Path]
) -> None:
    """The headers that the one source says of it, no other of those, and the content it was built with."""
    among, wrong = rules(hosted_site), []
    names = {name for rule in among for name in rule.headers} | set(ALWAYS)
    for path, file in files.items():
        answer = host.ask(path, Accept_Encoding="gzip, deflate, br, zstd")
        sent = {name: value for name in names if (value := answer.header(name)) is not None}
        encoding = next((one for one, end in VARIANTS.items() if Path(f"{file}{end}").exists()), None)
        wanted = (200, headers(path, among), TYPES[file.suffix.removeprefix(".")], encoding)
        told = (answer.status, sent, answer.header("Content-Type"), answer.header("Content-Encoding"))
        if told != wanted or UNPACK[encoding](answer.body) != file.read_bytes():
            wrong.append((path, told, wanted))
    assert wrong == []


def compressed(files: dict[str, Path]) -> Iterator[tuple[str, Path]]:
    """Return every file that has variants."""
    return ((path, file) for path, file in files.items() if Path(f"{file}.gz").exists())


def test_the_encoding_is_one_that_the_reader_takes(host: Host, files: dict[str, Path]) -> None:
    """Gzip for who takes no brotli, the file itself for who takes neither."""
    for path, file in compressed(files):
        packed = host.ask(path, Accept_Encoding="gzip")
        assert packed.header("Content-Encoding") == "gzip", path
        assert gzip.decompress(packed.body) == file.read_bytes(), path
        bare = host.ask(path)
        assert (bare.header("Content-Encoding"), bare.body) == (None, file.read_bytes()), path


def test_a_part_of_a_file_can_be_asked_for(host: Host, files: dict[str, Path]) -> None:
    """A download that broke off goes on where it was: the bytes asked for, and which they are."""
    if host.name == "serve":
        pytest.skip("the server of this machine sends whole files")
    path, file = next((path, file) for path, file in files.items() if path.endswith(".png"))
    size = file.stat().st_size
    answer = host.ask(path, Range="bytes=100-199", Accept_Encoding="br")
    assert (answer.status, answer.header("Content-Range")) == (206, f"bytes 100-199/{size}")
    assert answer.body == file.read_bytes()[100:200]
    assert host.ask(path, Range=f"bytes={size}-").status == 416


def test_an_unchanged_page_is_not_sent_twice(host: Host) -> None:
    """Asked again with its tag a page answers that nothing changed, with the headers of the page."""
    tag = host.ask("/guides/tecrep/", Accept_Encoding="br").header("ETag")
    assert tag
    again = host.ask("/guides/tecrep/", Accept_Encoding="br", If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert again.header("Cache-Control") == "no-cache"


@pytest.mark.parametrize(
    "path", ["/rien/", "/rien.ics", "/assets/css/", "/guides/rien", "PYTHONrien.mjs", "/integrer/rien/"]
)
def test_what_is_not_there_is_said_by_the_sites_own_page(
    path: str, host: Host, hosted_site: Path, python: str
) -> None:
    """The page of lost addresses, under 404, as a page that may not be framed and is asked for again."""
    answer = host.ask(path.replace("PYTHON", python))
    assert (answer.status, answer.body) == (404, (hosted_site / "404.html").read_bytes())
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    sent = {name: answer.header(name) for name in headers("/404.html", rules(hosted_site))}
    assert sent == headers("/404.html", rules(hosted_site))


def test_a_folder_without_its_slash_is_redirected(host: Host) -> None:
    """A hand-typed address finds its page, and keeps its query."""
    answer = host.ask("/outils/tecrep?a=1")
    assert answer.status in (301, 308)
    where = urlsplit(host.way(answer))
    assert (where.netloc, where.path, where.query) == ("", "/outils/tecrep/", "a=1")


@pytest.mark.parametrize(("path", "location"), [*MENDED, ("/%5Cexample.com/%23a=1", "/%5Cexample.com/#a=1")])
def test_a_link_with_an_encoded_hash_is_mended(path: str, location: str, host: Host) -> None:
    """A link whose `#` a mail program wrote `%23` opens its tool, and can lead to no other host."""
    answer = host.ask(path)
    assert (answer.status, host.way(answer)) == (302, location)


def test_a_page_that_has_moved_leads_to_the_new_one(host: Host) -> None:
    """For ever, whatever follows the address, and before any page is sent."""
    if host.name == "serve":
        pytest.skip("the server of this machine shows the page that leads there")
    for path, location in {
        "/outils/adresse-d-avant/": "/outils/tecrep/",
        "/outils/adresse-d-avant/?utm_source=mail": "/outils/tecrep/?utm_source=mail",
    }.items():
        answer = host.ask(path)
        assert (answer.status, host.way(answer)) == (301, location)


@pytest.mark.parametrize("word", ["{env.HOME}", "{file./etc/hostname}", "{re.mended.1}", "{$HOME}"])
@pytest.mark.parametrize(
    "path",
    [
        "/outils/tecrep/%23a={word}",
        "/outils/{word}%23a=1",
        "/outils/tecrep/%23a=1?utm={word}",
        "/outils/tecrep?{word}",
        "/outils/adresse-d-avant/?utm={word}",
    ],
)
def test_a_servers_own_words_are_not_read_in_an_address(path: str, word: str, host: Host) -> None:
    """What a server might fill in is sent back as it came, or not at all: no secret comes out."""
    answer = host.ask(path.format(word=word))
    where = host.way(answer)
    assert where == "" or (where == "/outils/tecrep/" if host.name == "caddy" else word in where)


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//secret.txt"])
def test_nothing_above_the_site_is_reached(path: str, host: Host) -> None:
    """However a path climbs, it stays in the site."""
    answer = host.ask(path)
    assert answer.status in (400, 404)
    assert b"secret" not in answer.body


def test_a_host_does_not_say_what_it_runs(host: Host) -> None:
    """No version of a server is told to who looks for its weaknesses."""
    if host.name == "serve":
        pytest.skip("the server of this machine is for this machine")
    assert (host.ask("/").header("Server") or "") in ("", "nginx", "Caddy", "Apache")
