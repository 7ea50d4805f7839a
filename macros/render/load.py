"""What visits weigh and how many a host carries: told from the report that `python -m tests.load` writes."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import content
from .html import render

REPORT = Path(__file__).parent / "load.toml"

#: One reader in so many goes on to Python.
GO_ON = 4

VISITS, MAILS, HOUR_S = 1_000_000, 100_000, 3600


def visit_weights() -> str:
    """Print what each kind of visit brings over the line."""
    return _part("weights", weights)


def million_visits() -> str:
    """Print what a million visits bring."""
    return _part("million", million)


def launch_mailing() -> str:
    """Print what a mailing to all clients asks of a host."""
    return _part("mailing", mailing)


def _part(part: str, arrange: Callable[[dict[str, Any]], dict[str, Any]]) -> str:
    measured = tomllib.loads(REPORT.read_text("utf-8"))
    day = content.day_words(measured["measured_on"])
    return render("load.html", part=part, words=content.words("load"), measured_on=day, **arrange(measured))


def weights(measured: dict[str, Any]) -> dict[str, Any]:
    """Return each kind of visit with what it brings, rounded up."""
    return {
        "visits": [
            {"name": name, "kilobytes": _number(_up(one["bytes"] / 1000)), "requests": one["requests"]}
            for name, one in measured["visits"].items()
        ]
    }


def million(measured: dict[str, Any]) -> dict[str, Any]:
    """Return what a million first visits bring, some of them with Python: by the weights that are shown."""
    visits = measured["visits"]
    guide, python = visits["guide"], visits["python"]
    kilobytes = {name: _up(visits[name]["bytes"] / 1000) for name in ("guide", "python")}
    pages = math.ceil(VISITS * kilobytes["guide"] / 1e6)
    engine = math.ceil(VISITS // GO_ON * kilobytes["python"] / 1e6)
    requests = VISITS * guide["requests"] + VISITS // GO_ON * python["requests"]
    return {
        "said": {
            "visits": _number(VISITS),
            "some": _number(VISITS // GO_ON),
            **{name: _number(n) for name, n in kilobytes.items()},
            "pages_gb": _number(pages),
            "python_gb": _number(engine),
            "all_gb": _number(pages + engine),
            "millions": _number(math.ceil(requests / 1e6)),
            "times": _number(guide["bytes"] // visits["again"]["bytes"]),
        }
    }


def mailing(measured: dict[str, Any]) -> dict[str, Any]:
    """Return what a mailing asks of a host if everybody opens it within the hour, and of each host."""
    a_second = MAILS / HOUR_S
    come = {"entry": a_second, "tool": a_second / GO_ON, "python": a_second / GO_ON}
    visits = measured["visits"]
    sent = sum(often * visits[kind]["bytes"] for kind, often in come.items())
    asked = sum(often * visits[kind]["requests"] for kind, often in come.items())
    hosts = [
        {
            "name": name,
            "version": one["version"],
            **{kind: _number(one[kind]["requests_per_s"]) for kind in come},
            # Of each second, what it takes to answer all that comes within it.
            "busy": math.ceil(
                100
                * sum(
                    often * visits[kind]["requests"] / one[kind]["requests_per_s"]
                    for kind, often in come.items()
                )
            ),
        }
        for name, one in measured["hosts"].items()
    ]
    return {
        "hosts": hosts,
        "is_shared": measured["others"] > 1,
        "said": {
            "mails": _number(MAILS),
            "visits": _number(math.ceil(a_second)),
            "requests": _number(math.ceil(asked)),
            "megabits": _number(math.ceil(sent * 8 / 1e6)),
            "gigabytes": _number(math.ceil(sent * HOUR_S / 1e9)),
            "processors": measured["processors"],
            "seconds": measured["seconds"],
            "connections": measured["connections"],
        },
    }


def _up(kilobytes: float) -> int:
    """Round up: to five under a thousand, to a hundred over it."""
    step = 5 if kilobytes < 1000 else 100
    return math.ceil(kilobytes / step) * step


def _number(n: int) -> str:
    return f"{n:,}".replace(",", "\N{NO-BREAK SPACE}")
