"""The system's text engine, which typesets the PDFs: installed where it is missing and where we may.

`make test` runs this file before pytest. Without it the site is built without PDFs, and the tests on
paper say what to install.
"""

import os
import subprocess
import sys

from macros.publish.paper.write import PACKAGES, missing
from tests.browser_setup import is_debian


def install() -> None:
    """Install what is missing from Debian's own packages."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=quiet)
    subprocess.run(["apt-get", "-qq", "install", "-y", *PACKAGES.split()], check=True, env=quiet)


if __name__ == "__main__":
    if missing() and is_debian() and os.geteuid() == 0:
        install()
    if lacking := missing():
        sys.exit(lacking)
