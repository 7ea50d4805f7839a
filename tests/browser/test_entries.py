"""A entry page from an insurer's e-mail: the first journey of a reader, whatever was done to its link."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from macros.publish.hosting.serve import SiteServer
from macros.render import content
from tests.browser.axe_audit import LEGIBLE, look
from tests.browser.gestures import press
from tests.browser.tools import (
    EXAMPLE,
    choose_day,
    dates,
    door,
    expect_heard,
    field,
    plain,
    result,
    texts,
    tool,
    wait_for_answer,
    wait_for_state,
    wait_until,
    word,
)
from tests.browser.visitors import Visitors, hold

DOOR = "/e/mise-en-demeure/10-jours-ouvres/"
CONTRACT = {"length": "10", "unit": "jours_ouvres"}
PLAIN = "/e/mise-en-demeure/"
ANSWER = "output[data-result][data-from=table]"


def yesterday(today: str) -> str:
    return (date.fromisoformat(today) - timedelta(days=1)).isoformat()


def shown(page: Page) -> dict[str, str]:
    """Return the dates that an entry shows, by name."""
    page.wait_for_selector(ANSWER)
    pairs = page.eval_on_selector_all(
        f"{ANSWER} time[data-date]", "all => all.map((one) => [one.dataset.date, one.dateTime])"
    )
    return dict(pairs)


def expected(today: str, received: str, **contract: str) -> dict[str, str]:
    """Return both dates as the rules do."""
    told = door(EXAMPLE, {"received_on": received, **contract}, today=today)
    return {name: told["dates"][name] for name in ("safe_date", "deadline")}


def test_a_phone_at_night_has_its_date_before_python(
    visitors: Visitors, today: str, site_server: str
) -> None:
    """« Hier » shows the prudent date in large and the limit beneath, without Python or anybody else."""
    page = visitors.page(f"{DOOR}?utm_source=lettre&utm_campaign=nov", python="refused")
    choose_day(page, "Hier")
    assert shown(page) == expected(today, yesterday(today), **CONTRACT)
    expect(page.locator("[data-heading]")).to_be_focused()
    expect_heard(page, page.locator(f"{ANSWER} [data-said]").text_content() or "-")
    big, line = (page.locator(f"{ANSWER} {part}") for part in (".big", ".line"))
    assert big.bounding_box()["y"] < line.bounding_box()["y"]  # type: ignore[index]
    sizes = [one.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") for one in (big, line)]
    assert sizes[0] > 1.5 * sizes[1]
    assert urlsplit(page.url).query == ""
    assert {name: value[0] for name, value in parse_qs(urlsplit(page.url).fragment).items()} == {
        "received_on": yesterday(today),
        **CONTRACT,
    }
    colour = "one => getComputedStyle(one).backgroundColor"
    filled = [one for one in page.locator("a.main").all() if one.evaluate(colour) != "rgba(0, 0, 0, 0)"]
    assert [one.inner_text() for one in filled] == ["Préparer ma déclaration"]
    assert not any("/assets/python/" in url for url in visitors.requests)
    assert all(url.startswith(f"{site_server}/") for url in visitors.requests)
    assert look(page) == LEGIBLE


def test_from_the_door_to_the_reasons_and_the_letter(visitors: Visitors, today: str) -> None:
    """The days are beneath the answer one by one, and in the tool; the letter has the day of reception."""
    page = visitors.page(DOOR, service_workers="block")
    choose_day(page, "Hier")
    first = shown(page)
    told = door(EXAMPLE, {"received_on": yesterday(today), **CONTRACT}, today=today)["display"]["counts"]
    press(page.locator("[data-answer] summary", has_text=word("why_this_date")))
    assert texts(page.locator("[data-answer] li[data-role]:visible")) == [
        plain(step["text"]) for count in told for step in count["steps"]
    ]
    press(page.get_by_role("link", name=content.words("entries")["in_tool"]))
    wait_for_answer(page)
    assert first.items() <= dates(page).items()
    expect(tool(page).locator("[data-why]")).to_be_focused()
    assert tool(page).locator("[data-answer] .am-sheet").count() > 10
    page.go_back()
    assert shown(page) == first
    press(page.get_by_role("link", name="Préparer ma déclaration").first)
    wait_for_state(page, "ready")
    received = date.fromisoformat(yesterday(today))
    expect(field(page, "received_on")).to_have_value(f"{received:%d/%m/%Y}")


def test_the_date_goes_to_the_calendar(visitors: Visitors, today: str, built_site: Path) -> None:
    """The link is a real file of this site, for the same date, whatever the contract."""
    page = visitors.page(DOOR, python="refused")
    for address, contract in ((DOOR, CONTRACT), (f"{PLAIN}30-jours/", {"length": "30", "unit": "jours"})):
        page.goto(address)
        choose_day(page, "Aujourd’hui")
        assert shown(page) == expected(today, today, **contract)
        link = page.get_by_role("link", name=word("calendar"))
        file = built_site / urlsplit(link.evaluate("one => one.href")).path.strip("/")
        assert file.is_file()
        assert shown(page)["safe_date"].replace("-", "") in file.read_text("utf-8")


def test_another_day_is_typed_in_the_door(visitors: Visitors, today: str) -> None:
    """« Une autre date » asks for the day there; a limit that has passed is said there too."""
    page = visitors.page(DOOR, python="refused")
    choose_day(page, "Une autre date")
    received = (date.fromisoformat(today) - timedelta(days=3)).isoformat()
    page.locator("input[type=date]").fill(received)
    press(page.get_by_role("button"))
    assert shown(page) == expected(today, received, **CONTRACT)
    long_ago = (date.fromisoformat(today) - timedelta(days=90)).isoformat()
    page.locator("input[type=date]").fill(long_ago)
    press(page.get_by_role("button", name="Voir la date à retenir"))
    late = door(EXAMPLE, {"received_on": long_ago, **CONTRACT}, today=today)
    expect(page.locator(f"{ANSWER} .big")).to_have_text(late["display"]["headline"])
    for warning in late["warnings"]:
        expect(page.locator("[data-answer]")).to_contain_text(plain(warning["text"]))
    expect(page.locator("[data-answer] li[data-role]")).to_have_count(
        sum(len(one["steps"]) for one in late["display"]["counts"])
    )


def test_a_choice_stands_alone_while_its_table_comes(visitors: Visitors, today: str) -> None:
    """After « Hier » nothing else can be pressed; with its answer « Une autre date » is there again."""
    page = visitors.page(service_workers="block")
    held: list[Route] = []
    page.route(f"**/table/{EXAMPLE}/*", lambda route: held.append(route))
    page.goto(DOOR)
    choose_day(page, "Hier")
    expect(page.locator("main").locator("a, button, summary, input").locator("visible=true")).to_have_count(0)
    held[0].continue_()
    assert shown(page) == expected(today, yesterday(today), **CONTRACT)
    choose_day(page, "Une autre date")
    expect(page.locator("input[type=date]")).to_be_focused()
    assert shown(page) == expected(today, yesterday(today), **CONTRACT)


def test_a_table_that_does_not_come_is_not_waited_for(visitors: Visitors, today: str) -> None:
    """Where the table is long in coming, the choice leads to the tool, with the day it meant."""
    page = visitors.page(service_workers="block")
    page.route(f"**/table/{EXAMPLE}/*", hold)
    page.goto(DOOR)
    choose_day(page, "Hier")
    page.clock.fast_forward(4_000)
    page.wait_for_url(f"**/outils/{EXAMPLE}/**")
    wait_for_answer(page)
    assert dates(page) == expected(today, yesterday(today), **CONTRACT)


@pytest.mark.parametrize(
    "arrival",
    [
        "#received_on=hier&length=12&unit=jours_ouvrables",
        "%23received_on=hier&length=12&unit=jours_ouvrables",
        "?utm_source=x%23received_on=hier&length=12&unit=jours_ouvrables",
        "?utm_source=x&fbclid=y#received_on=hier&amp;length=12&amp;unit=jours_ouvrables&campagne=mars",
    ],
)
def test_a_link_with_the_contract_answers_however_it_arrives(
    visitors: Visitors, today: str, arrival: str
) -> None:
    """`#` turned into `%23` or tracking added, the answer of the link is shown, for its own contract."""
    page = visitors.page(f"{PLAIN}{arrival}", python="refused")
    assert shown(page) == expected(today, yesterday(today), length="12", unit="jours_ouvrables")
    expect(page.locator("[data-length]")).to_have_text("12 jours ouvrables")


def test_hostile_values_are_text_and_end_in_a_refusal(visitors: Visitors) -> None:
    """HTML, very long words and wrong types in a link: not shown, refused by the tool."""
    long = "é" * 100_000
    page = visitors.page(
        f"{PLAIN}#length=<img src=x onerror=alert(1)>&unit=%5B%5D&campagne=<script>alert(1)</script>{long}",
    )
    expect(page.locator("[data-campaign]")).to_be_hidden()
    assert page.locator("[data-campaign] span").inner_text() == ""
    assert page.locator("main img, main script").count() == 0
    expect(page.locator("[data-length]")).to_have_text("5 jours ouvrés")
    choose_day(page, "Hier")
    page.wait_for_url(f"**/outils/{EXAMPLE}/**")
    wait_for_answer(page, status="invalid")
    assert result(page).count() == 1
    assert tool(page).locator("[data-error]:visible").count() == 1
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("contract", ["length=constructor", "length=__proto__", "unit=constructor"])
def test_a_word_of_the_language_is_no_contract(visitors: Visitors, contract: str) -> None:
    """What every object of a script has is in no table: the page says its own contract, and goes on."""
    page = visitors.page(f"{PLAIN}#{contract}&received_on=hier", python="refused")
    expect(page.locator("[data-tool-link]").first).to_have_attribute("href", re.compile(contract))
    expect(page.locator("[data-length]")).to_have_text("5 jours ouvrés")
    expect(page.locator(ANSWER)).to_have_count(0)


@pytest.mark.parametrize("campaign", ["Appelez le 01 23 45 67 89", "\u202emars", "a" * 41, "-mars"])
def test_what_is_no_campaign_is_neither_shown_nor_carried(visitors: Visitors, campaign: str) -> None:
    """Beside an insurer's name only a word of its own form is shown."""
    page = visitors.page(f"{DOOR}#campagne={quote(campaign)}", python="refused")
    choose_day(page, "Hier")
    shown(page)
    expect(page.locator("[data-campaign]")).to_be_hidden()
    assert "campagne" not in page.url


