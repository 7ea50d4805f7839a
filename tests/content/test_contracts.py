"""The contract of each calculator says what its Python takes and gives."""

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType

import pytest

from macros.authoring.lint import CONTRACTS
from macros.rules import api
from macros.rules.calculators import CALCULATORS, _zone


def calls(calculator: str, name: str) -> Iterator[ast.Call]:
    """Yield the calls of a function in a calculator, and in what it shares with the others."""
    module = CALCULATORS[calculator]
    assert isinstance(module, ModuleType)
    shared = [_zone] if hasattr(module, "zone_notices") else []
    for one in (module, *shared):
        for node in ast.walk(ast.parse(inspect.getsource(one))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                yield node


def constant(node: ast.expr) -> str:
    return str(ast.literal_eval(node))


@pytest.mark.parametrize("calculator", sorted(CONTRACTS))
def test_the_warnings_are_those_the_calculator_gives(calculator: str) -> None:
    """Every notice of the Python has its line in the contract, with the values it fills."""
    given = {}
    for call in calls(calculator, "Notice"):
        values = call.args[1:]
        filled = values[0].keys if values and isinstance(values[0], ast.Dict) else []
        given[constant(call.args[0])] = tuple(constant(key) for key in filled if key)
    assert given == dict(CONTRACTS[calculator].warnings)


@pytest.mark.parametrize("calculator", sorted(CONTRACTS))
def test_the_inputs_are_those_the_calculator_reads(calculator: str) -> None:
    """Every answer that the Python reads is in the contract, under its type."""
    getters = {"day": "date", "days": "dates", "number": "integer"}
    read = {
        constant(call.args[0]): kind for getter, kind in getters.items() for call in calls(calculator, getter)
    }
    chosen = {constant(call.args[0]) for call in calls(calculator, "choice")}
    inputs = CONTRACTS[calculator].inputs
    assert {name: kind for name, kind in inputs.items() if isinstance(kind, str)} == read
    assert {name for name, kind in inputs.items() if not isinstance(kind, str)} == chosen


@pytest.mark.parametrize("tool", [one["id"] for one in api.tools() if one["kind"] == "deadline"])
def test_the_dates_of_an_example_are_in_the_table(tool: str) -> None:
    """What a calculator really gives bears a public name."""
    example = api.describe(tool)["example"]
    dates = api.answer(tool, example["answers"], today=example["today"])["dates"]
    assert dates
    assert set(dates) <= set(CONTRACTS[tool.replace("-", "_")].dates)
