"""A result as a calendar file (RFC 5545): the same text at build and in the browser.

An event lasts a whole day: the prudent date where there is one, never its limit. The words are
in the strings, table `ics`, with what decides of an event: `limit`, the date it comes before, and
`unless`, the answer that makes it pointless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from . import data, present
from .addresses import fragment
from .french import date_text

# When an alarm rings, in minutes before its day ends: at nine in the morning, and on the eve at six in the
# evening, as midnight would wake the reader. In a file made later than that, at the first hour to come.
_DAY = 24 * 60
_MORNING, _EVENING = 15 * 60, (6 * 60, 3 * 60, 60, 15, 5, 1)
_AT_LAST = _EVENING[-1] + 1
_DAYS_BEFORE = 3
# An instant without the reader's own hour is taken for that of the mainland in summer.
_MAINLAND_SUMMER = timezone(timedelta(hours=2))
# A sequence is a signed number of 32 bits (RFC 5545, 3.3.8): minutes since this day last four thousand years.
_FIRST_DAY = date(2026, 1, 1)
_ONE_DAY = timedelta(days=1)
# RFC 5545, 3.1: octets of a line, without its end.
_LONGEST_LINE = 75
# What any reader of lines may take for the end of one, the other control characters, halves of one.
_LINE_END = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# What no address holds (RFC 3986, 2), and what ends a line or has no octets.
_NO_ADDRESS = re.compile('[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff"<>\\\\^`{|}]')
CASE = "dossier"
"""What stands in the place of a tool for the dates of a case that nothing counts."""
_BEGIN, _END = "BEGIN:VEVENT\r\n", "END:VCALENDAR\r\n"
# Labels that run into their date: « À faire avant la fin du jeudi 7 mai ».
_OPEN_LABEL = (" le", " du", "au")

Result = Mapping[str, Any]
Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _File:
    """What the events of one file share: the result, the day it is asked for, the instant it is made."""

    result: Result
    today: date
    made_at: datetime
    left: int
    """How many minutes of today are left by the reader's clock, all of them where it is not known."""
    link: str


def calendar_text(result: Result, *, today: str, page_url: str, made_on: str = "") -> str:
    """Return a calendar file with an event for each date that the result asks to note.

    `result` is an answer of the door given on `today` ("YYYY-MM-DD"). `made_on`, by default
    `today`, is the file's stamp: a day, or an instant, "2026-11-26T22:05:00+01:00" by the reader's clock,
    or "2026-11-26T21:05:00Z". Programs keep an event until one with the same name and a later stamp comes:
    who lets a reader correct an answer twice in a day gives the instant. No alarm is past by that clock.
    `page_url` is the address of the tool's page, without fragment: the events lead back there
    with the answers. A prudent date that has passed gives an event today, and one on the limit
    while it is to come. Lines end in CRLF. Raises ValueError for a stamp that is neither.
    Returns "" when there is nothing to note: no answer yet, or a tool without events.
    """
    day = date.fromisoformat(today)
    made_at, left = _made(made_on or today, day)
    file = _File(
        result,
        day,
        made_at,
        left,
        _NO_ADDRESS.sub("", page_url.partition("#")[0]) + fragment(result["answers"]),
    )
    events = [event for name in _noted(result) for event in _events(file, name)]
    if not events:
        return ""
    lines: list[Line] = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", f"-//Amiable//{result['version']}//FR"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        *(line for event in events for line in event),
        ("END", "VCALENDAR"),
    ]
    return "".join(f"{fold(f'{name}:{value}')}\r\n" for name, value in lines)


def _made(made_on: str, today: date) -> tuple[datetime, int]:
    """Return the instant that is told, in universal time, and how many minutes of `today` are left then."""
    made = datetime.fromisoformat(made_on)
    if made.tzinfo is None and made.time() == time():
        return made, _DAY
    known = made.tzinfo is not None and not made_on.endswith("Z")
    try:
        universal = made.astimezone(UTC) if made.tzinfo else made.replace(tzinfo=UTC)
        clock = made if known else universal.astimezone(_MAINLAND_SUMMER)
    except OverflowError:  # Within a day of the ends of the calendar.
        raise ValueError(made_on) from None
    left = _DAY - clock.hour * 60 - clock.minute
    if clock.date() != today:
        # An hour taken for that of the mainland may be that of the next day: it is late in the reader's.
        left = _AT_LAST if not known and clock.date() == today + _ONE_DAY else _DAY
    return universal.replace(tzinfo=None), left


def joined(texts: list[str]) -> str:
    """Return several calendar files as one, "" for none."""
    texts = [text for text in texts if text]
    if not texts:
        return ""
    head, _, _ = texts[0].partition(_BEGIN)
    events = [text[text.index(_BEGIN) : text.rindex(_END)] for text in texts]
    return "".join((head, *events, _END))


def _noted(result: Result) -> list[str]:
    """Return the names of the dates that make an event, in the order they are written."""
    return [
        name
        for name, event in _words(result).items()
        if name in result["dates"] and event.get("unless") not in result["answers"]
    ]


def _events(file: _File, name: str) -> Iterator[list[Line]]:
    """Yield the events of one date, none where it is past and was only to know."""
    result, today = file.result, file.today
    event = _words(result)[name]
    noted = date.fromisoformat(result["dates"][name])
    if "limit" not in event:
        if noted >= today:
            yield _event(file, event, name, noted, [name])
        return
    limit = date.fromisoformat(result["dates"][event["limit"]])
    shown = list(dict.fromkeys([name, event["limit"]]))
    yield _event(file, event, name, max(noted, today), shown)
    # Nothing can ring before an event of today: the limit, still to come, has one of its own.
    if noted <= today < limit:
        yield _event(file, event, event["limit"], limit, shown)


