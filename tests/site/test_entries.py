"""The entry pages as delivered: small, whole as files, each preset opening its tool with its answers."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest

from macros.render import content
from macros.rules import api

#: Twenty kilobytes for a page and its looks, whatever it says.
BUDGET = 20_000

SITUATIONS = (
    "mise-en-demeure",
    "reclamation-recue",
    "assignation",
    "faut-il-declarer",
    "client-mecontent",
    "client-insultant",
    "assureur-sans-reponse",
    "client-ne-paie-pas",
)
DATED = SITUATIONS[:3]


@pytest.fixture(scope="session")
def entries(built_site: Path) -> dict[str, str]:
    """Return the HTML of every entry, by its address."""
    return {
        f"/{file.parent.relative_to(built_site).as_posix()}/": file.read_text("utf-8")
        for file in sorted((built_site / "e").rglob("index.html"))
    }


def choices(address: str, html: str) -> list[tuple[str, dict[str, str]]]:
    """Return where each answer to the first question leads: the page, and the answers it is given."""
    (listed,) = re.findall(r'<ul class="choices(?: dated)?" data-primary>(.*?)</ul>', html, re.DOTALL)
    found = re.findall(r'href="([^"]*)"', listed)
    targets = [urlsplit(urljoin(f"https://site{address}", url.replace("&amp;", "&"))) for url in found]
    return [(target.path, dict(parse_qsl(target.fragment))) for target in targets]


def test_every_situation_and_every_preset_has_its_address(entries: dict[str, str]) -> None:
    """The addresses that e-mails hold are there, and no others: they stay for ever."""
    slugs = [one["slug"] for one in content.presets()]
    expected = {f"/e/{id}/" for id in SITUATIONS} | {f"/e/{id}/{slug}/" for id in DATED for slug in slugs}
    assert set(entries) == expected
    assert {"5-jours-ouvres", "10-jours-ouvres", "10-jours-ouvrables", "15-jours"} <= set(slugs)


def test_no_door_weighs_more_than_its_budget(entries: dict[str, str], built_site: Path) -> None:
    """A page and its one style sheet stay under twenty kilobytes, uncompressed."""
    looks = (built_site / "assets/css/entry.css").stat().st_size
    weights = {address: len(html.encode()) + looks for address, html in entries.items()}
    assert {address: weight for address, weight in weights.items() if weight > BUDGET} == {}


def test_every_door_is_whole_and_to_itself(entries: dict[str, str]) -> None:
    """Three lines, one primary action, hidden from search engines, nothing inline, nobody else's files."""
    for address, html in entries.items():
        assert '<meta name="robots" content="noindex">' in html, address
        assert len(re.findall(r"<li>", html.partition('<ul class="lines">')[2].partition("</ul>")[0])) == 3
        assert html.count("<h1>") == 1, address
        shown = html.partition("<template")[0]
        assert shown.count("data-primary") == 1, address
        assert shown.count("button main") == ('class="choices' not in shown), address
        assert re.findall(r"<style|<script(?![^>]* src=)| style=|\son\w+=", html) == [], address
        loaded = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"]*)"', html)
        assert loaded
        assert [url for url in loaded if re.match(r"[a-z]+:|//", url)] == [], address


def test_a_choice_opens_the_tool_with_its_answers(entries: dict[str, str], today: str) -> None:
    """Without a script a choice is a link: the tool understands every answer in it, the contract too."""
    presets = {one["slug"]: one for one in content.presets()}
    for address, html in entries.items():
        id, _, slug = address.strip("/").removeprefix("e/").partition("/")
        (situation,) = (one for one in content.situations() if one["id"] == id)
        targets = choices(address, html)
        assert {path for path, _ in targets} == {f"/outils/{situation['tool']}/"}, address
        results = [api.answer(situation["tool"], answers, today=today) for _, answers in targets]
        if id not in DATED:
            assert all(result["path"] for result in results), address
            continue
        contract = presets.get(slug, {"length": "5", "unit": "jours_ouvres"})
        assert [result["status"] for result in results] == ["answered", "answered", "incomplete"], address
        for result in results:
            assert {name: result["answers"][name] for name in ("length", "unit")} == {
                name: contract[name] for name in ("length", "unit")
            }, address


def test_every_link_of_a_door_leads_somewhere(entries: dict[str, str], built_site: Path) -> None:
    """The pieces, the letter, the guides: each link within the site has its page."""
    lost = set()
    for address, html in entries.items():
        for url in re.findall(r'<a [^>]*href="([^"]*)"', html):
            path = urlsplit(urljoin(f"https://site{address}", url))
            if path.netloc == "site" and not (built_site / path.path.strip("/") / "index.html").is_file():
                lost.add((address, url))
    assert lost == set()


def test_the_table_of_a_door_says_what_the_tool_says(entries: dict[str, str], today: str) -> None:
    """Around the day of the build, each start has the two dates that the tool gives that day."""
    for slug in ("10-jours-ouvres", "8-jours-ouvrables", "30-jours"):
        (preset,) = (one for one in content.presets() if one["slug"] == slug)
        html = entries[f"/e/mise-en-demeure/{slug}/"]
        rows = re.findall(r'<tr><th scope="row">(.*?)</th><td><b>(.*?)</b></td><td>(.*?)</td></tr>', html)
        assert len(rows) == 41
        answers = {"received_on": today, "length": preset["length"], "unit": preset["unit"]}
        result = api.answer("delai-declaration", answers, today=today)
        labels = {step["date"]: step["label"] for step in result["steps"]}
        expected = [labels[day] for day in (today, result["dates"]["safe_date"], result["dates"]["deadline"])]
        assert [cell.partition(" ")[2] for cell in rows[10]] == expected
