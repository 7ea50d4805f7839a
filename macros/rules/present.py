"""Saying a computation in French: its dates, its day-by-day reasons, its sources.

No sentence stands here: they come from the data, and this module fills them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from . import addresses, data, params
from .french import NBSP, date_text, day_text, number_text, short_text
from .model import Computation, Deadline, Input, Link, Parameter, Refusal, Step, Typed, Unit

_LAW = re.compile(r"\{law:([A-Za-z0-9_-]+)\}")
# After "au plus tard le" a date follows at once; after "Limite théorique", a colon.
_ARTICLE = re.compile(r" (le|du|au|jusqu’au)$")
_DAY = re.compile(r"\{=(\w+)\}")
_PERIODS = (Unit.SEMAINES, Unit.MOIS, Unit.ANNEES)


def amount(value: int, unit: str) -> str:
    """Return a value with its unit in words: "5 jours ouvrés", "40 €"."""
    one, several = data.strings()["amounts"][unit]
    template: str = one if value == 1 else several
    number = _hundredths(value) if unit == "centiemes_pour_cent" else number_text(value)
    return template.replace(" ", NBSP, 1).replace("{n}", number)


def _hundredths(value: int) -> str:
    """Return a number counted in hundredths: 1240 is "12,40", 5500 is "55"."""
    whole, rest = divmod(value, 100)
    return f"{number_text(whole)},{rest:02}" if rest else number_text(whole)


def law(text: str, day: date) -> str:
    """Return a text of the data with its values of the law, as they stand on `day`, in words."""
    return params.fill(text, data.parameters(), data.sources(), day, amount)


def cited(*texts: str) -> list[str]:
    """Return the ids of the sources that texts of the data name, in order, each once."""
    return list(dict.fromkeys(id for text in texts for id in _LAW.findall(text)))


def field(one: Input, day: date) -> dict[str, Any]:
    """Return an input as the entry describes it: {name, type, required, default, options, min, max, …}."""
    counted = one.type == "integer"  # The bounds of a text are its length: a form has no use for them.
    return {
        "name": one.name,
        "type": one.type,
        "required": one.required,
        "default": one.default,
        "options": [{"value": value, "label": law(label, day)} for value, label in one.options],
        "min": one.minimum if counted else None,
        "max": one.maximum if counted else None,
        "label": law(one.label, day),
        "hint": law(one.hint, day),
    }


# On a day that no calendar has, it is the clock of the device that is wrong.
_BY_THE_CLOCK = {"wrong_clock", "no_value", "date_out_of_range", "future_date", "beyond_calendar"}


def problem(refusal: Refusal, today: date) -> dict[str, str]:
    """Return a refusal as a problem of the entry: {field, code, text}."""
    words = data.strings()["problems"]
    years = data.verified()
    known = {
        "first": date_text(years["first"], weekday=False),
        "last": date_text(years["last"], weekday=False),
        "today": date_text(today),
        **refusal.values,
    }
    code = refusal.code
    if code in _BY_THE_CLOCK and not years["first"] <= today <= years["last"]:
        code = "wrong_clock"
    template: str = words[refusal.values.get("why", code)]
    text = template.format_map(known)
    if "nth" in refusal.values:
        text = words["of_list"].format(n=refusal.values["nth"], text=text)
    return {"field": refusal.field_name, "code": code, "text": text}


def sources(ids: Iterable[str]) -> list[dict[str, str]]:
    """Return sources by id, in order, each once: {id, title, url, where, version, checked_on, status, about}.

    Where there is nothing to say, `url`, `where` and `version` are "".
    """
    records = data.sources()
    return [
        {
            "id": id,
            "title": records[id].title,
            "url": records[id].url,
            "where": records[id].where,
            "version": records[id].version,
            "checked_on": records[id].checked_on.isoformat(),
            "status": records[id].status,
            "about": records[id].about,
        }
        for id in dict.fromkeys(ids)
    ]


def links(items: Iterable[Link], day: date, own: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Return links as the API gives them: {"tool" or "page", "text"}, "answers" where they bring some.

    `own` are the answers and dates of the reader, by name. Without them, as a tool is described,
    what a link would carry stands under "carried": [{"from", "to", "values"}].
    """
    shown: list[dict[str, Any]] = []
    for link in items:
        page = addresses.page_of(link.tool) if link.tool else link.page
        # Letters have their own address: their links have always named it.
        is_letter = data.tool_ids().get(link.tool) == "letter"
        target = {"tool": link.tool} if link.tool and not is_letter else {"page": page}
        answers = {**link.given, **_carried(link, own or {})}
        shown.append({**target, "text": law(link.text, day), "address": addresses.address(page, answers)})
        if answers:
            shown[-1]["answers"] = answers
        if own is None and link.carried:
            shown[-1]["carried"] = [
                {"from": one.origin, "to": one.to, "values": dict(one.values)} for one in link.carried
            ]
    return shown


