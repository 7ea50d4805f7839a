"""A tool in another site's page: its height, the keyboard, printing, and who is spoken to."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, Page, expect

from macros.publish.hosting.headers import Rule
from macros.publish.hosting.serve import SiteServer
from tests.browser.gestures import press
from tests.browser.tools import BEFORE, EXAMPLE
from tests.browser.visitors import Visitors
from tests.site.test_framed import PUBLISHED

ROOT = Path(__file__).parent.parent.parent

HOST = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>Un assureur</title>
<h1>Votre espace</h1><button id="before">Avant</button>
<iframe data-amiable src="{site}{path}" title="Outil" width="300" height="300"
  allow="clipboard-write"></iframe>
<button id="after">Après</button>
<script defer crossorigin="anonymous" src="{site}/assets/js/embed-2.js" integrity="{integrity}"></script>
</html>"""

#: Keep what one page hears of the other, and do not open the dialog of the printer.
WATCH = """
window.heard = [];
addEventListener("message", ({ data }) => window.heard.push(data));
window.printed = 0;
window.print = () => { window.printed += 1; };
"""

FITS = """() => {
  const frame = document.querySelector("iframe");
  const said = window.heard.filter(({ kind }) => kind === "height").at(-1);
  return said !== undefined && frame.style.height === `${said.height}px` && frame.clientHeight > 300;
}"""

Open = Callable[..., Page]


@pytest.fixture
def host(tmp_path: Path, site_server: str, visitors: Visitors) -> Iterator[Open]:
    """Return a function that opens another site's page with a page of ours in its frame."""
    (tmp_path / "host").mkdir()
    server = SiteServer(tmp_path / "host")
    server.rules = (Rule("^/", {}),)  # Another site has no policy of ours.
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def open_page(path: str, *, site: str = site_server, integrity: str = PUBLISHED) -> Page:
        text = HOST.format(site=site, path=path, integrity=integrity)
        (tmp_path / "host" / "index.html").write_text(text, "utf-8")
        visitors.know(site)
        return visitors.page("/", site=f"http://127.0.0.1:{server.server_port}", on=BEFORE, init=WATCH)

    yield open_page
    server.shutdown()
    server.server_close()


def framed(page: Page) -> Frame:
    """Return the document in the frame."""
    return page.frames[1]


def kinds(page: Page) -> list[str]:
    """Return the kinds of the messages that the page around has heard."""
    return list(page.evaluate("window.heard.map(({ kind }) => kind)"))


def name_another(page: Page) -> None:
    """Have the copies name another site as the one that may show them."""
    page.route(
        re.compile(r"//[^/]+/integrer/"),
        lambda route: route.fulfill(
            response=(kept := route.fetch()),
            body=kept.text().replace('data-embedders=""', 'data-embedders="https://www.assureur.example"'),
        ),
    )


def test_a_frame_is_as_tall_as_its_tool_and_follows_it(host: Open) -> None:
    """The tool says its height before the answer, and again when Python has answered in the frame."""
    page = host(f"/integrer/{EXAMPLE}/#received_on=2026-04-30")
    framed(page).locator("[data-result][data-from=python][data-status=answered]").wait_for()
    page.wait_for_function(FITS)
    tall = framed(page).evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
    expect(page.locator("iframe")).to_have_css("height", f"{tall}px")
    assert framed(page).locator("time[data-date=deadline]").get_attribute("datetime") == "2026-05-11"
    press(framed(page).locator("details:not([open]) > summary").first)
    grown = f"Math.ceil(document.documentElement.getBoundingClientRect().height) > {tall}"
    assert framed(page).evaluate(grown)
    page.wait_for_function(f"() => document.querySelector('iframe').clientHeight > {tall}")


