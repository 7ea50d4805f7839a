"""Every rule of how the site speaks finds its bad examples, and leaves its good ones alone."""

from pathlib import Path

import pytest

from macros.authoring.lint.style import PLACES, RULES, Rule, style
from macros.authoring.lint.typography import typography
from tests.content.project import DATA, printed, put

BAD = [(rule, text) for rule in RULES for text in rule.bad]
GOOD = [(rule, text) for rule in RULES for text in rule.good]
LIST = f"{DATA}/checklists/rempoter.toml"


def codes(text: str, rule: Rule) -> set[str]:
    return {code for code, _ in style(text, rule.where)}


@pytest.mark.parametrize(("rule", "text"), BAD, ids=[f"{rule.code} {text}" for rule, text in BAD])
def test_a_bad_example_is_found(rule: Rule, text: str) -> None:
    """What the rule is there for."""
    assert rule.code in codes(text, rule)


@pytest.mark.parametrize(("rule", "text"), GOOD, ids=[f"{rule.code} {text}" for rule, text in GOOD])
def test_a_good_example_is_left_alone(rule: Rule, text: str) -> None:
    """What is advised breaks no rule at all, wherever it stands."""
    places = ("question",) if rule.where == "question" else ("prose", "quiet", rule.where)
    assert list(style(text, *places)) == []
    assert list(typography(text)) == []


def test_every_rule_has_a_place_and_examples_of_both_sides() -> None:
    """A rule that no place reads, or that nobody can understand, is no rule."""
    for rule in RULES:
        assert rule.where in PLACES, rule.code
        assert rule.good, rule.code
        assert rule.bad, rule.code


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if len(rule.patterns) > 1], ids=lambda rule: rule.code
)
def test_a_word_to_replace_is_never_its_own_replacement(rule: Rule) -> None:
    """What is advised would not be refused in turn."""
    for _, right in rule.patterns:
        assert list(style(right, rule.where)) == [], right


def test_a_quotation_may_shout(garden: Path) -> None:
    """What a client says is told as it was said, in a sentence or in a quotation of a page."""
    put(
        garden,
        "docs/guides/terre.md",
        "# La terre\n\n> Assez\u202f!\n\nElle dit «\u00a0Assez\u202f!\u00a0».\n",
    )
    assert printed(garden) == []


def test_a_reason_keeps_a_sentence(garden: Path) -> None:
    """A rule gives way to a reason written just before, in a page as in a file."""
    row = "Elle a récemment poussé."
    put(garden, "docs/guides/terre.md", f"# La terre\n\n<!-- style: une citation -->\n\n{row}\n\n{row}\n")
    text = (garden / LIST).read_text("utf-8").replace("Mettez de la terre.", row)
    put(garden, LIST, text)
    assert [line.split()[:2] for line in printed(garden)] == [
        ["docs/guides/terre.md:7", "S069"],
        [f"{LIST}:15", "S069"],
    ]
    put(garden, LIST, text.replace(f'text = "{row}"', f'# style: une citation\ntext = "{row}"'))
    assert [line.split()[1] for line in printed(garden)] == ["S069"]


@pytest.mark.parametrize(
    "text",
    [
        '---\ntitle: "La terre"\ntags:\n  - "terre"\n---\n',
        '!!! note "Un titre"\n    Un texte.',
        "|  a  |  b  |\n|---|---|",
    ],
)
def test_the_marks_of_a_page_are_no_mistakes(text: str, garden: Path) -> None:
    """Straight quotes and double spaces that a reader never sees are left alone."""
    put(garden, "docs/guides/terre.md", text)
    assert printed(garden) == []
