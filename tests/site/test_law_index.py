"""The index of the law in the built site: every link of it arrives."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urljoin

ADDRESS = "methode/index-du-droit/"


def test_every_link_of_the_index_arrives(built_site: Path) -> None:
    """Each page that the index names exists, and has the node or the entry that it points to."""
    html = (built_site / ADDRESS / "index.html").read_text("utf-8")
    index = html[html.index("data-law-index") : html.index("</article>")]
    links = {link for link in re.findall(r'href="(.*?)"', index) if not link.startswith("http")}
    pages: dict[str, str] = {}
    broken = []
    for link in links:
        target, _, anchor = urljoin(f"/{ADDRESS}", unquote(link)).partition("#")
        file = built_site / target.lstrip("/") / "index.html"
        if not file.is_file():
            broken.append(link)
            continue
        text = pages.setdefault(target, file.read_text("utf-8"))
        if anchor and f'id="{anchor}"' not in text:
            broken.append(link)
    assert len(links) > 100
    assert broken == []
