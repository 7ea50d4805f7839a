"""The grid of the RGAA is whole, says no more than what is done, and its page is up to date."""

from tests.content.project import ROOT
from tests.content.rgaa_page import CRITERIA, PAGE, STATES, page

#: How many criteria each of the thirteen topics has in the RGAA 4.1.
TOPICS = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)


def test_every_criterion_is_there_once() -> None:
    """One hundred and six, in their order."""
    wanted = [f"{topic}.{n}" for topic, most in enumerate(TOPICS, 1) for n in range(1, most + 1)]
    assert list(CRITERIA) == wanted
    assert len(wanted) == 106


def test_what_a_machine_checks_names_its_test() -> None:
    """A state is one of four; what is said to be checked leads to a file that is there."""
    for number, one in CRITERIA.items():
        assert one["state"] in STATES, number
        assert ("test" in one) == (one["state"] in ("machine", "partie")), number
        assert "test" not in one or (ROOT / one["test"]).is_file(), number
        assert one.get("note") or one["state"] == "personne", number


def test_the_page_of_the_grid_is_up_to_date() -> None:
    """Written by `python -m tests.content.rgaa_page`."""
    assert PAGE.read_text("utf-8") == page()
