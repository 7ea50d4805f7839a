"""The generators that can make the pages: each is a guest, known by its command and its style sheet alone."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

DEFAULT = "mkdocs"


@dataclass(frozen=True, slots=True)
class Generator:
    """One generator: `module` is run by Python, `sheet` finds its style sheet under the root of the site."""

    module: str
    sheet: str

    def command(self, root: Path, out: Path, *, strict: bool, clean: bool) -> list[str]:
        """Return the module and the arguments that make the pages of the project at `root` into `out`.

        `strict` refuses what the generator warns about. Without `clean` only the pages older than their
        sources are made, where the generator can tell. Raises ValueError for an `out` that it cannot take.
        """
        if self.module == "zensical":
            if out != root / "site":
                raise ValueError(f"zensical writes into {root / 'site'} alone, not into {out}")
            return ["zensical", "build", *(["--clean"] if clean else []), *(["--strict"] if strict else [])]
        how = ["--quiet", "--clean" if clean else "--dirty", *(["--strict"] if strict else [])]
        return [self.module, "build", *how, "--site-dir", str(out)]


GENERATORS = {
    "mkdocs": Generator("macros.publish.pages", "assets/stylesheets/main.*.css"),
    "zensical": Generator("zensical", "assets/stylesheets/classic/main.*.css"),
}

_TABLE_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_BARE_HEADER = re.compile(r"<th(?=[ >])(?![^>]*\bscope=)")


def stylesheet(site: Path) -> str:
    """Return the address of the theme's style sheet, from the root of the site that a generator has made."""
    (sheet,) = (found for generator in GENERATORS.values() for found in site.glob(generator.sheet))
    return sheet.relative_to(site).as_posix()


def remove_scripts(site: Path) -> None:
    """Remove the generator's own scripts and index from the built site: no page asks for them."""
    shutil.rmtree(site / "assets/javascripts", ignore_errors=True)
    (site / "search.json").unlink(missing_ok=True)


def scope_headers(site: Path) -> None:
    """Say of each header in the head of a table that it is its column's: Markdown does not (RGAA 5.7)."""
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        scoped = _TABLE_HEAD.sub(lambda head: _BARE_HEADER.sub('<th scope="col"', head[0]), text)
        if scoped != text:
            page.write_text(scoped, "utf-8")
