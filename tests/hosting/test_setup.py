"""The servers that the other tests here ask: their absence is never green where they could be there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import hosting_setup
from tests.hosting import conftest


def absent(monkeypatch: pytest.MonkeyPatch, *, ci: str, ours: bool) -> None:
    monkeypatch.setattr(conftest, "find", lambda _: None)
    monkeypatch.setattr(hosting_setup, "may_install", lambda: ours)
    monkeypatch.setenv("CI", ci)


@pytest.mark.parametrize(("ci", "ours"), [("true", False), ("1", False), ("", True)])
def test_an_absent_server_fails_where_it_should_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ci: str, ours: bool
) -> None:
    """In CI, and where the set-up installs what is missing, no server is no reason to skip."""
    absent(monkeypatch, ci=ci, ours=ours)
    with pytest.raises(pytest.fail.Exception), conftest.started("nginx", tmp_path, tmp_path):
        pass


@pytest.mark.parametrize("ci", ["", "false"])
def test_an_absent_server_is_skipped_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ci: str
) -> None:
    """On a machine that is not ours to change, the tests of a server that it lacks are skipped."""
    absent(monkeypatch, ci=ci, ours=False)
    with pytest.raises(pytest.skip.Exception), conftest.started("caddy", tmp_path, tmp_path):
        pass
