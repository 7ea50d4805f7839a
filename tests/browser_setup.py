"""The browser of the tests: found where it is, installed where it is not.

`make test` runs this file before pytest; the `browser` fixture asks it where the browser is.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

#: The same engine without its windows: a page opens in half the time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

# A container has no sandbox to offer and no graphics card, and no test may speak to the outside.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def find() -> Path | None:
    """Return the program of a Chromium that is installed here, the system's before Playwright's own."""
    on_path = (shutil.which(name) for name in NAMES)
    candidates = [Path(found) for found in (*on_path, *APPLICATIONS) if found]
    with sync_playwright() as playwright:
        candidates.append(Path(playwright.chromium.executable_path))
    return next((path for path in candidates if path.is_file()), None)


def is_debian() -> bool:
    """Return whether apt offers a real Chromium; on Ubuntu the package of that name is a mere pointer."""
    try:
        return platform.freedesktop_os_release()["ID"] == "debian"
    except OSError:
        return False


def apt_install(*arguments: str) -> None:
    """Install Debian's packages, asking nobody; what begins with a dash is an option of apt's own."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=quiet)
    subprocess.run(["apt-get", "-qq", "install", "-y", *arguments], check=True, env=quiet)


def install() -> None:
    """Install a Chromium: Debian's own where we may, Playwright's otherwise."""
    if is_debian() and os.geteuid() == 0:
        apt_install(SHELL)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if find() is None:
        install()
    if find() is None:
        sys.exit("No Chromium could be found or installed: install Chrome or Chromium, then run again.")
