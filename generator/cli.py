"""The command `frontmark`: arguments → one call → printed lines and an exit code."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from generator.problems import ContentError, Problem

# Everything heavy is imported by the command that needs it: `--help` answers at once.
if TYPE_CHECKING:
    from generator.settings import Settings

GOOD, PROBLEMS, USAGE = 0, 1, 2
INTERRUPTED, TERMINATED = 130, 143

_OVERVIEW = """examples:
  frontmark check                         every fault in the tables and notes, with its line
  frontmark build                         the site, from the tables to verified pages
  frontmark serve                         live preview
  frontmark build --help                  more on one command

exit codes: 0 good, 1 problems in the content, 2 wrong usage"""
_EXAMPLES = {
    "check": """examples:
  frontmark check                         the site folder here
  frontmark check sites/syria             another one
  frontmark check --format github         annotations in a workflow of GitHub Actions
  frontmark check --format json | jq length""",
    "generate": """examples:
  frontmark generate                      pages and charts into content/
  frontmark generate && mkdocs build      the same site as frontmark build, unverified""",
    "build": """examples:
  frontmark build                         into site/
  frontmark build --out /srv/www/reports  elsewhere; what is there is replaced in one move
  frontmark build --clean                 trusting nothing that earlier builds have left
  frontmark build sites/syria
  frontmark build --as-of 3 --out /tmp/then  the site as it was known in edition 3""",
    "serve": """examples:
  frontmark serve                         http://127.0.0.1:8000/
  frontmark serve --addr 0.0.0.0:9000     for others on the same network""",
    "compare": """examples:
  frontmark compare old/site site         two built sites, by what readers see
  frontmark compare old/site site --format markdown > summary.md""",
    "import ucdp": """examples:
  frontmark import ucdp GEDEvent_v25_1.csv --into sites/world
  frontmark import ucdp ged251-csv.zip --into sites/world && frontmark build sites/world""",
    "changes": """examples:
  frontmark changes                       the tables against git's HEAD
  frontmark changes --since main          against another branch or commit
  frontmark changes --since /srv/www/data --format markdown""",
    "record": """examples:
  frontmark record --reason "Rows of 9 to 16 December"
  frontmark record --reason "Two sources confirm the capture" --approved-by "A. Editor"
  frontmark record --since /srv/www/data --reason "First record of a site that is published" """,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit codes: 0 good, 1 problems in the content, 2 wrong usage."""
    chosen = _parser().parse_args(arguments)
    before = signal.signal(signal.SIGTERM, _stop)  # as Ctrl-C: what was begun is cleared away
    try:
        code = _run(chosen)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our lines has gone; Python would complain once more while closing the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(chosen: argparse.Namespace) -> int:
    command: Callable[[argparse.Namespace], int] = chosen.command
    try:
        return command(chosen)
    except ContentError as error:
        return _show(error.problems, chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="frontmark",
        description="Report sites from tables of sourced events.",
        epilog=_OVERVIEW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, help: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=help,
            description=help[0].upper() + help[1:] + ".",
            epilog=_EXAMPLES[name],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name != "compare":
            folder = "a folder with mkdocs.yml and content/; default: the current one"
            command.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help=folder)
        command.set_defaults(command=run, format="text")
        return command

    check = add("check", "look for every fault in the tables and notes; change nothing", _check)
    formats = ("text", "github", "json")
    check.add_argument("--format", choices=formats, help="how to print problems; default: text")
    generate = add("generate", "check, then write the pages and charts into content/", _generate)
    build = add("build", "check, generate, build the site with MkDocs and verify it", _build)
    where = "where the site goes; default: site_dir of mkdocs.yml"
    build.add_argument("--out", type=Path, metavar="DIR", help=where)
    earlier = "the site as it was known in that edition; needs --out"
    build.add_argument("--as-of", type=int, metavar="EDITION", help=earlier)
    anew = "make everything anew: empty .frontmark/, where earlier builds keep what they made"
    for command in (generate, build):
        command.add_argument("--clean", action="store_true", help=anew)
    serve = add("serve", "live preview: editing a table or a note refreshes the page", _serve)
    serve.add_argument("--addr", type=_address, metavar="HOST:PORT", help="default: 127.0.0.1:8000")
    compare = add("compare", "what readers would see otherwise: two built sites, page by page", _compare)
    for name in ("old", "new"):
        compare.add_argument(name, type=Path, metavar=name.upper(), help="a folder that holds a built site")
    compare.add_argument("--format", choices=("text", "markdown", "json"), help="default: text")
    _add_import(commands)
    changes = add("changes", "print what record would record; change nothing", _changes)
    changes.add_argument("--format", choices=("text", "json", "markdown"), help="default: text")
    record = add("record", "record what changed since the last edition, and why", _record)
    record.add_argument("--reason", required=True, help="why the tables were changed, in one sentence")
    approved = "who approved what a rule of the guard has caught"
    record.add_argument("--approved-by", default="", metavar="NAME", help=approved)
    record.add_argument(
        "--date", type=_day, metavar="YYYY-MM-DD", help="the day of the edition; default: today"
    )
    for command in (changes, record):
        base = "what to compare with, a commit or a folder of tables; default: git's HEAD"
        command.add_argument("--since", default="", metavar="REV|FOLDER", help=base)
    return parser


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    about = "bring a data set that others publish into the tables of a site folder"
    command = commands.add_parser(
        "import",
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=_EXAMPLES["import ucdp"],
        formatter_class=raw,
    )
    ucdp = command.add_subparsers(required=True, metavar="SOURCE").add_parser(
        "ucdp",
        help="the UCDP Georeferenced Event Dataset or its Candidate files",
        description="The UCDP Georeferenced Event Dataset or its Candidate files.",
        epilog=_EXAMPLES["import ucdp"],
        formatter_class=raw,
    )
    ucdp.add_argument("file", type=Path, metavar="FILE", help="as UCDP publishes it: .csv, .csv.gz or .zip")
    where = "the site folder; one that has no mkdocs.yml yet gets what a site needs"
    ucdp.add_argument("--into", dest="folder", type=Path, required=True, metavar="FOLDER", help=where)
    ucdp.set_defaults(command=_import_ucdp, format="text")