def _event(file: _File, event: Mapping[str, str], name: str, day: date, shown: list[str]) -> list[Line]:
    """Return the lines of one event, a whole `day`; `shown` are the dates that its note says."""
    words, made = data.strings()["ics"], f"{file.made_at:%Y%m%dT%H%M%SZ}"
    minutes = (file.made_at - datetime.combine(_FIRST_DAY, time())) // timedelta(minutes=1)
    is_limit = name != shown[0]
    return [
        ("BEGIN", "VEVENT"),
        ("UID", escape(_uid(file.result, name))),
        ("DTSTAMP", made),
        ("LAST-MODIFIED", made),
        ("SEQUENCE", str(max(0, minutes))),
        ("DTSTART;VALUE=DATE", f"{day:%Y%m%d}"),
        ("DTEND;VALUE=DATE", f"{day + _ONE_DAY:%Y%m%d}"),
        ("SUMMARY", escape(event["summary"])),
        ("DESCRIPTION", escape(_description(file, event, shown))),
        # A path alone is no address outside the site: it is in the description only.
        *([("URL", file.link)] if "://" in file.link else []),
        ("TRANSP", "TRANSPARENT"),
        *(
            line
            for before, text in _rings(file, day, words, is_limit=is_limit)
            for line in _alarm(before, f"{text}{event['summary']}")
        ),
        ("END", "VEVENT"),
    ]


def _rings(file: _File, day: date, words: Mapping[str, str], *, is_limit: bool) -> Iterator[tuple[int, str]]:
    """Yield the alarms of a day, as minutes before it begins and what is said: all to come."""

    def is_to_come(days: int, minutes: int) -> bool:
        left = (day - file.today).days - days
        return left > 0 or (left == 0 and minutes < file.left)

    # Some programs drop an alarm that rings once the event has begun: each rings before it.
    if is_to_come(_DAYS_BEFORE, _MORNING):
        yield (_DAYS_BEFORE - 1) * _DAY + _MORNING, words["alarm_before"].format(n=_DAYS_BEFORE)
    evening = next((minutes for minutes in _EVENING if is_to_come(1, minutes)), None)
    if evening:
        yield evening, words["alarm_limit" if is_limit else "alarm_eve"]


def _alarm(before: int, text: str) -> Iterator[Line]:
    """Yield an alarm that rings a number of minutes before the event's day begins."""
    days, rest = divmod(before, _DAY)
    hours, minutes = divmod(rest, 60)
    clock = f"{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}"
    # Relative to the start of an all-day event, hence in the reader's own time, wherever he is.
    yield "BEGIN", "VALARM"
    yield "ACTION", "DISPLAY"
    yield "TRIGGER", f"-P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"
    yield "DESCRIPTION", escape(text)
    yield "END", "VALARM"


def _description(file: _File, event: Mapping[str, str], names: list[str]) -> str:
    words, result = data.strings()["ics"], file.result
    labels = {one["name"]: one["label"] for one in result["display"]["dates"]}
    dates = []
    for name in names:
        colon = "" if labels[name].endswith(_OPEN_LABEL) else words["colon"].rstrip(" ")
        dates.append(f"{labels[name]}{colon} {date_text(date.fromisoformat(result['dates'][name]))}")
    recap = [f"{one['label']}{words['colon']}{one['text']}" for one in result["display"]["answers"]]
    return "\n".join(
        [
            present.law(event["todo"], file.today),
            "",
            *dates,
            "",
            *([*recap, ""] if recap else []),
            words["sources"],
            *(f"- {source['title']}" for source in result["sources"]),
            "",
            words["seal"].format(version=result["version"], date=date_text(file.made_at.date())),
            file.link,
        ]
    )


def _words(result: Result) -> dict[str, dict[str, str]]:
    """Return the events of a tool, or those of a case, by the name of their date."""
    tool = _tool(result)
    events: dict[str, dict[str, dict[str, str]]] = data.strings()["ics"]["events"]
    return data.case()["ics"] if tool == CASE else events.get(tool, {})


def _tool(result: Result) -> str:
    """Return the calculator that the dates come from: an outcome asks one of them."""
    tool: str = result["asks"]["tool"] if "asks" in result else result["tool"]
    return tool


def _uid(result: Result, name: str) -> str:
    """Return the event's name for ever: the required answers only.

    A reader who corrects the rest, or adds what happened since, then moves the event of the first
    file instead of noting a second one. A file without any answer is named by its date.
    """
    if _tool(result) == CASE:  # A date as it was written, known by its fact.
        return ".".join((_tool(result), name, *result["answers"].values())) + "@amiable"
    required = [one.name for one in data.deadline(_tool(result)).inputs if one.required]
    given = [result["answers"][one] for one in required if one in result["answers"]]
    return ".".join((_tool(result), name, *(given or [result["dates"][name]]))) + "@amiable"


def escape(text: str) -> str:
    """Return a TEXT value (RFC 5545, 3.3.11): no end of a line stays bare, no control character is kept."""
    text = _CONTROL.sub("", _LINE_END.sub("\n", text).replace("\t", " "))
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")


def fold(line: str) -> str:
    """Return a line folded at 75 octets, never inside a character (RFC 5545, 3.1)."""
    parts, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LONGEST_LINE:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += octets
    return "\r\n".join(parts)
