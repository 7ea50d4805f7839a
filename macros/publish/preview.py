"""The site while somebody writes it: each change shown at once, with the mistakes that `check` finds.

The generator's own live server shows `build/preview`: the site as it was last built, its pages made again as
their sources change. First the pages that a browser has open, then all the others and the checks, behind.
"""

import html
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from macros import authoring
from macros.publish.compress import COMPACT
from macros.publish.generator import DEFAULT, GENERATORS
from macros.publish.site import build_site, generator_settings, today_here, write_own_pages
from macros.publish.sources import SOURCES

#: A change in one of these reaches no page, or is made by the whole build alone.
WATCHED = tuple(name for name in SOURCES if name not in ("package-lock.json", "requirements/site.txt"))

#: The mistakes in a page, put there and taken away again.
_NOTICE = re.compile(r"<aside data-mistakes.*?</aside>", re.DOTALL)
_STYLE = (
    "position:fixed;inset:auto 0 0;z-index:99;max-height:50vh;overflow:auto;margin:0;padding:1rem;"
    "background:#fbf0e1;color:#3a1d00;font:16px/1.4 monospace;white-space:pre-wrap;border-top:3px solid"
)


def write(root: Path, port: int) -> None:
    """Show the project at `root` on this machine, on `port`, until it is interrupted.

    Builds the site first where there is none. Prints its address.
    """
    out = root / "build" / "preview"
    site = root / "site" if (root / "site/index.html").exists() else build_site(root, strict=False, pdf=False)
    shutil.rmtree(out, ignore_errors=True)
    # No service worker: it would keep what has changed since. No compressed variant: nobody reads it here.
    ignore = shutil.ignore_patterns(*(f"*{suffix}" for suffix in COMPACT), "sw.js", "ics", "pdf")
    shutil.copytree(site, out, ignore=ignore)
    # The sheets in their parts, so that one that changes is seen.
    shutil.copytree(root / "docs/assets/css", out / "assets/css", dirs_exist_ok=True)
    preview = Preview(root, out)
    server = _Server(preview, "127.0.0.1", port, str(out))
    for name in WATCHED:
        server.watch(str(root / name))
    server.watch(str(preview.stamp))
    preview.build_rest()
    shown = authoring.words("commands")["preview"].format(address=f"http://127.0.0.1:{port}/")
    sys.stdout.write(f"{shown}\n")
    sys.stdout.flush()
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        preview.stop()


class _Server(LiveReloadServer):
    """The live server, which also tells the preview the pages that are read."""

    def __init__(self, preview: "Preview", host: str, port: int, root: str) -> None:
        """Listen at a place of this machine, and show the files under `root`."""
        super().__init__(builder=preview.build, host=host, port=port, root=root)
        self._preview = preview

    def serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request, and note the page."""
        if environ["PATH_INFO"].endswith("/"):
            self._preview.viewed = environ["PATH_INFO"].strip("/")
        return super().serve_request(environ, start_response)


class Preview:
    """The pages under `out`, made again from the sources under `root`."""

    def __init__(self, root: Path, out: Path) -> None:
        """Know the sources as they are now; nothing is built yet."""
        self.root, self.out = root, out
        #: Touched when pages have changed behind: the live server then has browsers read again.
        self.stamp = out.with_name("preview.stamp")
        self.stamp.touch()
        #: The page read last, "outils/delai-declaration".
        self.viewed = ""
        self._known = self._times()
        self._running: list[subprocess.Popen[str]] = []
        self._turn = 0
        self._problems = ""

    def build(self) -> None:
        """Make the page that is read again, and begin with the others. Called at each change."""
        now = self._times()
        changed = {file for file in self._known.keys() | now.keys() if self._known.get(file) != now.get(file)}
        self._known = now
        if not changed:
            return  # The stamp alone: what was made behind is there to be read.
        self.stop()
        self._age([self.out / self.viewed / "index.html"])
        failure = self._generate()
        if self.viewed.startswith(("e/", "integrer/")):
            self._own_pages()
        self._show(failure)
        # The generator itself sees which pages of docs/ have changed.
        words_alone = all(
            file.suffix == ".md" and file.is_relative_to(self.root / "docs") for file in changed
        )
        self.build_rest(pages=not words_alone)

    def build_rest(self, *, pages: bool = True) -> None:
        """Check the project and, with `pages`, make every page again, both behind."""
        self._turn += 1
        threading.Thread(target=self._rest, args=(self._turn, pages), daemon=True).start()

    def stop(self) -> None:
        """Leave what is being made behind: it is out of date."""
        self._turn += 1
        for process in self._running:
            process.terminate()

    def _rest(self, turn: int, pages: bool) -> None:
        check = self._start("macros", "--root", str(self.root), "check")
        problems, _ = check.communicate()
        if turn != self._turn:
            return
        if problems or self._problems:
            self._show(problems)
            self.stamp.touch()
        if not pages:
            return
        self._age(self.out.rglob("index.html"))
        self._generate()
        if turn == self._turn:
            self._own_pages()
        if turn == self._turn:
            self._show(problems)
            self.stamp.touch()

    def _generate(self) -> str:
        """Have the generator make the pages whose sources are newer than they are; return what went wrong."""
        command = GENERATORS[DEFAULT].command(self.root, self.out, strict=False, clean=False)
        process = self._start(*command, **generator_settings(self.root, today=today_here()))
        said, _ = process.communicate()
        return said if process.returncode > 0 else ""

    def _own_pages(self) -> None:
        """Write the pages that are not the generator's, in a Python that reads the rules as they are now."""
        process = multiprocessing.get_context("spawn").Process(
            target=write_own_pages, args=(self.root, self.out), kwargs={"today": today_here()}
        )
        process.start()
        process.join()

    def _start(self, module: str, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **settings}
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._running = [one for one in self._running if one.poll() is None] + [process]
        return process

    def _show(self, problems: str) -> None:
        """Write the mistakes over the foot of every page, or take them away."""
        self._problems = problems
        title = authoring.words("commands")["mistakes"]
        notice = f'<aside data-mistakes style="{_STYLE}"><b>{title}</b>\n{html.escape(problems)}</aside>'
        for page in self.out.rglob("*.html"):
            text = page.read_text("utf-8")
            bare = _NOTICE.sub("", text)
            shown = bare.replace("</body>", f"{notice}</body>") if problems else bare
            if shown != text:
                times = page.stat()
                page.write_text(shown, "utf-8")
                os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))  # It is no newer than it was.

    def _age(self, pages: Iterable[Path]) -> None:
        """Make pages older than any source: the generator then makes them again."""
        for page in pages:
            if page.exists():
                os.utime(page, (0, 0))

    def _times(self) -> dict[Path, int]:
        found = [self.root / name for name in WATCHED]
        files = [file for one in found for file in (one.rglob("*") if one.is_dir() else [one])]
        return {
            file: file.stat().st_mtime_ns
            for file in files
            if file.is_file() and "__pycache__" not in file.parts
        }
