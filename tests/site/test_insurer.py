"""A site that carries an insurer's name: whose it is, whom to call, its colours, its contract."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader
from mkdocs.utils.yaml import get_yaml_loader
from playwright.sync_api import Browser
from yaml import SafeLoader

from macros import __main__ as commands
from macros import branding
from macros.branding.site import settings_for, write_insurer
from macros.publish.entries import write_entries
from macros.publish.hosting.headers import type_of
from macros.publish.hosting.serve import SiteServer
from macros.rules import api
from tests.browser.gestures import press
from tests.browser.tools import BEFORE, dates, wait_for_answer
from tests.browser.visitors import Visitors

ROOT = Path(__file__).parent.parent.parent
ID = "assureur-exemple"


@pytest.fixture(scope="module")
def insurer_site(tmp_path_factory: pytest.TempPathFactory, built_site: Path, today: str) -> Path:
    """Return the site of an insurer: its pages, and what it shares with the plain site."""
    out = tmp_path_factory.mktemp("insurer") / "site"
    settings = {
        **settings_for(ID),
        "AMIABLE_TODAY": today,
        "AMIABLE_RULES": api.VERSION,
        "NO_MKDOCS_2_WARNING": "1",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(out)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, check=True)
    for shared in ("assets/python", "assets/table"):
        shutil.copytree(built_site / shared, out / shared)
    write_insurer(out, ID)
    write_entries(ROOT, out, today=today, insurer=ID)
    return out


def words(site: Path, address: str) -> str:
    """Return the text of a page on one line."""
    page = (site / address / "index.html").read_text("utf-8")
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def test_every_page_says_whose_site_it_is_and_binds_nobody(insurer_site: Path) -> None:
    """The name and the number on each page, beside what the site is not; no word of approval."""
    name, number = "Assureur Exemple", "01 99 00 12 34"
    pages = [
        page for page in insurer_site.rglob("index.html") if "e" not in page.relative_to(insurer_site).parts
    ]
    assert len(pages) > 60
    for page in pages:
        text = words(insurer_site, page.relative_to(insurer_site).parent.as_posix())
        assert f"{name} avec Amiable" in text, page
        assert f"mis en ligne par {name}" in text, page
        assert number in text, page
        assert "Amiable n’est pas un site officiel" in text, page
        assert not re.search(rf"(?:agréé|approuvé|recommandé|validé|certifié)\w* par {name}", text), page


def test_an_outcome_says_whom_to_call_by_name(insurer_site: Path) -> None:
    """To declare, the claims office and its card; to complain, the office for that and the mediator."""
    tree = (insurer_site / "outils/faut-il-declarer/index.html").read_text("utf-8")
    declare = tree[tree.index('data-node="declare_now"') :].partition("</section>")[0]
    assert 'href="tel:+33199001234"' in declare
    assert "sinistres@assureur-exemple.example" in declare
    assert f'href="../../contact/{ID}.vcf"' in declare
    tree = (insurer_site / "outils/mon-assureur-ne-repond-pas/index.html").read_text("utf-8")
    complain = tree[tree.index('data-node="complain"') :].partition("</section>")[0]
    assert "reclamations@assureur-exemple.example" in complain
    assert "accepte les demandes des professionnels" in complain
    assert ".vcf" not in complain


def test_an_outcome_about_nobody_of_the_insurer_names_nobody(insurer_site: Path) -> None:
    """Where the police or a lawyer is to be called, the insurer's number would mislead."""
    tree = (insurer_site / "outils/mon-client-m-insulte/index.html").read_text("utf-8")
    sections = re.findall(r'data-node="(\w+)" data-outcome(.*?)</section>', tree, re.DOTALL)
    assert [name for name, text in sections if "data-insurer" in text] == ["not_a_threat"]
    assert len(sections) > 5


def test_a_light_door_carries_the_name_and_the_contract(insurer_site: Path) -> None:
    """Whoever comes from an e-mail sees who sent it, whom to call, and counts by the contract's limit."""
    page = (insurer_site / "e/mise-en-demeure/index.html").read_text("utf-8")
    assert '<a class="brand" href="../../">Assureur Exemple</a>' in page
    assert 'href="tel:+33199001234"' in page
    assert "mis en ligne par Assureur Exemple" in page
    assert 'href="../../assets/css/insurer.css"' in page
    assert re.search(r"<b data-length>10.jours ouvrés</b>", page)
    assert "--am-deep: #12406b" in (insurer_site / "assets/css/insurer.css").read_text("utf-8")


def test_the_card_is_where_the_pages_say(insurer_site: Path) -> None:
    """The link leads to a file that telephones know, with the number in it."""
    card = insurer_site / "contact" / f"{ID}.vcf"
    assert type_of(card.name) == "text/vcard; charset=utf-8"
    assert b"TEL;TYPE=WORK,VOICE:+33199001234\r\n" in card.read_bytes()


def test_the_table_without_script_has_the_contracts_time_limit(insurer_site: Path) -> None:
    """The form opens on the contract's number, and the printed table has its column."""
    page = (insurer_site / "outils/delai-declaration/index.html").read_text("utf-8")
    assert re.search(r'name="length"[^>]* value="10"', page)
    assert 'data-length="10"' in page
    other = (insurer_site / "outils/compter-un-delai/index.html").read_text("utf-8")
    assert not re.search(r'name="length"[^>]* value="10"', other)


