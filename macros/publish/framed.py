"""The copies of the tools that other sites show in their pages: `/integrer/<tool>/`."""

import json
from datetime import date
from pathlib import Path

from macros import branding
from macros.publish.generator import stylesheet
from macros.publish.settings import read_settings
from macros.render.framed import framed_page
from macros.render.page import Page
from macros.rules import api

#: Under the root of the site, where every copy stands: two folders deep, as the tools' own pages.
ADDRESS, ROOT = "integrer", "../../"


def write_framed(root: Path, site: Path, *, today: str, insurer: str = "") -> None:
    """Write the copy of every tool into the built site of the project at `root`, and of an insurer."""
    settings = read_settings(root)
    sheets = [
        stylesheet(site),
        *settings["extra_css"],
        "assets/css/framed.css",
        *(["assets/css/insurer.css"] if insurer else []),
    ]
    manifest = json.loads((root / "build/python/manifest.json").read_text("utf-8"))
    page = Page(
        ROOT,
        ROOT,
        date.fromisoformat(today),
        python=manifest["dir"],
        insurer=branding.insurer(insurer),
    )
    for tool in api.tools():
        copy = site / ADDRESS / tool["id"] / "index.html"
        copy.parent.mkdir(parents=True, exist_ok=True)
        html = framed_page(page, tool["id"], site_name=settings["site_name"], stylesheets=sheets)
        copy.write_text(f"{html}\n", "utf-8")
