"""Templates to HTML: escaped, without blank lines or margins that Markdown would take for its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from .content import day_names, insurer_words, shared, words

#: A sentence shorter than this part of the longest takes no more lines.
_AS_LONG = 0.8

#: Problems that are shown elsewhere than beside a date.
_OF_NO_DATE = {
    "beyond_calendar",
    "no_letters",
    "no_single_word",
    "no_site",
    "no_value",
    "number_alone",
    "of_list",
    "out_of_bounds",
    "public_client",
    "too_long",
    "unknown_option",
    "unknown_tool",
    "unreadable_code",
    "unreadable_site",
    "wrong_clock",
    "zone_not_covered",
}
_OF_NUMBERS = {"beyond_calendar", "link_cut", "missing", "number_alone", "out_of_bounds"}


class _Environment(Environment):
    """Look up the keys of a dict before its methods: `{{ row.keys }}` is the key."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if not isinstance(obj, dict):
            return super().getattr(obj, attribute)
        return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)


@cache
def _environment() -> Environment:
    environment = _Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["ui"] = words("ui")
    environment.globals["days"] = day_names()
    environment.globals["whose"] = insurer_words()
    environment.filters["day"] = day
    environment.filters["problems"] = problems
    environment.filters["tallest"] = tallest
    environment.filters["telephones"] = telephones
    return environment


def render(template: str, **values: Any) -> str:
    """Return a template's HTML as one block: no blank line, no line that begins with a space.

    Raises UndefinedError for a value the template names and nobody gives.
    """
    html = _environment().get_template(template).render(**values)
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def day(iso: str) -> str:
    """Return "2026-11-22" as "22/11/2026"."""
    return "/".join(reversed(iso.split("-")))


def tallest(sentences: Iterable[str]) -> list[str]:
    """Return the sentences that may take the most lines, whatever the width of the screen."""
    known = set(sentences)
    longest = max(map(len, known), default=0)
    return sorted(sentence for sentence in known if len(sentence) > _AS_LONG * longest)


def problems(field: Mapping[str, Any]) -> list[str]:
    """Return the sentences that may be shown beside a field, as its description gives it."""
    ui = words("ui")
    said = shared("problems") | {name: ui[name] for name in ("link_cut", "link_unread")}
    said["day_unknown"] = day_names()["words"]["unknown"]
    kind = field["type"]
    if kind in {"date", "dates"}:
        codes = said.keys() - _OF_NO_DATE
    elif kind == "choice":
        codes = {"unknown_option", "link_unread", *(["public_client"] if field["name"] == "client" else [])}
    else:
        codes = _OF_NUMBERS if kind == "integer" else set()  # A field holds no longer text.
    found = [said[code].format_map(_SAMPLE) for code in codes]
    if kind == "dates":
        found += [said["of_list"].format(n=_SAMPLE["n"], text=text) for text in found]
    return found


#: What stands in a sentence for what the rules and the page fill in: as long as any of it.
_SAMPLE = {
    **dict.fromkeys(("today", "date"), "mercredi 30 septembre 2026"),
    **dict.fromkeys(("first", "last"), "31 décembre 2050"),
    **dict.fromkeys(("n", "min", "max"), "36500"),
    "word": "aujourd’hui",
}


#: The numbers that texts name: « le 17 », « au 112 ».
_EMERGENCY = re.compile(
    rf"\b(le|au)([ \u00a0])(17|112)\b(?![ \u00a0](?:{'|'.join(day_names()['months'])}|€|%))"
)


def telephones(text: str) -> Markup:
    """Return a text with each emergency number that it names made a link that calls it."""
    return Markup(_EMERGENCY.sub(r'\1\2<a href="tel:\3">\3</a>', str(escape(text))))  # noqa: S704 (escaped)


class _Blank:
    """A value that is not known yet: every part of it is blank, and prints as nothing."""

    def __getattr__(self, name: str) -> _Blank:
        return self

    def __str__(self) -> str:
        return ""

    def __html__(self) -> str:
        return ""

    def __bool__(self) -> bool:
        return False


class Filled:
    """The places of a template, filled now from `scope`."""

    live = False

    def text(self, _path: str) -> str:
        """Mark an element whose text is the value at a path."""
        return ""

    def attrs(self, scope: Any, pairs: str) -> Markup:
        """Set attributes: "datetime=date data-role=role" reads `scope["date"]` and `scope["role"]`."""
        named = ((name, scope[path]) for name, path in _pairs(pairs))
        return Markup("").join(
            Markup(' {}="{}"').format(name, value) for name, value in named if value not in (None, "", False)
        )

    def each(self, _path: str, items: Any, caller: Callable[[Any], Markup]) -> Markup:
        """Repeat the body for every item."""
        return Markup("").join(caller(item) for item in items)

    def when(self, _path: str, value: Any, caller: Callable[[Any], Markup]) -> Markup:
        """Keep the body only if the value is there."""
        return caller(value) if value else Markup()


class Live:
    """The same places, left open for the script: it clones the template and fills them."""

    live = True

    def text(self, path: str) -> Markup:
        """Mark an element whose text is the value at a path."""
        return Markup(' data-text="{}"').format(path)

    def attrs(self, _scope: Any, pairs: str) -> Markup:
        """Name the attributes to set: "datetime=date data-role=role"."""
        return Markup(' data-attrs="{}"').format(pairs)

    def each(self, path: str, _items: Any, caller: Callable[[Any], Markup]) -> Markup:
        """Keep the body as a template, to be cloned for every item at the path."""
        return Markup('<template data-each="{}">{}</template>').format(path, caller(_Blank()))

    def when(self, path: str, _value: Any, caller: Callable[[Any], Markup]) -> Markup:
        """Keep the body as a template, to be cloned if there is a value at the path."""
        return Markup('<template data-if="{}">{}</template>').format(path, caller(_Blank()))


BLANK = _Blank()


def _pairs(pairs: str) -> list[tuple[str, str]]:
    return [(name, path) for name, _, path in (pair.partition("=") for pair in pairs.split())]
