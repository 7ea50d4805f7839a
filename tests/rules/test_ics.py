"""A result as a calendar file, read again by a program that other people wrote."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules import api, data, ics
from tests.rules import strategies

PAGE = "https://amiable.example/outils/un-outil/"

# For each calculator: its example, asked for on a day when nothing is past.
EXAMPLES = {tool["id"]: api.describe(tool["id"]) for tool in api.tools() if tool["kind"] == "deadline"}


def read(text: str) -> list[Any]:
    """Return the events of a calendar file."""
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def rings(event: Any) -> list[datetime]:
    """Return when the alarms of an event ring, in the reader's own time."""
    start = datetime.combine(event.start, time())
    return [start + alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]


def ask(tool: str, today: str = "", **answers: str) -> tuple[api.Result, str]:
    example = EXAMPLES[tool]["example"]
    given = answers or example["answers"]
    day = today or example["today"]
    return api.answer(tool, given, today=day), api.calendar(tool, given, today=day, page_url=PAGE)


@pytest.mark.parametrize("tool", EXAMPLES)
def test_every_calculator_gives_events_on_its_own_dates(tool: str) -> None:
    """Each event lasts one whole day, which is a date of the result, and every calculator has one."""
    result, text = ask(tool)
    events = read(text)
    assert events
    for event in events:
        name = str(event["UID"]).split(".")[1]
        assert event.start == date.fromisoformat(result["dates"][name])
        assert event.end - event.start == timedelta(days=1)
        assert not isinstance(event.start, datetime)


def test_declaration_is_noted_on_the_safe_date_with_two_alarms() -> None:
    """30 April 2026, five jours ouvrés: noted on 7 May, rings on 4 May at nine and on the eve at six."""
    _, text = ask("delai-declaration", "2026-04-30", received_on="2026-04-30")
    (event,) = read(text)
    assert event.start == date(2026, 5, 7)
    assert str(event["SUMMARY"]) == "Déclarer à l’assureur"
    assert [ring.isoformat() for ring in rings(event)] == ["2026-05-04T09:00:00", "2026-05-06T18:00:00"]


