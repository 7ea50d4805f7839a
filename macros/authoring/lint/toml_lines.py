"""Finding the line of a key in a TOML file, which tomllib does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

Keys = tuple[str | int, ...]
"""Where a value is: ("question", "received", "option", 0, "next")."""

_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|[^\S\n]+)
      | (?P<string>\"{3}(?:[^\\]|\\.)*?\"{3}(?!\")|'{3}.*?'{3}(?!')|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')
      | (?P<newline>\n)
      | (?P<mark>[\[\]{},=])
      | (?P<bare>[^\s\"'\[\]{},=\#]+)""",
    re.VERBOSE | re.DOTALL,
)
_Token = tuple[str, str, int]

# Tables whose keys are names that an editor chose: "question received" reads better than a path.
_NAMED = {
    "question",
    "outcome",
    "input",
    "date",
    "warning",
    "headline",
    "holiday",
    "field",
    "phrase",
    "entry",
}


def place(path: Keys) -> str:
    """Return where a value is, in words: "question received, option 1, next"."""
    parts: list[str] = []
    for depth, part in enumerate(path):
        if parts and isinstance(part, int):
            parts[-1] += f" {part + 1}"
        elif depth == 1 and path[0] in _NAMED:
            parts[-1] += f" {part}"
        else:
            parts.append(str(part))
    return ", ".join(parts) or "fichier"


def lines(text: str) -> dict[Keys, int]:
    """Return the line (from 1) of every table, key and element of a list of a valid TOML text."""
    found: dict[Keys, int] = {(): 1}
    counts: dict[Keys, int] = {}
    table: Keys = ()
    for statement in _statements(text):
        line = statement[0][2]
        if statement[0][1] == "[":
            is_list = len(statement) > 1 and statement[1][1] == "["
            table = _table(_key(statement), counts, is_list=is_list)
            _add(table, line, found)
            continue
        equals = next((n for n, token in enumerate(statement) if token[1] == "="), len(statement))
        path = (*table, *_key(statement[:equals]))
        _add(path, line, found)
        for number, element_line in enumerate(_elements(statement[equals + 1 :])):
            found[*path, number] = element_line
    return found


def _add(path: Keys, line: int, found: dict[Keys, int]) -> None:
    """Add to a path its line, and the first one to the tables around it that have no heading."""
    for depth in range(1, len(path)):
        found.setdefault(path[:depth], line)
    found[path] = line


def line_of(path: Keys, found: Mapping[Keys, int]) -> int:
    """Return the line of a value, or of the nearest table around it."""
    while path not in found:
        path = path[:-1]
    return found[path]


def _statements(text: str) -> Iterator[list[_Token]]:
    """Yield the tokens (kind, text, line) of each statement: a heading, or a key and its value."""
    statement: list[_Token] = []
    line, depth = 1, 0
    for match in _TOKEN.finditer(text):
        kind, token = str(match.lastgroup), match[0]
        if kind == "newline" and depth == 0 and statement:
            yield statement
            statement = []
        if kind not in ("newline", "skip"):
            statement.append((kind, token, line))
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token, 0)
        line += token.count("\n")
    if statement:
        yield statement


def _key(tokens: list[_Token]) -> Keys:
    """Return the parts of a key or of a heading."""
    parts: list[str] = []
    for kind, token, _ in tokens:
        if kind == "string":
            parts.append(token[1:-1])
        elif kind == "bare":
            parts += [part for part in token.split(".") if part]
    return tuple(parts)


def _table(key: Keys, counts: dict[Keys, int], *, is_list: bool) -> Keys:
    """Return the path of a heading, with the number of each list of tables on the way."""
    path: Keys = ()
    for depth, part in enumerate(key, 1):
        path = (*path, part)
        if is_list and depth == len(key):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _elements(value: list[_Token]) -> Iterator[int]:
    """Yield the line of each element of a list; nothing for another value."""
    if not value or value[0][1] != "[":
        return
    depth, fresh = 0, True
    for _, token, line in value:
        if token in ("]", "}"):
            depth -= 1
        elif token == "," and depth == 1:  # noqa: S105 (a mark of TOML)
            fresh = True
        else:
            if fresh and depth == 1:
                yield line
                fresh = False
            depth += token in ("[", "{")
