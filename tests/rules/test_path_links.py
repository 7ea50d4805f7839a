"""A link restores the state of every path: each answer on the way, and the node reached."""

from urllib.parse import parse_qsl, urlencode

import pytest

from macros.rules import api, data, walk

TODAY = "2026-11-22"
TREES = [one["id"] for one in api.tools() if one["kind"] == "tree"]


@pytest.mark.parametrize("tree", TREES)
def test_the_link_of_every_path_restores_it(tree: str) -> None:
    """From the start to the outcome, at each question on the way, the answers in a link lead back there."""
    seen = set()
    for path, outcome in walk.paths(data.tree(tree)):
        for length in range(len(path) + 1):
            if path[:length] in seen:
                continue
            seen.add(path[:length])
            link = urlencode(path[:length])
            result = api.answer(tree, dict(parse_qsl(link, strict_parsing=bool(link))), today=TODAY)
            assert tuple((one["node"], one["value"]) for one in result["path"]) == path[:length]
            assert result["node"] == (outcome.id if length == len(path) else path[length][0])
    assert len(seen) > len(list(walk.paths(data.tree(tree))))