class Outlook:
    """A calendar that reads as Outlook does: an alarm after the start is dropped, an equal update refused."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self.held: dict[str, tuple[tuple[int, datetime], date, list[datetime]]] = {}

    def take(self, text: str) -> None:
        """Read a file: each event is new, or newer than the one of its name, or left out."""
        for event in read(text):
            stamp = (int(event["SEQUENCE"]), event["DTSTAMP"].dt)
            known = self.held.get(str(event["UID"]))
            if known is None or stamp > known[0]:
                start = datetime.combine(event.start, time())
                alarms = [ring for ring in rings(event) if ring < start]
                self.held[str(event["UID"])] = (stamp, event.start, alarms)


def test_a_correction_of_the_same_day_replaces_the_date() -> None:
    """A second file, a minute later, moves the event; the same file again, or an older one, does not."""
    ours = Outlook()

    def made(at: str, length: str) -> str:
        answers = {"received_on": "2026-04-30", "length": length}
        return api.calendar("delai-declaration", answers, today="2026-04-30", page_url=PAGE, made_on=at)

    first, second = made("2026-04-30T20:40:00Z", "5"), made("2026-04-30T20:41:00Z", "10")
    ours.take(first)
    ours.take(second)
    ours.take(first)
    ((_, start, alarms),) = ours.held.values()
    assert start == date(2026, 5, 18)
    assert alarms


@given(tool=st.sampled_from(sorted(EXAMPLES)), start=strategies.days, shift=st.integers(-60, 800))
def test_an_alarm_rings_before_each_event_to_come(tool: str, start: date, shift: int) -> None:
    """Whatever the kind and the day, while time is left; and none rings after the start."""
    required = {one["name"]: one for one in EXAMPLES[tool]["inputs"] if one["required"]}
    typed = {"date": start.isoformat(), "integer": "7"}
    answers = {name: typed.get(one["type"]) or one["options"][0]["value"] for name, one in required.items()}
    today = start + timedelta(days=shift)
    text = api.calendar(tool, answers, today=today.isoformat(), page_url=PAGE)
    for event in read(text) if text else []:
        begins = datetime.combine(event.start, time())
        assert all(datetime.combine(today, time()) < ring < begins for ring in rings(event))
        assert rings(event) or event.start == today


@pytest.mark.parametrize("made_at", ["00:00", "08:59", "09:00", "17:59", "18:00", "22:40", "23:00", "23:57"])
@pytest.mark.parametrize("today", ["2026-05-04", "2026-05-06", "2026-05-10"])
@pytest.mark.parametrize("hour", ["+02:00", "-04:00", "+04:00", "+00:00", "Z"])
def test_an_alarm_is_to_come_at_any_hour(made_at: str, today: str, hour: str) -> None:
    """Made late on the eve, a file rings that very evening; in the mainland even without its hour."""
    clock = datetime.fromisoformat(f"{today}T{made_at}:20+02:00")
    stamp = f"{clock.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if hour == "Z" else f"{today}T{made_at}:20{hour}"
    given = {"received_on": "2026-04-30"}
    text = api.calendar("delai-declaration", given, today=today, page_url=PAGE, made_on=stamp)
    told = read(text)
    assert {one["DTSTAMP"].dt for one in told} == {datetime.fromisoformat(stamp)}
    now = clock.replace(tzinfo=None)
    for event in told:
        begins = datetime.combine(event.start, time())
        assert all(now < ring < begins for ring in rings(event)), stamp
        assert rings(event) or begins <= now


@pytest.mark.parametrize(
    ("made_on", "expected"),
    [
        ("2026-05-06", ["18:00"]),
        ("2026-05-06T10:00:00+02:00", ["18:00"]),
        ("2026-05-06T22:40:00+02:00", ["23:00"]),
        ("2026-05-06T20:40:00Z", ["23:00"]),
        ("2026-05-06T23:00:00Z", ["23:59"]),  # In Guadeloupe, seven in the evening.
        ("2026-05-06T23:59:00+02:00", []),
    ],
)
def test_the_evening_of_the_eve_is_the_next_to_come(made_on: str, expected: list[str]) -> None:
    """Six, then nine, eleven and the last minutes: the first that the clock has not passed."""
    given = {"received_on": "2026-04-30"}
    text = api.calendar("delai-declaration", given, today="2026-05-06", page_url=PAGE, made_on=made_on)
    event = read(text)[0]
    assert [f"{ring:%H:%M}" for ring in rings(event)] == expected


@pytest.mark.parametrize("stamp", ["demain", "0001-01-01T00:30:00+01:00", "9999-12-31T23:30:00-01:00"])
def test_a_stamp_that_is_none_is_refused(stamp: str) -> None:
    """What is neither a day nor an instant of our calendar is a ValueError, as is told."""
    with pytest.raises(ValueError, match=r".+"):
        api.calendar(
            "delai-declaration",
            {"received_on": "2026-04-30"},
            today="2026-05-06",
            page_url=PAGE,
            made_on=stamp,
        )


def test_description_says_what_when_why_and_where() -> None:
    """The note holds what to do, both dates in words, each source, and the page with the answers."""
    result, text = ask("delai-declaration", "2026-04-30", received_on="2026-04-30", length="10")
    (event,) = read(text)
    said = str(event["DESCRIPTION"])
    assert "Déclarez la réclamation à votre assureur" in said
    for shown in result["display"]["dates"]:
        assert f" {shown['text']}" in said
    for source in result["sources"]:
        assert f"- {source['title']}" in said
    link = f"{PAGE}#debut&received_on=2026-04-30&length=10&unit=jours_ouvres&zone=metropole&fin"
    assert said.endswith(link)
    assert str(event["URL"]) == link


def test_a_path_is_told_but_is_no_address() -> None:
    """Without the site's address the page is named in the note; the field for addresses stays empty."""
    text = api.calendar(
        "issue-mediation", {"notified_on": "2026-01-05"}, today="2026-01-05", page_url="/outils/a/#old=1"
    )
    (event,) = read(text)
    assert "URL" not in event
    assert str(event["DESCRIPTION"]).endswith("\n/outils/a/#debut&notified_on=2026-01-05&fin")


def test_complaint_notes_its_four_dates() -> None:
    """A complaint gives the acknowledgement, the answer, the mediator's opening and its prudent end."""
    result, text = ask("suivi-reclamation", "2026-12-31", sent_on="2026-12-31")
    names = ["acknowledgement_due", "answer_due", "mediator_from", "safe_date"]
    assert [event.start.isoformat() for event in read(text)] == [result["dates"][name] for name in names]


def test_what_is_past_and_was_only_to_know_is_left_out() -> None:
    """Three months after the complaint only the mediator's end is still to come."""
    _, text = ask("suivi-reclamation", "2027-04-01", sent_on="2026-12-31")
    assert [str(event["UID"]).split(".")[1] for event in read(text)] == ["safe_date"]


@pytest.mark.parametrize("today", ["2026-05-07", "2026-05-08", "2026-05-11", "2026-06-30"])
def test_a_prudent_date_that_has_passed_is_noted_today(today: str) -> None:
    """Late or not, the event is never in the past; the limit, while it is to come, has one that rings."""
    _, text = ask("delai-declaration", today, received_on="2026-04-30")
    event, *limit = read(text)
    assert event.start == date.fromisoformat(today)
    assert rings(event) == []
    assert [one.start for one in limit] == ([date(2026, 5, 11)] if today < "2026-05-11" else [])
    assert all(rings(one)[-1].isoformat() == "2026-05-10T18:00:00" for one in limit)


def test_order_already_served_needs_no_service() -> None:
    """Once the order is served, its service is no longer an event."""
    order = {"performed_on": "2026-10-01", "order_on": "2026-11-30"}
    _, before = ask("impaye", "2026-11-30", **order)
    _, after = ask("impaye", "2027-01-15", **order, served_on="2027-01-15")
    assert "service_due" in before
    assert "service_due" not in after
    assert "opposition_due" in after


