"""The two servers of the tests: found where they are, installed where we may.

`make test` runs this file before pytest; a test of a server that is absent is skipped, and says so.
"""

import os
import shutil
import subprocess
from pathlib import Path

from tests.browser_setup import is_debian

#: What Debian calls them: nginx with its module for files compressed by brotli beforehand, and Caddy.
PACKAGES = {"nginx": ("nginx-light", "libnginx-mod-http-brotli-static"), "caddy": ("caddy",)}

#: There once systemd runs the machine: it would start what is installed, for the whole network.
SYSTEMD = Path("/run/systemd/system")


def find(name: str) -> str | None:
    """Give the program of a server; on Debian it may stand where only the system looks."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")


def install() -> None:
    """Install what is missing on a bare Debian that is ours; nothing elsewhere."""
    missing = [package for name, packages in PACKAGES.items() if not find(name) for package in packages]
    if not missing or not is_debian() or os.geteuid() != 0 or SYSTEMD.exists():
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=quiet)
    subprocess.run(
        ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *missing], check=True, env=quiet
    )


if __name__ == "__main__":
    install()
