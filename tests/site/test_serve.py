"""The server of this machine: what it sends, to whom, and under which headers."""

import http.client
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from macros.publish.hosting.serve import mend
from tests.hosting.asking import MENDED

HASHED = "/assets/python/0123456789abcdef/"
Ask = Callable[..., tuple[int, dict[str, str], bytes]]


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of a few files, with something beside it that must not be reached."""
    above = tmp_path_factory.mktemp("served")
    (above / "secret.txt").write_text("secret")
    site = above / "site"
    python = site / HASHED.strip("/")
    python.mkdir(parents=True)
    (site / "outils" / "tecrep").mkdir(parents=True)
    (site / "index.html").write_text("<p>accueil")
    (site / "404.html").write_text("<p>introuvable")
    (site / "outils" / "tecrep" / "index.html").write_text("<p>tecrep")
    (site / "integrer" / "tecrep").mkdir(parents=True)
    (site / "integrer" / "tecrep" / "index.html").write_text("<p>cadre")
    (site / "dehors.txt").symlink_to(above / "secret.txt")
    (site / "dehors").symlink_to(above)
    for name in ("worker.mjs", "a.wasm", "a.whl", "dates.ics", "a.css", "a.svg"):
        (python / name).write_bytes(b"content of a file" * 100)
    (python / "a.wasm.br").write_bytes(brotli.compress((python / "a.wasm").read_bytes()))
    return site


@pytest.fixture(scope="module")
def address(small_site: Path, serve_directory: Callable[[Path], str]) -> str:
    """Return the address of the small site."""
    return serve_directory(small_site)


@pytest.fixture(scope="module")
def ask(address: str) -> Ask:
    """Return a function that sends a path exactly as written, and gives status, headers and body."""

    def send(path: str, *, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=5)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        answer = connection.getresponse()
        told = answer.status, dict(answer.getheaders()), answer.read()
        connection.close()
        return told

    return send


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("worker.mjs", "text/javascript; charset=utf-8"),
        ("a.wasm", "application/wasm"),
        ("a.whl", "application/zip"),
        ("dates.ics", "text/calendar; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
    ],
)
def test_each_file_has_its_type(ask: Ask, name: str, kind: str) -> None:
    """Browsers refuse a module or a WebAssembly program sent under another type."""
    assert ask(HASHED + name)[1]["Content-Type"] == kind


def test_pages_are_html_in_utf_8(ask: Ask) -> None:
    """A page is sent as HTML with its encoding, so accents are read right."""
    status, headers, body = ask("/outils/tecrep/")
    assert (status, headers["Content-Type"], body) == (200, "text/html; charset=utf-8", b"<p>tecrep")


def test_hashed_python_is_immutable_the_rest_revalidates(ask: Ask) -> None:
    """A revisit downloads no Python again, and never shows an old page."""
    assert ask(HASHED + "a.wasm")[1]["Cache-Control"] == "public, max-age=31536000, immutable"
    assert ask("/")[1]["Cache-Control"] == "no-cache"
    assert ask("/outils/tecrep/?x=" + HASHED)[1]["Cache-Control"] == "no-cache"


def test_an_unchanged_page_is_not_sent_twice(ask: Ask) -> None:
    """Asked again with its tag a page answers 304 without a body; with another tag it is sent."""
    tag = ask("/")[1]["ETag"]
    assert ask("/", If_None_Match=tag)[::2] == (304, b"")
    assert ask("/", If_None_Match='"other"')[0] == 200


def test_the_worker_may_ask_this_site_only(ask: Ask) -> None:
    """The policy sent with the worker lets Python run, evaluate no text and reach no other host."""
    policy = ask(HASHED + "worker.mjs")[1]["Content-Security-Policy"]
    assert policy == "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def test_a_precompressed_variant_is_sent_to_who_accepts_it(ask: Ask, small_site: Path) -> None:
    """Accepted, brotli is sent under the type of the original; refused or unknown, the original is."""
    original = (small_site / HASHED.strip("/") / "a.wasm").read_bytes()
    _, headers, body = ask(HASHED + "a.wasm", Accept_Encoding="gzip, deflate, br, zstd")
    assert (headers["Content-Encoding"], headers["Content-Type"]) == ("br", "application/wasm")
    assert headers["Vary"] == "Accept-Encoding"
    assert brotli.decompress(body) == original
    for refusal in ("gzip, br;q=0", "identity", ""):
        _, headers, body = ask(HASHED + "a.wasm", Accept_Encoding=refusal)
        assert "Content-Encoding" not in headers
        assert body == original


def test_a_head_request_has_the_headers_and_no_body(ask: Ask) -> None:
    """HEAD tells the length of the file and sends nothing of it."""
    status, headers, body = ask(HASHED + "a.css", method="HEAD")
    assert (status, headers["Content-Length"], body) == (200, "1700", b"")


@pytest.mark.parametrize("path", ["/rien/", "/rien.html", "/index.html/", "/outils/", HASHED, "/%00", "/%FF"])
def test_an_unknown_address_shows_the_sites_own_404(ask: Ask, path: str) -> None:
    """Nothing there, or a folder without a page: the site's page, with the status that says so."""
    status, headers, body = ask(path)
    assert (status, body) == (404, b"<p>introuvable")
    assert headers["Cache-Control"].startswith("no-cache") or path == HASHED