def _carried(link: Link, own: Mapping[str, str]) -> dict[str, str]:
    """Return what a link hands over of the reader's own answers."""
    return {
        one.to: one.values[own[one.origin]] if one.values else own[one.origin]
        for one in link.carried
        if one.origin in own and (not one.values or own[one.origin] in one.values)
    }


def steps(items: Iterable[Step]) -> list[dict[str, Any]]:
    """Return steps as the API gives them, with what a calendar sheet shows of each."""
    return [
        {
            "date": step.date.isoformat(),
            "role": step.role,
            "n": step.n,
            "text": step_text(step),
            "source": _step_source(step),
            "of": step.of,
            "weekday": step.date.isoweekday(),
            "label": short_text(step.date),
            "reason": short_reason(step),
        }
        for step in items
    ]


def step_text(step: Step) -> str:
    """Return the sentence of a step: its day, then what it does."""
    template: str = data.strings()["step"]
    return template.format(date=date_text(step.date), words=step_words(step))


def step_words(step: Step) -> str:
    """Return what a step does to the count, without its day: "jour 3", "fin du délai…"."""
    words = data.strings()["steps"]
    # The date already says that a day is a Saturday or a Sunday; a holiday must be named.
    names = [data.holidays()[one].name for one in step.reasons if one in data.holidays()]
    key = step.words or step.role
    if names:
        key = f"{key}_holiday"
    elif step.role == "counted" and step.unit in _PERIODS and not step.words:
        key = f"counted_{step.unit}"
    template: str = words[key]
    return template.format(n=step.n, name=", ".join(names))


def short_reason(step: Step) -> str:
    """Return the reason for a small sheet: the holiday's name rather than the day of the week."""
    holidays = data.holidays()
    names = [
        holidays[one].name if one in holidays else data.strings()["reasons"][one] for one in step.reasons
    ]
    return names[-1] if names else ""


def _step_source(step: Step) -> str | None:
    """Return the source of a step: why the start does not count, why a day is skipped or left."""
    holidays = [data.holidays()[one].source for one in step.reasons if one in data.holidays()]
    if holidays and step.role == "skipped":
        return holidays[-1]
    sources = data.step_sources()
    return sources.get(step.words, sources.get(step.role))


def dates(tool: Deadline, computed: Mapping[str, date], day: date) -> list[dict[str, Any]]:
    """Return the dates of a computation in the order they are shown, each in words as of `day`.

    `colon` tells whether one stands between the label and the date. What to do before a date is of
    no use after it.
    """
    shown = []
    for words in tool.dates:
        if words.name in computed:
            on = computed[words.name]
            is_past = bool(words.past) and on < day
            label = words.past if is_past else words.label
            shown.append(
                {
                    "name": words.name,
                    "role": words.role,
                    "label": law(label, day),
                    "text": date_text(on),
                    "day": day_text(on),
                    "year": str(on.year),
                    "note": "" if is_past else law(words.note, day),
                    "iso": on.isoformat(),
                    "colon": needs_colon(label),
                }
            )
    return shown


def late(tool: Deadline, own: Mapping[str, date], today: date) -> dict[str, Any] | None:
    """Return what to do once the limit is gone: {call, write}; None where the tool says nothing of it.

    `own` are the days that the reader gave and those computed from them, by name.
    """
    if not tool.late:
        return None
    days = {**own, "today": today}
    write = [_DAY.sub(lambda found: date_text(days[found[1]]), law(text, today)) for text in tool.late.write]
    return {"call": law(tool.late.call, today), "write": write}


def needs_colon(label: str) -> bool:
    """Return whether a colon stands between a label and its date."""
    return not _ARTICLE.search(label)


def answers(tool: Deadline, values: Mapping[str, Typed]) -> list[dict[str, str]]:
    """Return the answers as understood, in words: {name, label, text}."""
    return [
        {"name": one.name, "label": one.short, "text": _answer_text(one, values)}
        for one in tool.inputs
        # A length is shown with its unit, on one line.
        if one.name in values and not (one.name == "unit" and "length" in values)
    ]


def _answer_text(one: Input, values: Mapping[str, Typed]) -> str:
    value = values[one.name]
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, tuple):
        return ", ".join(date_text(day) for day in value)
    if isinstance(value, int):
        return amount(value, str(values["unit"])) if "unit" in values else number_text(value)
    return dict(one.options)[value]


def warnings(tool: Deadline, computed: Computation, day: date) -> list[dict[str, str]]:
    """Return the notices of a computation as warnings of the entry: {code, text}."""
    shown = []
    for notice in computed.notices:
        text = law(tool.warnings[notice.code], notice.on or day)
        for name, value in notice.values.items():
            text = text.replace(f"{{={name}}}", date_text(date.fromisoformat(value)))
        shown.append({"code": notice.code, "text": text})
    return shown


def parameter_words(parameter: Parameter, day: date) -> str:
    """Return the value of a parameter on `day` in words. Raises Refusal as `params.value_on` does."""
    return amount(params.value_on(parameter, day).value, parameter.unit)
