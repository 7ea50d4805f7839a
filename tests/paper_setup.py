"""The system's text engine, which typesets the PDFs: installed where it is missing and where we may.

`make test` runs this file before pytest. Without it the site is built without PDFs, and the tests on
paper say what to install.
"""

import os
import sys

from macros.publish.paper.write import PACKAGES, missing
from tests.browser_setup import apt_install, is_debian

if __name__ == "__main__":
    if missing() and is_debian() and os.geteuid() == 0:
        apt_install(*PACKAGES.split())
    if lacking := missing():
        sys.exit(lacking)