def test_a_folder_without_its_slash_is_redirected(ask: Ask) -> None:
    """A hand-typed address without the last slash finds its page, and keeps its query."""
    status, headers, _ = ask("/outils/tecrep?a=1")
    assert (status, headers["Location"]) == (301, "/outils/tecrep/?a=1")


@pytest.mark.parametrize(("path", "location"), [*MENDED, ("/\\example.com/%23a=1", "/example.com/#a=1")])
def test_a_link_with_an_encoded_hash_is_mended(ask: Ask, path: str, location: str) -> None:
    """A link whose `#` a mail program wrote `%23` opens its tool, and can lead to no other host."""
    status, headers, _ = ask(path)
    assert (status, headers["Location"]) == (302, location)


def test_a_link_without_an_encoded_hash_is_left_alone() -> None:
    """A `%23` in the query is a value, and stays one."""
    assert mend("/outils/tecrep/?q=%23") is None


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/outils/../../secret.txt", "//secret.txt"],
)
def test_nothing_above_the_site_is_reached(ask: Ask, path: str) -> None:
    """However a path climbs, it stays in the site."""
    status, _, body = ask(path)
    assert status == 404
    assert b"secret" not in body


def test_only_this_machine_is_answered(address: str) -> None:
    """The server listens on the loopback address: another address of the machine finds nobody."""
    port = urlsplit(address).port
    assert port
    socket.create_connection(("127.0.0.1", port), timeout=1).close()
    with pytest.raises(OSError, match=r"refused|timed out"):
        socket.create_connection(("127.0.0.2", port), timeout=1)


@pytest.mark.parametrize("path", ["/" + "a" * 5000, "/" + "a/" * 5000, "/%00"])
def test_an_address_that_no_file_can_have_is_not_found(ask: Ask, path: str) -> None:
    """Too long for a file system, or with a sign that it refuses: the page that says so, no broken line."""
    assert ask(path)[::2] == (404, b"<p>introuvable")


@pytest.mark.parametrize(
    "path",
    ["/integrer/..%2foutils/tecrep/", "/integrer/%2e%2e/outils/tecrep/", "/integrer/../outils/tecrep/",
     "/integrer//..//outils/tecrep/", "/integrer/tecrep/..%2F..%2Foutils/tecrep/index.html",
     "/integrer/./%2E./outils/tecrep/", "/%69ntegrer/..%2foutils/tecrep/"],
)  # fmt: skip
def test_the_headers_are_those_of_the_file_that_is_sent(ask: Ask, path: str) -> None:
    """However its address is spelt, a page that may not be framed says so."""
    status, sent, body = ask(path)
    assert (status, body) == (200, b"<p>tecrep")
    assert sent["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in sent["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["/integrer/tecrep/", "/%69ntegrer/tecrep/", "/outils/..%2finteger/../integrer/tecrep/"]
)
def test_a_framed_copy_is_one_however_it_is_spelt(ask: Ask, path: str) -> None:
    """A copy made for frames is sent as one, its address encoded or not."""
    status, sent, body = ask(path)
    assert (status, body, "X-Frame-Options" in sent) == (200, b"<p>cadre", False)
    assert "frame-ancestors" not in sent["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/dehors.txt", "/dehors/secret.txt", "/dehors%2fsecret.txt"])
def test_a_symbolic_link_leads_nowhere_outside_the_site(ask: Ask, path: str) -> None:
    """A link that someone left in the folder opens no file beside it."""
    status, _, body = ask(path)
    assert (status, body) == (404, b"<p>introuvable")
