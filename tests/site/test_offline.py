"""Without a network: what was read is still there, and a newer site is never hidden by an older one."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.publish.hosting.serve import SiteHandler, SiteServer
from macros.publish.offline import write_service_worker
from macros.rules import api
from tests.browser.gestures import press
from tests.browser.tools import wait_until

TOOL = "/outils/delai-declaration/"
TABLE = "/assets/table/delai-declaration/metropole.json"
PYTHON_ANSWERED = "[data-result][data-from=python]"
KEPT = """async () => {
  const urls = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
  return urls;
}"""

#: A busy machine may find its own line slow, and take the library.
STARTS = ["/memory.bin", "/python.zip"]


PORTAL = b"<!doctype html><title>Portail</title><h1>Portail</h1>"


class SlowHandler(SiteHandler):
    """Answers for a page as late as its host says."""

    server: SlowServer

    def do_GET(self) -> None:  # noqa: N802  # The name that the library calls.
        if self.server.portal:
            self._portal(self.server.portal)
            return
        if self.path.partition("?")[0].endswith("/"):
            self.server.is_free.wait(self.server.late)
        super().do_GET()

    def _portal(self, kind: str) -> None:
        path = self.path.partition("?")[0]
        self.close_connection = True  # A line that was open before would lead past it.
        if kind == "gone":
            return
        body = PORTAL
        if kind == "cut":  # Without its length nobody can tell by the line alone.
            file = Path(self.directory) / path.strip("/")
            content = (file / "index.html" if file.is_dir() else file).read_bytes()
            body = content[: len(content) * 2 // 3]
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if kind == "html" else self.guess_type(path))
        if kind != "cut":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class SlowServer(SiteServer):
    """Serve a directory; a page comes `late` seconds after it was asked for, or once the server is free."""

    def __init__(self, directory: Path, port: int) -> None:
        super().__init__(directory, port)
        self.RequestHandlerClass = partial(SlowHandler, directory=str(directory))
        self.late = 0.0
        self.portal = (
            ""  # Between the reader and the site: "html" under every address, its "type", "cut" or "gone".
        )
        self.is_free = threading.Event()


class Host:
    """A copy of the site, served until the network is cut, and again at the same address."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.port = 0
        self.connect()

    def connect(self) -> None:
        self.server = SlowServer(self.directory, self.port)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def cut(self) -> None:
        self.server.portal = "gone"  # A line that was open before would stay so.
        self.server.is_free.set()
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture
def host(built_site: Path, tmp_path: Path) -> Iterator[Host]:
    """Return a copy of the site to change and to cut off."""
    host = Host(Path(shutil.copytree(built_site, tmp_path / "site")))
    yield host
    host.cut()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of a browser that knows nothing yet."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def use_the_tool(page: Page, host: Host) -> None:
    """Answer with Python, and wait until the page and Python are kept."""
    page.goto(f"{host.address}{TOOL}#received_on=2026-04-30")
    page.wait_for_selector(PYTHON_ANSWERED, state="attached")
    has_all = f"""async () => {{
      const kept = await ({KEPT})();
      const has = (end) => kept.some((url) => url.endsWith(end));
      if (!{json.dumps(STARTS)}.some(has)) return false;
      return ["{TOOL}", "{TABLE}", "/worker.mjs", "/engine.mjs", "/pyodide.asm.wasm"].every(has);
    }}"""
    wait_until(page, has_all)


def deploy(host: Host, word: str) -> None:
    """Put another version of the site there: its page says another word."""
    file = host.directory / TOOL.strip("/") / "index.html"
    file.write_text(re.sub(r"<title>.*?</title>", f"<title>{word}</title>", file.read_text("utf-8")), "utf-8")
    for variant in (*file.parent.glob("index.html.*"), *host.directory.glob("sw.js.*")):
        variant.unlink()
    (bundle,) = (host.directory / "assets" / "python").iterdir()
    write_service_worker(host.directory, bundle.name)