def _check(chosen: argparse.Namespace) -> int:
    from generator import report
    from generator.build import check

    checked = check(_settings(chosen))
    if chosen.format == "json":
        print(report.as_json([]))
    elif chosen.format == "text":
        print(f"{sum(checked.rows.values()):,} rows of {len(checked.rows)} tables, no problems")
    return GOOD


def _generate(chosen: argparse.Namespace) -> int:
    from generator.build import generate
    from generator.progress import for_stream

    settings = _settings(chosen)
    done = generate(settings, for_stream(sys.stdout), clean=chosen.clean)
    print(f"{len(done.planned)} files in {_here(settings.content)}, {sum(done.seconds.values()):.1f} s")
    return GOOD


def _build(chosen: argparse.Namespace) -> int:
    from generator.build import build
    from generator.ledger.past import build_as_of
    from generator.progress import for_stream

    if chosen.as_of is not None and not chosen.out:
        _misused("--as-of needs --out DIR: an earlier edition does not go where the last one is published")
    settings = _settings(chosen)
    out = chosen.out.absolute() if chosen.out else settings.site
    if chosen.as_of is None:
        done = build(settings, out, for_stream(sys.stdout), clean=chosen.clean)
    else:
        done = build_as_of(settings, chosen.as_of, out, for_stream(sys.stdout))
    print(f"{done.published.pages} pages in {_here(out)}, {sum(done.seconds.values()):.1f} s")
    return GOOD


def _changes(chosen: argparse.Namespace) -> int:
    from generator.ledger.commands import changes
    from generator.ledger.published import MisuseError

    try:
        print(changes(_settings(chosen), chosen.since, chosen.format, date.today()))
    except MisuseError as error:
        _misused(str(error))
    return GOOD


def _record(chosen: argparse.Namespace) -> int:
    from generator.ledger.commands import record
    from generator.ledger.published import MisuseError

    day = chosen.date or date.today()
    try:
        print(record(_settings(chosen), chosen.since, chosen.reason, chosen.approved_by, day))
    except MisuseError as error:
        _misused(str(error))
    return GOOD


def _serve(chosen: argparse.Namespace) -> int:
    from generator.preview import preview

    try:
        return preview(_settings(chosen), chosen.addr)
    except OSError as error:
        _misused(f"no preview: {error.strerror}; try another address with --addr")


def _compare(chosen: argparse.Namespace) -> int:
    from generator.compare import NoSiteError, compare, open_site, report

    shown = {"text": report.text, "markdown": report.as_markdown, "json": report.as_json}
    try:
        print(shown[chosen.format](compare(open_site(chosen.old), open_site(chosen.new))))
    except NoSiteError as error:
        _misused(str(error))
    return GOOD


def _import_ucdp(chosen: argparse.Namespace) -> int:
    from generator.importers import folder, ucdp

    if not chosen.file.is_file():
        _misused(f"no file {chosen.file}")
    imported = ucdp.convert(chosen.file, folder.earlier(chosen.folder, "ucdp"))
    written = folder.put(chosen.folder, "ucdp", imported)
    for line in imported.remarks.lines():
        print(line)
    print(f"{imported.read:,} rows read; written in {_here(chosen.folder)}: {', '.join(written)}")
    print(", ".join(f"{len(rows):,} {name}" for name, rows in imported.tables.items()))
    for code, name in folder.missing_sides(chosen.folder, imported).items():
        print(f"mkdocs.yml: extra.frontmark.sides: add {code}: {name}")
    return GOOD


def _settings(chosen: argparse.Namespace) -> Settings:
    from generator.settings import read_settings

    folder = Path(chosen.folder)
    if not folder.is_dir():
        _misused(f"no folder {chosen.folder}")
    if not (folder / "mkdocs.yml").is_file():
        _misused(f"no mkdocs.yml in {chosen.folder}; a site folder holds mkdocs.yml and content/")
    return read_settings(folder.absolute())


def _misused(message: str) -> NoReturn:
    print(f"frontmark: {message}", file=sys.stderr)
    raise SystemExit(USAGE)


def _address(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"expected HOST:PORT, got {value!r}")
    return value


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a day as 2024-12-09, got {value!r}") from None


def _show(problems: Sequence[Problem], chosen: argparse.Namespace) -> int:
    """Print problems with their files as seen from the current folder, where editors and GitHub look."""
    from generator import report

    problems = [replace(problem, file=_here(Path(chosen.folder, problem.file))) for problem in problems]
    if chosen.format == "github":
        print(report.github(problems))
    elif chosen.format == "json":
        print(report.as_json(problems))
    else:
        print(report.text(problems), file=sys.stderr)
    print(report.count(problems), file=sys.stderr)
    return PROBLEMS


def _here(path: Path) -> str:
    """`path` as seen from the current folder, with forward slashes."""
    return Path(os.path.relpath(path)).as_posix()


def _stop(number: int, frame: object) -> NoReturn:  # noqa: ARG001
    raise SystemExit(TERMINATED)


if __name__ == "__main__":
    raise SystemExit(main())