def test_a_second_link_is_answered_in_the_open_door(visitors: Visitors, today: str) -> None:
    """Another link into the page has its own contract, day and word; one without a day asks for it."""
    page = visitors.page(
        f"{PLAIN}#received_on=hier&length=10&unit=jours_ouvres&campagne=mars", python="refused"
    )
    assert shown(page) == expected(today, yesterday(today), **CONTRACT)
    page.evaluate("location.hash = 'received_on=aujourd’hui&campagne=avril'")
    expect(page.locator("[data-campaign]")).to_contain_text("avril")
    assert shown(page) == expected(today, today)
    expect(page.locator("[data-length]")).to_have_text("5 jours ouvrés")
    page.evaluate("location.hash = 'length=10&unit=jours_ouvres'")
    expect(page.locator("[data-length]")).to_have_text("10 jours ouvrés")
    expect(page.locator(ANSWER)).to_have_count(0)


def test_a_campaign_stays_on_the_page(visitors: Visitors) -> None:
    """The sender's word is shown, and no request of the visit holds it."""
    page = visitors.page(f"{DOOR}#campagne=relance-mars", python="refused")
    expect(page.locator("[data-campaign]")).to_contain_text("relance-mars")
    choose_day(page, "Hier")
    shown(page)
    assert page.url.endswith("&campagne=relance-mars&fin")
    assert [
        url for url in visitors.requests if "relance-mars" in urlsplit(url)._replace(fragment="").geturl()
    ] == []


