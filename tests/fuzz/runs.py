"""Running a target on many inputs, and on one of them again."""

from __future__ import annotations

from random import Random

from tests.fuzz.targets import TARGETS, fragments

#: Read in another process, many at a time.
FRAGMENTS = "fragment"
NAMES = [*TARGETS, FRAGMENTS]
_AT_ONCE = 5_000


def run(name: str, seed: str, count: int) -> list[str]:
    """Return a line for each of `count` inputs that was not answered: what makes it again, and why."""
    named = [f"{seed}:{number}" for number in range(count)]
    if name == FRAGMENTS:
        return [fault for at in range(0, count, _AT_ONCE) for fault in fragments(named[at : at + _AT_ONCE])]
    faults = []
    for one in named:
        try:
            TARGETS[name](Random(one))
        except Exception as error:  # noqa: BLE001  # Whatever it is, a reader would have met it.
            faults.append(f"{one}: {type(error).__name__}: {str(error)[:300]}")
    return faults


def again(name: str, one: str) -> None:
    """Try one input again; raises what it raises."""
    if name == FRAGMENTS:
        assert fragments([one]) == []
    else:
        TARGETS[name](Random(one))
