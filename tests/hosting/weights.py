"""What one visit brings over the line, seen in a browser behind a host."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.browser.tools import EXAMPLE
from tests.browser.visitors import Visitors
from tests.conftest import ROOT


@dataclass(frozen=True, slots=True)
class Visit:
    """One kind of visit: the bytes that it brings, headers and all, and the paths that it asks for."""

    name: str
    bytes: int
    paths: tuple[str, ...]


def weigh(page: Page, name: str, path: str) -> Visit:
    """Return what going to a path brings, until nothing more comes."""
    sizes: list[int] = []
    asked: list[str] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda done: sizes.append(int(done["encodedDataLength"])))
    session.on("Network.requestWillBeSent", lambda sent: asked.append(sent["request"]["url"]))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    session.detach()
    return Visit(name, sum(sizes), tuple(urlsplit(url).path for url in asked if url.startswith("http")))


def python(site: Path) -> Visit:
    """Return what Python brings once, on a fast line: on a slow one it is less."""
    manifest = json.loads((ROOT / "build/python/manifest.json").read_text("utf-8"))
    names = [one["name"] for one in manifest["files"] if one["name"] != "python.zip"]
    (folder,) = (site / "assets/python").iterdir()
    paths = tuple(f"/assets/python/{folder.name}/{name}" for name in names)
    return Visit("python", manifest["fast_wire_bytes"], paths)


def visits(browser: Browser, host: str, site: Path, today: str) -> list[Visit]:
    """Return each kind of visit to the built site, behind the host at an address."""
    visitors = Visitors(browser, host, today)
    reader, entrant, asker = (visitors.page(service_workers="block") for _ in range(3))
    found = [
        weigh(entrant, "entry", "/e/mise-en-demeure/"),
        weigh(reader, "guide", "/guides/tecrep/"),
        weigh(reader, "again", "/guides/tecrep/"),
        weigh(asker, "tool", f"/outils/{EXAMPLE}/"),
        python(site),
    ]
    visitors.close()
    return found