@pytest.mark.parametrize("situation", [one["id"] for one in content.situations()])
def test_without_script_a_door_is_whole(visitors: Visitors, situation: str) -> None:
    """No script: three lines, the question, its choices as links into the tool, and the method in words."""
    page = visitors.page(f"/e/{situation}/", java_script_enabled=False)
    assert page.locator(".lines li:visible").count() == 3
    choice = page.locator(".choices a").first
    expect(choice).to_be_visible()
    assert choice.bounding_box()["y"] < 740  # type: ignore[index]  # within the first screen of a phone
    if page.locator("[data-tool-id]").count():
        press(page.locator("summary").first)
        assert page.locator("tbody tr:visible").count() == 41
        assert page.locator("form:visible").count() == 0
    press(choice)
    expect(tool(page)).to_have_attribute("data-state", "static")


class Cut:
    """A copy of the site that can be cut off."""

    def __init__(self, directory: Path) -> None:
        self.server = SiteServer(directory)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def cut(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def network(built_site: Path, tmp_path: Path) -> Iterator[Cut]:
    """Return the site at an address of its own, until the test cuts it off."""
    network = Cut(Path(shutil.copytree(built_site, tmp_path / "site", copy_function=_link)))
    yield network
    network.cut()


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


#: Whether a page and the table it answers from are kept on the device.
KEPT = """async (end) => {
  const found = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  return [end, "/metropole.json"].every((wanted) => found.some((path) => path.endsWith(wanted)));
}"""


def test_the_next_day_without_a_network_it_is_still_there(
    visitors: Visitors, today: str, network: Cut
) -> None:
    """Once answered, the entry opens again the day after with no network, and answers another day."""
    page = visitors.page(DOOR, site=network.address)
    choose_day(page, "Hier")
    first = shown(page)
    link = page.url
    wait_until(page, KEPT, DOOR)
    context = page.context
    page.close()
    network.cut()
    tomorrow = (date.fromisoformat(today) + timedelta(days=1)).isoformat()
    context.clock.set_system_time(f"{tomorrow}T09:00:00")
    again = context.new_page()
    again.goto(link)
    assert shown(again) == first
    choose_day(again, "Hier")
    expect(again.locator(f"{ANSWER} [data-date=deadline]")).to_have_attribute(
        "datetime", expected(tomorrow, today, **CONTRACT)["deadline"]
    )


def test_a_case_that_is_kept_goes_on_from_the_door(visitors: Visitors) -> None:
    """The way to the case is there in any case; it says « Reprendre » where the device keeps one."""
    words = content.words("entries")
    page = visitors.page("/e/client-insultant/")
    link = page.locator("main a[href$='/dossier/']")
    expect(link).to_have_text(words["case"])
    page.evaluate("localStorage.setItem('amiable.case.dossier', '{}')")
    page.reload()
    expect(link).to_have_text(words["resume_case"])