def test_the_next_day_without_network_the_tool_answers(page: Page, host: Host) -> None:
    """Used once, closed, opened again with the network cut: Python gives the same date."""
    use_the_tool(page, host)
    context = page.context
    page.close()
    host.cut()
    again = context.new_page()
    again.goto(f"{host.address}{TOOL}?utm_source=mail#received_on=2026-04-30&length=7")
    again.wait_for_selector(PYTHON_ANSWERED, state="attached", timeout=60_000)
    expected = api.answer(
        "delai-declaration", {"received_on": "2026-04-30", "length": "7"}, today="2026-05-02"
    )["dates"]["deadline"]
    shown = again.locator(f"{PYTHON_ANSWERED} time[data-date=deadline]").first
    assert shown.get_attribute("datetime") == expected
    host.connect()


def test_a_page_read_second_is_kept_and_one_never_read_is_not(page: Page, host: Host) -> None:
    """A reader who goes from page to page keeps what was read, and nothing that was not."""
    page.goto(f"{host.address}/guides/")
    assert page.evaluate("navigator.serviceWorker.getRegistration()") is None
    press(page.locator('article a[href$="tecrep/"]').first)
    wait_until(page, f"async () => (await ({KEPT})()).includes('/guides/tecrep/')")
    kept = page.evaluate(KEPT)
    assert "/guides/faq/" not in kept
    assert [url for url in kept if "/assets/python/" in url] == []
    host.cut()
    page.reload()
    expect(page.locator("h1")).to_contain_text("TECREP")
    host.connect()


def test_a_page_never_read_leads_to_those_that_are_kept(page: Page, host: Host) -> None:
    """Without a network a page that is not kept gives way to ours: home is on it, and what was read."""
    page.goto(f"{host.address}/guides/")
    press(page.locator('article a[href$="tecrep/"]').first)
    wait_until(page, f"async () => (await ({KEPT})()).includes('/guides/tecrep/')")
    wait_until(page, f"async () => (await ({KEPT})()).includes('/hors-ligne/')")
    page.goto(f"{host.address}/guides/tecrep/")  # By the worker, from now on.
    host.cut()
    page.goto(f"{host.address}/guides/faq/")
    assert page.url.endswith("/hors-ligne/"), (page.url, page.title(), page.evaluate(KEPT))
    listed = page.locator("[data-pages] a")
    expect(listed.filter(has_text="TECREP")).to_have_count(1)
    press(listed.first)
    expect(page.locator("h1")).to_contain_text("Votre client est en colère")
    host.connect()


def test_a_visit_that_touches_nothing_keeps_nothing(page: Page, host: Host) -> None:
    """Who only looks at one page leaves with an empty device."""
    page.goto(host.address + TOOL, wait_until="networkidle")
    page.wait_for_timeout(300)
    assert page.evaluate("navigator.serviceWorker.getRegistration()") is None
    assert page.evaluate(KEPT) == []


def test_a_slow_network_is_no_better_than_none(page: Page, host: Host) -> None:
    """Who has a page waits four seconds for the host, then reads what is kept; the newer is for next time."""
    read_two_pages(page, host)
    file = host.directory / "guides/tecrep/index.html"
    file.write_text(file.read_text("utf-8").replace("<title>", "<title>Nouveau : "), "utf-8")
    for variant in file.parent.glob("index.html.*"):
        variant.unlink()
    host.server.late = 120
    began = monotonic()
    page.reload(wait_until="commit")
    waited = monotonic() - began
    expect(page.locator("h1")).to_contain_text("TECREP")
    assert not page.title().startswith("Nouveau")
    assert 3.9 < waited < 60
    host.server.is_free.set()
    wait_until(
        page,
        """async () => {
          for (const name of await caches.keys()) {
            const known = await (await caches.open(name)).match("/guides/tecrep/");
            if (known && (await known.text()).includes("<title>Nouveau")) return true;
          }
        }""",
    )


