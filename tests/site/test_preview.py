"""The site as of another day: what an editor looks at before a law changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from macros import __main__ as commands
from macros.publish import site as publish
from macros.publish.generator import DEFAULT, GENERATORS
from macros.publish.site import build_site, calendar_warnings
from tests.pages import build_pages

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages as of 31 August 2026, the day before the time to serve an order changed."""
    return build_pages(tmp_path_factory.mktemp("preview") / "site", AMIABLE_TODAY="2026-08-31")


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("address", "before", "after"),
    [
        ("outils/impaye", f"dans les 6{NBSP}mois", f"dans les 3{NBSP}mois"),
        ("outils/mon-client-ne-paie-pas", f"6{NBSP}mois", f"3{NBSP}mois"),
        ("guides/client-qui-ne-paie-pas", f"6{NBSP}mois", f"3{NBSP}mois"),
    ],
)
def test_values_are_those_of_the_day(
    preview: Path, built_site: Path, address: str, before: str, after: str
) -> None:
    """A calculator, a tree and a guide say six months as of 31 August 2026, three months today."""
    assert before in page(preview, address)
    assert after in page(built_site, address)
    assert after not in page(preview, address)


def test_days_are_those_of_the_day(preview: Path) -> None:
    """The ready table is around the day, the almanac is of its year, the figures are dated of it."""
    table = page(preview, "outils/delai-declaration")
    days = re.findall(r'<th scope="row"><time datetime="(.*?)"', table)
    assert min(days) < "2026-08-31" < max(days)
    assert "2026-08-31" in days
    assert "2027-01-05" not in days
    assert 'id="mois-2026-01"' in page(preview, "outils/almanach")
    assert f"Compté le 31{NBSP}août 2026" in page(preview, "methode/verification")


def test_value_in_force_is_that_of_the_day(preview: Path) -> None:
    """The index of the law marks the value that holds on the day."""
    index = page(preview, "methode/index-du-droit")
    entry = index[index.index('id="valeur-injonction_service"') :]
    (now,) = re.findall(r'<li class="am-values__now"><b>(.*?)</b>', entry[: entry.index("</ul>")])
    assert now == f"6{NBSP}mois"


@pytest.mark.parametrize("given", ["2027-01-05", None])
def test_command_builds_for_the_day_it_is_given(
    monkeypatch: pytest.MonkeyPatch, given: str | None, today: str
) -> None:
    """`build --today` hands its day to the build; without it, the day is this one."""
    asked: dict[str, Any] = {}

    def build(root: Path, **settings: Any) -> Path:
        asked.update(settings)
        return root / "site"

    monkeypatch.setattr(publish, "fresh_site", build)
    assert commands.main(["build", *(["--today", given] if given else [])]) == 0
    assert asked["today"] == (given or today)


def test_a_site_is_built_again_only_where_something_has_changed(
    monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    """The second `make serve` starts at once; a source, another day or a lost page ask for a build."""
    built: list[str | None] = []

    def build(root: Path, *, today: str | None = None, **_settings: object) -> Path:
        built.append(today)
        (root / "site").mkdir(exist_ok=True)
        (root / "site" / "index.html").touch()
        (root / "build" / publish.RECORD).write_text(publish.fingerprint(root, str(today)))
        return root / "site"

    monkeypatch.setattr(publish, "build_site", build)
    for _ in range(2):
        publish.fresh_site(project, today="2026-11-22")
    assert built == ["2026-11-22"]
    publish.fresh_site(project, today="2026-11-23")
    (project / "docs" / "index.md").write_text("# Autre", "utf-8")
    publish.fresh_site(project, today="2026-11-23")
    (project / "site" / "index.html").unlink()
    publish.fresh_site(project, today="2026-11-23")
    assert built == ["2026-11-22", *["2026-11-23"] * 3]


def test_one_more_test_is_another_site(project: Path) -> None:
    """The site says how many tests there are: one more builds it again, a test that is mended does not."""
    tests = project / "tests" / "test_days.py"
    tests.parent.mkdir()
    tests.write_text("def test_one() -> None: ...\n")
    one = publish.fingerprint(project, "2026-11-22")
    tests.write_text("def test_one() -> None:\n    assert True\n")
    assert publish.fingerprint(project, "2026-11-22") == one
    tests.write_text("def test_one() -> None: ...\ndef test_two() -> None: ...\n")
    assert publish.fingerprint(project, "2026-11-22") != one


def test_build_hands_the_day_to_the_generator(
    monkeypatch: pytest.MonkeyPatch, project: Path, tmp_path: Path
) -> None:
    """The generator is told the day in AMIABLE_TODAY, and the calendar files are around it."""
    told: list[dict[str, str]] = []
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    wheel = tmp_path / "amiable-1-py3-none-any.whl"
    wheel.touch()

    def run(root: Path, module: str, *_arguments: str, **settings: str) -> None:
        told.append(settings)
        if module == GENERATORS[DEFAULT].module:
            (root / "site").mkdir()

    class Bundle:
        directory = bundle

    monkeypatch.setattr(publish, "_run", run)
    monkeypatch.setattr(publish, "build_wheel", lambda *_: wheel)
    monkeypatch.setattr(publish, "build_bundle", lambda *_: Bundle)
    for reader in (
        "write_framed",
        "write_word",
        "write_search",
        "bundle_styles",
        "bundle_scripts",
        "count_tables",
        "write_tables",
        "write_dated",
    ):  # They read pages: there are none. Or they count for a minute.
        monkeypatch.setattr(publish, reader, lambda *_, **__: None)
    site = build_site(project, today="2027-01-05", pdf=False)
    assert [one["AMIABLE_TODAY"] for one in told if "AMIABLE_TODAY" in one] == ["2027-01-05"]
    assert (site / "ics/declaration/2027-01-05/5-jours-ouvres.ics").is_file()
    assert not (site / "ics/declaration/2026-11-23").exists()


def test_end_of_the_calendar_is_told_90_days_before(
    monkeypatch: pytest.MonkeyPatch, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From ninety days before the last verified day, a build begins by saying what to do."""

    def refuse(*_: object, **__: object) -> None:
        raise SystemExit(3)

    monkeypatch.setattr(publish, "_run", refuse)
    last = "2050-12-31"
    assert calendar_warnings(project, "2050-10-01") == []
    with pytest.raises(SystemExit):
        build_site(project, today="2050-10-02")
    warning = capsys.readouterr().err
    assert warning.startswith("macros/rules/data/law/holidays.toml:")
    assert f"31{NBSP}décembre {last[:4]}" in warning
