"""The headers of every file, said once: for the server of this machine and for every host."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: What a file is, by its ending. Browsers refuse a module or a WebAssembly program sent as anything else.
TYPES = {
    "bin": "application/octet-stream",
    "br": "application/octet-stream",
    "css": "text/css; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "gz": "application/gzip",
    "html": "text/html; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "map": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "pagefind": "application/octet-stream",
    "pdf": "application/pdf",
    "pf_fragment": "application/octet-stream",
    "pf_index": "application/octet-stream",
    "pf_meta": "application/octet-stream",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "whl": "application/zip",
    "xml": "application/xml",
    "zip": "application/zip",
}
UNKNOWN_TYPE = "application/octet-stream"

#: Precompressed variants by their encoding, smallest first; `macros.publish.compress` writes them.
VARIANTS = {"br": ".br", "gzip": ".gz"}

#: What Python may do in the browser: run the files of this site, and ask this site for files. A worker
#: obeys the policy that came with its own file, not that of the page which began it.
WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"

#: What may say that an address is a script's: Python's worker, the service worker, the worker of the search.
TRUSTED = ("amiable-python", "amiable-offline", "default")

#: With every answer, whatever the address.
ALWAYS = {
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=()"
    ),
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"

#: Where the framed copies of the tools are: the only pages that another site may show in its own.
FRAMED = "/integrer/"

#: The folder or the file whose name holds the hash of its content: what is there never changes.
_PYTHON = r"^/assets/python/[0-9a-f]{16}/"
_HASHED = r"^/assets/(?:[^/]+/)+[^/]+\.[0-9a-f]{8,16}\.(?:min\.)?(?:css|js|mjs)$"

_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_RUNS = re.compile(r"""type=["']?(?:text/javascript|module)\b""")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of address, and what is sent from there beside `ALWAYS`.

    `path` is a regular expression that Python, nginx and Caddy read alike, made for a whole path.
    """

    path: str
    headers: Mapping[str, str]


def rules(site: Path) -> tuple[Rule, ...]:
    """Return the rules of the built site, the first that matches an address being its rule.

    The policy allows the looks that the pages of `site` carry in themselves by their hash: no page may
    carry another. Raises ValueError for a page that carries a script: it may have come with a text.
    """
    policy = _policy(site)
    page = {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'self'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Frame-Options": "SAMEORIGIN",
    }
    return (
        Rule(_PYTHON, {"Cache-Control": FOR_EVER, "Content-Security-Policy": WORKER_POLICY}),
        Rule(_HASHED, {"Cache-Control": FOR_EVER, **page}),
        # Other sites load it with its integrity, which their browsers check only where this is said.
        Rule(
            r"^/assets/js/embed-[0-9]+\.js$",
            {"Cache-Control": FOR_EVER, **page, "Access-Control-Allow-Origin": "*"},
        ),
        Rule(
            f"^{FRAMED}",
            {
                "Cache-Control": ASK_AGAIN,
                "Content-Security-Policy": policy + _embedders(site),
                "X-Robots-Tag": "noindex",
            },
        ),
        Rule(r"^/e/", {"Cache-Control": ASK_AGAIN, **page, "X-Robots-Tag": "noindex"}),
        Rule(r"^/", {"Cache-Control": ASK_AGAIN, **page}),
    )


def headers(path: str, among: tuple[Rule, ...]) -> dict[str, str]:
    """Return what is sent from an address beside its type: a path, without query."""
    rule = next((one for one in among if re.search(one.path, path)), among[-1])
    return {**ALWAYS, **rule.headers}


def type_of(name: str) -> str:
    """Return the type of a file by its name."""
    return TYPES.get(name.rpartition(".")[2].lower(), UNKNOWN_TYPE)


def inline(site: Path) -> dict[str, dict[str, set[str]]]:
    """Return what pages carry in themselves: {"script" or "style": {its text: the pages that have it}}.

    Data in a `<script>` of another type never runs, and needs no leave.
    """
    found: dict[str, dict[str, set[str]]] = {"script": {}, "style": {}}
    for page in sorted(site.rglob("*.html")):
        for tag, attributes, text in _INLINE.findall(page.read_text("utf-8")):
            runs = "type=" not in attributes or _RUNS.search(attributes)
            if tag.lower() == "script" and (re.search(r"\bsrc=", attributes) or not runs):
                continue
            found[tag.lower()].setdefault(text, set()).add(page.relative_to(site).as_posix())
    return found


def _policy(site: Path) -> str:
    """Return the policy of the pages, without who may frame them. Raises ValueError as `rules` does."""
    found = inline(site)
    for text, pages in found["script"].items():
        raise ValueError(f"{min(pages)} carries a script: {text[:80]!r}")
    looks = "".join(f" {_hash(text)}" for text in sorted(found["style"]))
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            f"style-src 'self'{looks}",
            "img-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self'",
            "frame-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            # No text becomes a script, an action or markup (Trusted Types, where a browser knows them).
            "require-trusted-types-for 'script'",
            f"trusted-types {' '.join(TRUSTED)}",
        ]
    )


def _embedders(site: Path) -> str:
    """Return who may frame the copies, as the policy says it: the sites that these name, else anybody.

    A star would refuse what has no site: the page that an insurer tries on a disk, a frame in a sandbox.
    """
    copies = sorted((site / FRAMED.strip("/")).glob("*/index.html"))
    named = re.search(r'data-embedders="([^"]+)"', copies[0].read_text("utf-8")) if copies else None
    return f"; frame-ancestors 'self' {named[1]}" if named else ""


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