def wait_for_network(host: Host) -> None:
    """Have the service worker wait for a busy machine as long as it takes: here no line is slow."""
    worker = host.directory / "sw.js"
    patient, found = re.subn(r"SLOW_MS = 4_000", "SLOW_MS = 60_000", worker.read_text("utf-8"))
    assert found == 1
    worker.write_text(patient, "utf-8")
    for variant in host.directory.glob("sw.js.*"):
        variant.unlink()


def test_a_new_site_shows_at_once_and_says_so_to_an_open_page(page: Page, host: Host) -> None:
    """The day after a deployment the old service worker shows the new page; the notice brings the new one."""
    wait_for_network(host)
    use_the_tool(page, host)
    starts = {end for end in STARTS if any(url.endswith(end) for url in page.evaluate(KEPT))}
    deploy(host, "Nouvelle version")
    page.goto(f"{host.address}{TOOL}?again")
    assert page.title() == "Nouvelle version"
    notice = page.locator("[data-update]")
    expect(notice).to_be_visible(timeout=20_000)
    before = page.evaluate("caches.keys()")
    assert len(before) == 2
    press(notice.locator("button"))
    expect(page.locator("[data-update]")).to_be_hidden()
    wait_until(page, "async () => (await caches.keys()).length === 1")
    (left,) = page.evaluate("caches.keys()")
    assert left in before
    kept = page.evaluate(KEPT)
    assert TOOL in kept
    assert any(url.endswith(end) for url in kept for end in starts)


#: Resolve when a newer version waits.
NEWER_WAITS = """async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  while (!registration.waiting) await new Promise((resolve) => setTimeout(resolve, 50));
}"""


def read_two_pages(page: Page, host: Host) -> None:
    """Leave with the pages kept, and nothing of Python."""
    page.goto(f"{host.address}/guides/")
    page.goto(f"{host.address}/guides/tecrep/", referer=f"{host.address}/guides/")
    wait_until(page, f"async () => (await ({KEPT})()).includes('/guides/tecrep/')")
    page.reload()  # From now on the service worker answers, and a newer one waits.


def test_an_update_erases_nothing_that_is_still_of_use(page: Page, host: Host) -> None:
    """What was kept after a newer version was installed goes with it: pages, tables, the Python they name.

    Another site of the origin keeps what it has.
    """
    read_two_pages(page, host)
    deploy(host, "Nouvelle version")
    page.evaluate(NEWER_WAITS)
    page.evaluate(
        """async () => {
          const put = async (cache, path, text) => (await caches.open(cache)).put(path, new Response(text));
          const [old] = await caches.keys();
          await put(old, "/outils/lu-depuis/", "data-python=aaaaaaaaaaaaaaaa");
          await put(old, "/assets/python/aaaaaaaaaaaaaaaa/engine.mjs", "");
          await put(old, "/assets/python/bbbbbbbbbbbbbbbb/engine.mjs", "");
          await put(old, "/assets/table/delai-declaration/metropole.json", "{}");
          await put("amiable-/assureur-b/#0123456789abcdef", "/assureur-b/", "");
          await put("amiable-/#ffffffffffffffff", "/guides/", "");
          (await navigator.serviceWorker.ready).waiting.postMessage({ kind: "now" });
        }"""
    )
    wait_until(page, "async () => (await caches.keys()).length === 3")
    ours, *others = page.evaluate("caches.keys()")
    assert ours.startswith("amiable-/#")
    assert set(others) == {
        "amiable-/assureur-b/#0123456789abcdef",
        "amiable-/#ffffffffffffffff",  # Of a still newer version.
    }
    kept = page.evaluate(
        "async (ours) => (await (await caches.open(ours)).keys()).map(({ url }) => new URL(url).pathname)",
        ours,
    )
    table = "/assets/table/delai-declaration/metropole.json"
    assert {"/guides/tecrep/", "/outils/lu-depuis/", table} <= set(kept)
    assert [url for url in kept if "/assets/python/" in url] == ["/assets/python/aaaaaaaaaaaaaaaa/engine.mjs"]


