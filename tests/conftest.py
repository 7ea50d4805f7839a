"""What the tests share: the delivered things, built once, and a real browser to read them.

What a fixture needs beyond pytest it imports itself: the tests of the rules start without it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent


#: The order in which the tests begin: one process builds the site, twice, while the others prove what needs
#: no site; then what needs a browser, the longest first, so that none is left alone at the end.
ORDER = (
    "site/test_zensical.py",
    "rules",
    "content",
    "render",
    "house",
    "browser/test_every_page.py",
    "browser",
    "print",
    "site",
    "engines",
    "hosting",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Ask for the report that the page about our checks tells: `tests/report.py`."""
    parser.addoption("--report", action="store_true", help="write macros/render/proved.toml")


def pytest_configure(config: pytest.Config) -> None:
    """Listen to all the tests, in the one process that hears the others."""
    if config.getoption("--report") and not hasattr(config, "workerinput"):
        from tests.report import Report

        config.pluginmanager.register(Report(config), "report")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files in that order; within a file nothing changes its place."""

    def rank(item: pytest.Item) -> int:
        path = item.path.relative_to(ROOT / "tests")
        names = (path.as_posix(), path.parts[0])
        return next((place for place, name in enumerate(ORDER) if name in names), len(ORDER))

    items.sort(key=rank)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of the rules: what the browser receives."""
    from macros.publish.pyodide.bundle import build_wheel

    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def today() -> str:
    """Return the day of this run, YYYY-MM-DD: the day the built site is made for."""
    return datetime.now().astimezone().date().isoformat()


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory, today: str) -> Path:
    """Return the whole site, in a directory of this run's own; built only if a source has changed.

    With AMIABLE_SITE in the environment it is the site that stands there, whatever it was made from.
    """
    if given := os.environ.get("AMIABLE_SITE"):
        return Path(given)
    from macros.publish.site import fresh_site

    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with (build / "site.lock").open("w") as lock:  # Two runs may meet here.
        fcntl.flock(lock, fcntl.LOCK_EX)
        return Path(shutil.copytree(fresh_site(ROOT, today=today), tmp_path_factory.mktemp("built") / "site"))


@pytest.fixture(scope="session")
def serve_directory() -> Iterator[Callable[[Path], str]]:
    """Return a function that serves a directory on this machine until the end, and says its address."""
    from macros.publish.hosting.serve import SiteServer

    servers: list[SiteServer] = []

    def start(directory: Path) -> str:
        server = SiteServer(directory)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()  # Quick to stop.
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site_server(built_site: Path, serve_directory: Callable[[Path], str]) -> str:
    """Return the address of the served site, without a slash at its end."""
    return serve_directory(built_site)


#: A page of a test lives for seconds: to compile Python's engine once more, for speed, would never pay.
ONCE = "--js-flags=--liftoff-only"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a real Chromium, shared by the run; a test opens its own context in it."""
    from playwright.sync_api import sync_playwright

    from tests.browser_setup import FLAGS, find

    program = find()
    assert program, "No Chromium: `make test` installs one, or run `python tests/browser_setup.py`."
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=[*FLAGS, ONCE])
        yield chromium
        chromium.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project's sources to change at will; it builds with what is installed here."""
    return copy_project(tmp_path)


#: What builds keep, under `build/`.
KEPT = ("compressed", "trimmed", "paper", "tables", "dated", "scripts", "pages", "checked")


def copy_project(folder: Path) -> Path:
    """Copy the project's sources under a folder, with what is installed and cached here; return the copy."""
    from macros.publish.sources import SOURCES

    copy = folder / "project"
    ignore = shutil.ignore_patterns("__pycache__")
    for name in (*SOURCES, "pyproject.toml", "LICENSE"):
        source, target = ROOT / name, copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=ignore)
        else:
            shutil.copyfile(source, target)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    (copy / "build").mkdir()
    for name in KEPT:  # What is kept there goes by the hash of its sources.
        (ROOT / "build" / name).mkdir(parents=True, exist_ok=True)
        (copy / "build" / name).symlink_to(ROOT / "build" / name)
    return copy
