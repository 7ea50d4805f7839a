"""The live preview of an editor, run as its command runs it."""

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

#: Far more than a change takes: what is bounded here is the wait of a test that fails.
PATIENCE_S = 120


@pytest.fixture
def address(project: Path, built_site: Path) -> Iterator[str]:
    """Return the address where the copy of the project is shown while it is written."""
    shutil.copytree(built_site, project / "site")
    shutil.copytree(Path(__file__).parents[2] / "build" / "python", project / "build" / "python")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "macros", "--root", str(project), "write", "--port", str(port)]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        said = re.search(r"http://\S+/", server.stdout.readline())
        assert said
        yield said[0]
        server.terminate()


def seen(address: str, page: str, text: str, *, there: bool = True) -> bool:
    """Return whether a page comes to hold a text, or to lose it."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            with urlopen(f"{address}{page}", timeout=PATIENCE_S) as response:  # noqa: S310
                if (text in response.read().decode()) == there:
                    return True
        except OSError:
            pass
        time.sleep(0.2)
    return False


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")


def test_a_change_is_shown_with_what_is_wrong(project: Path, address: str) -> None:
    """A page, a tree and a mistake reach the browser by themselves; a mistake mended goes away."""
    assert seen(address, "guides/tecrep/", "</html>")
    page = project / "docs/guides/tecrep.md"
    page.write_text(f"{page.read_text('utf-8')}\n\nUne phrase toute neuve.\n", "utf-8")
    assert seen(address, "guides/tecrep/", "Une phrase toute neuve.")

    assert seen(address, "outils/mon-client-m-insulte/", "</html>")
    tree = project / "macros/rules/data/trees/mon-client-m-insulte.toml"
    (title,) = re.findall(r'^title = "(.*)"$', tree.read_text("utf-8").partition("[")[0], re.MULTILINE)
    change(tree, title, "Un titre tout neuf")
    assert seen(address, "outils/mon-client-m-insulte/", "Un titre tout neuf")

    change(tree, "[question.", "[question")
    assert seen(address, "outils/mon-client-m-insulte/", "mon-client-m-insulte.toml:")
    change(tree, "[question", "[question.")
    assert seen(address, "outils/mon-client-m-insulte/", "data-mistakes", there=False)
