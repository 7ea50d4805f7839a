"""The style sheets of the built site, each made one file: a page asks for one, not for its parts."""

import re
from pathlib import Path

from macros.publish.node import run

#: From npm: the program of esbuild.
PROGRAM = Path("node_modules/esbuild/bin/esbuild")

#: Under the root of the site; the sheets that pages ask for. The others are parts of these.
ADDRESS = Path("assets/css")
SHEETS = ("site.css", "entry.css", "framed.css")


def bundle_styles(root: Path, site: Path) -> None:
    """Replace each of `SHEETS` in the built site by one file with all that it imports, and remove the parts.

    `root` is the project, with its npm packages. Raises RuntimeError with esbuild's words where it refuses.
    """
    folder = site / ADDRESS
    sheets = [str(folder / name) for name in SHEETS]
    how = ["--bundle", "--minify", "--allow-overwrite", "--log-level=warning", "--external:*.svg"]
    run(root / PROGRAM, *sheets, *how, f"--outdir={folder}")
    entry = folder / "entry.css"
    entry.write_text(without_unused(entry.read_text("utf-8")), "utf-8")
    for part in folder.glob("*.css"):
        if part.name not in SHEETS:
            part.unlink()


def without_unused(css: str) -> str:
    """Return a minified sheet without the values that nothing in it uses.

    An entry page counts its bytes, and of all the sizes of the site it needs a few. Colours stay: the sheet
    of an insurer may use them.
    """
    used = set(re.findall(r"var\((--[\w-]+)", css))
    value = r"(--[\w-]+):[^;{}#]*(?:;|(?=\}))"
    kept = re.sub(value, lambda found: found[0] if found[1] in used else "", css)
    return kept if kept == css else without_unused(kept)
