"""MkDocs, which keeps the pages that it has made: `python -m macros.publish.pages build …`.

What Markdown and macros make of a page is kept under the hash of all that goes into it: the page's own
words, every source but the other pages', the day, the name. A page whose macros read the others is made
again at each word that changes. The frame around the pages is the theme's: it is made at each build.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mkdocs.__main__ import cli
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.utils import CountHandler

from macros.publish.cache import forget
from macros.publish.sources import digest_of, surroundings
from macros.render import reading_all
from macros.render.page import build_day

#: What makes pages, beside our own sources.
_MAKERS = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "Markdown", "Jinja2", "MarkupSafe", "PyYAML")

#: How a page is made where none is kept.
_make = build._populate_page


def _populate(page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:
    """Read a page and make its content, or take what is kept of it; called in place of MkDocs' own."""
    if dirty and not page.file.is_modified():
        return
    root = Path(config.config_file_path).parent
    kept = _cache() / f"{_key(root, page)}.json"
    if kept.exists():
        kept.touch()
        page.read_source(config)
        _restore(page, json.loads(kept.read_text("utf-8")), files)
        return
    title = vars(page).get("title")
    warnings = CountHandler()
    warnings.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(warnings)
    try:
        _make(page, config, files, dirty)
    finally:
        logging.getLogger("mkdocs").removeHandler(warnings)
    if not warnings.get_counts() and vars(page).get("title") == title:  # What was said must be said again.
        kept.parent.mkdir(parents=True, exist_ok=True)
        new = kept.with_name(f".{kept.name}.{os.getpid()}")
        new.write_text(json.dumps(_told(page)), "utf-8")
        new.replace(kept)  # At one stroke: another build may look.


def _cache() -> Path:
    return Path(os.environ["AMIABLE_BUILD"]) / "pages"


def _key(root: Path, page: Page) -> str:
    """Return a hash of everything that the content of a page is made from."""
    source = page.file.content_string
    reads_all = any(re.search(rf"\b{name}\(", source) for name in reading_all())
    makings = [page.file.src_uri, page.url, source, _shared(root, words=reads_all)]
    return hashlib.sha256(json.dumps(makings).encode()).hexdigest()


@cache
def _shared(root: Path, *, words: bool) -> str:
    """Return a hash of what every page is made from; with `words`, of the words of every page too."""
    settings = {name: value for name, value in os.environ.items() if name.startswith("AMIABLE_")}
    settings["AMIABLE_TODAY"] = build_day().isoformat()
    manifest = Path(settings.pop("AMIABLE_BUILD")) / "python" / "manifest.json"
    digest = digest_of(root, words=words)
    if "AMIABLE_PYTHON" not in settings and manifest.exists():  # Told, the manifest is another build's.
        digest.update(manifest.read_bytes())
    makers = {name: version(name) for name in _MAKERS}
    digest.update(json.dumps([settings, makers, sys.version, surroundings(root)], sort_keys=True).encode())
    return digest.hexdigest()


def _told(page: Page) -> dict[str, Any]:
    """Return what MkDocs knows of a page that it has made, ready for JSON."""
    return {
        "content": page.content,
        "title": page._title_from_render,
        "toc": list(map(_token, page.toc)),
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()},
    }


def _token(link: AnchorLink) -> dict[str, Any]:
    return {
        "name": link.title,
        "id": link.id,
        "level": link.level,
        "children": list(map(_token, link.children)),
    }


def _restore(page: Page, cached: dict[str, Any], files: Files) -> None:
    page.content, page._title_from_render = cached["content"], cached["title"]
    page.toc = get_toc(cached["toc"])
    page.present_anchor_ids = set(cached["anchors"])
    page.links_to_anchors = dict(_links(cached["links"], files))


def _links(anchors_by_page: dict[str, dict[str, str]], files: Files) -> Iterator[tuple[Any, dict[str, str]]]:
    for name, anchors in anchors_by_page.items():
        yield files.get_file_from_path(name), anchors


if __name__ == "__main__":
    # A macro that raises ends the build: quiet or not, its words are wanted.
    logging.getLogger("mkdocs.plugins.mkdocs_macros.util").setLevel(logging.WARNING)
    build._populate_page = _populate
    forget(_cache())
    cli()
