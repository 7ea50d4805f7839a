"""The headers of the built site: what the policy allows, and what a plain host reads of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from macros.publish.hosting.headers import ALWAYS, TYPES, headers, inline, rules
from macros.publish.hosting.hosts import SELDOM_KNOWN, caddy, plain, write_moved_pages

POLICY = "Content-Security-Policy"

#: What Cloudflare Pages reads of a `_headers` file, the strictest of the hosts that read one.
MOST_ENTRIES, LONGEST_LINE = 100, 2000


def directives(policy: str) -> dict[str, list[str]]:
    """Return a policy as {directive: what it allows}."""
    return {name: allowed for name, *allowed in (part.split() for part in policy.split("; "))}


class Attributes(HTMLParser):
    """Note the attributes that a strict policy forbids: looks and actions written into a tag."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        self.found += [f"<{tag} {name}={value!r}>" for name, value in attrs if re.match(r"style$|on", name)]


def test_no_tag_of_a_page_holds_looks_or_actions(built_site: Path) -> None:
    """A browser refuses `style="…"` and `onclick="…"` under our policy: no page has any."""
    found = {}
    for page in built_site.rglob("*.html"):
        reader = Attributes()
        reader.feed(page.read_text("utf-8"))
        if reader.found:
            found[page.relative_to(built_site).as_posix()] = reader.found[:3]
    assert found == {}


def test_search_engines_are_kept_from_copies_and_entry_pages(built_site: Path) -> None:
    """`X-Robots-Tag: noindex` goes with each page under /e/ and /integrer/, and with no other."""
    given = rules(built_site)
    pages = [f"/{page.relative_to(built_site).as_posix()}" for page in built_site.rglob("*.html")]
    asked = [address for page in pages for address in (page, page.removesuffix("index.html"))]
    found = {address for address in asked if headers(address, given).get("X-Robots-Tag") == "noindex"}
    assert found == {address for address in asked if address.startswith(("/e/", "/integrer/"))}
    assert len(found) > 40
    assert not [address for address in {*asked} - found if "X-Robots-Tag" in headers(address, given)]


def test_the_policy_allows_scripts_by_hash_and_nothing_unsafe(built_site: Path) -> None:
    """One hash for each style that a page has in itself, no script in a page; no other leave but Python's."""
    policy = directives(headers("/outils/tecrep/", rules(built_site))[POLICY])
    carried = inline(built_site)
    assert {name for name, allowed in policy.items() for one in allowed if "unsafe" in one} == {"script-src"}
    scripts = policy["script-src"]
    assert scripts == ["'self'", "'wasm-unsafe-eval'"]
    assert not carried["script"]
    assert len(policy["style-src"]) == 1 + len(carried["style"])
    assert all(one.startswith("'sha256-") for one in policy["style-src"][1:])
    assert (policy["default-src"], policy["connect-src"]) == (["'none'"], ["'self'"])


def test_an_inline_script_and_its_data_are_told_apart(tmp_path: Path) -> None:
    """What runs needs a hash; data, and what comes from a file, do not."""
    (tmp_path / "index.html").write_text(
        '<script>one()</script><script type="module">two()</script><script src="x.js"></script>'
        '<script type="application/json">{"three": 3}</script><style media="print">p { margin: 0 }</style>'
    )
    found = inline(tmp_path)
    assert set(found["script"]) == {"one()", "two()"}
    assert set(found["style"]) == {"p { margin: 0 }"}


@pytest.mark.parametrize(
    ("path", "framed"),
    [("/", False), ("/outils/tecrep/", False), ("/e/assignation/", False), ("/integrer/tecrep/", True)],
)
def test_only_the_copies_made_for_it_may_be_framed(path: str, framed: bool, built_site: Path) -> None:
    """Another site may show the framed copies in its pages, and no page of ours in its own."""
    sent = headers(path, rules(built_site))
    # Said of nobody, it lets a page without a site show them too, where a star would not.
    assert directives(sent[POLICY]).get("frame-ancestors") == (None if framed else ["'self'"])
    assert ("X-Frame-Options" in sent) is not framed


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/assets/python/0123456789abcdef/worker.mjs", True),
        ("/assets/python/0123456789abcdef/plain/pyodide.asm.wasm", True),
        ("/assets/table/metropole.json", False),
        ("/assets/stylesheets/main.57a0d79d.min.css", True),
        ("/assets/css/site.0123456789abcdef.css", True),
        ("/assets/js/amiable.mjs", False),
        ("/assets/js/deadline.0123456789abcdef.mjs", True),
        ("/assets/python/manifest.json", False),
        ("/sw.js", False),
        ("/guides/tecrep/", False),
        ("/x/assets/python/0123456789abcdef/worker.mjs", False),
    ],
)
def test_hashed_files_are_immutable_others_revalidate(path: str, kept: bool, built_site: Path) -> None:
    """Only an address that changes with its content may be kept without asking."""
    wanted = "public, max-age=31536000, immutable" if kept else "no-cache"
    assert headers(path, rules(built_site))["Cache-Control"] == wanted


