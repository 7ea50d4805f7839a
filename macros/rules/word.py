"""Word files: a model made at build, filled with text that stays text, and packed. No clock, no chance.

A model is {part: [{"each": name or "", "xml": …}]}: each piece of a part comes once, or once for every row
of a list, and holds marks like ⟦text⟧. Packing needs two functions of the engine; `zipfile` would bring the
browser twenty modules.
"""

from __future__ import annotations

import re
from binascii import b2a_base64, crc32
from collections.abc import Iterable, Mapping
from typing import Any

Scope = Mapping[str, Any]
Model = Mapping[str, list[dict[str, str]]]

_MARK = re.compile("⟦([a-z_]+)⟧")
# What XML cannot hold at all, lone halves of a character among them.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'

#: How many lists of a file begin again at one: the model has as many.
LISTS = 20
#: 1 January 1980, the first day that a zip can say.
_DAY = 33


def letter(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """Return a letter as a model takes it: its lines as {style, list, text} under `head`, `subject`, `body`.

    `sheet` is the letter that a tool answers with. Lines numbered from one on become a real list; what is
    numbered otherwise keeps its own figures.
    """
    head, (subject,), body = (
        [one for one in sheet["paragraphs"][part] if one["shown"]] for part in ("head", "subject", "body")
    )
    lists = 0
    lines: list[dict[str, str]] = []
    for paragraph in body:
        text = paragraph["text"]
        parts = [part for part in text.split("\n") if part.strip()] or [text]
        numbered = _numbered(parts)
        if numbered and lists < LISTS:
            lists += 1
            lines += [{"style": "ListNumber", "list": str(lists), "text": one} for one in numbered]
        elif len(parts) > 1:
            lines += [{"style": "Line", "list": "0", "text": one} for one in parts]
        else:
            style = "Announce" if text.rstrip().endswith(":") else "BodyText"
            lines.append({"style": style, "list": "0", "text": text})
    return {
        "head": [{"style": _place(one), "text": one["text"]} for one in head],
        "subject": [{"style": "Subject", "text": subject["text"]}],
        "body": lines,
    }


def _place(paragraph: Mapping[str, Any]) -> str:
    """The sender stands on the left; the recipient, the day and how it is sent on the right."""
    return "Sender" if any(part["field"] == "sender" for part in paragraph["parts"]) else "Recipient"


def _numbered(lines: list[str]) -> list[str]:
    """Return lines that are numbered one, two, three… without their numbers; nothing for others."""
    heads = [f"{n}. " for n in range(1, len(lines) + 1)]
    if len(lines) < 2 or not all(line.startswith(head) for line, head in zip(lines, heads, strict=True)):
        return []
    return [line[len(head) :] for line, head in zip(lines, heads, strict=True)]


def filled(model: Model, scope: Scope) -> bytes:
    """Return a Word file: each mark of the model replaced once by its text, which is never read as markup."""
    return _packed((name, "".join(_pieces(name, pieces, scope)).encode()) for name, pieces in model.items())


def as_text(file: bytes) -> str:
    """Return a file as text that crosses from the worker."""
    return b2a_base64(file, newline=False).decode()


def _pieces(part: str, pieces: Iterable[Mapping[str, str]], scope: Scope) -> Iterable[str]:
    # What a file says of itself, its title, has no lines.
    end = _BREAK if part.startswith("word/") else " "
    for piece in pieces:
        for row in scope[piece["each"]] if piece["each"] else (scope,):
            # Odd ones are names of marks: what was put in is never looked at again.
            parts = _MARK.split(piece["xml"])
            yield "".join(escaped(str(row[one]), end) if n % 2 else one for n, one in enumerate(parts))


def escaped(text: str, end: str) -> str:
    """Return a text as XML holds it, `end` between its lines."""
    plain = _UNSPEAKABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return plain.replace("\n", end)


def _packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of files, stored as they are, in their order: the same files give the same bytes."""
    content, directory, count = bytearray(), bytearray(), 0
    for name, body in files:
        named = name.encode()
        about = _numbers(
            (20, 2), (0x800, 2), (0, 2), (0, 2), (_DAY, 2), (crc32(body), 4), (len(body), 4), (len(body), 4),
            (len(named), 2), (0, 2),
        )  # fmt: skip
        directory += b"PK\x01\x02" + _numbers((20, 2)) + about
        directory += _numbers((0, 2), (0, 2), (0, 2), (0, 4), (len(content), 4)) + named
        content += b"PK\x03\x04" + about + named + body
        count += 1
    end = _numbers((0, 2), (0, 2), (count, 2), (count, 2), (len(directory), 4), (len(content), 4), (0, 2))
    return bytes(content + directory + b"PK\x05\x06" + end)


def _numbers(*sized: tuple[int, int]) -> bytes:
    return b"".join(number.to_bytes(size, "little") for number, size in sized)
