"""The whole site, from the sources to files that any host can serve."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from macros import authoring, branding
from macros.publish.address_codes import write_address_codes
from macros.publish.answer_tables import count_tables, write_tables
from macros.publish.cache import cached
from macros.publish.components import copy_components
from macros.publish.compress import compress_pages
from macros.publish.entries import write_entries
from macros.publish.found import write_found
from macros.publish.framed import write_framed
from macros.publish.generator import DEFAULT, GENERATORS, remove_scripts, scope_headers
from macros.publish.hosting.hosts import redirects, write_hosting, write_moved_pages
from macros.publish.ics import write_calendars, write_dated
from macros.publish.offline import write_service_worker
from macros.publish.paper.write import missing, pages, write_papers
from macros.publish.pyodide.bundle import build_bundle, build_wheel
from macros.publish.recette import write_recette
from macros.publish.scripts import bundle_scripts
from macros.publish.search import write_search
from macros.publish.settings import public_address
from macros.publish.sources import digest_of, fingerprint
from macros.publish.styles import bundle_styles
from macros.publish.word import write_word
from macros.render import content
from macros.rules import api

#: Under `build/`, what the site in `site/` was made from; absent while there is no whole site.
RECORD = "site.sources"

#: In a page of the generator, the place of the name of the browser's Python, which is made meanwhile.
TO_COME = "python-to-come"


def build_site(
    root: Path,
    *,
    today: str | None = None,
    strict: bool = True,
    pdf: bool = True,
    insurer: str = "",
    generator: str = DEFAULT,
) -> Path:
    """Build the site of the project at `root` into `root/site`, and give that directory.

    `today`, "YYYY-MM-DD", is the day the pages are made for, this day by default. `strict` refuses
    to build what `check` or the generator warns about. `pdf` makes the papers too, if the system has
    what it takes; without them no page has a link to one.
    With `insurer`, the id of one that has settings, the site carries its name. `generator` is one of
    `GENERATORS`. Raises SystemExit when a step refuses: it has then said why, and a trace would hide it.
    """
    day = today or today_here()
    site, build = root / "site", root / "build"
    record = build / RECORD
    record.unlink(missing_ok=True)  # Until the end there is no whole site.
    sources = fingerprint(root, day, insurer, generator)
    lacking = missing() if pdf else ""
    if lacking:
        sys.stderr.write(f"{lacking}\n")
    pdf = pdf and not lacking
    for warning in calendar_warnings(root, day):
        sys.stderr.write(f"{warning}\n")
    wheel = build_wheel(root, build / "wheel")
    with ThreadPoolExecutor() as pool:  # Each takes long, and much of it is one step after another.
        checked = pool.submit(_check, root, build / "checked") if strict else None
        counted = pool.submit(count_tables, wheel, build / "tables", today=day)
        bundled = pool.submit(build_bundle, root, wheel, build / "python")
        try:
            settings = generator_settings(root, today=day, insurer=insurer) | {"AMIABLE_PYTHON": TO_COME}
            if pdf:
                settings["AMIABLE_PAPERS"] = " ".join(f"{page}/" for page in pages(root))
            command = GENERATORS[generator].command(root, site, strict=strict, clean=True)
            _run(root, *command, after=checked, **settings)
            remove_scripts(site)
            scope_headers(site)
            write_address_codes(site)
            bundle_styles(root, site)
            branding.write_insurer(site, insurer)
            if pdf:
                write_papers(root, site, today=day)
            counted.result()
            bundle = bundled.result()
        finally:
            if checked:  # Of a mistake that it knows it has the better words.
                checked.result()
    _name_python(site, bundle.directory.name)
    shutil.copytree(bundle.directory, site / "assets" / "python" / bundle.directory.name)
    write_recette(root, site)
    tables = write_tables(site, wheel, build / "tables", today=day)
    write_own_pages(root, site, today=day, insurer=insurer)
    write_found(root, site, insurer=insurer)
    bundle_scripts(root, site, build / "scripts")
    write_search(root, site)
    write_service_worker(site, bundle.directory.name)
    compress_pages(site, cache=build / "compressed")
    write_calendars(root, site, today=day)  # A kilobyte each: variants would save nothing.
    write_dated(root, site, tables, wheel, build / "dated", today=day)
    write_hosting(site, build / "hosting")
    if pdf:
        record.write_text(sources)  # Without its papers it is no whole site.
    return site


def generator_settings(root: Path, *, today: str, insurer: str = "") -> dict[str, str]:
    """Return what a generator is told through its environment, whichever it is."""
    settings = {
        "AMIABLE_TODAY": today,
        "AMIABLE_BUILD": str(root / "build"),
        "AMIABLE_RULES": api.VERSION,
        "AMIABLE_SITUATIONS": "|".join(f"{one['id']}={one['label']}" for one in content.situations()),
    }
    return settings | branding.settings_for(insurer)


def _name_python(site: Path, name: str) -> None:
    """Write into every page of the generator the name of the folder of the browser's Python."""
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        if TO_COME in html:
            page.write_text(html.replace(f'data-python="{TO_COME}"', f'data-python="{name}"'), "utf-8")


