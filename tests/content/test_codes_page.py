"""The page of the messages says what the checker says."""

from macros.authoring.lint import CODES
from tests.content.codes_page import PAGE, TITLES, page


def test_the_page_of_the_messages_is_up_to_date() -> None:
    """It is written by `python -m tests.content.codes_page`, never by hand."""
    assert PAGE.read_text("utf-8") == page()


def test_every_kind_of_code_has_its_title() -> None:
    """No code is left out of the page."""
    assert {code[0] for code in CODES} == set(TITLES)
