"""Amiable's tools for MkDocs and Zensical pages."""

import sys
from typing import Any


def define_env(env: Any) -> None:
    """Add to the pages their macros."""
    # Zensical loads this file by its path, and does not make the package known.
    if env.project_dir not in sys.path:
        sys.path.insert(0, env.project_dir)
    from macros.render import macros

    for name, function in macros(lambda: env.page).items():
        env.macro(function, name)
