"""What cites what, and what must be read again: on a small project written here, then on the real one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from macros import authoring
from macros.__main__ import main
from macros.authoring import references, staleness
from macros.authoring.lint.project import Project
from macros.rules import api, data

ROOT = Path(__file__).parent.parent.parent

FILES = {
    "macros/rules/data/law/sources.toml": """\
[code-1]
title = "Code, article 1"
short = "article 1"
url = "https://law.example/1"
checked_on = 2026-01-10
status = "text"
about = "Ce que dit l’article."

[code-2]
title = "Code, article 2"
short = "article 2"
url = "https://law.example/2"
checked_on = 2025-06-01
status = "secondary"
about = "Ce que dit l’autre."
""",
    "macros/rules/data/law/parameters.toml": """\
[floor]
label = "Plancher"
unit = "jours_ouvres"
[[floor.value]]
value = 5
valid_from = 2000-01-01
valid_until = 2026-03-31
source = "code-1"
checked_on = 2026-01-10

[threshold]
label = "Seuil"
unit = "euros"
[[threshold.value]]
value = 40
valid_from = 2000-01-01
valid_until = 2026-03-31
source = "code-2"
checked_on = 2026-01-10
[[threshold.value]]
value = 80
valid_from = 2026-04-01
source = "code-2"
checked_on = 2026-01-10
""",
    "macros/rules/data/law/holidays.toml": """\
[verified]
first = 2000-01-01
last = 2026-06-30
source = "code-2"
checked_on = 2026-01-10

[holiday.fete]
name = "fête"
zones = ["*"]
source = "code-2"
checked_on = 2026-01-10
""",
    "macros/rules/data/trees/arbre.toml": """\
id = "arbre"
title = "Un arbre"
lead = "Peu de questions."
start = "first"
checked_on = 2026-01-10
owner = "équipe"

[question.first]
text = "Combien de temps, au moins {floor} ?"
[[question.first.option]]
value = "yes"
label = "Oui"
next = "done"

[outcome.done]
title = "Fini"
action = "Rien à faire ({law:code-1})."
why = ["C’est ainsi."]
contact = "Personne."
[[outcome.done.next]]
page = "guides/un"
text = "Lire le guide"
""",
    "macros/rules/data/checklists/liste.toml": """\
id = "liste"
title = "Une liste"
lead = "Peu de points."
checked_on = 2026-01-10
owner = "équipe"
[[item]]
id = "one"
label = "Un"
text = "Payer {threshold}."
sources = [
  "code-2",
]
""",
    "macros/rules/data/strings.toml": '[ics]\nnote = "Voir {law:code-2}, {date}."\n',
    "macros/rules/data/situations.toml": (
        '[[situation]]\nid = "cas"\nlabel = "Un cas"\nhint = "Par ici"\ntool = "arbre"\n'
    ),
    "macros/rules/calculators/calcul.py": 'FLOOR = "floor"\nOTHER = "nothing"\n',
    "docs/guides/un.md": """\
---
title: "Un guide"
---

# Un autre titre

{{ guide_header(checked_on="2025-12-01", minutes=2) }}