def test_a_spoilt_file_is_fetched_anew_a_redirected_one_not_kept(page: Page, host: Host) -> None:
    """Past what is kept there is the host; an answer from elsewhere would be an error at the next visit."""
    read_two_pages(page, host)
    page.goto(f"{host.address}/guides/faq/")
    (bundle,) = (host.directory / "assets" / "python").iterdir()
    spoilt = f"/assets/python/{bundle.name}/worker.mjs"
    told = page.evaluate(
        """async (url) => {
          const cache = await caches.open((await caches.keys())[0]);
          await cache.put(url, new Response("spoilt"));
          const text = async (how) => (await fetch(url, how)).text();
          return [await text(), await text({ cache: "reload" }), await text()];
        }""",
        spoilt,
    )
    assert told[0] == "spoilt"
    assert told[1] == told[2] == (bundle / "worker.mjs").read_text("utf-8")
    for path in ("/guides/profils", "/guides/recours/"):
        page.evaluate(
            """async (url) => {
              (await navigator.serviceWorker.ready).active.postMessage({ kind: "keep", urls: [url] });
            }""",
            host.address + path,
        )
    wait_until(page, f"async () => (await ({KEPT})()).includes('/guides/recours/')")
    assert "/guides/profils" not in page.evaluate(KEPT)


#: Ask for files as a page would, then for them to be kept; give what came of each, and what is kept.
ASK = """async (urls) => {
  const texts = [];
  for (const url of urls) texts.push(await (await fetch(url)).text());
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ kind: "keep", urls: urls.map((url) => new URL(url, location).href) });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) kept.push(await (await cache.match(request)).text());
  }
  return [texts, kept.filter((text) => text.includes("Portail")).length];
}"""


def test_a_portal_takes_the_place_of_nothing(page: Page, host: Host) -> None:
    """What a hotel or a host out of order answers, with status 200, is shown once and never kept.

    Neither is half a page, half a table or half a script; a script that is kept spoilt is fetched anew.
    """
    read_two_pages(page, host)
    page.evaluate("caches.keys()")
    bundle = next((host.directory / "assets/python").iterdir()).name
    own = [next(host.directory.glob(f"assets/js/{name}.*.mjs")).name for name in ("page", "page-deadline")]
    scripts = [*(f"/assets/js/{name}" for name in own), "/assets/css/site.css"]
    python = [f"/assets/python/{bundle}/engine.mjs", f"/assets/python/{bundle}/memory.bin"]
    host.server.portal = "html"
    texts, kept = page.evaluate(ASK, [*scripts, *python, "/guides/tecrep/"])
    assert ["Portail" in text for text in texts] == [False, False, False, True, True, False]
    page.goto(f"{host.address}/guides/tecrep/")
    expect(page.locator("h1")).to_have_text("Portail")
    page.goto(f"{host.address}/guides/faq/")
    host.server.portal = ""
    page.goto(f"{host.address}/guides/tecrep/")
    expect(page.locator("h1")).to_contain_text("TECREP")
    host.server.portal = "type"
    _, still = page.evaluate(ASK, python)
    assert (kept, still) == (0, 0)
    spoil = """async (url) => {
      for (const name of await caches.keys()) await (await caches.open(name)).delete(url);
      const empty = new Response("", { headers: { "Content-Type": "text/javascript" } });
      const [first] = await caches.keys();
      if (url.endsWith(".mjs")) await (await caches.open(first)).put(url, empty);
    }"""
    cut = [f"/assets/js/{own[0]}", "/guides/faq/", TABLE]
    for url in cut:
        page.evaluate(spoil, url)
    host.server.portal = "cut"
    page.evaluate(ASK, cut)
    assert set(cut) & set(page.evaluate(KEPT)) == set()
    page.evaluate(spoil, f"/assets/js/{own[1]}")
    host.server.portal = ""
    (text,), _ = page.evaluate(ASK, [f"/assets/js/{own[1]}"])
    assert text == (host.directory / "assets/js" / own[1]).read_text("utf-8")
    host.server.portal = "gone"
    host.cut()
    page.reload()
    expect(page.locator("h1")).to_contain_text("TECREP")
    script = page.evaluate("async (name) => (await fetch(`/assets/js/${name}`)).text()", own[1])
    assert script == (host.directory / "assets/js" / own[1]).read_text("utf-8")
    host.connect()


