"""The copy of a tool that another site shows in its own page, and what that site writes for it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup

from . import content
from .html import render
from .page import Page
from .tools import tool

#: The script of the page around. Each is published under its number, and never changes again.
SCRIPT = "assets/js/embed-2.js"

_CODE = """\
<iframe data-amiable src="https://{host}/integrer/{id}/" title="{title}"
width="640" height="700" loading="lazy" allow="clipboard-write"></iframe>
<script defer crossorigin="anonymous" src="https://{host}/{script}"
integrity="{integrity}"></script>"""

# A link that leaves the page: its anchor does not begin with "#", and it is not filled by a script.
_LEAVES = re.compile(r'<a (?=[^>]*href="(?!#|tel:))(?![^>]*\btarget=)')


def framed_page(page: Page, tool_id: str, *, site_name: str, stylesheets: Iterable[str]) -> str:
    """Return a tool as a page of its own, without letterhead or menu, whose links open beside it.

    `stylesheets` are addresses below the root of the site. Raises LookupError for an unknown tool.
    """
    described = content.describe(tool_id, page.today)
    html = render(
        "framed.html",
        page=page,
        tool=described,
        body=Markup(tool(page, tool_id)),  # noqa: S704, our own templates have escaped it
        whole=described["address"],
        site_name=site_name,
        stylesheets=stylesheets,
        embedders=page.insurer["embedders"],
        words=content.words("framed"),
    )
    return _LEAVES.sub('<a target="_blank" ', html)


def integrity(docs: Path) -> str:
    """Return the integrity of the script of the page around, as browsers check it."""
    digest = hashlib.sha384((docs / SCRIPT).read_bytes()).digest()
    return f"sha384-{base64.b64encode(digest).decode()}"


def embed(page: Page, tool_id: str) -> str:
    """Print what another site writes to show a tool, and show it as that site would."""
    described, words = content.describe(tool_id, page.today), content.words("framed")
    check = integrity(content.ROOT / "docs")
    return render(
        "embed.html",
        page=page,
        tool=described,
        script=SCRIPT,
        integrity=check,
        words=words,
        code=_CODE.format(host=words["host"], script=SCRIPT, integrity=check, **described),
    )
