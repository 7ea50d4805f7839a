"""The address of a prepared message: whole, or a beginning that every mail program can read."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

MODULE = Path("docs/assets/js/mail.mjs").resolve()
SCRIPT = f"""
import {{ mailto }} from {json.dumps(MODULE.as_uri())};
let asked = "";
for await (const part of process.stdin) asked += part;
console.log(JSON.stringify(JSON.parse(asked).map(([subject, body]) => mailto(subject, body))));
"""

#: Families of one sign, flags, letters with marks upon them, a group that no line may break, half a sign.
LONG = {
    "accents": "réclamée à l’été ",
    "families": "👨‍👩‍👧‍👦",
    "flags": "🇫🇷",
    "marks": "e\u0301\u0323",
    "groups": "contrat n°\u00a012\u202f345 ",
    "halves": "\ud83d",
    "percents": "100\u00a0% ",
}


def mails(*asked: tuple[str, str]) -> list[tuple[str, bool]]:
    """Return the address of each message, and whether it holds all of it."""
    run = subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return [(one["href"], one["whole"]) for one in json.loads(run.stdout)]


def subject(href: str) -> str:
    """Read the subject as a strict mail program does."""
    return unquote(urlsplit(href).query.removeprefix("subject="), errors="strict")


def test_a_short_message_is_whole() -> None:
    """Subject and lines come as they were written."""
    ((href, whole),) = mails(("Objet : n°\u00a012 & co", "Madame,\n50\u00a0% ?"))
    assert whole
    assert parse_qs(urlsplit(href).query) == {
        "subject": ["Objet : n°\u00a012 & co"],
        "body": ["Madame,\r\n50\u00a0% ?"],
    }


@pytest.mark.parametrize("kind", LONG)
def test_a_long_subject_is_cut_between_signs(kind: str) -> None:
    """Wherever the limit falls, what is left is readable, ends in « … », and no sign or group is halved."""
    unit = LONG[kind]
    written = unit.replace("\ud83d", "\ufffd")
    shifts = range(12)
    for shift, (href, whole) in zip(
        shifts, mails(*(("x" * n + " " + unit * 400, "corps") for n in shifts)), strict=True
    ):
        assert not whole
        assert len(href) <= 1_900
        assert "body=" not in href
        text = subject(href)
        assert text.endswith("…")
        kept = text.removesuffix("…").removeprefix("x" * shift).strip(" ")
        rest = kept.replace(written.strip(" "), "").strip(" ")
        # Between words a repeated phrase may end after any of them.
        parts = unit.split(" ")
        assert not rest or (" " in unit and any(rest == " ".join(parts[:n]) for n in range(len(parts)))), rest
        assert len(kept) > 20
