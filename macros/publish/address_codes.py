"""The code of each page's own address, for its print: where the site knows its address."""

import re
from pathlib import Path

from macros.render import address_code

_CANONICAL = re.compile(r'<link rel="canonical" href="(https?://[^"]+)">')
#: The theme leaves this place in the pages that have a paper.
_PLACE = re.compile(r'(<div class="am-print am-address-code"[^>]*>)</div>')


def write_address_codes(site: Path) -> None:
    """Draw the code of its address into each built page that has a place for one; without one, none."""
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        address = _CANONICAL.search(text)
        if not _PLACE.search(text):
            continue
        code = address_code(address[1]) if address else ""
        page.write_text(_PLACE.sub(rf"\g<1>{code}</div>" if code else "", text), "utf-8")
