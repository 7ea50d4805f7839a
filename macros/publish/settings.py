"""The settings of the generator, as it reads them where a build tells it nothing more."""

from pathlib import Path
from typing import Any

import yaml


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # it ships no types
    """Reads `!ENV [NAME, default]` as its default."""


def _default(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    return loader.construct_sequence(node)[-1] if isinstance(node, yaml.SequenceNode) else None


_Loader.add_constructor("!ENV", _default)


def read_settings(root: Path) -> dict[str, Any]:
    """Give what `mkdocs.yml` of the project at `root` says."""
    told: dict[str, Any] = yaml.load((root / "mkdocs.yml").read_text("utf-8"), _Loader)  # noqa: S506
    return told
