"""In the trimmed Python: what the rules need of `importlib.resources`, from their one archive.

The library's own goes through `zipfile`, `shutil`, `tempfile` and `random`: a sixth of what would be loaded.
"""

import sys
from collections.abc import Iterator
from typing import Any


class Entry:
    """A file or a folder of the archive."""

    def __init__(self, loader: Any, path: str) -> None:
        """Stand at a path, the archive's own at its head; nothing is read yet."""
        self.loader, self.path, self.name = loader, path, path.rpartition("/")[2]

    def __truediv__(self, name: str) -> "Entry":
        """Return what stands under that name."""
        return Entry(self.loader, f"{self.path}/{name}")

    def iterdir(self) -> Iterator["Entry"]:
        """Return what a folder holds."""
        start = f"{self.path.removeprefix(self.loader.archive)[1:]}/"
        inside = [name.removeprefix(start) for name in self.loader._get_files() if name.startswith(start)]
        yield from (self / name for name in dict.fromkeys(one.partition("/")[0] for one in inside))

    def read_text(self, encoding: str) -> str:
        """Return what a file says."""
        content: bytes = self.loader.get_data(self.path)
        return content.decode(encoding)


def files(package: str) -> Entry:
    """Return the folder of a package."""
    module: Any = sys.modules[package]
    return Entry(module.__spec__.loader, module.__path__[0])
