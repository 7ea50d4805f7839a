"""The types of the API in JavaScript, made from those in Python: what crosses is checked on both sides."""

from __future__ import annotations

import types
import typing
from pathlib import Path
from typing import Any, Literal, NotRequired, get_args, get_origin, is_typeddict

from macros.rules import result

#: Read by the checker of JavaScript alone, never served.
FILE = Path(__file__).with_name("door.d.ts")

_HEAD = "// Made from macros/rules/result.py by `python -m macros.publish.door_types`: change it there.\n"
_PLAIN = {str: "string", int: "number", bool: "boolean", type(None): "null", object: "unknown"}


def door_types() -> str:
    """Return the declarations: one interface for each TypedDict, in the order of the module."""
    records = [one for one in vars(result).values() if is_typeddict(one)]
    return "\n".join([_HEAD, *map(_interface, records)])


def _interface(record: type) -> str:
    words = " ".join((record.__doc__ or "").split())
    said = f"/** {words} */\n" if words else ""
    fields = typing.get_type_hints(record, include_extras=True)
    rows = (f"  {_field(name, what)};\n" for name, what in fields.items())
    return f"{said}export interface {record.__name__} {{\n{''.join(rows)}}}\n"


def _field(name: str, what: Any) -> str:
    if get_origin(what) is NotRequired:
        return f"{name}?: {_type(*get_args(what))}"
    return f"{name}: {_type(what)}"


def _type(what: Any) -> str:
    """Return a Python type as TypeScript writes it. Raises KeyError for one that JSON does not hold."""
    origin, arguments = get_origin(what), get_args(what)
    if origin is Literal:
        return " | ".join(f'"{one}"' for one in arguments)
    if origin is types.UnionType:
        return " | ".join(_type(one) for one in arguments)
    if origin is list:
        inside = _type(*arguments)
        return f"({inside})[]" if " | " in inside else f"{inside}[]"
    if origin is dict:
        return f"Record<string, {_type(arguments[1])}>"
    return what.__name__ if is_typeddict(what) else _PLAIN[what]


if __name__ == "__main__":
    FILE.write_text(door_types(), "utf-8")
