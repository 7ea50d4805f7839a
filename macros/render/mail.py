"""The e-mail that leads to an entry page: a block that old mail programs read, a plain text, a draft.

All is written at build, around a place for the address: the page fills it, as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from markupsafe import Markup

from macros import branding

from . import content
from .html import render

ADDRESS = "https://adresse.invalid/"
"""What stands for the address of the page until it is known."""

_BOUNDARY = "=_amiable_1"

#: Looks of old mail programs, which the other looks of the block say too.
_OLD_LOOKS = re.compile(r' (?:role|width|cellpadding|cellspacing|border|align|bgcolor)="[^"]*"')
_LAID_OUT = re.compile(r"<(/?)(table|tr|td)\b")


def mail(entry: Mapping[str, Any], insurer: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Return the e-mail of an entry page: {subject, text, html, eml}, `ADDRESS` where its address goes.

    `html` is in ASCII, its accents as numbers: no mail program can read them wrongly. `eml` is a draft with
    both forms, addressed to nobody. With the settings of an insurer, its button has their colour.
    """
    words = content.words("mail")
    text = f"{entry['mail']}\n\n{entry['button']}{words['colon']}\n{ADDRESS}\n\n{words['promise']}"
    html = _ascii(_block(entry, insurer))
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


def preview(entry: Mapping[str, Any], insurer: Mapping[str, Any] | None = None) -> Markup:
    """Return the same block for a page that shows it: a script gives the looks, and the address.

    The policy of the site lets no page bring looks in its elements: they stand under `data-style`, and the
    places of the address under `data-url`. A page of the site has no table for its looks: each part of one
    says what it is laid out as, `data-as`.
    """
    html = _OLD_LOOKS.sub("", _block(entry, insurer)).replace(' style="', ' data-style="')
    html = _LAID_OUT.sub(lambda tag: "</div" if tag[1] else f'<div data-as="{tag[2]}"', html)
    html = html.replace("<br />", "<br>").replace(f'href="{ADDRESS}"', "data-url").replace(ADDRESS, "")
    return Markup(html)  # noqa: S704 (escaped by the template)


def _block(entry: Mapping[str, Any], insurer: Mapping[str, Any] | None) -> str:
    colours = {name.replace("-", "_"): colour for name, colour in branding.day_colours().items()}
    if insurer and insurer["id"]:
        colours |= {"deep": insurer["colours"]["light"], "on_deep": insurer["on"]["light"]}
    return render("mail.html", entry=entry, words=content.words("mail"), address=ADDRESS, colours=colours)


def _ascii(html: str) -> str:
    return html.encode("ascii", "xmlcharrefreplace").decode()
