"""The lean Python, under Node: it answers every question as the rules do here, and cannot lack a module."""

import json
import shutil
import zipfile
from array import array
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from macros.render import content
from macros.publish.pyodide.trimmed import ENGINE, IMAGE, LEAN, LIBRARY, ask, take_image
from macros.rules import api, data
from macros.rules.calendar_fr import ZONES
from macros.rules.walk import paths

TODAY = "2026-11-22"
ANSWERS = {"received_on": "2026-04-30"}


@pytest.fixture(scope="module")
def bundle(built_site: Path) -> Path:
    """Give the one directory of the browser's Python in the built site."""
    (directory,) = (built_site / "assets" / "python").iterdir()
    return directory


def put(
    requests: list[dict[str, Any]], lean: Path, bundle: Path, scratch: Path, *, image: bool = False
) -> list[dict[str, Any]]:
    questions = scratch / "requests.json"
    questions.write_text(json.dumps(requests), "utf-8")
    return ask(lean, bundle / "plain" / "pyodide-lock.json", questions, image=image)


def every_path() -> Iterator[dict[str, Any]]:
    for tool, kind in data.tool_ids().items():
        if kind == "tree":
            for path, _ in paths(data.tree(tool)):
                yield {"tool": tool, "answers": dict(path), "today": TODAY}


def every_count() -> Iterator[dict[str, Any]]:
    """Give counts across both ends of a year, Easter and the local holidays, in every unit and zone."""
    units = ("jours_ouvres", "jours_ouvrables", "jours", "semaines", "mois", "annees")
    starts = ("2026-01-31", "2026-04-01", "2026-04-30", "2026-05-22", "2026-12-18")
    for start, unit, zone, length in product(starts, units, ZONES, ("1", "7")):
        counted = {"start": start, "unit": unit, "zone": zone, "length": length, "rollover": "cpc642"}
        yield {"tool": "compter-un-delai", "answers": counted, "today": TODAY}
        declared = {"received_on": start, "unit": unit, "zone": zone, "length": length}
        yield {"tool": "delai-declaration", "answers": declared, "today": start}


def every_mistake() -> Iterator[dict[str, Any]]:
    bad = (
        "",
        "31/02/2026",
        "demain peut-être",
        "1999-12-31",
        "2101-01-01",
        "-1",
        "0",
        "x" * 99_999,
        "🙂<b>\0",
    )
    for tool in api.tools():
        for one in api.describe(tool["id"])["inputs"]:
            for value in bad:
                yield {"tool": tool["id"], "answers": {one["name"]: value}, "today": TODAY}


@pytest.mark.parametrize("image", [False, True], ids=["library", "image"])
@pytest.mark.parametrize("asked", [every_path, every_count, every_mistake], ids=lambda one: one.__name__)
def test_the_lean_python_answers_as_the_rules_do_here(
    asked: Any, image: bool, bundle: Path, tmp_path: Path
) -> None:
    """Every path of every tree, every unit in every zone, every mistake: key by key the same answer."""
    requests = list(asked())
    assert len(requests) > 200
    here = [api.answer(one["tool"], one["answers"], today=one["today"]) for one in requests]
    # The browser's JSON knows no tuples.
    assert put(requests, bundle, bundle, tmp_path, image=image) == json.loads(json.dumps(here))


@pytest.mark.parametrize("module", ["enum", "json/decoder", "macros/rules/walk"])
def test_a_missing_module_is_an_error_of_the_build(module: str, bundle: Path, tmp_path: Path) -> None:
    """The question that needs it ends the build with Python's own words, and the name of the module."""
    for name in LEAN:
        shutil.copyfile(bundle / name, tmp_path / name)
    with (
        zipfile.ZipFile(bundle / "python.zip") as whole,
        zipfile.ZipFile(tmp_path / "python.zip", "w") as without,
    ):
        for name in whole.namelist():
            if name != f"{module}.pyc":
                without.writestr(name, whole.read(name))
    request = {"tool": "delai-declaration", "answers": ANSWERS, "today": TODAY}
    with pytest.raises(RuntimeError, match=module.rpartition("/")[2]):
        put([request], tmp_path, bundle, tmp_path)


def test_the_library_holds_bytecode_and_data_alone(bundle: Path) -> None:
    """No source is left to compile in the reader's browser, and nothing that only editors need."""
    names = zipfile.ZipFile(bundle / "python.zip").namelist()
    assert {Path(name).suffix for name in names} == {".pyc", ".toml"}
    assert {name.split("/")[0] for name in names} & {"calendar.pyc", "locale.pyc", "ssl.pyc", "urllib"} == set()
    assert {"/".join(name.split("/")[:2]) for name in names if name.startswith("macros")} == {
        "macros/__init__.pyc",
        "macros/rules",
    }


def spoil(image: bytes, place: int) -> bytes:
    return image[:place] + bytes([image[place] ^ 1]) + image[place + 1 :]


def test_the_image_of_another_engine_is_refused(bundle: Path, tmp_path: Path) -> None:
    """An image taken from an engine that begins otherwise is not laid over this one."""
    for name in LEAN:
        shutil.copyfile(bundle / name, tmp_path / name)
    image = (bundle / IMAGE).read_bytes()
    (tmp_path / IMAGE).write_bytes(spoil(image, len(image) - 1))
    request = {"tool": "delai-declaration", "answers": ANSWERS, "today": TODAY}
    with pytest.raises(RuntimeError, match="another engine's image"):
        put([request], tmp_path, bundle, tmp_path, image=True)


def test_an_image_fits_in_the_memory_that_an_engine_begins_with(bundle: Path) -> None:
    """Pyodide restores no image of a heap that has grown."""
    words = array("I", (bundle / IMAGE).read_bytes())
    gapped, placed, _ = words[-3:]
    gaps = words[-3 - placed - gapped : -3 - placed]
    zeros = sum(gaps[1::2])
    assert zeros > 1_000_000
    assert 4 * (len(words) + zeros) < 31_457_280


def test_the_same_sources_give_the_same_image(bundle: Path, tmp_path: Path) -> None:
    """No chance, clock or place of the build is in an image: its address tells its content."""
    images = []
    for name in ("here", "elsewhere"):
        lean = tmp_path / name
        lean.mkdir()
        for part in (*ENGINE, LIBRARY):
            shutil.copyfile(bundle / part, lean / part)
        request = {"tool": "delai-declaration", "answers": ANSWERS, "today": TODAY}
        (lean / "requests.json").write_text(json.dumps([request]), "utf-8")
        take_image(lean, bundle / "plain" / "pyodide-lock.json", lean / "requests.json")
        images.append((lean / IMAGE).read_bytes())
        assert len(images[-1]) > 5_000_000
    assert images[0] == images[1]
