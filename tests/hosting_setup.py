"""The servers of the tests: found where they are, installed where we may.

`make test` runs this file before pytest. A test of a server that is absent fails where we may install it,
and wherever the whole proof is asked for (CI=true); elsewhere it is skipped, and says so.
"""

import os
import shutil
from pathlib import Path

from tests.browser_setup import apt_install, is_debian

#: What Debian calls them: nginx with its module for files compressed by brotli beforehand, Caddy, and Apache
#: without what would start it.
PACKAGES = {
    "nginx": ("nginx-light", "libnginx-mod-http-brotli-static"),
    "caddy": ("caddy",),
    "apache2": ("apache2-bin",),
}

#: There once systemd runs the machine: it would start what is installed, for the whole network.
SYSTEMD = Path("/run/systemd/system")


def find(name: str) -> str | None:
    """Return the program of a server; on Debian it may stand where only the system looks."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")


def may_install() -> bool:
    """Return whether this is a bare Debian that is ours."""
    return is_debian() and os.geteuid() == 0 and not SYSTEMD.exists()


def must_be_there() -> bool:
    """Return whether an absent server is a fault of the set-up rather than a choice of this machine."""
    return os.environ.get("CI", "") not in ("", "0", "false") or may_install()


def install() -> None:
    """Install what is missing where we may; nothing elsewhere."""
    missing = [package for name, packages in PACKAGES.items() if not find(name) for package in packages]
    if missing and may_install():
        apt_install("--no-install-recommends", *missing)


if __name__ == "__main__":
    install()
