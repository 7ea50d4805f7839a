"""A server for this machine alone, that sends the site as a good host would."""

import io
import os
import re
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

from macros.publish.hosting.headers import VARIANTS, headers, rules, type_of


def serve(directory: Path, port: int) -> None:
    """Serve `directory` on 127.0.0.1 until Ctrl-C, and print the address."""
    with SiteServer(directory, port) as server:
        print(f"Amiable: http://127.0.0.1:{server.server_port}/  (Ctrl-C to stop)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def mend(target: str) -> str | None:
    """Return the address that a link meant when its `#` was written `%23`, or None where it was not.

    Mail programs do this to links that carry answers. What they add after `?` stays before the `#`.
    """
    path, _, query = target.partition("?")
    page, found, fragment = path.partition("%23")
    return f"{_here(page)}{_query(query)}#{fragment}" if found else None


class SiteServer(ThreadingHTTPServer):
    """Serve one directory on 127.0.0.1, to nobody else; port 0 takes a free one.

    The caller runs `serve_forever`, and closes it.
    """

    def __init__(self, directory: Path, port: int = 0) -> None:
        """Listen at once; requests wait for `serve_forever`."""
        super().__init__(("127.0.0.1", port), partial(SiteHandler, directory=str(directory)))
        self.rules = rules(directory)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong, except a browser that left before the end."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class SiteHandler(SimpleHTTPRequestHandler):
    """Answer for a static site: a good host's headers, precompressed variants, repaired links, a true 404."""

    protocol_version = "HTTP/1.1"  # One connection for many files.
    disable_nagle_algorithm = True  # A body follows its headers without waiting for the reader's word.
    server: "SiteServer"

    def guess_type(self, path: Any) -> str:
        """Return the type of a file by its name."""
        return type_of(str(path))

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer a GET or HEAD up to the body, and give the body."""
        if mended := mend(self.path):
            self._redirect(HTTPStatus.FOUND, mended)
            return None
        path, _, query = self.path.partition("?")
        file = Path(self.translate_path(path))  # It drops every `..`: nothing above the site is reached.
        # To these two an address too long for a file is none, where a Path would raise.
        if os.path.isdir(file) and not path.endswith("/"):  # noqa: PTH112
            self._redirect(HTTPStatus.MOVED_PERMANENTLY, f"{_here(path)}/{_query(query)}")
            return None
        if path.endswith("/"):
            file /= "index.html"
        if os.path.isfile(file) and self._is_inside(file):  # noqa: PTH113
            return self._send(HTTPStatus.OK, file)
        return self._send(HTTPStatus.NOT_FOUND, Path(self.directory, "404.html"))

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Return what was not found, and keep quiet about the rest."""
        if code == HTTPStatus.NOT_FOUND:
            super().log_request(int(code), size)

    def _redirect(self, status: HTTPStatus, location: str) -> None:
        self.send_response(status)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, file: Path) -> BinaryIO | None:
        encoding, variant = self._variant(file)
        try:
            body = variant.open("rb")
        except OSError:
            self.send_error(status if status >= HTTPStatus.BAD_REQUEST else HTTPStatus.NOT_FOUND)
            return None
        about = variant.stat()
        tag = f'"{about.st_mtime_ns:x}-{about.st_size:x}{encoding}"'
        known = status == HTTPStatus.OK and self.headers.get("If-None-Match") == tag
        self.send_response(HTTPStatus.NOT_MODIFIED if known else status)
        self.send_header("ETag", tag)
        # By the file that is sent: the same may be asked for under many spellings.
        for name, value in headers(self._address(file), self.server.rules).items():
            self.send_header(name, value)
        if not known:
            self.send_header("Content-Type", self.guess_type(file))
            self.send_header("Content-Length", str(about.st_size))
            if encoding:
                self.send_header("Content-Encoding", encoding)
        self.end_headers()
        if known:
            body.close()
            return None
        return body

    def _is_inside(self, file: Path) -> bool:
        """Return whether a file is one of the site: a symbolic link may lead out of it."""
        return file.resolve().is_relative_to(Path(self.directory).resolve())

    def _address(self, file: Path) -> str:
        """Return the path that a file of the site has, as its pages write it."""
        return "/" + file.relative_to(self.directory).as_posix().removesuffix("index.html")

    def _variant(self, file: Path) -> tuple[str, Path]:
        """Return the smallest form of a file that the browser takes, and the name of its encoding."""
        offers = (offer.partition(";") for offer in self.headers.get("Accept-Encoding", "").split(","))
        accepted = {name.strip() for name, _, weight in offers if not re.fullmatch(r" *q=0(\.0*)? *", weight)}
        for encoding, suffix in VARIANTS.items():
            variant = file.with_name(file.name + suffix)
            if encoding in accepted and variant.is_file():
                return encoding, variant
        return "", file


def _here(path: str) -> str:
    """Return a path that stays on this site: two slashes at its head would name another host."""
    return "/" + path.lstrip("/\\")


def _query(query: str) -> str:
    return f"?{query}" if query else ""
