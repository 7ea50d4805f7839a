"""A `.htaccess` for Apache: what shared hosts read in the folder that they serve."""

from __future__ import annotations

import re

from macros.publish.hosting.headers import ALWAYS, TYPES, VARIANTS, Rule

#: What Apache reads of a link whose `#` became `%23`: the whole first line of the request. Apache refuses a
#: question mark that comes out of an address: its own is written in each rule that needs one.
_MENDED = r"^\S+\s[/\x5c]+([^?\s]*?)%23([^?\s]*)"

#: An address as the reader asked for it, or the variant that is sent in its place.
_END = r"(?:\.(?:br|gz))?$"


def htaccess(among: tuple[Rule, ...], moved: dict[str, str]) -> str:
    """Return the file, for the root of a host: Apache 2.4 with mod_headers, mod_mime, mod_rewrite and
    mod_setenvif. It needs no leave but `AllowOverride FileInfo`.
    """
    lines = [
        "# Amiable for Apache. Written with the site; every header is in macros/publish/hosting/headers.py.",
        "AddDefaultCharset Off",
        "ErrorDocument 403 /404.html",
        "ErrorDocument 404 /404.html",
        *[f'AddType "{kind}" .{ending}' for ending, kind in TYPES.items()],
        f"RemoveEncoding {' '.join(VARIANTS.values())}",
        "",
        "# The rule of an address: the last that matches, which the first of ours is.",
        *[
            f'SetEnvIf Request_URI "{_with_variants(rule.path)}" amiable_rule={number}'
            for number, rule in reversed(list(enumerate(among)))
        ],
        *[f'Header always set {name} "{value}"' for name, value in ALWAYS.items()],
        "Header onsuccess unset Vary",
        *[
            f"Header always set {name} \"{value}\" \"expr=reqenv('amiable_rule') == '{number}'\""
            for number, rule in enumerate(among)
            for name, value in rule.headers.items()
        ],
        "",
        "RewriteEngine On",
        "# A link whose # an e-mail program wrote %23.",
        f'RewriteCond %{{THE_REQUEST}} "{_MENDED}\\sHTTP"',
        'RewriteRule ^ "/%1#%2" [NE,R=302,L]',
        f'RewriteCond %{{THE_REQUEST}} "{_MENDED}\\?(\\S*)\\sHTTP"',
        'RewriteRule ^ "/%1?%3#%2" [NE,R=302,L]',
    ]
    if moved:
        lines.append("# A page that has moved.")
        lines += [
            f'RewriteRule "^{re.escape(old.strip("/"))}/?$" "{new}" [R=301,L]' for old, new in moved.items()
        ]
    lines += [
        "# A folder without a page is no page.",
        "RewriteCond %{REQUEST_FILENAME} -d",
        "RewriteCond %{REQUEST_FILENAME}/index.html !-f",
        "RewriteRule ^ - [R=404,L]",
        "# Compressed once, when the site is built: the smallest variant that the reader takes.",
    ]
    for name, ending in VARIANTS.items():
        takes = f'RewriteCond %{{HTTP:Accept-Encoding}} "\\b{name}\\b"'
        sent = f"[E=amiable_coding:{name},L]"
        lines += [
            takes,
            f"RewriteCond %{{REQUEST_FILENAME}}{ending} -f",
            f'RewriteRule "^(.+)$" "$1{ending}" {sent}',
            takes,
            f"RewriteCond %{{REQUEST_FILENAME}}/index.html{ending} -f",
            f'RewriteRule "^(|.*/)$" "$1index.html{ending}" {sent}',
        ]
    lines += [
        "# A variant has the type of what it holds.",
        *[
            f'RewriteRule "\\.{ending}\\{variant}$" - "[T={kind},E=no-gzip:1,E=no-brotli:1]"'
            for ending, kind in TYPES.items()
            for variant in VARIANTS.values()
        ],
    ]
    lines += [
        f"Header always set Content-Encoding {name} \"expr=reqenv('REDIRECT_amiable_coding') == '{name}'\""
        for name in VARIANTS
    ]
    return "\n".join([*lines, ""])


def _with_variants(path: str) -> str:
    """Return the expression of a rule as Apache meets it, after the address became that of a variant."""
    return path.removesuffix("$") + _END if path.endswith("$") else path
