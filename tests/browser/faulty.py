"""A server that fails in one chosen way for one chosen file, as lines, hosts and filters do."""

from __future__ import annotations

import threading
from functools import partial
from http import HTTPStatus
from pathlib import Path

from macros.publish.hosting.serve import SiteHandler, SiteServer


class FaultyServer(SiteServer):
    """Serve a directory on 127.0.0.1; `fault` and `pattern` say what goes wrong, and for which file names
    (several patterns stand with blanks between).

    The faults are "refused" (the line breaks without a word), "missing" (404), "halved" (breaks off
    halfway), "hung" (never answers), "mistyped" (another MIME type), "altered" (one byte is another),
    "stale-cache" (altered too, but not for a request that bypasses caches).
    """

    def __init__(self, directory: Path) -> None:
        """Listen at once, without any fault."""
        super().__init__(directory)
        self.RequestHandlerClass = partial(_FaultyHandler, directory=str(directory))
        self.fault, self.pattern = "", "*"
        self.ended = threading.Event()
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        """Return the address, without a slash at its end."""
        return f"http://127.0.0.1:{self.server_port}"


class _FaultyHandler(SiteHandler):
    server: FaultyServer

    @property
    def _fault(self) -> str:
        file = Path(self.path.partition("?")[0])
        if "/assets/python/" not in self.path:
            return ""
        self.server.asked.append(file.name)
        return self.server.fault if any(map(file.match, self.server.pattern.split())) else ""

    def do_GET(self) -> None:  # noqa: N802, the base class calls it so
        """Answer a GET, or fail it as the server was told."""
        fault = self._fault
        if fault == "stale-cache":
            fault = "" if self.headers["Cache-Control"] == "no-cache" else "altered"
        if fault == "refused":
            self.close_connection = True
        elif fault == "hung":
            self.server.ended.wait()
            self.close_connection = True
        elif fault == "missing":
            self.send_error(HTTPStatus.NOT_FOUND)
        elif fault in {"halved", "altered", "mistyped"}:
            self._send_spoilt(fault)
        else:
            super().do_GET()

    def _send_spoilt(self, fault: str) -> None:
        content = Path(self.translate_path(self.path)).read_bytes()
        middle = len(content) // 2
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html" if fault == "mistyped" else self.guess_type(self.path))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if fault == "altered":
            content = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        if fault == "halved":
            content, self.close_connection = content[:middle], True
        self.wfile.write(content)