def test_every_page_can_be_told_from_a_portal(built_site: Path) -> None:
    """Each page of the site names one of its looks, in every folder that readers open."""
    looks = [f"assets/css/{file.name}" for file in built_site.glob("assets/css/*.css")]
    pages = [page for page in built_site.rglob("index.html") if "http-equiv" not in page.read_text("utf-8")]
    assert len(pages) > 100
    texts = {page: page.read_text("utf-8") for page in pages}
    assert [page for page, text in texts.items() if not text.rstrip().endswith("</html>")] == []
    lost = [page for page, text in texts.items() if not any(look in text for look in looks)]
    assert lost == []


def test_an_open_page_learns_of_a_newer_version(page: Page, host: Host) -> None:
    """It looks again after an hour; an installation that one file spoilt is tried again, in every tab."""
    page.clock.install()
    wait_for_network(host)
    read_two_pages(page, host)
    page.goto(f"{host.address}/guides/faq/")
    wait_until(page, f"async () => (await ({KEPT})()).includes('/guides/faq/')")
    deploy(host, "Nouvelle version")
    lost = next(host.directory.glob("assets/js/page-entry.*.mjs"))
    content = lost.read_bytes()
    lost.unlink()
    other = page.context.new_page()
    other.goto(f"{host.address}/guides/recours/")
    page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.ready;
          window.failed = new Promise((resolve) => registration.addEventListener("updatefound", () => {
            const { installing } = registration;
            installing.addEventListener("statechange", () => installing.state === "redundant" && resolve());
          }));
        }"""
    )
    page.clock.fast_forward(3_700_000)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.evaluate("window.failed")
    lost.write_bytes(content)
    page.clock.fast_forward(30_000)
    notices = [one.locator("[data-update]") for one in (page, other)]
    for notice in notices:
        expect(notice).to_be_visible(timeout=20_000)
    press(notices[0].locator("button"))
    expect(notices[0]).to_be_hidden()
    wait_until(page, "async () => (await caches.keys()).length === 1")
    press(notices[1].locator("button"))
    expect(notices[1]).to_be_hidden()


@pytest.mark.parametrize(
    "refusal",
    [
        "caches.open = () => Promise.reject(new Error('refused'));",
        "Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));",
    ],
    ids=["refused", "full"],
)
def test_where_storage_is_refused_the_site_works_as_before(page: Page, host: Host, refusal: str) -> None:
    """A device that keeps nothing, or has no room: the tool answers, today and on the next visit."""
    worker = host.directory / "sw.js"
    worker.write_text(refusal + worker.read_text("utf-8"), "utf-8")
    for variant in host.directory.glob("sw.js.*"):
        variant.unlink()
    for _ in range(2):
        page.goto("about:blank")
        page.goto(f"{host.address}{TOOL}#received_on=2026-04-30")
        page.wait_for_selector(PYTHON_ANSWERED, state="attached")


def test_the_list_names_files_that_are_there(built_site: Path) -> None:
    """Everything that is to be kept exists: one missing file would keep the whole from being kept."""
    told = re.search(r"= (\{.*\});", (built_site / "sw.js").read_text("utf-8"))
    assert told
    named = re.findall(r'"(assets/[^"]+)"', told[1])
    assert [name for name in named if not (built_site / name).is_file()] == []
    assert any(re.fullmatch(r"assets/js/page-deadline\.[0-9a-f]{16}\.mjs", name) for name in named)
    pages = re.search(r'"pages": \[([^\]]*)\]', told[1])
    assert pages
    assert all((built_site / path / "index.html").is_file() for path in re.findall(r'"([^"]*)"', pages[1]))
    assert sum("/python/" in name for name in named) == 5