def test_the_keyboard_goes_into_the_frame_through_a_tree_and_out(host: Open) -> None:
    """Tab enters the tool, Enter answers, the focus is on the next question, and Tab leaves at the end."""
    page = host("/integrer/faut-il-declarer/")
    page.wait_for_function(FITS)
    page.locator("#before").focus()
    page.keyboard.press("Tab")
    current = framed(page).locator("[data-current]")
    first = current.get_attribute("data-node")
    for _ in range(10):
        if framed(page).evaluate("document.activeElement?.dataset.value ?? ''"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(current).not_to_have_attribute("data-node", first or "")
    framed(page).wait_for_function(
        "document.querySelector('[data-current]').contains(document.activeElement)"
    )
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "after":
            break
    assert page.evaluate("document.activeElement.id") == "after"


def test_printing_in_the_frame_prints_the_tool_alone(host: Open) -> None:
    """The tool's button prints its own document, and on paper the buttons are gone."""
    page = host(f"/integrer/{EXAMPLE}/#received_on=2026-04-30")
    framed(page).locator("[data-result][data-from=python][data-status=answered]").wait_for()
    # What adds to the case has no room here: the tool is there by itself.
    assert framed(page).locator("[data-case-add]").first.evaluate("one => one.getClientRects().length") == 0
    press(framed(page).locator("[data-action=print]").first)
    assert framed(page).evaluate("window.printed") == 1
    assert page.evaluate("window.printed") == 0
    page.emulate_media(media="print")
    expect(framed(page).locator("[data-action=print]").first).to_be_hidden()
    expect(framed(page).locator("[data-result]")).to_be_visible()


def test_a_link_of_the_tool_opens_beside_the_page(host: Open) -> None:
    """The whole page is another tab; the frame keeps its tool."""
    page = host("/integrer/tecrep/")
    with page.expect_popup() as opened:
        press(framed(page).locator("footer a"))
    opened.value.locator(".am-header").wait_for()
    assert opened.value.url.endswith("/outils/tecrep/")
    assert framed(page).url.endswith("/integrer/tecrep/")


def test_the_link_that_is_copied_is_the_whole_page(host: Open) -> None:
    """The copy's own address is cited nowhere: the button gives the page's, with the answers."""
    page = host("/integrer/tecrep/#listen=done")
    framed(page).locator("[data-tool][data-state=ready]").wait_for()
    framed(page).evaluate(
        """() => Object.defineProperty(navigator, "clipboard", {
          value: { writeText: async (text) => { window.copied = text; } },
        })"""
    )
    press(framed(page).locator("[data-action=copy]"))
    framed(page).wait_for_function("() => window.copied")
    assert urlsplit(framed(page).evaluate("window.copied"))[2:] == ("/outils/tecrep/", "", "listen=done")


def test_a_height_from_anybody_else_is_not_believed(host: Open) -> None:
    """What the page itself says, or another frame, or a height that is none, changes nothing."""
    page = host("/integrer/tecrep/")
    framed(page).locator("[data-tool][data-state=ready]").wait_for()  # Its height changes no more.
    page.wait_for_function(FITS)
    before = page.locator("iframe").evaluate("frame => frame.style.height")
    forged = "{ amiable: 1, kind: 'height', height: 5 }"
    page.evaluate(
        f"""async () => {{
          postMessage({forged}, "*");
          const other = document.createElement("iframe");
          other.dataset.amiable = "";
          other.sandbox = "allow-scripts";
          other.srcdoc = "<script>parent.postMessage({forged}, '*')</script>";
          document.body.append(other);
          const both = () => window.heard.filter(({{ height }}) => height === 5).length === 2;
          while (!both()) await new Promise(requestAnimationFrame);
        }}"""
    )
    framed(page).evaluate("parent.postMessage({ amiable: 1, kind: 'height', height: 'url(x)' }, '*')")
    page.wait_for_function("() => window.heard.some(({ height }) => height === 'url(x)')")
    found = page.locator("iframe").evaluate_all("all => all.map((frame) => frame.style.height)")
    assert found == [before, ""]


def test_a_copy_for_named_sites_tells_no_other_its_height(host: Open) -> None:
    """A page around that is not named hears that the frame is there, and no more."""
    page = host("/integrer/tecrep/")
    page.wait_for_function(FITS)
    name_another(page)
    page.reload()
    framed(page).wait_for_load_state("networkidle")
    assert framed(page).evaluate("document.documentElement.dataset.embedders")
    assert kinds(page) == ["ready"]


def test_a_page_of_a_disk_gives_the_frame_its_height(
    tmp_path: Path, site_server: str, visitors: Visitors
) -> None:
    """A page without a site hears the height, in the sandbox that we allow; not where sites are named."""
    words = re.search(r'sandbox="([^"]+)"', (ROOT / "docs/assureurs/integrer.md").read_text("utf-8"))
    assert words
    path = f'/integrer/tecrep/" sandbox="{words[1]}'
    file = tmp_path / "essai.html"
    file.write_text(HOST.format(site=site_server, path=path, integrity=PUBLISHED), "utf-8")
    visitors.know("file://")
    page = visitors.page(on=BEFORE, init=WATCH)
    page.goto(file.as_uri())
    page.wait_for_function(FITS)
    assert set(kinds(page)) == {"ready", "height"}
    name_another(page)
    page.reload()
    framed(page).wait_for_load_state("networkidle")
    assert kinds(page) == ["ready"]


def test_the_sites_own_example_is_as_tall_as_its_tool(visitors: Visitors) -> None:
    """The page that says what to copy shows it at work, even where other sites alone are named."""
    page = visitors.page(init=WATCH)
    name_another(page)
    page.goto("/assureurs/integrer/")
    page.wait_for_function("() => window.heard.some(({ kind }) => kind === 'height')")
    shown = "frame => frame.clientHeight >= frame.contentDocument.documentElement.scrollHeight"
    assert page.locator("iframe").evaluate(shown)


def test_a_browser_refuses_a_frame_to_a_site_that_is_not_named(
    host: Open, built_site: Path, tmp_path: Path, serve_directory: Callable[[Path], str], visitors: Visitors
) -> None:
    """The policy sent with the copy names the sites that may; to another the browser shows nothing."""
    site = tmp_path / "named"
    shutil.copytree(built_site / "assets/js", site / "assets/js")
    copy = site / "integrer/tecrep/index.html"
    copy.parent.mkdir(parents=True)
    html = (built_site / "integrer/tecrep/index.html").read_text("utf-8")
    copy.write_text(html.replace('data-embedders=""', 'data-embedders="https://www.assureur.example"'))
    page = host("/integrer/tecrep/", site=serve_directory(site))
    page.wait_for_load_state("networkidle")
    assert kinds(page) == []
    assert any("frame-ancestors" in refusal for refusal in visitors.refusals)
    visitors.refusals.clear()


def test_a_browser_refuses_to_frame_a_page_that_is_no_copy(host: Open, visitors: Visitors) -> None:
    """No other page of the site can be shown in another site's page."""
    page = host("/outils/tecrep/")
    page.wait_for_load_state("networkidle")
    assert kinds(page) == []
    assert any("frame-ancestors" in refusal for refusal in visitors.refusals)
    visitors.refusals.clear()


def test_another_script_in_the_place_of_ours_does_not_run(host: Open) -> None:
    """With another integrity the browser refuses the script: the frame keeps the height that was written."""
    page = host("/integrer/tecrep/", integrity=f"sha384-{'A' * 64}")
    page.wait_for_function("() => window.heard.some(({ kind }) => kind === 'ready')")
    framed(page).wait_for_load_state("networkidle")
    assert kinds(page) == ["ready"]
    assert page.locator("iframe").evaluate("frame => frame.style.height") == ""
