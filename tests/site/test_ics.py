"""The calendar files that the site delivers: real files, at addresses that can be told in an e-mail."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from urllib.request import urlopen

import icalendar
import pytest

from macros.publish.ics import LENGTHS, write_calendars
from macros.publish.settings import page_url
from macros.rules import api

ROOT = Path(__file__).parent.parent.parent
BUILT = date(2026, 11, 23)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the calendar files of a site built on a fixed day."""
    site = tmp_path_factory.mktemp("site")
    write_calendars(ROOT, site, today=BUILT.isoformat())
    return site / "ics" / "declaration"


def test_every_day_and_common_length_has_its_file(files: Path) -> None:
    """From 40 days before the build to 40 days after, three lengths a day, at stable addresses."""
    days = [(BUILT + timedelta(days=n)).isoformat() for n in range(-40, 41)]
    assert sorted(folder.name for folder in files.iterdir()) == days
    for day in days:
        assert sorted(file.name for file in (files / day).iterdir()) == sorted(
            ["5-jours-ouvres.ics", "10-jours-ouvres.ics", "15-jours-ouvres.ics"]
        )


def test_every_file_says_what_the_engine_says(files: Path) -> None:
    """Read by another program: one event, on the engine's prudent date, its alarms before it begins."""
    read = 0
    for file in files.rglob("*.ics"):
        received, length = file.parent.name, file.name.split("-")[0]
        answers = {"received_on": received, "length": length}
        dates = api.answer("delai-declaration", answers, today=received)["dates"]
        (event,) = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        assert event.start == date.fromisoformat(dates["safe_date"])
        assert event.end == event.start + timedelta(days=1)
        first, last = (alarm["TRIGGER"].dt for alarm in event.walk("VALARM"))
        assert (first, last) == (timedelta(hours=9) - timedelta(days=3), -timedelta(hours=6))
        assert event["DTSTAMP"].dt.date() == BUILT
        assert f"#debut&received_on={received}&length={length}&" in str(event["DESCRIPTION"])
        read += 1
    assert read == 81 * len(LENGTHS)


def test_same_day_gives_the_same_bytes(files: Path, tmp_path: Path) -> None:
    """Built twice on a day, the files are the same to the last octet."""
    for again in write_calendars(ROOT, tmp_path, today=BUILT.isoformat()):
        assert again.read_bytes() == (files / again.parent.name / again.name).read_bytes()


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("", "/outils/impaye/"),
        ("site_url: https://aide.example\n", "https://aide.example/outils/impaye/"),
        (
            'site_url: "https://aide.example/amiable/"  # here\n',
            "https://aide.example/amiable/outils/impaye/",
        ),
    ],
)
def test_events_lead_back_to_the_site(tmp_path: Path, setting: str, expected: str) -> None:
    """The page is a whole address if the site has one, and its path otherwise."""
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Amiable\n{setting}nav: []\n")
    assert page_url(tmp_path, "outils/impaye") == expected


def test_the_site_serves_them_as_calendars(site_server: str, built_site: Path) -> None:
    """A phone is told that the file is a calendar, and receives what was written."""
    file = next((built_site / "ics").rglob("5-jours-ouvres.ics"))
    with urlopen(f"{site_server}/{file.relative_to(built_site).as_posix()}") as answer:  # noqa: S310, our own server
        assert answer.headers.get_content_type() == "text/calendar"
        assert answer.read() == file.read_bytes()
