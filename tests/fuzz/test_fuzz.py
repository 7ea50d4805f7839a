"""A part of the fuzzing, under a fresh seed each time, and every input that was once not answered."""

from __future__ import annotations

import secrets
from pathlib import Path
from random import Random

import pytest

from tests.fuzz.runs import NAMES, again, run
from tests.fuzz.targets import fragment

#: So many of each kind in the suite: `make fuzz` tries a hundred thousand.
PART = 400

KEPT = [
    tuple(line.split()) for line in (Path(__file__).parent / "kept.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_whatever_comes_is_answered_in_a_sentence(name: str) -> None:
    """Never an exception: a status and a sentence, for inputs that no test has seen before."""
    seed = secrets.token_hex(4)
    print(f"seed {seed}")  # pytest shows it where this fails.
    faults = run(name, seed, PART)
    assert not faults, f"python -m tests.fuzz {name} {faults[0]}"


@pytest.mark.parametrize(("name", "one"), KEPT)
def test_what_once_was_not_answered_is_now(name: str, one: str) -> None:
    """Each input that was found keeps its name for ever."""
    again(name, one)


def test_an_input_is_the_same_each_time_it_is_named() -> None:
    """What a fault prints makes the same input again, on another machine too."""
    assert [fragment(Random("a:7")) for _ in range(2)] == [fragment(Random("a:7"))] * 2
