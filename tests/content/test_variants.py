"""The same mistake in another place: each code has one wrong file, and more than one occasion."""

import re
from pathlib import Path

import pytest

from tests.content.project import DATA, printed, put

TREE, LIST = f"{DATA}/trees/arroser.toml", f"{DATA}/checklists/rempoter.toml"
DEADLINE, LAW = f"{DATA}/deadlines/prochain-arrosage.toml", f"{DATA}/law/parameters.toml"
FILL = 'text = "Mettez de la terre."'
#: A link of the tree, and where it may lead instead, with what it brings.
TO_LIST = 'tool = "rempoter"\ntext = "Rempoter"'
TO_DATE = 'tool = "prochain-arrosage"\ntext = "La date"\n'
TO_LETTER = 'tool = "commander-des-graines"\ntext = "La lettre"\n'
LAST = 'watered_on = "2026-01-10"'


def _carried(pairs: str) -> str:
    return f"carried = [{{ {pairs} }}]"


@pytest.mark.parametrize(
    ("file", "right", "wrong", "expected"),
    [
        (LIST, 'id = "fill"\n', "", ["S004 [[item]]"]),
        (LIST, FILL, 'text = ""', ['S004 text = ""']),
        (LIST, FILL, FILL + "\nsources = [1]", ["S005 sources = [1]"]),
        (LIST, FILL, FILL + '\nsources = [""]', ['S004 sources = [""]']),
        (LIST, FILL, FILL + '\nsources = "manuel-12"', ['S005 sources = "manuel-12"']),
        (LIST, FILL, FILL + '\nsources = [\n  "manuel-12",\n  "manuel-13",\n]', ['S012   "manuel-13",']),
        (LIST, FILL, 'text = "Lisez {law:manuel-13}."', ['S012 text = "Lisez {law:manuel-13}."']),
        (LIST, FILL, 'text = "Le {=day}."', ['S014 text = "Le {=day}."']),
        (LIST, FILL, 'text = "Tous les { watering}."', ['S014 text = "Tous les { watering}."']),
        (LIST, FILL, 'text = "Tous les {watering."', ['S014 text = "Tous les {watering."']),
        (LIST, 'label = "Remplir"', 'label = "Remplir tous les {watering}"', []),
        (LIST, 'title = "Rempoter"', 'title = "Les {watering}"', ['S014 title = "Les {watering}"']),
        (LIST, FILL, '# chiffre: un exemple\ntext = "Attendez 3 jours."', []),
        (
            LIST,
            "checked_on = 2026-01-10",
            "checked_on = 2026-01-10T08:00:00",
            ["S005 checked_on = 2026-01-10T08:00:00"],
        ),
        (TREE, 'next = "wait"\n', "", ["S004 [[question.soil.option]]"]),
        (TREE, 'next = "wait"', 'next = "nowhere_at_all"', ['T002 next = "nowhere_at_all"']),
        (TREE, 'start = "soil"', 'start = "nowhere_at_all"', ['T001 start = "nowhere_at_all"']),
        (TREE, 'is = ["yes"]', "is = 1", ['S005 when = { question = "soil", is = 1 }']),
        (DEADLINE, 'calculator = "arrosage"', 'calculator = "tonte"', ['D001 calculator = "tonte"']),
        (DEADLINE, 'overdue_after = "water_on"', 'overdue_after = "sky"', ['D002 overdue_after = "sky"']),
        (DEADLINE, "[example.answers]\n", '[example.answers]\nsun = "2"\n', ['D002 sun = "2"']),
        (DEADLINE, "[date.water_on]", "[date.sky]", ['D003 id = "prochain-arrosage"', "D002 [date.sky]"]),
        (DEADLINE, 'default = "garden"', 'default = "attic"', ['D006 default = "attic"']),
        (DEADLINE, 'default = "1"', 'default = "un"', ['D006 default = "un"']),
        (DEADLINE, 'default = "1"', 'default_from = "watering"', []),
        (DEADLINE, 'default = "1"', 'default_from = "sky"', ['S013 default_from = "sky"']),
        (DEADLINE, "required = true", "required = 1", ["D011 [input.watered_on]", "S005 required = 1"]),
        (DEADLINE, 'options = "spots"', "options = 1", ["D004 [input.spot]", "S005 options = 1"]),
        (TREE, TO_LIST, TO_LIST + '\ngiven = { fill = "done" }', []),
        (TREE, TO_LIST, TO_LIST + '\ngiven = { fill = "yes" }', ['S018 given = { fill = "yes" }']),
        (TREE, TO_LIST, TO_DATE + 'given = { watered_on = "hier", glasses = "2" }', []),
        (TREE, TO_LIST, TO_DATE + 'given = { glasses = "un" }', ['S018 given = { glasses = "un" }']),
        (TREE, TO_LIST, TO_DATE + 'given = { watered_on = "été" }', ['S018 given = { watered_on = "été" }']),
        (TREE, TO_LIST, TO_DATE + _carried('from = "soil", to = "spot", values = { yes = "garden" }'), []),
        (
            TREE,
            TO_LIST,
            TO_DATE + _carried('from = "soil", to = "spot", values = { yes = "attic" }'),
            ["S018 " + _carried('from = "soil", to = "spot", values = { yes = "attic" }')],
        ),
        (TREE, TO_LIST, TO_DATE + _carried('from = "soil"'), ["S004 " + _carried('from = "soil"')]),
        (TREE, TO_LIST, TO_LETTER + 'given = { seeds = "Fèves" }', []),
        (
            DEADLINE,
            LAST,
            LAST + "\n[[next]]\n" + TO_LETTER + _carried('from = "water_on", to = "written_on"'),
            [],
        ),
        (
            DEADLINE,
            LAST,
            LAST + "\n[[next]]\n" + TO_LETTER + _carried('from = "glasses", to = "seeds"'),
            ["S022 " + _carried('from = "glasses", to = "seeds"')],
        ),
        (LAW, "valid_from = 2026-01-01\n", "", ["L001 [[watering.value]]"]),
        (LAW, "value = 8", 'value = "8"', ['S005 value = "8"']),
        (LAW, "valid_from = 2026-01-01", "valid_from = 2020-01-01", ["L002 valid_from = 2020-01-01"]),
    ],
)
def test_a_mistake_is_found_wherever_it_is(
    file: str, right: str, wrong: str, expected: list[str], garden: Path
) -> None:
    """One change is said on its own row, and nothing is said of what follows from it."""
    text = (garden / file).read_text("utf-8")
    put(garden, file, wrong.join(text.rsplit(right, 1)))
    rows = (garden / file).read_text("utf-8").split("\n")
    found = [re.match(rf"{file}:(\d+) (\w+) ", line) for line in printed(garden)]
    assert right in text
    assert [f"{one[2]} {rows[int(one[1]) - 1]}" for one in found if one] == expected


def test_a_note_that_no_answer_leads_to_is_said(garden: Path) -> None:
    """A question asked on another branch cannot be a condition here."""
    text = (garden / TREE).read_text("utf-8")
    sky = """
[question.sky]
text = "Le ciel est-il gris\u202f?"
[[question.sky.option]]
value = "yes"
label = "Oui"
next = "wait"
[[question.sky.option]]
value = "no"
label = "Non"
next = "wait"
"""
    text = text.replace('next = "wait"', 'next = "sky"').replace(
        'question = "soil", is', 'question = "sky", is'
    )
    put(garden, TREE, text + sky)
    (line,) = printed(garden)
    assert line.startswith(f"{TREE}:30 T013 outcome water, note 1, when: ")
    assert "la question «\u00a0sky\u00a0»" in line
