"""How much nginx and Caddy carry with our own settings for them: `python -m tests.load`.

Writes macros/render/load.toml, which the page on hosting tells: what each kind of visit brings over the line,
seen in a browser behind nginx; how many requests a second each host answers, asked for the files of such a
visit by wrk, on this machine and by it. Bounded: a few seconds, sixteen connections, this machine alone.
Who asks takes its part of the processors, and nothing is encrypted: a host of its own carries more requests
by the first, fewer by the second.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from macros.publish.site import fresh_site, today_here
from tests.browser_setup import FLAGS
from tests.browser_setup import find as find_browser
from tests.conftest import ROOT
from tests.hosting.conftest import started
from tests.hosting.weights import Visit, visits
from tests.hosting_setup import find

REPORT = ROOT / "macros/render/load.toml"
HOSTS = ("nginx", "caddy")
SECONDS, CONNECTIONS, THREADS = 4, 16, 1
#: The kinds of visits that hosts are asked for; reading again asks for almost nothing.
ASKED = ("entry", "guide", "tool", "python")

#: What wrk runs: the paths of a visit, one after the other, as a browser asks for them.
SCRIPT = """
local paths = { %s }
local n = 0
function request()
  n = n %% #paths + 1
  return wrk.format("GET", paths[n], { ["Accept-Encoding"] = "gzip, deflate, br" })
end
function done(summary, latency)
  local failed = 0
  for _, count in pairs(summary.errors) do failed = failed + count end
  io.write(string.format('\\n{"requests": %%d, "seconds": %%f, "bytes": %%d, "failed": %%d, "p99_ms": %%f}',
    summary.requests, summary.duration / 1e6, summary.bytes, failed, latency:percentile(99) / 1e3))
end
"""


def ask(address: str, visit: Visit, scratch: Path) -> dict[str, float]:
    """Have wrk ask a host for the files of a visit, again and again; return what it counted."""
    script = scratch / "visit.lua"
    script.write_text(SCRIPT % ", ".join(json.dumps(path) for path in visit.paths), "utf-8")
    bounds = [f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    command = ["wrk", *bounds, "-s", str(script), address]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    counted: dict[str, float] = json.loads(said.splitlines()[-1])
    assert not counted["failed"], f"{address}: {said}"
    return counted


def version(name: str) -> str:
    """Return the version of a host's program, as it tells it."""
    program = find(name) or name
    done = subprocess.run([program, "-v" if name == "nginx" else "version"], capture_output=True, text=True)
    return (done.stderr + done.stdout).strip().rpartition("/")[2].split()[0].removeprefix("v")


def report(
    day: str, others: float, weighed: list[Visit], counted: dict[str, dict[str, dict[str, float]]]
) -> str:
    """Return what was measured, as TOML."""
    lines = [
        "# Written by `python -m tests.load`: what visits weigh, and how many requests a host answers.",
        f'measured_on = "{day}"',
        f"processors = {os.cpu_count()}",
        f"seconds = {SECONDS}",
        f"connections = {CONNECTIONS}",
        f"others = {others:.1f}  # How many programs wanted a processor before: what else this machine did.",
    ]
    for one in weighed:
        lines += ["", f"[visits.{one.name}]", f"bytes = {one.bytes}", f"requests = {len(one.paths)}"]
    for host, kinds in counted.items():
        lines += ["", f"[hosts.{host}]", f'version = "{version(host)}"']
        lines += [
            f"{kind} = {{ requests_per_s = {one['requests'] / one['seconds']:.0f}, "
            f"bytes_per_s = {one['bytes'] / one['seconds']:.0f}, p99_ms = {one['p99_ms']:.1f} }}"
            for kind, one in kinds.items()
        ]
    return "\n".join([*lines, ""])


def main() -> int:
    """Measure and write the report."""
    program = find_browser()
    lacking = [name for name in (*HOSTS, "wrk") if not (find(name) or shutil.which(name))]
    if lacking or not program:
        sys.stderr.write(f"Not installed here: {', '.join(lacking) or 'a browser'}\n")
        return 2
    day = today_here()
    site = (
        fresh_site(ROOT, pdf=False)
        if not os.environ.get("AMIABLE_SITE")
        else Path(os.environ["AMIABLE_SITE"])
    )
    others = os.getloadavg()[0]
    counted: dict[str, dict[str, dict[str, float]]] = {}
    weighed: list[Visit] = []
    for host in HOSTS:
        with tempfile.TemporaryDirectory() as folder, started(host, site, Path(folder)) as address:
            if not weighed:
                with sync_playwright() as playwright:
                    browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
                    weighed = visits(browser, address, site, day)
                    browser.close()
            kinds = [one for one in weighed if one.name in ASKED]
            counted[host] = {one.name: ask(address, one, Path(folder)) for one in kinds}
    REPORT.write_text(report(day, others, weighed, counted), "utf-8")
    sys.stdout.write(f"{REPORT.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
