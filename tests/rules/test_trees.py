"""Decision trees: the engine on two invented ones, then every path of every real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from macros.rules import api, data, walk
from macros.rules.model import Link, Note, Option, Outcome, Question, Tree, When

TODAY = "2026-11-22"


# The engine, on a tree that asks about tea


def question(id: str, *options: tuple[str, str]) -> Question:
    return Question(
        id, f"{id} ?", "", "", (), tuple(Option(value, value.upper(), to) for value, to in options)
    )


def outcome(id: str, *notes: Note) -> Outcome:
    return Outcome(id, id.upper(), "", (), "", (), (Link("next", page="next"),), notes)


def tree(start: str, *nodes: Question | Outcome) -> Tree:
    return Tree(
        id="the",
        title="Thé",
        lead="",
        start=start,
        checked_on=date(2026, 11, 22),
        owner="",
        questions={node.id: node for node in nodes if isinstance(node, Question)},
        outcomes={node.id: node for node in nodes if isinstance(node, Outcome)},
    )


WITH_SUGAR = Note(When("sugar", ("one", "two")), "Il est sucré.")
IN_A_CUP = Note(When("drink", ("tea",)), "Il est dans une tasse.")

TEA = tree(
    "drink",
    question("drink", ("tea", "milk"), ("water", "glass"), ("unknown", "sugar")),
    question("milk", ("yes", "sugar"), ("no", "sugar")),
    question("sugar", ("none", "cup"), ("one", "cup"), ("two", "dentist")),
    outcome("dentist"),
    outcome("glass"),
    outcome("cup", WITH_SUGAR, IN_A_CUP),
)

ALONE = tree("end", outcome("end"))


def test_walk_starts_at_the_start() -> None:
    """Without answer the walk stands at the first question."""
    assert walk.walk(TEA, {}) == walk.Walk((), TEA.questions["drink"], {})


def test_walk_follows_the_answers() -> None:
    """The answers lead from question to question, whatever the order they are given in."""
    reached = walk.walk(TEA, {"milk": "no", "drink": "tea"})
    assert reached.path == (("drink", "tea"), ("milk", "no"))
    assert reached.node == TEA.questions["sugar"]


def test_walk_ends_at_an_outcome() -> None:
    """The last answer of a path leads to its outcome."""
    assert walk.walk(TEA, {"drink": "water"}).node == TEA.outcomes["glass"]


def test_walk_stands_where_there_is_nothing_to_ask() -> None:
    """A tree may be one outcome alone."""
    assert walk.walk(ALONE, {"drink": "tea"}) == walk.Walk((), ALONE.outcomes["end"], {})


def test_walk_stops_at_the_first_question_without_answer() -> None:
    """An answer further on does not jump over a question that has none."""
    reached = walk.walk(TEA, {"drink": "tea", "sugar": "one"})
    assert (reached.node.id, reached.path) == ("milk", (("drink", "tea"),))


def test_answers_off_the_path_are_kept() -> None:
    """An answer that the path no longer meets is kept, and serves again when the path comes back."""
    answers = {"drink": "tea", "milk": "yes", "sugar": "two"}
    away = walk.walk(TEA, answers | {"drink": "water"})
    assert (away.node.id, away.kept) == ("glass", answers | {"drink": "water"})
    back = walk.walk(TEA, away.kept | {"drink": "tea"})
    assert (back.node.id, len(back.path)) == ("dentist", 3)


@pytest.mark.parametrize(
    "answers",
    [
        {"drink": "coffee"},
        {"drink": "TEA"},
        {"drink": ""},
        {"drink": None},
        {"drink": 1},
        {"drink": True},
        {"drink": ["tea"]},
        {"drink": {"tea": "tea"}},
        {"cup": "yes"},
        {"lamp": "yes"},
        {"": ""},
    ],
    ids=str,
)
def test_unknown_answers_are_dropped(answers: dict[str, object]) -> None:
    """An option that does not exist, a value that is no text, an unknown node: as if it were not given."""
    assert walk.walk(TEA, answers) == walk.walk(TEA, {})


def test_paths_are_all_the_ways_to_an_outcome() -> None:
    """Every way from the start to an outcome is listed once, in the order of the options."""
    found = ["".join(value[0] for _, value in path) + " " + end.id for path, end in walk.paths(TEA)]
    assert found == [
        "tyn cup", "tyo cup", "tyt dentist",
        "tnn cup", "tno cup", "tnt dentist",
        "w glass",
        "un cup", "uo cup", "ut dentist",
    ]  # fmt: skip


def test_paths_of_one_outcome_are_one() -> None:
    """A tree that asks nothing has one path, and it is empty."""
    assert list(walk.paths(ALONE)) == [((), ALONE.outcomes["end"])]


def test_reading_order_goes_by_distance() -> None:
    """Questions come first by their distance from the start, then outcomes likewise, each once."""
    assert walk.reading_order(TEA) == ["drink", "milk", "sugar", "glass", "cup", "dentist"]


def test_reading_order_leaves_out_what_nothing_leads_to() -> None:
    """A node that no answer leads to is not read."""
    lost = tree("drink", *TEA.questions.values(), *TEA.outcomes.values(), outcome("lost"))
    assert "lost" not in walk.reading_order(lost)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((("drink", "tea"), ("milk", "no"), ("sugar", "one")), (WITH_SUGAR, IN_A_CUP)),
        ((("drink", "tea"), ("milk", "no"), ("sugar", "none")), (IN_A_CUP,)),
        ((("drink", "unknown"), ("sugar", "two")), (WITH_SUGAR,)),
        ((("drink", "unknown"), ("sugar", "none")), ()),
        ((), ()),
    ],
)
def test_notes_are_those_of_the_path(path: walk.Path, expected: tuple[Note, ...]) -> None:
    """A note is shown when the path gave one of its answers to its question, in the order written."""
    assert walk.notes(TEA.outcomes["cup"], path) == expected


def test_unknown_nodes_and_options_are_refused() -> None:
    """Asked for by the code itself, a node or an option that does not exist is an error."""
    with pytest.raises(KeyError, match="lamp"):
        walk.node_of(TEA, "lamp")
    with pytest.raises(KeyError, match="coffee"):
        walk.follow(TEA.questions["drink"], "coffee")


# The door, on every path of every tree

TREES = [tool["id"] for tool in api.tools() if tool["kind"] == "tree"]

Answers = dict[str, str]
Paths = list[tuple[walk.Path, str]]


@cache
def shape(tool: str) -> dict[str, dict[str, str]]:
    """Return the questions as the pages are given them: {question: {option: next}}."""
    return {
        one["id"]: {option["value"]: option["next"] for option in one["options"]}
        for one in api.describe(tool, today=TODAY)["questions"]
    }


@cache
def paths(tool: str) -> Paths:
    """Return every path with the id of its outcome, from what the pages are given alone."""
    nodes = shape(tool)

    def below(id: str, path: walk.Path) -> Iterator[tuple[walk.Path, str]]:
        if id not in nodes:
            yield path, id
            return
        for value, next_id in nodes[id].items():
            yield from below(next_id, (*path, (id, value)))

    return list(below(api.describe(tool, today=TODAY)["start"], ()))


@cache
def ask(tool: str, answers: walk.Path) -> dict[str, Any]:
    """Answer once for each set of answers: paths share their beginnings."""
    return api.answer(tool, dict(answers), today=TODAY)


def where(result: dict[str, Any]) -> tuple[str, str, str]:
    return result["status"], result["kind"], result["node"]


def given(result: dict[str, Any]) -> walk.Path:
    return tuple((step["node"], step["value"]) for step in result["path"])


every_tree = pytest.mark.parametrize("tool", TREES)


def test_there_are_trees() -> None:
    """The site has trees, and the declaration's is one of them."""
    assert "faut-il-declarer" in TREES


