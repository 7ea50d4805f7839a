"""The same headers and redirects, as each host reads them: nginx, Caddy, `_headers`, Apache's `.htaccess`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from macros.publish.hosting.apache import htaccess
from macros.publish.hosting.headers import ALWAYS, TYPES, UNKNOWN_TYPE, VARIANTS, Rule, headers, rules
from macros.render import content
from macros.render.html import render

_MOVED = tomllib.loads((Path(__file__).parent.parent / "redirects.toml").read_text("utf-8")).get(
    "redirect", []
)

#: Where the files stand on the host and the name that it answers to, unless told otherwise.
FOLDER, ADDRESS = "/srv/amiable", "aide.exemple.fr"

#: Endings whose type hosts often do not know.
SELDOM_KNOWN = ("ics", "mjs", "vcf", "wasm", "webmanifest", "whl")

#: What is never asked for by its own name there: variants, and what hosts read themselves.
_NOT_SERVED = (".br", ".gz", ".map")

#: A link whose `#` became `%23` on its way: its page, what follows, its query. Nothing that begins with
#: two slashes comes out of it: that would name another host.
_MENDED = r"^[/\x5c]+([^?]*?)%23([^?]*)(\?.*)?$"

#: The same for Caddy, and an address without its last slash: what holds a brace is left to the page of lost
#: addresses. Caddy's own words stand in braces, and versions of it read those that a reader sent
#: (CVE-2026-30852, CVE-2026-77281): none comes near what it answers with.
_CADDY_MENDED = r"^[/\x5c]+([^?\x7b\x7d]*?)%23([^?\x7b\x7d]*)(\?[^\x7b\x7d]*)?$"
_CADDY_OPEN = r"^[/\x5c]+([^?\x7b\x7d]*)(\?[^\x7b\x7d]*)?$"


def write_hosting(site: Path, out: Path, *, folder: str = FOLDER, address: str = ADDRESS) -> None:
    """Write the files of the hosts for a built site: `site/_headers`, `site/_redirects`, `site/.htaccess`,
    and in `out` `nginx.conf` and `Caddyfile`, which serve `folder` under `address`.
    """
    found, moved = rules(site), redirects()
    out.mkdir(parents=True, exist_ok=True)
    (out / "nginx.conf").write_text(nginx(found, moved, folder=folder, address=address), "utf-8")
    (out / "Caddyfile").write_text(caddy(found, moved, folder=folder, address=address), "utf-8")
    (site / "_redirects").write_text("".join(f"{old} {new} 301\n" for old, new in moved.items()), "utf-8")
    (site / "_headers").write_text(plain(site, found), "utf-8")
    (site / ".htaccess").write_text(htaccess(found, moved), "utf-8")


def redirects() -> dict[str, str]:
    """Return the pages that have moved: {old path: new path}, both with a slash at each end."""
    return {f"/{one['from']}/": f"/{one['page']}/".replace("//", "/") for one in _MOVED}


def write_moved_pages(site: Path, moved: dict[str, str]) -> None:
    """Write a small page at each old address: on a host that reads no list, it leads to the new one.

    Raises FileExistsError where a page stands already.
    """
    for old, new in moved.items():
        page = site / old.strip("/") / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        way = "../" * (old.count("/") - 1) + new.lstrip("/")
        with page.open("x", encoding="utf-8") as file:
            file.write(f"{render('moved.html', words=content.words('moved'), way=way)}\n")


def nginx(
    among: tuple[Rule, ...],
    moved: dict[str, str],
    *,
    folder: str = FOLDER,
    address: str = ADDRESS,
    listen: str = "80",
) -> str:
    """Return a file for nginx, to be included in its `http` part."""
    varying = sorted({name for rule in among for name in rule.headers})
    maps = [_block("map $uri $amiable_rule", [f'"~{rule.path}" {n};' for n, rule in enumerate(among)])]
    for name in varying:
        values = [f'{n} "{rule.headers[name]}";' for n, rule in enumerate(among) if name in rule.headers]
        maps.append(_block(f"map $amiable_rule ${_variable(name)}", values))
    maps.append(_block("map $uri $amiable_moved", [f'"{old}" "{new}";' for old, new in moved.items()]))
    server = [
        f"listen {listen};",
        f"server_name {address};",
        f"root {folder};",
        "index index.html;",
        "server_tokens off;",
        "absolute_redirect off;  # Behind another server, this one does not know its own address.",
        "# Compressed once, when the site is built. Brotli is a module: libnginx-mod-http-brotli-static",
        "# on Debian; without it, take the next line out.",
        "brotli_static on;",
        "gzip_static on;",
        f"default_type {UNKNOWN_TYPE};",
        *_block("types", [f'"{kind}" {ending};' for ending, kind in TYPES.items()]).splitlines(),
        "error_page 403 404 =404 /404.html;",
        *[f'add_header {name} "{value}" always;' for name, value in ALWAYS.items()],
        *[f"add_header {name} ${_variable(name)} always;" for name in varying],
        "# A link whose # an e-mail program wrote %23.",
        f'if ($request_uri ~ "{_MENDED}") {{ return 302 "/$1$3#$2"; }}',
        "# A page that has moved.",
        "if ($amiable_moved) { return 301 $amiable_moved$is_args$args; }",
    ]
    return "\n".join([_ABOUT.format(host="nginx"), *maps, _block("server", server), ""])


def caddy(
    among: tuple[Rule, ...], moved: dict[str, str], *, folder: str = FOLDER, address: str = ADDRESS
) -> str:
    """Return a whole Caddyfile. With a name for address, Caddy asks for its certificate by itself."""
    sent = [f'header {name} "{value}"' for name, value in ALWAYS.items() if name != "Vary"]
    # Caddy says Vary of compressed files only, and a cache must hear it of the others too: said last, once.
    sent.append(_block("header", [f'Vary "{ALWAYS["Vary"]}"', "defer"]))
    for ending, kind in TYPES.items():
        sent += [f"@{ending} path *.{ending}", f'header @{ending} Content-Type "{kind}"']
    for number, rule in enumerate(among):
        # The first rule that matches is the only one: the others must not.
        earlier = [f"not path_regexp {one.path}" for one in among[:number]]
        sent.append(_block(f"@rule{number}", [f"path_regexp {rule.path}", *earlier]))
        sent += [f'header @rule{number} {name} "{value}"' for name, value in rule.headers.items()]
    lost = [
        "rewrite * /404.html",
        *[f'header {name} "{value}"' for name, value in headers("/404.html", among).items()],
        'header Content-Type "text/html; charset=utf-8"',
        "file_server",
    ]
    site = [
        f"root * {folder}",
        *sent,
        "# A link whose # an e-mail program wrote %23.",
        *_caddy_redirect("mended", {_CADDY_MENDED: "/$1$3#$2"}, 302),
        "# A page without its last slash: Caddy would lose what follows it.",
        *_caddy_redirect("open", {_CADDY_OPEN: "/$1/$2"}, 308, "not path */", "file {path}/index.html"),
    ]
    if moved:
        new = {
            rf"^{re.escape(old)}?(\?[^\x7b\x7d]*)?$": f"{page.replace('$', '$$')}$1"
            for old, page in moved.items()
        }
        site += ["# A page that has moved.", *_caddy_redirect("moved", new, 301)]
    site += [
        _block("file_server", [f"precompressed {' '.join(VARIANTS)}"]),
        _block("handle_errors", [_block("route", lost)]),
    ]
    return "\n".join([_ABOUT.format(host="Caddy"), _block(address, site), ""])


def _caddy_redirect(name: str, ways: dict[str, str], status: int, *also: str) -> list[str]:
    """Return the lines of a redirection: {what matches an address as it was sent: where it leads}.

    `map` reads the address once and its words never again; `vars_regexp` does in several versions.
    """
    lines = [f'"~{sent}" "{where}"' for sent, where in ways.items()]
    return [
        _block(f"map {{http.request.orig_uri}} {{amiable_{name}}}", [*lines, 'default ""']),
        _block(f"@{name}", [*also, f'expression `{{amiable_{name}}} != ""`']),
        f"redir @{name} {{amiable_{name}}} {status}",
    ]


def plain(site: Path, among: tuple[Rule, ...]) -> str:
    """Return a `_headers` file, for hosts that serve a folder as it stands.

    Such hosts add up all the entries that match an address, each in its own way where they disagree:
    no two of these entries say the same header of the same address.
    """
    lines = [f"# {_ABOUT.format(host='_headers').lstrip('# ')}", "/*"]
    lines += [f"  {name}: {value}" for name, value in ALWAYS.items() if name != "Vary"]
    for ending in SELDOM_KNOWN:
        lines += [f"/*.{ending}", f"  Content-Type: {TYPES[ending]}"]
    for address, rule in _entries(site, "/", among):
        lines += [address, *(f"  {name}: {value}" for name, value in rule.items())]
    return "\n".join([*lines, ""])


def _entries(folder: Path, path: str, among: tuple[Rule, ...]) -> list[tuple[str, dict[str, str]]]:
    """Return the addresses below a folder: in one, where all of it is of one kind."""
    inside = {
        _address(f"{path}{file.relative_to(folder).as_posix()}")
        for file in folder.rglob("*")
        if file.is_file() and file.suffix not in _NOT_SERVED and not file.name.startswith(("_", "."))
    }
    kinds = {tuple(_own(address, among).items()) for address in inside}
    if len(kinds) == 1 and path != "/":
        return [(f"{path}*", dict(kinds.pop()))]
    found, files = [], []
    for one in sorted(folder.iterdir()):
        address = _address(f"{path}{one.name}")
        if one.is_dir():
            found += _entries(one, f"{path}{one.name}/", among)
        elif address in inside:
            files.append(address)
    if path == "/":  # Its own address begins every other.
        return found + [(address, _own(address, among)) for address in files]
    return found + _beginnings(path, files, inside, among)


def _beginnings(
    start: str, files: list[str], inside: set[str], among: tuple[Rule, ...]
) -> list[tuple[str, dict[str, str]]]:
    """Return the files of a folder by how they begin: hosts read a hundred entries, no more."""
    if len(files) == 1:
        return [(files[0], _own(files[0], among))]
    kinds = {tuple(_own(one, among).items()) for one in inside if one.startswith(start)}
    if len(kinds) == 1:
        return [(f"{start}*", dict(kinds.pop()))]
    longer = sorted({one[: len(start) + 1] for one in files})
    groups = ((one, [file for file in files if file[: len(start) + 1] == one]) for one in longer)
    return [entry for one, group in groups for entry in _beginnings(one, group, inside, among)]


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def _own(address: str, among: tuple[Rule, ...]) -> dict[str, str]:
    """Return the headers of an address that not all have."""
    return {name: value for name, value in headers(address, among).items() if name not in ALWAYS}


def _block(head: str, lines: list[str]) -> str:
    inside = "\n".join(f"\t{line}" for text in lines for line in text.splitlines())
    return f"{head} {{\n{inside}\n}}"


def _variable(name: str) -> str:
    return f"amiable_{name.lower().replace('-', '_')}"


_ABOUT = "# Amiable for {host}. Written with the site; every header is in macros/publish/hosting/headers.py."
