"""The settings of the generator, as it reads them."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from macros.render import content

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?")


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # it ships no types
    """Reads `!ENV [NAME, default]` from the environment, as the generator does."""


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(loader.construct_scalar(node)))
    *names, default = loader.construct_sequence(node)
    return next((os.environ[name] for name in names if name in os.environ), default)


_Loader.add_constructor("!ENV", _environment)


def read_settings(root: Path) -> dict[str, Any]:
    """Return what `mkdocs.yml` of the project at `root` says."""
    settings: dict[str, Any] = yaml.load((root / "mkdocs.yml").read_text("utf-8"), _Loader)  # noqa: S506
    return settings


def public_address(root: Path) -> str:
    """Return the address at which the public will find the site, "" for a site of this machine alone.

    Raises ValueError as `page_url` does.
    """
    address = page_url(root, "")
    host = urlsplit(address).hostname or ""
    return "" if host in ("", "localhost", "127.0.0.1") or host.endswith(".localhost") else address


def page_url(root: Path, page: str) -> str:
    """Return the address of a page, "outils/delai-declaration" or "": whole if the site's own is known.

    Raises ValueError where that one is not the address of a site.
    """
    site = str(read_settings(root).get("site_url") or "").rstrip("/")
    if site and not _ADDRESS.fullmatch(site):
        raise ValueError(content.words("paper")["bad_address"].format(address=site))
    return f"{site}/{page}/" if page else f"{site}/"
