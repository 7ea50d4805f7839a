"""Amiable's tools for MkDocs and Zensical pages."""

import sys
from typing import Any


def define_env(env: Any) -> None:
    """Give the pages their macros."""
    # Zensical loads this file by its path, and does not make the package known.
    if env.project_dir not in sys.path:
        sys.path.insert(0, env.project_dir)
    from macros.render import macros

    for name, function in macros(lambda: env.page).items():
        env.macro(function, name)


def on_pre_page_macros(env: Any) -> None:
    """Give a page the code of its own address, for its print: the theme decides where."""
    from macros.render import address_code

    address = env.page.canonical_url
    drawn = {"border": 0, "omitsize": True, "svgclass": None, "lineclass": None}
    env.page.meta["code"] = address_code(address).svg_inline(**drawn) if address else ""