def test_python_answers_with_the_contracts_limit_and_colours(
    insurer_site: Path, serve_directory: Callable[[Path], str], browser: Browser, today: str
) -> None:
    """A link that says only when answers with ten days, on a page in the insurer's colours."""
    visitors = Visitors(browser, serve_directory(insurer_site), today)
    colours = {}
    for scheme in ("light", "dark"):
        page = visitors.page(
            "/outils/delai-declaration/#received_on=2026-04-30", on=BEFORE, color_scheme=scheme
        )
        wait_for_answer(page)
        assert dates(page)["deadline"] == "2026-05-19"
        read = "getComputedStyle(document.documentElement).getPropertyValue('--am-deep')"
        colours[scheme] = page.evaluate(read).strip()
        assert page.locator(".am-brand img").evaluate("img => img.naturalWidth > 0")
    visitors.close()
    assert colours == branding.insurer(ID)["colours"]
    # These pages have their modules as they are written: what has come is not asked for again.
    assert [url for url in visitors.requests if "again" in url] == []


def test_the_plain_site_is_whole_and_names_nobody(built_site: Path) -> None:
    """Without settings no page has a place left empty for an insurer."""
    for page in built_site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "data-insurer" not in text, page
        assert "insurer.css" not in text, page
        # The page where an insurer types its name has the sentence ready, its place empty.
        named = re.sub(r"<template data-words.*?</template>", "", text, flags=re.DOTALL)
        assert "mis en ligne par" not in named, page
    assert not (built_site / "contact").exists()


def test_an_unknown_insurer_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """The command says which ones there are, and builds nothing."""
    assert commands.main(["build", "--insurer", "inconnu"]) == 2
    assert "assureur-exemple, mutuelle-modele" in capsys.readouterr().err


TYPED = {
    "name": "On",
    "call": "=",
    "telephone": "0777",
    "hours": "9:30",
    "foot": "Dupont & Fils <script>x()</script>",
    "feedback": "1_0",
}


def test_a_setting_comes_to_the_page_as_it_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No number, hour or word of YAML is read as anything but text, and no mark as markup."""
    monkeypatch.setattr("macros.branding.site.frame_of", lambda _: TYPED)
    for name, text in settings_for(ID).items():
        monkeypatch.setenv(name, text)
    read = get_yaml_loader(SafeLoader)
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), read)  # noqa: S506  # A safe one.
    partials = FileSystemLoader(ROOT / "macros/render/theme/partials")
    generator = Environment(loader=partials)  # noqa: S701  # It escapes nothing, as the generator's own.
    generator.filters["url"] = str
    nav = SimpleNamespace(items=[], homepage={"url": ""})
    around = {"config": settings | {"plugins": []}, "nav": nav, "lang": {"t": str}}
    foot = generator.get_template("copyright.html").render(around)
    head = generator.get_template("header.html").render(around)
    assert f'= <a href="">{TYPED["telephone"]}</a>, {TYPED["hours"]}.' in foot
    assert "Dupont &amp; Fils &lt;script&gt;x()&lt;/script&gt;" in foot
    assert "<span>On <span" in head
    assert "<img" not in head
    for file in (ROOT / "macros/render/theme").rglob("*.html"):
        for printed in re.findall(r"\{\{ (insurer\.[^}]*|to\b[^}]*) \}\}", file.read_text("utf-8")):
            assert printed.endswith("| e"), (file, printed)


def messages(html: str) -> list[tuple[str, dict[str, str]]]:
    """Return every message that a page prepares: to whom, and its subject and body."""
    found = re.findall(r'data-message href="mailto:([^"?]*)[?]([^"]*)"', html)
    return [(to, dict(parse_qsl(unescape(query)))) for to, query in found]


def test_a_word_to_the_publisher_says_the_page_and_no_answer(insurer_site: Path, built_site: Path) -> None:
    """Yes or no on each page, a doubt beside each result: to the insurer's address, with page and rules."""
    to = branding.insurer(ID)["feedback"]
    version = api.VERSION
    guide = messages((insurer_site / "guides/tecrep/index.html").read_text("utf-8"))
    assert [address for address, _ in guide] == [to, to]
    assert [said["subject"].rpartition(" ")[2] for _, said in guide] == ["oui", "non"]
    for _, said in guide:
        assert "/guides/tecrep/" in said["body"]
        assert version in said["body"]
    for tool in ("delai-declaration", "faut-il-declarer"):
        html = (insurer_site / "outils" / tool / "index.html").read_text("utf-8")
        doubts = [one for one in messages(html) if "inattendu" in one[1]["subject"]]
        assert doubts
        assert all(f"/outils/{tool}/" in said["body"] and version in said["body"] for _, said in doubts)
    for file in ("guides/tecrep", "outils/delai-declaration"):
        assert messages((built_site / file / "index.html").read_text("utf-8")) == []


def test_answers_join_a_message_only_when_ticked(browser: Browser, insurer_site: Path) -> None:
    """The node shown is added by the script; the answers are, once the reader has ticked that."""
    server = SiteServer(insurer_site)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/outils/faut-il-declarer/#received=writ")
    page.locator("[data-tool] [data-current]").wait_for()
    link = page.locator("[data-feedback] a").first
    page.evaluate("addEventListener('click', (event) => event.target.closest('a') && event.preventDefault())")

    def body() -> str:
        press(link)
        (told,) = [said for _, said in messages(f'data-message href="{link.get_attribute("href")}"')]
        return told["body"]

    assert "writ_insurer" in body()
    assert "received" not in body()
    press(page.locator("[data-with-answers] input"))
    assert "received=writ" in body()
    press(page.locator("[data-with-answers] input"))
    assert "received" not in body()
    page.close()
    server.shutdown()
    server.server_close()
