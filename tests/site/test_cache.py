"""Results kept under the hash of what they are made from."""

from pathlib import Path

from macros.publish.cache import KEPT, cached


def test_what_two_builds_make_at_once_is_kept_once(tmp_path: Path) -> None:
    """The slower of two builds of the same thing finds it made, and goes on with it."""
    source = tmp_path / "source"
    source.write_text("x")

    def slowly(made: Path) -> None:
        cached(tmp_path / "kind", [source], lambda other: (other / "file").write_text("first") and None)
        (made / "file").write_text("second")

    result = cached(tmp_path / "kind", [source], slowly)
    assert (result / "file").read_text() == "first"
    assert [one.name for one in (tmp_path / "kind").iterdir()] == [result.name]


def test_the_oldest_results_go(tmp_path: Path) -> None:
    """A few results of a kind stay, the newest; another source or another setting makes another result."""
    source = tmp_path / "source"
    source.write_text("x")
    results = [cached(tmp_path / "kind", [source], lambda _: None, also=str(n)) for n in range(KEPT + 2)]
    assert len(set(results)) == KEPT + 2
    assert len(list((tmp_path / "kind").iterdir())) == KEPT