#: Outcomes that send elsewhere what the site does not treat.
EXITS = {"public_client"}


@every_tree
def test_every_path_leads_to_its_outcome(tool: str, record_property: Callable[[str, object], None]) -> None:
    """Forward: each path, answered question by question, meets its questions, then its outcome."""
    for path, end in paths(tool):
        for n, (node, value) in enumerate(path):
            result = ask(tool, path[:n])
            assert where(result) == ("incomplete", "question", node)
            assert given(result) == path[:n]
            assert value in [option["value"] for option in result["options"]]
        result = ask(tool, path)
        assert where(result) == ("answered", "outcome", end)
        assert given(result) == path
        assert result["answers"] == dict(path)
    record_property("paths", len(paths(tool)))


@every_tree
def test_yes_stands_before_no(tool: str) -> None:
    """Readers look for "oui" first, above all who is in danger; what they do not know stands last."""
    ranks = {"yes": 0, "no": 1, "unknown": 2}
    for values in shape(tool).values():
        known = [ranks[value] for value in values if value in ranks]
        assert known == sorted(known), values


@every_tree
def test_every_path_leads_back(tool: str) -> None:
    """Back: without its last answer, each path asks the question before, with the same options."""
    nodes = shape(tool)
    for path, _ in paths(tool):
        for n in range(len(path), 0, -1):
            result = ask(tool, path[: n - 1])
            assert result["node"] == path[n - 1][0]
            assert [option["value"] for option in result["options"]] == list(nodes[result["node"]])


@every_tree
def test_changing_an_answer_keeps_the_later_ones(
    tool: str, record_property: Callable[[str, object], None]
) -> None:
    """Any one answer of any path may be changed: every other is kept, and used wherever it is met."""
    nodes, changes = shape(tool), 0
    for path, _ in paths(tool):
        for n, (node, value) in enumerate(path):
            for other in nodes[node].keys() - {value}:
                changed = dict((*path[:n], (node, other), *path[n + 1 :]))
                result = ask(tool, tuple(changed.items()))
                assert result["answers"] == changed
                assert given(result)[: n + 1] == (*path[:n], (node, other))
                assert all(changed[name] == kept for name, kept in given(result))
                # It stops at a question that the path had not met, or at an outcome.
                assert result["node"] not in changed
                changes += 1
    record_property("changes", changes)