def test_same_case_keeps_its_name() -> None:
    """A corrected length or a later fact moves the event; another réclamation is another event."""

    def uid(**answers: str) -> str:
        _, text = ask("delai-declaration", "2026-05-01", **answers)
        return str(read(text)[0]["UID"])

    first = uid(received_on="2026-04-30")
    assert uid(received_on="30 avril 2026", length="15", zone="guyane") == first
    assert uid(received_on="2026-05-01") != first


def test_stamp_is_the_day_the_file_is_made() -> None:
    """The stamp is midnight of `made_on`, of `today` by default: two runs give the same bytes."""
    given = {"received_on": "2026-04-30"}
    asked = {"today": "2026-04-30", "page_url": PAGE}
    made = api.calendar("delai-declaration", given, made_on="2026-11-23", **asked)
    assert made == api.calendar("delai-declaration", given, made_on="2026-11-23", **asked)
    assert read(made)[0]["DTSTAMP"].dt == datetime(2026, 11, 23, tzinfo=UTC)
    assert read(api.calendar("delai-declaration", given, **asked))[0]["DTSTAMP"].dt.date() == date(
        2026, 4, 30
    )


@pytest.mark.parametrize(
    ("tool", "answers"),
    [
        ("delai-declaration", {}),
        ("delai-declaration", {"received_on": "demain peut-être"}),
        ("faut-il-declarer", {}),
        ("tecrep", {"listen": "done"}),
        ("no-such-tool", {}),
    ],
)
def test_nothing_to_note_gives_no_file(tool: str, answers: dict[str, str]) -> None:
    """Without a date there is no calendar, rather than an empty one."""
    assert api.calendar(tool, answers, today="2026-11-23", page_url=PAGE) == ""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028", "\ud83d", " ", '"', "<", "\\"])
def test_an_address_begins_no_line_of_its_own(end: str) -> None:
    """Whatever the page says its address is, it stays one address."""
    example = EXAMPLES["delai-declaration"]["example"]
    url = f"https://a.example/{end}ATTENDEE:mailto:x@a.example"
    text = api.calendar("delai-declaration", example["answers"], today=example["today"], page_url=url)
    assert not re.search(r"^ATTENDEE", text, re.MULTILINE)
    assert text.splitlines() == text.split("\r\n")[:-1]
    (told,) = {str(event["URL"]).partition("#")[0] for event in read(text)}
    assert told == "https://a.example/ATTENDEE:mailto:x@a.example"


@given(
    tool=st.sampled_from(sorted(EXAMPLES)),
    start=strategies.days,
    shift=st.integers(-60, 800),
    zone=strategies.zones,
)
def test_file_is_what_the_standard_asks(tool: str, start: date, shift: int, zone: str) -> None:
    """Every line ends in CRLF and holds 75 octets at most, UTF-8 is never cut, and it can be read back."""
    required = {one["name"]: one for one in EXAMPLES[tool]["inputs"] if one["required"]}
    typed = {"date": start.isoformat(), "integer": "7"}
    answers = {
        name: typed.get(one["type"]) or one["options"][0]["value"] for name, one in required.items()
    } | {"zone": zone}
    today = (start + timedelta(days=shift)).isoformat()
    text = api.calendar(tool, answers, today=today, page_url=PAGE)
    result = api.answer(tool, answers, today=today)
    dates = result["dates"]
    expected = [
        one
        for name, event in _events(tool).items()
        if name in dates and ("limit" in event or dates[name] >= today)
        for one in (name, event.get("limit", name))
        if one == name or dates[name] <= today < dates[one]
    ]
    expected = list(dict.fromkeys(expected))
    assert [str(event["UID"]).split(".")[1] for event in (read(text) if text else [])] == expected
    if not text:
        return
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert all(line.decode() for line in lines)
    for event in read(text):
        name = str(event["UID"]).split(".")[1]
        assert event.start == max(date.fromisoformat(result["dates"][name]), date.fromisoformat(today))
        assert all(ring.date() >= date.fromisoformat(today) for ring in rings(event))


def _events(tool: str) -> dict[str, Any]:
    events: dict[str, Any] = data.strings()["ics"]["events"][tool]
    return events


def test_every_limit_is_a_date_of_its_tool() -> None:
    """The table of events names dates, limits and answers that its tools have."""
    for tool, events in data.strings()["ics"]["events"].items():
        dates = {one["name"] for one in EXAMPLES[tool]["dates"]}
        inputs = {one["name"] for one in EXAMPLES[tool]["inputs"]}
        for name, event in events.items():
            assert {name, event.get("limit", name)} <= dates
            assert event.get("unless") is None or event["unless"] in inputs


def test_text_is_escaped() -> None:
    """A comma, a semicolon, a backslash and a line end come back as they were."""
    hard = "a, b; c\\d\nBEGIN:VEVENT"
    result, _ = ask("issue-mediation")
    result["display"]["answers"] = [{"name": "x", "label": "Note", "text": hard}]
    (event,) = read(ics.calendar_text(result, today="2026-01-05", page_url=PAGE))
    assert hard in str(event["DESCRIPTION"])
