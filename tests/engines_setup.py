"""The two other engines of the tests: Firefox and WebKitGTK, found where they are, installed where we may.

`make test` runs this file before pytest. An engine that is absent fails its tests where we may install it,
and wherever the whole proof is asked for (CI=true); elsewhere it is skipped, and says so.
"""

import shutil
from pathlib import Path

from tests.browser_setup import apt_install
from tests.hosting_setup import may_install

#: What Debian calls them, by what is looked for. WebKitGTK needs a screen, and gets one that nobody sees.
PACKAGES = {"firefox": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
FIREFOX = ("firefox-esr", "firefox")


def find(name: str) -> str | None:
    """Return the program of an engine, or of what it needs."""
    return next(filter(None, map(shutil.which, FIREFOX if name == "firefox" else (name,))), None)


def mini_browser() -> str | None:
    """Return WebKitGTK's own little browser, which its driver drives."""
    found = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser"))
    return str(found[-1]) if found else None


def install() -> None:
    """Install what is missing where we may; nothing elsewhere."""
    missing = [package for name, package in PACKAGES.items() if not find(name)]
    if missing and may_install():
        apt_install("--no-install-recommends", *missing)


if __name__ == "__main__":
    install()
