"""The e-mail that leads to an entry page: a block that old mail programs read, a plain text, a draft.

All is written at build, around a place for the address: the page fills it, as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from macros import branding

from . import content
from .html import render

ADDRESS = "https://adresse.invalid/"
"""What stands for the address of the page until it is known."""

_BOUNDARY = "=_amiable_1"


def mail(entry: Mapping[str, Any]) -> dict[str, str]:
    """Return the e-mail of an entry page: {subject, text, html, eml}, `ADDRESS` where its address goes.

    `html` is in ASCII, its accents as numbers: no mail program can read them wrongly. `eml` is a draft with
    both forms, addressed to nobody.
    """
    words = content.words("mail")
    text = f"{entry['mail']}\n\n{entry['button']}{words['colon']}\n{ADDRESS}\n\n{words['promise']}"
    colours = {name.replace("-", "_"): colour for name, colour in branding.day_colours().items()}
    html = _ascii(render("mail.html", entry=entry, words=words, address=ADDRESS, colours=colours))
    message = EmailMessage(SMTP.clone(cte_type="8bit"))
    message["Subject"] = entry["title"]
    message["X-Unsent"] = "1"
    message.set_content(f"{text}\n", cte="8bit")
    page = _ascii(render("mail_page.html", subject=entry["title"], body=html))
    message.add_alternative(f"{page}\n", subtype="html", cte="7bit")
    message.set_boundary(_BOUNDARY)
    return {
        "subject": entry["title"],
        "text": text,
        "html": f"{html}\n",
        "eml": message.as_bytes().decode(),
    }


def _ascii(html: str) -> str:
    return html.encode("ascii", "xmlcharrefreplace").decode()
