"""The pages of the built site, read as files and by a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from macros.rules import api

GUIDE = "/guides/tecrep/"


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_no_page_shows_the_inside_of_a_program(built_site: Path) -> None:
    """A template that misses its mark prints a Python object: none is in a page, examples of code apart."""
    leak = re.compile(r"(?:<|&lt;)(?:built-in |bound |function |class |macros\.)|object at 0x|\{\{|\{%")
    example = re.compile(r"<code>[^<]*</code>")
    read = {
        page.relative_to(built_site): example.sub("", page.read_text("utf-8")) for page in pages(built_site)
    }
    assert {page: leak.findall(text) for page, text in read.items() if leak.search(text)} == {}


def test_no_sign_of_a_sentence_is_left_alone_on_a_line(built_site: Path) -> None:
    """Before « ? », « ! », « ; », « : » and in quotation marks no page has a space where a line may break."""
    data = 'type="application/ld\\+json"'
    unread = re.compile(rf"<(style|code|pre|script(?! {data}))\b.*?</\1>|<!--.*?-->", re.DOTALL)
    named = re.compile(r'\s(?:content|title|alt|placeholder|aria-label)="([^"]*)"')
    breaks = re.compile(r".{0,30}(?:[ \n](?:[?!;»]|:(?!:))|«[ \n]).{0,9}")
    found: dict[Path, list[str]] = {}
    for page in pages(built_site):
        html = unread.sub("", page.read_text("utf-8"))
        texts = [re.sub(r"<[^>]*>", "", html), *named.findall(html)]
        found[page.relative_to(built_site)] = [one for text in texts for one in breaks.findall(text)]
    assert {page: list(dict.fromkeys(lines)) for page, lines in found.items() if lines} == {}


def test_every_tool_has_its_page(built_site: Path) -> None:
    """A tool lives at /outils/<id>/, a letter at /modeles/<id>/, for ever, and its page holds it."""
    missing = [
        tool["id"]
        for tool in api.tools()
        if f'data-tool="{tool["id"]}"'
        not in (
            built_site / ("modeles" if tool["kind"] == "letter" else "outils") / tool["id"] / "index.html"
        ).read_text("utf-8")
    ]
    assert missing == []


def test_a_guide_loads_from_this_site_only_and_no_python(browser: Browser, site_server: str) -> None:
    """Reading a guide asks this site for a page, its looks and its script; nothing else, of nobody else."""
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(site_server + GUIDE, wait_until="networkidle")
    context.close()
    assert site_server + GUIDE in asked
    assert [url for url in asked if not url.startswith(site_server + "/") or "/assets/python/" in url] == []


@pytest.mark.parametrize("path", ["/rien/", "/outils/rien/"])
def test_an_unknown_address_shows_a_page_of_the_site(browser: Browser, site_server: str, path: str) -> None:
    """An old or mistyped address gets status 404 and a page with the way home, at any depth."""
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(site_server + path)
    assert answer
    assert answer.status == 404
    assert page.locator("main a[href]").count() > 0
    context.close()
