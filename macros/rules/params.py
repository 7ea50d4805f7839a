"""The values of the law on a day. Outside their dates the rules refuse; they never guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from .model import Parameter, Refusal, Source, Value

_TOKEN = re.compile(r"\{(law:)?([A-Za-z0-9_-]+)\}")


def value_on(parameter: Parameter, day: date) -> Value:
    """Return the value of a parameter that holds on `day`.

    Raises Refusal("no_value") before the first value, after a stated end and in a gap.
    """
    known = [value for value in parameter.values if value.valid_from <= day]
    if not known or (known[-1].valid_until is not None and known[-1].valid_until < day):
        raise Refusal("no_value", parameter=parameter.label)
    return known[-1]


def fill(
    text: str,
    parameters: Mapping[str, Parameter],
    sources: Mapping[str, Source],
    day: date,
    say: Callable[[int, str], str],
) -> str:
    """Return a text of the data with its values of the law in words.

    `{name}` becomes the parameter's value on `day`, said by `say(value, unit)`; `{law:id}` the
    short title of a source. Raises KeyError for an unknown name, Refusal as `value_on` does.
    """

    def one(match: re.Match[str]) -> str:
        is_law, name = match.groups()
        if is_law:
            return sources[name].short
        return say(value_on(parameters[name], day).value, parameters[name].unit)

    return _TOKEN.sub(one, text)
