"""What paper takes: the engine that typesets the PDFs, and a word processor to open Word files.

`make test` runs this file before pytest: they are installed where they are missing and where we may. Without
the first the site is built without PDFs, and the tests on paper say what to install.
"""

import os
import shutil
import sys

from macros.publish.paper.write import PACKAGES, missing
from tests.browser_setup import apt_install, is_debian

#: What Debian calls LibreOffice's writer without its windows.
WORD_PROCESSOR = "libreoffice-writer-nogui"
LACKING = f"No LibreOffice: `make test` installs {WORD_PROCESSOR} on Debian."


def word_processor() -> str | None:
    """Return the program that opens Word files; the tests alone need it."""
    return shutil.which("soffice") or shutil.which("libreoffice")


if __name__ == "__main__":
    if is_debian() and os.geteuid() == 0:
        if missing():
            apt_install(*PACKAGES.split())
        if not word_processor():
            apt_install("--no-install-recommends", WORD_PROCESSOR)
    if lacking := missing():
        sys.exit(lacking)
