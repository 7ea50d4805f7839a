"""What the site is made with, as CycloneDX lists: written by its tools when a dependency changes.

`make components` runs this, in the environment of cyclonedx-bom: `cyclonedx-py` for what comes from PyPI,
`npm sbom` for what comes from npm. What would differ from one day or machine to another is left out.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

#: The lists, below the project.
PYTHON, NPM = "requirements/python.cdx.json", "requirements/npm.cdx.json"

Json = dict[str, Any]


def write_components(root: Path, *, python: Path, cyclonedx: Path) -> None:
    """Write both lists of the project at `root`.

    `python` is the interpreter of an environment that has the site's requirements, `cyclonedx` the
    program `cyclonedx-py`.
    """
    (root / PYTHON).write_text(_text(_python(root, python, cyclonedx)), "utf-8")
    (root / NPM).write_text(_text(_npm(root)), "utf-8")


def copy_components(root: Path, site: Path) -> None:
    """Put the lists of the project at `root` into its built site, under /composants/."""
    folder = site / "composants"
    folder.mkdir(exist_ok=True)
    for name in (PYTHON, NPM):
        shutil.copyfile(root / name, folder / Path(name).name)


def _python(root: Path, python: Path, cyclonedx: Path) -> Json:
    """Return the list of PyPI's: what is installed says the licences, the requirements the hashes."""
    how = ("--output-reproducible", "--output-format", "JSON", "--output-file", "-")
    installed = json.loads(_run(str(cyclonedx), "environment", *how, str(python), at=root))
    required = json.loads(_run(str(cyclonedx), "requirements", *how, "requirements/site.txt", at=root))
    hashes = {_plain(one["name"]): _hashes(one) for one in required["components"]}
    installed["components"] = [
        one | {"hashes": hashes[_plain(one["name"])]}
        for one in installed["components"]
        if _plain(one["name"]) in hashes
    ]
    return _among(installed)


def _npm(root: Path) -> Json:
    """Return the list of npm's: what the pages are made with, not what judges them."""
    listed: Json = json.loads(
        _run("npm", "sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev", at=root)
    )
    listed.pop("serialNumber", None)
    listed["metadata"].pop("timestamp", None)
    return _among(listed)


def _among(listed: Json) -> Json:
    """Return a list whose dependencies are among its components, and that names no address it came from."""
    root = listed["metadata"].get("component", {}).get("bom-ref")
    known = {one["bom-ref"] for one in listed["components"]} | {root}
    listed["dependencies"] = [
        {"ref": one["ref"], "dependsOn": sorted(known.intersection(one.get("dependsOn", ())))}
        for one in listed["dependencies"]
        if one["ref"] in known
    ]
    tools = listed["metadata"].get("tools", ())
    makers = tools.get("components", ()) if isinstance(tools, dict) else tools
    for one in (*listed["components"], *makers):
        one.pop("externalReferences", None)
        one.pop("properties", None)
        one.pop("description", None)  # Words of others, some with the address of a registry in them.
    listed["components"].sort(key=lambda one: (one["name"].lower(), one["version"]))
    return listed


def _hashes(component: Json) -> list[Json]:
    found = [digest for one in component.get("externalReferences", ()) for digest in one.get("hashes", ())]
    return sorted(found, key=lambda one: (one["alg"], one["content"]))


def _plain(name: str) -> str:
    """Return the name of a package as PyPI compares them (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _run(*command: str, at: Path) -> str:
    return subprocess.run(command, cwd=at, check=True, stdout=subprocess.PIPE, text=True).stdout


def _text(listed: Json) -> str:
    return json.dumps(listed, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    write_components(Path.cwd(), python=Path(sys.argv[1]), cyclonedx=Path(sys.argv[2]))