def entries(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Read a `_headers` file: each address with its headers."""
    address, said = "", dict[str, str]()
    for line in [*text.splitlines(), "/end"]:
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            said[name] = value
        elif not line.startswith("#"):
            if address:
                yield address, said
            address, said = line, {}


def test_a_plain_host_sends_the_same_headers(built_site: Path) -> None:
    """Added up over the entries that match it, no header of a file is there twice, and none is missing."""
    read = list(entries((built_site / "_headers").read_text("utf-8")))
    among, wrong = rules(built_site), []
    for file in built_site.rglob("*"):
        if not file.is_file() or file.name.startswith(("_", ".")) or file.suffix in (".br", ".gz", ".map"):
            continue
        path = f"/{file.relative_to(built_site).as_posix().removesuffix('index.html')}"
        said = [item for pattern, found in read if fnmatchcase(path, pattern) for item in found.items()]
        wanted = {name: value for name, value in headers(path, among).items() if name != "Vary"}
        if file.suffix.removeprefix(".") in SELDOM_KNOWN:
            wanted["Content-Type"] = TYPES[file.suffix.removeprefix(".")]
        if sorted(said) != sorted(wanted.items()):
            wrong.append(path)
    assert wrong == []
    assert len(read) <= MOST_ENTRIES
    assert max(map(len, (built_site / "_headers").read_text("utf-8").splitlines())) <= LONGEST_LINE


def test_a_folder_of_one_kind_is_one_entry_of_two_it_is_several(tmp_path: Path) -> None:
    """A file with a hash in its name beside one without: each has its own entry."""
    for name in ("index.html", "guides/a/index.html", "guides/b/index.html", "assets/x/one.01234567.min.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<p>")
    (tmp_path / "assets/x/two.js").write_text("two()")
    found = [
        address for address, said in entries(plain(tmp_path, rules(tmp_path))) if "Cache-Control" in said
    ]
    assert found == ["/assets/x/one.01234567.min.js", "/assets/x/two.js", "/guides/*", "/"]
    assert not set(ALWAYS) & set(dict(entries(plain(tmp_path, rules(tmp_path))))["/guides/*"])


def test_files_that_begin_alike_are_one_entry(tmp_path: Path) -> None:
    """However many scripts are written, a host that reads a hundred entries reads them all."""
    hashed = [f"page-{n:03}.{n:016x}.mjs" for n in range(150)]
    for name in (*hashed, "page.mjs", "table.mjs", "tool.mjs", "tree.mjs", "tree.0123456789abcdef.mjs"):
        (tmp_path / "assets/js").mkdir(parents=True, exist_ok=True)
        (tmp_path / "assets/js" / name).write_text("one()")
    found = [
        address for address, said in entries(plain(tmp_path, rules(tmp_path))) if "Cache-Control" in said
    ]
    assert found == [
        "/assets/js/page-*",
        "/assets/js/page.mjs",
        "/assets/js/table.mjs",
        "/assets/js/tool.mjs",
        "/assets/js/tree.0123456789abcdef.mjs",
        "/assets/js/tree.mjs",
    ]


@pytest.mark.parametrize(("old", "new"), [("/ancien/", "/guides/faq/"), ("/a/b/c/", "/"), ("/a/b/", "/a/c/")])
def test_an_old_address_leads_to_the_new_page_on_any_host(old: str, new: str, tmp_path: Path) -> None:
    """A page at the old address goes to the new one by itself, says so, and is not to be found."""
    write_moved_pages(tmp_path, {old: new})
    text = (tmp_path / old.strip("/") / "index.html").read_text("utf-8")
    links = re.findall(r'(?:url=|href=")([^"]+)"', text)
    assert len(links) == 3
    assert {urljoin(f"https://aide.exemple.fr/x{old}", link) for link in links} == {
        f"https://aide.exemple.fr/x{new}"
    }
    assert 'content="noindex"' in text


def test_an_old_address_never_takes_the_place_of_a_page(tmp_path: Path) -> None:
    """Whatever the list says, a page that is there stays as it is."""
    page = tmp_path / "e/assignation/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>")
    with pytest.raises(FileExistsError):
        write_moved_pages(tmp_path, {"/e/assignation/": "/guides/faq/"})
    assert page.read_text() == "<p>"


def test_a_script_in_a_page_is_given_no_leave(tmp_path: Path) -> None:
    """A script that came with a text stops the build, rather than being allowed by its hash."""
    (tmp_path / "index.html").write_text("<p>une page</p><script>alert(1)</script>")
    with pytest.raises(ValueError, match=r"index\.html .*alert"):
        rules(tmp_path)


def test_caddy_reads_no_word_of_an_address_twice(built_site: Path) -> None:
    """The file answers with what `map` made of an address, and asks nothing of what expands it again."""
    text = caddy(rules(built_site), {"/outils/adresse-d-avant/": "/outils/tecrep/"})
    targets = re.findall(r"^\s*redir @\w+ (\S+) 30\d$", text, re.MULTILINE)
    assert targets == ["{amiable_mended}", "{amiable_open}", "{amiable_moved}"]
    again = r"vars_regexp|\{re\.|^\s*uri |\{env|\{file\.|\{http\.request\.(?!orig_uri\} \{amiable_)"
    assert not re.search(again, text, re.MULTILINE)
    patterns = re.findall(r'^\s*"~(.*)" "', text, re.MULTILINE)
    assert len(patterns) == 3
    assert all(not re.match(one, address) for one in patterns for address in BRACED)


#: Addresses with a word that Caddy might read, where it might be repeated.
BRACED = (
    "/{env.A}%23a=1",
    "/a/%23{env.A}",
    "/a/%23a=1?{env.A}",
    "/outils/adresse-d-avant/?{env.A}",
    "/a}%23b",
)
