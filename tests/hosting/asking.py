"""Asking a server for a path exactly as it is written."""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit


class Answer(NamedTuple):
    """What a server answered; a header that it said twice is there twice."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return a header, None where it was not sent; fails where it was sent twice."""
        found = [value for one, value in self.headers if one.lower() == name.lower()]
        assert len(found) < 2, f"{name}: {found}"
        return found[0] if found else None


@dataclass
class Host:
    """A server under its name, and one connection to it."""

    name: str
    address: str
    _connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        """Connect at the first question."""
        self._connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=10)

    def close(self) -> None:
        """Leave."""
        self._connection.close()

    def way(self, answer: Answer) -> str:
        """Return where an answer leads; Apache says its own name there, whatever it is told."""
        said = answer.header("Location") or ""
        return said.removeprefix(self.address) if self.name == "apache2" else said

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path; `Accept_Encoding="br"` sends the header `Accept-Encoding`."""
        self._connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            self._connection.putheader(name.replace("_", "-"), value)
        self._connection.endheaders()
        answer = self._connection.getresponse()
        return Answer(answer.status, answer.getheaders(), answer.read())


#: Links whose `#` a mail program wrote `%23`, and where each leads: never to another host.
MENDED = [
    ("/outils/tecrep/%23listen=done", "/outils/tecrep/#listen=done"),
    ("/outils/tecrep%23listen=done", "/outils/tecrep#listen=done"),
    ("/outils/tecrep/%23a=1%23b&c=%C3%A9", "/outils/tecrep/#a=1%23b&c=%C3%A9"),
    ("/outils/tecrep/%23a=1?utm_source=mail", "/outils/tecrep/?utm_source=mail#a=1"),
    ("//example.com/%23a=1", "/example.com/#a=1"),
]