def write_own_pages(root: Path, site: Path, *, today: str, insurer: str = "") -> None:
    """Write what is not the generator's: entry pages, framed copies, moved pages, Word files, components."""
    write_entries(root, site, today=today, insurer=insurer)
    write_framed(root, site, today=today, insurer=insurer)
    write_moved_pages(site, redirects())
    write_word(site, today=today)
    write_robots(root, site)
    copy_components(root, site)


def write_robots(root: Path, site: Path) -> None:
    """Write what search engines may read: all of a public site, nothing of one that has no address."""
    address = public_address(root)
    lines = [
        "User-agent: *",
        *(["Allow: /", f"Sitemap: {address}sitemap.xml"] if address else ["Disallow: /"]),
    ]
    (site / "robots.txt").write_text("\n".join([*lines, ""]), "utf-8")


def _check(root: Path, cache: Path) -> Path:
    """Check the project at `root`; the same sources, checked before on this day, are known to be right."""
    known = f"{today_here()} {digest_of(root).hexdigest()}"  # A text checked later than today is a mistake.
    return cached(cache, (), lambda _: _run(root, "macros", "--root", str(root), "check"), also=known)


def calendar_warnings(root: Path, day: str) -> list[str]:
    """Return what editors must hear within 90 days of the end of the verified calendar; else nothing.

    After its last day the tools refuse to answer: the next years are to be checked before.
    """
    return [one["text"] for one in authoring.stale(root, today=day) if one["code"] == "calendar"]


def fresh_site(
    root: Path,
    *,
    today: str | None = None,
    pdf: bool = True,
    insurer: str = "",
    generator: str = DEFAULT,
) -> Path:
    """Return the site of the project at `root`, built again only if a source or the day has changed.

    Without `pdf` it may lack its papers. Raises as `build_site` does.
    """
    site, record = root / "site", root / "build" / RECORD
    known = record.read_text() if record.exists() and (site / "index.html").exists() else None
    if known == fingerprint(root, today or today_here(), insurer, generator):
        return site
    return build_site(root, today=today, pdf=pdf, insurer=insurer, generator=generator)


def today_here() -> str:
    """Return the day on this machine, YYYY-MM-DD."""
    return datetime.now().astimezone().date().isoformat()


def _run(
    root: Path, module: str, *arguments: str, after: Future[Path] | None = None, **settings: str
) -> None:
    """Run a command of this Python in the project, with a few more settings in its environment.

    With `after`, nothing of it is said before that has ended well: of one mistake one sentence is enough.
    """
    # The theme recalls its end of life at every run; docs/methode/decisions says what we do about it.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **settings}
    command = [sys.executable, "-m", module, *arguments]
    held = subprocess.PIPE if after else None
    done = subprocess.run(
        command,
        cwd=root,
        env=environment,
        check=False,
        text=True,
        stdout=held,
        stderr=held and subprocess.STDOUT,
    )
    if after:
        after.result()
        sys.stderr.write(done.stdout)
    if done.returncode:
        raise SystemExit(done.returncode)
