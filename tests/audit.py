"""Ask public lists what is known against the versions of the dependencies, and say which list did not answer.

python -m tests.audit path/to/pip-audit

Returns 1 where something is known, 2 where a list could not be asked: what was not asked is not safe.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent


class Answer(NamedTuple):
    """What a list said: of how many packages, what is known against them; None where it did not answer."""

    asked: int
    known: list[str] | None


def pypi(said: str) -> Answer:
    """Read what pip-audit said, as JSON. A package that its list does not have was not looked at."""
    try:
        packages: list[dict[str, Any]] = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Answer(0, None)
    looked = [one for one in packages if "skip_reason" not in one]
    known = [
        f"{one['name']} {one['version']}: {flaw['id']}" for one in looked for flaw in one.get("vulns", ())
    ]
    return Answer(len(looked), known if len(looked) == len(packages) and packages else known or None)


def npm(said: str) -> Answer:
    """Read what `npm audit` said, as JSON."""
    try:
        told: dict[str, Any] = json.loads(said)
        packages = told["metadata"]["dependencies"]["total"]
    except (ValueError, KeyError, TypeError):
        return Answer(0, None)
    return Answer(packages, [f"{name}: {one['severity']}" for name, one in told["vulnerabilities"].items()])


def verdict(answers: dict[str, Answer]) -> tuple[int, list[str]]:
    """Return what to leave with, and what to say of each list."""
    lines, code = [], 0
    for name, (asked, known) in answers.items():
        if known is None:
            lines.append(
                f"{name}: not audited, the list did not answer for every package ({asked} looked at)"
            )
            code = max(code, 2)
        elif known:
            lines += [f"{name}: {one}" for one in known]
            code = 1 if code == 0 else code
        else:
            lines.append(f"{name}: {asked} packages, nothing known against them")
    return (1 if any(known for _, known in answers.values()) else code), lines


def main(pip_audit: str) -> int:
    """Ask both lists."""
    how = ("--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "20")
    python = [pip_audit, "--requirement", "requirements/test.txt", *how]
    node = ["npm", "audit", "--package-lock-only", "--json"]
    code, lines = verdict({"PyPI": pypi(_said(python)), "npm": npm(_said(node))})
    print("\n".join(lines))
    return code


def _said(command: list[str]) -> str:
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
