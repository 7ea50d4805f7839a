"""Firefox and WebKitGTK under one hand: go to an address, run a script in the page, press as people press."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from tests.engines_setup import find, mini_browser

#: Python starts in seconds, and more slowly on a busy machine.
PATIENCE_S = 90
HOLD_MS = 150
_LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")

#: Where the middle of the first line of an element is, once it is in the view; null where it is covered.
_POINT = """
const element = document.querySelector(selector);
element.scrollIntoView({ block: "center", behavior: "instant" });
await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const { x, y, width, height } = element.getClientRects()[0];
const [across, down] = [x + Math.min(width / 2, 60), y + height / 2];
const found = document.elementFromPoint(across, down);
return found && (element.contains(found) || found.contains(element)) ? [across, down] : null;
"""


class Engine(Protocol):
    """One engine with one page open."""

    name: str

    def go(self, url: str) -> None:
        """Open an address."""

    def run(self, body: str, **given: Any) -> Any:
        """Run the body of an async function in the page; return what it returns, as JSON allows."""

    def press_at(self, x: float, y: float) -> None:
        """Press as a person does: down, a moment, up."""


def press(engine: Engine, selector: str) -> None:
    """Press an element in its middle."""
    until(engine, "return !!document.querySelector(selector)?.getClientRects().length", selector=selector)
    point = engine.run(_POINT, selector=selector)
    assert point, f"{selector} is covered"
    engine.press_at(*point)


def until(engine: Engine, body: str, **given: Any) -> Any:
    """Ask the page again and again until the answer holds true; return it."""
    end = time.monotonic() + PATIENCE_S
    while True:
        if answer := engine.run(body, **given):
            return answer
        assert time.monotonic() < end, f"{engine.name}: never true: {body} {given}"
        time.sleep(0.1)


def _function(body: str, given: dict[str, Any]) -> str:
    names = ", ".join(given)
    values = ", ".join(json.dumps(value) for value in given.values())
    return f"(async ({names}) => {{ {body} }})({values}).then((told) => JSON.stringify(told ?? null))"


class Firefox:
    """Firefox, by WebDriver BiDi through Node, which has the sockets that this Python lacks."""

    name = "firefox"

    def __init__(self, bridge: subprocess.Popen[str]) -> None:
        self._bridge = bridge
        self._ask("session.new", {"capabilities": {}})
        tree = self._ask("browsingContext.getTree", {})
        self._context = tree["contexts"][0]["context"]

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        assert self._bridge.stdin
        assert self._bridge.stdout
        self._bridge.stdin.write(json.dumps({"method": method, "params": params}) + "\n")
        self._bridge.stdin.flush()
        told = json.loads(self._bridge.stdout.readline())
        assert "error" not in told, f"{method}: {told['error']}"
        return told["result"]

    def go(self, url: str) -> None:
        """Open an address."""
        self._ask("browsingContext.navigate", {"context": self._context, "url": url, "wait": "complete"})

    def run(self, body: str, **given: Any) -> Any:
        """Run the body of an async function in the page."""
        told = self._ask(
            "script.evaluate",
            {
                "expression": _function(body, given),
                "target": {"context": self._context},
                "awaitPromise": True,
            },
        )
        assert told["type"] == "success", told
        return json.loads(told["result"]["value"])

    def press_at(self, x: float, y: float) -> None:
        """Press as a person does."""
        self._ask("input.performActions", {"context": self._context, "actions": _pressed(x, y)})


class WebKit:
    """WebKitGTK, by its own driver (W3C WebDriver)."""

    name = "webkit"

    def __init__(self, address: str, browser: str) -> None:
        self._address = address
        options = {"binary": browser, "args": ["--automation"]}
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._session = self._ask("POST", "/session", asked)["sessionId"]
        self._ask("POST", f"/session/{self._session}/timeouts", {"script": PATIENCE_S * 1000})

    def _ask(self, method: str, path: str, sent: dict[str, Any] | None = None) -> Any:
        body = None if sent is None else json.dumps(sent).encode()
        request = urllib.request.Request(  # noqa: S310  # A driver on this machine.
            self._address + path, data=body, method=method, headers={"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S + 30) as answer:  # noqa: S310
                return json.loads(answer.read())["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{path}: {error.read().decode()[:500]}") from error

    def go(self, url: str) -> None:
        """Open an address."""
        self._ask("POST", f"/session/{self._session}/url", {"url": url})

    def run(self, body: str, **given: Any) -> Any:
        """Run the body of an async function in the page."""
        script = (
            f"const done = arguments[0]; {_function(body, given)}.then(done, (error) => done(`!${{error}}`));"
        )
        told = self._ask("POST", f"/session/{self._session}/execute/async", {"script": script, "args": []})
        assert not told.startswith("!"), told
        return json.loads(told)

    def press_at(self, x: float, y: float) -> None:
        """Press as a person does."""
        self._ask("POST", f"/session/{self._session}/actions", {"actions": _pressed(x, y)})

    def close(self) -> None:
        """Close the browser."""
        self._ask("DELETE", f"/session/{self._session}")


def _pressed(x: float, y: float) -> list[dict[str, Any]]:
    return [
        {
            "type": "pointer",
            "id": "mouse",
            "parameters": {"pointerType": "mouse"},
            "actions": [
                {"type": "pointerMove", "x": round(x), "y": round(y), "origin": "viewport"},
                {"type": "pointerDown", "button": 0},
                {"type": "pause", "duration": HOLD_MS},
                {"type": "pointerUp", "button": 0},
            ],
        }
    ]


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Run Firefox until the end of the block. Raises LookupError where it is not installed."""
    program = find("firefox")
    if program is None:
        raise LookupError("firefox")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        # A light profile: nothing is asked of anybody but the site.
        Path(profile, "user.js").write_text(
            "".join(f'user_pref("{name}", {value});\n' for name, value in _QUIET.items())
        )
        command = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as browser:
            bridge = None
            try:
                heard = map(_LISTENS.search, browser.stderr or ())
                address = next(found[1] for found in heard if found)
                node = Path(sys.executable).with_name("node")  # The machine's own may have no sockets.
                bridge = subprocess.Popen(
                    [node, Path(__file__).with_name("bidi.mjs"), address],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
                yield Firefox(bridge)
            finally:
                if bridge:
                    bridge.kill()
                    bridge.communicate()
                browser.terminate()


_QUIET = {
    "app.update.enabled": "false",
    "browser.safebrowsing.malware.enabled": "false",
    "browser.safebrowsing.phishing.enabled": "false",
    "datareporting.policy.dataSubmissionEnabled": "false",
    "network.captive-portal-service.enabled": "false",
    "network.connectivity-service.enabled": "false",
    "toolkit.telemetry.enabled": "false",
}


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Run WebKitGTK until the end of the block. Raises LookupError where it is not installed."""
    driver, browser, screen = find("WebKitWebDriver"), mini_browser(), find("Xvfb")
    if not (driver and browser and screen):
        raise LookupError("webkit2gtk-driver, xvfb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # The number of a screen that nobody has: it writes the one it took.
    read, write = os.pipe()
    shown = subprocess.Popen(
        [screen, "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    started: list[subprocess.Popen[bytes]] = [shown]
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            environment = {
                **os.environ,
                "DISPLAY": f":{number}",
                "HOME": home,
                "XDG_DATA_HOME": f"{home}/data",
                "XDG_CACHE_HOME": f"{home}/cache",
                # As root in a container it has no sandbox to offer, and no graphics card.
                "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
                "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
                "LIBGL_ALWAYS_SOFTWARE": "1",
                "GDK_BACKEND": "x11",
            }
            started.append(
                subprocess.Popen(
                    [driver, f"--port={port}", "--host=127.0.0.1"],
                    env=environment,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            )
            _wait_for(port)
            engine = WebKit(f"http://127.0.0.1:{port}", browser)
            try:
                yield engine
            finally:
                engine.close()
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < end, "the driver of WebKitGTK does not answer"
            time.sleep(0.1)
        else:
            return


ENGINES = {"firefox": firefox, "webkit": webkit}