@every_tree
def test_a_change_made_back_is_no_change(tool: str) -> None:
    """An answer changed and changed back leads to the outcome it led to: nothing was lost on the way."""
    nodes = shape(tool)
    for path, end in paths(tool):
        for n, (node, value) in enumerate(path):
            other = next(iter(nodes[node].keys() - {value}))
            away = ask(tool, (*path[:n], (node, other), *path[n + 1 :]))
            back = tuple((away["answers"] | {node: value}).items())
            assert ask(tool, back)["node"] == end


@every_tree
def test_every_node_is_reached(tool: str) -> None:
    """Each question is asked by a path, and each outcome written in the tree ends one."""
    written = data.tree(tool)
    assert {end for _, end in paths(tool)} == set(written.outcomes)
    assert {node for path, _ in paths(tool) for node, _ in path} == set(written.questions)


@every_tree
def test_no_question_is_asked_twice(tool: str) -> None:
    """No path meets the same question twice."""
    assert all(len(dict(path)) == len(path) for path, _ in paths(tool))


@every_tree
def test_every_note_is_met(tool: str) -> None:
    """Each note of an outcome is shown on some path, by the warnings of the result, and no other is."""
    written = data.tree(tool)
    shown: set[tuple[str, str]] = set()
    for path, end in paths(tool):
        notes = walk.notes(written.outcomes[end], path)
        texts = [warning["text"] for warning in ask(tool, path)["warnings"]]
        assert len(texts) == len(notes)
        shown |= {(end, note.text) for note in notes}
    assert shown == {(end.id, note.text) for end in written.outcomes.values() for note in end.notes}


@every_tree
def test_an_outcome_says_what_to_do_and_where_to_go(tool: str) -> None:
    """Each outcome has a title, an action, sources, and a next step to a tool that exists or to a page.

    An exit that says what the site does not treat states no law: it has nothing to cite.
    """
    known = {tool["id"] for tool in api.tools()}
    for path, _ in paths(tool):
        result = ask(tool, path)
        assert result["title"]
        assert result["text"]
        assert bool(result["sources"]) == (result["node"] not in EXITS)
        assert result["next"]
        assert all(link["tool"] in known if "tool" in link else link["page"] for link in result["next"])


@every_tree
def test_i_do_not_know_is_helped(tool: str) -> None:
    """A question that may be answered « Je ne sais pas » says where to look, and that answer leads on."""
    described = {one["id"]: one for one in api.describe(tool, today=TODAY)["questions"]}
    for id, options in shape(tool).items():
        if "unknown" in options:
            assert described[id]["look"]
            assert options["unknown"] != id


@every_tree
@pytest.mark.parametrize(
    "value", ["nope", "<script>alert(1)</script>", "", "YES", None, 1, True, [], {}], ids=str
)
def test_unknown_options_are_dropped(tool: str, value: object) -> None:
    """An option that does not exist leaves its question unanswered; the tree opens where it is valid."""
    path, _ = paths(tool)[0]
    for n, (node, _) in enumerate(path):
        result = api.answer(tool, dict(path) | {node: value}, today=TODAY)
        assert (result["status"], result["node"]) == ("incomplete", node)
        assert given(result) == path[:n]
        assert node not in result["answers"]
        assert result["problems"] == []


@every_tree
def test_unknown_nodes_are_dropped(tool: str) -> None:
    """A node that does not exist, an outcome or a tracking parameter in a link changes nothing."""
    path, end = paths(tool)[0]
    added = {"nope": "yes", end: "yes", "utm_source": "mail", "fbclid": "x", "": "", "__class__": "y"}
    assert api.answer(tool, dict(path) | added, today=TODAY) == ask(tool, path)
    assert api.answer(tool, added, today=TODAY) == ask(tool, ())


@every_tree
def test_progress_is_said_in_words(tool: str) -> None:
    """The number of the question is said, one more at each; an outcome says something else."""
    path, _ = max(paths(tool), key=lambda one: len(one[0]))
    said = [ask(tool, path[:n])["display"]["progress"] for n in range(len(path) + 1)]
    assert all(str(n) in progress for n, progress in enumerate(said[:-1], 1))
    assert len(set(said)) == len(said)


@every_tree
def test_answers_are_said_in_words(tool: str) -> None:
    """Each answer of the path is shown with the words of its question and of its option."""
    described = {one["id"]: one for one in api.describe(tool, today=TODAY)["questions"]}
    for path, _ in paths(tool):
        expected = []
        for node, value in path:
            (label,) = [one["label"] for one in described[node]["options"] if one["value"] == value]
            expected.append({"name": node, "label": described[node]["text"], "text": label})
        assert ask(tool, path)["display"]["answers"] == expected
