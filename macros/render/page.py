"""What a macro must know of the page and of the build: where the root is, which day, which Python."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from macros import branding

from . import content


@dataclass(frozen=True, slots=True)
class Page:
    """One page being built: the way to the root of the site, the day, the browser's Python.

    `root` is "" or "../" repeated, as the browser needs it; `link_root` the same for the links of
    the page's text; `python` the name of the bundle's folder, "" without one; `source` the page's
    file below docs/, "" where there is none; `insurer` the settings of the insurer whose site it is,
    all empty without one.
    """

    root: str
    link_root: str
    today: date
    python: str = ""
    source: str = ""
    insurer: Mapping[str, Any] = field(default_factory=lambda: branding.insurer(""))

    @classmethod
    def of(cls, page: Any) -> Page:
        """Return the page that the generator is building, from its own object."""
        root = _relative_root(page.url)
        # MkDocs leaves links in HTML as they are. Zensical, whose pages have a `path`, reads them
        # from the folder of the source file and rewrites them for the address.
        path = getattr(page, "path", None)
        link_root = root if path is None else "../" * path.count("/")
        source = getattr(getattr(page, "file", None), "src_uri", "") if path is None else path
        return cls(root, link_root, build_day(), python_bundle(), source, build_insurer())

    def message(self, tool: Mapping[str, Any]) -> str:
        """Return a message about a result of a tool, for whoever publishes the site.

        It says the page and the version of the rules; no answer of the reader is in it.
        """
        words = content.words("ui")
        lines = (
            words["message_page"].format(address=f"/{tool['address']}"),
            words["message_version"].format(version=tool["version"]),
        )
        said = {
            "subject": words["unexpected_subject"].format(title=tool["title"]),
            "body": "\r\n".join((*lines, "", "")),
        }
        return f"mailto:{self.insurer['feedback']}?{urlencode(said, quote_via=quote)}"

    def link(self, target: str) -> str:
        """Return the relative address of a page of the site, given as "guides/tecrep"."""
        return f"{self.link_root}{target}/"


def _relative_root(url: str) -> str:
    """Return the way from an address ("", "outils/", "outils/tecrep/") to the root of the site."""
    return "../" * (url.strip("/").count("/") + 1) if url.strip("/") else ""


def build_day() -> date:
    """Return the day the site is built for: AMIABLE_TODAY (YYYY-MM-DD), else the clock's."""
    given = os.environ.get("AMIABLE_TODAY")
    return date.fromisoformat(given) if given else datetime.now().astimezone().date()


def build_insurer() -> dict[str, Any]:
    """Return the settings of the insurer whose site is built: AMIABLE_INSURER; all empty without one."""
    return branding.insurer(os.environ.get("AMIABLE_INSURER", ""))


def python_bundle() -> str:
    """Return the name of the folder of the browser's Python: AMIABLE_PYTHON, else its manifest's, else ""."""
    if given := os.environ.get("AMIABLE_PYTHON"):
        return given
    manifest = Path(os.environ.get("AMIABLE_BUILD", "build")) / "python" / "manifest.json"
    if not manifest.is_file():
        return ""
    folder: str = json.loads(manifest.read_text(encoding="utf-8"))["dir"]
    return folder


def address_code(address: str) -> str:
    """Return the QR code of an address as SVG, without its border, for a sheet that will be copied."""
    modules = content.code(address)
    dark = "".join(f"M{x} {y}h{n}" for y, row in enumerate(modules) for x, n in _runs(row))
    size = len(modules)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path stroke="#000" transform="translate(0 .5)" d="{dark}"/></svg>'
    )


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield where dark modules begin in a row, and how many follow."""
    for is_dark, places in groupby(range(len(row)), key=row.__getitem__):
        found = list(places)
        if is_dark:
            yield found[0], len(found)
