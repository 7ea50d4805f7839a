"""The commands, one thin line each: `python -m macros COMMAND`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent


def _day(text: str) -> str:
    """Read a day as the commands take it: YYYY-MM-DD; say in a sentence that it is none, and leave."""
    from macros import authoring

    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    print(authoring.words("commands")["no_day"].format(text=text), file=sys.stderr)
    raise SystemExit(2)


def _answer(args: argparse.Namespace) -> int:
    from macros.rules import api

    answers = dict(pair.partition("=")[::2] for pair in args.answers)
    try:
        result = api.answer(args.tool, answers, today=args.today)
    except Exception:
        # A file that an editor has not finished: its mistakes say more than where Python stopped.
        if _check(args) == 0:
            raise
        return 1
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return 0


def _check(args: argparse.Namespace) -> int:
    from macros.authoring import check_project

    problems = check_project(args.root, date.today())
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def _impact(args: argparse.Namespace) -> int:
    from macros import authoring

    try:
        print(*authoring.impact(args.root, args.id), sep="\n")
    except LookupError as unknown:
        print(*unknown.args, file=sys.stderr)
        return 2
    return 0


def _stale(args: argparse.Namespace) -> int:
    from macros import authoring

    found = authoring.stale(args.root, today=args.today)
    for one in found:
        print(one["text"])
    return 1 if found else 0


def _new(args: argparse.Namespace) -> int:
    from macros import authoring

    said = authoring.words("new")
    try:
        files = authoring.new(args.root, args.kind, args.slug, today=args.today)
    except authoring.RefusedError as refused:
        print(refused, file=sys.stderr)
        return 2
    for file in files:
        print(said["written"].format(file=file.relative_to(args.root).as_posix()))
    page = files[1].relative_to(args.root / "docs").as_posix()
    print(said["words"])
    if args.kind == "deadline":
        print(said["counted"])
    index = files[1].with_name("index.md").relative_to(args.root)
    call = f'{{{{ tool_link("{args.slug}") }}}}'
    print(said["offered"].format(index=index.as_posix(), call=call))
    if args.kind in ("tree", "letter"):
        print(said["led"])
    print(said["rest"])
    print(said["then"].format(page=page))
    return 0


def _readability(args: argparse.Namespace) -> int:
    from macros import authoring

    print(*authoring.readability(args.root), sep="\n")
    return 0


def _build(args: argparse.Namespace) -> int:
    return 0 if _built(args) else 2


def _built(args: argparse.Namespace) -> Path | None:
    """Build the site as it is asked for, and give its folder; None where it may not be, which was said."""
    from macros import branding
    from macros.publish.settings import public_address
    from macros.publish.site import fresh_site
    from macros.render.publisher import refusal

    try:
        refused = refusal(public_address(args.root))
    except ValueError as error:
        refused = str(error)
    if refused:
        print(refused, file=sys.stderr)
        return None
    if args.insurer and args.insurer not in branding.insurers():
        known = ", ".join(branding.insurers())
        print(branding.words()["unknown"].format(id=args.insurer, known=known), file=sys.stderr)
        return None
    return fresh_site(
        args.root, today=args.today, pdf=args.pdf, insurer=args.insurer, generator=args.generator
    )


def _release(args: argparse.Namespace) -> int:
    from macros.publish.release import FOLDER, write_release

    site = _built(args)
    if site is None:
        return 2
    name = f"amiable-{args.insurer}" if args.insurer else "amiable"
    print(write_release(site, args.root / "build" / FOLDER, name).relative_to(args.root))
    return 0


def _hosting(args: argparse.Namespace) -> int:
    from macros.publish.hosting.hosts import write_hosting

    if not _is_built(args.root):
        return 2
    out = args.root / "build/hosting"
    write_hosting(args.root / "site", out, folder=args.folder, address=args.address)
    for file in sorted(out.iterdir()):
        print(file.relative_to(args.root))
    return 0


def _is_built(root: Path) -> bool:
    """Return whether there is a site to serve; say how to have one where there is none."""
    from macros import authoring

    if (root / "site/index.html").is_file():
        return True
    print(authoring.words("commands")["no_site"], file=sys.stderr)
    return False


def _serve(args: argparse.Namespace) -> int:
    from macros.publish.hosting.serve import serve

    if not _is_built(args.root):
        return 2
    serve(args.root / "site", args.port)
    return 0


def _write(args: argparse.Namespace) -> int:
    from macros.publish.preview import write

    write(args.root, args.port)
    return 0


def _add_what_is_built(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--today", type=_day, default=date.today().isoformat(), help="show the site as of YYYY-MM-DD"
    )
    command.add_argument("--insurer", default="", help="carry the name of an insurer that has settings")
    command.add_argument("--generator", choices=("mkdocs", "zensical"), default="mkdocs")
    command.add_argument("--no-pdf", dest="pdf", action="store_false", help="leave the PDFs out")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder of the project")
    commands = parser.add_subparsers(required=True)

    command = commands.add_parser("check", help="list every mistake of the editors, at once")
    command.set_defaults(run=_check)

    command = commands.add_parser("answer", help="answer with one tool, as JSON")
    command.add_argument("tool")
    command.add_argument("answers", nargs="*", metavar="name=value")
    command.add_argument("--today", type=_day, default=date.today().isoformat(), help="YYYY-MM-DD")
    command.set_defaults(run=_answer)

    command = commands.add_parser("impact", help="list every place that a change reaches")
    command.add_argument("id", help="a source, a value of the law, a tool, a page or a node")
    command.set_defaults(run=_impact)

    command = commands.add_parser("stale", help="list what must be read again; exit 1 if there is any")
    command.add_argument("--today", type=_day, default=date.today().isoformat(), help="YYYY-MM-DD")
    command.set_defaults(run=_stale)

    command = commands.add_parser("new", help="write a small tool that is right at once, and its page")
    command.add_argument("kind", choices=("tree", "checklist", "letter", "deadline"))
    command.add_argument("slug", help="its address: mon-outil")
    command.add_argument("--today", type=_day, default=date.today().isoformat(), help="YYYY-MM-DD")
    command.set_defaults(run=_new)

    command = commands.add_parser("readability", help="measure how hard each guide is to read")
    command.set_defaults(run=_readability)

    command = commands.add_parser("build", help="check, then build site/, if a source or the day has changed")
    _add_what_is_built(command)
    command.set_defaults(run=_build)

    command = commands.add_parser("release", help="build site/, then one archive of it for any host")
    _add_what_is_built(command)
    command.set_defaults(run=_release)

    command = commands.add_parser("hosting", help="write the files of nginx, Caddy and plain hosts for site/")
    command.add_argument(
        "--folder", default="/srv/amiable", help="where the files of site/ stand on the host"
    )
    command.add_argument("--address", default="aide.exemple.fr", help="the name of the site")
    command.set_defaults(run=_hosting)

    command = commands.add_parser("serve", help="serve site/ on this machine only")
    command.add_argument("--port", type=int, default=8000)
    command.set_defaults(run=_serve)

    command = commands.add_parser("write", help="show the site while you write it, on this machine only")
    command.add_argument("--port", type=int, default=8001)
    command.set_defaults(run=_write)

    args = parser.parse_args(argv)
    run: int = args.run(args)
    return run


if __name__ == "__main__":
    sys.exit(main())
