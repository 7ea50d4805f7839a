"""The scripts of the built pages: one file for each kind of page, named by its content, and asked for first.

The modules stay beside it as they were written: a page asks for none of them, and whoever reads its script
finds there what it is made of.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from macros.publish.answer_tables import ADDRESS as TABLES
from macros.publish.answer_tables import NATIONAL
from macros.publish.cache import cached
from macros.publish.node import run
from macros.publish.styles import PROGRAM

#: From npm: says which esbuild it is.
VERSION = Path("node_modules/esbuild/package.json")

#: Under the root of the site, where the modules are and where what is made of them goes.
ADDRESS = Path("assets/js")

#: Finds what a page has, and asks for the part that each needs.
MAIN = "amiable.mjs"

#: Says on the page that its script has come whole: `early.js` asks again for one that has not.
_COME = 'document.documentElement.setAttribute("data-scripted","");'

#: What every page of the generator has: its kind is not named by them.
_EVERYWHERE = ("amiable", "offline")

_TAG = re.compile(
    r'<script\b(?=[^>]*\btype="?module"?)[^>]*\bsrc="([^"]*assets/js/)(\w+)\.mjs"[^>]*></script>\s*'
)
_PARTS = (
    # deadline: async () => (await import("./deadline.mjs")).deadline
    re.compile(r'^\s*(?P<value>\w+): async \(\) => \(await import\("\./(?P<name>\w+)\.mjs"\)', re.MULTILINE),
    # const kept = document.querySelector("[data-stored]");
    # if (kept) import("./stored.mjs")…
    re.compile(
        r'querySelector\("(?P<attributes>\[data-[\w\], [-]+\])"\);'
        r'\s*if \(\w+\) import\("\./(?P<name>\w+)\.mjs"\)'
    ),
)
_TABLED = re.compile(r"<(?:section|main|div)\b[^>]*\b(?:data-tabled|data-tool-id)\b[^>]*>")
_TOOL = re.compile(r'\bdata-tool(?:-id)?="([\w-]+)"')

Modules = tuple[tuple[str, ...], tuple[str, ...]]
"""The modules that a page asks for, and the parts of `MAIN` that it has."""


def bundle_scripts(root: Path, site: Path, cache: Path) -> dict[Modules, str]:
    """Put one script in place of the modules of every page of the built site.

    Return its name for each kind of page. `root` is the project, with its npm packages. The scripts are kept
    in `cache` under the hash of all the modules. Raises RuntimeError with esbuild's words where it refuses,
    ValueError where `MAIN` asks for a part in a way that is not known here.
    """
    folder = site / ADDRESS
    parts = read_parts((folder / MAIN).read_text("utf-8"))
    kinds: dict[Modules, list[tuple[Path, str]]] = {}
    for page in sorted(site.rglob("*.html")):
        html = page.read_text("utf-8")
        modules = tuple(dict.fromkeys(name for _, name in _TAG.findall(html)))
        if modules:
            has = (
                tuple(name for name, mark in parts.items() if mark.search(html))
                if f"{modules[0]}.mjs" == MAIN
                else ()
            )
            kinds.setdefault((modules, has), []).append((page, html))
    sources = [Path(__file__), root / VERSION, *sorted(folder.glob("*.mjs"))]

    def bundle(kind: Modules) -> str:
        (made,) = cached(
            cache / _key(kind),
            sources,
            lambda out: bundle_kind(root, folder, kind, out),
            also=f"{[one.name for one in sources]} {kind}",
        ).iterdir()
        shutil.copyfile(made, folder / made.name)
        return made.name

    with ThreadPoolExecutor() as pool:
        names = dict(zip(kinds, pool.map(bundle, kinds), strict=True))
    for kind, pages in kinds.items():
        for page, html in pages:
            page.write_text(_with_script(html, names[kind], site), "utf-8")
    return names


def _mark(part: re.Match[str]) -> re.Pattern[str]:
    if "value" in part.groupdict():
        return re.compile(f'data-kind="{part["value"]}"')
    names = "|".join(re.findall(r"[\w-]+", part["attributes"]))
    return re.compile(rf"\s(?:{names})(?=[\s=>])")


def read_parts(main: str) -> dict[str, re.Pattern[str]]:
    """Return the parts of `MAIN` by name, with what a page that needs one has in its HTML."""
    found = {one["name"]: _mark(one) for pattern in _PARTS for one in pattern.finditer(main)}
    asked = set(re.findall(r'import\("\./(\w+)\.mjs"\)', re.sub(r"/\*.*?\*/", "", main, flags=re.DOTALL)))
    if asked != set(found):
        raise ValueError(
            f"{MAIN} asks for {sorted(asked - set(found))} in a way that the build does not know"
        )
    return found


def _name(kind: Modules) -> str:
    """Return the name of a kind of page: what not every page has."""
    modules, has = kind
    return "-".join(("page", *(name for name in (*modules, *has) if name not in _EVERYWHERE)))


def _key(kind: Modules) -> str:
    """Return a name that no other kind has: several are made at once, and two may be called alike."""
    return f"{_name(kind)}-{hashlib.sha256(repr(kind).encode()).hexdigest()[:8]}"


def bundle_kind(root: Path, folder: Path, kind: Modules, out: Path) -> None:
    """Write the script of a kind of page into the empty directory `out`, named by its content.

    `root` is the project, with its npm packages; `folder` holds the modules.
    """
    modules, has = kind
    absent = sorted(set(read_parts((folder / MAIN).read_text("utf-8"))) - set(has))
    entry = folder / f".{_key(kind)}.mjs"
    made = out / "script.mjs"
    entry.write_text("".join(f'import "./{name}.mjs";\n' for name in modules), "utf-8")
    without = [f"--external:./{name}.mjs" for name in absent]
    how = ["--bundle", "--format=esm", "--minify", "--target=es2022", "--log-level=error", *without]
    how.append(f"--banner:js={_COME}")
    # What the project's settings for its editor say would change the bytes, where they lie beside the site.
    how.append("--tsconfig-raw={}")
    try:
        run(root / PROGRAM, entry, *how, f"--outfile={made}")
        digest = hashlib.sha256(made.read_bytes()).hexdigest()[:16]
        made.rename(out / f"{_name(kind)}.{digest}.mjs")
    finally:
        entry.unlink()


def _with_script(html: str, name: str, site: Path) -> str:
    """Return a page with its script, and the table that it answers from, told in its head."""
    base = _TAG.findall(html)[0][0]
    tags = f'<script type="module" src="{base}{name}"></script>\n'
    tables = {
        file for tag in _TABLED.findall(html) for tool in _TOOL.findall(tag) if (file := _table(site, tool))
    }
    for table in sorted(tables):
        root = base.removesuffix(f"{ADDRESS.as_posix()}/")
        tags += f'<link rel="preload" as="fetch" crossorigin href="{root}{table}">\n'
    return _TAG.sub("", html).replace("</head>", f"{tags}</head>", 1)


def _table(site: Path, tool: str) -> str:
    """Return the address of the table that most readers of a tool need, "" where it has none."""
    for zone in (NATIONAL, "metropole"):
        table = TABLES / tool / f"{zone}.json"
        if (site / table).exists():
            return table.as_posix()
    return ""
