"""Walking a decision tree: where answers lead, and every path there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .model import Note, Outcome, Question, Tree, When

Path = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the answers lead: the questions answered on the way, the node reached.

    `kept` holds every answer that names a known question and one of its options, also those
    off the path: they come back into use when an earlier answer is changed.
    """

    path: Path
    node: Question | Outcome
    kept: dict[str, str]


def walk(tree: Tree, answers: Mapping[str, object]) -> Walk:
    """Follow the answers from the start to the first unanswered question or an outcome."""
    kept = {
        name: value
        for name, question in tree.questions.items()
        if isinstance(value := answers.get(name), str) and value in {o.value for o in question.options}
    }
    path: list[tuple[str, str]] = []
    node = node_of(tree, tree.start)
    while isinstance(node, Question) and node.id in kept:
        path.append((node.id, kept[node.id]))
        node = node_of(tree, follow(node, kept[node.id]))
    return Walk(tuple(path), node, kept)


def node_of(tree: Tree, id: str) -> Question | Outcome:
    """Return a node by id. Raises KeyError when the tree has none of that name."""
    return tree.questions[id] if id in tree.questions else tree.outcomes[id]


def follow(question: Question, value: str) -> str:
    """Return the id of the node that an option leads to. Raises KeyError for no such option."""
    return {option.value: option.next for option in question.options}[value]


def paths(tree: Tree) -> Iterator[tuple[Path, Outcome]]:
    """Yield every complete path from the start with its outcome, in the order of the options."""

    def below(id: str, path: Path) -> Iterator[tuple[Path, Outcome]]:
        node = node_of(tree, id)
        if isinstance(node, Outcome):
            yield path, node
            return
        for option in node.options:
            yield from below(option.next, (*path, (node.id, option.value)))

    yield from below(tree.start, ())


def left(tree: Tree) -> dict[str, tuple[int, int]]:
    """Return how many questions may still come after each one: the fewest and the most."""
    counted: dict[str, tuple[int, int]] = {}

    def asked_from(id: str) -> tuple[int, int]:
        if id in tree.outcomes:
            return 0, 0
        if id not in counted:
            ways = [asked_from(option.next) for option in tree.questions[id].options]
            counted[id] = min(least for least, _ in ways), max(most for _, most in ways)
        least, most = counted[id]
        return least + 1, most + 1

    asked_from(tree.start)
    return counted


def reading_order(tree: Tree) -> list[str]:
    """Return the ids of all nodes: questions by distance from the start, then outcomes likewise."""
    seen, queue = {tree.start: None}, [tree.start]
    for id in queue:
        node = node_of(tree, id)
        for option in node.options if isinstance(node, Question) else ():
            if option.next not in seen:
                seen[option.next] = None
                queue.append(option.next)
    return sorted(seen, key=lambda id: id in tree.outcomes)


def meets(when: When | None, path: Path) -> bool:
    """Tell whether a path meets a condition; there may be none."""
    return when is None or dict(path).get(when.question) in when.values


def notes(outcome: Outcome, path: Path) -> tuple[Note, ...]:
    """Return the notes of an outcome whose condition the path meets."""
    return tuple(note for note in outcome.notes if meets(note.when, path))
