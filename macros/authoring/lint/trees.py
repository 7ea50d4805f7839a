"""Checking a tree: every answer leads somewhere, every node can be reached, no path turns back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from .advice import guess, is_snake_case, nearest, snake_case
from .codes import EditorProblem
from .project import Document, Project
from .toml_lines import Keys

UNKNOWN = "unknown"
"""The value of the answer « Je ne sais pas », in every tree."""

Nodes = dict[str, dict[str, Any]]


class Edge(NamedTuple):
    """One answer to a question, and the node it leads to."""

    value: str
    keys: Keys
    target: str


Edges = dict[str, list[Edge]]


def check_tree(tree: Document, _project: Project) -> Iterator[EditorProblem]:
    """Yield every mistake of a tree that the shape of its file does not show."""
    questions, outcomes = tree.data.get("question", {}), tree.data.get("outcome", {})
    for id in questions.keys() & outcomes.keys():
        yield tree.problem("T014", ("outcome", id), id=id)
    for id, question in questions.items():
        yield from _question(tree, id, question)
    for id in outcomes:
        yield from _identifier(tree, ("outcome", id), id)
    if questions and outcomes:
        yield from _paths(tree, questions, outcomes)


def _identifier(tree: Document, keys: Keys, id: str) -> Iterator[EditorProblem]:
    if not is_snake_case(id):
        yield tree.problem("T010", keys, id=id, right=snake_case(id))


def _question(tree: Document, id: str, question: dict[str, Any]) -> Iterator[EditorProblem]:
    keys: Keys = ("question", id)
    yield from _identifier(tree, keys, id)
    options = question.get("option", [])
    if len(options) == 1:
        yield tree.problem("T004", keys)
    seen = set()
    for number, option in enumerate(options):
        if (value := option.get("value")) is None:
            continue
        at = (*keys, "option", number, "value")
        yield from _identifier(tree, at, value)
        if value in seen:
            yield tree.problem("T005", at, value=value)
        seen.add(value)
    if UNKNOWN in seen and "look" not in question:
        yield tree.problem("T007", keys)


def _paths(tree: Document, questions: Nodes, outcomes: Nodes) -> Iterator[EditorProblem]:
    """Yield what is wrong with where the answers lead."""
    nodes = {**questions, **outcomes}
    start: str | None = tree.data.get("start")
    edges: Edges = {id: list(_edges(id, question)) for id, question in questions.items()}
    if start is not None and start not in nodes:
        yield tree.problem(
            "T001", ("start",), id=start, advice=nearest(start, nodes, otherwise="ou ajoutez ce nœud")
        )
    for edge in (
        edge for leaving in edges.values() for edge in leaving if edge.target and edge.target not in nodes
    ):
        advice = nearest(edge.target, nodes, otherwise="ou ajoutez ce nœud")
        yield tree.problem("T002", edge.keys, id=edge.target, advice=advice)

    # A mistyped id is taken for the one it is near to: one mistake is said once, not with all
    # that can no longer be reached because of it.
    edges = {
        id: [edge._replace(target=_meant(edge.target, nodes)) for edge in leaving]
        for id, leaving in edges.items()
    }
    yield from _loops(tree, edges)
    start = _meant(start or "", nodes)
    if start and all(edge.target for leaving in edges.values() for edge in leaving):
        for id in nodes.keys() - _reached(start, edges):
            yield tree.problem("T003", ("question" if id in questions else "outcome", id))
    for id, outcome in outcomes.items():
        yield from _outcome(tree, id, outcome, edges)


def _outcome(tree: Document, id: str, outcome: dict[str, Any], edges: Edges) -> Iterator[EditorProblem]:
    """Yield what an outcome says of a question or an answer that no way to it goes through."""
    for number, note in enumerate(outcome.get("note", [])):
        yield from _when(tree, ("outcome", id, "note", number, "when"), note.get("when", {}), edges)
    if "when" in (asks := outcome.get("asks", {})):
        yield from _when(tree, ("outcome", id, "asks", "when"), asks["when"], edges)
    if asks.get("input") in edges:
        yield tree.problem("T017", ("outcome", id, "asks", "input"), input=asks["input"])
    for number, link in enumerate(outcome.get("next", [])):
        for n, carried in enumerate(link.get("carried", [])):
            yield from _carried(tree, ("outcome", id, "next", number, "carried", n), carried, edges)


def _edges(id: str, question: dict[str, Any]) -> Iterator[Edge]:
    for number, option in enumerate(question.get("option", [])):
        keys: Keys = ("question", id, "option", number, "next")
        yield Edge(option.get("value", ""), keys, option.get("next", ""))


def _meant(id: str, nodes: Nodes) -> str:
    return id if id in nodes else guess(id, nodes) or ""


def _reached(start: str, edges: Edges) -> set[str]:
    """Return every node that some path from `start` goes through."""
    reached, queue = {start}, [start]
    for id in queue:
        new = [edge.target for edge in edges.get(id, ()) if edge.target not in reached]
        reached.update(new)
        queue += new
    return reached


def _loops(tree: Document, edges: Edges) -> Iterator[EditorProblem]:
    """Yield each answer that leads back to a question of its own path."""
    done: set[str] = set()

    def below(id: str, path: list[str]) -> Iterator[EditorProblem]:
        for edge in edges.get(id, ()):
            if edge.target in path:
                loop = " → ".join([*path[path.index(edge.target) :], edge.target])
                yield tree.problem("T006", edge.keys, loop=loop)
            elif edge.target not in done:
                yield from below(edge.target, [*path, edge.target])
        done.add(id)

    for id in edges:
        if id not in done:
            yield from below(id, [id])


def _when(tree: Document, keys: Keys, when: dict[str, Any], edges: Edges) -> Iterator[EditorProblem]:
    """Yield what keeps a condition of an outcome from ever being met."""
    id = str(keys[1])
    question = when.get("question")
    if question is None:
        return
    if question not in edges:
        yield tree.problem("T011", keys, id=question, advice=nearest(question, edges))
        return
    leading = _leading(question, id, edges)
    if not leading:
        yield tree.problem("T013", keys, step=f"la question « {question} »")
        return
    known = {edge.value for edge in edges[question]}
    for value in when.get("is", []):
        if value not in known:
            yield tree.problem("T012", keys, question=question, value=value, advice=nearest(value, known))
        elif value not in leading:
            yield tree.problem("T013", keys, step=f"la réponse « {value} » à « {question} »")


def _carried(tree: Document, keys: Keys, carried: dict[str, Any], edges: Edges) -> Iterator[EditorProblem]:
    """Yield what keeps a link from ever handing an answer over. Unknown names are said of every link."""
    question = carried.get("from")
    if question not in edges:
        return
    leading = _leading(question, str(keys[1]), edges)
    if not leading:
        yield tree.problem("T015", keys, step=f"la question « {question} »")
        return
    known = {edge.value for edge in edges[question]}
    for value in carried.get("values", {}):
        if value in known - leading:
            yield tree.problem(
                "T015", (*keys, "values", value), step=f"la réponse « {value} » à « {question} »"
            )


def _leading(question: str, node: str, edges: Edges) -> set[str]:
    """Return the answers to a question after which some path goes through a node."""
    return {edge.value for edge in edges[question] if node in _reached(edge.target, edges)}