Au moins {{ value("floor") }} ({{ law("code-1") }}). Voir [l’outil](../outils/arbre.md#first).

{{ tool_link("liste") }}
""",
    "docs/outils/arbre.md": '# L’arbre\n\n{{ tool("arbre") }}\n',
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return the small project, read."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return references.read(tmp_path)


@pytest.fixture(scope="module")
def real() -> Project:
    """Return the real project, read."""
    return references.read(ROOT)


def where(project: Project, id: str) -> dict[str, str]:
    """Return what a change touches as {"file:line": through what}."""
    short = {name: name.rpartition("/")[2] for name in FILES}
    return {f"{short[one.place.file]}:{one.place.line}": one.via for one in references.impact(project, id)}


def test_source_touches_what_cites_it_and_what_its_values_reach(project: Project) -> None:
    """A source reaches its outcome, its value, what uses the value, and the pages that print the tool."""
    assert where(project, "code-1") == {
        "arbre.toml:17": "",
        "parameters.toml:8": "",
        "un.md:9": "",
        "arbre.toml:9": "floor",
        "calcul.py:1": "floor",
        "arbre.md:3": "arbre",
    }


def test_value_touches_its_texts_and_their_pages(project: Project) -> None:
    """A value reaches the nodes, pages and modules that name it, and the page of their tool."""
    assert where(project, "floor") == {
        "arbre.toml:9": "",
        "un.md:9": "",
        "calcul.py:1": "",
        "arbre.md:3": "arbre",
    }


def test_element_of_a_list_has_its_own_line(project: Project) -> None:
    """A source in a list written over several lines is found on its line; words and holidays too."""
    found = where(project, "code-2")
    assert {"liste.toml:11", "strings.toml:2", "holidays.toml:4", "holidays.toml:10"} <= set(found)
    assert found["liste.toml:9"] == "threshold"


def test_tool_page_and_node_have_their_links(project: Project) -> None:
    """A tool, a page and a node each know who leads to them; a node is known with or without its tree."""
    assert where(project, "arbre") == {"situations.toml:5": "", "arbre.md:3": ""}
    assert where(project, "outils/arbre") == {"un.md:9": ""}
    assert where(project, "guides/un") == {"arbre.toml:21": "", "arbre.md:3": "arbre"}
    assert where(project, "done") == {"arbre.toml:13": "", "arbre.md:3": "arbre"}
    assert where(project, "arbre/done") == where(project, "done")
    assert where(project, "liste") == {"un.md:11": ""}


def test_unknown_name_is_refused(project: Project) -> None:
    """Nothing is said of a name that nothing bears."""
    with pytest.raises(LookupError):
        references.impact(project, "code-3")


def test_title_of_a_page_is_its_own(project: Project) -> None:
    """The front matter's title comes before the heading, and a page may have neither."""
    assert references.page_title(project.pages["guides/un.md"]) == "Un guide"
    assert references.page_title(project.pages["outils/arbre.md"]) == "L’arbre"
    assert references.page_title("Rien.") == ""


def codes(project: Project, day: str) -> set[tuple[str, str]]:
    return {
        (one.code, f"{one.file.rpartition('/')[2]}:{one.line}")
        for one in staleness.stale(project, date.fromisoformat(day))
    }


@pytest.mark.parametrize(
    ("code", "line", "day_before", "day"),
    [
        ("unread", "sources.toml:13", "2026-05-31", "2026-06-01"),
        ("unread", "un.md:7", "2026-11-30", "2026-12-01"),
        ("unread", "arbre.toml:5", "2027-01-09", "2027-01-10"),
        ("ending", "parameters.toml:7", "2025-12-30", "2025-12-31"),
        ("calendar", "holidays.toml:3", "2026-03-31", "2026-04-01"),
    ],
)
def test_what_is_stale_is_told_from_its_day_on(
    project: Project, code: str, line: str, day_before: str, day: str
) -> None:
    """A year after a reading, ninety days before an end: that day it is told, the day before it is not."""
    assert (code, line) not in codes(project, day_before)
    assert (code, line) in codes(project, day)


def test_value_that_another_follows_is_not_ending(project: Project) -> None:
    """A value whose next one is recorded leaves nothing to do; one that nothing follows is told for ever."""
    told = {line for code, line in codes(project, "2040-01-01") if code == "ending"}
    assert told == {"parameters.toml:7"}


def test_most_pressing_comes_first(project: Project) -> None:
    """What makes the rules refuse is told before what is only old."""
    found = [one.code for one in staleness.stale(project, date(2027, 6, 1))]
    assert found[:2] == ["calendar", "ending"]
    assert set(found[2:]) == {"unread"}


# The real project


def test_what_is_cited_exists(real: Project) -> None:
    """Each source and value that a file, a page or a module names has its record."""
    found = references.citations(real)
    assert {one.id for one in found if one.kind == "source"} <= set(data.sources())
    assert {one.id for one in found if one.kind == "parameter"} <= set(data.parameters())


@pytest.mark.parametrize(
    "tool", [tool["id"] for tool in api.tools() if tool["kind"] in ("tree", "checklist")]
)
def test_every_source_shown_is_found_at_its_node(real: Project, tool: str) -> None:
    """The sources that a question, an outcome or an item shows are all found at that place."""
    found = {
        (one.place.name, one.id)
        for one in references.citations(real)
        if one.kind == "source" and one.place.of == tool
    }
    described = api.describe(tool)
    nodes = [node for part in ("questions", "outcomes", "items") for node in described.get(part, ())]
    assert nodes
    assert {(node["id"], source["id"]) for node in nodes for source in node["sources"]} <= found


def test_every_line_of_the_real_project_holds_what_it_is_said_to(real: Project) -> None:
    """At the file and line of each citation of a source or a value, its id is written."""
    texts = {}
    wrong = []
    for one in references.citations(real):
        if one.kind not in ("source", "parameter"):
            continue
        rows = texts.setdefault(one.place.file, (ROOT / one.place.file).read_text("utf-8").split("\n"))
        if not any(one.id in row for row in rows[one.place.line - 1 : one.place.line + 8]):
            wrong.append(one)
    assert wrong == []


def test_index_has_every_source_and_value_with_its_places() -> None:
    """The index names each source and each value once, with title and link of every place."""
    index = authoring.law_index(ROOT, today="2026-11-23")
    assert {one["id"] for one in index["sources"]} == set(data.sources())
    assert {one["id"] for one in index["parameters"]} == set(data.parameters())
    for record in (*index["sources"], *index["parameters"]):
        for use in record["uses"]:
            assert use["title"] or use["kind"] in ("parameter", "holiday")
            assert use["text"] or not use["name"] or use["kind"] == "holiday"
    (floor,) = [one for one in index["parameters"] if one["id"] == "declaration_floor"]
    assert {"delai-declaration", "faut-il-declarer", "guides/faq"} <= {use["of"] for use in floor["uses"]}


@pytest.mark.parametrize(("day", "holds"), [("2026-08-31", "6 mois"), ("2026-09-01", "3 mois")])
def test_index_shows_which_value_holds_on_the_day(day: str, holds: str) -> None:
    """Seen as of a day, the value in force is the one of that day; the others stay in the list."""
    index = authoring.law_index(ROOT, today=day)
    (service,) = [one for one in index["parameters"] if one["id"] == "injonction_service"]
    texts = [(one["text"].replace("\N{NO-BREAK SPACE}", " "), one["holds"]) for one in service["values"]]
    assert texts == [("6 mois", holds == "6 mois"), ("3 mois", holds == "3 mois")]


def test_command_prints_file_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    """`impact` prints a line by place, through what it is reached, and how many there are."""
    assert main(["impact", "declaration_floor"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert any(line.startswith("macros/rules/data/trees/faut-il-declarer.toml:") for line in printed)
    assert any(line.endswith("par faut-il-declarer") for line in printed)
    assert printed[-1].startswith(f"{len(printed) - 1} endroits")


def test_command_refuses_an_unknown_name(capsys: pytest.CaptureFixture[str]) -> None:
    """`impact` says that nothing bears the name, and fails."""
    assert main(["impact", "declaration_flor"]) == 2
    assert "declaration_flor" in capsys.readouterr().err


@pytest.mark.parametrize(("day", "code"), [("2026-09-30", 0), ("2050-12-31", 1)])
def test_command_fails_when_something_is_stale(
    day: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """`stale` prints what to do and fails; with nothing to read again it is silent and succeeds."""
    assert main(["stale", "--today", day]) == code
    printed = capsys.readouterr().out
    assert ("holidays.toml" in printed) is bool(code)
    assert bool(printed) is bool(code)


@pytest.mark.parametrize("day", ["demain", "2026-02-30", "20261122", "2026-W47-1", ""])
@pytest.mark.parametrize(
    "command", [("stale",), ("answer", "tecrep"), ("build",), ("new", "tree", "mon-outil")]
)
def test_a_day_that_is_none_is_said_in_a_sentence(
    command: tuple[str, ...], day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command that takes a day refuses another text in French, without a trace of Python."""
    with pytest.raises(SystemExit) as refused:
        main([*command, "--today", day])
    assert refused.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert f"«\N{NO-BREAK SPACE}{day}\N{NO-BREAK SPACE}» n’est pas un jour" in line
